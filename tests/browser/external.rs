//! An issuer outside cert-manager: openssl signs, as the page says.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::issued;
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

const CERTIFICATE: &str = "apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: outside}
spec:
  dnsNames: [outside.example.test, '*.outside.example.test']
  secretName: outside-tls
  privateKey: {algorithm: ECDSA}
  issuerRef: {name: by-hand, kind: Person, group: example.test}
";

/// The request leaves as a file, the page's own commands are run by a shell, and the
/// certificate comes back; what does not fit is refused at the field before.
pub(crate) async fn signed_by_openssl(page: &Page) -> Fallible {
    page.click("nav-yaml").await?;
    page.paste("yaml-text", CERTIFICATE).await?;
    page.click("yaml-apply").await?;
    page.click("nav-lab").await?;
    page.wait_state("CertificateRequest", "outside-1", "waiting")
        .await?;
    page.click("card-CertificateRequest-outside-1").await?;
    page.unfold("external-csr").await?;
    page.unfold("external-make-ca").await?;

    let folder = tempfile::tempdir()?;
    let csr = page
        .download("external-csr-download", "outside-1.csr")
        .await?;
    fs::write(folder.path().join("outside-1.csr"), csr)?;
    shell(folder.path(), &page.text("external-make-ca").await?)?;
    shell(folder.path(), &page.text("external-command").await?)?;
    let read = |name: &str| fs::read_to_string(folder.path().join(name));
    let (leaf, ca) = (read("outside-1.crt")?, read("ca.crt")?);

    for (pasted, english, chinese) in [
        ("no PEM at all", "No PEM is in it", "其中没有 PEM"),
        (&*ca, "for another key", "另一把密钥"),
        (
            &*format!("{leaf}{}", read("ca.key")?),
            "holds a private key",
            "内容里有私钥",
        ),
    ] {
        page.paste("external-certificate", pasted).await?;
        page.click("external-hand-in").await?;
        says(page, english).await?;
        page.click("lang-zh").await?;
        says(page, chinese).await?;
        page.click("lang-en").await?;
    }

    page.paste("external-certificate", &format!("{ca}{leaf}"))
        .await?;
    page.click("external-hand-in").await?;
    page.wait_state("CertificateRequest", "outside-1", "ready")
        .await?;
    page.wait_state("Certificate", "outside", "ready").await?;
    page.wait_for("card-Secret-outside-tls").await?;
    let files = issued::download(page, "outside").await?;
    files.names(&["DNS:*.outside.example.test", "DNS:outside.example.test"])?;
    files.lead_to(ca.as_bytes())
}

async fn says(page: &Page, words: &str) -> Fallible {
    wait_until(&format!("the field to say “{words}”"), async || {
        let said = page.text("error-external-certificate").await?;
        Ok(said.contains(words).then_some(()))
    })
    .await
}

fn shell(folder: &Path, line: &str) -> Fallible {
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let error = String::from_utf8_lossy(&output.stderr);
    Err(format!("{line}: {error}").into())
}
