//! A placeholder until the certificate is there (`cert-manager.io/issue-temporary-certificate`).

use std::time::Duration;

use certlab::kube::Kind;

use super::cluster::{ACME, TestCluster};

fn manifest(annotation: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: www
  namespace: default
  annotations: {{cert-manager.io/issue-temporary-certificate: \"{annotation}\"}}
spec:
  dnsNames: [example.com]
  secretName: www-tls
  duration: 720h
  privateKey: {{algorithm: ECDSA}}
  issuerRef: {{name: le}}
"
    )
}

#[test]
fn a_placeholder_is_there_while_names_are_proved_and_is_replaced() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.propagated = false;
    cluster.apply(&manifest("true"));
    let secret = cluster.secret("www-tls").unwrap();
    let chain = secret.chain().unwrap().unwrap();
    let [leaf] = chain.as_slice() else {
        panic!("not one certificate");
    };
    assert_eq!(leaf.issuer(), "CN=cert-manager.local");
    assert_eq!(leaf.subject(), "SERIALNUMBER=1234567890");
    assert_eq!(leaf.dns_names(), ["example.com"]);
    assert_eq!(leaf.not_before(), cluster.now);
    assert_eq!(leaf.not_after(), cluster.now + Duration::from_hours(720));
    assert_eq!(
        leaf.public_key().unwrap(),
        secret.private_key("tls.key").unwrap().public_key
    );
    let placeholder = leaf.clone();
    let said = || cluster.messages(Kind::Certificate, "Issuing");
    assert_eq!(
        said(),
        [
            "Issuing certificate as Secret does not exist",
            "Issued temporary certificate"
        ]
    );
    assert_eq!(cluster.certificate("www").status.revision, None);
    assert_eq!(
        cluster.condition("www", "Ready"),
        "False/IncorrectIssuer/Issuing certificate as Secret was previously issued by \"Issuer.cert-manager.io/\""
    );
    assert!(
        cluster
            .condition("www", "Issuing")
            .starts_with("True/DoesNotExist/")
    );

    // It stays while the names are not proved, however long.
    cluster.advance(Duration::from_hours(1));
    let kept = cluster.secret("www-tls").unwrap().chain().unwrap().unwrap();
    assert_eq!(kept, std::slice::from_ref(&placeholder));

    cluster.propagated = true;
    cluster.advance(Duration::from_mins(1));
    let issued = cluster.secret("www-tls").unwrap().chain().unwrap().unwrap();
    assert_ne!(issued[0], placeholder);
    assert_eq!(cluster.certificate("www").status.revision, Some(1));
    assert_eq!(
        cluster.condition("www", "Ready"),
        "True/Ready/Certificate is up to date and has not expired"
    );
}

#[test]
fn without_the_annotation_or_with_another_value_there_is_none() {
    for annotation in ["false", "yes", ""] {
        let mut cluster = TestCluster::new().with(ACME);
        cluster.propagated = false;
        cluster.apply(&manifest(annotation));
        assert!(cluster.secret("www-tls").is_none(), "{annotation:?}");
    }
}

#[test]
fn a_secret_with_a_pair_of_key_and_certificate_is_left_alone() {
    let mut cluster = TestCluster::new().with(ACME).with(&manifest("true"));
    cluster.advance(Duration::from_mins(1));
    let before = cluster.secret("www-tls").unwrap().clone();
    cluster.propagated = false;
    cluster.renew("www");
    cluster.advance(Duration::from_mins(1));
    assert_eq!(cluster.secret("www-tls").unwrap().data, before.data);
}
