//! Requests sent again with one byte flipped: the server refuses each, and the
//! order does not notice.

use std::rc::Rc;

use certlab::kube::Kind;
use certlab::lab::{Action, EffectId, Exchange, Purpose, Tampering};

use crate::journey::{TestBench, acme_manifest};

fn latest(bench: &TestBench) -> Rc<Exchange> {
    Rc::clone(bench.bench.lab.exchanges().next_back().unwrap())
}

#[test]
fn whatever_is_flipped_is_refused_and_the_order_goes_on() {
    let mut bench = TestBench::new();
    bench.apply_yaml(&acme_manifest());
    let signed: Vec<EffectId> = bench
        .bench
        .lab
        .exchanges()
        .filter(|exchange| matches!(exchange.purpose, Purpose::Acme { .. }))
        .filter(|exchange| Tampering::Nothing.of(&exchange.request).is_some())
        .map(|exchange| exchange.id)
        .collect();
    assert!(signed.len() > 3);
    let mut refusals = 0;
    for exchange in signed {
        for tampering in Tampering::ALL {
            let before = latest(&bench).id;
            bench.act(Action::Tamper {
                exchange,
                tampering,
            });
            let sent = latest(&bench);
            if sent.id == before {
                // An empty payload has no byte to flip.
                assert_eq!(tampering, Tampering::Payload);
                continue;
            }
            let answer = sent.response.as_ref().unwrap().as_ref().unwrap();
            let said = String::from_utf8_lossy(&answer.body).into_owned();
            assert!((400..500).contains(&answer.status), "{tampering:?} {said}");
            if tampering == Tampering::Nothing {
                assert!(said.contains("badNonce"), "{said}");
            } else if tampering != Tampering::Protected {
                assert!(!said.contains("badNonce"), "{said}");
            }
            refusals += 1;
            // A copy is not copied again.
            bench.act(Action::Tamper {
                exchange: sent.id,
                tampering,
            });
            assert_eq!(latest(&bench).id, sent.id);
        }
    }
    assert!(refusals > 9);
    bench.publish_records();
    bench.let_time_pass();
    assert!(bench.is_ready("wildcard"));
    assert_eq!(bench.bench.lab.store().list(Kind::Order).count(), 1);
}
