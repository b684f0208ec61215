//! Venafi issuers, from the manifest to the Secret, against the practice Venafi.

use std::time::Duration;

use certlab::encoding::json;
use certlab::kube::{ConditionStatus, Kind, ObjectKey, condition};
use certlab::lab::{Action, Recording};
use certlab::venafi;

use crate::journey::TestBench;

const LOGIN: &str = "
apiVersion: v1
kind: Secret
metadata: {name: login, namespace: default}
stringData: {access-token: practice-token, api-key: practice-api-key}
---
apiVersion: v1
kind: Secret
metadata: {name: person, namespace: default}
stringData: {username: practice-user, password: practice-password}
---
apiVersion: v1
kind: Secret
metadata: {name: wrong, namespace: default}
stringData: {access-token: other, api-key: other}
---
apiVersion: v1
kind: Secret
metadata: {name: stranger, namespace: default}
stringData: {username: practice-user, password: other}
---
apiVersion: v1
kind: Secret
metadata: {name: empty, namespace: default}
stringData: {note: nothing}
";

fn tpp(zone: &str, secret: &str) -> String {
    let url = venafi::URL;
    format!("{{zone: '{zone}', tpp: {{url: {url}/vedsdk, credentialsRef: {{name: {secret}}}}}}}")
}

fn cloud(zone: &str, secret: &str) -> String {
    let url = venafi::URL;
    format!("{{zone: '{zone}', cloud: {{url: {url}, apiTokenSecretRef: {{name: {secret}}}}}}}")
}

fn certificate(issuer: &str, spec: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: venafi, namespace: default}}
spec: {{venafi: {issuer}}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: www
  namespace: default
  annotations: {{venafi.cert-manager.io/custom-fields: '[{{\"name\": \"team\", \"value\": \"web\"}}]'}}
spec:
  {spec}
  secretName: www-tls
  issuerRef: {{name: venafi}}
"
    )
}

const SPEC: &str = "commonName: www.example.test
  dnsNames: [www.example.test]
  privateKey: {algorithm: ECDSA}";

fn bench(issuer: &str, spec: &str) -> TestBench {
    let mut bench = TestBench::new();
    bench.apply_yaml(LOGIN);
    bench.apply_yaml(&certificate(issuer, spec));
    bench
}

/// Ready as `Status/Reason/message`.
fn ready(bench: &TestBench, kind: Kind, name: &str) -> String {
    let key = ObjectKey::new(kind, "default", name);
    let object = bench.bench.lab.store().get(&key).unwrap();
    let conditions = match kind {
        Kind::Issuer => &object.issuer().unwrap().status.conditions,
        _ => &object.certificate_request().unwrap().status.conditions,
    };
    let ready = condition(conditions, "Ready").unwrap();
    let status = ready.status == ConditionStatus::True;
    format!("{status}/{}/{}", ready.reason, ready.message)
}

fn wait(bench: &mut TestBench, span: Duration) {
    bench.wall = bench.wall + span;
    bench.act(Action::Wake);
}

/// What was said about a kind of object, by reason.
fn events(bench: &TestBench, kind: Kind, reason: &str) -> Vec<String> {
    let events = bench.bench.lab.store().events().into_iter();
    events
        .filter(|event| event.object.kind == kind && event.reason == reason)
        .map(|event| event.message.clone())
        .collect()
}

#[test]
fn each_way_in_ends_in_a_certificate_that_is_picked_up_later() {
    let folder = r"\VED\Policy\Practice\Web\www.example.test";
    for (issuer, pickup_id) in [
        (tpp(r"Practice\Web", "login"), Some(folder)),
        (tpp(r"Practice\Web", "person"), Some(folder)),
        (cloud(r"Practice App\Default", "login"), None),
        (tpp(r"Practice\Strict", "login"), None),
        (cloud(r"Practice App\Strict", "login"), None),
    ] {
        let mut bench = bench(&issuer, SPEC);
        let started = "Certificate Manager issuer started";
        assert_eq!(
            ready(&bench, Kind::Issuer, "venafi"),
            format!("true/{started}/{started}"),
            "{issuer}"
        );
        assert_eq!(
            events(&bench, Kind::Issuer, "Ready"),
            ["Verified issuer with Certificate Manager server"]
        );
        assert_eq!(
            events(&bench, Kind::CertificateRequest, "IssuancePending"),
            ["certificate is requested"]
        );
        let key = ObjectKey::new(Kind::CertificateRequest, "default", "www-1");
        let request = bench.bench.lab.store().get(&key).unwrap().clone();
        let request = request.certificate_request().unwrap();
        let id = request
            .metadata
            .annotation("venafi.cert-manager.io/pickup-id");
        let id = id.unwrap().to_owned();
        assert!(pickup_id.is_none_or(|expected| id == expected), "{id}");
        let status = if pickup_id.is_some() || issuer.contains("tpp") {
            "Post CSR"
        } else {
            "PENDING"
        };
        assert_eq!(
            ready(&bench, Kind::CertificateRequest, "www-1"),
            format!(
                "false/Pending/certificate still in a pending state, the request will be retried: Issuance is pending. You may try retrieving the certificate later using Pickup ID: {id}\n\tStatus: {status}"
            )
        );

        wait(&mut bench, Duration::from_secs(30));
        assert_eq!(
            ready(&bench, Kind::CertificateRequest, "www-1"),
            "true/Issued/Certificate fetched from issuer successfully",
            "{issuer}"
        );
        let chain = bench.certificates("www-tls");
        let leaf = chain.first().unwrap();
        assert_eq!(leaf.dns_names(), ["www.example.test"]);
        assert_eq!(
            leaf.issuer(),
            "CN=Practice Certificate Manager,O=Certificate Lab"
        );
        let key = ObjectKey::new(Kind::Secret, "default", "www-tls");
        let secret = bench.bench.lab.store().get(&key).unwrap().secret().unwrap();
        assert!(secret.data.contains_key("ca.crt"));
    }
}

