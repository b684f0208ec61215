//! Words of the workshop's page that makes things.

use certlab::x509::making::{Place, Wrong};
use certlab::x509::profile::Kind;
use certlab::x509::{Error, Judge, Refused};

/// What the page that makes things says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Make {
    /// Accessible name of the workshop's tabs.
    Tabs,
    /// A tab: read.
    TabRead,
    /// A tab: make.
    TabMaking,
    /// A tab: chains.
    TabChain,
    /// Heading.
    Title,
    /// What it is for.
    Lead,
    /// A part's heading.
    Part(Part),
    /// Heading of the table of kinds of key.
    KindOfKey,
    /// A judge's name.
    Judge(Judge),
    /// Accepted.
    Accepted,
    /// Why a kind of key is not accepted.
    Refused(Refused),
    /// What the table says.
    JudgesHint,
    /// Makes a key.
    NewKey,
    /// A key is being made.
    Working,
    /// Opens the field for what is brought in.
    BringIn,
    /// Label of that field.
    Bring,
    /// What may be in it.
    BringHint,
    /// Takes it.
    Take,
    /// A passphrase for it.
    Passphrase,
    /// So many things were taken.
    Taken(usize),
    /// One of them could not be used.
    Unusable(Error),
    /// Which kind of certificate.
    Profile,
    /// A kind of certificate.
    Kind(Kind),
    /// What such a certificate says.
    KindMeaning(Kind),
    /// A field's label.
    Label(Place),
    /// A field's hint; empty without one.
    Hint(Place),
    /// More of the subject.
    MoreSubject,
    /// More names.
    MoreNames,
    /// More of the certificate.
    MoreFields,
    /// It is a CA's.
    IsCa,
    /// Its name constraints are critical.
    Critical,
    /// What the key is used for.
    Usages,
    /// How long: for a time.
    ForTime,
    /// How long: until a date.
    UntilDate,
    /// In which way the signer signs.
    Signature,
    /// As goes with the key.
    ByKey,
    /// Nothing to choose from yet.
    NoKeyYet,
    /// A choice: the key of a request.
    OfRequest(String),
    /// A choice: the key itself signs.
    Itself,
    /// A choice: a CA.
    ByAuthority(String),
    /// Makes the certificate.
    CertificateButton,
    /// Makes the request.
    RequestButton,
    /// Makes the revocation list.
    ListButton,
    /// Empties the form.
    ClearForm,
    /// It was made.
    Made,
    /// What stops it, in short.
    Unready(usize),
    /// No CA is there to revoke.
    NoAuthorityYet,
    /// Why a certificate is revoked.
    Reason,
    /// Puts a certificate on the list.
    Revoke(String),
    /// What is at hand.
    Shelf,
    /// Nothing is at hand.
    ShelfEmpty,
    /// Where it is kept.
    ShelfHint,
    /// Takes everything away.
    ClearShelf,
    /// A thing's kind: key.
    AKey,
    /// A thing's kind: request.
    ARequest,
    /// A thing's kind: certificate.
    ACertificate,
    /// A thing's kind: CA certificate.
    AnAuthority,
    /// A thing's kind: revocation list.
    AList,
    /// The list's number among those of a CA.
    ListOf(String),
    /// Who issued it.
    IssuedBy,
    /// From when to when it holds.
    Validity,
    /// Opens it in the tab that reads.
    OpenInRead,
    /// The key as a JWK.
    Jwk,
    /// Its thumbprint.
    Thumbprint,
    /// Its fingerprint.
    SpkiSha256,
    /// A key file: its type's own form.
    OwnForm(&'static str),
    /// A key file: locked.
    Locked,
    /// A key file: the public half.
    PublicHalf,
    /// What locks files.
    Lock,
    /// What it locks.
    LockHint,
    /// A file needs it.
    LockWanted,
    /// Something failed outside the lab.
    Failed(String),
    /// What is wrong with what was typed.
    Wrong(Wrong),
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Keys.
    Key,
    /// Names.
    Names,
    /// Uses and limits.
    Uses,
    /// Who signs.
    Signer,
    /// Revocation.
    Revocation,
}
