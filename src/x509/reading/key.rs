//! Public keys, and what may be said of private ones.

use der::asn1::{ObjectIdentifier, UintRef};
use der::{Decode as _, Encode as _, Sequence};
use spki::SubjectPublicKeyInfoOwned;

use super::{Gist, Label, Line, Read, Section, Topic, Value, certificate};
use crate::x509::asn1::{Shape, Tree};
use crate::x509::oid;

/// `RSAPublicKey` (RFC 8017 §A.1.1).
#[derive(Sequence)]
struct RsaPublicKey<'a> {
    modulus: UintRef<'a>,
    exponent: UintRef<'a>,
}

pub(super) fn public(der: &[u8]) -> Option<Read> {
    let spki = SubjectPublicKeyInfoOwned::from_der(der).ok()?;
    let gist = Gist {
        title: summary(&spki),
        key: Some(summary(&spki)),
        ..Gist::default()
    };
    let hashes = certificate::fingerprints(der, der);
    Some((
        gist,
        vec![
            Section::new(Topic::Key, lines(&spki)),
            Section::new(Topic::Fingerprints, hashes),
        ],
    ))
}

/// A private key: its kind only. Its secret is shown by nobody but the ASN.1 view,
/// which shows every byte of what a person put there.
pub(super) fn private(der: &[u8], shape: Option<Shape>) -> Option<Read> {
    let tree = Tree::read(der).ok()?;
    let kind = match shape {
        Some(Shape::RsaPrivateKey) => oid::show(oid::RSA),
        Some(Shape::EcPrivateKey) => oid::show(oid::EC),
        _ => (0..tree.nodes().len())
            .find_map(|index| tree.oid(index))
            .map_or_else(String::new, |dotted| oid::show(&dotted)),
    };
    let curve = (0..tree.nodes().len())
        .filter_map(|index| tree.oid(index))
        .find(|dotted| *dotted != oid::EC && *dotted != oid::RSA);
    let mut lines = vec![Line::text(Label::KeyAlgorithm, kind.clone())];
    if let Some(curve) = curve {
        lines.push(Line::new(Label::Curve, Value::Identifier(curve)));
    }
    let gist = Gist {
        title: kind.clone(),
        key: Some(kind),
        ..Gist::default()
    };
    Some((gist, vec![Section::new(Topic::Key, lines)]))
}

/// `RSA 2048`, `ECDSA P-256`.
pub(super) fn summary(spki: &SubjectPublicKeyInfoOwned) -> String {
    let algorithm = spki.algorithm.oid.to_string();
    if algorithm == oid::RSA {
        let bits = rsa_bits(spki).unwrap_or_default();
        return format!("RSA {bits}");
    }
    match curve(spki) {
        Some(curve) => format!("EC {}", oid::name(&curve).unwrap_or(&curve)),
        None => oid::name(&algorithm).map_or_else(|| algorithm.clone(), str::to_owned),
    }
}

/// A public key's fields.
pub(super) fn lines(spki: &SubjectPublicKeyInfoOwned) -> Vec<Line> {
    let algorithm = spki.algorithm.oid.to_string();
    let bits = spki.subject_public_key.raw_bytes();
    let mut lines = vec![Line::new(
        Label::KeyAlgorithm,
        Value::Identifier(algorithm.clone()),
    )];
    if let Some(curve) = curve(spki) {
        lines.push(Line::new(Label::Curve, Value::Identifier(curve)));
    }
    match RsaPublicKey::from_der(bits) {
        Ok(key) if algorithm == oid::RSA => {
            let size = rsa_bits(spki).unwrap_or_default();
            lines.push(Line::new(Label::KeySize, Value::Number(size)));
            let exponent = key.exponent.as_bytes();
            lines.push(match u64_of(exponent) {
                Some(exponent) => Line::new(Label::Exponent, Value::Number(exponent)),
                None => Line::new(Label::Exponent, Value::Octets(exponent.to_vec())),
            });
            lines.push(Line::new(
                Label::Modulus,
                Value::Octets(key.modulus.as_bytes().to_vec()),
            ));
        }
        _ => lines.push(Line::new(Label::PublicKey, Value::Octets(bits.to_vec()))),
    }
    lines
}

/// The size of an RSA modulus in bits.
pub(crate) fn rsa_bits(spki: &SubjectPublicKeyInfoOwned) -> Option<u64> {
    let (modulus, _) = rsa_numbers(spki)?;
    let leading = modulus.first()?.leading_zeros();
    let bits = u64::try_from(modulus.len()).ok()?.checked_mul(8)?;
    bits.checked_sub(u64::from(leading))
}

/// An RSA key's modulus and exponent, without leading zeros.
pub(crate) fn rsa_numbers(spki: &SubjectPublicKeyInfoOwned) -> Option<(Vec<u8>, Vec<u8>)> {
    let key = RsaPublicKey::from_der(spki.subject_public_key.raw_bytes()).ok()?;
    Some((
        key.modulus.as_bytes().to_vec(),
        key.exponent.as_bytes().to_vec(),
    ))
}

/// The named curve of an elliptic curve key.
pub(crate) fn curve(spki: &SubjectPublicKeyInfoOwned) -> Option<String> {
    let parameters = spki.algorithm.parameters.as_ref()?.to_der().ok()?;
    let curve: ObjectIdentifier = ObjectIdentifier::from_der(&parameters).ok()?;
    Some(curve.to_string())
}

fn u64_of(octets: &[u8]) -> Option<u64> {
    let mut bytes = [0; 8];
    let at = bytes.len().checked_sub(octets.len())?;
    bytes.get_mut(at..)?.copy_from_slice(octets);
    Some(u64::from_be_bytes(bytes))
}
