//! Orders: one request for one certificate (RFC 8555 §7.1.3, §7.4).

use serde::{Deserialize, Serialize};

use super::{Identifier, list_or_null, text_enum};
use crate::acme::problem::Problem;
use crate::clock::Timestamp;

text_enum! {
    /// How far an order has come (RFC 8555 §7.1.6).
    pub enum OrderStatus {
        /// Authorizations are still missing.
        Pending => "pending",
        /// Every authorization is valid: the CSR may be sent.
        Ready => "ready",
        /// The certificate is being made.
        Processing => "processing",
        /// The certificate is there.
        Valid => "valid",
        /// It failed or expired; a new order is needed.
        Invalid => "invalid",
    }
}

/// An order as the server shows it (RFC 8555 §7.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// How far it has come.
    pub status: OrderStatus,
    /// When the server forgets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// The names asked for.
    pub identifiers: Vec<Identifier>,
    /// The certificate profile, if one was chosen (draft-ietf-acme-profiles §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The certificate that this order's is to replace (RFC 9773 §5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The notBefore asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// The notAfter asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Timestamp>,
    /// Why processing failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Problem>,
    /// One URL an authorization.
    #[serde(default, deserialize_with = "list_or_null")]
    pub authorizations: Vec<String>,
    /// Where the CSR goes.
    pub finalize: String,
    /// Where the certificate is, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

impl Order {
    /// Whether the order asks for exactly these names, in any order and case.
    pub fn is_for(&self, identifiers: &[Identifier]) -> bool {
        canonical(&self.identifiers) == canonical(identifiers)
    }
}

/// The payload of newOrder (RFC 8555 §7.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewOrder {
    /// The names to certify.
    pub identifiers: Vec<Identifier>,
    /// The certificate profile, if one is chosen (draft-ietf-acme-profiles §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The certificate that this order's is to replace (RFC 9773 §5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The notBefore asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// The notAfter asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Timestamp>,
}

/// The payload of finalize (RFC 8555 §7.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finalize {
    /// The CSR's DER as base64url without padding.
    pub csr: String,
}

fn canonical(identifiers: &[Identifier]) -> Vec<(&str, String)> {
    let mut names: Vec<_> = identifiers
        .iter()
        .map(|identifier| (identifier.kind(), identifier.value().to_ascii_lowercase()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme::problem::ProblemType;

    #[test]
    fn reads_the_order_printed_in_rfc_8555_7_1_3() {
        let order: Order = serde_json::from_str(
            r#"{
                "status": "valid",
                "expires": "2016-01-20T14:09:07.99Z",
                "identifiers": [
                    { "type": "dns", "value": "www.example.org" },
                    { "type": "dns", "value": "example.org" }
                ],
                "notBefore": "2016-01-01T00:00:00Z",
                "notAfter": "2016-01-08T00:00:00Z",
                "authorizations": [
                    "https://example.com/acme/authz/PAniVnsZcis",
                    "https://example.com/acme/authz/r4HqLzrSrpI"
                ],
                "finalize": "https://example.com/acme/order/TOlocE8rfgo/finalize",
                "certificate": "https://example.com/acme/cert/mAt3xBGaobw"
            }"#,
        )
        .unwrap();
        assert_eq!(order.status, OrderStatus::Valid);
        assert_eq!(order.expires.unwrap().rfc3339(), "2016-01-20T14:09:07Z");
        assert_eq!(order.authorizations.len(), 2);
        let text = serde_json::to_string(&order).unwrap();
        assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
    }

    #[test]
    fn a_failed_order_carries_its_problem() {
        let order: Order = serde_json::from_str(
            r#"{"status": "invalid", "identifiers": [], "authorizations": null, "finalize": "f",
                "error": {"type": "urn:ietf:params:acme:error:caa", "detail": "no", "status": 403}}"#,
        )
        .unwrap();
        assert_eq!(order.error.unwrap().kind, ProblemType::Caa);
    }

    #[test]
    fn the_same_names_in_another_order_are_the_same_order() {
        let dns = |name: &str| Identifier::Dns(name.to_owned());
        let order: Order = serde_json::from_str(
            r#"{"status": "pending", "finalize": "f", "identifiers": [
                {"type": "dns", "value": "*.Example.test"}, {"type": "dns", "value": "example.test"}]}"#,
        )
        .unwrap();
        assert!(order.is_for(&[dns("example.test"), dns("*.example.test")]));
        assert!(!order.is_for(&[dns("example.test")]));
        assert!(!order.is_for(&[dns("example.test"), dns("www.example.test")]));
    }
}