#[test]
fn an_issuer_that_is_not_let_in_says_why() {
    let refused = |what: &str, body: &str| {
        format!("unexpected status code on {what}. Status: 401 Body: {body}")
    };
    let setup = "false/ErrorSetup/Failed to setup Certificate Manager issuer";
    let no_login = refused("TPP Authorize", r#"{"Error":"Authentication failure"}"#);
    let no_token = refused(
        "TPP Verify Access Token",
        r#"{"Error":"Authentication failure"}"#,
    );
    let no_key = refused(
        "Retrieval of User Account",
        r#"{"errors":[{"code":10501,"message":"Invalid api key"}]}"#,
    );
    let client = "error building client";
    let creating = "error creating Certificate Manager client";
    for (issuer, expected) in [
        (
            tpp(r"Practice\Web", "stranger"),
            format!("{client}: {creating}: {no_login}"),
        ),
        (
            tpp(r"Practice\Web", "wrong"),
            format!("client.VerifyCredentials: {no_token}"),
        ),
        (
            cloud(r"Practice App\Default", "wrong"),
            format!("{client}: {creating}: {no_key}"),
        ),
        (
            tpp(r"Practice\Web", "empty"),
            format!("{client}: {creating}: credentials not configured"),
        ),
        (
            tpp(r"Practice\Web", "nobody"),
            format!("{client}: secret \"nobody\" not found"),
        ),
        (
            r"{zone: z, tpp: {url: https://tpp.example.com/vedsdk, credentialsRef: {name: login}}}"
                .to_owned(),
            format!(
                "{client}: tpp.example.com lets no web page read its answers; the lab has a practice server, venafi.practice.lab.internal, in the Practice world only"
            ),
        ),
        (
            r"{zone: z, cloud: {apiTokenSecretRef: {name: login}}}".to_owned(),
            format!(
                "{client}: api.venafi.cloud lets no web page read its answers; the lab has a practice server, venafi.practice.lab.internal, in the Practice world only"
            ),
        ),
        (
            r"{zone: z, ngts: {tsgID: '1'}}".to_owned(),
            format!("{client}: the lab's practice server answers as tpp and cloud, not as ngts"),
        ),
    ] {
        let bench = bench(&issuer, SPEC);
        assert_eq!(
            ready(&bench, Kind::Issuer, "venafi"),
            format!("{setup}: {expected}"),
            "{issuer}"
        );
        assert_eq!(
            events(&bench, Kind::Issuer, "ErrInitIssuer"),
            [format!(
                "Error initializing issuer: Failed to setup Certificate Manager issuer: {expected}"
            )]
        );
        assert_eq!(
            ready(&bench, Kind::CertificateRequest, "www-1"),
            "false/Pending/Referenced issuer does not have a Ready status condition"
        );
    }
}

#[test]
fn what_the_zone_does_not_allow_fails_for_good() {
    let failed = "false/Failed/Failed to request certificate from Certificate Manager";
    let patterns = r"[^([\p{L}\p{N}-]+\.)*example\.com$ ^([\p{L}\p{N}-]+\.)*example\.test$]";
    let strict = tpp(r"Practice\Strict", "login");
    for (issuer, spec, expected) in [
        (
            &strict,
            "commonName: www.example.org\n  privateKey: {algorithm: ECDSA}",
            format!("common name www.example.org is not allowed in this policy: {patterns}"),
        ),
        (
            &strict,
            "commonName: example.com\n  dnsNames: ['*.example.com']\n  privateKey: {algorithm: ECDSA}",
            format!("DNS SANs [*.example.com] are not allowed in this policy: {patterns}"),
        ),
        (
            &strict,
            "commonName: example.com\n  privateKey: {algorithm: ECDSA, size: 384}",
            "the requested Key Type and Size do not match any of the allowed Key Types and Sizes"
                .to_owned(),
        ),
        (
            &tpp("Nowhere", "login"),
            SPEC,
            r#"unexpected status code on TPP Check Policy. Status: 400 Body: {"Error":"PolicyDN: \\VED\\Policy\\Nowhere does not exist"}"#.to_owned(),
        ),
        (
            &cloud("Nowhere", "login"),
            SPEC,
            r#"invalid zone: "Nowhere". The zone must be of the form <application>\<template>"#
                .to_owned(),
        ),
        (
            &cloud(r"Practice App\Strict", "login"),
            "commonName: www.example.org\n  privateKey: {algorithm: ECDSA}",
            r#"unexpected status code on Certificate Request. Status: 400 Body: {"errors":[{"code":10709,"message":"www.example.org does not match [\"([\\\\p{L}\\\\p{N}-]+\\\\.)*example\\\\.com\", \"([\\\\p{L}\\\\p{N}-]+\\\\.)*example\\\\.test\"]"}]}"#.to_owned(),
        ),
        (
            &tpp(r"Practice\Web", "login"),
            "dnsNames: [www.example.test]\n  privateKey: {algorithm: ECDSA}",
            "Certificate requests submitted to Certificate Manager issuers must have the 'commonName' field or at least one other subject field set.".to_owned(),
        ),
    ] {
        let bench = bench(issuer, spec);
        assert_eq!(
            ready(&bench, Kind::CertificateRequest, "www-1"),
            format!("{failed}: {expected}"),
            "{issuer} {spec}"
        );
        let key = ObjectKey::new(Kind::Certificate, "default", "www");
        let object = bench.bench.lab.store().get(&key).unwrap();
        let status = &object.certificate().unwrap().status;
        assert_eq!(status.failed_issuance_attempts, Some(1));
    }
}

#[test]
fn custom_fields_that_cannot_be_used_fail_for_good() {
    let manifest = certificate(&tpp(r"Practice\Web", "login"), SPEC);
    for (fields, expected) in [
        (
            "nonsense",
            "false/Failed/Failed to parse www-1 \"venafi.cert-manager.io/custom-fields\" annotation: ",
        ),
        (
            r#"[{"name": "a", "value": "b", "type": "Odd"}]"#,
            "false/Failed/certificate request contains an invalid Certificate Manager custom fields type: \"Odd\"",
        ),
    ] {
        let mut bench = TestBench::new();
        bench.apply_yaml(LOGIN);
        bench.apply_yaml(&manifest.replace(r#"[{"name": "team", "value": "web"}]"#, fields));
        let said = ready(&bench, Kind::CertificateRequest, "www-1");
        assert!(said.starts_with(expected), "{said}");
        assert_eq!(
            events(&bench, Kind::CertificateRequest, "CustomFieldsError").len(),
            1
        );
    }
}

#[test]
fn no_login_leaves_with_a_recorded_run() {
    let mut bench = bench(&tpp(r"Practice\Web", "person"), SPEC);
    wait(&mut bench, Duration::from_secs(30));
    let entries = json::write(&bench.bench.lab.transcript().to_vec()).unwrap();
    let session = certlab::encoding::base64(br#"{"APIKey":"practice-session"}"#);
    assert!(entries.contains(&session));
    let run = Recording::of(&bench.bench.lab);
    let text = run.to_json();
    for private in [session, certlab::encoding::base64(b"practice-password")] {
        assert!(!text.contains(&private));
    }
    let read = Recording::from_json(&text).unwrap();
    let tape = read.tape();
    assert!(read.ends_in(&tape.at(tape.len())));
}

#[test]
fn a_tab_that_dies_at_any_step_loses_nothing() {
    for crash in 1..40 {
        let mut bench = TestBench::new();
        bench.crash_at = Some(crash);
        bench.apply_yaml(LOGIN);
        bench.apply_yaml(&certificate(&tpp(r"Practice\Web", "person"), SPEC));
        wait(&mut bench, Duration::from_mins(1));
        wait(&mut bench, Duration::from_mins(1));
        assert_eq!(
            ready(&bench, Kind::CertificateRequest, "www-1"),
            "true/Issued/Certificate fetched from issuer successfully",
            "crash at step {crash}"
        );
    }
}
