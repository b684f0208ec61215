//! What must be so after every step (behaviour document, section 9).

use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

use certlab::certmanager::api::{Certificate, Object, State, condition_type};
use certlab::kube::{Condition, Kind, Resource as _, Store};

/// The step before: every object, in the store's order.
#[derive(Default)]
pub(crate) struct Invariants {
    before: Vec<Rc<Object>>,
}

impl Invariants {
    pub(crate) fn check(&mut self, store: &Store<Object>) {
        let mut known = self.before.iter().peekable();
        let mut changed = Vec::new();
        let mut same = self.before.len() == store.len();
        for (place, object) in store.iter().enumerate() {
            // What did not change was right before.
            if known.next_if(|known| Rc::ptr_eq(known, object)).is_some() {
                continue;
            }
            let key = object.key();
            while known.next_if(|known| known.key() < key).is_some() {
                same = false;
            }
            let before = known.next_if(|known| known.key() == key);
            same &= before.is_some();
            // One of the same name may be another.
            let before = before.filter(|known| known.meta().uid == object.meta().uid);
            changed.push((place, Rc::clone(object)));
            check_object(store, before, object);
        }
        check_challenges(store);
        if same {
            for (place, object) in changed {
                self.before[place] = object;
            }
        } else {
            self.before = store.iter().cloned().collect();
        }
    }
}

fn check_object(store: &Store<Object>, before: Option<&Rc<Object>>, object: &Rc<Object>) {
    check_conditions(before, object);
    check_owner(store, object);
    match &**object {
        Object::Certificate(_) => check_certificate(store, before, object),
        Object::CertificateRequest(request) => {
            let signed = request.status.certificate.is_some();
            assert!(
                !signed || request.is(condition_type::APPROVED),
                "signed unapproved"
            );
            assert!(
                !signed || !request.is(condition_type::DENIED),
                "signed though denied"
            );
        }
        Object::Order(order) => {
            let known = before.and_then(|before| before.order());
            if let Some(known) = known
                && known.status.state.as_ref().is_some_and(State::is_failure)
            {
                assert_eq!(known.status, order.status, "a failed Order was modified");
            }
        }
        _ => {}
    }
}

/// Nothing outlives its owner, and a Certificate has one temporary key and one
/// next request at most.
fn check_owner(store: &Store<Object>, object: &Object) {
    let Some(owner) = object.meta().controller() else {
        return;
    };
    let kind: Kind = owner.kind.parse().unwrap();
    let found = store.get(&object.key().sibling(kind, &owner.name));
    let found = found.filter(|found| found.meta().uid == owner.uid);
    let held = !object.meta().finalizers.is_empty();
    assert!(found.is_some() || held, "{} is an orphan", object.key());
    if let Some(certificate) = found.and_then(|found| found.certificate()) {
        check_parts(store, certificate);
    }
}

fn conditions(object: &Object) -> &[Condition] {
    match object {
        Object::Certificate(object) => &object.status.conditions,
        Object::CertificateRequest(object) => &object.status.conditions,
        Object::Issuer(object) | Object::ClusterIssuer(object) => &object.status.conditions,
        _ => &[],
    }
}

fn check_conditions(before: Option<&Rc<Object>>, object: &Object) {
    let Some(before) = before else {
        return;
    };
    for known in conditions(before) {
        let now = certlab::kube::condition(conditions(object), &known.condition_type);
        if let Some(now) = now.filter(|now| now.status == known.status) {
            // A condition may be removed and set anew within one step.
            if known.condition_type != condition_type::ISSUING {
                assert_eq!(
                    now.last_transition_time, known.last_transition_time,
                    "{now:?}"
                );
            }
        }
    }
}

fn check_certificate(store: &Store<Object>, before: Option<&Rc<Object>>, object: &Object) {
    let certificate = object.certificate().unwrap();
    let status = &certificate.status;
    check_parts(store, certificate);

    let attempts = status.failed_issuance_attempts.unwrap_or(0);
    assert_eq!(
        attempts > 0,
        status.last_failure_time.is_some(),
        "attempts and failure time differ"
    );

    if let Some(known) = before.and_then(|before| before.certificate()) {
        check_backoff(known, certificate);
        let (known, now) = (
            known.status.revision.unwrap_or(0),
            status.revision.unwrap_or(0),
        );
        assert!(
            now == known || now == known + 1,
            "revision from {known} to {now}"
        );
    }
}

/// Who failed waits 1, 2, 4 … 32 hours, unless somebody renews or edits.
fn check_backoff(known: &Certificate, certificate: &Certificate) {
    let (Some(issuing), None, Some(failed)) = (
        certificate.issuing(),
        known.issuing(),
        known.status.last_failure_time,
    ) else {
        return;
    };
    let edited = known
        .condition("Issuing")
        .and_then(|c| c.observed_generation)
        != Some(certificate.metadata.generation);
    if issuing.reason == "ManuallyTriggered" || edited {
        return;
    }
    let attempts = known.status.failed_issuance_attempts.unwrap();
    let hours = 1_u64 << (attempts - 1).min(5);
    let waited = issuing.last_transition_time.unwrap().since(failed);
    assert!(
        waited >= Duration::from_hours(hours),
        "waited {waited:?} after {attempts} failures"
    );
}

fn check_parts(store: &Store<Object>, certificate: &Certificate) {
    let uid = &certificate.metadata.uid;
    let next = certificate.next_revision();
    let requests = store
        .owned_by(uid)
        .filter_map(|object| object.certificate_request())
        .filter(|request| request.revision() == Some(next));
    assert!(requests.count() <= 1, "two requests for one revision");

    let temporary = store
        .owned_by(uid)
        .filter(|object| object.secret().is_some())
        .count();
    assert!(temporary <= 1, "two temporary keys");
}

fn check_challenges(store: &Store<Object>) {
    let mut in_progress = BTreeSet::new();
    for challenge in store
        .list(Kind::Challenge)
        .filter_map(|object| object.challenge())
    {
        if challenge.status.processing {
            let pair = (&challenge.spec.dns_name, challenge.spec.challenge_type);
            assert!(
                in_progress.insert(pair),
                "two Challenges in progress for {pair:?}"
            );
        }
        if challenge.is_final() && !challenge.status.processing {
            assert!(
                challenge.metadata.finalizers.is_empty(),
                "flags cleared before the finalizer"
            );
        }
    }
}
