//! The glossary's pictures and working models, and terms as links beside the work.

use serde_json::json;

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// Looks at every picture, and breaks what can be broken.
pub(crate) async fn models(page: &Page) -> Fallible {
    page.click("nav-glossary").await?;
    page.wait_for("glossary-order").await?;
    let terms = "return [...document.querySelectorAll('[data-testid=glossary-terms] a')]
        .map(link => link.dataset.testid.replace('glossary-', ''))";
    let terms: Vec<String> = serde_json::from_value(page.run(terms).await?)?;
    if terms.len() < 45 {
        return Err(format!("only {} terms are listed", terms.len()).into());
    }
    for term in &terms {
        go(page, term).await?;
        page.wait_for("term-picture").await?;
        let is_whole = "const picture = document.querySelector('[data-testid=term-picture]');
            return picture.scrollWidth <= picture.clientWidth + 1
                && picture.querySelectorAll('li').length >= 2 && picture.querySelector('.pic-lit') !== null";
        if page.run(is_whole).await? != true {
            return Err(format!("the picture of {term} is cut off or says nothing").into());
        }
    }

    go(page, "signature").await?;
    good(page, true).await?;
    page.click("demo-other-key").await?;
    good(page, false).await?;
    page.click("demo-own-key").await?;
    page.fill("demo-message", "shop.example.tent").await?;
    good(page, false).await?;
    page.click("demo-sign").await?;
    good(page, true).await?;

    go(page, "csr").await?;
    good(page, true).await?;
    let turn = "const range = document.querySelector('[data-testid=demo-byte]');
        range.value = 40;
        range.dispatchEvent(new InputEvent('input', {bubbles: true}))";
    page.run(turn).await?;
    good(page, false).await?;

    go(page, "san").await?;
    good(page, true).await?;
    for (host, fits) in [
        ("old.example.org", false),
        ("a.b.example.test", false),
        ("example.test", true),
    ] {
        page.fill("demo-host", host).await?;
        good(page, fits).await?;
    }

    go(page, "thumbprint").await?;
    let thumbprint = page.text("demo-thumbprint").await?;
    let record = page.text("demo-TXT").await?;
    page.click("demo-new-token").await?;
    changed(page, "demo-TXT", &record).await?;
    if page.text("demo-thumbprint").await? != thumbprint {
        return Err("another token changed the thumbprint".into());
    }
    page.click("demo-new-key").await?;
    changed(page, "demo-thumbprint", &thumbprint).await?;

    go(page, "nonce").await?;
    page.click("demo-twice").await?;
    let second = page.text("demo-second").await?;
    if second.starts_with("400 badNonce") {
        return Ok(());
    }
    Err(format!("the second answer is {second}").into())
}

/// Opens terms from the form and from the inspector; the work stays where it is.
pub(crate) async fn links(page: &Page) -> Fallible {
    let form = Form::new("linked", &["linked.example.test"]).issuer(Issuer::SelfSigned);
    form.fill(page).await?;
    page.unfold("cert-common-name").await?;
    page.click("term-common-name").await?;
    page.wait_for("term-drawer term[data-term=common-name]")
        .await?;
    if page.value("cert-name").await? != "linked" {
        return Err("the form was forgotten".into());
    }
    page.click("drawer-close").await?;
    page.click("create-certificate").await?;
    page.wait_state("Certificate", "linked", "ready").await?;
    page.run("location.hash = '#/object/Certificate/default/linked/x509'")
        .await?;
    page.click("inspector term-serial").await?;
    page.wait_for("term-drawer term[data-term=serial]").await?;
    // Live: the picture shows the bench's own names.
    page.run("location.hash = '#/glossary/san'").await?;
    page.wait_for("term-picture[data-live=true]").await?;
    let shown = page.text("glossary-term term-picture").await?;
    if shown.contains("linked.example.test") {
        return Ok(());
    }
    Err(format!("the picture shows {shown}").into())
}

async fn go(page: &Page, term: &str) -> Fallible {
    page.run(&format!(
        "location.hash = {}",
        json!(format!("#/glossary/{term}"))
    ))
    .await?;
    page.wait_for(&format!("term[data-term={term}]")).await
}

async fn good(page: &Page, is_good: bool) -> Fallible {
    page.wait_for(&format!("demo-verdict[data-good={is_good}]"))
        .await
}

async fn changed(page: &Page, path: &str, before: &str) -> Fallible {
    wait_until(&format!("{path} to change"), async || {
        Ok((page.text(path).await? != before).then_some(()))
    })
    .await
}
