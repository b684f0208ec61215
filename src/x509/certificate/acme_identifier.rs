//! The extension by which a TLS server answers a challenge (RFC 8737 §3).

use der::Decode as _;
use der::asn1::OctetString;
use der::oid::ObjectIdentifier;
use x509_cert::TbsCertificate;

use super::{Certificate, Envelope};

impl Certificate {
    /// The digest of a key authorization in a critical acmeIdentifier extension:
    /// "The acmeIdentifier extension MUST be critical" (RFC 8737 §3).
    pub fn acme_identifier(&self) -> Option<[u8; 32]> {
        let envelope = Envelope::from_der(&self.der).ok()?;
        let tbs = TbsCertificate::from_der(&envelope.message).ok()?;
        let mut found = tbs
            .extensions()?
            .iter()
            .filter(|extension| extension.extn_id == ACME_IDENTIFIER);
        let (Some(extension), None) = (found.next(), found.next()) else {
            return None;
        };
        let digest = OctetString::from_der(extension.extn_value.as_bytes()).ok()?;
        let digest = digest.as_bytes().try_into().ok()?;
        extension.critical.then_some(digest)
    }
}

/// `id-pe-acmeIdentifier` (RFC 8737 §6.1).
const ACME_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.31");
