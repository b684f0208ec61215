//! What Go's `crypto/x509` prints of a certificate and the lab's reader does
//! not keep: the issuer's attributes, the algorithms, the addresses in it.

use der::Decode as _;
use x509_cert::Certificate as Decoded;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, CrlDistributionPoints};

use crate::x509::Certificate;

/// What else is in a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) signature_algorithm: &'static str,
    pub(super) public_key_algorithm: &'static str,
    pub(super) crl: Vec<String>,
    pub(super) ocsp: Vec<String>,
}

pub(super) fn facts(certificate: &Certificate) -> Facts {
    let Ok(decoded) = Decoded::from_der(certificate.der()) else {
        return Facts::default();
    };
    let tbs = decoded.tbs_certificate();
    let key = tbs.subject_public_key_info().algorithm.oid.to_string();
    let mut facts = Facts {
        signature_algorithm: signature(&decoded.signature_algorithm().oid.to_string()),
        public_key_algorithm: public_key(&key),
        ..Facts::default()
    };
    if let Ok(Some((_, points))) = tbs.get_extension::<CrlDistributionPoints>() {
        for point in points.0 {
            if let Some(DistributionPointName::FullName(names)) = point.distribution_point {
                facts.crl.extend(names.iter().filter_map(uri));
            }
        }
    }
    if let Ok(Some((_, access))) = tbs.get_extension::<AuthorityInfoAccessSyntax>() {
        for description in access.0 {
            if description.access_method.to_string() == OCSP {
                facts.ocsp.extend(uri(&description.access_location));
            }
        }
    }
    facts
}

/// The values of an attribute in a name as RFC 4514 writes it.
pub(super) fn attribute(name: &str, kind: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut signs = name.chars();
    while let Some(sign) = signs.next() {
        match (sign, parts.last_mut()) {
            ('\\', Some(part)) => part.extend(signs.next()),
            (',' | '+', _) => parts.push(String::new()),
            (sign, Some(part)) => part.push(sign),
            (_, None) => {}
        }
    }
    let values = parts
        .iter()
        .filter_map(|part| part.trim_start().split_once('='));
    values
        .filter(|(found, _)| found.eq_ignore_ascii_case(kind))
        .map(|(_, value)| value.to_owned())
        .collect()
}

fn uri(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.to_string()),
        _ => None,
    }
}

/// Go's name of a signature algorithm.
fn signature(oid: &str) -> &'static str {
    match oid {
        "1.2.840.113549.1.1.5" => "SHA1-RSA",
        "1.2.840.113549.1.1.11" => "SHA256-RSA",
        "1.2.840.113549.1.1.12" => "SHA384-RSA",
        "1.2.840.113549.1.1.13" => "SHA512-RSA",
        "1.2.840.113549.1.1.10" => "SHA256-RSAPSS",
        "1.2.840.10045.4.3.2" => "ECDSA-SHA256",
        "1.2.840.10045.4.3.3" => "ECDSA-SHA384",
        "1.2.840.10045.4.3.4" => "ECDSA-SHA512",
        "1.3.101.112" => "Ed25519",
        _ => "0",
    }
}

/// Go's name of a public key's algorithm.
fn public_key(oid: &str) -> &'static str {
    match oid {
        "1.2.840.113549.1.1.1" => "RSA",
        "1.2.840.10045.2.1" => "ECDSA",
        "1.3.101.112" => "Ed25519",
        _ => "0",
    }
}

/// id-ad-ocsp (RFC 5280 §4.2.2.1).
const OCSP: &str = "1.3.6.1.5.5.7.48.1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_and_unescaped() {
        let name = "CN=Lab\\, Root,O=One+O=Two,C=CN";
        assert_eq!(attribute(name, "CN"), ["Lab, Root"]);
        assert_eq!(attribute(name, "O"), ["One", "Two"]);
        assert!(attribute(name, "OU").is_empty());
    }
}
