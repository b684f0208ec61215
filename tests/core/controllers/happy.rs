//! A certificate is issued, renewed, changed.

use std::time::Duration;

use certlab::certmanager::api::{SecretValue, State};
use certlab::clock::Timestamp;
use certlab::kube::{Kind, ObjectKey};
use certlab::x509::KeyEncoding;

use super::cluster::{ACME, PLAIN, SELF_SIGNED, TestCluster, WILDCARD};

const READY: &str = "True/Ready/Certificate is up to date and has not expired";

#[test]
fn an_acme_certificate_s_events_come_in_cert_manager_s_order() {
    let mut cluster = TestCluster::new().with(ACME).with(PLAIN);
    cluster.advance(Duration::from_mins(1));
    let story = cluster.story();
    let mut expected = vec![
        "Certificate Normal Issuing",
        "Certificate Normal Generated",
        "Certificate Normal Requested",
    ];
    expected.extend(["CertificateRequest Normal WaitingForApproval"; 5]);
    expected.extend([
        "CertificateRequest Normal cert-manager.io",
        "CertificateRequest Normal OrderCreated",
        "Order Normal Created",
        "Challenge Normal Started",
        "Challenge Normal Presented",
        "Challenge Normal DomainVerified",
        "Order Normal Complete",
        "CertificateRequest Normal CertificateIssued",
        "Certificate Normal Issuing",
    ]);
    assert_eq!(story, expected);
    assert_eq!(cluster.condition("www", "Ready"), READY);
    assert_eq!(cluster.condition("www", "Issuing"), "");
    assert_eq!(cluster.manager.in_flight().count(), 0);
}

#[test]
fn the_conditions_of_a_new_certificate_tell_why_it_waits() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.unanswered = Some("key");
    cluster.apply(PLAIN);
    let missing = "DoesNotExist/Issuing certificate as Secret does not exist";
    assert_eq!(
        cluster.condition("www", "Ready"),
        format!("False/{missing}")
    );
    assert_eq!(
        cluster.condition("www", "Issuing"),
        format!("True/{missing}")
    );
    cluster.answer_all();
    cluster.advance(Duration::from_mins(1));
    assert_eq!(cluster.condition("www", "Ready"), READY);
}

#[test]
fn apex_and_wildcard_are_proved_one_after_the_other() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.propagated = false;
    cluster.apply(WILDCARD);
    let state = |cluster: &TestCluster| -> Vec<(bool, bool, String)> {
        let challenges = cluster.challenges();
        challenges
            .iter()
            .map(|challenge| {
                let status = &challenge.status;
                (status.processing, status.presented, status.reason.clone())
            })
            .collect()
    };
    let mut flags = state(&cluster);
    flags.sort();
    let waiting = "Waiting for DNS-01 challenge propagation: DNS record for \"example.com\" not yet propagated";
    assert_eq!(
        flags,
        [
            (false, false, String::new()),
            (true, true, waiting.to_owned())
        ]
    );
    let wildcards: Vec<bool> = cluster
        .challenges()
        .iter()
        .map(|c| c.spec.wildcard)
        .collect();
    assert_eq!(wildcards.iter().filter(|wildcard| **wildcard).count(), 1);
    for challenge in cluster.challenges() {
        assert_eq!(challenge.spec.dns_name, "example.com");
        assert_eq!(challenge.record_name(), "_acme-challenge.example.com");
        assert_eq!(challenge.metadata.labels["team"], "web");
    }
    cluster.propagated = true;
    cluster.advance(Duration::from_secs(11));
    assert_eq!(cluster.condition("www", "Ready"), READY);
    assert!(cluster.challenges().is_empty());
    assert_eq!(cluster.server.count("newOrder"), 1);
    assert_eq!(cluster.server.count("challenge"), 2);
}

