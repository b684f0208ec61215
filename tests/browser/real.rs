//! Orders at a real Pebble, whose validator asks a real BIND, by a person who
//! copies the records from the page into the zone.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::sleep;

use crate::form::{Form, Issuer};
use crate::issued;
use crate::page::Page;
use crate::servers::bind::Bind;
use crate::servers::doh_proxy::DohProxy;
use crate::servers::pebble::{Pebble, REFUSED_NAME};
use crate::servers::{Fallible, wait_until};

/// The servers of these journeys.
#[derive(Debug)]
pub(crate) struct Internet {
    pub(crate) bind: Bind,
    pub(crate) proxy: DohProxy,
    pub(crate) pebble: Pebble,
}

/// Like [`crate::journey`], with Pebble and BIND running.
pub(crate) async fn journey(
    name: &str,
    steps: impl AsyncFnOnce(&Page, &Internet) -> Fallible,
) -> Fallible {
    let bind = Bind::start().await?;
    let internet = Internet {
        proxy: DohProxy::start(bind.doh_url()).await?,
        pebble: Pebble::start(&bind.address(), 30).await?,
        bind,
    };
    let walked = crate::journey(name, async |page| steps(page, &internet).await).await;
    if walked.is_err() {
        eprintln!("{}", internet.pebble.report());
        eprintln!("{}", internet.bind.report());
    }
    walked
}

/// An order from the form to the verified files.
pub(crate) async fn order(page: &Page, internet: &Internet) -> Fallible {
    walk(page, internet, async || Ok(())).await
}

/// The same with the page loaded anew after every step, and again and again
/// while the lab is at work.
pub(crate) async fn order_with_reloads(page: &Page, internet: &Internet) -> Fallible {
    walk(page, internet, async || {
        page.wait_saved().await?;
        for pause in [0, 90, 170, 310] {
            page.reload().await?;
            sleep(Duration::from_millis(pause)).await;
        }
        Ok(())
    })
    .await?;
    let counts = (internet.pebble.accounts(), internet.pebble.orders());
    if counts == (1, 1) {
        return Ok(());
    }
    Err(format!("Pebble made (accounts, orders) {counts:?}, not one of each").into())
}

/// An order that the CA's policy refuses.
pub(crate) async fn refusal(page: &Page, internet: &Internet) -> Fallible {
    page.click("world-real").await?;
    let issuer = Issuer::Directory(internet.pebble.directory_url());
    Form::new("refused", &[REFUSED_NAME])
        .issuer(issuer)
        .submit(page)
        .await?;
    page.wait_for("problem").await?;
    let types = page.attributes("problem", "data-problem-type").await?;
    if !types
        .iter()
        .any(|kind| kind.ends_with("rejectedIdentifier"))
    {
        return Err(format!("the page shows problems of the types {types:?}").into());
    }
    page.text("problem").await.map(drop)
}

/// The steps of an order; `between` is done between every two.
async fn walk(page: &Page, internet: &Internet, between: impl AsyncFn() -> Fallible) -> Fallible {
    page.click("world-real").await?;
    between().await?;
    let issuer = Issuer::Directory(internet.pebble.directory_url());
    Form::new("real", &["example.test", "*.example.test"])
        .issuer(issuer)
        .submit(page)
        .await?;
    page.wait_for("card-Certificate-real").await?;
    between().await?;
    ask_only(page, &internet.proxy.url()).await?;
    between().await?;
    publish_until_ready(page, &internet.bind, &between).await?;
    let files = issued::download(page, "real").await?;
    files.names(&["DNS:*.example.test", "DNS:example.test"])?;
    files.lead_to(internet.pebble.root_pem()?.as_bytes())
}

/// Has the page ask one resolver and none of those that it begins with.
pub(crate) async fn ask_only(page: &Page, resolver: &str) -> Fallible {
    page.fill("resolver-custom", resolver).await?;
    page.click("resolver-add").await?;
    for well_known in ["Google", "Cloudflare"] {
        page.click(&format!("resolver-toggle-{well_known}")).await?;
    }
    Ok(())
}

/// Publishes every record that the page asks for, as it comes up, and has the
/// page look for it, until the certificate is there.
async fn publish_until_ready(
    page: &Page,
    bind: &Bind,
    between: &impl AsyncFn() -> Fallible,
) -> Fallible {
    let mut published = BTreeSet::new();
    // The second challenge has the first one's name: by then its value is there.
    for finding in ["not-yet", "wrong-value"] {
        let challenge = next_challenge(page, &published).await?;
        between().await?;
        let block = format!("dns-guidance[data-challenge={challenge}]");
        let name = page.text(&format!("{block} txt-fqdn")).await?;
        let value = page.text(&format!("{block} txt-value")).await?;
        page.click(&format!("{block} check-now")).await?;
        page.wait_for(&format!("{block} resolver-answer[data-finding={finding}]"))
            .await?;
        bind.publish_txt(&name, &value)?;
        between().await?;
        page.click(&format!("{block} check-now")).await?;
        between().await?;
        published.insert(challenge);
    }
    page.wait_state("Certificate", "real", "ready").await?;
    between().await
}

/// A challenge whose record is not published yet.
pub(crate) async fn next_challenge(page: &Page, published: &BTreeSet<String>) -> Fallible<String> {
    wait_until("the page to ask for a record", async || {
        let challenges = page.attributes("dns-guidance", "data-challenge").await?;
        Ok(challenges
            .into_iter()
            .find(|challenge| !published.contains(challenge)))
    })
    .await
}
