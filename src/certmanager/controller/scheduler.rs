//! Which Challenges may begin? (the scheduler of the `challenges` controller)
//!
//! cert-manager's scheduler wakes every second. The lab's runs when a
//! Challenge changes: nothing else could alter what it decides.

use std::collections::BTreeSet;

use crate::certmanager::api::{Challenge, ChallengeType, Object, index};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::kube::Resource as _;

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let open: Vec<&Challenge> = pass
        .store
        .indexed(index::OPEN_CHALLENGE)
        .filter_map(|object| object.challenge())
        .collect();
    let in_progress: BTreeSet<Pair<'_>> = open
        .iter()
        .filter(|challenge| challenge.status.processing)
        .map(|challenge| pair(challenge))
        .collect();
    let running = open
        .iter()
        .filter(|challenge| challenge.status.processing)
        .count();
    let mut waiting: Vec<&Challenge> = open
        .into_iter()
        .filter(|challenge| !challenge.status.processing && !challenge.metadata.is_being_deleted())
        .collect();
    // Within one second the uid tells which was first.
    waiting.sort_by_key(|challenge| {
        (
            challenge.metadata.creation_timestamp,
            &challenge.metadata.uid,
        )
    });
    let mut taken = in_progress;
    waiting.retain(|challenge| taken.insert(pair(challenge)));
    let free = pass
        .settings
        .max_concurrent_challenges
        .saturating_sub(running);
    for challenge in waiting.into_iter().take(free.min(AT_ONCE)) {
        let mut challenge = challenge.clone();
        challenge.status.processing = true;
        let object = Object::Challenge(challenge);
        let key = object.key();
        pass.update(object);
        pass.normal_of(key, "Started", "Challenge scheduled for processing");
    }
    DONE
}

/// Two Challenges with the same pair would get in each other's way: `example.com`
/// and `*.example.com` have their records at one name.
type Pair<'a> = (&'a str, ChallengeType);

fn pair(challenge: &Challenge) -> Pair<'_> {
    (&challenge.spec.dns_name, challenge.spec.challenge_type)
}

/// How many are started in one go.
const AT_ONCE: usize = 20;
