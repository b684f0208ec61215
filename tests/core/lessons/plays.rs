//! What a pupil does in each step of each lesson; nothing where it follows by
//! itself.

use certlab::kube::Kind;
use certlab::lab::practice::DIRECTORY_URL;

use super::pupil::Pupil;
use crate::journey::acme_manifest;

type Play = Option<fn(&mut Pupil)>;

pub(super) fn of(lesson: &str) -> &'static [Play] {
    match lesson {
        "what-a-certificate-proves" => &[
            Some(|pupil| pupil.look(Kind::Certificate, "x509", "shop")),
            Some(|pupil| pupil.answer("town ca")),
            Some(|pupil| pupil.check("shop-tls", "shop.example.test", true, None)),
            Some(|pupil| pupil.check("shop-tls", "bank.example.test", true, None)),
            Some(|pupil| pupil.check("stranger-tls", "shop.example.test", false, None)),
        ],
        "keys-and-csr" => &[
            Some(|pupil| pupil.apply(&signed_by("self", "api", "{selfSigned: {}}"))),
            Some(|pupil| pupil.look(Kind::CertificateRequest, "x509", "api-1")),
            Some(|pupil| pupil.answer("The public key.")),
            Some(|pupil| pupil.approve("api-1")),
            Some(|pupil| pupil.download("api.key")),
            Some(|pupil| {
                pupil.renew("api");
                pupil.approve("api-2");
            }),
        ],
        "self-signed" => &[
            Some(|pupil| pupil.apply(&signed_by("self", "shop", "{selfSigned: {}}"))),
            Some(|pupil| pupil.renew("shop")),
        ],
        "own-ca" => &[
            Some(|pupil| pupil.apply(ROOT)),
            Some(|pupil| pupil.apply(CA)),
            Some(|pupil| pupil.apply(&signed_by("ca", "app", "{ca: {secretName: root-tls}}"))),
        ],
        "acme-step-by-step" => &[
            Some(|pupil| pupil.apply(&acme_manifest())),
            Some(Pupil::publish),
            None,
            Some(|pupil| renewed(pupil, 1)),
            Some(|pupil| renewed(pupil, 2)),
        ],
        "cert-manager-objects" => &[
            Some(|pupil| pupil.apply(&leaf("web", "town-ca"))),
            Some(|pupil| pupil.command("kubectl describe certificaterequest web-1")),
            Some(|pupil| pupil.apply(TOWN_CA)),
            Some(|pupil| pupil.answer("certificate")),
            Some(|pupil| pupil.command("kubectl delete secret web-tls")),
        ],
        "dns01-by-hand" => &[
            Some(|pupil| pupil.apply(&acme("shop.example.test", DNS01))),
            Some(|pupil| pupil.answer("_acme-challenge.shop.example.test.")),
            Some(|pupil| pupil.answer("left-over-from-last-year")),
            Some(Pupil::publish),
            Some(|pupil| {
                pupil.renew("acme");
                pupil.desk.publish_records();
                pupil.wait_a_moment();
            }),
            Some(|pupil| {
                pupil.faults_off();
                pupil.renew("acme");
                pupil.publish();
            }),
        ],
        "http01" => &[
            Some(|pupil| pupil.apply(&acme("www.example.test", HTTP01))),
            Some(|pupil| pupil.answer("/.well-known/acme-challenge/")),
            Some(|pupil| pupil.answer("404")),
            Some(Pupil::put_files),
        ],
        "wildcard" => &[
            Some(|pupil| pupil.apply(&acme("example.test, '*.example.test'", DNS01))),
            Some(|pupil| pupil.answer("one")),
            Some(Pupil::publish),
            Some(|pupil| pupil.check("acme-tls", "shop.example.test", true, None)),
            Some(|pupil| pupil.check("acme-tls", "api.shop.example.test", true, None)),
            Some(|pupil| pupil.check("acme-tls", "example.test", true, None)),
        ],
        "renewal-and-time" => &[
            Some(|pupil| {
                pupil.apply(TOWN_CA);
                pupil.apply(&leaf("app", "town-ca"));
            }),
            Some(|pupil| {
                let day = pupil.field(Kind::Certificate, "app", "/status/renewalTime");
                pupil.answer(&day[..10]);
            }),
            Some(|pupil| pupil.live(60 * 24)),
            Some(|pupil| pupil.go_to("20")),
            Some(|pupil| {
                pupil.command("kubectl delete issuer town-ca");
                pupil.live(91 * 24);
            }),
            Some(|pupil| pupil.apply(TOWN_CA)),
        ],
        "broken-chains" => &[
            Some(|pupil| pupil.check("example-test-tls", "www.example.test", true, None)),
            Some(|pupil| pupil.check("example-test-tls", "www.example.org", true, None)),
            Some(|pupil| {
                let at = Some("2027-01-01T00:00:00Z");
                pupil.check("example-test-tls", "www.example.test", true, at);
            }),
            Some(|pupil| pupil.check("example-test-tls", "www.example.test", false, None)),
            Some(renewed_and_checked),
            Some(renewed_and_checked),
        ],
        "vault-and-external" => &[
            Some(|pupil| pupil.answer("403")),
            Some(|pupil| {
                pupil.apply(VAULT_TOKEN);
                pupil.renew("api");
            }),
            Some(|pupil| pupil.look(Kind::CertificateRequest, "what", "outside-1")),
            Some(|pupil| {
                let csr = pupil.field(Kind::CertificateRequest, "outside-1", "/spec/request");
                pupil.apply(&request_to_town_ca(&csr));
            }),
            Some(|pupil| pupil.hand_in("signed", "outside-1")),
        ],
        "staging" => &[
            Some(|pupil| pupil.apply(&acme("lab.example.test", DNS01))),
            Some(Pupil::publish),
            None,
            Some(|pupil| pupil.look(Kind::Certificate, "x509", "acme")),
        ],
        "eight-days" => &[
            Some(|pupil| pupil.answer("2022/6/7")),
            Some(|pupil| pupil.answer("2022-05-08")),
            Some(|pupil| pupil.answer("38")),
            Some(|pupil| pupil.answer("10")),
            Some(|pupil| pupil.answer("servfail")),
            Some(|pupil| {
                pupil.faults_off();
                pupil.renew("example-test");
                pupil.publish();
            }),
            Some(|pupil| pupil.answer("b")),
            Some(|pupil| {
                pupil.desk.publish_records();
                pupil.wait_a_moment();
            }),
            Some(|pupil| {
                pupil.renew("example-test");
                pupil.publish();
            }),
        ],
        _ => panic!("nobody plays {lesson}"),
    }
}

