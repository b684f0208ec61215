//! The names of subject and issuer.

use der::Tag;
use x509_cert::ext::pkix::name::GeneralName;

use super::names::address;
use super::subject::{Attribute, DOMAIN_VALIDATED, Subject};
use super::{Found, broken_by, broken_if};
use crate::x509::oid;

/// RFC 5280 §4.1.2.4: "The issuer field MUST contain a non-empty distinguished name".
pub(super) fn issuer_empty(subject: &Subject) -> Found {
    broken_if(subject.tbs().issuer().is_empty())
}

/// RFC 5280 §4.1.2.6: the same for a CA's subject.
pub(super) fn ca_subject_empty(subject: &Subject) -> Found {
    broken_if(subject.attributes.is_empty())
}

/// RFC 5280 Appendix A.1: upper bounds.
pub(super) fn attribute_length(subject: &Subject) -> Found {
    broken_by(subject.attributes.iter().filter_map(|attribute| {
        let (_, most) = BOUNDS.iter().find(|(oid, _)| *oid == attribute.oid)?;
        let length = attribute.text.as_ref()?.chars().count();
        (length > *most).then(|| format!("{} ({length} > {most})", attribute.show()))
    }))
}

/// RFC 5280 §4.1.2.6: addresses belong into the alternative names.
pub(super) fn email_in_subject(subject: &Subject) -> Found {
    let is_named = |address: &str| {
        subject.all_names().iter().any(|name| match name {
            GeneralName::Rfc822Name(name) => name.as_str() == address,
            _ => false,
        })
    };
    let addresses = subject.attributes_of(oid::EMAIL_ADDRESS);
    broken_by(
        addresses
            .filter(|attribute| !attribute.text.as_deref().is_some_and(is_named))
            .map(Attribute::show),
    )
}

/// Baseline Requirements §7.1.4.1: one attribute in each relative name.
pub(super) fn several_in_one(subject: &Subject) -> Found {
    let pairs = subject
        .attributes
        .iter()
        .zip(subject.attributes.iter().skip(1));
    broken_by(
        pairs
            .filter(|(one, next)| one.place == next.place)
            .map(|(one, next)| format!("{} + {}", one.show(), next.show())),
    )
}

/// Baseline Requirements §7.1.4.2: from the country down to the common name.
pub(super) fn order(subject: &Subject) -> Found {
    let mut last = (0, "");
    for attribute in &subject.attributes {
        let place = ORDER.iter().position(|oid| *oid == attribute.oid);
        let Some(place) = place else {
            continue;
        };
        if place < last.0 {
            let name = |dotted| oid::name(dotted).unwrap_or(dotted);
            return Some(format!("{} > {}", name(last.1), name(&attribute.oid)));
        }
        last = (place, &attribute.oid);
    }
    None
}

/// Baseline Requirements §7.1.4.2: `UTF8String` or `PrintableString`.
pub(super) fn encoding(subject: &Subject) -> Found {
    let written = subject.attributes.iter().filter(|attribute| {
        let is_directory_string = ORDER.iter().skip(FIRST_DIRECTORY_STRING);
        is_directory_string.clone().any(|oid| *oid == attribute.oid)
    });
    broken_by(
        written
            .filter(|attribute| ![Tag::Utf8String, Tag::PrintableString].contains(&attribute.tag))
            .map(|attribute| format!("{} ({})", attribute.show(), attribute.tag)),
    )
}

/// Baseline Requirements §7.1.4.1: each type once, but for streets.
pub(super) fn twice(subject: &Subject) -> Found {
    let all = &subject.attributes;
    broken_by(all.iter().enumerate().filter_map(|(place, attribute)| {
        let is_allowed = ["2.5.4.9", "0.9.2342.19200300.100.1.25"].contains(&&*attribute.oid);
        let before = all.iter().take(place);
        let is_repeated = before.clone().any(|other| other.oid == attribute.oid);
        (is_repeated && !is_allowed).then(|| attribute.show())
    }))
}

/// Baseline Requirements §7.1.4.2: two letters of ISO 3166-1, or XX.
pub(super) fn country(subject: &Subject) -> Found {
    let countries = subject.attributes_of(COUNTRY);
    broken_by(
        countries
            .filter(|attribute| !attribute.text.as_deref().is_some_and(is_country))
            .map(Attribute::show),
    )
}

