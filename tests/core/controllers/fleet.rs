//! Manifests of many Certificates, by every kind of issuer.

use certlab::{vault, venafi};

use super::cluster::{ACME, SELF_SIGNED};

/// Every kind of issuer, and what they read.
pub(crate) fn issuers() -> String {
    let (vault, venafi) = (vault::URL, venafi::URL);
    format!(
        "
{SELF_SIGNED}
---
{ACME}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: root, namespace: default}}
spec:
  isCA: true
  commonName: Lab Root
  secretName: root-tls
  duration: 87600h
  issuerRef: {{name: self}}
  privateKey: {{algorithm: ECDSA}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: ca, namespace: default}}
spec: {{ca: {{secretName: root-tls}}}}
---
apiVersion: v1
kind: Secret
metadata: {{name: login, namespace: default}}
stringData: {{token: practice-token, username: practice-user, password: practice-password}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: vault, namespace: default}}
spec: {{vault: {{server: {vault}, path: pki/sign/lab, auth: {{tokenSecretRef: {{name: login}}}}}}}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: venafi, namespace: default}}
spec: {{venafi: {{zone: 'Practice\\Web', tpp: {{url: {venafi}/vedsdk, credentialsRef: {{name: login}}}}}}}}
"
    )
}

/// A Certificate: every fourth wants two names, some are short-lived, some keep
/// their key, some say when to renew.
pub(crate) fn certificate(number: usize) -> String {
    let issuer = [
        "{name: self}",
        "{name: ca}",
        "{name: le}",
        "{name: vault}",
        "{name: venafi}",
        "{name: by-hand, kind: Person, group: example.com}",
    ][number % 6];
    let extra =
        ["", ", www.n{n}.example.com", "", ""][number % 4].replace("{n}", &number.to_string());
    let duration = ["2160h", "1440h", "2160h", "4320h", "2160h"][number % 5];
    let renewal = [
        "",
        "renewBefore: 240h",
        "renewBeforePercentage: 25",
        "renewal: {policy: RenewBefore, windows: [{timezone: Asia/Shanghai, cron: 0 2 * * 6, windowDuration: 4h}]}",
    ][number % 4];
    let rotation = ["Always", "Never"][number / 2 % 2];
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: c{number}, namespace: default}}
spec:
  commonName: n{number}.example.com
  dnsNames: [n{number}.example.com{extra}]
  secretName: c{number}-tls
  issuerRef: {issuer}
  duration: {duration}
  privateKey: {{rotationPolicy: {rotation}, algorithm: ECDSA}}
  {renewal}
---
"
    )
}
