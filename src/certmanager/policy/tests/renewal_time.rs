//! When a certificate is renewed, by cert-manager's own tests.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;

/// Two moments, in seconds or as text.
fn pair(value: &Value) -> Option<(Timestamp, Timestamp)> {
    let at = |value: &Value| match value.as_str() {
        Some(text) => Timestamp::parse_rfc3339(text).unwrap(),
        None => Timestamp::from_unix_secs(value.as_i64().unwrap()),
    };
    let [start, end] = value.as_array()?.as_slice() else {
        panic!("not a pair: {value}");
    };
    Some((at(start), at(end)))
}

/// A moment in the window that the ACME server suggests, another with other randomness.
fn check_suggested(
    row: &Value,
    window: (Timestamp, Timestamp),
    expected: (Timestamp, Timestamp),
    life: (Timestamp, Timestamp),
    spec: &CertificateSpec,
) {
    let mut met = BTreeSet::new();
    for seed in 0..50 {
        let mut entropy = SeededEntropy::new([seed; 32]);
        let time = suggested_renewal_time(window, life.0, life.1, spec, &mut entropy);
        let time = time.unwrap().unwrap();
        assert!(
            (expected.0..=expected.1).contains(&time),
            "{}: {time}",
            row["name"]
        );
        met.insert(time);
    }
    assert!(met.len() > 40, "{}", row["name"]);
    // The trigger waits for the window's beginning, whatever moment was drawn.
    let mut certificate = Certificate {
        spec: spec.clone(),
        ..Certificate::default()
    };
    let (start, end) = (window.0.rfc3339(), window.1.rfc3339());
    certificate.status.acme =
        Some(json!({"ari": {"suggestedWindow": {"start": start, "end": end}}}));
    assert_eq!(certificate.suggested_window(), Some(window));
}

#[test]
fn a_suggested_window_decides_when_a_certificate_is_due() {
    let leaf = json!({"publicKeyOf": "key:RSA2048#a", "commonName": "example.com",
        "notBefore_s": -100, "notAfter_s": 10_000});
    let mut target = Secret::default();
    target.data.insert("tls.crt".to_owned(), entry(&leaf));
    let at = |secs| Timestamp::from_unix_secs(NOW.unix_secs() + secs);
    // Its beginning, and whether the certificate is due now by it.
    for (start, end, due) in [
        (1, 100, Some(false)),
        (0, 100, Some(true)),
        (-99, -50, Some(true)),
        // A window for the certificate before this one: the usual rule.
        (-100, 100, None),
    ] {
        let mut certificate = Certificate::default();
        let window = json!({"start": at(start).rfc3339(), "end": at(end).rfc3339()});
        certificate.status.acme = Some(json!({"ari": {"suggestedWindow": window}}));
        for policy in [None, Some("Disabled")] {
            let renewal = policy.map(|policy| json!({"policy": policy}));
            certificate.spec.renewal = serde_json::from_value(json!(renewal)).unwrap();
            let violation = renewal::is_due(&Input {
                certificate: &certificate,
                current_request: None,
                secret: Some(&target),
                now: NOW,
            });
            let expected = due == Some(true) && policy.is_none();
            assert_eq!(violation.is_some(), expected, "{start} {policy:?}");
        }
    }
}

#[test]
fn renewal_times_agree_with_cert_manager() {
    let file = include_str!("../../../../tests/data/vectors/renewal-time.json");
    let secs = |row: &Value, field: &str| row[field].as_i64();
    for row in rows(file, "TestRenewalTime") {
        let mut spec = Certificate::default().spec;
        spec.renew_before = secs(&row, "renewBefore_s").map(Duration::from_secs);
        spec.renew_before_percentage =
            secs(&row, "renewBeforePercentage").map(|share| i32::try_from(share).unwrap());
        let at = |field| Timestamp::from_unix_secs(secs(&row, field).unwrap());
        if let Some(window) = pair(&row["ariSuggestedWindow_s"]) {
            let expected = pair(&row["expected_within_s"]).unwrap();
            check_suggested(
                &row,
                window,
                expected,
                (at("notBefore_s"), at("notAfter_s")),
                &spec,
            );
            continue;
        }
        let time = renewal_time(at("notBefore_s"), at("notAfter_s"), &spec);
        assert_eq!(
            time,
            Ok(Some(at("expected_renewalTime_s"))),
            "{}",
            row["name"]
        );
    }
    for row in rows(file, "TestRenewBefore") {
        let before = renew_before(
            Duration::from_secs(secs(&row, "duration_s").unwrap()),
            secs(&row, "renewBefore_s").map(Duration::from_secs),
            secs(&row, "renewBeforePercentage").map(|share| i32::try_from(share).unwrap()),
        );
        let expected = secs(&row, "expected_renewBefore_s").map(Duration::from_secs);
        assert_eq!(Some(before), expected, "{}", row["name"]);
    }
    for row in rows(file, "derived_not_upstream") {
        let mut spec = Certificate::default().spec;
        spec.renew_before = secs(&row, "renewBefore_s").map(Duration::from_secs);
        spec.renew_before_percentage =
            secs(&row, "renewBeforePercentage").map(|share| i32::try_from(share).unwrap());
        let at = |field: &str| Timestamp::parse_rfc3339(row[field].as_str().unwrap()).unwrap();
        let time = renewal_time(at("notBefore"), at("notAfter"), &spec);
        assert_eq!(
            time,
            Ok(Some(at("expected_renewalTime"))),
            "{}",
            row["name"]
        );
    }
    for row in rows(file, "TestRenewalWithDisable") {
        let spec = serde_json::from_value(json!({"renewal": {"policy": row["policy"]}})).unwrap();
        let time = renewal_time(NOW, NOW + Span::from_hours(24), &spec);
        assert_eq!(time, Ok(None));
    }
}

#[test]
fn renewal_windows_agree_with_cert_manager() {
    let file = include_str!("../../../../tests/data/vectors/renewal-time.json");
    let rows = rows(file, "TestRenewalWithWindowsForRenewBefore");
    assert!(rows.len() >= 8);
    for row in rows {
        let mut spec: CertificateSpec = serde_json::from_value(
            json!({"renewal": {"policy": row["policy"], "windows": row["windows"]}}),
        )
        .unwrap();
        spec.renew_before = row["renewBefore_s"].as_i64().map(Duration::from_secs);
        let at = |field: &str| Timestamp::parse_rfc3339(row[field].as_str().unwrap()).unwrap();
        let (not_before, not_after) = (at("notBefore"), at("notAfter"));
        if let Some(window) = pair(&row["ariSuggestedWindow"]) {
            let expected = pair(&row["expected_within"]).unwrap();
            check_suggested(&row, window, expected, (not_before, not_after), &spec);
            continue;
        }
        let desired = unwindowed(not_before, not_after, &spec);
        assert_eq!(desired, at("target_desired_renewal"), "{}", row["name"]);
        match renewal_time(not_before, not_after, &spec) {
            Ok(time) => assert_eq!(time, Some(at("expected_renewalTime")), "{}", row["name"]),
            Err(error) => {
                assert_eq!(row["expected_error"], true, "{}", row["name"]);
                assert_eq!(
                    error.to_string(),
                    "cannot find a time with the given windows between 2026-06-05 00:00:00 +0000 UTC and 2026-06-21 00:00:00 +0000 UTC for: 2026-06-20 13:30:00 +0000 UTC"
                );
            }
        }
    }
}
