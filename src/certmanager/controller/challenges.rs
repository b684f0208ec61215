//! Is a name proved? (`challenges`)

use std::ops::ControlFlow;
use std::time::Duration;

use crate::acme::client::{Error, Operation, Outcome, RetryAfter};
use crate::acme::problem::ProblemType;
use crate::acme::wire::{Authorization, AuthorizationStatus};
use crate::certmanager::api::{Challenge, ChallengeType, Object, State, annotations};
use crate::certmanager::runtime::pass::{AcmeAccount, DONE, Flow, Pass, Stop, UNEXPECTED, retry};
use crate::clock::Timestamp;
use crate::kube;

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let Some(challenge) = pass.object()?.challenge() else {
        return DONE;
    };
    if challenge.metadata.is_being_deleted() || challenge.is_final() {
        clean_up(pass, challenge.clone());
        return DONE;
    }
    if !challenge.status.processing {
        return DONE;
    }
    let finalizers = &challenge.metadata.finalizers;
    if !finalizers.iter().any(|name| is_ours(name)) {
        let mut challenge = challenge.clone();
        let finalizer = annotations::CHALLENGE_FINALIZER.to_owned();
        challenge.metadata.finalizers.push(finalizer);
        pass.update(Object::Challenge(challenge));
        return DONE;
    }
    let (account, _) = pass.acme_account(&challenge.spec.issuer_ref, challenge.namespace())?;
    if challenge.status.state.is_none() {
        return look_first(pass, &account, challenge.clone());
    }
    if challenge.status.state == Some(State::Processing) {
        // Accepted already: some servers refuse to hear it twice.
        return wait(pass, &account, challenge.clone(), None);
    }
    let challenge = present(pass, challenge.clone())?;
    let challenge = self_check(pass, challenge)?;
    accept(pass, &account, challenge)
}

/// What is to be undone comes before the finalizer, the finalizer before the flags.
fn clean_up(pass: &mut Pass<'_>, mut challenge: Challenge) {
    let held = challenge.metadata.finalizers.len();
    // The user published the record and may remove it: nothing to undo here.
    challenge.metadata.finalizers.retain(|name| !is_ours(name));
    if challenge.metadata.finalizers.len() == held {
        challenge.status.processing = false;
        challenge.status.presented = false;
    }
    pass.update(Object::Challenge(challenge));
}

fn is_ours(finalizer: &str) -> bool {
    matches!(
        finalizer,
        annotations::CHALLENGE_FINALIZER | annotations::LEGACY_CHALLENGE_FINALIZER
    )
}

/// Asks how the challenge stands before anything is done for it.
fn look_first(pass: &mut Pass<'_>, account: &AcmeAccount, mut challenge: Challenge) -> Flow {
    let authorization = match authorization(pass, account, &challenge)? {
        Ok((authorization, _)) => authorization,
        Err(error) => return refused(pass, challenge, &error),
    };
    let found = authorization
        .challenges
        .into_iter()
        .find(|found| found.url == challenge.spec.url);
    let Some(found) = found else {
        return retry("challenge was not present in authorization");
    };
    challenge.status.state = Some(State::from_word(found.status.as_str()));
    if let Some(problem) = found.error {
        challenge.status.reason = problem.to_string();
    }
    pass.update(Object::Challenge(challenge));
    DONE
}

/// Has the solver do its part.
fn present(pass: &mut Pass<'_>, mut challenge: Challenge) -> Flow<Challenge> {
    if challenge.status.presented {
        return ControlFlow::Continue(challenge);
    }
    challenge.status.presented = true;
    challenge.status.presented_at = Some(pass.now);
    pass.update(Object::Challenge(challenge.clone()));
    pass.normal(
        "Presented",
        format!(
            "Presented challenge using {} challenge mechanism",
            challenge.spec.challenge_type
        ),
    );
    ControlFlow::Continue(challenge)
}

/// Goes on only when the record or file can be seen: a challenge accepted too
/// early is a failed validation at the CA, a self check costs nothing.
fn self_check(pass: &mut Pass<'_>, mut challenge: Challenge) -> Flow<Challenge> {
    if let Some(wait) = challenge.spec.solver.wait_instead_of_self_check {
        return wait_instead(pass, challenge, wait.span());
    }
    let expected = &challenge.spec.key;
    let checked = match challenge.spec.challenge_type {
        ChallengeType::Dns01 => pass.check_dns(&challenge.record_name(), expected)?,
        ChallengeType::Http01 => pass.check_web(&challenge.file_url(), expected)?,
    };
    let Err(detail) = checked else {
        return ControlFlow::Continue(challenge);
    };
    let detail = if detail.is_empty() {
        format!(
            "DNS record for {:?} not yet propagated",
            challenge.spec.dns_name
        )
    } else {
        detail
    };
    challenge.status.reason = format!(
        "Waiting for {} challenge propagation: {detail}",
        challenge.spec.challenge_type
    );
    pass.update(Object::Challenge(challenge));
    let period = Duration::from_secs(pass.settings.check_retry_secs);
    ControlFlow::Break(Stop::Until(pass.now + period))
}

/// Goes on when the time is over that stands in place of the self check.
fn wait_instead(pass: &mut Pass<'_>, mut challenge: Challenge, wait: Duration) -> Flow<Challenge> {
    let end = challenge.status.presented_at.unwrap_or(pass.now) + wait;
    if end <= pass.now {
        return ControlFlow::Continue(challenge);
    }
    let remaining =
        kube::Duration::from_secs(i64::try_from(end.since(pass.now).as_secs()).unwrap_or(i64::MAX));
    challenge.status.reason = format!(
        "Waiting {remaining} before accepting {} challenge without self-check",
        challenge.spec.challenge_type
    );
    pass.update(Object::Challenge(challenge));
    ControlFlow::Break(Stop::Until(end))
}

