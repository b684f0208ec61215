//! Public resolvers that a web page can ask.

use serde::{Deserialize, Serialize};

/// A resolver that speaks DNS over HTTPS (RFC 8484).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Resolver {
    /// What it is called.
    pub name: String,
    /// Where it is asked: its URI without template variables (RFC 8484 §3).
    pub url: String,
}

impl Resolver {
    /// A resolver by name and address.
    pub fn new(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            url: url.into(),
        }
    }

    /// Resolvers in several countries that allow web pages to read their answers (CORS).
    pub fn well_known() -> Vec<Self> {
        vec![
            Self::new("Google", "https://dns.google/dns-query"),
            Self::new("Cloudflare", "https://cloudflare-dns.com/dns-query"),
            Self::new("Alibaba DNS", "https://dns.alidns.com/dns-query"),
            Self::new("Quad9", "https://dns.quad9.net/dns-query"),
        ]
    }
}
