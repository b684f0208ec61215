//! What an object is doing, for whom it waits, in one line.

use std::time::Duration;

use certlab::certmanager::api::{
    Certificate, CertificateRequest, Challenge, ChallengeType, Issuer, Object, Order, Secret,
    State as AcmeState,
};
use certlab::certmanager::external;
use certlab::clock::Timestamp;
use certlab::dns::Finding;
use certlab::http::host;
use certlab::kube::{Condition, Kind, ObjectKey, Resource as _};
use certlab::lab::{Lab, WebFinding, practice};

use super::state::{Line, State, Waits};

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// State.
    pub(crate) state: State,
    /// One line.
    pub(crate) line: Line,
    /// For whom it waits.
    pub(crate) waits: Option<Waits>,
}

impl Summary {
    const fn new(state: State, line: Line) -> Self {
        Self {
            state,
            line,
            waits: None,
        }
    }

    const fn waiting(line: Line, waits: Waits) -> Self {
        Self {
            state: State::Waiting,
            line,
            waits: Some(waits),
        }
    }
}

/// Reads an object's state off the lab.
pub(crate) fn summarize(object: &Object, lab: &Lab) -> Summary {
    match object {
        Object::Issuer(issuer) | Object::ClusterIssuer(issuer) => self::issuer(issuer),
        Object::Certificate(certificate) => self::certificate(certificate, lab),
        Object::CertificateRequest(request) => self::request(request, lab),
        Object::Order(order) => self::order(order, lab),
        Object::Challenge(challenge) => self::challenge(challenge, &object.key(), lab),
        Object::Secret(secret) => self::secret(secret),
        Object::Ingress(ingress) => {
            let tls = ingress.spec.tls.iter();
            let secrets: Vec<&str> = tls.map(|entry| entry.secret_name.as_str()).collect();
            Summary::new(State::Ready, Line::Holds(secrets.join(", ")))
        }
    }
}

fn issuer(issuer: &Issuer) -> Summary {
    let acme = issuer.spec.acme.as_ref();
    if issuer.is_ready() {
        let line = match (acme, &issuer.spec.ca) {
            (Some(acme), _) if acme.server == practice::DIRECTORY_URL => Line::RegisteredInPractice,
            (Some(acme), _) => Line::Registered(host(&acme.server).to_owned()),
            (None, Some(ca)) => Line::SignsWith(ca.secret_name.clone()),
            (None, None) if issuer.spec.vault.is_some() => Line::Reason("Vault".to_owned()),
            (None, None) if issuer.spec.venafi.is_some() => Line::Reason("Venafi".to_owned()),
            (None, None) => Line::SignsItself,
        };
        return Summary::new(State::Ready, line);
    }
    match (issuer.condition("Ready"), acme) {
        (Some(ready), _) if ready.reason == "ErrGetKeyPair" => {
            let secret = issuer.spec.ca.as_ref().map(|ca| ca.secret_name.clone());
            Summary::waiting(Line::SignsWith(secret.unwrap_or_default()), Waits::Secret)
        }
        (Some(ready), _) => Summary::new(State::Failed, reason(ready)),
        (None, Some(acme)) => Summary::new(
            State::Working,
            Line::Registering(host(&acme.server).to_owned()),
        ),
        (None, None) => Summary::new(State::Working, Line::New),
    }
}

fn certificate(certificate: &Certificate, lab: &Lab) -> Summary {
    let until = certificate.status.not_after;
    if certificate.issuing().is_some() {
        let asked = lab
            .store()
            .owned_by(&certificate.metadata.uid)
            .any(|object| object.kind() == Kind::CertificateRequest);
        let line = if certificate.is_ready() {
            Line::Reissuing
        } else {
            Line::Issuing
        };
        return if asked {
            Summary::waiting(line, Waits::Request)
        } else {
            Summary::new(State::Working, line)
        };
    }
    if certificate.is_ready() {
        return Summary::new(State::Ready, Line::ValidUntil(until));
    }
    match (
        certificate.condition("Issuing"),
        certificate.condition("Ready"),
    ) {
        (Some(issuing), _) => Summary {
            state: State::Failed,
            line: reason(issuing),
            waits: retry_time(certificate).map(Waits::Until),
        },
        (None, Some(ready)) if ready.reason == "Expired" => {
            Summary::new(State::Failed, reason(ready))
        }
        _ => Summary::new(State::Working, Line::New),
    }
}

