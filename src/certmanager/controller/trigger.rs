//! Must a Certificate be (re-)issued? (`certificates-trigger`)

use std::ops::ControlFlow;
use std::time::Duration;

use crate::certmanager::api::{Certificate, Object, Secret, annotations, condition_type, index};
use crate::certmanager::policy::{self, Input};
use crate::certmanager::runtime::pass::{Flow, Pass, Stop};
use crate::kube::{ConditionStatus, NewCondition, set_condition};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let certificate = pass.certificate()?;
    if certificate.issuing().is_some() {
        // Only its success or failure ends an issuance.
        return ControlFlow::Break(Stop::Settled);
    }
    let secret = pass.secret(certificate.namespace(), &certificate.spec.secret_name);
    if !owns_secret(pass, certificate, secret) {
        return ControlFlow::Break(Stop::Until(pass.now + RECHECK_OWNERSHIP));
    }
    let current = match certificate.status.revision {
        Some(revision) => pass.request_at(certificate, revision)?,
        None => None,
    };
    let next = pass.request_at(certificate, certificate.next_revision())?;
    let limits = pass.settings.backoff;
    if let Some(wait) = policy::remaining_backoff(certificate, next, limits, pass.now) {
        return ControlFlow::Break(Stop::Until(pass.now + wait));
    }
    let violation = policy::trigger_violation(&Input {
        certificate,
        current_request: current,
        secret,
        now: pass.now,
    });
    let violation = violation.map(|violation| {
        if violation.reason != "WindowError" {
            return violation;
        }
        pass.warning(
            violation.reason,
            format!(
                "Renewing certificate without satisfying renewal windows due to {}",
                violation.message
            ),
        );
        let announced = certificate.status.renewal_time;
        policy::Violation {
            reason: "Renewing",
            message: format!(
                "Renewing certificate without satisfying renewal windows at: {}",
                announced.map_or_else(|| "<nil>".to_owned(), crate::clock::Timestamp::go_string)
            ),
        }
    });
    let Some(violation) = violation else {
        return match certificate.status.renewal_time {
            Some(at) if at > pass.now => ControlFlow::Break(Stop::Until(at)),
            _ => ControlFlow::Break(Stop::Settled),
        };
    };
    let mut certificate = certificate.clone();
    set_condition(
        &mut certificate.status.conditions,
        NewCondition {
            condition_type: condition_type::ISSUING,
            status: ConditionStatus::True,
            reason: violation.reason,
            message: violation.message.clone(),
            observed_generation: Some(certificate.metadata.generation),
        },
        pass.now,
    );
    pass.update(Object::Certificate(certificate));
    pass.normal("Issuing", violation.message);
    ControlFlow::Break(Stop::Settled)
}

/// Whether a Certificate may write its Secret: of several that name the same,
/// the one that the Secret names, else the oldest.
fn owns_secret(pass: &Pass<'_>, certificate: &Certificate, secret: Option<&Secret>) -> bool {
    let term = index::target_secret(certificate.namespace(), &certificate.spec.secret_name);
    let rivals = || {
        pass.store
            .indexed(&term)
            .filter_map(|object| object.certificate())
    };
    let named = secret.and_then(|secret| secret.metadata.annotation(annotations::CERTIFICATE_NAME));
    let owner = rivals()
        .find(|rival| Some(rival.metadata.name.as_str()) == named)
        .or_else(|| {
            rivals().min_by_key(|rival| (rival.metadata.creation_timestamp, &rival.metadata.name))
        });
    owner.is_none_or(|owner| owner.metadata.uid == certificate.metadata.uid)
}

/// How soon a Certificate looks again whether its Secret is its own.
const RECHECK_OWNERSHIP: Duration = Duration::from_mins(3);
