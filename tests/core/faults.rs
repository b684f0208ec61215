//! The whole lab against a practice CA that misbehaves: whatever the fault and
//! wherever it strikes, the flow ends in a certificate or in a clear message,
//! with one account and no order too many.

use std::time::Duration;

use certlab::ca::{AuthorizationFault, CaChange, ConnectionFault, Faults, RefusalFault, Step};
use certlab::kube::Kind;
use certlab::lab::Action;

use crate::journey::{TestBench, acme_manifest};

const STEPS: [Step; 9] = [
    Step::Directory,
    Step::NewNonce,
    Step::NewAccount,
    Step::NewOrder,
    Step::Authorization,
    Step::Challenge,
    Step::Order,
    Step::Finalize,
    Step::Certificate,
];

/// What strikes single requests.
fn passing() -> Vec<(&'static str, Faults)> {
    let refused = |fault| Faults {
        refusal: Some(fault),
        ..Faults::default()
    };
    let lost = |fault| Faults {
        connection: Some(fault),
        ..Faults::default()
    };
    vec![
        (
            "429 with Retry-After",
            refused(RefusalFault::TooManyRetryAfter),
        ),
        ("429", refused(RefusalFault::TooMany)),
        ("500", refused(RefusalFault::InternalError)),
        ("503", refused(RefusalFault::Unavailable)),
        ("lost before", lost(ConnectionFault::Before)),
        ("lost after", lost(ConnectionFault::After)),
    ]
}

/// What holds until it is switched off, and what somebody reads meanwhile; no
/// text where a certificate comes all the same.
fn lasting() -> Vec<(&'static str, Faults, Option<&'static str>)> {
    let usual = Faults::default();
    let proofs = |fault| Faults {
        authorization: Some(fault),
        ..usual
    };
    let nonces = |reject_nonces_percent| Faults {
        reject_nonces_percent,
        ..usual
    };
    let skew = |clock_skew_secs| Faults {
        clock_skew_secs,
        ..usual
    };
    vec![
        ("every second nonce refused", nonces(50), None),
        ("every nonce refused", nonces(100), Some("nonce")),
        (
            "slow",
            Faults {
                latency_ms: 900,
                ..usual
            },
            None,
        ),
        (
            "processing lasts",
            Faults {
                processing_secs: 20,
                ..usual
            },
            None,
        ),
        (
            "wrong TXT",
            proofs(AuthorizationFault::Wrong),
            Some("Incorrect TXT record"),
        ),
        (
            "NXDOMAIN",
            proofs(AuthorizationFault::NxDomain),
            Some("NXDOMAIN looking up TXT"),
        ),
        (
            "SERVFAIL",
            proofs(AuthorizationFault::ServFail),
            Some("SERVFAIL looking up TXT"),
        ),
        (
            "CAA",
            proofs(AuthorizationFault::Caa),
            Some("prevents issuance"),
        ),
        (
            "orders expire",
            Faults {
                expire_orders: true,
                ..usual
            },
            Some(""),
        ),
        ("clock ahead", skew(86_400), Some("")),
        ("clock behind", skew(-86_400), None),
        (
            "no intermediate",
            Faults {
                omit_intermediate: true,
                ..usual
            },
            None,
        ),
    ]
}

#[test]
fn a_fault_at_any_step_ends_in_a_certificate_or_a_clear_message_with_one_account_and_one_order() {
    for (name, fault) in passing() {
        for step in STEPS {
            let mut lab = TestBench::new();
            let strikes = Faults {
                step,
                times: Some(1),
                ..fault
            };
            set(&mut lab, strikes);
            lab.apply_yaml(&acme_manifest());
            let ready = live(&mut lab);
            let (accounts, orders) = counts(&lab);
            eprintln!("{name:22} {step:14?} {ready} {accounts} {orders}");
            // cert-manager takes a 4xx to a registration for good, and says so.
            let told = told(&lab);
            assert!(
                ready || told.contains("by a fault switch"),
                "{name} at {step:?}:\n{told}"
            );
            assert!(accounts == usize::from(orders > 0), "{name} at {step:?}");
            // What a server refuses for good is asked for anew, in an order of its own.
            let most = if fault.connection.is_some() { 1 } else { 2 };
            assert!(
                orders <= most,
                "{name} at {step:?}: {orders} orders\n{told}"
            );
        }
    }
}

#[test]
fn a_fault_that_lasts_is_told_and_passes_when_it_is_switched_off() {
    for (name, fault, message) in lasting() {
        let mut lab = TestBench::new();
        set(&mut lab, fault);
        lab.apply_yaml(&acme_manifest());
        let ready = live(&mut lab);
        let told = told(&lab);
        eprintln!("{name:28} ready: {ready}");
        match message {
            None => assert!(ready, "{name}:\n{told}"),
            Some(text) => assert!(ready || told.contains(text), "{name}:\n{told}"),
        }
        set(&mut lab, Faults::default());
        // The next try comes an hour after the first failure, then later and later.
        for _ in 0..4 {
            lab.wall = lab.wall + Duration::from_hours(4);
            if live(&mut lab) {
                break;
            }
        }
        assert!(
            lab.is_ready("wildcard"),
            "{name}, switched off:\n{}",
            self::told(&lab)
        );
        assert_eq!(counts(&lab).0, 1, "{name}");
    }
}

fn set(lab: &mut TestBench, faults: Faults) {
    lab.act(Action::ChangeCa {
        change: CaChange::Faults(faults),
    });
}

/// Publishes what is asked for and lets planned moments come, until there is a
/// certificate or two hours have passed.
fn live(lab: &mut TestBench) -> bool {
    let end = lab.wall + Duration::from_hours(2);
    for _ in 0..200 {
        lab.publish_records();
        if lab.is_ready("wildcard") {
            return true;
        }
        let Some(wait) = lab.bench.lab.next_wake(lab.wall) else {
            break;
        };
        lab.wall = lab.wall + wait.max(Duration::from_secs(1));
        if lab.wall > end {
            break;
        }
        lab.act(Action::Wake);
    }
    lab.is_ready("wildcard")
}

fn counts(lab: &TestBench) -> (usize, usize) {
    lab.bench.practice.as_ref().unwrap().ca.counts()
}

/// Everything that the objects say of themselves.
fn told(lab: &TestBench) -> String {
    let store = lab.bench.lab.store();
    let kinds = [
        Kind::ClusterIssuer,
        Kind::Certificate,
        Kind::CertificateRequest,
        Kind::Order,
        Kind::Challenge,
    ];
    let objects = kinds.into_iter().flat_map(|kind| store.list(kind));
    let mut told: Vec<String> = objects
        .map(|object| serde_json::to_string(object.as_ref()).unwrap())
        .collect();
    told.extend(
        store
            .events()
            .into_iter()
            .map(|event| format!("{}: {}", event.reason, event.message)),
    );
    told.join("\n")
}
