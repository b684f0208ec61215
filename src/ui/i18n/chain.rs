//! Words of the page that checks chains.

use certlab::x509::path::{Failure, Purpose, Rule};

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Chain {
    /// Heading.
    Title,
    /// What it does.
    Lead,
    /// Label of the text.
    Text,
    /// Hint below it.
    TextHint,
    /// Open a file.
    OpenFile,
    /// Empty the text.
    Clear,
    /// Label of the choice of a Secret.
    FromBench,
    /// Nothing is chosen.
    Choose,
    /// Label of the choice of what for.
    Purpose,
    /// A purpose.
    PurposeOf(Purpose),
    /// Label of the name.
    Name,
    /// Hint below it.
    NameHint,
    /// Label of the time.
    At,
    /// Hint below it: now.
    AtHint(String),
    /// The time cannot be read.
    AtBad,
    /// Self-signed certificates of the text are trusted.
    Trust,
    /// Lists of revoked certificates must tell of every certificate.
    Revocation,
    /// Nothing was given yet.
    Nothing,
    /// Nothing can be read in the text.
    Unread,
    /// No certificate is in the text.
    NoCertificate,
    /// There is a sound path.
    Sound,
    /// There is none.
    Unsound,
    /// So many certificates, so many paths, checked at a time.
    Found {
        /// How many certificates.
        certificates: usize,
        /// How many paths.
        paths: usize,
        /// When.
        at: String,
    },
    /// Heading of a path.
    Path {
        /// Its number, from one.
        number: usize,
        /// Whether it is sound.
        is_sound: bool,
    },
    /// More paths exist than were followed.
    CutShort,
    /// Between two certificates: who signed.
    SignedBy,
    /// The role of the certificate in question.
    Leaf,
    /// The role of one in between.
    Intermediate,
    /// The role of the trusted one.
    Anchor,
    /// The role of a self-signed one that is not trusted.
    Untrusted,
    /// The place of a missing one.
    Missing,
    /// So many rules hold.
    Passed(usize),
    /// Rules that do not concern it, or of which nothing is asked.
    NotAsked(usize),
    /// The word for a rule that holds.
    Holds,
    /// The word for a broken rule.
    Broken,
    /// The word for a rule that was not reached.
    NotReached,
    /// A rule.
    Rule(Rule),
    /// How a rule is broken.
    Failure(Failure),
    /// What to do about it.
    Advice(Failure),
    /// The link to this page.
    Open,
}
