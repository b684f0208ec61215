//! Lines and what they print.

use std::time::Duration;

use super::*;
use crate::entropy::SeededEntropy;
use crate::lab::{Bench, KeyStore, World};

/// A lab at a console.
struct Desk {
    bench: Bench,
    keys: KeyStore,
    entropy: SeededEntropy,
    wall: Timestamp,
}

impl Desk {
    fn new() -> Self {
        Self {
            bench: Bench::new(World::Practice, [1; 32]),
            keys: KeyStore::default(),
            entropy: SeededEntropy::new([2; 32]),
            wall: Timestamp::parse_rfc3339("2026-11-24T06:00:00Z").unwrap(),
        }
    }

    /// Runs a line and does what it asks; what it printed.
    fn run(&mut self, line: &str) -> String {
        let reply = run(&self.bench.lab, line, self.wall);
        self.take(reply)
    }

    fn take(&mut self, mut reply: Reply) -> String {
        for (id, key) in std::mem::take(&mut reply.keys) {
            self.keys.insert(id, key);
        }
        for action in std::mem::take(&mut reply.actions) {
            let (keys, entropy) = (&mut self.keys, &mut self.entropy);
            let left = self.bench.act(action, keys, entropy, self.wall);
            assert!(left.is_empty(), "{left:?}");
        }
        if let Some(Then::Request(request)) = reply.then.take() {
            let (keys, entropy) = (&mut self.keys, &mut self.entropy);
            let made = request.perform(&self.bench.lab, keys, entropy, self.wall);
            return self.take(made);
        }
        reply.text()
    }

    fn later(&mut self, secs: u64) {
        self.wall = self.wall + Duration::from_secs(secs);
        self.bench
            .act(Action::Wake, &mut self.keys, &mut self.entropy, self.wall);
    }
}

const MANIFESTS: &str = "kubectl apply -f - <<EOF
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root}
spec:
  isCA: true
  commonName: Lab Root
  secretName: root-tls
  privateKey: {algorithm: ECDSA}
  issuerRef: {name: self}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca}
spec: {ca: {secretName: root-tls}}
EOF
";

const LEAF: &str = "apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: web}
spec:
  dnsNames: [web.example.test]
  secretName: web-tls
  privateKey: {algorithm: ECDSA}
  issuerRef: {name: ca}
";

#[test]
fn manifests_are_applied_once_and_then_unchanged() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.run("kubectl get cert"),
        "No resources found in default namespace."
    );
    assert_eq!(
        desk.run(MANIFESTS),
        "issuer.cert-manager.io/self created\ncertificate.cert-manager.io/root created\nissuer.cert-manager.io/ca created"
    );
    assert!(
        desk.run(MANIFESTS)
            .lines()
            .all(|line| line.ends_with(" unchanged"))
    );
    desk.later(600);
    assert_eq!(
        desk.run("kubectl get certificates"),
        "NAME   READY   SECRET     AGE\nroot   True    root-tls   10m"
    );
    assert_eq!(
        desk.run("kubectl get iss -o wide -A"),
        "NAMESPACE   NAME   READY   STATUS                AGE\ndefault     ca     True    Signing CA verified   10m\ndefault     self   True                          10m"
    );
    assert_eq!(
        desk.run("kubectl get iss -o name"),
        "issuer.cert-manager.io/ca\nissuer.cert-manager.io/self"
    );
    assert_eq!(
        desk.run("kubectl get cert root -o jsonpath='{.spec.secretName}'"),
        "root-tls"
    );
    assert!(
        desk.run("kubectl get secret root-tls -o yaml")
            .contains("stays in the key store")
    );
}

