//! Why is a Certificate not Ready, or its renewal failing? From the Certificate
//! to its request, the issuer, the Order and the Challenges, the first broken
//! link is named, with the commands that show and mend it.
//!
//! It reads what the controllers wrote and nothing else: what it finds can be
//! found in a cluster with `kubectl describe`.

use super::api::{
    Certificate, CertificateRequest, Challenge, Issuer, Object, Order, State, condition_type,
};
use crate::clock::Timestamp;
use crate::kube::{ConditionStatus, Kind, ObjectKey, Resource as _, Store};

mod cause;

pub use cause::Cause;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The objects on the way, the Certificate first, the broken one last.
    pub chain: Vec<ObjectKey>,
    /// What is wrong with the last of them.
    pub cause: Cause,
    /// What the object itself says: a message, a reason or an event's text.
    pub words: String,
    /// When time alone brings the next attempt.
    pub next_attempt: Option<Timestamp>,
    /// Commands that show it and help.
    pub commands: Vec<String>,
}

/// Looks into a Certificate that is not Ready or whose issuance fails or hangs;
/// none if there is nothing to find.
pub fn troubleshoot(
    store: &Store<Object>,
    certificate: &ObjectKey,
    first_backoff_secs: u64,
    most_backoff_secs: u64,
    now: Timestamp,
) -> Option<Diagnosis> {
    let found = store.get(certificate)?.certificate()?;
    let mut walk = Walk {
        store,
        chain: vec![certificate.clone()],
        now,
    };
    let (cause, words) = walk.certificate(found)?;
    let attempts = found.status.failed_issuance_attempts.unwrap_or(1).max(1);
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
    let backoff = 2_u64
        .checked_pow(doublings)
        .unwrap_or(u64::MAX)
        .saturating_mul(first_backoff_secs)
        .min(most_backoff_secs);
    let next_attempt = found
        .status
        .last_failure_time
        .filter(|_| found.issuing().is_none())
        .map(|failed| failed + std::time::Duration::from_secs(backoff));
    let commands = walk.commands(cause, certificate);
    Some(Diagnosis {
        chain: walk.chain,
        cause,
        words,
        next_attempt,
        commands,
    })
}

type Finding = (Cause, String);

struct Walk<'a> {
    store: &'a Store<Object>,
    chain: Vec<ObjectKey>,
    now: Timestamp,
}