/// When a failed issuance is tried again: after 1 h, doubling up to 32 h
/// (cert-manager's `--certificate-request-minimum-backoff-duration`).
pub(crate) fn retry_time(certificate: &Certificate) -> Option<Timestamp> {
    let failed = certificate.status.last_failure_time?;
    let attempts = certificate.status.failed_issuance_attempts.unwrap_or(1);
    let doublings = u32::try_from(attempts.saturating_sub(1))
        .unwrap_or(0)
        .min(5);
    let hours = 1_u64.checked_shl(doublings).unwrap_or(32);
    Some(failed + Duration::from_secs(hours.saturating_mul(3600)))
}

fn request(request: &CertificateRequest, lab: &Lab) -> Summary {
    let is_true = |condition_type: &str| request.is(condition_type);
    if is_true("Ready") {
        return Summary::new(State::Ready, Line::Issued);
    }
    if let Some(denied) = request.condition("Denied") {
        return Summary::new(State::Failed, reason(denied));
    }
    match request.condition("Ready") {
        Some(ready) if ready.reason == "Failed" || ready.reason == "Denied" => {
            return Summary::new(State::Failed, reason(ready));
        }
        _ => {}
    }
    if !is_true("Approved") {
        return Summary::new(State::Working, Line::Approving);
    }
    if external::awaits(request) {
        return Summary::waiting(Line::SignOutside, Waits::Person);
    }
    let ordered = lab
        .store()
        .owned_by(&request.metadata.uid)
        .any(|object| object.kind() == Kind::Order);
    if ordered {
        return Summary::waiting(Line::Signing, Waits::Order);
    }
    let issuer = request
        .spec
        .issuer_ref
        .key(request.namespace())
        .and_then(|key| lab.store().get(&key));
    if issuer.is_some_and(|object| object.issuer().is_some_and(Issuer::is_ready)) {
        Summary::new(State::Working, Line::Signing)
    } else {
        Summary::waiting(Line::Signing, Waits::Issuer)
    }
}

fn order(order: &Order, lab: &Lab) -> Summary {
    let status = &order.status;
    match &status.state {
        None => Summary::new(State::Working, Line::Ordering),
        Some(state) if state.is_failure() => {
            Summary::new(State::Failed, Line::Reason(state.to_string()))
        }
        Some(AcmeState::Valid) if status.certificate.is_some() => {
            Summary::new(State::Ready, Line::Fulfilled)
        }
        Some(AcmeState::Pending) => {
            let challenges = || {
                lab.store()
                    .owned_by(&order.metadata.uid)
                    .filter_map(|object| object.challenge())
            };
            if challenges().next().is_none() {
                return Summary::new(State::Working, Line::Ordering);
            }
            let known = status
                .authorizations
                .iter()
                .filter(|authorization| authorization.initial_state == Some(AcmeState::Valid));
            let proven =
                challenges().filter(|challenge| challenge.status.state == Some(AcmeState::Valid));
            let line = Line::Proven {
                done: known.count() + proven.count(),
                all: status.authorizations.len(),
            };
            Summary::waiting(line, Waits::Challenges)
        }
        Some(_) => Summary::new(State::Working, Line::Finalizing),
    }
}

fn challenge(challenge: &Challenge, key: &ObjectKey, lab: &Lab) -> Summary {
    let status = &challenge.status;
    let name = proven_name(challenge);
    match &status.state {
        Some(AcmeState::Valid) => Summary::new(State::Ready, Line::Proved(name)),
        Some(state) if state.is_failure() => {
            Summary::new(State::Failed, Line::Reason(state.to_string()))
        }
        _ if !status.processing => Summary::waiting(Line::Proving(name), Waits::Turn),
        _ if !status.presented => Summary::new(State::Working, Line::Proving(name)),
        _ if challenge.spec.challenge_type == ChallengeType::Http01 => {
            let check = lab.web_check(key);
            if check.is_some_and(|check| check.finding == Some(WebFinding::Right)) {
                Summary::new(State::Working, Line::Validating(name))
            } else {
                Summary::waiting(Line::PutFile(name), Waits::Person)
            }
        }
        _ => match lab.check(key) {
            Some(check) if check.is_propagated() => {
                Summary::new(State::Working, Line::Validating(name))
            }
            Some(check)
                if check
                    .answers
                    .iter()
                    .any(|row| matches!(row.finding, Some(Finding::Found { .. }))) =>
            {
                Summary::waiting(Line::Proving(name), Waits::Propagation)
            }
            _ => Summary::waiting(Line::PublishRecord(name), Waits::Person),
        },
    }
}

