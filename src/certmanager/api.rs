//! The objects of the lab's cluster, in the shape of their manifests.
//!
//! One file a kind. The types are cert-manager's own, field by field; what a
//! manifest may hold is written down once more in [`schema`], which finds the
//! fields that a kind does not have.

pub mod annotations;
mod certificate;
mod certificate_request;
mod challenge;
mod columns;
mod distinguished_name;
mod ingress;
mod issuer;
mod key_id;
mod keystores;
mod name_constraints;
mod object;
mod order;
pub mod output;
mod reference;
mod renewal;
pub mod schema;
pub(crate) mod secret;
mod solver;
mod state;
mod vault;
mod venafi;
mod yaml;

pub use certificate::{
    Certificate, CertificateSpec, CertificateStatus, RotationPolicy, SecretTemplate, SpecAlgorithm,
    SpecPrivateKey,
};
pub(crate) use certificate::{MAX_RSA_SIZE, MIN_RSA_SIZE};
pub(crate) use certificate_request::reason as request_reason;
pub use certificate_request::{
    CertificateRequest, CertificateRequestSpec, CertificateRequestStatus,
};
pub use challenge::{Challenge, ChallengeSpec, ChallengeStatus, ChallengeType};
pub use columns::{cells, columns};
pub use distinguished_name::{CertificateSubject, OtherName};
pub use ingress::{Ingress, IngressRule, IngressSpec, IngressTls};
pub use issuer::{
    AcmeIssuer, AcmeIssuerStatus, CaIssuer, ExternalAccountBinding, Issuer, IssuerSpec,
    IssuerStatus, IssuerType, SelfSignedIssuer,
};
pub use key_id::KeyId;
pub use keystores::{
    AdditionalOutputFormat, JksKeystore, Keystores, OutputFormat, Pkcs12Keystore, Pkcs12Profile,
};
pub use name_constraints::{NameConstraintItem, NameConstraints};
pub use object::Object;
pub(crate) use object::index;
pub use order::{Order, OrderAuthorization, OrderChallenge, OrderSpec, OrderStatus};
pub use output::{OutputError, OutputFile, OutputForm, StorePassword};
pub use reference::{IssuerRef, NameRef, SecretKeySelector, ServiceAccountRef};
pub use renewal::{Renewal, RenewalPolicy, RenewalWindow};
pub(crate) use secret::NOT_KEPT;
pub use secret::{KeyDecodeError, Secret, SecretKey, SecretValue};
pub use solver::{BY_HAND_GROUP, BY_HAND_SOLVER, Dns01, Selector, Solver, Webhook};
pub use state::State;
pub use vault::{VaultAppRole, VaultAuth, VaultClientCertificate, VaultIssuer, VaultKubernetes};
pub use venafi::{VenafiCloud, VenafiIssuer, VenafiTpp};
pub use yaml::{Error, Manifest, from_yaml, list_yaml, manifests};

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