impl Walk<'_> {
    fn certificate(&mut self, certificate: &Certificate) -> Option<Finding> {
        let issuing = certificate.condition(condition_type::ISSUING);
        let is_issuing = certificate.issuing().is_some();
        let failed = issuing
            .filter(|condition| condition.status == ConditionStatus::False)
            .filter(|_| certificate.status.last_failure_time.is_some());
        if let Some(finding) = self.rival(certificate) {
            return Some(finding);
        }
        if is_issuing || failed.is_some() {
            if let Some(finding) = self.request(certificate) {
                return Some(finding);
            }
            if let Some(failed) = failed {
                return Some((Cause::of_failure(&failed.message), failed.message.clone()));
            }
            return self.no_request(certificate);
        }
        if let Some(due) = certificate
            .status
            .renewal_time
            .filter(|due| *due < self.now)
        {
            let lag = self.now.since(due).as_secs();
            if lag > STALE_SECS {
                let disabled = certificate
                    .status
                    .not_after
                    .is_some_and(|end| end < self.now);
                let words = format!("renewalTime: {}", due.rfc3339());
                return Some((
                    if disabled {
                        Cause::Expired
                    } else {
                        Cause::NotTriggered
                    },
                    words,
                ));
            }
        }
        let ready = certificate.condition(condition_type::READY)?;
        (ready.status != ConditionStatus::True).then(|| {
            let cause = match ready.reason.as_str() {
                "Expired" => Cause::Expired,
                _ => Cause::NotTriggered,
            };
            (cause, ready.message.clone())
        })
    }

    /// Another Certificate that writes the same Secret.
    fn rival(&mut self, certificate: &Certificate) -> Option<Finding> {
        let term = super::api::index::target_secret(
            certificate.namespace(),
            &certificate.spec.secret_name,
        );
        let ready = certificate
            .condition(condition_type::READY)
            .filter(|ready| ready.status != ConditionStatus::True)?;
        let rival = self.store.indexed(&term).find(|object| {
            object
                .certificate()
                .is_some_and(|other| other.metadata.uid != certificate.metadata.uid)
        })?;
        let key = rival.key();
        let words = if ready.reason == "IncorrectCertificate" {
            ready.message.clone()
        } else {
            format!("spec.secretName: {}", certificate.spec.secret_name)
        };
        self.chain.push(key);
        Some((Cause::SharedSecret, words))
    }

    /// An issuance that has come to no request: there is no key or no CSR.
    fn no_request(&mut self, certificate: &Certificate) -> Option<Finding> {
        let key = Object::Certificate(certificate.clone()).key();
        let event = self.store.events_of(&key).into_iter().rev().find(|event| {
            matches!(
                event.reason.as_str(),
                "CannotRegenerateKey" | "DecodeFailed" | "RequestFailed" | "CannotGenerateKey"
            )
        });
        event
            .map(|event| (Cause::KeyOrCsr, event.message.clone()))
            .or_else(|| {
                let since = certificate.issuing()?.last_transition_time?;
                (self.now.since(since).as_secs() > STALE_SECS).then(|| {
                    (
                        Cause::NotTriggered,
                        certificate
                            .issuing()
                            .map(|issuing| issuing.message.clone())
                            .unwrap_or_default(),
                    )
                })
            })
    }

    fn request(&mut self, certificate: &Certificate) -> Option<Finding> {
        let revision = certificate.next_revision();
        let store = self.store;
        let request = store
            .owned_by(&certificate.metadata.uid)
            .filter_map(|object| object.certificate_request())
            .find(|request| request.revision() == Some(revision))?;
        let key = Object::CertificateRequest(request.clone()).key();
        self.chain.push(key);
        let message = |condition: &str| {
            request
                .condition(condition)
                .map(|condition| condition.message.clone())
                .unwrap_or_default()
        };
        if request.is(condition_type::DENIED) {
            return Some((Cause::Denied, message(condition_type::DENIED)));
        }
        if request.is(condition_type::INVALID_REQUEST) {
            return Some((
                Cause::InvalidRequest,
                message(condition_type::INVALID_REQUEST),
            ));
        }
        if !request.is(condition_type::APPROVED) {
            return Some((Cause::NotApproved, String::new()));
        }
        if request.is(condition_type::READY) {
            self.chain.pop();
            return None;
        }
        self.issuer(request)
            .or_else(|| self.order(request))
            .or_else(|| {
                let ready = message(condition_type::READY);
                match request.ready_reason() {
                    "" if request.spec.issuer_ref.group() != "cert-manager.io" => {
                        Some((Cause::ExternalIssuer, String::new()))
                    }
                    "Failed" => Some((Cause::of_failure(&ready), ready)),
                    _ if ready.is_empty() => None,
                    _ => Some((Cause::of_pending(&ready), ready)),
                }
            })
    }

    fn issuer(&mut self, request: &CertificateRequest) -> Option<Finding> {
        let key = request.spec.issuer_ref.key(request.namespace())?;
        let Some(issuer) = self.store.get(&key).and_then(|object| object.issuer()) else {
            let words = request
                .condition(condition_type::READY)
                .map(|ready| ready.message.clone());
            self.chain.push(key);
            return Some((Cause::IssuerNotFound, words.unwrap_or_default()));
        };
        if issuer.is_ready() {
            return None;
        }
        let finding = Self::not_ready(issuer);
        self.chain.push(key);
        Some(finding)
    }

    fn not_ready(issuer: &Issuer) -> Finding {
        let Some(ready) = issuer.condition(condition_type::READY) else {
            return (Cause::IssuerStarting, String::new());
        };
        let cause = Cause::of_issuer(&ready.reason, &ready.message);
        (cause, ready.message.clone())
    }

    fn order(&mut self, request: &CertificateRequest) -> Option<Finding> {
        let store = self.store;
        let order = store
            .owned_by(&request.metadata.uid)
            .find_map(|object| object.order())?;
        let key = Object::Order(order.clone()).key();
        self.chain.push(key.clone());
        let event = store
            .events_of(&key)
            .into_iter()
            .rev()
            .find(|event| event.reason == "Solver");
        let reason = order.status.reason.clone();
        match &order.status.state {
            Some(State::Errored) => Some((Cause::of_refusal(&reason), reason)),
            Some(State::Valid) => {
                self.chain.pop();
                None
            }
            _ => {
                if let Some(event) = event {
                    return Some((Cause::NoSolver, event.message.clone()));
                }
                self.challenge(order).or_else(|| match &order.status.state {
                    None => Some((Cause::OrderNotPlaced, reason.clone())),
                    Some(State::Invalid | State::Expired) => {
                        Some((Cause::OrderInvalid, reason.clone()))
                    }
                    _ => Some((Cause::Working, reason.clone())),
                })
            }
        }
    }

    fn challenge(&mut self, order: &Order) -> Option<Finding> {
        let store = self.store;
        let mut challenges: Vec<&Challenge> = store
            .owned_by(&order.metadata.uid)
            .filter_map(|object| object.challenge())
            .filter(|challenge| challenge.status.state != Some(State::Valid))
            .collect();
        // One that failed says more than one that waits, one that waits for a
        // person more than one that waits for its turn.
        challenges.sort_by_key(|challenge| match &challenge.status.state {
            Some(state) if state.is_failure() => 0,
            _ if challenge.status.processing => 1,
            _ => 2,
        });
        let challenge = challenges.first()?;
        let key = Object::Challenge((*challenge).clone()).key();
        self.chain.push(key.clone());
        let reason = challenge.status.reason.clone();
        let cause = match &challenge.status.state {
            Some(State::Expired) => Cause::AuthorizationExpired,
            Some(state) if state.is_failure() => Cause::of_validation(&reason),
            _ if !challenge.status.processing => Cause::NotScheduled,
            _ if !challenge.status.presented => {
                let failed = store
                    .events_of(&key)
                    .into_iter()
                    .rev()
                    .find(|event| event.reason == "PresentError");
                return Some(match failed {
                    Some(event) => (Cause::NotPresented, event.message.clone()),
                    None => (Cause::Working, reason),
                });
            }
            _ if reason.is_empty() => Cause::Working,
            _ => Cause::of_self_check(&reason),
        };
        Some((cause, reason))
    }

    /// What to type: look at the broken link, then mend it.
    fn commands(&self, cause: Cause, certificate: &ObjectKey) -> Vec<String> {
        let typed = |verb: &str, key: &ObjectKey| {
            let kind = key.kind.as_str().to_lowercase();
            format!("{verb} {kind} {}{}", key.name, in_namespace(key))
        };
        let mut commands = Vec::new();
        if let Some(broken) = self.chain.last() {
            if self.store.get(broken).is_some() {
                commands.push(typed("kubectl describe", broken));
            }
            match cause {
                Cause::NotApproved => commands.push(format!(
                    "cmctl approve {}{}",
                    broken.name,
                    in_namespace(broken)
                )),
                Cause::LeftoverAccountKey
                | Cause::AccountKey
                | Cause::CaSecretMissing
                | Cause::CaSecretInvalid => commands.extend(self.secret_of(broken)),
                Cause::IssuerNotFound => {
                    let namespace = in_namespace(broken);
                    commands.push(format!("kubectl get {}{namespace}", broken.kind.plural()));
                }
                _ => {}
            }
        }
        if cause.is_tried_again_by_hand() {
            commands.push(format!(
                "cmctl renew {}{}",
                certificate.name,
                in_namespace(certificate)
            ));
        } else {
            commands.push(format!(
                "cmctl status certificate {}{}",
                certificate.name,
                in_namespace(certificate)
            ));
        }
        commands
    }

    /// The Secret that an issuer reads.
    fn secret_of(&self, issuer: &ObjectKey) -> Option<String> {
        let found = self.store.get(issuer)?.issuer()?;
        let ca = found.spec.ca.as_ref().map(|ca| ca.secret_name.clone());
        let name = ca.or_else(|| {
            let acme = found.spec.acme.as_ref()?;
            Some(acme.private_key_secret_ref.name.clone())
        })?;
        let namespace = match issuer.kind {
            Kind::ClusterIssuer => " -n cert-manager".to_owned(),
            _ => in_namespace(issuer),
        };
        Some(format!("kubectl describe secret {name}{namespace}"))
    }
}

fn in_namespace(key: &ObjectKey) -> String {
    match key.namespace.as_deref() {
        None | Some("default") => String::new(),
        Some(namespace) => format!(" -n {namespace}"),
    }
}

/// What is due and not done for so long hangs.
const STALE_SECS: u64 = 120;
