//! When a Certificate is renewed.

use serde::{Deserialize, Serialize};

use crate::kube::Duration;

/// Whether and when to renew (`spec.renewal`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// Whether to renew (`spec.renewal.policy`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<RenewalPolicy>,
    /// The only times at which to renew (`spec.renewal.windows`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<RenewalWindow>,
}

/// Whether to renew (`spec.renewal.policy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RenewalPolicy {
    /// Some time before the end.
    RenewBefore,
    /// Never.
    Disabled,
}

/// A time at which to renew (`spec.renewal.windows[]`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewalWindow {
    /// In which time zone the window is, by default UTC (`timezone`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timezone: String,
    /// How long it is open (`windowDuration`).
    #[serde(default)]
    pub window_duration: Duration,
    /// When it opens: minute, hour, day, month, weekday (`cron`).
    #[serde(default)]
    pub cron: String,
}
