//! The JSON that ACME clients and servers exchange (RFC 8555 §7.1).
//!
//! Both sides of the lab use these types: the client reads what the practice
//! CA writes, and the other way about. Objects ignore members they do not
//! know, and every set of names a server may add to has an `Unknown` arm.

mod account;
mod authorization;
mod directory;
mod identifier;
mod order;
mod renewal;
mod revocation;
mod text_enum;

use serde::{Deserialize, Deserializer};

pub use account::{Account, AccountStatus, KeyChange, NewAccount, OrderList};
pub use authorization::{
    Authorization, AuthorizationStatus, AuthorizationUpdate, Challenge, ChallengeStatus,
    ChallengeType,
};
pub use directory::{Directory, DirectoryMeta};
pub use identifier::Identifier;
pub use order::{Finalize, NewOrder, Order, OrderStatus};
pub use renewal::{RenewalInfo, Window, certificate_id};
pub use revocation::{Reason, Revocation};
pub(crate) use text_enum::text_enum;

/// The media type of every signed request (RFC 8555 §6.2).
pub const JOSE_JSON: &str = "application/jose+json";
/// The media type of a problem document (RFC 7807 §3).
pub const PROBLEM_JSON: &str = "application/problem+json";
/// The media type of a certificate chain (RFC 8555 §9.1).
pub const PEM_CHAIN: &str = "application/pem-certificate-chain";

/// Serde: reads `null` like an absent list, since some servers write it.
fn list_or_null<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}
