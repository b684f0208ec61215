//! An order at the practice CA whose names are proved by files.

use crate::form::{Form, Issuer};
use crate::issued;
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

const NAMES: [&str; 2] = ["example.test", "www.example.test"];

/// Is refused a wildcard, then orders two names and puts their files in place.
pub(crate) async fn order(page: &Page) -> Fallible {
    page.click("world-practice").await?;
    let star = Form::new("star", &["*.example.test"]).issuer(Issuer::PracticeByFile);
    star.submit(page).await?;
    page.text("error-acme-proof").await?;
    page.click("nav-lab").await?;

    let form = Form::new("file", &NAMES).issuer(Issuer::PracticeByFile);
    form.submit(page).await?;
    let challenges = wait_until("a file for each name", async || {
        let challenges = page.attributes("file-guidance", "data-challenge").await?;
        Ok((challenges.len() == NAMES.len()).then_some(challenges))
    })
    .await?;
    for challenge in &challenges {
        let block = format!("file-guidance[data-challenge={challenge}]");
        let content = page.text(&format!("{block} file-content")).await?;
        let address = page.text(&format!("{block} file-url")).await?;
        let (before, token) = address
            .rsplit_once('/')
            .ok_or("the address has no last part")?;
        if !before.ends_with("/.well-known/acme-challenge") {
            return Err(format!("the file is asked for at {address}").into());
        }
        let file = page
            .download(&format!("{block} download-file"), token)
            .await?;
        if file != content.as_bytes() {
            return Err("the file does not hold what the page shows".into());
        }
    }
    for challenge in challenges {
        let block = format!("file-guidance[data-challenge={challenge}]");
        page.click(&format!("{block} put-file")).await?;
    }
    page.wait_state("Certificate", "file", "ready").await?;
    let files = issued::download(page, "file").await?;
    files.names(&["DNS:example.test", "DNS:www.example.test"])
}
