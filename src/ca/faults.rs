//! Deliberate misbehaviour, for lessons and tests.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::entropy::Entropy;

/// How the CA misbehaves; by default not at all. Each switch can be flipped
/// while it runs and holds from the next request on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Faults {
    /// How many of a hundred good nonces are refused all the same (as Pebble's
    /// `PEBBLE_WFE_NONCEREJECT`).
    pub reject_nonces_percent: u8,
    /// How much longer each answer takes.
    pub latency_ms: u32,
    /// What requests are answered with instead of an answer.
    pub refusal: Option<RefusalFault>,
    /// Where connections break.
    pub connection: Option<ConnectionFault>,
    /// Which requests `refusal` and `connection` are for.
    pub step: Step,
    /// For how many requests they hold; `None`: until switched off.
    pub times: Option<u32>,
    /// How long challenges and finalized orders stay `processing`.
    pub processing_secs: u32,
    /// How every look at a proof ends.
    pub authorization: Option<AuthorizationFault>,
    /// Orders and authorizations without a certificate have run out.
    pub expire_orders: bool,
    /// How far the CA's clock is ahead (behind, if negative).
    pub clock_skew_secs: i64,
    /// Chains come without their intermediate.
    pub omit_intermediate: bool,
}

/// An answer instead of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RefusalFault {
    /// 429 with `Retry-After`.
    TooManyRetryAfter,
    /// 429 without.
    TooMany,
    /// 500 with a problem document.
    InternalError,
    /// 503 from something in front of the CA, which knows no ACME.
    Unavailable,
}

/// When a connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionFault {
    /// Before the CA has seen the request.
    Before,
    /// After the CA has done its part.
    After,
}

/// A step of the protocol (RFC 8555 §7.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Every one of them.
    #[default]
    Any,
    /// The directory.
    Directory,
    /// A nonce.
    NewNonce,
    /// An account is made or found.
    NewAccount,
    /// An order is made.
    NewOrder,
    /// An authorization is read.
    Authorization,
    /// A challenge is answered.
    Challenge,
    /// An order is looked at.
    Order,
    /// The CSR is sent.
    Finalize,
    /// The chain is fetched.
    Certificate,
}

/// How every look at a proof ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AuthorizationFault {
    /// The record, the file or the certificate is another one.
    Wrong,
    /// There is no such name.
    NxDomain,
    /// The name servers fail.
    ServFail,
    /// CAA records forbid it.
    Caa,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is handled.
    Fine,
    /// The connection breaks before it arrives.
    LostBefore,
    /// It is handled, and the connection breaks before the answer arrives.
    LostAfter,
    /// It gets this answer.
    Refused(RefusalFault),
}

impl Faults {
    /// How much longer an answer takes.
    pub const fn latency(&self) -> Duration {
        Duration::from_millis(self.latency_ms as u64)
    }

    /// What becomes of a request; counts it where that matters.
    pub(super) fn verdict(&mut self, step: Step) -> Verdict {
        let verdict = match (self.connection, self.refusal) {
            _ if self.step != Step::Any && self.step != step => Verdict::Fine,
            _ if self.times == Some(0) => Verdict::Fine,
            (Some(ConnectionFault::Before), _) => Verdict::LostBefore,
            (Some(ConnectionFault::After), _) => Verdict::LostAfter,
            (None, Some(refusal)) => Verdict::Refused(refusal),
            (None, None) => Verdict::Fine,
        };
        if verdict != Verdict::Fine {
            self.times = self.times.map(|times| times.saturating_sub(1));
        }
        verdict
    }

    /// Whether the die says that this good nonce is refused.
    pub(super) fn reject_nonce(&self, entropy: &mut dyn Entropy) -> bool {
        if self.reject_nonces_percent == 0 {
            return false;
        }
        let mut die = [0];
        entropy.fill(&mut die);
        let [die] = die.map(u32::from);
        die.saturating_mul(100) < u32::from(self.reject_nonces_percent).saturating_mul(256)
    }

    /// What the CA's clock shows.
    pub(super) fn skewed(&self, now: Timestamp) -> Timestamp {
        Timestamp::from_unix_secs(now.unix_secs().saturating_add(self.clock_skew_secs))
    }

    /// When what begins to be processed is done.
    pub(super) fn processed(&self, now: Timestamp) -> Timestamp {
        now + Duration::from_secs(u64::from(self.processing_secs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn the_die_is_fair_enough() {
        let mut entropy = SeededEntropy::new([1; 32]);
        for (percent, expected) in [
            (0, 0..=0),
            (30, 250..=350),
            (50, 450..=550),
            (100, 1000..=1000),
        ] {
            let faults = Faults {
                reject_nonces_percent: percent,
                ..Faults::default()
            };
            let refused = (0..1000)
                .filter(|_| faults.reject_nonce(&mut entropy))
                .count();
            assert!(
                expected.contains(&refused),
                "{percent} %: {refused} of 1000"
            );
        }
    }

    #[test]
    fn a_switch_is_for_its_step_and_for_as_many_times_as_it_says() {
        let mut faults = Faults {
            connection: Some(ConnectionFault::After),
            step: Step::NewOrder,
            times: Some(2),
            ..Faults::default()
        };
        let seen: Vec<_> = [
            Step::NewNonce,
            Step::NewOrder,
            Step::Any,
            Step::NewOrder,
            Step::NewOrder,
        ]
        .map(|step| faults.verdict(step))
        .into();
        let (fine, lost) = (Verdict::Fine, Verdict::LostAfter);
        assert_eq!(seen, [fine, lost, fine, lost, fine]);
        let mut always = Faults {
            refusal: Some(RefusalFault::Unavailable),
            ..Faults::default()
        };
        for step in [Step::Directory, Step::Finalize] {
            assert_eq!(
                always.verdict(step),
                Verdict::Refused(RefusalFault::Unavailable)
            );
        }
    }
}
