//! The key and the signature.

use der::Encode as _;

use super::subject::Subject;
use super::{Found, broken_by};
use crate::encoding::hex;
use crate::x509::reading::{curve, rsa_bits, rsa_numbers};
use crate::x509::{KeyUsageBit, oid};

/// Baseline Requirements §7.1.3.1: the algorithm identifiers that a key may have, byte
/// for byte.
pub(super) fn kind(subject: &Subject) -> Found {
    let algorithm = &subject.tbs().subject_public_key_info().algorithm;
    let der = hex(&algorithm.to_der().unwrap_or_default());
    if KEYS.contains(&der.as_str()) {
        return None;
    }
    let kind = oid::show(&algorithm.oid.to_string());
    let curve = curve(subject.tbs().subject_public_key_info());
    Some(curve.map_or_else(
        || kind.clone(),
        |curve| format!("{kind}, {}", oid::show(&curve)),
    ))
}

/// Baseline Requirements §7.1.3.2: the same for signatures; SHA-1 and MD5 are not among
/// them.
pub(super) fn signature_kind(subject: &Subject) -> Found {
    let algorithm = subject.tbs().signature();
    let der = hex(&algorithm.to_der().unwrap_or_default());
    (!SIGNATURES.contains(&der.as_str())).then(|| oid::show(&algorithm.oid.to_string()))
}

/// Baseline Requirements §6.1.5: at least 2048 bits, and whole octets.
pub(super) fn rsa_size(subject: &Subject) -> Found {
    let bits = rsa_bits(subject.tbs().subject_public_key_info())?;
    (is_rsa(subject) && (bits < 2048 || bits % 8 != 0)).then(|| format!("{bits} bit"))
}

/// Baseline Requirements §6.1.6: "an odd number equal to 3 or more".
pub(super) fn rsa_exponent(subject: &Subject) -> Found {
    let (_, exponent) = rsa(subject)?;
    let is_even = exponent.last().is_none_or(|last| last % 2 == 0);
    (is_even || exponent == [1]).then(|| format!("e = 0x{}", hex(&exponent)))
}

/// Baseline Requirements §6.1.6: "in the range between 2^16 + 1 and 2^256 - 1".
pub(super) fn rsa_exponent_range(subject: &Subject) -> Found {
    let (_, exponent) = rsa(subject)?;
    let is_small = exponent.len() < 3 || exponent == [1, 0, 0];
    (is_small || exponent.len() > 32).then(|| format!("e = 0x{}", hex(&exponent)))
}

/// Baseline Requirements §6.1.6: "have no factors smaller than 752".
pub(super) fn rsa_factor(subject: &Subject) -> Found {
    let (modulus, _) = rsa(subject)?;
    let factor = (2..752_u32).find(|number| {
        let rest = modulus.iter().fold(0_u32, |rest, octet| {
            // Both are below 752 × 256.
            (rest.wrapping_mul(256).wrapping_add(u32::from(*octet))) % number
        });
        rest == 0
    });
    factor.map(|factor| factor.to_string())
}

/// RFC 4055 §1.2, RFC 8813 §3, RFC 9295 §3: what a key of this kind cannot do at all.
pub(super) fn impossible_usage(subject: &Subject) -> Found {
    use KeyUsageBit::{
        DataEncipherment, DecipherOnly, EncipherOnly, KeyAgreement, KeyEncipherment,
    };
    let algorithm = subject.tbs().subject_public_key_info().algorithm.oid;
    let impossible: &[KeyUsageBit] = match algorithm.to_string().as_str() {
        oid::RSA => &[KeyAgreement],
        oid::EC => &[KeyEncipherment, DataEncipherment],
        "1.3.101.112" | "1.3.101.113" => &[
            KeyEncipherment,
            DataEncipherment,
            KeyAgreement,
            EncipherOnly,
            DecipherOnly,
        ],
        _ => &[],
    };
    let set = impossible.iter().filter(|bit| subject.may(**bit));
    broken_by(set.map(ToString::to_string))
}

fn is_rsa(subject: &Subject) -> bool {
    let algorithm = subject.tbs().subject_public_key_info().algorithm.oid;
    algorithm.to_string() == oid::RSA
}

/// Modulus and exponent.
fn rsa(subject: &Subject) -> Option<(Vec<u8>, Vec<u8>)> {
    is_rsa(subject).then(|| rsa_numbers(subject.tbs().subject_public_key_info()))?
}

/// RSA, P-256, P-384, P-521.
const KEYS: [&str; 4] = [
    "300d06092a864886f70d0101010500",
    "301306072a8648ce3d020106082a8648ce3d030107",
    "301006072a8648ce3d020106052b81040022",
    "301006072a8648ce3d020106052b81040023",
];

/// RSASSA-PKCS1-v1_5, RSASSA-PSS and ECDSA, each with SHA-256, SHA-384 and SHA-512.
const SIGNATURES: [&str; 9] = [
    "300d06092a864886f70d01010b0500",
    "300d06092a864886f70d01010c0500",
    "300d06092a864886f70d01010d0500",
    "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120",
    "304106092a864886f70d01010a3034a00f300d06096086480165030402020500a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130",
    "304106092a864886f70d01010a3034a00f300d06096086480165030402030500a11c301a06092a864886f70d010108300d06096086480165030402030500a203020140",
    "300a06082a8648ce3d040302",
    "300a06082a8648ce3d040303",
    "300a06082a8648ce3d040304",
];
