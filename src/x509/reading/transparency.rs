//! Signed certificate timestamps (RFC 6962 §3.3).

use der::Decode as _;
use x509_cert::ext::pkix::{HashAlgorithm, SignatureAlgorithm, SignedCertificateTimestampList};

use super::{Label, Line, Value};
use crate::clock::Timestamp;

/// Each promise of a log: which log, when, and how it signed.
pub(super) fn read(value: &[u8]) -> der::Result<Vec<Line>> {
    let malformed = || der::Error::from(der::ErrorKind::Failed);
    let list = SignedCertificateTimestampList::from_der(value)?;
    let mut lines = Vec::new();
    for entry in list.parse_timestamps().map_err(|_| malformed())? {
        let promise = entry.parse_timestamp().map_err(|_| malformed())?;
        let secs = i64::try_from(promise.timestamp / 1000).unwrap_or(i64::MAX);
        let log = Value::Octets(promise.log_id.key_id.to_vec());
        lines.push(Line::new(Label::Log, log));
        let at = Value::Time(Timestamp::from_unix_secs(secs));
        lines.push(Line::new(Label::LoggedAt, at));
        let hash = match promise.signature.algorithm.hash {
            HashAlgorithm::None => "none",
            HashAlgorithm::Md5 => "MD5",
            HashAlgorithm::Sha1 => "SHA-1",
            HashAlgorithm::Sha224 => "SHA-224",
            HashAlgorithm::Sha256 => "SHA-256",
            HashAlgorithm::Sha384 => "SHA-384",
            HashAlgorithm::Sha512 => "SHA-512",
            HashAlgorithm::Intrinsic => "intrinsic",
        };
        let signature = match promise.signature.algorithm.signature {
            SignatureAlgorithm::Anonymous => "anonymous",
            SignatureAlgorithm::Rsa => "RSA",
            SignatureAlgorithm::Dsa => "DSA",
            SignatureAlgorithm::Ecdsa => "ECDSA",
            SignatureAlgorithm::Ed25519 => "Ed25519",
            SignatureAlgorithm::Ed448 => "Ed448",
        };
        lines.push(Line::text(
            Label::LogSignature,
            format!("{signature}, {hash}"),
        ));
    }
    Ok(lines)
}