#[test]
fn errors_are_kubectl_s() {
    let mut desk = Desk::new();
    for (line, expected) in [
        (
            "kubectl get pods",
            "error: the server doesn't have a resource type \"pods\"",
        ),
        (
            "kubectl get cert x",
            "Error from server (NotFound): certificates.cert-manager.io \"x\" not found",
        ),
        (
            "kubectl delete secret x",
            "Error from server (NotFound): secrets \"x\" not found",
        ),
        (
            "kubectl frob",
            "error: unknown command \"frob\" for \"kubectl\"",
        ),
        ("kubectl apply", "error: must specify one of -f and -k"),
        (
            "kubectl apply -f a.yaml",
            "error: the path \"a.yaml\" does not exist",
        ),
        ("kubectl apply -f -\n", "error: no objects passed to apply"),
        ("frob", "sh: frob: command not found"),
        (
            "kubectl apply -f -\nkind: Pod\napiVersion: v1\nmetadata: {name: x}",
            "error: resource mapping not found for name: \"x\" namespace: \"\" from \"STDIN\": no matches for kind \"Pod\" in version \"v1\"\nensure CRDs are installed first",
        ),
        (
            "kubectl apply -f -\napiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: x}\nspec:\n  selfSinged: {}",
            "Error from server (BadRequest): error when creating \"STDIN\": Issuer in version \"v1\" cannot be handled as a Issuer: strict decoding error: unknown field \"spec.selfSinged\"",
        ),
        (
            "kubectl apply -f -\napiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: x}\nspec: {}",
            "Error from server: error when creating \"STDIN\": admission webhook \"webhook.cert-manager.io\" denied the request: spec: Required value: at least one issuer must be configured",
        ),
        (
            "cmctl renew",
            "error: please either supply one or more Certificate resource names, label selectors, or use the --all flag to renew all Certificate resources",
        ),
        (
            "cmctl approve",
            "error: the name of the CertificateRequest to approve has to be provided as an argument",
        ),
        (
            "cmctl status certificate x",
            "error: error when getting Certificate resource: certificates.cert-manager.io \"x\" not found",
        ),
    ] {
        assert_eq!(desk.run(line), expected, "{line}");
    }
    let reply = run(&desk.bench.lab, "kubectl apply -f -", desk.wall);
    assert!(matches!(reply.then, Some(Then::Input)));
}

#[test]
fn a_request_is_denied_approved_and_cannot_be_decided_twice() {
    let mut desk = Desk::new();
    desk.run(MANIFESTS);
    let (keys, entropy) = (&mut desk.keys, &mut desk.entropy);
    desk.bench.act(
        Action::SetApproval { automatic: false },
        keys,
        entropy,
        desk.wall,
    );
    desk.run(&format!("kubectl apply -f -\n{LEAF}"));
    assert_eq!(
        desk.run("kubectl get cr web-1"),
        "NAME    APPROVED   DENIED   READY   ISSUER   REQUESTER                                         AGE\nweb-1                               ca       system:serviceaccount:cert-manager:cert-manager   0s"
    );
    assert_eq!(
        desk.run("cmctl deny web-1 --message 'not this name'"),
        "Denied CertificateRequest 'default/web-1'"
    );
    assert_eq!(
        desk.run("cmctl approve web-1"),
        "error: CertificateRequest is already denied"
    );
    assert!(
        desk.run("kubectl describe cert web")
            .contains("not this name")
    );
    assert_eq!(
        desk.run("cmctl renew web"),
        "Manually triggered issuance of Certificate default/web"
    );
    assert_eq!(
        desk.run("cmctl approve web-1"),
        "Approved CertificateRequest 'default/web-1'"
    );
    assert!(desk.run("kubectl get cert web").contains("True"));
    let status = desk.run("cmctl status certificate web");
    for line in [
        "Name: web",
        "  Ready: True, Reason: Ready, Message: Certificate is up to date and has not expired",
        "- web.example.test",
        "  Kind: Issuer",
        "  Issuer Common Name: Lab Root",
        "  Key Usage: Digital Signature, Key Encipherment",
        "  Public Key Algorithm: ECDSA",
        "  Signature Algorithm: ECDSA-SHA256",
        "No CertificateRequest found for this Certificate",
    ] {
        assert!(
            status.lines().any(|found| found == line),
            "{line}\n{status}"
        );
    }
    let secret = desk.run("cmctl inspect secret web-tls");
    for line in [
        "\t\t- web.example.test",
        "\tCommon Name:\tLab Root",
        "\tSigning Algorithm:\tECDSA-SHA256",
        "\tTrusted by this computer:\tno: x509: certificate signed by unknown authority",
    ] {
        assert!(
            secret.lines().any(|found| found == line),
            "{line}\n{secret}"
        );
    }
}

