//! Name constraints (RFC 5280 §4.2.1.10, §6.1.3 b c, §6.1.4 g).

use x509_cert::ext::pkix::NameConstraints;
use x509_cert::ext::pkix::constraints::name::GeneralSubtree;
use x509_cert::ext::pkix::name::GeneralName;

use super::check::Failure;
use crate::x509::distinguished::{self, Canonical};
use crate::x509::oid;
use crate::x509::reading::NameKind;
use crate::x509::view::View;

/// What the CAs above allow: one list of permitted subtrees for each that says any, and
/// all that is excluded.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    permitted: Vec<Vec<Subtree>>,
    excluded: Vec<Subtree>,
}

/// A name as constraints see it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Constrained {
    Dns(String),
    Email(String),
    Uri(String),
    Ip(Vec<u8>),
    Directory(Canonical),
    /// Of a kind that is not compared here.
    Other(NameKind),
}

#[derive(Debug)]
struct Subtree {
    base: Constrained,
    /// A minimum or maximum: RFC 5280 has no use for them.
    is_bounded: bool,
}

/// The constraint is not well-formed, or on names that are not compared here.
struct Unusable;

impl Constraints {
    /// Takes in a CA's constraints.
    pub(super) fn add(&mut self, constraints: NameConstraints) {
        let subtrees = |list: Option<Vec<GeneralSubtree>>| -> Vec<Subtree> {
            list.into_iter().flatten().map(Subtree::from).collect()
        };
        if constraints.permitted_subtrees.is_some() {
            self.permitted
                .push(subtrees(constraints.permitted_subtrees));
        }
        self.excluded
            .extend(subtrees(constraints.excluded_subtrees));
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.permitted.is_empty() && self.excluded.is_empty()
    }

    /// Whether every name of a certificate lies where it may.
    pub(super) fn check(&self, view: &View) -> Result<(), Failure> {
        for (name, text) in names(view) {
            let fails = |unusable: Unusable| {
                let Unusable = unusable;
                Failure::UnusableConstraint
            };
            for subtree in &self.excluded {
                if subtree.is_of(&name) && subtree.excludes(&name).map_err(fails)? {
                    return Err(Failure::Excluded {
                        kind: name.kind(),
                        name: text,
                    });
                }
            }
            for list in &self.permitted {
                let mut concerned = list
                    .iter()
                    .filter(|subtree| subtree.is_of(&name))
                    .peekable();
                if concerned.peek().is_none() {
                    continue;
                }
                let mut inside = false;
                for subtree in concerned {
                    inside |= subtree.contains(&name).map_err(fails)?;
                }
                if !inside {
                    return Err(Failure::NotPermitted {
                        kind: name.kind(),
                        name: text,
                    });
                }
            }
        }
        Ok(())
    }
}

/// The names that constraints concern: the subject, unless it is empty, and the
/// alternative names; where there are none, e-mail addresses in the subject.
fn names(view: &View) -> Vec<(Constrained, String)> {
    let mut names = Vec::new();
    if !view.subject_name().is_empty() {
        let subject = Constrained::Directory(view.subject_name().clone());
        names.push((subject, view.subject()));
    }
    let alternative = view.alternative_names();
    if !view.has(oid::SUBJECT_ALT_NAME) {
        // "When … the subject alternative name extension is absent … the constraint MUST be
        // applied to the attribute of type emailAddress in the subject distinguished name."
        for attribute in view.tbs().subject().iter() {
            if attribute.oid.to_string() == oid::EMAIL_ADDRESS
                && let Some(email) = distinguished::text(&attribute.value)
            {
                names.push((Constrained::Email(email.clone()), email));
            }
        }
    }
    names.extend(alternative.iter().map(|name| {
        let constrained = Constrained::from(name);
        let text = constrained.text();
        (constrained, text)
    }));
    names
}

impl From<GeneralSubtree> for Subtree {
    fn from(subtree: GeneralSubtree) -> Self {
        Self {
            is_bounded: subtree.minimum != 0 || subtree.maximum.is_some(),
            base: Constrained::from(&subtree.base),
        }
    }
}

impl Subtree {
    fn is_of(&self, name: &Constrained) -> bool {
        self.base.kind() == name.kind()
    }

