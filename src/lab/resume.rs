//! Taking up again what was under way when the tab closed.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::effect::Effect;
use super::state::{Lab, Pending};
use crate::acme::client::Input;
use crate::certmanager::controller::{Call, CallId};
use crate::clock::Timestamp;
use crate::http::HttpFailure;

impl Lab {
    /// After a reload: whatever was under way is asked for again, under new
    /// numbers, so that a late answer to the old ones has no taker.
    pub(super) fn resume(&mut self, now: Timestamp, effects: &mut Vec<Effect>) {
        let pending = std::mem::take(&mut self.pending);
        for exchange in &mut self.exchanges {
            if exchange.response.is_none() {
                Rc::make_mut(exchange).response = Some(Err(HttpFailure::Unreachable));
            }
        }
        let calls: BTreeMap<CallId, Call> = self
            .manager
            .in_flight()
            .map(|(id, call)| (id, call.clone()))
            .collect();
        let mut checks = Vec::new();
        for pending in pending.into_values() {
            match pending {
                Pending::Call(id) => {
                    if let Some(call) = calls.get(&id) {
                        effects.extend(self.direct_effect(id, call, now));
                    }
                }
                Pending::Acme(id) => {
                    let next = self.acme.step(id, Input::Resume, now);
                    let calls = self.acme_next(id, next, now, effects);
                    self.take_up(calls, now, effects);
                }
                Pending::AccountKey(id) => effects.extend(self.ask_for_account_key(id)),
                // A survey begins when the check is through.
                Pending::Dns { challenge, .. }
                | Pending::DnsUnchecked { challenge, .. }
                | Pending::Survey { challenge, .. } => {
                    self.coach.give_up(&challenge);
                    checks.push(challenge);
                }
                Pending::Web(challenge) => self.check_web(&challenge, now, effects),
                Pending::Tampered => {}
                Pending::Probe(url) => self.probe(url, now, effects),
            }
        }
        checks.sort();
        checks.dedup();
        for challenge in checks {
            self.check_dns(&challenge, now, effects);
        }
    }
}
