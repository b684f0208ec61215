//! Renewal information: when a CA would like a certificate to be replaced (RFC 9773).

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::encoding::base64url;
use crate::x509::Certificate;

/// What a CA says about one certificate's renewal (RFC 9773 §4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewalInfo {
    /// Within which the certificate is to be replaced.
    pub suggested_window: Window,
    /// A page that says why, such as a revocation to come.
    #[serde(
        default,
        rename = "explanationURL",
        skip_serializing_if = "Option::is_none"
    )]
    pub explanation_url: Option<String>,
}

/// A stretch of time (RFC 9773 §4.2 `suggestedWindow`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Its first moment.
    pub start: Timestamp,
    /// Its end; a window that ends before it begins is no window (RFC 9773 §4.2).
    pub end: Timestamp,
}

impl Window {
    /// Whether it ends after it begins; any other is to be passed over as if no
    /// answer had come (RFC 9773 §4.2).
    pub fn is_sound(&self) -> bool {
        self.start < self.end
    }
}

/// A certificate's unique identifier: the base64url of its authority key
/// identifier, a dot, and that of its serial number's octets as DER has them
/// (RFC 9773 §4.1). None without an authority key identifier.
pub fn certificate_id(certificate: &Certificate) -> Option<String> {
    let authority = certificate.authority_key_id()?;
    Some(identifier(authority, certificate.serial().as_bytes()))
}

fn identifier(authority: &[u8], serial: &[u8]) -> String {
    // A leading zero octet keeps a DER integer positive, and is part of it.
    let sign: &[u8] = match serial.first() {
        Some(octet) if *octet < 0x80 => &[],
        _ => &[0],
    };
    let serial = [sign, serial].concat();
    format!("{}.{}", base64url(authority), base64url(&serial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_of_rfc_9773_4_1_is_found() {
        let authority = [
            0x69, 0x88, 0x5b, 0x6b, 0x87, 0x46, 0x40, 0x41, 0xe1, 0xb3, 0x7b, 0x84, 0x7b, 0xa0,
            0xae, 0x2c, 0xde, 0x01, 0xc8, 0xd4,
        ];
        for (serial, expected) in [
            (&[0x87, 0x65, 0x43, 0x21][..], "AIdlQyE"),
            (&[0x07, 0x65], "B2U"),
        ] {
            assert_eq!(
                identifier(&authority, serial),
                format!("aYhba4dGQEHhs3uEe6CuLN4ByNQ.{expected}")
            );
        }
    }

    #[test]
    fn reads_the_answer_of_rfc_9773_4_2() {
        let info: RenewalInfo = serde_json::from_str(
            r#"{"suggestedWindow": {"start": "2025-01-02T04:00:00Z", "end": "2025-01-03T04:00:00Z"},
                "explanationURL": "https://acme.example.com/docs/ari"}"#,
        )
        .unwrap();
        assert!(info.suggested_window.is_sound());
        assert_eq!(
            info.suggested_window.start.rfc3339(),
            "2025-01-02T04:00:00Z"
        );
        let backwards = Window {
            start: info.suggested_window.end,
            end: info.suggested_window.start,
        };
        assert!(!backwards.is_sound());
        let text = serde_json::to_string(&info).unwrap();
        assert_eq!(serde_json::from_str::<RenewalInfo>(&text).unwrap(), info);
    }
}
