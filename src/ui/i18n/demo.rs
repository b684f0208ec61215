//! Words of the glossary's working models.

use certlab::lab::demo::Judged;

/// What a working model says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Demo {
    /// Heading.
    Title,
    /// The message to be signed.
    Message,
    /// Its signature.
    Signature,
    /// Sign it as it now is.
    Sign,
    /// Which public key looks at it.
    By,
    /// The pair that signed.
    OwnKey,
    /// Another pair.
    OtherKey,
    /// Whether it fits.
    Verifies(bool),
    /// Which byte of the request is changed.
    Byte,
    /// No byte is.
    Whole,
    /// What a reader of the request says.
    Judged(Judged),
    /// The certificate's names.
    Names,
    /// Its common name.
    CommonName,
    /// The host that a browser asks for.
    Host,
    /// Whether it is among the names; and whether only the common name has it.
    Fits(bool, bool),
    /// Another account.
    NewKey,
    /// Another token.
    NewToken,
    /// Send the same message twice.
    Twice,
    /// The answer to the first or the second.
    Answer(usize),
    /// What that shows.
    Once,
}
