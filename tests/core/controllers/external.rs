//! An issuer outside cert-manager: somebody signs by hand.

use certlab::certmanager::external::{
    SignatureError, awaits, check, fulfil, openssl_command, refuse,
};
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey};
use certlab::x509::certificate::prepare;
use certlab::x509::{
    self, Certificate, CertificateSigningRequest, Issuer, KeyAlgorithm, KeyEncoding, PrivateKey,
};

use super::cluster::TestCluster;
use super::server::{self_signed, template};

const EXTERNAL: &str = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www, namespace: default}
spec:
  commonName: example.com
  dnsNames: [example.com]
  otherNames: [{oid: 1.3.6.1.4.1.311.20.2.3, utf8Value: user@example.com}]
  subject:
    countries: [CN]
    organizations: [Lab, Teaching]
    localities: [北京]
    serialNumber: '42'
  secretName: www-tls
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: by-hand, kind: Person, group: example.com}
";

/// What a CA in another room would send back.
fn sign(cluster: &TestCluster, csr: &CertificateSigningRequest) -> String {
    let mut entropy = SeededEntropy::new([9; 32]);
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
    let root = self_signed(&key, cluster.now, &mut entropy);
    let template = template(false, cluster.now, &mut entropy);
    let to_be_signed = prepare(csr, &template, Issuer::Certificate(&root)).unwrap();
    let der = to_be_signed.sign(&key).unwrap();
    Certificate::from_der(&der).unwrap().to_pem() + &root.to_pem()
}

#[test]
fn a_request_waits_for_its_signer_and_takes_only_what_fits() {
    let mut cluster = TestCluster::new().with(EXTERNAL);
    let key = ObjectKey::new(Kind::CertificateRequest, "default", "www-1");
    let request = cluster.request("www-1").clone();
    assert!(
        request.is("Approved"),
        "approved whatever its issuer's group"
    );
    assert!(request.condition("Ready").is_none(), "nobody here signs it");
    assert!(awaits(&request));
    assert_eq!(
        openssl_command(&request).to_string(),
        "openssl x509 -req -in www-1.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 90 -copy_extensions copyall -out www-1.crt"
    );

    let csr = CertificateSigningRequest::from_pem(&request.request_pem()).unwrap();
    assert_eq!(
        csr.subject(),
        "SERIALNUMBER=42,CN=example.com,L=北京,O=Lab+O=Teaching,C=CN"
    );
    let other = (
        "1.3.6.1.4.1.311.20.2.3".to_owned(),
        "user@example.com".to_owned(),
    );
    assert_eq!(csr.other_names(), [other]);

    let mut entropy = SeededEntropy::new([8; 32]);
    let stranger = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
    let wrong = self_signed(&stranger, cluster.now, &mut entropy).to_pem();
    assert_eq!(
        check(&request, &wrong, cluster.now),
        Err(SignatureError::OtherKey)
    );
    assert!(matches!(
        check(&request, "no PEM", cluster.now),
        Err(SignatureError::Certificate(_))
    ));

    let key_pem = stranger.to_pem(KeyEncoding::Pkcs8);
    let pem = sign(&cluster, &csr);
    for (given, refusal) in [
        (
            format!("{pem}{}", *key_pem),
            SignatureError::HoldsPrivateKey,
        ),
        (" ".repeat(1 << 20), SignatureError::TooLong),
        (
            format!("{pem}{wrong}"),
            SignatureError::Certificate(x509::Error::BrokenChain),
        ),
    ] {
        assert_eq!(check(&request, &given, cluster.now), Err(refusal));
    }
    fulfil(&mut cluster.store, &key, &pem, cluster.now).unwrap();
    cluster.settle();
    assert!(cluster.certificate("www").is_ready());
    let secret = cluster.secret("www-tls").unwrap();
    assert!(secret.data.contains_key("ca.crt"));
    let annotation = |name| secret.metadata.annotation(name);
    assert_eq!(annotation("cert-manager.io/issuer-kind"), Some("Person"));
    assert_eq!(
        annotation("cert-manager.io/subject-organizations"),
        Some("Lab,Teaching")
    );
    assert_eq!(
        annotation("cert-manager.io/subject-serialnumber"),
        Some("42")
    );
    assert!(!awaits(cluster.request("www-1")));
    let late = fulfil(&mut cluster.store, &key, &pem, cluster.now);
    assert_eq!(late, Err(SignatureError::Final));
    // Nothing is to be issued again.
    cluster.advance(std::time::Duration::from_hours(1));
    assert_eq!(cluster.certificate("www").status.revision, Some(1));
}

#[test]
fn a_refused_request_counts_as_a_failure() {
    let mut cluster = TestCluster::new().with(EXTERNAL);
    let key = ObjectKey::new(Kind::CertificateRequest, "default", "www-1");
    refuse(&mut cluster.store, &key, "not today", cluster.now).unwrap();
    cluster.settle();
    assert_eq!(
        cluster.condition("www", "Issuing"),
        "False/Failed/The certificate request has failed to complete and will be retried: not today"
    );
}

#[test]
fn a_changed_subject_and_a_literal_one_are_requested_anew() {
    let mut cluster = TestCluster::new().with(EXTERNAL);
    let subject = |cluster: &TestCluster| {
        let request = cluster.request("www-1");
        let csr = CertificateSigningRequest::from_pem(&request.request_pem()).unwrap();
        csr.subject()
    };
    cluster.apply(&EXTERNAL.replace("[CN]", "[DE]"));
    assert!(subject(&cluster).ends_with("C=DE"), "{}", subject(&cluster));
    let literal = EXTERNAL
        .replace("  commonName: example.com\n", "  literalSubject: 'CN=example.com,OU=a\\,b,DC=example,DC=com'\n")
        .replace("  subject:\n    countries: [CN]\n    organizations: [Lab, Teaching]\n    localities: [北京]\n    serialNumber: '42'\n", "");
    cluster.delete(Kind::Certificate, "www");
    cluster.apply(&literal);
    assert_eq!(
        subject(&cluster),
        "CN=example.com,OU=a\\,b,DC=example,DC=com"
    );
    cluster.advance(std::time::Duration::from_mins(10));
    assert_eq!(
        cluster.messages(Kind::Certificate, "RequestFailed"),
        [""; 0]
    );
}
