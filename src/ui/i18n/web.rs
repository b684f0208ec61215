//! Words of the choice of a proof, and of the guidance for a file.

use serde::{Deserialize, Serialize};

/// How names are proved to an ACME server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Proof {
    /// By a TXT record.
    #[default]
    Dns01,
    /// By a file on a web server.
    Http01,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Web {
    /// The question.
    Question,
    /// An answer's name.
    Proof(Proof),
    /// What it takes.
    ProofMeaning(Proof),
    /// Heading; how many files.
    Title(usize),
    /// What to do, in the Real world.
    Task,
    /// What to do, in the Practice world.
    TaskPractice,
    /// Why this page cannot look.
    Unseen,
    /// The name that is to be proven.
    For(String),
    /// The file's address.
    Address,
    /// The path below the web root.
    Path,
    /// What is in it.
    Content,
    /// Get the file.
    Download,
    /// Put it into the practice web root.
    Put,
    /// It is there.
    InPlace,
    /// Say that it is there.
    Vouch,
    /// It was said.
    Vouched,
    /// Look now.
    CheckNow,
    /// The web root is being asked.
    Checking,
    /// What the web server shows.
    Shows,
    /// The content is right.
    Right,
    /// Its turn comes later.
    Later,
    /// Heading of the ready-made lines.
    Lines,
    /// For a shell.
    Shell,
    /// For nginx.
    Nginx,
    /// For Apache.
    Apache,
    /// To look for oneself.
    Look,
}
