//! A request beside the certificate made from it, at the bench and in the inspector.

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};
use crate::workshop::shell;

/// A CA that keeps one name of two, leaves the key usage out and adds a purpose.
const MAKE: &str = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -keyout ca.key -out ca.pem -days 90 -subj '/CN=Strict CA' 2>/dev/null \
    && openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -keyout key.pem -out asked.csr -subj '/O=Wishes/CN=a.example.test' \
    -addext 'subjectAltName=DNS:a.example.test,DNS:b.example.test' \
    -addext 'keyUsage=digitalSignature,keyEncipherment' 2>/dev/null \
    && printf 'subjectAltName=DNS:a.example.test\nextendedKeyUsage=serverAuth\n' > ext.cnf \
    && openssl x509 -req -in asked.csr -CA ca.pem -CAkey ca.key -CAcreateserial \
    -extfile ext.cnf -days 30 -out given.pem 2>/dev/null && cat asked.csr given.pem ca.pem";

pub(crate) async fn side_by_side(page: &Page) -> Fallible {
    let folder = tempfile::tempdir()?;
    let pem = shell(folder.path(), MAKE)?;
    page.click("nav-workshop").await?;
    page.paste("workshop-text", &pem).await?;
    says(
        page,
        "compare-toggle",
        "Asked for and given: a.example.test",
    )
    .await?;
    page.click("compare-toggle").await?;
    for (topic, outcome) in [
        ("Who", "Same"),
        ("Key", "Same"),
        ("subjectAltName", "Changed"),
        ("keyUsage", "Dropped"),
        ("extKeyUsage", "Added"),
        ("Validity", "Added"),
    ] {
        part(page, topic, outcome).await?;
    }
    let lost = "compare-part[data-topic=subjectAltName]";
    says(page, lost, "asked for, not given").await?;
    page.click("lang-zh").await?;
    says(page, lost, "申请了，没有签发").await?;
    page.click("lang-en").await?;

    // The lab's own CA keeps what was asked for.
    page.click("nav-lab").await?;
    let root = Form::new("root", &[]).common_name("Test Root");
    let root = root.certificate_authority().issuer(Issuer::SelfSigned);
    root.submit(page).await?;
    page.wait_state("Certificate", "root", "ready").await?;
    let leaf = Form::new("leaf", &["leaf.example.test"]).issuer(Issuer::Ca);
    leaf.submit(page).await?;
    page.wait_state("Certificate", "leaf", "ready").await?;
    page.click("card-CertificateRequest-leaf-1").await?;
    page.click("tab-x509").await?;
    page.click("compare-toggle").await?;
    part(page, "subjectAltName", "Same").await?;
    part(page, "authorityKeyIdentifier", "Added").await
}

async fn part(page: &Page, topic: &str, outcome: &str) -> Fallible {
    let path = format!("compare-part[data-topic={topic}]");
    wait_until(&format!("{topic} to be {outcome}"), async || {
        let found = page.attributes(&path, "data-outcome").await?;
        Ok((found == [outcome]).then_some(()))
    })
    .await
}

async fn says(page: &Page, path: &str, text: &str) -> Fallible {
    wait_until(&format!("“{text}” in {path}"), async || {
        Ok(page.text(path).await?.contains(text).then_some(()))
    })
    .await
}
