//! What a zone allows.

use crate::x509::{CertificateSigningRequest, KeyAlgorithm};

/// A zone: a policy folder, or an application's template.
pub(super) struct Zone {
    /// Its name as self-hosted.
    pub(super) folder: &'static str,
    /// Its name in the cloud: the template of the application.
    pub(super) template: &'static str,
    /// The domains below which names must be; none for any.
    pub(super) domains: &'static [&'static str],
    /// Whether keys must be on P-256.
    pub(super) p256_only: bool,
}

impl Zone {
    pub(super) fn of_folder(policy_dn: &str) -> Option<&'static Self> {
        let folder = policy_dn.strip_prefix(r"\VED\Policy\")?;
        ZONES.iter().find(|zone| zone.folder == folder)
    }

    pub(super) fn of_template(name: &str) -> Option<&'static Self> {
        ZONES.iter().find(|zone| zone.template == name)
    }

    /// A regular expression for each domain, as the template shows them.
    pub(super) fn patterns(&self) -> Vec<String> {
        if self.domains.is_empty() {
            return vec![".*".to_owned()];
        }
        let domains = self.domains.iter();
        domains
            .map(|domain| format!(r"([\p{{L}}\p{{N}}-]+\.)*{}", domain.replace('.', r"\.")))
            .collect()
    }

    /// Why a request is refused; none if it is not.
    pub(super) fn refuses(&self, csr: &CertificateSigningRequest) -> Option<String> {
        let allowed = |name: &String| {
            self.domains.is_empty()
                || (!name.contains('*')
                    && self.domains.iter().any(|domain| {
                        name == domain
                            || name
                                .strip_suffix(domain)
                                .is_some_and(|rest| rest.ends_with('.'))
                    }))
        };
        let names = csr.common_name().into_iter().chain(csr.dns_names());
        if let Some(name) = names.into_iter().find(|name| !allowed(name)) {
            return Some(format!("{name} does not match {:?}", self.patterns()));
        }
        let fits = !self.p256_only || csr.public_key().algorithm() == KeyAlgorithm::EcdsaP256;
        (!fits).then(|| "the key is not of an allowed type".to_owned())
    }
}

const ZONES: [Zone; 2] = [
    Zone {
        folder: r"Practice\Web",
        template: "Default",
        domains: &[],
        p256_only: false,
    },
    Zone {
        folder: r"Practice\Strict",
        template: "Strict",
        domains: &["example.com", "example.test"],
        p256_only: true,
    },
];
