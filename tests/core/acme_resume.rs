//! Nothing is lost and nothing is done twice: nonces refused, tabs closed, networks gone.

use certlab::acme::client::{Error, Operation, Outcome, Session};
use certlab::ca::Faults;
use certlab::entropy::{Entropy as _, SeededEntropy};

use crate::acme_world::{Fate, NAMES, World};

#[test]
fn a_storm_of_bad_nonces_is_weathered() {
    for (seed, percent) in [(3, 30), (4, 50), (5, 80)] {
        let mut world = World::new(seed);
        world.ca.set_faults(Faults {
            reject_nonces_percent: percent,
            ..Faults::default()
        });
        assert_eq!(world.issue(&NAMES).len(), 2);
        assert_eq!(world.ca.counts(), (1, 1), "{percent} %");
    }
}

#[test]
fn twenty_retries_are_enough_and_the_limit_is_worth_another_try() {
    let mut world = World::new(6);
    world.ca.set_faults(Faults {
        reject_nonces_percent: 100,
        ..Faults::default()
    });
    let error = world
        .run(Operation::Register {
            contacts: Vec::new(),
            agree_to_terms: true,
            only_existing: false,
            customer: None,
        })
        .unwrap_err();
    assert!(matches!(error, Error::BadNonceLimit(_)));
    assert!(error.transient() && !error.is_acme_4xx());
    let posts = world
        .requests
        .iter()
        .filter(|request| !request.body.is_empty());
    assert_eq!(posts.count(), 21);
    world.ca.set_faults(Faults::default());
    assert_eq!(world.issue(&NAMES).len(), 2);
}

#[test]
fn whatever_gets_lost_at_any_one_step_there_is_one_account_one_order_one_certificate() {
    let steps = {
        let mut world = World::new(7);
        world.issue(&NAMES);
        world.steps
    };
    for fate in [
        Fate::DiesBefore,
        Fate::DiesAfter,
        Fate::LostBefore,
        Fate::LostAfter,
    ] {
        for cut in 1..=steps {
            let mut world = World::new(7);
            world.fate = Box::new(move |step| if step == cut { fate } else { Fate::Fine });
            assert_eq!(world.issue(&NAMES).len(), 2, "{fate:?} at {cut}");
            let counts = (world.ca.counts(), world.ca.certificate_count());
            assert_eq!(counts, ((1, 1), 1), "{fate:?} at {cut}");
        }
    }
}

#[test]
fn a_tab_that_dies_again_and_again_under_a_nonce_storm_still_orders_once() {
    for seed in 0..40 {
        let mut world = World::new(seed);
        world.ca.set_faults(Faults {
            reject_nonces_percent: 30,
            ..Faults::default()
        });
        let mut chance = SeededEntropy::new([seed ^ 0xff; 32]);
        world.fate = Box::new(move |_| {
            let mut die = [0];
            chance.fill(&mut die);
            match die[0] {
                0..12 => Fate::DiesBefore,
                12..24 => Fate::DiesAfter,
                24..36 => Fate::LostBefore,
                36..48 => Fate::LostAfter,
                _ => Fate::Fine,
            }
        });
        assert_eq!(world.issue(&NAMES).len(), 2, "seed {seed}");
        let counts = (world.ca.counts(), world.ca.certificate_count());
        assert_eq!(counts, ((1, 1), 1), "seed {seed}");
    }
}

#[test]
fn a_lost_order_is_found_behind_many_others_and_only_if_it_is_open() {
    let mut world = World::new(8);
    for number in 0..30 {
        let name = format!("n{number}.example.test");
        world.register().unwrap();
        world.new_order(&[name.as_str()]).unwrap();
    }
    // The thirty-first is lost after the server made it.
    let at = world.steps + 2;
    world.fate = Box::new(move |step| {
        if step == at {
            Fate::DiesAfter
        } else {
            Fate::Fine
        }
    });
    let (lost, _) = world.new_order(&NAMES).unwrap();
    assert_eq!(world.ca.counts(), (1, 31));
    let pages = world
        .requests
        .iter()
        .filter(|request| request.url.contains("/orders"));
    assert_eq!(pages.count(), 2);
    // The same names again are a new order: nothing is in doubt now.
    let (again, _) = world.new_order(&NAMES).unwrap();
    assert_ne!(lost, again);
    assert_eq!(world.ca.counts(), (1, 32));
}

#[test]
fn a_second_client_with_the_same_key_finds_the_account() {
    let mut world = World::new(9);
    let Ok(Outcome::Account { url, .. }) = world.register() else {
        panic!("no account");
    };
    world.session = Session::new(world.ca.directory_url(), world.account_key.public_key());
    // No registration: the account is found by its key before the order.
    world.new_order(&NAMES).unwrap();
    assert_eq!(world.session.account_url, Some(url));
    assert_eq!(world.ca.counts(), (1, 1));
}
