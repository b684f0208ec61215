//! The Challenges of an Order.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::solvers;
use crate::acme::challenge::{dns01_value, key_authorization};
use crate::acme::jose::Jwk;
use crate::certmanager::api::{
    AcmeIssuer, Challenge, ChallengeSpec, ChallengeType, Object, Order, OrderAuthorization, State,
    annotations,
};
use crate::certmanager::names;
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, Stop, retry};
use crate::kube::{Kind, ObjectMeta, OwnerReference, Resource as _};
use crate::x509::PublicKey;

/// Creates the Challenges that an Order needs, deletes those that it does not,
/// and goes on only when they are the right ones.
pub(super) fn ensure(
    pass: &mut Pass<'_>,
    order: &Order,
    acme: &AcmeIssuer,
    account_key: &PublicKey,
) -> Flow {
    let mut required = Vec::new();
    for authorization in &order.status.authorizations {
        // Proved before, and the CA remembers.
        if authorization.initial_state == Some(State::Valid) {
            continue;
        }
        let Some(spec) = spec(order, acme, authorization) else {
            pass.warning("Solver", NO_SOLVER);
            return ControlFlow::Break(Stop::Settled);
        };
        required.push((names::challenge_name(&order.metadata.name, &spec), spec));
    }
    let names: BTreeSet<&str> = required.iter().map(|(name, _)| name.as_str()).collect();
    let missing: Vec<&(String, ChallengeSpec)> = required
        .iter()
        .filter(|(name, _)| {
            let key = pass.key.sibling(Kind::Challenge, name);
            pass.store.get(&key).is_none()
        })
        .collect();
    if !missing.is_empty() {
        let jwk = match Jwk::try_from(account_key) {
            Ok(jwk) => jwk,
            Err(error) => return retry(error.to_string()),
        };
        for (name, spec) in missing {
            create(pass, order, name, spec, &jwk);
        }
        return ControlFlow::Break(Stop::Settled);
    }
    let left_over: Vec<&Challenge> = owned(pass, order)
        .into_iter()
        .filter(|challenge| !names.contains(challenge.metadata.name.as_str()))
        .collect();
    if left_over.is_empty() {
        return DONE;
    }
    for challenge in left_over {
        pass.delete(Object::Challenge(challenge.clone()).key());
    }
    ControlFlow::Break(Stop::Settled)
}

/// The Challenges that an Order controls.
pub(super) fn owned<'a>(pass: &Pass<'a>, order: &Order) -> Vec<&'a Challenge> {
    let uid = &order.metadata.uid;
    pass.store
        .owned_by(uid)
        .filter_map(|object| object.challenge())
        .filter(|challenge| challenge.metadata.is_controlled_by(uid))
        .collect()
}

/// Deletes them all: the Order is complete.
pub(super) fn delete_all(pass: &mut Pass<'_>, order: &Order) {
    for challenge in owned(pass, order) {
        pass.delete(Object::Challenge(challenge.clone()).key());
    }
}

/// What proves an authorization, the key left out.
fn spec(
    order: &Order,
    acme: &AcmeIssuer,
    authorization: &OrderAuthorization,
) -> Option<ChallengeSpec> {
    let wildcard = authorization.wildcard.unwrap_or(false);
    let domain = if wildcard {
        format!("*.{}", authorization.identifier)
    } else {
        authorization.identifier.clone()
    };
    let choice = solvers::pick(
        &acme.solvers,
        &order.metadata.labels,
        &domain,
        &authorization.challenges,
    )?;
    Some(ChallengeSpec {
        url: choice.challenge.url.clone(),
        authorization_url: authorization.url.clone(),
        dns_name: authorization.identifier.clone(),
        wildcard,
        challenge_type: choice.challenge_type,
        token: choice.challenge.token.clone(),
        key: String::new(),
        solver: choice.solver.clone(),
        issuer_ref: order.spec.issuer_ref.clone(),
    })
}

fn create(pass: &mut Pass<'_>, order: &Order, name: &str, spec: &ChallengeSpec, jwk: &Jwk) {
    let proof = key_authorization(&spec.token, jwk);
    let key = match spec.challenge_type {
        ChallengeType::Dns01 => dns01_value(&proof),
        ChallengeType::Http01 => proof,
    };
    pass.create(Object::Challenge(Challenge {
        metadata: ObjectMeta {
            labels: order.metadata.labels.clone(),
            annotations: order.metadata.annotations.clone(),
            owner_references: vec![OwnerReference::controlling(Kind::Order, &order.metadata)],
            finalizers: vec![annotations::CHALLENGE_FINALIZER.to_owned()],
            ..ObjectMeta::named(order.namespace(), name)
        },
        spec: ChallengeSpec {
            key,
            ..spec.clone()
        },
        ..Challenge::default()
    }));
    pass.normal(
        "Created",
        format!(
            "Created Challenge resource {name:?} for domain {:?}",
            spec.dns_name
        ),
    );
}

const NO_SOLVER: &str = "Failed to determine a valid solver configuration for the set of domains on the Order: no configured challenge solvers can be used for this challenge";
