//! A year of a cluster: Certificates of every issuer, faults at random.

use std::fmt::Write as _;
use std::time::Duration;

use certlab::entropy::{Entropy as _, SeededEntropy};
use certlab::kube::{Kind, Resource as _};

use super::cluster::{ACME, SELF_SIGNED, TestCluster};

const CA: &str = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root, namespace: default}
spec:
  isCA: true
  commonName: Lab Root
  secretName: root-tls
  duration: 87600h
  issuerRef: {name: self}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca, namespace: default}
spec: {ca: {secretName: root-tls}}
";

/// A Certificate: every fourth wants two names, some are short-lived, some keep
/// their key, some say when to renew.
fn certificate(number: usize) -> String {
    let issuer = ["self", "ca", "le"][number % 3];
    let extra =
        ["", ", www.n{n}.example.com", "", ""][number % 4].replace("{n}", &number.to_string());
    let duration = ["2160h", "1440h", "2160h", "4320h", "2160h"][number % 5];
    let renewal = [
        "",
        "renewBefore: 240h",
        "renewBeforePercentage: 25",
        "renewal: {policy: RenewBefore, windows: [{timezone: Asia/Shanghai, cron: 0 2 * * 6, windowDuration: 4h}]}",
    ][number % 4];
    let rotation = ["Always", "Never"][number % 2];
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: c{number}, namespace: default}}
spec:
  dnsNames: [n{number}.example.com{extra}]
  secretName: c{number}-tls
  issuerRef: {{name: {issuer}}}
  duration: {duration}
  privateKey: {{rotationPolicy: {rotation}, algorithm: ECDSA}}
  {renewal}
---
"
    )
}

/// Runs a year and returns what happened, event by event, and the objects at its end.
fn year(seed: u8, certificates: usize) -> String {
    let mut cluster = TestCluster::new();
    cluster.faults = Some(SeededEntropy::new([seed; 32]));
    cluster.apply(SELF_SIGNED);
    cluster.apply(ACME);
    cluster.apply(CA);
    for number in 0..certificates {
        cluster.apply(&certificate(number));
    }
    let mut dice = SeededEntropy::new([seed.wrapping_add(1); 32]);
    let mut told = String::new();
    let mut last = 0;
    for day in 1..=365 {
        cluster.advance(Duration::from_hours(24));
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