#[test]
fn the_secret_tells_where_it_comes_from() {
    let mut cluster = TestCluster::new().with(ACME).with(WILDCARD);
    cluster.advance(Duration::from_mins(1));
    let secret = cluster.secret("www-tls").unwrap();
    assert_eq!(secret.secret_type, "kubernetes.io/tls");
    let annotations: Vec<(&str, &str)> = secret
        .metadata
        .annotations
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        annotations,
        [
            ("cert-manager.io/alt-names", "*.example.com,example.com"),
            ("cert-manager.io/certificate-name", "www"),
            ("cert-manager.io/common-name", ""),
            ("cert-manager.io/ip-sans", ""),
            ("cert-manager.io/issuer-group", "cert-manager.io"),
            ("cert-manager.io/issuer-kind", "Issuer"),
            ("cert-manager.io/issuer-name", "le"),
            ("cert-manager.io/uri-sans", ""),
        ]
    );
    let SecretValue::PrivateKey { encoding, .. } = &secret.data["tls.key"] else {
        panic!("the key is no reference");
    };
    assert_eq!(*encoding, KeyEncoding::Pkcs1);
    assert!(!secret.data.contains_key("ca.crt"), "ACME sets no CA");

    let request = cluster.request("www-1");
    assert_eq!(request.metadata.annotation("note"), Some("hello"));
    assert_eq!(request.metadata.annotation("kubectl.kubernetes.io/x"), None);
    assert_eq!(
        request
            .metadata
            .annotation("cert-manager.io/certificate-revision"),
        Some("1")
    );
    assert_eq!(
        cluster
            .certificate("www")
            .status
            .next_private_key_secret_name,
        None
    );
    let yaml = cluster
        .store
        .get(&ObjectKey::new(Kind::Secret, "default", "www-tls"))
        .unwrap()
        .to_yaml();
    assert!(yaml.contains("stays in the key store"), "{yaml}");
}

#[test]
fn a_certificate_is_renewed_at_two_thirds_of_its_life_with_a_new_key() {
    let mut cluster = TestCluster::new().with(ACME).with(WILDCARD);
    cluster.advance(Duration::from_mins(1));
    let status = cluster.certificate("www").status.clone();
    // Issued at 10:00, Let's Encrypt's notBefore an hour before: the story's dates.
    assert_eq!(status.not_after.unwrap().rfc3339(), "2022-06-07T08:59:59Z");
    assert_eq!(
        status.renewal_time.unwrap().rfc3339(),
        "2022-05-08T08:59:59Z"
    );
    let key = cluster.secret("www-tls").unwrap().data["tls.key"].clone();

    cluster.advance_to(Timestamp::parse_rfc3339("2022-05-08T08:59:58Z").unwrap());
    assert_eq!(cluster.certificate("www").status.revision, Some(1));
    cluster.advance(Duration::from_mins(1));
    assert_eq!(cluster.certificate("www").status.revision, Some(2));
    assert_ne!(cluster.secret("www-tls").unwrap().data["tls.key"], key);
    let renewing = "Renewing certificate as renewal was scheduled at 2022-05-08 08:59:59 +0000 UTC";
    assert!(
        cluster
            .messages(Kind::Certificate, "Issuing")
            .contains(&renewing.to_owned())
    );
    let requests: Vec<String> = cluster
        .store
        .list(Kind::CertificateRequest)
        .map(|object| certlab::kube::Resource::meta(&**object).name.clone())
        .collect();
    assert_eq!(requests, ["www-2"], "one revision is kept");
}

#[test]
fn a_server_that_takes_its_time_is_asked_again() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.server.processing_polls = 3;
    cluster.server.pending_polls = 4;
    cluster.apply(PLAIN);
    assert_ne!(cluster.condition("www", "Ready"), READY);
    cluster.advance(Duration::from_mins(1));
    assert_eq!(cluster.condition("www", "Ready"), READY);
    assert_eq!(cluster.server.count("challenge"), 1, "accepted once");
    assert_eq!(cluster.server.count("finalize"), 1, "finalized once");
    assert_eq!(cluster.orders()[0].status.state, Some(State::Valid));
}

