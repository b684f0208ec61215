//! The controllers' flags.

use serde::{Deserialize, Serialize};

use crate::certmanager::policy::BackoffLimits;

/// What cert-manager's controller takes as flags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Where a `ClusterIssuer`'s Secrets are (`--cluster-resource-namespace`).
    pub cluster_resource_namespace: String,
    /// Whether every `CertificateRequest` is approved at once
    /// (the `certificaterequests-approver` controller).
    pub approve: bool,
    /// The wait after a failed issuance.
    pub backoff: BackoffLimits,
    /// Seconds between two self checks (`--dns01-check-retry-period`).
    pub check_retry_secs: u64,
    /// How many Challenges may be in progress (`--max-concurrent-challenges`).
    pub max_concurrent_challenges: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            // Where the Helm chart installs cert-manager.
            cluster_resource_namespace: "cert-manager".to_owned(),
            approve: true,
            backoff: BackoffLimits::default(),
            check_retry_secs: 10,
            max_concurrent_challenges: 60,
        }
    }
}