/// Has the server look.
fn accept(pass: &mut Pass<'_>, account: &AcmeAccount, mut challenge: Challenge) -> Flow {
    let operation = Operation::Accept {
        challenge_url: challenge.spec.url.clone(),
    };
    let (result, accepted_at) = pass.acme_at(account, operation)?;
    match result {
        Ok(Outcome::Challenge {
            challenge: found, ..
        }) => {
            // A final state is the authorization's to tell.
            let state = State::from_word(found.status.as_str());
            if !state.is_final() {
                challenge.status.state = Some(state);
            }
        }
        Ok(_) => return retry(UNEXPECTED),
        Err(error) => {
            challenge.status.reason = format!("Error accepting challenge: {error}");
            return refused(pass, challenge, &error);
        }
    }
    pass.update(Object::Challenge(challenge.clone()));
    wait(pass, account, challenge, Some(accepted_at))
}

/// Waits for what the server finds.
fn wait(
    pass: &mut Pass<'_>,
    account: &AcmeAccount,
    mut challenge: Challenge,
    accepted_at: Option<Timestamp>,
) -> Flow {
    let again = |at: Timestamp| {
        let call = account.call(Operation::Authorization {
            url: challenge.spec.authorization_url.clone(),
        });
        ControlFlow::Break(Stop::Again(Box::new(call), at))
    };
    let (authorization, retry_after) = match authorization(pass, account, &challenge)? {
        Ok(found) => found,
        // That it was accepted is kept: only the question is asked again.
        Err(error) if error.transient() => return again(pass.now + AFTER_ERROR),
        Err(error) => return refused(pass, challenge, &error),
    };
    match authorization.status {
        AuthorizationStatus::Valid => {
            challenge.status.state = Some(State::Valid);
            "Successfully authorized domain".clone_into(&mut challenge.status.reason);
            let (domain, kind) = (&challenge.spec.dns_name, challenge.spec.challenge_type);
            let message = format!("Domain {domain:?} verified with \"{kind}\" validation");
            pass.normal("DomainVerified", message);
            pass.update(Object::Challenge(challenge));
            DONE
        }
        AuthorizationStatus::Pending => {
            if accepted_at.is_some_and(|at| pass.now.since(at) >= AUTHORIZATION_TIMEOUT) {
                return retry("context deadline exceeded");
            }
            let at = retry_after.map_or(pass.now + POLL, RetryAfter::moment);
            again(at.max(pass.now + Duration::from_secs(1)))
        }
        ref status => {
            let error = authorization_error(&challenge, &authorization);
            challenge.status.state = Some(State::from_word(status.as_str()));
            challenge.status.reason = format!("Error accepting authorization: {error}");
            pass.warning(
                "Failed",
                format!("Accepting challenge authorization failed: {error}"),
            );
            pass.update(Object::Challenge(challenge));
            DONE
        }
    }
}

/// The authorization as the server has it.
fn authorization(
    pass: &mut Pass<'_>,
    account: &AcmeAccount,
    challenge: &Challenge,
) -> Flow<Result<(Authorization, Option<RetryAfter>), Error>> {
    let operation = Operation::Authorization {
        url: challenge.spec.authorization_url.clone(),
    };
    match pass.acme(account, operation)? {
        Ok(Outcome::Authorization {
            authorization,
            retry_after,
            ..
        }) => ControlFlow::Continue(Ok((authorization, retry_after))),
        Ok(_) => retry(UNEXPECTED),
        Err(error) => ControlFlow::Continue(Err(error)),
    }
}

/// The server refused a call, or could not be asked.
fn refused(pass: &mut Pass<'_>, mut challenge: Challenge, error: &Error) -> Flow {
    let malformed = error
        .problem()
        .is_some_and(|problem| problem.kind == ProblemType::Malformed);
    if error.transient() {
        pass.update(Object::Challenge(challenge));
        return retry(error.to_string());
    } else if malformed {
        // The authorization is gone: its time was up, or it was decided otherwise.
        challenge.status.state = Some(State::Expired);
    } else if error.is_acme_4xx() {
        challenge.status.state = Some(State::Errored);
        challenge.status.reason = format!("Failed to retrieve Order resource: {error}");
    } else {
        challenge.status.state = Some(State::Errored);
        challenge.status.reason = format!("unexpected non-ACME API error: {error}");
    }
    pass.update(Object::Challenge(challenge));
    DONE
}

/// As golang.org/x/crypto/acme prints why an authorization failed.
fn authorization_error(challenge: &Challenge, authorization: &Authorization) -> String {
    let errors: Vec<String> = authorization
        .challenges
        .iter()
        .filter_map(|challenge| challenge.error.as_ref())
        .map(ToString::to_string)
        .collect();
    format!(
        "acme: authorization error for {}: {}",
        challenge.spec.dns_name,
        errors.join("; ")
    )
}

/// How long to wait for an authorization before the challenge is accepted anew.
const AUTHORIZATION_TIMEOUT: Duration = Duration::from_mins(2);

/// How soon to ask again after an error on the way.
const AFTER_ERROR: Duration = Duration::from_secs(5);

/// How soon to look again if the server does not say (golang.org/x/crypto/acme).
const POLL: Duration = Duration::from_secs(1);
