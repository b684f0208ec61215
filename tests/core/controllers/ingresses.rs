//! Certificates that Ingresses ask for, and what goes with a template.

use certlab::kube::Kind;

use super::cluster::{SELF_SIGNED, TestCluster};

const INGRESS: &str = "
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: default
  labels: {team: web}
  annotations:
    cert-manager.io/issuer: self
    cert-manager.io/duration: 720h
    cert-manager.io/subject-organizations: Lab, Teaching
    cert-manager.io/private-key-algorithm: ECDSA
    cert-manager.io/private-key-size: '256'
spec:
  ingressClassName: nginx
  tls:
  - hosts: [example.com, www.example.com]
    secretName: web-tls
  rules:
  - host: example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
";

#[test]
fn an_annotated_ingress_gets_a_certificate_for_each_of_its_secrets() {
    let mut cluster = TestCluster::new().with(SELF_SIGNED).with(INGRESS);
    let certificate = cluster.certificate("web-tls");
    assert!(certificate.is_ready());
    assert_eq!(
        certificate.spec.dns_names,
        ["example.com", "www.example.com"]
    );
    assert_eq!(certificate.spec.issuer_ref.kind, "Issuer");
    assert_eq!(certificate.spec.duration.unwrap().to_string(), "720h0m0s");
    let subject = certificate.spec.subject.as_ref().unwrap();
    assert_eq!(subject.organizations, ["Lab", "Teaching"]);
    assert_eq!(certificate.metadata.labels["team"], "web");
    assert_eq!(
        cluster.messages(Kind::Ingress, "CreateCertificate"),
        ["Successfully created Certificate \"web-tls\""]
    );

    cluster.apply(&INGRESS.replace("[example.com, www.example.com]", "[example.com]"));
    assert_eq!(
        cluster.certificate("web-tls").spec.dns_names,
        ["example.com"]
    );
    assert_eq!(cluster.certificate("web-tls").status.revision, Some(2));
    assert_eq!(
        cluster.messages(Kind::Ingress, "UpdateCertificate").len(),
        1
    );

    cluster.apply(&INGRESS.replace("secretName: web-tls", "secretName: other-tls"));
    assert_eq!(
        cluster.messages(Kind::Ingress, "DeleteCertificate"),
        ["Successfully deleted unrequired Certificate \"web-tls\""]
    );
    assert!(cluster.certificate("other-tls").is_ready());
    cluster.delete(Kind::Ingress, "web");
    assert_eq!(
        cluster.store.list(Kind::Certificate).count(),
        0,
        "its Certificates go with it"
    );
    assert!(cluster.secret("other-tls").is_some(), "their Secrets stay");
}

#[test]
fn an_ingress_that_says_too_much_or_too_little_is_told() {
    let both = INGRESS.replace(
        "cert-manager.io/issuer: self",
        "cert-manager.io/issuer: self\n    cert-manager.io/cluster-issuer: le",
    );
    let cases = [
        (
            both,
            "both \"cert-manager.io/issuer\" and \"cert-manager.io/cluster-issuer\" may not be set",
        ),
        (
            INGRESS.replace("hosts: [example.com, www.example.com]", "hosts: []"),
            "Skipped a TLS block: spec.tls[0].hosts: Required value",
        ),
        (
            INGRESS.replace("size: '256'", "size: big"),
            "invalid value \"big\" for annotation cert-manager.io/private-key-size",
        ),
    ];
    for (manifest, expected) in cases {
        let cluster = TestCluster::new().with(SELF_SIGNED).with(&manifest);
        let messages = cluster.messages(Kind::Ingress, "BadConfig");
        assert!(messages[0].ends_with(expected), "{messages:?}");
        assert_eq!(cluster.store.list(Kind::Certificate).count(), 0);
    }
    let plain = INGRESS.replace("cert-manager.io/issuer: self", "other: thing");
    let cluster = TestCluster::new().with(SELF_SIGNED).with(&plain);
    assert!(
        cluster
            .story()
            .iter()
            .all(|line| !line.starts_with("Ingress"))
    );
}

#[test]
fn what_leaves_the_secret_template_leaves_the_secret() {
    let manifest = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www, namespace: default}
spec:
  dnsNames: [example.com]
  secretName: www-tls
  privateKey: {algorithm: ECDSA, size: 256}
  secretTemplate: {labels: {a: b}, annotations: {c: d, e: f}}
  issuerRef: {name: self}
";
    let mut cluster = TestCluster::new().with(SELF_SIGNED).with(manifest);
    let meta = |cluster: &TestCluster| cluster.secret("www-tls").unwrap().metadata.clone();
    assert_eq!(meta(&cluster).annotation("c"), Some("d"));
    cluster.apply(&manifest.replace(
        "{labels: {a: b}, annotations: {c: d, e: f}}",
        "{annotations: {e: g}}",
    ));
    let after = meta(&cluster);
    assert_eq!(
        (after.annotation("c"), after.annotation("e")),
        (None, Some("g"))
    );
    assert!(!after.labels.contains_key("a"));
    assert_eq!(after.labels["controller.cert-manager.io/fao"], "true");
    assert_eq!(
        cluster.certificate("www").status.revision,
        Some(1),
        "no new certificate"
    );
}
