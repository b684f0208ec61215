//! The directory: where a server's resources are (RFC 8555 §7.1.1).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a GET of the directory URL answers (RFC 8555 §7.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory {
    /// Where nonces come from (RFC 8555 §7.2).
    pub new_nonce: String,
    /// Where accounts are made and found (RFC 8555 §7.3).
    pub new_account: String,
    /// Where orders begin (RFC 8555 §7.4).
    pub new_order: String,
    /// Where certificates are revoked, if the server has it (RFC 8555 §7.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoke_cert: Option<String>,
    /// Where an account changes its key, if the server has it (RFC 8555 §7.3.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_change: Option<String>,
    /// Where renewal windows are read, if the server has it (RFC 9773 §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_info: Option<String>,
    /// What the server says about itself (RFC 8555 §7.1.1).
    #[serde(default, skip_serializing_if = "DirectoryMeta::is_empty")]
    pub meta: DirectoryMeta,
}

/// The directory's `meta` member (RFC 8555 §7.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DirectoryMeta {
    /// The current terms of service (RFC 8555 §7.1.1 `termsOfService`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_of_service: Option<String>,
    /// A page about the server (RFC 8555 §7.1.1 `website`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The names by which CAA records allow this CA (RFC 8555 §7.1.1 `caaIdentities`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caa_identities: Vec<String>,
    /// Whether a new account needs an external account binding (RFC 8555 §7.3.4).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub external_account_required: bool,
    /// Certificate profiles by name, with what they mean (draft-ietf-acme-profiles §3).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub profiles: BTreeMap<String, String>,
}

impl DirectoryMeta {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_directory_printed_in_rfc_8555_7_1_1() {
        let directory: Directory = serde_json::from_str(
            r#"{
                "newNonce": "https://example.com/acme/new-nonce",
                "newAccount": "https://example.com/acme/new-account",
                "newOrder": "https://example.com/acme/new-order",
                "newAuthz": "https://example.com/acme/new-authz",
                "revokeCert": "https://example.com/acme/revoke-cert",
                "keyChange": "https://example.com/acme/key-change",
                "meta": {
                    "termsOfService": "https://example.com/acme/terms/2017-5-30",
                    "website": "https://www.example.com/",
                    "caaIdentities": ["example.com"],
                    "externalAccountRequired": false
                }
            }"#,
        )
        .unwrap();
        assert_eq!(directory.new_order, "https://example.com/acme/new-order");
        assert_eq!(directory.meta.caa_identities, ["example.com"]);
        assert!(!directory.meta.external_account_required);
        let text = serde_json::to_string(&directory).unwrap();
        assert_eq!(serde_json::from_str::<Directory>(&text).unwrap(), directory);
    }

    #[test]
    fn a_page_without_the_three_first_resources_is_no_directory() {
        for text in [
            "{}",
            "[]",
            r#"{"newNonce": "x", "newAccount": "y"}"#,
            "<html>",
        ] {
            assert!(serde_json::from_str::<Directory>(text).is_err(), "{text}");
        }
    }
}
