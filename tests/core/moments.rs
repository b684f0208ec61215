//! Travelling through long runs: how far each moment is, and what an object was.

use std::rc::Rc;
use std::time::Duration;

use certlab::kube::{Kind, ObjectKey};
use certlab::lab::{Action, Entry, Lab, Tape, World};

use crate::recorded::{run, start};

#[test]
fn any_moment_of_ten_thousand_events_is_a_few_steps_away() {
    let entries: Vec<Rc<Entry>> = (0..10_000)
        .map(|seq| {
            let wall = start() + Duration::from_secs(seq);
            Rc::new(Entry {
                seq,
                wall,
                at: wall,
                action: Action::Wake,
            })
        })
        .collect();
    let mut tape = Tape::new(World::Practice, [3; 32], entries);
    assert!(!tape.is_prepared());
    assert_eq!(tape.steps_to(9_999), 9_999);
    let mut rounds = 0;
    while tape.prepare() {
        rounds += 1;
        // Each round costs as much as a moment does.
        assert_eq!(tape.steps_to(rounds * Tape::EVERY), 0);
    }
    assert!(tape.is_prepared());
    assert_eq!(rounds, 10_000 / Tape::EVERY);
    for moment in 0..=10_000 {
        let steps = tape.steps_to(moment);
        assert!(steps < Tape::EVERY, "{steps} steps to moment {moment}");
    }
    assert_eq!(tape.at(usize::MAX).transcript().len(), 10_000);
}

#[test]
fn the_history_of_an_object_has_each_of_its_states() {
    let run = run();
    let (tape, entries) = (&run.tape, run.bench.lab.transcript());
    for (kind, name) in [
        (Kind::Certificate, "ec"),
        (Kind::Secret, "ec-pkcs8-tls"),
        (Kind::Issuer, "practice"),
        (Kind::Secret, "nobody"),
    ] {
        let key = ObjectKey::new(kind, "default", name);
        let mut expected = Vec::new();
        let mut lab = Lab::new(World::Practice, [3; 32]);
        for (moment, entry) in (1..).zip(entries) {
            let before = lab.store().get(&key).cloned();
            lab.apply(entry.action.clone(), entry.wall);
            let object = lab.store().get(&key).cloned();
            if object != before {
                expected.push((moment, object));
            }
        }
        expected.reverse();
        let history = tape.history(&key, usize::MAX, usize::MAX);
        let found: Vec<_> = history
            .into_iter()
            .map(|version| (version.moment, version.object))
            .collect();
        assert_eq!(found, expected, "{kind} {name}");
        let three = tape.history(&key, usize::MAX, 3);
        assert_eq!(three.len(), expected.len().min(3), "{kind} {name}");
    }
}
