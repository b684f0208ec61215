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
    /// A root's revocation list.
    RootCrl(Root),
    /// A root's certificate.
    RootCertificate(Root),
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
            Self::RootCrl(root) => format!("root/{}/crl", word(*root)),
            Self::RootCertificate(root) => format!("root/{}", word(*root)),
        };
        format!("{base_url}/{path}")
    }

    /// What an absolute URL names, if anything.
    pub(super) fn parse(base_url: &str, url: &str) -> Option<Self> {
        if let Some(path) = url.strip_prefix(base_url) {
            return Self::parse_path(path);
        }
        // What certificates point to is to be had by plain HTTP too.
        let path = url.strip_prefix(&plain(base_url))?;
        Self::parse_path(path).filter(Self::is_plain)
    }

    /// Whether certificates point to it: a client that checks a certificate cannot
    /// check another one for that (RFC 5280 §8).
    const fn is_plain(&self) -> bool {
        matches!(
            self,
            Self::Crl(_) | Self::Issuer(_) | Self::RootCrl(_) | Self::RootCertificate(_)
        )
    }

    fn parse_path(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
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
            ["root", root, "crl"] => Self::RootCrl(root_of(root)?),
            ["root", root] => Self::RootCertificate(root_of(root)?),
            _ => return None,
        })
    }
}

/// The same address by plain HTTP.
pub(super) fn plain(base_url: &str) -> String {
    match base_url.strip_prefix("https://") {
        Some(rest) => format!("http://{rest}"),
        None => base_url.to_owned(),
    }
}

const fn word(root: Root) -> &'static str {
    match root {
        Root::First => "x1",
        Root::Second => "x2",
    }
}

fn root_of(word: &str) -> Option<Root> {
    match word {
        "x1" => Some(Root::First),
        "x2" => Some(Root::Second),
        _ => None,
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
            Resource::RootCrl(Root::First),
            Resource::RootCertificate(Root::Second),
        ] {
            let url = resource.url("https://ca.test");
            assert_eq!(
                Resource::parse("https://ca.test", &url),
                Some(resource),
                "{url}"
            );
        }
        let plain = Resource::parse("https://ca.test", "http://ca.test/crl/1");
        assert_eq!(plain, Some(Resource::Crl(1)));
        for url in [
            "http://ca.test/new-order",
            "https://ca.test/root/x3",
            "https://ca.test",
            "https://ca.test/",
            "https://ca.test.evil/directory",
            "https://ca.test/orders",
        ] {
            assert_eq!(Resource::parse("https://ca.test", url), None, "{url}");
        }
    }
}
