//! What a walk asks for: manifests, console lines, and what is neither.

use certlab::lab::practice::DIRECTORY_URL;
use certlab::vault;

use super::dice::{Choices, pick};

/// The issuers that a walk applies, and the Certificates' references to them.
const ISSUERS: [(&str, &str); 8] = [
    ("Issuer", "self"),
    ("Issuer", "ca"),
    ("Issuer", "dns"),
    ("ClusterIssuer", "web"),
    ("Issuer", "vault"),
    ("Issuer", "nobody"),
    ("ClusterIssuer", "self"),
    ("Issuer", "old"),
];

const DURATIONS: [&str; 6] = ["1h", "24h", "168h", "2160h", "8760h", "1s"];

const EXTRAS: [&str; 9] = [
    "",
    "renewBefore: 1h",
    "renewBeforePercentage: 30",
    "revisionHistoryLimit: 1",
    "privateKey: {rotationPolicy: Always, algorithm: ECDSA, size: 384}",
    "privateKey: {rotationPolicy: Never, algorithm: Ed25519}",
    "secretTemplate: {labels: {a: b}, annotations: {c: d}}",
    "additionalOutputFormats: [{type: DER}, {type: CombinedPEM}]",
    "isCA: true",
];

/// What is typed at the console.
pub(crate) const LINES: [&str; 16] = [
    "kubectl get certificates -A -o wide",
    "kubectl get all -o yaml",
    "kubectl describe certificate c0",
    "kubectl describe order",
    "kubectl get secret c1-tls -o json",
    "kubectl annotate certificate c2 cert-manager.io/issue-temporary-certificate=true",
    "kubectl delete secret c3-tls",
    "kubectl explain certificate.spec.privateKey",
    "cmctl status certificate c0",
    "cmctl renew c1",
    "cmctl approve c0-1",
    "cmctl deny c0-1 --reason no --message 'not today'",
    "cmctl inspect secret c0-tls",
    "cmctl check api",
    "kubectl get \"",
    "kubectl apply -f",
];

/// What is no manifest, or none that the lab takes.
pub(crate) const JUNK: [&str; 6] = [
    "{",
    "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c0}\nspec: {duration: never}",
    "- - - -",
    "a: &a [*a]",
    "kind: Widget\napiVersion: v1",
    "\u{0}",
];

/// An issuer of some kind, with what it needs.
pub(crate) fn issuer(choices: &mut dyn Choices) -> String {
    let acme = |solver: &str| {
        format!(
            "{{acme: {{server: {DIRECTORY_URL}, privateKeySecretRef: {{name: account}}, \
             solvers: [{solver}]}}}}"
        )
    };
    let by_hand = "{dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}}";
    let (kind, name, spec) = match choices.below(7) {
        0 => ("Issuer", "self", "{selfSigned: {}}".to_owned()),
        1 => ("Issuer", "ca", "{ca: {secretName: c0-tls}}".to_owned()),
        2 => ("Issuer", "dns", acme(by_hand)),
        3 => (
            "ClusterIssuer",
            "web",
            acme("{http01: {ingress: {ingressClassName: nginx}}}"),
        ),
        4 => (
            "Issuer",
            "vault",
            format!(
                "{{vault: {{server: {}, path: pki/sign/lab, \
                 auth: {{tokenSecretRef: {{name: login, key: token}}}}}}}}",
                vault::URL
            ),
        ),
        5 => ("ClusterIssuer", "self", "{selfSigned: {}}".to_owned()),
        _ => ("Issuer", "old", acme("")),
    };
    let login = if name == "vault" {
        format!(
            "apiVersion: v1\nkind: Secret\nmetadata: {{name: login, namespace: default}}\n\
             stringData: {{token: {}}}\n---\n",
            vault::TOKEN
        )
    } else {
        String::new()
    };
    let namespace = if kind == "Issuer" {
        ", namespace: default"
    } else {
        ""
    };
    format!(
        "{login}apiVersion: cert-manager.io/v1\nkind: {kind}\n\
         metadata: {{name: {name}{namespace}}}\nspec: {spec}\n"
    )
}

/// A Certificate; some have no issuer, and some are refused by the webhook's rules: that is
/// an answer too.
pub(crate) fn certificate(choices: &mut dyn Choices) -> String {
    let number = choices.below(6);
    let (kind, issuer) = pick(choices, &ISSUERS).unwrap_or(("Issuer", "self"));
    let duration = pick(choices, &DURATIONS).unwrap_or("2160h");
    let extra = pick(choices, &EXTRAS).unwrap_or("");
    let names = match choices.below(5) {
        0 => format!("n{number}.example.test"),
        1 => format!("n{number}.example.test, '*.n{number}.example.test'"),
        2 => format!("'*.example.test', n{number}.example.com"),
        3 => "localhost".to_owned(),
        _ => format!("n{number}.example.test, www.n{number}.example.test"),
    };
    format!(
        "apiVersion: cert-manager.io/v1\nkind: Certificate\n\
         metadata: {{name: c{number}, namespace: default}}\n\
         spec:\n  dnsNames: [{names}]\n  secretName: c{number}-tls\n  duration: {duration}\n\
         \x20 issuerRef: {{kind: {kind}, name: {issuer}}}\n  {extra}\n"
    )
}
