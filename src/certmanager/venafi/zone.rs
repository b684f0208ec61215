//! What a zone allows, as far as the client looks before it asks.

use super::VenafiError;
use crate::certmanager::policy::go_list;
use crate::x509::{CertificateSigningRequest, KeyAlgorithm};

/// A zone's policy.
#[derive(Debug, Default)]
pub(super) struct Zone {
    /// Below which domains names must be; none for any.
    pub(super) domains: Vec<String>,
    /// Whether one of them may be a wildcard.
    pub(super) wildcards: bool,
    /// Which keys: `RSA` or `EC`, and for `EC` on which curves, such as `P256`; none for any.
    pub(super) keys: Vec<(String, Vec<String>)>,
}

impl Zone {
    /// Whether a request may be sent.
    pub(super) fn check(&self, csr: &CertificateSigningRequest) -> Result<(), VenafiError> {
        let refused = |message: String| Err(VenafiError::Policy(message));
        let common_name = csr.common_name().unwrap_or_default();
        if !common_name.is_empty() && !self.allows_name(&common_name) {
            let patterns = go_list(&self.patterns());
            return refused(format!(
                "common name {common_name} is not allowed in this policy: {patterns}"
            ));
        }
        let names = csr.dns_names();
        if !names.iter().all(|name| self.allows_name(name)) {
            let (names, patterns) = (go_list(&names), go_list(&self.patterns()));
            return refused(format!(
                "DNS SANs {names} are not allowed in this policy: {patterns}"
            ));
        }
        if !self.allows_key(csr.public_key().algorithm()) {
            return refused(
                "the requested Key Type and Size do not match any of the allowed Key Types and Sizes"
                    .to_owned(),
            );
        }
        Ok(())
    }

    fn allows_name(&self, name: &str) -> bool {
        let below = |domain: &String| {
            let rest = name.strip_suffix(domain.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.domains.is_empty()
            || ((self.wildcards || !name.contains('*')) && self.domains.iter().any(below))
    }

    fn allows_key(&self, algorithm: KeyAlgorithm) -> bool {
        let (kind, curve) = match algorithm {
            KeyAlgorithm::Rsa { .. } => ("RSA", None),
            KeyAlgorithm::Ed25519 => ("EC", Some("ED25519")),
            KeyAlgorithm::EcdsaP256 => ("EC", Some("P256")),
            KeyAlgorithm::EcdsaP384 => ("EC", Some("P384")),
            KeyAlgorithm::EcdsaP521 => ("EC", Some("P521")),
        };
        self.keys.is_empty()
            || self.keys.iter().any(|(allowed, curves)| {
                let by_curve = curve
                    .is_none_or(|curve| curves.is_empty() || curves.iter().any(|c| c == curve));
                allowed == kind && by_curve
            })
    }

    /// The domains as the regular expressions that the client library makes of them.
    fn patterns(&self) -> Vec<String> {
        let label = if self.wildcards {
            r"([\p{L}\p{N}-*]+\.)*"
        } else {
            r"([\p{L}\p{N}-]+\.)*"
        };
        let domains = self.domains.iter();
        domains
            .map(|domain| format!("^{label}{}$", domain.replace('.', r"\.")))
            .collect()
    }
}
