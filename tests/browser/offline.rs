//! An order at the practice CA, with the browser cut off from every network.

use crate::form::{Form, Issuer};
use crate::issued;
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

const NAMES: [&str; 2] = ["example.test", "*.example.test"];

/// The order of [`issue`], with the browser cut off from every network.
pub(crate) async fn order(page: &Page) -> Fallible {
    page.click("world-practice").await?;
    page.browser().set_offline(true).await?;
    issue(page).await?;
    page.browser().set_offline(false).await
}

/// Orders a certificate with a wildcard name and publishes its records in the
/// practice world's own zone; the page asks for nothing outside.
pub(crate) async fn issue(page: &Page) -> Fallible {
    let form = Form::new("offline", &NAMES).issuer(Issuer::Practice);
    form.submit(page).await?;
    let challenges = wait_until("a record for each name", async || {
        let challenges = page.attributes("dns-guidance", "data-challenge").await?;
        Ok((challenges.len() == NAMES.len()).then_some(challenges))
    })
    .await?;
    for challenge in challenges {
        let block = format!("dns-guidance[data-challenge={challenge}]");
        page.click(&format!("{block} publish-practice")).await?;
    }
    page.wait_state("Certificate", "offline", "ready").await?;
    let files = issued::download(page, "offline").await?;
    files.names(&["DNS:*.example.test", "DNS:example.test"])?;
    let requests = page.foreign_requests().await?;
    if requests.is_empty() {
        return Ok(());
    }
    Err(format!("the page asked for {requests:?}").into())
}
