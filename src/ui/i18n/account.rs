//! Words about ACME accounts: who they are, their keys, revocation, renewal.

use certlab::acme::wire::{AccountStatus, Reason};
use certlab::lab::{AccountFailure, RevokedBy};

/// What is said of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    /// Heading.
    Title,
    /// Its URL.
    Uri,
    /// What it may do.
    Status,
    /// The status in words.
    Is(AccountStatus),
    /// Where the server may write to.
    Contacts,
    /// Nowhere.
    NoContacts,
    /// Its orders at the server.
    OrdersUrl,
    /// The server has no list.
    NoOrdersUrl,
    /// The fingerprint of its key.
    Thumbprint,
    /// The terms of service.
    Terms,
    /// They are agreed to.
    Agreed,
    /// When the server was asked; RFC 3339.
    AskedAt(String),
    /// Asks the server.
    Look,
    /// Something is under way.
    Working,
    /// Where its key is.
    Key,
    /// No page can read it.
    KeyStays,
    /// It may be taken away.
    KeyMayLeave,
    /// Heading of key changes.
    ChangeTitle,
    /// What a key change is.
    ChangeMeaning,
    /// Changes to a key that stays.
    ChangeToStay,
    /// Changes to a key that may leave.
    ChangeToLeave,
    /// Takes the key away.
    Export,
    /// The passphrase.
    Passphrase,
    /// What it is for.
    PassphraseHint,
    /// Heading: bring a key along.
    ImportTitle,
    /// What that does.
    ImportMeaning,
    /// The field for it.
    ImportField,
    /// Does it.
    Import,
    /// The text is no key, or the passphrase is wrong.
    ImportFailed(String),
    /// Heading: end it.
    EndTitle,
    /// What that means.
    EndMeaning,
    /// Ends it.
    End,
    /// Why an act came to nothing.
    Failed(AccountFailure),
    /// Heading: revocation.
    RevokeTitle,
    /// What it means.
    RevokeMeaning,
    /// Why it is revoked.
    Reason,
    /// A reason.
    For(Reason),
    /// Who signs.
    SignedBy,
    /// Who.
    By(RevokedBy),
    /// Revokes it.
    Revoke,
    /// It is revoked; RFC 3339.
    Revoked(String),
    /// Heading: renewal information.
    RenewalTitle,
    /// What it is.
    RenewalMeaning,
    /// Asks.
    AskRenewal,
    /// The window.
    Window {
        /// From.
        from: String,
        /// To.
        to: String,
    },
    /// When to ask again.
    AskAgain(String),
    /// A page that says why.
    Explanation,
}
