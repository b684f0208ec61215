//! Revocation: taking a certificate back (RFC 8555 §7.6).

use serde::{Deserialize, Serialize};

/// The payload of revokeCert (RFC 8555 §7.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// The certificate's DER as base64url without padding.
    pub certificate: String,
    /// Why; a server may refuse some reasons with `badRevocationReason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<u8>,
}

/// Why a certificate is revoked (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// No reason is given.
    Unspecified,
    /// Somebody else may have the private key.
    KeyCompromise,
    /// The same of the CA's key.
    CaCompromise,
    /// The names or the organization have changed.
    AffiliationChanged,
    /// Another certificate has taken its place.
    Superseded,
    /// What it was for is no more.
    CessationOfOperation,
    /// For the time being.
    CertificateHold,
    /// It is no longer on hold.
    RemoveFromCrl,
    /// A right that it states was withdrawn.
    PrivilegeWithdrawn,
    /// The attribute authority's key may be known.
    AaCompromise,
}

impl Reason {
    /// Those that a subscriber may state to a public CA (CA/Browser Forum
    /// Baseline Requirements §7.2.2).
    pub const FOR_SUBSCRIBERS: [Self; 5] = [
        Self::Unspecified,
        Self::KeyCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
    ];

    /// The code on the wire and in a CRL (RFC 5280 §5.3.1).
    pub const fn code(self) -> u8 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::CaCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::RemoveFromCrl => 8,
            Self::PrivilegeWithdrawn => 9,
            Self::AaCompromise => 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_is_no_reason_and_a_revocation_may_go_without() {
        assert!(
            Reason::FOR_SUBSCRIBERS
                .iter()
                .all(|reason| reason.code() != 7)
        );
        let plain = Revocation {
            certificate: "MIIB".to_owned(),
            reason: None,
        };
        let text = serde_json::to_string(&plain).unwrap();
        assert_eq!(text, r#"{"certificate":"MIIB"}"#);
        let with = Revocation {
            reason: Some(Reason::Superseded.code()),
            ..plain
        };
        assert_eq!(
            serde_json::to_string(&with).unwrap(),
            r#"{"certificate":"MIIB","reason":4}"#
        );
    }
}
