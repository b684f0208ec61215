//! Objects by hand: manifests, the console, approval, a broken CA.

use crate::page::Page;
use crate::servers::{Fallible, wait_until};

const MANIFESTS: &str = "apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root}
spec:
  isCA: true
  commonName: Hand Root
  secretName: root-tls
  privateKey: {algorithm: ECDSA}
  issuerRef: {name: self}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca}
spec: {ca: {secretName: root-tls}}
";

const LEAF: &str = "kubectl apply -f - <<EOF
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: leaf}
spec:
  dnsNames: [leaf.example.test]
  secretName: leaf-tls
  privateKey: {algorithm: ECDSA}
  issuerRef: {name: ca}
EOF
";

/// Three manifests are pasted and driven to Ready by console and by mouse; a
/// request is denied; the CA's Secret is broken, seen, and mended.
pub(crate) async fn from_manifests_to_ready(page: &Page) -> Fallible {
    page.click("nav-yaml").await?;
    // A mistake is named before anything is applied.
    page.paste("yaml-text", &MANIFESTS.replace("selfSigned", "selfSinged"))
        .await?;
    contains(page, "yaml-document", "unknown field \"spec.selfSinged\"").await?;
    page.paste("yaml-text", MANIFESTS).await?;
    page.reload().await?;
    page.click("yaml-apply").await?;
    page.click("nav-lab").await?;
    page.wait_state("Certificate", "root", "ready").await?;
    page.wait_state("Issuer", "ca", "ready").await?;

    page.click("nav-console").await?;
    page.click("approval-manual").await?;
    page.paste("console-input", LEAF).await?;
    page.click("console-run").await?;
    contains(
        page,
        "console-output",
        "certificate.cert-manager.io/leaf created",
    )
    .await?;
    command(
        page,
        "kubectl get cr leaf-1",
        "system:serviceaccount:cert-manager:cert-manager",
    )
    .await?;
    command(
        page,
        "cmctl deny leaf-1",
        "Denied CertificateRequest 'default/leaf-1'",
    )
    .await?;
    command(
        page,
        "kubectl describe cert leaf",
        "manually denied by \"cmctl\"",
    )
    .await?;
    command(page, "cmctl renew leaf", "Manually triggered issuance").await?;
    page.click("nav-lab").await?;
    page.click("card-CertificateRequest-leaf-1").await?;
    page.click("approve").await?;
    page.wait_state("Certificate", "leaf", "ready").await?;

    page.click("nav-console").await?;
    page.click("approval-automatic").await?;
    command(
        page,
        "kubectl delete issuer self",
        "issuer.cert-manager.io \"self\" deleted",
    )
    .await?;
    command(
        page,
        "kubectl delete secret root-tls",
        "secret \"root-tls\" deleted",
    )
    .await?;
    command(page, "cmctl renew leaf", "Manually triggered issuance").await?;
    page.click("nav-lab").await?;
    page.click("card-Certificate-leaf").await?;
    page.click("tab-status").await?;
    page.wait_for("trouble[data-cause=CaSecretMissing]").await?;

    page.click("nav-yaml").await?;
    page.click("yaml-apply").await?;
    page.click("nav-lab").await?;
    page.wait_state("Certificate", "root", "ready").await?;
    page.click("card-Certificate-leaf").await?;
    page.click("tab-status").await?;
    wait_until("the trouble to be over", async || {
        Ok((!page.is_there("trouble").await?).then_some(()))
    })
    .await?;
    page.wait_state("Certificate", "leaf", "ready").await
}

/// The clock is paused, moved to the renewal, and still stands after a reload.
pub(crate) async fn the_clock(page: &Page) -> Fallible {
    page.click("nav-yaml").await?;
    page.paste("yaml-text", MANIFESTS).await?;
    page.click("yaml-apply").await?;
    page.click("nav-lab").await?;
    page.wait_state("Certificate", "root", "ready").await?;
    page.click("clock-pause").await?;
    contains(page, "clock-next", "Renewal of root").await?;
    page.click("clock-step").await?;
    page.click("nav-console").await?;
    wait_until("the second revision", async || {
        command(
            page,
            "kubectl get cert root -o jsonpath='revision {.status.revision}'",
            "revision",
        )
        .await?;
        let text = page.text("console-output").await?;
        Ok(text.contains("revision 2").then_some(()))
    })
    .await?;
    page.wait_saved().await?;
    let before = page.text("clock-now").await?;
    page.reload().await?;
    page.wait_for("clock-run").await?;
    let after = page.text("clock-now").await?;
    if before == after {
        return Ok(());
    }
    Err(format!("the clock stood at {before} and stands at {after}").into())
}

async fn command(page: &Page, line: &str, answer: &str) -> Fallible {
    page.paste("console-input", line).await?;
    page.click("console-run").await?;
    contains(page, "console-output", answer).await
}

async fn contains(page: &Page, path: &str, words: &str) -> Fallible {
    wait_until(&format!("{path} to say “{words}”"), async || {
        Ok(page.text(path).await?.contains(words).then_some(()))
    })
    .await
}
