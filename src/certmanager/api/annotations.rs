//! The annotation, label and finalizer names that the controllers read and write.

/// On a `CertificateRequest` and on a target Secret: the Certificate's name.
pub const CERTIFICATE_NAME: &str = "cert-manager.io/certificate-name";
/// On a `CertificateRequest`: the revision it is for, from 1.
pub const REVISION: &str = "cert-manager.io/certificate-revision";
/// On a `CertificateRequest`: the Secret with the key that signed the CSR.
pub const PRIVATE_KEY_SECRET: &str = "cert-manager.io/private-key-secret-name";
/// On a target Secret: `issuerRef.name`.
pub const ISSUER_NAME: &str = "cert-manager.io/issuer-name";
/// On a target Secret: `issuerRef.kind`.
pub const ISSUER_KIND: &str = "cert-manager.io/issuer-kind";
/// On a target Secret: `issuerRef.group`.
pub const ISSUER_GROUP: &str = "cert-manager.io/issuer-group";
/// On a target Secret: the certificate's common name.
pub const COMMON_NAME: &str = "cert-manager.io/common-name";
/// On a target Secret: the certificate's DNS names.
pub const ALT_NAMES: &str = "cert-manager.io/alt-names";
/// On a target Secret: the certificate's IP addresses.
pub const IP_SANS: &str = "cert-manager.io/ip-sans";
/// On a target Secret: the certificate's URIs.
pub const URI_SANS: &str = "cert-manager.io/uri-sans";
/// On a target Secret: the certificate's e-mail addresses.
pub const EMAIL_SANS: &str = "cert-manager.io/email-sans";
/// On a target Secret: the beginning of the names of the subject's attributes.
pub const SUBJECT: &str = "cert-manager.io/subject-";

/// On an Ingress: the Issuer of its Certificates.
pub const INGRESS_ISSUER: &str = "cert-manager.io/issuer";
/// On an Ingress: the `ClusterIssuer` of its Certificates.
pub const INGRESS_CLUSTER_ISSUER: &str = "cert-manager.io/cluster-issuer";
/// On a Certificate: whether it wants a placeholder until it is issued.
pub const ISSUE_TEMPORARY: &str = "cert-manager.io/issue-temporary-certificate";

/// On a `CertificateRequest`: what Venafi knows it by until it is picked up.
pub const VENAFI_PICKUP_ID: &str = "venafi.cert-manager.io/pickup-id";
/// On a Certificate or a `CertificateRequest`: custom fields for Venafi, as JSON.
pub const VENAFI_CUSTOM_FIELDS: &str = "venafi.cert-manager.io/custom-fields";

/// Label of the Secret that holds a Certificate's next private key.
pub const NEXT_PRIVATE_KEY: &str = "cert-manager.io/next-private-key";
/// Label of every Secret that cert-manager's caches keep ("for attention of").
pub const FAO: &str = "controller.cert-manager.io/fao";
/// Label of an ACME account key's Secret.
pub const MANAGED_BY: &str = "app.kubernetes.io/managed-by";

/// Finalizer of a Challenge, until its record is cleaned up.
pub const CHALLENGE_FINALIZER: &str = "acme.cert-manager.io/finalizer";
/// The finalizer's name before cert-manager 1.18.
pub const LEGACY_CHALLENGE_FINALIZER: &str = "finalizer.acme.cert-manager.io";

/// Prefixes of annotations that a `CertificateRequest` does not inherit from
/// its Certificate (`--copied-annotation-prefixes`).
pub const NOT_COPIED: [&str; 3] = [
    "kubectl.kubernetes.io/",
    "fluxcd.io/",
    "argocd.argoproj.io/",
];
