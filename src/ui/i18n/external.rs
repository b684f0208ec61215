//! Words of the panel for a request that a person signs.

use certlab::certmanager::external::SignatureError;

/// What is said to the signer outside cert-manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum External {
    /// Heading.
    Title,
    /// Why this is a person's.
    Lead,
    /// First step.
    Take,
    /// Shows the request.
    Show,
    /// Second step.
    Sign,
    /// For whoever has no CA.
    NoCa,
    /// Third step: label of the field.
    Paste,
    /// What may be in it.
    PasteHint,
    /// Checks it and hands it in.
    HandIn,
    /// Takes it from a file.
    Open,
    /// Nothing was pasted.
    Empty,
    /// A file that cannot be read.
    Unread(String),
    /// Why it does not fit.
    Refused(SignatureError),
}
