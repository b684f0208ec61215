//! Words about messages on the wire, opened up.

use certlab::lab::Tampering;

use super::wire_field::WireField;

/// What is said of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// Heading over what the fields mean.
    Fields,
    /// What a field means.
    Field(WireField),
    /// Heading: send it again.
    Tamper,
    /// What comes of that.
    TamperMeaning,
    /// What is done to it.
    Do(Tampering),
    /// What was done to it.
    Done(Tampering),
    /// Heading: from token to record.
    Proof,
    /// The token.
    Token,
    /// The account key's thumbprint.
    Thumbprint,
    /// The key authorization.
    KeyAuthorization,
    /// Its digest.
    Digest,
    /// The TXT record's value.
    Txt,
    /// The file's content.
    File,
}
