//! Issuing a certificate: by the core alone, beside `@peculiar/x509` in the
//! same page, and by a whole order in the practice world.

use fantoccini::Client;
use serde_json::{Value, json};

use crate::figure::{Figure, Peer, median};
use crate::page;
use crate::servers::chromium::Chromium;
use crate::servers::site::Site;
use crate::servers::{Fallible, openssl, wait_until};

/// Key, CSR, verification of the CSR, CA-signed leaf and PEM, P-256.
pub(crate) async fn p256() -> Fallible<Figure> {
    let [ours, peer] = median_ms(["ours", "peculiar"]).await?;
    Ok(Figure {
        ours,
        peer: Some(Peer {
            name: "@peculiar/x509",
            value: peer,
        }),
        unit: "ms",
    })
}

/// A whole order in a new practice world, wildcard included: controllers, ACME
/// client, practice CA and DNS.
pub(crate) async fn practice_order() -> Fallible<Figure> {
    let [ours] = median_ms(["practice"]).await?;
    Ok(Figure {
        ours,
        peer: None,
        unit: "ms",
    })
}

/// The medians of issuers that the page knows by these names.
async fn median_ms<const N: usize>(issuers: [&str; N]) -> Fallible<[f64; N]> {
    let site = Site::start(&page::build()?).await?;
    let browser = Chromium::start().await?;
    let client = browser.client();
    client.goto(&site.url()).await?;
    wait_until("the page of the bench to be ready", async || {
        let ready = client.execute("return !!window.peculiar", Vec::new());
        Ok((ready.await? == true).then_some(()))
    })
    .await?;
    let mut medians = [0.0; N];
    for (median, issuer) in medians.iter_mut().zip(issuers) {
        *median = median_of(client, issuer).await?;
    }
    browser.close().await?;
    Ok(medians)
}

/// The median over 100 certificates, after 20 that do not count; the last one
/// is read by openssl, so that nobody is quick by doing less.
async fn median_of(client: &Client, issuer: &str) -> Fallible<f64> {
    let answer = client.execute_async(SCRIPT, vec![json!(issuer)]).await?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    if let Some(error) = text("error") {
        return Err(format!("{issuer}: {error}").into());
    }
    let (ca, chain) = (
        text("caPem").unwrap_or_default(),
        text("issued").unwrap_or_default(),
    );
    openssl::verify(ca.as_bytes(), chain.as_bytes())?;
    openssl::check_key(chain.as_bytes(), chain.as_bytes())?;
    let names = openssl::alternative_names(chain.as_bytes())?;
    if names != ["DNS:*.example.test", "DNS:example.test"] {
        return Err(format!("{issuer} issued for {names:?}").into());
    }
    let times = answer.get("times").cloned().unwrap_or_default();
    median(serde_json::from_value(times)?)
}

const SCRIPT: &str = "const done = arguments[arguments.length - 1];
const issuer = window[arguments[0]];
(async () => {
  const times = [];
  let issued;
  for (let run = 0; run < 120; run++) {
    const start = performance.now();
    issued = await issuer.issue();
    if (run >= 20) times.push(performance.now() - start);
  }
  done({times, issued, caPem: issuer.caPem});
})().catch(error => done({error: String(error)}));";
