//! The words of the picture: states, whom one waits for, lines, columns.

use certlab::clock::Timestamp;
use certlab::kube::Kind;

/// The state of an object, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Something else must happen first.
    Waiting,
    /// At work.
    Working,
    /// Done, well.
    Ready,
    /// Done, badly.
    Failed,
}

impl State {
    /// The value of `data-state`, and the style class.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Working => "working",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }
}

/// What an object waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Waits {
    /// A person.
    Person,
    /// DNS, until everybody sees the record.
    Propagation,
    /// Another Challenge for the same name.
    Turn,
    /// Its issuer.
    Issuer,
    /// The CA's Secret.
    Secret,
    /// Its Order.
    Order,
    /// Its Challenges.
    Challenges,
    /// Its `CertificateRequest`.
    Request,
    /// Key and certificate.
    Signature,
    /// A moment.
    Until(Timestamp),
}

/// An object's state in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Nothing happened to it yet.
    New,
    /// A `SelfSigned` issuer.
    SignsItself,
    /// A CA issuer and its Secret.
    SignsWith(String),
    /// An ACME issuer and its server.
    Registered(String),
    /// An ACME issuer at the practice CA.
    RegisteredInPractice,
    /// An ACME issuer on its way.
    Registering(String),
    /// A Certificate that is good until then.
    ValidUntil(Option<Timestamp>),
    /// A Certificate on its way.
    Issuing,
    /// A good Certificate of which a new one is on its way.
    Reissuing,
    /// A request that nobody has approved yet.
    Approving,
    /// A request at its issuer.
    Signing,
    /// A request that a person signs, outside cert-manager.
    SignOutside,
    /// A signed request.
    Issued,
    /// An order that is being placed.
    Ordering,
    /// An order whose names are being proven.
    Proven {
        /// So many are.
        done: usize,
        /// Of so many.
        all: usize,
    },
    /// An order that is being finalized.
    Finalizing,
    /// An order with its certificate.
    Fulfilled,
    /// A Challenge for that name.
    Proving(String),
    /// A Challenge that needs a record.
    PublishRecord(String),
    /// A Challenge that needs a file.
    PutFile(String),
    /// A Challenge that the server checks.
    Validating(String),
    /// A Challenge that was met.
    Proved(String),
    /// A Secret's entries.
    Holds(String),
    /// cert-manager's own word.
    Reason(String),
}

/// The columns of the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Issuers and `ClusterIssuers`.
    Issuer,
    /// Certificates.
    Certificate,
    /// `CertificateRequests`.
    Request,
    /// Orders.
    Order,
    /// Challenges.
    Challenge,
    /// Secrets.
    Secret,
}

impl Column {
    /// All, left to right.
    pub(crate) const ALL: [Self; 6] = [
        Self::Issuer,
        Self::Certificate,
        Self::Request,
        Self::Order,
        Self::Challenge,
        Self::Secret,
    ];

    /// The kind that gives the column its sign.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Issuer => Kind::Issuer,
            Self::Certificate => Kind::Certificate,
            Self::Request => Kind::CertificateRequest,
            Self::Order => Kind::Order,
            Self::Challenge => Kind::Challenge,
            Self::Secret => Kind::Secret,
        }
    }
}