fn is_country(text: &str) -> bool {
    let mut codes = COUNTRIES.as_bytes().chunks(2);
    text == "XX" || codes.any(|code| code == text.as_bytes())
}

/// Baseline Requirements §7.1.4.1: no "-", "." or " " to say that there is nothing.
pub(super) fn blank(subject: &Subject) -> Found {
    let blank = subject.attributes.iter().filter(|attribute| {
        let text = attribute.text.as_deref().unwrap_or("?");
        !text
            .chars()
            .any(|c| c.is_alphanumeric() || "$+<=>^`|~".contains(c))
            && text.is_ascii()
            && text != "?"
    });
    broken_by(blank.map(Attribute::show))
}

/// Baseline Requirements §7.1.2.10.2: country, organization and common name.
pub(super) fn ca_subject(subject: &Subject) -> Found {
    let wanted = [COUNTRY, "2.5.4.10", COMMON_NAME];
    broken_by(
        wanted
            .into_iter()
            .filter(|oid| subject.attributes_of(oid).next().is_none())
            .map(oid::show),
    )
}

/// Baseline Requirements §7.1.2.10.2.
pub(super) fn ca_unit(subject: &Subject) -> Found {
    broken_by(subject.attributes_of("2.5.4.11").map(Attribute::show))
}

/// Baseline Requirements §7.1.2.7.2: who is only known by domain is named by nothing else.
pub(super) fn domain_validated_subject(subject: &Subject) -> Found {
    let is_identified = ["2.23.140.1.1", "2.23.140.1.2.2", "2.23.140.1.2.3"]
        .iter()
        .any(|policy| subject.has_policy(policy));
    if is_identified && !subject.has_policy(DOMAIN_VALIDATED) {
        return None;
    }
    let others = subject.attributes.iter();
    broken_by(
        others
            .filter(|attribute| ![COUNTRY, COMMON_NAME].contains(&attribute.oid.as_str()))
            .map(Attribute::show),
    )
}

/// Baseline Requirements §7.1.2.7.2: "NOT RECOMMENDED".
pub(super) fn common_name(subject: &Subject) -> Found {
    broken_by(subject.attributes_of(COMMON_NAME).map(Attribute::show))
}

/// Baseline Requirements §7.1.4.3: exactly one of the alternative names.
pub(super) fn common_name_foreign(subject: &Subject) -> Found {
    let is_named = |text: &str| {
        subject.all_names().iter().any(|name| match name {
            GeneralName::DnsName(name) => name.as_str() == text,
            GeneralName::IpAddress(octets) => {
                address(octets.as_bytes()).is_some_and(|address| address.to_string() == text)
            }
            _ => false,
        })
    };
    let names = subject.attributes_of(COMMON_NAME);
    broken_by(
        names
            .filter(|attribute| !attribute.text.as_deref().is_some_and(is_named))
            .map(Attribute::show),
    )
}

const COUNTRY: &str = "2.5.4.6";
const COMMON_NAME: &str = "2.5.4.3";

/// Domain components, country, province, locality, postal code, street, organization,
/// surname, given name, unit, common name.
const ORDER: [&str; 11] = [
    "0.9.2342.19200300.100.1.25",
    COUNTRY,
    "2.5.4.8",
    "2.5.4.7",
    "2.5.4.17",
    "2.5.4.9",
    "2.5.4.10",
    "2.5.4.4",
    "2.5.4.42",
    "2.5.4.11",
    COMMON_NAME,
];

/// Where in that order the types begin that may be written in several kinds of strings.
const FIRST_DIRECTORY_STRING: usize = 2;

/// `ub-common-name` and the like.
const BOUNDS: [(&str, usize); 7] = [
    (COMMON_NAME, 64),
    ("2.5.4.5", 64),
    (COUNTRY, 2),
    ("2.5.4.7", 128),
    ("2.5.4.8", 128),
    ("2.5.4.10", 64),
    ("2.5.4.11", 64),
];

/// ISO 3166-1 alpha-2, one after the other.
const COUNTRIES: &str = "\
    ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCG\
    CHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGL\
    GMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLA\
    LBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONP\
    NRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSV\
    SXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW\
    ";
