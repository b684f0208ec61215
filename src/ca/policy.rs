//! What the CA asks of its clients, beyond the protocol.

use serde::{Deserialize, Serialize};

use super::external_account::ExternalAccountKey;

/// The CA's house rules; by default the most welcoming ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Policy {
    /// New accounts must be bound with this key (RFC 8555 §7.3.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_account: Option<ExternalAccountKey>,
    /// Let's Encrypt's rate limits hold.
    pub rate_limits: bool,
    /// A name that the account has proven already need not be proven again
    /// (RFC 8555 §7.1.3), as at Let's Encrypt.
    pub reuse_authorizations: bool,
}