    /// A wildcard is excluded as soon as it could stand for an excluded name.
    fn excludes(&self, name: &Constrained) -> Result<bool, Unusable> {
        if let (Constrained::Dns(base), Constrained::Dns(name)) = (&self.base, name)
            && let Some(parent) = name.strip_prefix("*.")
            && (is_domain_within(base, parent) && base.len() > parent.len())
        {
            let below = base.len().saturating_sub(parent.len()).saturating_sub(1);
            // Only names one label below the parent are meant by the wildcard.
            return Ok(base.get(..below).is_some_and(|label| !label.contains('.')));
        }
        self.contains(name)
    }

    fn contains(&self, name: &Constrained) -> Result<bool, Unusable> {
        if self.is_bounded {
            return Err(Unusable);
        }
        match (&self.base, name) {
            (Constrained::Dns(base), Constrained::Dns(name)) => Ok(dns(base, name)),
            (Constrained::Email(base), Constrained::Email(name)) => Ok(email(base, name)),
            (Constrained::Uri(base), Constrained::Uri(name)) => uri(base, name),
            (Constrained::Ip(base), Constrained::Ip(address)) => ip(base, address),
            (Constrained::Directory(base), Constrained::Directory(name)) => {
                Ok(distinguished::is_within(name, base))
            }
            _ => Err(Unusable),
        }
    }
}

impl From<&GeneralName> for Constrained {
    fn from(name: &GeneralName) -> Self {
        match name {
            GeneralName::DnsName(name) => Self::Dns(name.as_str().to_ascii_lowercase()),
            GeneralName::Rfc822Name(name) => Self::Email(name.to_string()),
            GeneralName::UniformResourceIdentifier(uri) => Self::Uri(uri.to_string()),
            GeneralName::IpAddress(octets) => Self::Ip(octets.as_bytes().to_vec()),
            GeneralName::DirectoryName(name) => Self::Directory(distinguished::canonical(name)),
            GeneralName::OtherName(_) => Self::Other(NameKind::Other),
            GeneralName::EdiPartyName(_) => Self::Other(NameKind::EdiParty),
            GeneralName::RegisteredId(_) => Self::Other(NameKind::Registered),
        }
    }
}

impl Constrained {
    const fn kind(&self) -> NameKind {
        match self {
            Self::Dns(_) => NameKind::Dns,
            Self::Email(_) => NameKind::Email,
            Self::Uri(_) => NameKind::Uri,
            Self::Ip(_) => NameKind::Ip,
            Self::Directory(_) => NameKind::Directory,
            Self::Other(kind) => *kind,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Dns(text) | Self::Email(text) | Self::Uri(text) => text.clone(),
            Self::Ip(octets) => match (
                <[u8; 4]>::try_from(octets.as_slice()),
                <[u8; 16]>::try_from(octets.as_slice()),
            ) {
                (Ok(four), _) => std::net::Ipv4Addr::from(four).to_string(),
                (_, Ok(sixteen)) => std::net::Ipv6Addr::from(sixteen).to_string(),
                _ => crate::encoding::hex(octets),
            },
            Self::Directory(name) => name.join(", "),
            Self::Other(_) => String::new(),
        }
    }
}

/// "Any DNS name that can be constructed by simply adding zero or more labels to the
/// left-hand side of the name satisfies the name constraint." A leading period, which the
/// syntax does not have, is read as everybody does: at least one label more.
fn dns(base: &str, name: &str) -> bool {
    match base.strip_prefix('.') {
        Some(base) => is_domain_within(name, base) && name.len() > base.len(),
        None => is_domain_within(name, base),
    }
}

/// Whether `name` is `base` or below it; all are below the empty name.
fn is_domain_within(name: &str, base: &str) -> bool {
    base.is_empty()
        || name == base
        || name
            .strip_suffix(base)
            .is_some_and(|labels| labels.ends_with('.'))
}

/// A mailbox, all mailboxes of a host, or, with a leading period, of all hosts in a domain.
fn email(base: &str, name: &str) -> bool {
    let split = |address: &str| {
        address
            .rsplit_once('@')
            .map(|(local, host)| (local.to_owned(), host.to_ascii_lowercase()))
    };
    let Some((local, host)) = split(name) else {
        return false;
    };
    match split(base) {
        Some((base_local, base_host)) => base_local == local && base_host == host,
        None => host_matches(&base.to_ascii_lowercase(), &host),
    }
}

