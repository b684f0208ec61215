//! The story that ships with the lab: the wildcard certificate of 2022-03-09,
//! told in three ways (behaviour document, section 8.2, variants C, A and B).

use certlab::certmanager::api::Certificate;
use certlab::clock::Timestamp;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::{Lab, Scenario, Tape};

fn certificate(lab: &Lab) -> Certificate {
    let key = ObjectKey::new(Kind::Certificate, "default", "example-test");
    let object = lab.store().get(&key).unwrap();
    object.certificate().unwrap().clone()
}

fn day(time: Option<Timestamp>) -> String {
    time.unwrap().rfc3339()[..10].to_owned()
}

/// The lab as it was at the last event before a moment.
fn before(lab: &Lab, moment: &str) -> Lab {
    let moment = Timestamp::parse_rfc3339(moment).unwrap();
    let tape = Tape::of(lab);
    let entries = tape.entries().iter();
    tape.at(entries.take_while(|entry| entry.at < moment).count())
}

#[test]
fn the_three_ways_look_alike_by_their_dates_and_differ_in_their_objects() {
    for (scenario, due, revision, issuing, attempts) in [
        (Scenario::OnTime, "2022-07-07", 2, false, None),
        (Scenario::Refused, "2022-04-30", 1, false, Some(10)),
        (Scenario::Stuck, "2022-04-30", 1, true, None),
    ] {
        let (bench, _) = scenario.bench();
        let lab = &bench.lab;
        let now = lab.now(Timestamp::default());
        assert!(now.rfc3339().starts_with("2022-05-08"), "{scenario:?}");
        let status = certificate(lab).status;
        assert!(certificate(lab).is_ready(), "{scenario:?}");
        assert_eq!(day(status.renewal_time), due, "{scenario:?}");
        assert_eq!(status.revision, Some(revision), "{scenario:?}");
        assert_eq!(status.failed_issuance_attempts, attempts, "{scenario:?}");
        assert_eq!(
            certificate(lab).issuing().is_some(),
            issuing,
            "{scenario:?}"
        );

        let first = before(lab, "2022-03-10T00:00:00Z");
        assert_eq!(day(certificate(&first).status.not_after), "2022-06-07");
        let april = before(lab, "2022-04-30T12:00:01Z");
        assert_eq!(certificate(&april).status.revision, Some(1));
        let planned = match scenario {
            Scenario::OnTime => "2022-05-08",
            _ => "2022-04-30",
        };
        assert_eq!(day(certificate(&april).status.renewal_time), planned);
    }
}
