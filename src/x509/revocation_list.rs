//! Certificate revocation lists, written (RFC 5280 §5).

use rcgen::{
    CertificateParams, CertificateRevocationListParams, KeyIdMethod, RevocationReason,
    RevokedCertParams,
};

use super::{Certificate, Error, SerialNumber, ToBeSigned};
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
        let key = issuer.public_key()?;
        let revoked_certs = self
            .revoked
            .iter()
            .map(|revoked| RevokedCertParams {
                serial_number: revoked.serial.as_bytes().to_vec().into(),
                revocation_time: revoked.at.date_time(),
                reason_code: reason(revoked.reason),
                invalidity_date: None,
            })
            .collect();
        let key_id = issuer.subject_key_id().unwrap_or_default().to_vec();
        let list = CertificateRevocationListParams {
            this_update: self.this_update.date_time(),
            next_update: self.next_update.date_time(),
            crl_number: self.number.to_be_bytes().to_vec().into(),
            issuing_distribution_point: None,
            revoked_certs,
            key_identifier_method: KeyIdMethod::PreSpecified(key_id),
        };
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        ToBeSigned::record(&key, &[(ISSUER_FIELD, issuer.raw_subject())], |recorder| {
            let issuer = rcgen::Issuer::from_params(&params, recorder);
            list.signed_by(&issuer).map(drop)
        })
    }
}

/// RFC 5280 §5.3.1; 7 is not used.
const fn reason(number: u8) -> Option<RevocationReason> {
    Some(match number {
        1 => RevocationReason::KeyCompromise,
        2 => RevocationReason::CaCompromise,
        3 => RevocationReason::AffiliationChanged,
        4 => RevocationReason::Superseded,
        5 => RevocationReason::CessationOfOperation,
        6 => RevocationReason::CertificateHold,
        8 => RevocationReason::RemoveFromCrl,
        9 => RevocationReason::PrivilegeWithdrawn,
        10 => RevocationReason::AaCompromise,
        _ => return None,
    })
}

/// `version, signature, issuer` (RFC 5280 §5.1).
const ISSUER_FIELD: usize = 2;

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
            let der = to_be_signed
                .assemble(&key(2).sign(to_be_signed.message()))
                .unwrap();
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
