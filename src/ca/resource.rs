//! The CA's URLs (RFC 8555 §7.1).

use super::issuing::Root;
use crate::acme::wire::ChallengeType;

/// Something that has a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resource {
    Directory,
    NewNonce,
    NewAccount,
    NewOrder,
    RevokeCert,
    KeyChange,
    Terms,
    Account(String),
    /// A page of an account's orders, counted from 0.
    Orders(String, usize),
    Order(String),
    Finalize(String),
    Authorization(String),
    /// A way to prove an authorization: its id and the challenge's type.
    Challenge(String, ChallengeType),
    /// A certificate, with the chain that leads to this root.
    Certificate(String, Root),
    /// When to renew a certificate: its id as RFC 9773 §4.1 makes one.
    RenewalInfo(String),
    /// The revocation list of an intermediate, counted from 1.
    Crl(usize),
    /// An intermediate's certificate, counted from 1.
    Issuer(usize),
}

impl Resource {
    /// Its absolute URL.
    pub(super) fn url(&self, base_url: &str) -> String {
        let path = match self {
            Self::Directory => "directory".to_owned(),
            Self::NewNonce => "new-nonce".to_owned(),
            Self::NewAccount => "new-account".to_owned(),
            Self::NewOrder => "new-order".to_owned(),
            Self::RevokeCert => "revoke-cert".to_owned(),
            Self::KeyChange => "key-change".to_owned(),
            Self::Terms => "terms".to_owned(),
            Self::Account(id) => format!("account/{id}"),
            Self::Orders(id, 0) => format!("account/{id}/orders"),
            Self::Orders(id, page) => format!("account/{id}/orders/{page}"),
            Self::Order(id) => format!("order/{id}"),
            Self::Finalize(id) => format!("order/{id}/finalize"),
            Self::Authorization(id) => format!("authorization/{id}"),
            Self::Challenge(id, kind) => format!("challenge/{id}/{kind}"),
            Self::Certificate(id, Root::First) => format!("certificate/{id}"),
            Self::Certificate(id, Root::Second) => format!("certificate/{id}/alternate/1"),
            Self::RenewalInfo(id) => format!("renewal-info/{id}"),
            Self::Crl(number) => format!("crl/{number}"),
            Self::Issuer(number) => format!("issuer/{number}"),
        };
        format!("{base_url}/{path}")
    }

    /// What an absolute URL names, if anything.
    pub(super) fn parse(base_url: &str, url: &str) -> Option<Self> {
        let path = url.strip_prefix(base_url)?.strip_prefix('/')?;
        let parts: Vec<&str> = path.split('/').collect();
        Some(match parts.as_slice() {
            ["directory"] => Self::Directory,
            ["new-nonce"] => Self::NewNonce,
            ["new-account"] => Self::NewAccount,
            ["new-order"] => Self::NewOrder,
            ["revoke-cert"] => Self::RevokeCert,
            ["key-change"] => Self::KeyChange,
            ["terms"] => Self::Terms,
            ["account", id] => Self::Account((*id).to_owned()),
            ["account", id, "orders"] => Self::Orders((*id).to_owned(), 0),
            ["account", id, "orders", page] => Self::Orders((*id).to_owned(), page.parse().ok()?),
            ["order", id] => Self::Order((*id).to_owned()),
            ["order", id, "finalize"] => Self::Finalize((*id).to_owned()),
            ["authorization", id] => Self::Authorization((*id).to_owned()),
            ["challenge", id, kind] => {
                Self::Challenge((*id).to_owned(), ChallengeType::from((*kind).to_owned()))
            }
            ["certificate", id] => Self::Certificate((*id).to_owned(), Root::First),
            ["certificate", id, "alternate", "1"] => {
                Self::Certificate((*id).to_owned(), Root::Second)
            }
            ["renewal-info", id] => Self::RenewalInfo((*id).to_owned()),
            ["crl", number] => Self::Crl(number.parse().ok()?),
            ["issuer", number] => Self::Issuer(number.parse().ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_url_names_what_it_was_made_for() {
        let id = || "a1".to_owned();
        for resource in [
            Resource::Directory,
            Resource::NewNonce,
            Resource::NewAccount,
            Resource::NewOrder,
            Resource::RevokeCert,
            Resource::KeyChange,
            Resource::Terms,
            Resource::Account(id()),
            Resource::Orders(id(), 0),
            Resource::Orders(id(), 3),
            Resource::Order(id()),
            Resource::Finalize(id()),
            Resource::Authorization(id()),
            Resource::Challenge(id(), ChallengeType::Dns01),
            Resource::Certificate(id(), Root::First),
            Resource::Certificate(id(), Root::Second),
            Resource::RenewalInfo("aki.serial".to_owned()),
            Resource::Crl(1),
            Resource::Issuer(2),
        ] {
            let url = resource.url("https://ca.test");
            assert_eq!(
                Resource::parse("https://ca.test", &url),
                Some(resource),
                "{url}"
            );
        }
        for url in [
            "https://ca.test",
            "https://ca.test/",
            "https://ca.test.evil/directory",
            "https://ca.test/orders",
        ] {
            assert_eq!(Resource::parse("https://ca.test", url), None, "{url}");
        }
    }
}