/// Renews, and finds a chain of so many certificates: the CA has forgotten its
/// intermediate, or has it again.
fn renewed(pupil: &mut Pupil, length: usize) {
    pupil.renew("wildcard");
    pupil.publish();
    assert_eq!(pupil.desk.certificates("wildcard-tls").len(), length);
}

fn renewed_and_checked(pupil: &mut Pupil) {
    pupil.renew("example-test");
    pupil.publish();
    pupil.check("example-test-tls", "www.example.test", true, None);
}

/// A Certificate of the practice CA, proven in that way.
fn acme(names: &str, solver: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: practice, namespace: default}}
spec:
  acme:
    server: {DIRECTORY_URL}
    privateKeySecretRef: {{name: practice-account-key}}
    solvers: [{solver}]
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: acme, namespace: default}}
spec: {{dnsNames: [{names}], secretName: acme-tls, privateKey: {{algorithm: ECDSA, size: 256}}, issuerRef: {{name: practice}}}}
"
    )
}

/// A Certificate of an Issuer.
fn leaf(name: &str, issuer: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: {name}, namespace: default}}
spec: {{dnsNames: [{name}.example.test], secretName: {name}-tls, privateKey: {{algorithm: ECDSA, size: 256}}, issuerRef: {{name: {issuer}}}}}
"
    )
}

/// The same CSR, for another signer.
fn request_to_town_ca(csr: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: CertificateRequest
metadata: {{name: signed, namespace: default}}
spec: {{request: {csr}, issuerRef: {{name: town-ca}}}}
"
    )
}

/// A Certificate and its Issuer.
fn signed_by(issuer: &str, name: &str, spec: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: {issuer}, namespace: default}}
spec: {spec}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: {name}, namespace: default}}
spec: {{dnsNames: [{name}.example.test], secretName: {name}-tls, privateKey: {{algorithm: ECDSA, size: 256}}, issuerRef: {{name: {issuer}}}}}
"
    )
}

const ROOT: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root, namespace: default}
spec: {isCA: true, commonName: My Root, secretName: root-tls, privateKey: {algorithm: ECDSA, size: 256}, issuerRef: {name: self}}
";

const DNS01: &str = "{dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}}";

const HTTP01: &str = "{http01: {ingress: {ingressClassName: nginx}}}";

const VAULT_TOKEN: &str = "
apiVersion: v1
kind: Secret
metadata: {name: vault-token, namespace: default}
stringData: {token: practice-token}
";

const TOWN_CA: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: town-ca, namespace: default}
spec: {ca: {secretName: town-root-tls}}
";

const CA: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca, namespace: default}
spec: {ca: {secretName: root-tls}}
";
