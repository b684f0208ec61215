//! What makes a certificate be issued, renewed, or wait.
//!
//! A decision is a checklist: the first check that finds something wrong gives
//! reason and message (cert-manager `internal/controller/certificates/policies`).

mod backoff;
mod key_pair;
mod renewal;
mod request;
mod secret;
mod windows;

use crate::certmanager::api::{Certificate, CertificateRequest, Secret};
use crate::clock::Timestamp;

pub use backoff::{BackoffLimits, remaining_backoff};
pub(crate) use renewal::unwindowed;
pub use renewal::{renew_before, renewal_time, suggested_renewal_time};
pub use request::{certificate_violations, request_violations};
pub(crate) use request::{is_for, is_left_over};
pub use windows::WindowError;
pub(crate) use windows::check as check_window;

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The Certificate.
    pub certificate: &'a Certificate,
    /// The request whose result is in the Secret, if it is still there.
    pub current_request: Option<&'a CertificateRequest>,
    /// The target Secret.
    pub secret: Option<&'a Secret>,
    /// The clock.
    pub now: Timestamp,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// In one word: the reason of a condition.
    pub reason: &'static str,
    /// In a sentence.
    pub message: String,
}

impl Violation {
    fn new(reason: &'static str, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
        }
    }
}

type Check = fn(&Input<'_>) -> Option<Violation>;

/// What the trigger and the readiness controller both ask, in this order.
const COMMON: [Check; 8] = [
    secret::exists,
    secret::is_complete,
    key_pair::belongs_together,
    secret::has_the_issuer,
    secret::has_the_certificate_name,
    key_pair::meets_the_spec,
    request::has_the_key_of_the_secret,
    request::meets_the_spec,
];

/// Why a certificate must be (re-)issued; none if it need not be.
pub fn trigger_violation(input: &Input<'_>) -> Option<Violation> {
    first(input, renewal::is_due)
}

/// Why a certificate is not ready; none if it is. That it should be renewed
/// does not make it less ready.
pub fn readiness_violation(input: &Input<'_>) -> Option<Violation> {
    first(input, renewal::has_expired)
}

/// Whether the target Secret holds no usable key and certificate at all.
pub fn lacks_key_pair(input: &Input<'_>) -> bool {
    COMMON.iter().take(3).any(|check| check(input).is_some())
}

fn first(input: &Input<'_>, last: Check) -> Option<Violation> {
    COMMON
        .into_iter()
        .chain([last])
        .find_map(|check| check(input))
}

/// A list as Go prints a slice.
pub(crate) fn go_list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    format!("[{}]", items.join(" "))
}

#[cfg(test)]
mod tests;
