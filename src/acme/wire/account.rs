//! Accounts: who is asking (RFC 8555 §7.1.2, §7.3).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{list_or_null, text_enum};
use crate::acme::jose::Jwk;

text_enum! {
    /// What an account may do (RFC 8555 §7.1.6).
    pub enum AccountStatus {
        /// In use.
        Valid => "valid",
        /// Ended by its owner.
        Deactivated => "deactivated",
        /// Ended by the server.
        Revoked => "revoked",
    }
}

/// An account as the server shows it (RFC 8555 §7.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// What it may do.
    pub status: AccountStatus,
    /// `mailto:` URLs and the like (RFC 8555 §7.3).
    #[serde(
        default,
        deserialize_with = "list_or_null",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub contact: Vec<String>,
    /// Whether the terms of service are agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_of_service_agreed: Option<bool>,
    /// Where this account's orders are listed; several servers have no list (RFC 8555 §7.1.2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<String>,
}

/// The payload of newAccount, and of an account update (RFC 8555 §7.3, §7.3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NewAccount {
    /// Where the server may write to; left out, an update keeps what is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Vec<String>>,
    /// Agreement to the terms of service.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub terms_of_service_agreed: bool,
    /// Find the account of this key, never make one (RFC 8555 §7.3.1).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub only_return_existing: bool,
    /// `deactivated` in an update that ends the account (RFC 8555 §7.3.6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AccountStatus>,
    /// The JWS that binds the account key to a customer of the CA (RFC 8555 §7.3.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_account_binding: Option<Value>,
}

/// The payload of the inner JWS of a key change (RFC 8555 §7.3.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyChange {
    /// The account's URL.
    pub account: String,
    /// The key that the account has now.
    pub old_key: Jwk,
}

/// A page of an account's orders; the next page is in the Link header (RFC 8555 §7.1.2.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderList {
    /// Order URLs.
    #[serde(default, deserialize_with = "list_or_null")]
    pub orders: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_accounts_of_the_rfc_and_of_servers_that_write_null() {
        let account: Account = serde_json::from_str(
            r#"{
                "status": "valid",
                "contact": ["mailto:cert-admin@example.org", "mailto:admin@example.org"],
                "termsOfServiceAgreed": true,
                "orders": "https://example.com/acme/orders/rzGoeA"
            }"#,
        )
        .unwrap();
        assert_eq!(account.status, AccountStatus::Valid);
        assert_eq!(
            account.orders.as_deref(),
            Some("https://example.com/acme/orders/rzGoeA")
        );
        let bare: Account = serde_json::from_str(r#"{"status": "held", "contact": null}"#).unwrap();
        assert_eq!(bare.status, AccountStatus::Unknown("held".to_owned()));
        assert_eq!(bare.contact, Vec::<String>::new());
    }

    #[test]
    fn a_look_up_sends_only_its_flag() {
        let payload = NewAccount {
            only_return_existing: true,
            ..NewAccount::default()
        };
        assert_eq!(
            serde_json::to_string(&payload).unwrap(),
            r#"{"onlyReturnExisting":true}"#
        );
    }
}
