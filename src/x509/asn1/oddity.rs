//! What is unusual about an element, and what ends the reading.

/// Something that BER allows and DER does not, or that the type forbids. The
/// element is shown all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Oddity {
    /// The end is marked by two zero octets (X.690 §8.1.3.6; DER: §10.1).
    IndefiniteLength,
    /// The length takes more octets than it needs (X.690 §10.1).
    LongLength,
    /// The tag takes more octets than it needs (X.690 §8.1.2.2).
    LongTag,
    /// A string in pieces (X.690 §8.21; DER: §10.2).
    StringInPieces,
    /// A SEQUENCE or SET that is not made of elements (X.690 §8.9.1).
    NotConstructed,
    /// A type that cannot be made of elements, but is.
    WronglyConstructed,
    /// TRUE in another octet than FF (X.690 §11.1).
    BooleanOctet(u8),
    /// A value whose length its type does not allow.
    WrongLength,
    /// An integer with leading octets that say nothing (X.690 §8.3.2).
    LongInteger,
    /// A sub-identifier with leading octets that say nothing (X.690 §8.19.2).
    LongIdentifier,
    /// Unused bits that are not zero, or more than seven of them (X.690 §11.2).
    UnusedBits,
    /// Characters that the string type does not have (X.680 §41).
    WrongCharacters,
    /// A time in a form other than DER's (X.690 §11.7, §11.8).
    TimeForm,
    /// Elements of a SET out of order (X.690 §11.6).
    SetOrder,
    /// A value that is the default and so should be left out (X.690 §11.5).
    DefaultWritten,
    /// Its length leads beyond what it is in.
    CutOff {
        /// How many bytes are missing.
        missing: usize,
    },
}

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Break {
    /// The bytes end inside an identifier or a length.
    HeaderCutOff,
    /// The bytes end, or the element around ends, before the content does.
    ContentCutOff {
        /// How many bytes are missing.
        missing: usize,
    },
    /// No identifier and length: a reserved form, or one too large.
    BadHeader,
    /// An indefinite length without its end mark.
    EndMarkMissing,
    /// Bytes after the end of the value.
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// Elements inside elements, deeper than is followed.
    TooDeep,
    /// More elements than are shown.
    TooMany,
}

/// Where reading stopped, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakPoint {
    /// The byte at which it stopped.
    pub at: usize,
    /// Why.
    pub why: Break,
}