#[test]
fn labels_and_annotations_are_written_and_removed() {
    let mut desk = Desk::new();
    desk.run(MANIFESTS);
    for (line, expected) in [
        (
            "kubectl label cert root team=web",
            "certificate.cert-manager.io/root labeled",
        ),
        (
            "kubectl get cert -l team=web -o name",
            "certificate.cert-manager.io/root",
        ),
        (
            "kubectl label cert root team=web",
            "certificate.cert-manager.io/root not labeled",
        ),
        (
            "kubectl label cert root team=db",
            "error: 'team' already has a value (web), and --overwrite is false",
        ),
        (
            "kubectl label cert/root team-",
            "certificate.cert-manager.io/root unlabeled",
        ),
        (
            "kubectl annotate issuer ca note='a b'",
            "issuer.cert-manager.io/ca annotated",
        ),
        (
            "kubectl annotate issuer ca note=c",
            "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (a b)",
        ),
        (
            "kubectl delete issuer ca",
            "issuer.cert-manager.io \"ca\" deleted",
        ),
        ("kubectl get issuer -o name", "issuer.cert-manager.io/self"),
    ] {
        assert_eq!(desk.run(line), expected, "{line}");
    }
}

#[test]
fn a_request_is_made_signed_and_fetched() {
    let mut desk = Desk::new();
    desk.run(MANIFESTS);
    let line = "cmctl create certificaterequest mine --from-certificate-file - --fetch-certificate";
    assert_eq!(
        desk.run(&format!("{line}\n{LEAF}")),
        "Private key written to file mine.key\nCertificateRequest mine has been created in namespace default\nCertificateRequest mine in namespace default has not been signed yet. Wait until it is signed..."
    );
    assert!(desk.run("kubectl get cr mine").contains("kubernetes-admin"));
    let waiting = Await {
        request: crate::kube::ObjectKey::new(
            crate::kube::Kind::CertificateRequest,
            "default",
            "mine",
        ),
        file: "mine.crt".to_owned(),
        until: desk.wall,
    };
    let done = waiting.poll(&desk.bench.lab, desk.wall).unwrap();
    assert!(matches!(done.files.as_slice(), [File::Bytes(name, _)] if name == "mine.crt"));
}

#[test]
fn a_private_key_in_a_secret_goes_into_the_key_store_and_no_action() {
    let mut desk = Desk::new();
    let key =
        PrivateKey::generate(crate::x509::KeyAlgorithm::EcdsaP256, &mut desk.entropy).unwrap();
    let pem = key.to_pem(crate::x509::KeyEncoding::Pkcs8);
    let data = crate::encoding::base64(pem.as_bytes());
    let text = format!(
        "kubectl apply -f -\napiVersion: v1\nkind: Secret\nmetadata: {{name: own}}\ndata: {{tls.key: {data}}}"
    );
    let reply = run(&desk.bench.lab, &text, desk.wall);
    assert_eq!(reply.keys.len(), 1);
    assert!(
        !serde_json::to_string(&reply.actions)
            .unwrap()
            .contains(&data[40..80])
    );
    assert_eq!(desk.take(reply), "secret/own created");
}

#[test]
fn a_watch_shows_what_changes() {
    let mut desk = Desk::new();
    desk.run(MANIFESTS);
    let reply = run(&desk.bench.lab, "kubectl get cert -w", desk.wall);
    let Some(Then::Watch(mut watch)) = reply.then else {
        panic!("{reply:?}");
    };
    assert!(watch.poll(&desk.bench.lab, desk.wall).is_empty());
    desk.run("kubectl delete cert root");
    let lines = watch.poll(&desk.bench.lab, desk.wall);
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].text.starts_with("root   True    root-tls   "),
        "{lines:?}"
    );
}

#[test]
fn tab_offers_what_can_follow() {
    let mut desk = Desk::new();
    desk.run(MANIFESTS);
    for (line, expected) in [
        ("ku", vec!["kubectl"]),
        ("kubectl des", vec!["describe"]),
        (
            "kubectl get cert",
            vec!["certificaterequests", "certificates"],
        ),
        ("kubectl describe issuers ", vec!["ca", "self"]),
        ("kubectl get issuer/s", vec!["issuer/self"]),
        ("kubectl get cert -o y", vec!["yaml"]),
        ("cmctl renew ", vec!["root"]),
        ("cmctl status ", vec!["certificate"]),
        (
            "kubectl explain certificate.spec.renew",
            vec![
                "certificate.spec.renewBefore",
                "certificate.spec.renewBeforePercentage",
                "certificate.spec.renewal",
            ],
        ),
    ] {
        assert_eq!(complete(&desk.bench.lab, line), expected, "{line}");
    }
}
