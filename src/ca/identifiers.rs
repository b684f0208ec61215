//! Which names the CA takes orders for (RFC 8555 §7.4).

use super::refusal::{self, Refusal};
use crate::acme::wire::Identifier;
use crate::x509::{DnsName, NameError};

/// The names of an order, checked, sorted and without doubles.
pub(super) fn check(identifiers: &[Identifier]) -> Result<Vec<DnsName>, Refusal> {
    if identifiers.is_empty() {
        return Err(refusal::malformed(
            "NewOrder request did not specify any identifiers",
        ));
    }
    let mut names = Vec::new();
    let mut rejected = Vec::new();
    for identifier in identifiers {
        let Identifier::Dns(value) = identifier else {
            return Err(refusal::unsupported_identifier(identifier));
        };
        match check_name(value) {
            Ok(name) => names.push(name),
            Err(why) => rejected.push((
                identifier.clone(),
                format!("Cannot issue for {value:?}: {why}"),
            )),
        }
    }
    if !rejected.is_empty() {
        return Err(refusal::rejected_identifiers(rejected));
    }
    names.sort_unstable();
    names.dedup();
    if names.len() > MOST_NAMES {
        return Err(refusal::malformed(format!(
            "Order cannot contain more than {MOST_NAMES} DNS names"
        )));
    }
    check_redundancy(&names)?;
    Ok(names)
}

/// Let's Encrypt's words for what is wrong with a name.
fn check_name(value: &str) -> Result<DnsName, &'static str> {
    if value.ends_with('.') {
        return Err("Domain name ends in a dot");
    }
    let name = DnsName::parse_any(value).map_err(|error| match error {
        NameError::Empty => "Identifier value (name) is empty",
        NameError::IpAddress { .. } => "Identifier type is DNS but value is an IP address",
        NameError::EmptyLabel => "Domain name can not have two dots in a row",
        NameError::TooLong { .. } => "Domain name is longer than 253 bytes",
        NameError::LabelTooLong { .. } => {
            "Domain has a label (component between dots) longer than 63 bytes"
        }
        NameError::Wildcard if value.matches('*').count() > 1 => {
            "Domain name has more than one wildcard"
        }
        NameError::Wildcard => {
            "Domain name contains an invalid wildcard. A wildcard is only permitted before the \
             first dot in a domain name"
        }
        NameError::Idna { .. } => "Domain name contains malformed punycode",
        _ => "Domain name contains an invalid character",
    })?;
    // U-labels and white space are the client's to remove.
    if name.as_str() != value.to_ascii_lowercase() {
        return Err("Domain name contains an invalid character");
    }
    if !name.base().as_str().contains('.') {
        return Err("Domain name needs at least one dot");
    }
    if name.is_public_suffix() {
        return Err(if name.is_wildcard() {
            "Domain name is a wildcard for an ICANN TLD"
        } else {
            "Domain name is an ICANN TLD"
        });
    }
    Ok(name)
}

/// A name that a wildcard of the same order covers already is refused, as Let's Encrypt does.
fn check_redundancy(names: &[DnsName]) -> Result<(), Refusal> {
    let wildcard_over = |name: &DnsName| {
        let (_, parent) = name.as_str().split_once('.')?;
        names
            .iter()
            .find(|other| other.is_wildcard() && other.base().as_str() == parent)
    };
    let plain = names.iter().filter(|name| !name.is_wildcard());
    for name in plain {
        if wildcard_over(name).is_some() {
            return Err(refusal::malformed(format!(
                "Error creating new order :: Domain name {:?} is redundant with a wildcard domain \
                 in the same request. Remove one or the other from the certificate request.",
                name.as_str()
            )));
        }
    }
    Ok(())
}

/// As Let's Encrypt.
const MOST_NAMES: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme::problem::ProblemType;

    fn dns(names: &[&str]) -> Vec<Identifier> {
        names
            .iter()
            .map(|name| Identifier::Dns((*name).to_owned()))
            .collect()
    }

    #[test]
    fn names_are_refused_in_the_words_of_lets_encrypt() {
        let long_label = format!("{}.test", "a".repeat(64));
        for (value, why) in [
            ("", "Identifier value (name) is empty"),
            ("example.test.", "Domain name ends in a dot"),
            (
                "192.0.2.1",
                "Identifier type is DNS but value is an IP address",
            ),
            ("a..test", "Domain name can not have two dots in a row"),
            ("*.*.example.test", "Domain name has more than one wildcard"),
            ("a_b.test", "Domain name contains an invalid character"),
            (" a.test", "Domain name contains an invalid character"),
            ("例子.test", "Domain name contains an invalid character"),
            (
                "http://example.test/",
                "Domain name contains an invalid character",
            ),
            ("localhost", "Domain name needs at least one dot"),
            ("*.test", "Domain name needs at least one dot"),
            ("co.uk", "Domain name is an ICANN TLD"),
            ("*.co.uk", "Domain name is a wildcard for an ICANN TLD"),
            (
                &long_label,
                "Domain has a label (component between dots) longer than 63 bytes",
            ),
        ] {
            let refused = check(&dns(&[value])).unwrap_err();
            assert_eq!(
                refused.problem().kind,
                ProblemType::RejectedIdentifier,
                "{value}"
            );
            assert_eq!(
                refused.problem().detail,
                format!("Error creating new order :: Cannot issue for {value:?}: {why}")
            );
        }
    }

    #[test]
    fn several_bad_names_give_a_subproblem_each() {
        let refused = check(&dns(&["good.test", "a_b.test", "com"])).unwrap_err();
        assert!(
            refused
                .problem()
                .detail
                .ends_with("(and 1 more problems. Refer to sub-problems for more information.)")
        );
        let named: Vec<_> = refused
            .problem()
            .subproblems
            .iter()
            .map(|sub| sub.identifier.clone().unwrap())
            .collect();
        assert_eq!(named, dns(&["a_b.test", "com"]));
    }

    #[test]
    fn good_names_are_sorted_and_said_once() {
        let names = check(&dns(&["*.Example.test", "example.test", "EXAMPLE.test"])).unwrap();
        let names: Vec<_> = names.iter().map(DnsName::as_str).collect();
        assert_eq!(names, ["*.example.test", "example.test"]);
    }

    #[test]
    fn orders_of_nothing_of_too_much_and_of_other_things_are_refused() {
        assert_eq!(
            check(&[]).unwrap_err().problem().kind,
            ProblemType::Malformed
        );
        let ip = [Identifier::Ip("192.0.2.1".to_owned())];
        assert_eq!(
            check(&ip).unwrap_err().problem().kind,
            ProblemType::UnsupportedIdentifier
        );
        let many: Vec<_> = (0..101)
            .map(|n| Identifier::Dns(format!("a{n}.test")))
            .collect();
        assert!(
            check(&many)
                .unwrap_err()
                .problem()
                .detail
                .contains("more than 100")
        );
        assert_eq!(check(&many[..100]).unwrap().len(), 100);
        let covered = dns(&["www.example.test", "*.example.test"]);
        assert!(
            check(&covered)
                .unwrap_err()
                .problem()
                .detail
                .contains("redundant")
        );
    }
}
