//! Chains: what the page says of a chain that openssl made, whole and broken.

use std::fs;
use std::process::Command;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// A sound chain, then without its intermediate, then for another name, in both languages;
/// at last a chain of the bench.
pub(crate) async fn checked(page: &Page) -> Fallible {
    let folder = tempfile::tempdir()?;
    let script = "set -e
        make() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key -subj /CN=$1 -out $1.csr; }
        make root; make between; make leaf
        printf 'basicConstraints=critical,CA:TRUE\\n' > ca.cnf
        printf 'subjectAltName=DNS:chain.example.test\\nextendedKeyUsage=serverAuth\\n' > leaf.cnf
        openssl x509 -req -in root.csr -signkey root.key -extfile ca.cnf -days 90 -out root.pem
        openssl x509 -req -in between.csr -CA root.pem -CAkey root.key -CAcreateserial -extfile ca.cnf -days 60 -out between.pem
        openssl x509 -req -in leaf.csr -CA between.pem -CAkey between.key -CAcreateserial -extfile leaf.cnf -days 30 -out leaf.pem";
    let made = Command::new("sh")
        .args(["-c", script])
        .current_dir(folder.path())
        .output()?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into());
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name));
    let (leaf, between, root) = (read("leaf.pem")?, read("between.pem")?, read("root.pem")?);

    page.click("nav-workshop").await?;
    page.click("workshop-chain").await?;
    page.paste("chain-text", &format!("{leaf}{root}{between}"))
        .await?;
    page.paste("chain-name", "chain.example.test").await?;
    says(page, "chain-result", "A sound path leads to").await?;

    page.paste("chain-name", "other.example.test").await?;
    says(page, "chain-broken", "It is for chain.example.test").await?;
    page.paste("chain-name", "").await?;

    page.paste("chain-text", &format!("{leaf}{root}")).await?;
    says(page, "chain-broken", "is missing: CN=between").await?;
    page.click("lang-zh").await?;
    says(page, "chain-broken", "缺少签发者的证书：CN=between").await?;
    says(page, "chain-result", "没有有效路径").await?;
    page.click("lang-en").await?;

    page.paste("chain-text", "no certificate").await?;
    says(page, "chain-verdict", "Nothing in this text can be read").await?;

    let form = Form::new("chained", &["chained.example.test"]).issuer(Issuer::SelfSigned);
    form.submit(page).await?;
    page.wait_state("Certificate", "chained", "ready").await?;
    page.click("card-Secret-chained-tls").await?;
    page.click("tab-x509").await?;
    page.click("check-chain").await?;
    says(page, "chain-result", "A sound path leads to").await
}

async fn says(page: &Page, id: &str, words: &str) -> Fallible {
    wait_until(&format!("{id} to say “{words}”"), async || {
        let said = page.text(id).await?;
        Ok(said.contains(words).then_some(()))
    })
    .await
}
