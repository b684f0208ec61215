//! The objects of the lab's cluster, in the shape of their manifests.
//!
//! One file a kind. The types are cert-manager's own, field by field, as far
//! as this version of the lab acts on them; unknown fields of a real manifest
//! are passed over.

pub mod annotations;
mod certificate;
mod certificate_request;
mod challenge;
mod issuer;
mod key_id;
mod object;
mod order;
mod reference;
pub(crate) mod secret;
mod solver;
mod state;
mod yaml;

pub(crate) use certificate::KEY_UNAVAILABLE;
pub use certificate::{
    Certificate, CertificateSpec, CertificateStatus, CertificateSubject, Renewal, RenewalPolicy,
    RotationPolicy, SecretTemplate, SpecAlgorithm, SpecPrivateKey,
};
pub(crate) use certificate_request::reason as request_reason;
pub use certificate_request::{
    CertificateRequest, CertificateRequestSpec, CertificateRequestStatus,
};
pub use challenge::{Challenge, ChallengeSpec, ChallengeStatus, ChallengeType};
pub use issuer::{
    AcmeIssuer, AcmeIssuerStatus, CaIssuer, Issuer, IssuerSpec, IssuerStatus, IssuerType,
    SelfSignedIssuer,
};
pub use key_id::KeyId;
pub use object::Object;
pub(crate) use object::index;
pub use order::{Order, OrderAuthorization, OrderChallenge, OrderSpec, OrderStatus};
pub use reference::{IssuerRef, SecretKeySelector};
pub(crate) use secret::NOT_KEPT;
pub use secret::{KeyDecodeError, Secret, SecretKey, SecretValue};
pub use solver::{BY_HAND_GROUP, BY_HAND_SOLVER, Dns01, Selector, Solver, Webhook};
pub use state::State;
pub use yaml::{Error, from_yaml};

/// The kinds' condition types (cert-manager's constants).
pub mod condition_type {
    /// Whether the object is as it should be.
    pub const READY: &str = "Ready";
    /// Whether a Certificate is being (re-)issued.
    pub const ISSUING: &str = "Issuing";
    /// Whether a `CertificateRequest` may be signed.
    pub const APPROVED: &str = "Approved";
    /// Whether a `CertificateRequest` must not be signed.
    pub const DENIED: &str = "Denied";
    /// Whether somebody found a `CertificateRequest` to be unusable.
    pub const INVALID_REQUEST: &str = "InvalidRequest";
}
