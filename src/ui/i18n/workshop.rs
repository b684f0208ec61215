//! Words of the workshop: what was found, its fields, and its bytes.

use certlab::x509::KeyUsageBit;
use certlab::x509::asn1::{Break, Field, Oddity};
use certlab::x509::file::Error;
use certlab::x509::reading::{Label, NameKind};

/// What the workshop says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Workshop {
    /// Heading.
    Title,
    /// What it is for.
    Lead,
    /// Label of the text.
    Paste,
    /// Opens files.
    OpenFiles,
    /// Takes all away.
    Clear,
    /// Takes a file away.
    CloseFile(String),
    /// The file could not be read, or is too large.
    Unread(String),
    /// Label of the passphrase.
    Passphrase,
    /// Tries the passphrase.
    Unlock,
    /// Nothing lies there yet.
    Nothing,
    /// So many things were found.
    Found(usize),
    /// What was found.
    Kind(What),
    /// Where it was: in the text.
    InText,
    /// How its validity stands now.
    Standing(Standing),
    /// A section without an object identifier.
    Heading(Heading),
    /// What a field is.
    Label(Label),
    /// A name's kind.
    NameKind(NameKind),
    /// A use of a key.
    Usage(KeyUsageBit),
    /// Yes or no.
    Flag(bool),
    /// The extension must be understood.
    Critical,
    /// The extension could not be decoded.
    Malformed,
    /// It has an outline but could not be read inside.
    Undecoded,
    /// A revoked certificate: when, and why.
    RevokedOn(String, Option<&'static str>),
    /// The private key is kept to itself.
    PrivateKeyHint,
    /// Shows or hides the bytes.
    Bytes,
    /// Accessible name of the tree.
    Tree,
    /// Accessible name of the hexadecimal view.
    Hex,
    /// How the views are worked by keyboard.
    TreeKeys,
    /// The element's place: offset, header, content.
    Place {
        /// Its first byte.
        start: usize,
        /// Bytes of its header.
        header: usize,
        /// Bytes of its content.
        content: usize,
    },
    /// What an RFC says of an element.
    Explain(Field),
    /// An element without a name.
    NoField,
    /// What is odd.
    Oddity(Oddity),
    /// Where the reading stopped.
    Broken(usize, Break),
    /// What the copied bytes are.
    NodeBytes,
    /// Which bytes are shown, of how many.
    HexRange(usize, usize, usize),
    /// Bytes before.
    Before,
    /// Bytes after.
    After,
    /// More elements than are shown at once.
    MoreNodes(usize),
    /// It could not be read: why, and what to do.
    Error(Error),
    /// Opens a value of the inspector here.
    OpenHere,
}

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A certificate that may not sign others.
    Certificate,
    /// A CA's certificate.
    Authority,
    /// A certificate signing request.
    Request,
    /// A revocation list.
    RevocationList,
    /// A public key.
    PublicKey,
    /// A private key.
    PrivateKey,
    /// A private key that is locked.
    LockedKey,
    /// Something else.
    Other,
}

/// How a validity stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It begins in so many hours.
    Future(u64),
    /// It holds for so many hours more.
    Valid(u64),
    /// It ended so many hours ago.
    Expired(u64),
}

/// A section without an object identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// Who and by whom.
    Identity,
    /// When.
    Validity,
    /// The key.
    Key,
    /// How it was signed.
    Signature,
    /// Hashes.
    Fingerprints,
    /// A request's attributes.
    Attributes,
    /// Revoked certificates.
    Revoked,
}
