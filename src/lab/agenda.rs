//! What will happen next by itself.

use super::state::Lab;
use crate::certmanager::api::{Certificate, Object, State};
use crate::certmanager::controller::Controller;
use crate::clock::Timestamp;
use crate::kube::{Kind, ObjectKey, Resource as _};

/// Something that time brings, if nobody does anything before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planned {
    /// When.
    pub at: Timestamp,
    /// What.
    pub plan: Plan,
    /// To which object.
    pub object: ObjectKey,
}

/// What time brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plan {
    /// A Certificate is due for renewal.
    Renewal,
    /// A certificate ends.
    Expiry,
    /// A failed issuance is tried again, its back-off being over.
    Retry,
    /// A Challenge's record or file is looked for again.
    SelfCheck,
    /// The ACME server is asked how far it is.
    Poll,
    /// A controller looks again.
    Look,
}

impl Plan {
    /// Whether lab time may run past it and let it happen late: looking again
    /// for what a person has not done yet changes nothing.
    pub const fn is_patient(self) -> bool {
        matches!(self, Self::SelfCheck)
    }
}

impl Lab {
    /// What will happen next by itself, the first to come first, at most
    /// `most` of them.
    pub fn agenda(&self, now: Timestamp, most: usize) -> Vec<Planned> {
        let mut agenda: Vec<Planned> = self
            .manager
            .agenda()
            .filter(|(at, ..)| *at > now)
            .filter_map(|(at, controller, key)| self.planned(at, controller, key))
            // The first is always shown; of one moment only a few need be.
            .take(most)
            .collect();
        agenda.extend(self.dates(now));
        agenda.sort();
        agenda.dedup();
        agenda.truncate(most);
        agenda
    }

    /// The next moment at which lab time must stop on its way, so that what is
    /// due then happens in time; a wait that is over already counts as `now`.
    pub fn next_stop(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.manager.next_wake().filter(|at| *at <= now);
        if waiting.is_some() {
            return Some(now);
        }
        self.manager
            .agenda()
            .find(|(at, controller, key)| {
                self.planned(*at, *controller, key)
                    .is_none_or(|planned| !planned.plan.is_patient())
            })
            .map(|(at, ..)| at)
    }

    fn planned(&self, at: Timestamp, controller: Controller, key: &ObjectKey) -> Option<Planned> {
        let plan = match (controller, self.store.get(key).map(AsRef::as_ref)) {
            // An appointment with an object that is gone brings nothing.
            (_, None) if !key.name.is_empty() => return None,
            (Controller::Trigger, Some(Object::Certificate(certificate))) => {
                trigger(certificate, at)
            }
            // A second after its end a certificate is looked at once more: its
            // end itself is among the dates.
            (Controller::Readiness, Some(_)) => return None,
            (Controller::Challenges, Some(Object::Challenge(challenge))) => {
                match challenge.status.state {
                    Some(State::Pending) if challenge.status.presented => Plan::SelfCheck,
                    _ => Plan::Poll,
                }
            }
            (Controller::Orders, _) => Plan::Poll,
            _ => Plan::Look,
        };
        Some(Planned {
            at,
            plan,
            object: key.clone(),
        })
    }

    /// The dates of the Certificates that are still ahead.
    fn dates(&self, now: Timestamp) -> impl Iterator<Item = Planned> {
        self.store.list(Kind::Certificate).flat_map(move |object| {
            let key = object.key();
            let status = object.certificate().map(|certificate| &certificate.status);
            let dates = [
                (Plan::Renewal, status.and_then(|status| status.renewal_time)),
                (Plan::Expiry, status.and_then(|status| status.not_after)),
            ];
            dates.into_iter().filter_map(move |(plan, at)| {
                at.filter(|at| *at > now).map(|at| Planned {
                    at,
                    plan,
                    object: key.clone(),
                })
            })
        })
    }
}

/// Why a Certificate is looked at: to renew it, or to try again what failed.
fn trigger(certificate: &Certificate, at: Timestamp) -> Plan {
    let status = &certificate.status;
    if status.renewal_time == Some(at) {
        Plan::Renewal
    } else if status.last_failure_time.is_some() {
        Plan::Retry
    } else {
        Plan::Look
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::certmanager::api::from_yaml;
    use crate::entropy::SeededEntropy;
    use crate::lab::{Action, Bench, KeyStore, World};

    const MANIFESTS: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: web}
spec:
  commonName: web.test
  secretName: web-tls
  duration: 2160h
  privateKey: {algorithm: ECDSA}
  issuerRef: {name: self}
";

    fn plans(bench: &Bench, now: Timestamp) -> Vec<(Plan, u64)> {
        let agenda = bench.lab.agenda(now, 10);
        let days = |planned: &Planned| planned.at.since(now).as_secs() / 86_400;
        agenda
            .iter()
            .map(|planned| (planned.plan, days(planned)))
            .collect()
    }

    #[test]
    fn renewal_and_end_are_ahead_and_stepping_brings_the_renewal_in_time() {
        let wall = Timestamp::from_unix_secs(1_780_000_000);
        let (mut keys, mut entropy) = (KeyStore::default(), SeededEntropy::new([2; 32]));
        let mut bench = Bench::new(World::Practice, [1; 32]);
        let mut act = |bench: &mut Bench, action| bench.act(action, &mut keys, &mut entropy, wall);
        let objects = from_yaml(MANIFESTS).unwrap();
        act(&mut bench, Action::Apply { objects });
        act(&mut bench, Action::Pause);
        let now = bench.lab.now(wall);
        assert_eq!(
            plans(&bench, now),
            [(Plan::Renewal, 60), (Plan::Expiry, 90)]
        );
        assert_eq!(
            bench.lab.next_stop(now),
            Some(bench.lab.agenda(now, 1)[0].at)
        );
        assert_eq!(bench.lab.next_wake(wall), None, "the clock stands");

        let to = bench.lab.agenda(now, 1)[0].at;
        act(&mut bench, Action::Advance { to });
        let now = bench.lab.now(wall + Duration::from_hours(1));
        assert_eq!(now, to, "the wall goes on, the clock stands");
        assert_eq!(
            plans(&bench, now),
            [(Plan::Renewal, 60), (Plan::Expiry, 90)]
        );
        let key = ObjectKey::new(Kind::Certificate, "default", "web");
        let certificate = bench.lab.store().get(&key).unwrap().certificate().unwrap();
        assert_eq!(certificate.status.revision, Some(2));
    }
}
