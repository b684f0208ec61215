//! How long to wait after a failed issuance.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::request::request_violations;
use crate::certmanager::api::{Certificate, CertificateRequest};
use crate::clock::Timestamp;
use crate::kube::Backoff;

/// The controller's flags for the wait after a failed issuance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackoffLimits {
    /// After the first failure (`--certificate-request-minimum-backoff-duration`); zero for no wait.
    pub first_secs: u64,
    /// At most (`--certificate-request-maximum-backoff-duration`).
    pub max_secs: u64,
}

impl Default for BackoffLimits {
    fn default() -> Self {
        Self {
            first_secs: 60 * 60,
            max_secs: 32 * 60 * 60,
        }
    }
}

/// How long issuing must still wait; none if it need not. Whoever edits the
/// Certificate need not wait: the last request no longer is what is wanted.
pub fn remaining_backoff(
    certificate: &Certificate,
    next_request: Option<&CertificateRequest>,
    limits: BackoffLimits,
    now: Timestamp,
) -> Option<Duration> {
    let failed_at = certificate.status.last_failure_time?;
    if let Some(request) = next_request {
        match request_violations(request, &certificate.spec) {
            Ok(violations) if violations.is_empty() => {}
            _ => return None,
        }
    }
    let attempts = certificate.status.failed_issuance_attempts.unwrap_or(1);
    let backoff = Backoff {
        first: Duration::from_secs(limits.first_secs),
        max: Duration::from_secs(limits.max_secs),
    };
    let repeated = u32::try_from(attempts.max(1).saturating_sub(1)).unwrap_or(u32::MAX);
    backoff
        .delay(repeated)
        .checked_sub(now.since(failed_at))
        .filter(|wait| !wait.is_zero())
}