#[test]
fn a_changed_name_is_issued_at_once_and_a_changed_template_is_not() {
    let mut cluster = TestCluster::new().with(SELF_SIGNED);
    let certificate = |names: &str, rest: &str| {
        format!(
            "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: www, namespace: default}}
spec: {{dnsNames: [{names}], secretName: www-tls, issuerRef: {{name: self}}{rest}}}
"
        )
    };
    cluster.apply(&certificate("example.com", ""));
    assert_eq!(cluster.certificate("www").status.revision, Some(1));
    let issuances = |cluster: &TestCluster| cluster.certificate("www").status.revision;

    for unchanged in [
        ", secretTemplate: {labels: {a: b}}",
        ", revisionHistoryLimit: 3",
        ", privateKey: {encoding: PKCS8}",
        ", privateKey: {rotationPolicy: Never}",
        ", renewBefore: 24h",
    ] {
        cluster.apply(&certificate("example.com", unchanged));
        assert_eq!(issuances(&cluster), Some(1), "{unchanged}");
    }
    // What left the template left the Secret.
    let labels = &cluster.secret("www-tls").unwrap().metadata.labels;
    assert!(!labels.contains_key("a"), "{labels:?}");

    cluster.apply(&certificate("'例子.test'", ""));
    assert_eq!(issuances(&cluster), Some(2));
    let message = "Fields on existing CertificateRequest resource not up to date: [spec.dnsNames]";
    assert!(
        cluster
            .messages(Kind::Certificate, "Issuing")
            .contains(&message.to_owned())
    );
    let secret = cluster.secret("www-tls").unwrap();
    assert_eq!(
        secret.metadata.annotation("cert-manager.io/alt-names"),
        Some("xn--fsqu00a.test")
    );
}

#[test]
fn a_key_is_reused_where_the_policy_says_so() {
    let mut cluster = TestCluster::new().with(SELF_SIGNED);
    cluster.apply(
        "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www, namespace: default}
spec: {dnsNames: [example.com], secretName: www-tls, issuerRef: {name: self}, privateKey: {rotationPolicy: Never}}
",
    );
    let key = |cluster: &TestCluster| {
        let secret = cluster.secret("www-tls").unwrap();
        secret.private_key("tls.key").unwrap()
    };
    let first = key(&cluster);
    cluster.advance(Duration::from_mins(1));
    cluster.renew("www");
    assert_eq!(cluster.certificate("www").status.revision, Some(2));
    assert_eq!(key(&cluster), first);
    assert_eq!(
        cluster.messages(Kind::Certificate, "Reused"),
        ["Reusing private key stored in existing Secret resource \"www-tls\""]
    );
}

#[test]
fn a_deleted_secret_is_issued_again_at_once() {
    let mut cluster = TestCluster::new()
        .with(SELF_SIGNED)
        .with(&PLAIN.replace("name: le", "name: self"));
    cluster.delete(Kind::Secret, "www-tls");
    assert_eq!(cluster.certificate("www").status.revision, Some(2));
    assert!(cluster.secret("www-tls").is_some());
}

#[test]
fn an_expired_certificate_is_not_ready_and_says_since_when() {
    let mut cluster = TestCluster::new().with(SELF_SIGNED);
    cluster.apply(
        "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www, namespace: default}
spec: {dnsNames: [example.com], secretName: www-tls, issuerRef: {name: self}, duration: 1h, renewal: {policy: Disabled}}
",
    );
    cluster.advance(Duration::from_hours(1));
    assert_eq!(cluster.condition("www", "Ready"), READY);
    cluster.advance(Duration::from_secs(1));
    assert_eq!(
        cluster.condition("www", "Ready"),
        "False/Expired/Certificate expired on Wed, 09 Mar 2022 11:00:00 UTC"
    );
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let run = || {
        let mut cluster = TestCluster::new().with(ACME).with(WILDCARD);
        cluster.advance(Duration::from_hours(24 * 100));
        serde_json::to_string(&cluster.store).unwrap()
    };
    assert_eq!(run(), run());
}
