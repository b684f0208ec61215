//! Is a Certificate as it should be? (`certificates-readiness`)

use std::ops::ControlFlow;
use std::time::Duration;

use crate::certmanager::api::{Object, condition_type};
use crate::certmanager::policy::{self, Input};
use crate::certmanager::runtime::pass::{Flow, Pass, Stop};
use crate::kube::{ConditionStatus, NewCondition, set_condition};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let certificate = pass.certificate()?;
    let secret = pass.secret(certificate.namespace(), &certificate.spec.secret_name);
    let current = match certificate.status.revision {
        Some(revision) => pass.request_at(certificate, revision)?,
        None => None,
    };
    let violation = policy::readiness_violation(&Input {
        certificate,
        current_request: current,
        secret,
        now: pass.now,
    });
    let (status, reason, message) = match violation {
        Some(violation) => (ConditionStatus::False, violation.reason, violation.message),
        None => (
            ConditionStatus::True,
            "Ready",
            "Certificate is up to date and has not expired".to_owned(),
        ),
    };
    let leaf = secret
        .and_then(|secret| secret.chain()?.ok())
        .and_then(|chain| chain.into_iter().next());
    let dates = leaf.map(|leaf| (leaf.not_before(), leaf.not_after()));

    let mut changed = certificate.clone();
    changed.status.not_before = dates.map(|(not_before, _)| not_before);
    changed.status.not_after = dates.map(|(_, not_after)| not_after);
    let renewal = dates.map(|(not_before, not_after)| {
        let spec = &certificate.spec;
        let suggested = certificate.suggested_window();
        let time = match suggested.filter(|(start, _)| *start > not_before) {
            Some((start, end)) => match certificate.status.renewal_time {
                // Some moment was drawn before: it stays.
                Some(drawn) if (start..=end).contains(&drawn) && spec.renews() => Ok(Some(drawn)),
                _ => {
                    let window = (start, end);
                    policy::suggested_renewal_time(
                        window,
                        not_before,
                        not_after,
                        spec,
                        pass.entropy,
                    )
                }
            },
            None => policy::renewal_time(not_before, not_after, spec),
        };
        time.map_err(|error| {
            let time = policy::unwindowed(not_before, not_after, &certificate.spec);
            (error, time)
        })
    });
    let (status, reason, message) = match &renewal {
        Some(Err((error, _))) => (
            ConditionStatus::False,
            "WindowError",
            format!("Could not calculate renewal time: {error}"),
        ),
        _ => (status, reason, message),
    };
    if reason == "WindowError" && certificate.ready_message() != Some(&message) {
        pass.warning(reason, message.clone());
    }
    changed.status.renewal_time = match renewal {
        Some(Ok(time)) => time,
        Some(Err((_, time))) => Some(time),
        None => None,
    };
    set_condition(
        &mut changed.status.conditions,
        NewCondition {
            condition_type: condition_type::READY,
            status,
            reason,
            message,
            observed_generation: Some(certificate.metadata.generation),
        },
        pass.now,
    );
    pass.update(Object::Certificate(changed));
    match dates {
        // cert-manager notices the end at its next resync; the lab at once.
        Some((_, end)) if end >= pass.now => {
            ControlFlow::Break(Stop::Until(end + Duration::from_secs(1)))
        }
        _ => ControlFlow::Break(Stop::Settled),
    }
}
