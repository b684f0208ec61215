//! Authorizations and challenges: proof of control of a name (RFC 8555 §7.1.4, §8).

use serde::{Deserialize, Serialize};

use super::{Identifier, text_enum};
use crate::acme::problem::Problem;
use crate::clock::Timestamp;

text_enum! {
    /// Whether an account may get certificates for a name (RFC 8555 §7.1.6).
    pub enum AuthorizationStatus {
        /// A challenge must be answered.
        Pending => "pending",
        /// Proven.
        Valid => "valid",
        /// A challenge failed.
        Invalid => "invalid",
        /// Given up by the account.
        Deactivated => "deactivated",
        /// Too late.
        Expired => "expired",
        /// Withdrawn by the server.
        Revoked => "revoked",
    }
}

text_enum! {
    /// How far a challenge has come (RFC 8555 §7.1.6).
    pub enum ChallengeStatus {
        /// The server waits for the client to say it is ready.
        Pending => "pending",
        /// The server is checking.
        Processing => "processing",
        /// The check passed.
        Valid => "valid",
        /// The check failed.
        Invalid => "invalid",
    }
}

text_enum! {
    /// The ways to prove control of a name (RFC 8555 §9.7.8).
    pub enum ChallengeType {
        /// A TXT record (RFC 8555 §8.4).
        Dns01 => "dns-01",
        /// A file on the web server (RFC 8555 §8.3).
        Http01 => "http-01",
        /// A self-signed certificate in a TLS handshake (RFC 8737).
        TlsAlpn01 => "tls-alpn-01",
    }
}

/// An authorization as the server shows it (RFC 8555 §7.1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorization {
    /// The name, without `*.`.
    pub identifier: Identifier,
    /// Whether it is proven.
    pub status: AuthorizationStatus,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// The ways offered, any one of which is enough.
    pub challenges: Vec<Challenge>,
    /// True if the order asked for `*.` this name (RFC 8555 §7.1.4).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wildcard: bool,
}

/// The payload that gives an authorization up (RFC 8555 §7.5.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationUpdate {
    /// `deactivated`; a client may set nothing else.
    pub status: AuthorizationStatus,
}

impl AuthorizationUpdate {
    /// Gives it up.
    pub const fn deactivated() -> Self {
        Self {
            status: AuthorizationStatus::Deactivated,
        }
    }
}

/// A challenge as the server shows it (RFC 8555 §7.1.5, §8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Challenge {
    /// Which way it is.
    #[serde(rename = "type")]
    pub kind: ChallengeType,
    /// Where to say that the answer is in place.
    pub url: String,
    /// How far it has come.
    pub status: ChallengeStatus,
    /// When the check passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validated: Option<Timestamp>,
    /// Why the check failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Problem>,
    /// The server's random part of the proof; some newer types have none (RFC 8555 §8.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_authorization_printed_in_rfc_8555_7_1_4() {
        let authorization: Authorization = serde_json::from_str(
            r#"{
                "status": "valid",
                "expires": "2015-03-01T14:09:07.99Z",
                "identifier": { "type": "dns", "value": "www.example.org" },
                "challenges": [
                    {
                        "url": "https://example.com/acme/chall/prV_B7yEyA4",
                        "type": "http-01",
                        "status": "valid",
                        "token": "DGyRejmCefe7v4NfDGDKfA",
                        "validated": "2014-12-01T12:05:58.16Z"
                    }
                ],
                "wildcard": false
            }"#,
        )
        .unwrap();
        assert_eq!(authorization.status, AuthorizationStatus::Valid);
        assert_eq!(authorization.challenges[0].kind, ChallengeType::Http01);
        assert!(!authorization.wildcard);
    }

    #[test]
    fn a_way_of_proof_from_the_future_is_kept() {
        let challenge: Challenge = serde_json::from_str(
            r#"{"type": "dns-persist-01", "url": "u", "status": "pending", "issuer-domain-names": ["x"]}"#,
        )
        .unwrap();
        assert_eq!(
            challenge.kind,
            ChallengeType::Unknown("dns-persist-01".to_owned())
        );
        assert_eq!(challenge.token, None);
    }
}
