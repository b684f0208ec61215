//! What a value is as a whole, told from the types of its first elements.

use std::fmt;

use super::Tree;

/// A structure that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Shape {
    /// RFC 5280 §4.1.
    Certificate,
    /// RFC 2986 §4.
    CertificationRequest,
    /// RFC 5280 §5.1.
    CertificateList,
    /// PKCS #8 (RFC 5958 §2).
    PrivateKeyInfo,
    /// PKCS #8 under a passphrase (RFC 5958 §3).
    EncryptedPrivateKeyInfo,
    /// PKCS #1 (RFC 8017 §A.1.2).
    RsaPrivateKey,
    /// SEC 1 (RFC 5915 §3).
    EcPrivateKey,
    /// RFC 5280 §4.1.2.7.
    SubjectPublicKeyInfo,
    /// PKCS #7, CMS (RFC 5652 §3).
    ContentInfo,
    /// PKCS #12 (RFC 7292 §4).
    Pfx,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certificate => "Certificate",
            Self::CertificationRequest => "CertificationRequest",
            Self::CertificateList => "CertificateList",
            Self::PrivateKeyInfo => "PrivateKeyInfo",
            Self::EncryptedPrivateKeyInfo => "EncryptedPrivateKeyInfo",
            Self::RsaPrivateKey => "RSAPrivateKey",
            Self::EcPrivateKey => "ECPrivateKey",
            Self::SubjectPublicKeyInfo => "SubjectPublicKeyInfo",
            Self::ContentInfo => "ContentInfo",
            Self::Pfx => "PFX",
        })
    }
}

/// What a value is. Something cut off may still be told by how it begins.
pub(super) fn of(tree: &Tree) -> Option<Shape> {
    let outer = signature(tree, Some(0));
    let first = tree.children(Some(0)).next();
    let inner = signature(tree, first);
    let begins = |signature: &str, start: &str| signature.starts_with(start);
    if !tree.node(0)?.is_universal(16) {
        return None;
    }
    Some(match (outer.as_str(), inner.as_str()) {
        // `version, serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo`
        (outer, inner)
            if is_signed(outer) && (begins(inner, "0isssss") || begins(inner, "isssss")) =>
        {
            Shape::Certificate
        }
        // `version, signature, issuer, thisUpdate`; the version is optional.
        (outer, inner) if is_signed(outer) && (begins(inner, "isst") || begins(inner, "sst")) => {
            Shape::CertificateList
        }
        // `version, subject, subjectPKInfo, attributes`
        (outer, "iss0" | "iss") if is_signed(outer) => Shape::CertificationRequest,
        ("sb", "o" | "oo" | "on" | "os") => Shape::SubjectPublicKeyInfo,
        ("sx", "os" | "o" | "on") => Shape::EncryptedPrivateKeyInfo,
        ("isx" | "isx0" | "isx1" | "isx01", _) => Shape::PrivateKeyInfo,
        ("ix" | "ix0" | "ix1" | "ix01", _) => Shape::EcPrivateKey,
        ("iiiiiiiii" | "iiiiiiiiis", _) => Shape::RsaPrivateKey,
        ("o0", _) => Shape::ContentInfo,
        ("is" | "iss", _) => Shape::Pfx,
        // Cut off in the first of its three parts.
        ("s", inner) if begins(inner, "0is") => Shape::Certificate,
        _ => return None,
    })
}

fn is_signed(outer: &str) -> bool {
    outer == "ssb"
}

/// A letter for each element inside one.
fn signature(tree: &Tree, index: Option<usize>) -> String {
    if index.is_none() {
        return String::new();
    }
    tree.children(index)
        .take(LONGEST)
        .filter_map(|child| tree.node(child))
        .map(|node| match (node.class, node.number) {
            (super::Class::Universal, 2) => 'i',
            (super::Class::Universal, 3) => 'b',
            (super::Class::Universal, 4) => 'x',
            (super::Class::Universal, 5) => 'n',
            (super::Class::Universal, 6) => 'o',
            (super::Class::Universal, 16) => 's',
            (super::Class::Universal, 23 | 24) => 't',
            (super::Class::Context, number) => char::from_digit(number, 10).unwrap_or('?'),
            _ => '?',
        })
        .collect()
}

const LONGEST: usize = 12;