fn secret(secret: &Secret) -> Summary {
    let entries: Vec<&str> = secret.data.keys().map(String::as_str).collect();
    if entries.is_empty() {
        Summary::waiting(Line::New, Waits::Signature)
    } else {
        Summary::new(State::Ready, Line::Holds(entries.join(", ")))
    }
}

/// The name that a Challenge proves, with its star.
pub(crate) fn proven_name(challenge: &Challenge) -> String {
    let star = if challenge.spec.wildcard { "*." } else { "" };
    format!("{star}{}", challenge.spec.dns_name)
}

fn reason(condition: &Condition) -> Line {
    let word = if condition.reason.is_empty() {
        &condition.condition_type
    } else {
        &condition.reason
    };
    Line::Reason(word.clone())
}

#[cfg(test)]
mod tests {
    use certlab::kube::{ConditionStatus, ObjectMeta};
    use certlab::lab::World;

    use super::*;

    fn lab() -> Lab {
        Lab::new(World::Practice, [7; 32])
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_unix_secs(secs)
    }

    fn condition(condition_type: &str, status: ConditionStatus, reason: &str) -> Condition {
        Condition {
            condition_type: condition_type.to_owned(),
            status,
            last_transition_time: None,
            reason: reason.to_owned(),
            message: String::new(),
            observed_generation: None,
        }
    }

    #[test]
    fn a_challenge_goes_from_its_turn_to_a_person_to_an_end() {
        let mut challenge = Challenge {
            metadata: ObjectMeta::named("default", "c"),
            ..Challenge::default()
        };
        challenge.spec.dns_name = "example.test".to_owned();
        challenge.spec.wildcard = true;
        let name = || "*.example.test".to_owned();
        let look = |challenge: &Challenge| summarize(&Object::Challenge(challenge.clone()), &lab());
        assert_eq!(
            look(&challenge),
            Summary::waiting(Line::Proving(name()), Waits::Turn)
        );
        challenge.status.processing = true;
        assert_eq!(look(&challenge).state, State::Working);
        challenge.status.presented = true;
        assert_eq!(
            look(&challenge),
            Summary::waiting(Line::PublishRecord(name()), Waits::Person)
        );
        challenge.status.state = Some(AcmeState::Valid);
        assert_eq!(
            look(&challenge),
            Summary::new(State::Ready, Line::Proved(name()))
        );
        challenge.status.state = Some(AcmeState::Invalid);
        assert_eq!(look(&challenge).state, State::Failed);
    }

    #[test]
    fn a_failed_certificate_says_when_it_is_tried_again() {
        let mut certificate = Certificate::default();
        certificate.status.conditions =
            vec![condition("Issuing", ConditionStatus::False, "Failed")];
        certificate.status.last_failure_time = Some(at(0));
        for (attempts, hours) in [(1, 1), (3, 4), (40, 32)] {
            certificate.status.failed_issuance_attempts = Some(attempts);
            let summary = summarize(&Object::Certificate(certificate.clone()), &lab());
            assert_eq!(summary.state, State::Failed);
            assert_eq!(
                summary.waits,
                Some(Waits::Until(at(hours * 3600))),
                "{attempts}"
            );
        }
    }

    #[test]
    fn an_issuer_without_its_secret_waits_and_with_another_trouble_has_failed() {
        let mut issuer = Issuer::default();
        for (reason, state) in [
            ("ErrGetKeyPair", State::Waiting),
            ("ErrRegisterACMEAccount", State::Failed),
        ] {
            issuer.status.conditions = vec![condition("Ready", ConditionStatus::False, reason)];
            let summary = summarize(&Object::Issuer(issuer.clone()), &lab());
            assert_eq!(summary.state, state, "{reason}");
        }
    }
}
