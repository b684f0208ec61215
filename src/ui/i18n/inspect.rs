//! Words of the inspector.

use certlab::kube::Kind;

/// What the inspector says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inspect {
    /// Heading over the state machines.
    Machine,
    /// A state machine in words, for those who do not see it.
    MachineIs {
        /// Of which kind.
        name: &'static str,
        /// The states passed through, the current one last.
        path: String,
    },
    /// Which object a message belongs to.
    SentFor(String),
    /// Accessible name of the tabs.
    Tabs,
    /// A tab.
    Tab(Tab),
    /// What a kind is, in two sentences.
    WhatIs(Kind),
    /// Where it comes from and what it leads to.
    Around(Kind),
    /// Heading: links between objects.
    Links,
    /// It was made by.
    MadeBy,
    /// It made.
    Made,
    /// It is signed by.
    SignedBy,
    /// It is kept in.
    KeptIn,
    /// Heading: conditions.
    Conditions,
    /// No conditions.
    NoConditions,
    /// Heading: state.
    State,
    /// Heading: events.
    Events,
    /// No events.
    NoEvents,
    /// How often.
    Times(u32),
    /// Since then.
    Since(String),
    /// Heading: dates.
    Dates,
    /// A date.
    NotBefore,
    /// A date.
    NotAfter,
    /// A date.
    Renewal,
    /// Heading: messages.
    NoMessages,
    /// Messages are newest first.
    MessagesOrder,
    /// Under way.
    UnderWay,
    /// Nothing came back.
    NoAnswer,
    /// The signed header of a JWS.
    Protected,
    /// Its payload.
    Payload,
    /// POST-as-GET.
    EmptyPayload,
    /// Its signature.
    Signature,
    /// The answer.
    Answer,
    /// A DNS message.
    DnsMessage,
    /// No certificate yet.
    NoCertificate,
    /// A certificate of the chain.
    ChainPosition {
        /// From the leaf, 1.
        position: usize,
        /// Of.
        all: usize,
    },
    /// A field of a certificate.
    Field(Field),
    /// Yes.
    Yes,
    /// No.
    No,
    /// Heading: downloads.
    Downloads,
    /// The private key stays here.
    KeyStays,
    /// Renew now.
    Renew,
    /// Delete.
    Delete,
    /// A refusal of the CA.
    Refused,
    /// Shows long values whole.
    Unfold,
    /// Folds long values.
    Fold,
    /// The object is gone.
    Gone,
}

/// A tab of the inspector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    /// What is it?
    What,
    /// Conditions and events.
    Status,
    /// The manifest.
    Yaml,
    /// Requests and answers.
    Messages,
    /// Certificate fields.
    X509,
    /// What changed.
    Changes,
}

/// A field of a certificate or request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Subject.
    Subject,
    /// Issuer.
    Issuer,
    /// Serial number.
    Serial,
    /// Not before.
    NotBefore,
    /// Not after.
    NotAfter,
    /// DNS names.
    DnsNames,
    /// IP addresses.
    IpAddresses,
    /// CA.
    IsCa,
    /// Key usages.
    Usages,
    /// Public key.
    PublicKey,
    /// Subject key identifier.
    SubjectKeyId,
    /// Authority key identifier.
    AuthorityKeyId,
    /// Fingerprint.
    Fingerprint,
}
