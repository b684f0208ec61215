//! Certificate revocation lists, written (RFC 5280 §5).

use der::asn1::{AnyRef, OctetString, Uint, UintRef};
use der::{Decode as _, Sequence};
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, CrlNumber, CrlReason};
use x509_cert::time::Time;

use super::certificate::time;
use super::{Certificate, Error, SerialNumber, SignatureAlgorithm, ToBeSigned, extension};
use crate::clock::Timestamp;

/// What a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationList {
    /// Greater than that of every earlier list (RFC 5280 §5.2.3).
    pub number: u64,
    /// When it is made.
    pub this_update: Timestamp,
    /// By when there will be a newer one.
    pub next_update: Timestamp,
    /// What was revoked.
    pub revoked: Vec<RevokedCertificate>,
}

/// One line of a list (RFC 5280 §5.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedCertificate {
    /// Which certificate.
    pub serial: SerialNumber,
    /// Since when.
    pub at: Timestamp,
    /// `CRLReason`; 0 is left out, as it should be (RFC 5280 §5.3.1).
    pub reason: u8,
}

impl RevocationList {
    /// A list ready to be signed by the key that `issuer` certifies.
    pub fn prepare(&self, issuer: &Certificate) -> Result<ToBeSigned, Error> {
        let algorithm = SignatureAlgorithm::default_for(issuer.public_key()?.algorithm());
        let lines: Vec<Line<'_>> = self
            .revoked
            .iter()
            .map(RevokedCertificate::line)
            .collect::<Result<_, _>>()?;
        // RFC 5280 §5.2: both extensions are "REQUIRED".
        let mut extensions = Vec::new();
        if let Some(key_id) = issuer.subject_key_id() {
            let key_id = AuthorityKeyIdentifier {
                key_identifier: Some(OctetString::new(key_id).map_err(|_| ENCODING)?),
                authority_cert_issuer: None,
                authority_cert_serial_number: None,
            };
            extensions.push(extension::encode(false, &key_id)?);
        }
        let number = Uint::new(&self.number.to_be_bytes()).map_err(|_| ENCODING)?;
        extensions.push(extension::encode(false, &CrlNumber(number))?);
        let list = TbsCertList {
            version: VERSION_2,
            signature: algorithm.identifier(),
            issuer: AnyRef::from_der(issuer.raw_subject()).map_err(|_| ENCODING)?,
            this_update: time(self.this_update)?,
            next_update: time(self.next_update)?,
            // RFC 5280 §5.1.2.6: without any "the revoked certificates list MUST be absent".
            revoked_certificates: Some(lines).filter(|lines| !lines.is_empty()),
            extensions,
        };
        ToBeSigned::new(&list, algorithm)
    }
}

impl RevokedCertificate {
    fn line(&self) -> Result<Line<'_>, Error> {
        let reason = reason(self.reason)
            .map(|reason| extension::encode(false, &reason))
            .transpose()?;
        Ok(Line {
            user_certificate: UintRef::new(self.serial.as_bytes()).map_err(|_| ENCODING)?,
            revocation_date: time(self.at)?,
            extensions: reason.map(|reason| vec![reason]),
        })
    }
}

/// `TBSCertList` (RFC 5280 §5.1), written; the issuer's name byte for byte.
#[derive(Sequence)]
struct TbsCertList<'a> {
    version: u8,
    signature: AlgorithmIdentifierOwned,
    issuer: AnyRef<'a>,
    this_update: Time,
    next_update: Time,
    #[asn1(optional = "true")]
    revoked_certificates: Option<Vec<Line<'a>>>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    extensions: Vec<Extension>,
}

/// One of the `revokedCertificates` (RFC 5280 §5.1.2.6).
#[derive(Sequence)]
struct Line<'a> {
    user_certificate: UintRef<'a>,
    revocation_date: Time,
    #[asn1(optional = "true")]
    extensions: Option<Vec<Extension>>,
}

/// RFC 5280 §5.3.1; 7 is not used.
pub(super) const fn reason(number: u8) -> Option<CrlReason> {
    Some(match number {
        1 => CrlReason::KeyCompromise,
        2 => CrlReason::CaCompromise,
        3 => CrlReason::AffiliationChanged,
        4 => CrlReason::Superseded,
        5 => CrlReason::CessationOfOperation,
        6 => CrlReason::CertificateHold,
        8 => CrlReason::RemoveFromCRL,
        9 => CrlReason::PrivilegeWithdrawn,
        10 => CrlReason::AaCompromise,
        _ => return None,
    })
}

/// Version 2 is written as 1.
const VERSION_2: u8 = 1;

const ENCODING: Error = Error::Encoding {
    what: "the revocation list",
};

#[cfg(test)]
mod tests {
    use der::Decode as _;
    use x509_cert::crl::CertificateList;

    use super::*;
    use crate::x509::testing::{NOW, chain, key};

    #[test]
    fn a_list_names_its_issuer_and_what_was_revoked() {
        let [_, intermediate, leaf] = chain();
        let line = |reason| RevokedCertificate {
            serial: leaf.serial().clone(),
            at: NOW,
            reason,
        };
        let list = |revoked| RevocationList {
            number: 7,
            this_update: NOW,
            next_update: Timestamp::from_unix_secs(NOW.unix_secs() + 86_400),
            revoked,
        };
        let signed = |revoked| {
            let to_be_signed = list(revoked).prepare(&intermediate).unwrap();
            let der = to_be_signed.sign(&key(2)).unwrap();
            <CertificateList>::from_der(&der).unwrap()
        };
        assert_eq!(signed(vec![]).tbs_cert_list.revoked_certificates, None);
        let list = signed(vec![line(0), line(1)]).tbs_cert_list;
        assert_eq!(list.issuer.to_string(), intermediate.subject());
        let lines = list.revoked_certificates.unwrap();
        let reasons: Vec<bool> = lines
            .iter()
            .map(|line| line.crl_entry_extensions.is_some())
            .collect();
        assert_eq!(reasons, [false, true]);
        assert_eq!(lines[0].serial_number.as_bytes(), leaf.serial().as_bytes());
    }
}
