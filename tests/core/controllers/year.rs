//! A year of a cluster: Certificates of every issuer, faults at random.

use std::fmt::Write as _;
use std::time::Duration;

use certlab::entropy::{Entropy as _, SeededEntropy};
use certlab::kube::{Kind, Resource as _};

use super::cluster::TestCluster;
use super::fleet::{certificate, issuers};

/// Runs a year and returns what happened, event by event, and the objects at its end.
fn year(seed: u8, certificates: usize) -> String {
    let mut cluster = TestCluster::new();
    cluster.faults = Some(SeededEntropy::new([seed; 32]));
    cluster.apply(&issuers());
    for number in 0..certificates {
        cluster.apply(&certificate(number));
    }
    let mut dice = SeededEntropy::new([seed.wrapping_add(1); 32]);
    let mut told = String::new();
    let mut last = 0;
    for day in 1..=365 {
        cluster.advance(Duration::from_hours(24));
        // The person comes in every other day.
        if day % 2 == 0 {
            cluster.sign_by_hand();
        }
        let mut bytes = [0; 2];
        dice.fill(&mut bytes);
        let name = format!("c{}", usize::from(bytes[1]) % certificates);
        // Somebody deletes a Secret, or cannot wait.
        match bytes[0] {
            0..20 => {
                let target = format!("{name}-tls");
                if cluster.secret(&target).is_some() {
                    cluster.delete(Kind::Secret, &target);
                }
            }
            20..40 => cluster.renew(&name),
            _ => {}
        }
        for event in cluster.store.events() {
            if event.sequence > last {
                last = event.sequence;
                writeln!(
                    told,
                    "{} {} {} {} {}",
                    event.at, event.object.kind, event.object, event.reason, event.message
                )
                .unwrap();
            }
        }
        if day > 2 {
            check_in_time(&cluster, day);
        }
    }
    for object in cluster.store.iter() {
        told.push_str(&object.to_yaml());
    }
    told
}

/// No Certificate has expired: every fault passes, and there is time enough to
/// try again.
fn check_in_time(cluster: &TestCluster, day: u32) {
    for object in cluster.store.list(Kind::Certificate) {
        let certificate = object.certificate().unwrap();
        let status = &certificate.status;
        if let Some(end) = status.not_after {
            assert!(
                end > cluster.now,
                "day {day}: {} expired: {status:?}",
                object.key()
            );
        }
        let late = status
            .renewal_time
            .map_or(Duration::ZERO, |due| cluster.now.since(due));
        assert!(
            late < Duration::from_hours(24 * 14),
            "day {day}: {} is late",
            object.key()
        );
    }
}

/// How many: the run of 1,000 is `CERTLAB_YEAR=1000 cargo test --release …`.
fn size() -> usize {
    std::env::var("CERTLAB_YEAR")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(24)
}

#[test]
fn no_certificate_expires_in_a_year_of_faults() {
    let told = year(1, size());
    for reason in [
        "CertificateIssued",
        "OrderFailed",
        "DomainVerified",
        "Reused",
        "SigningError",
        "RetrieveError",
        "VenafiInitError",
        "IssuancePending",
    ] {
        assert!(told.contains(reason), "no {reason} in a whole year");
    }
}

#[test]
fn the_same_seed_tells_the_same_year_byte_for_byte_and_another_seed_another() {
    let told = year(2, 6);
    assert_eq!(told, year(2, 6));
    assert_ne!(told, year(3, 6));
}