/// "The constraint MUST be specified as a fully qualified domain name and MAY specify a
/// host or a domain"; a URI without a host name cannot be compared and is refused.
fn uri(base: &str, name: &str) -> Result<bool, Unusable> {
    let authority = name
        .split_once("://")
        .map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default())
        .ok_or(Unusable)?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let is_name = host.contains(|c: char| c.is_ascii_alphabetic()) && !host.starts_with('[');
    if !is_name {
        return Err(Unusable);
    }
    Ok(host_matches(
        &base.to_ascii_lowercase(),
        &host.to_ascii_lowercase(),
    ))
}

/// A host exactly, or with a leading period any host in the domain.
fn host_matches(base: &str, host: &str) -> bool {
    if base.is_empty() {
        return true;
    }
    match base.strip_prefix('.') {
        Some(domain) => is_domain_within(host, domain) && host.len() > domain.len(),
        None => base == host,
    }
}

/// An address and a mask of as many octets; the mask's ones stand together.
fn ip(base: &[u8], address: &[u8]) -> Result<bool, Unusable> {
    let (network, mask) = base.split_at(base.len() / 2);
    if !matches!(base.len(), 8 | 32) {
        return Err(Unusable);
    }
    let bits = mask
        .iter()
        .flat_map(|octet| (0..8).rev().map(move |bit| (octet >> bit) & 1));
    if !bits.is_sorted_by(|before, after| before >= after) {
        return Err(Unusable);
    }
    if !matches!(address.len(), 4 | 16) {
        return Err(Unusable);
    }
    let same = address.len() == network.len()
        && address
            .iter()
            .zip(network)
            .zip(mask)
            .all(|((octet, network), mask)| octet & mask == network & mask);
    Ok(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtrees_hold_what_rfc_5280_says() {
        for (base, name, inside) in [
            ("example.test", "example.test", true),
            ("example.test", "a.b.example.test", true),
            ("example.test", "badexample.test", false),
            (".example.test", "example.test", false),
            (".example.test", "a.example.test", true),
            ("", "any.test", true),
        ] {
            assert_eq!(dns(base, name), inside, "{base} {name}");
        }
        for (base, name, inside) in [
            ("a@example.test", "a@EXAMPLE.test", true),
            ("a@example.test", "A@example.test", false),
            ("example.test", "a@example.test", true),
            ("example.test", "a@b.example.test", false),
            (".example.test", "a@b.example.test", true),
            (".example.test", "a@example.test", false),
        ] {
            assert_eq!(email(base, name), inside, "{base} {name}");
        }
        for (base, name, inside) in [
            ("example.test", "https://example.test/x", Some(true)),
            ("example.test", "https://u@EXAMPLE.test:8443", Some(true)),
            ("example.test", "https://a.example.test", Some(false)),
            (".example.test", "https://a.example.test?q", Some(true)),
            ("example.test", "https://192.0.2.1/", None),
            ("example.test", "urn:example", None),
        ] {
            assert_eq!(uri(base, name).ok(), inside, "{base} {name}");
        }
        let net = [192, 0, 2, 0, 255, 255, 255, 0];
        assert_eq!(ip(&net, &[192, 0, 2, 9]).ok(), Some(true));
        assert_eq!(ip(&net, &[192, 0, 3, 9]).ok(), Some(false));
        assert_eq!(ip(&net, &[0; 16]).ok(), Some(false));
        assert_eq!(
            ip(&[192, 0, 2, 0, 255, 0, 255, 0], &[192, 0, 2, 9]).ok(),
            None
        );
    }

    #[test]
    fn a_wildcard_is_excluded_if_it_could_stand_for_an_excluded_name() {
        let excluded = |base: &str, name: &str| {
            let subtree = Subtree {
                base: Constrained::Dns(base.to_owned()),
                is_bounded: false,
            };
            subtree.excludes(&Constrained::Dns(name.to_owned())).ok()
        };
        assert_eq!(excluded("a.example.test", "*.example.test"), Some(true));
        assert_eq!(excluded("b.a.example.test", "*.example.test"), Some(false));
        assert_eq!(excluded("example.test", "*.example.test"), Some(true));
        assert_eq!(excluded("other.test", "*.example.test"), Some(false));
    }
}
