//! Lint in the page: beside what was read, and in the inspector.

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};
use crate::workshop::shell;

/// Breaks rules of both standards: an elliptic key that enciphers, for 500 days.
const MAKE: &str = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -keyout key.pem -out cert.pem -days 500 -subj '/CN=lint.example.test' \
    -addext 'subjectAltName=DNS:lint.example.test' -addext 'basicConstraints=critical,CA:FALSE' \
    -addext 'keyUsage=critical,digitalSignature,keyEncipherment' 2>/dev/null && cat cert.pem";

pub(crate) async fn findings(page: &Page) -> Fallible {
    let folder = tempfile::tempdir()?;
    let pem = shell(folder.path(), MAKE)?;
    page.click("nav-workshop").await?;
    page.paste("workshop-text", &pem).await?;
    // Folded, it says how much there is; opened, what.
    says(page, "lint-toggle", "1 error").await?;
    page.click("lint-toggle").await?;
    let rules = page.attributes("lint-finding", "data-rule").await?;
    for rule in ["usage-impossible", "leaf-lifetime", "internal-name"] {
        if !rules.iter().any(|found| found == rule) {
            return Err(format!("{rule} is not among {rules:?}").into());
        }
    }
    let first = "lint-finding[data-rule=usage-impossible]";
    says(
        page,
        first,
        "Key usage allows what a key of this kind cannot do.",
    )
    .await?;
    says(page, first, "keyEncipherment").await?;
    says(page, first, "RFC 8813 §3").await?;
    says(page, "lint-finding[data-rule=leaf-lifetime]", "> 200 d").await?;
    page.click("lang-zh").await?;
    says(page, first, "密钥用途允许了这类密钥根本做不到的事").await?;
    page.click("lang-en").await?;

    // The lab's own: an elliptic key with usages that suit it is sound by RFC 5280.
    page.click("nav-lab").await?;
    let form = Form::new("linted", &["linted.example.test"]).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_state("Certificate", "linted", "ready").await?;
    page.click("card-Certificate-linted").await?;
    page.click("tab-x509").await?;
    says(page, "lint-toggle", "TLS Baseline").await?;
    page.click("lint-toggle").await?;
    says(page, "lint-passed", "rules hold").await?;
    says(
        page,
        "lint-finding[data-rule=authority-missing]",
        "RFC 5280 §4.2.1.1",
    )
    .await
}

async fn says(page: &Page, path: &str, text: &str) -> Fallible {
    wait_until(&format!("“{text}” in {path}"), async || {
        Ok(page.text(path).await?.contains(text).then_some(()))
    })
    .await
}
