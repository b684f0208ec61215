//! What can be changed about the CA while it runs.

use serde::{Deserialize, Serialize};

use super::external_account::ExternalAccountKey;
use super::{Faults, PracticeCa};
use crate::entropy::Entropy;

/// A change to how the CA behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CaChange {
    /// It misbehaves in these ways from now on, and in no others.
    Faults(Faults),
    /// Let's Encrypt's rate limits hold, or not.
    RateLimits(bool),
    /// Names that an account has proven need no second proof, or do.
    ReuseAuthorizations(bool),
    /// New accounts must be bound to a customer, or need not.
    ExternalAccounts(bool),
    /// From now on a new intermediate issues.
    ReplaceIntermediate,
}

impl PracticeCa {
    /// Makes a change.
    pub fn change(&mut self, change: CaChange, entropy: &mut dyn Entropy) {
        match change {
            CaChange::Faults(faults) => self.faults = faults,
            CaChange::RateLimits(on) => self.policy.rate_limits = on,
            CaChange::ReuseAuthorizations(on) => self.policy.reuse_authorizations = on,
            CaChange::ExternalAccounts(false) => self.policy.external_account = None,
            CaChange::ExternalAccounts(true) => {
                self.policy.external_account = Some(ExternalAccountKey::generate(entropy));
            }
            CaChange::ReplaceIntermediate => self.authority.replace_intermediate(),
        }
    }
}
