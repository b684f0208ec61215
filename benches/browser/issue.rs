//! Issuing a certificate: by the core alone, beside others in the same page, and by a
//! whole order in the practice world.

use fantoccini::Client;
use serde_json::{Value, json};

use crate::figure::{Figure, Peer, median};
use crate::page::Bench;
use crate::servers::{Fallible, openssl};

/// Key, CSR, verification of the CSR, CA-signed leaf and PEM, P-256.
pub(crate) async fn p256() -> Fallible<Figure> {
    let peers = [("@peculiar/x509", "peculiar"), ("pkijs", "pkijs")];
    beside("ours", &peers, 20, 100).await
}

/// The same with RSA keys; and what WebCrypto alone takes for the key and two signatures.
pub(crate) async fn rsa2048() -> Fallible<Figure> {
    let peers = [
        ("raw WebCrypto", "rawRsa"),
        ("@peculiar/x509", "peculiarRsa"),
        ("pkijs", "pkijsRsa"),
        ("node-forge", "forgeRsa"),
    ];
    beside("oursRsa", &peers, 5, 200).await
}

/// A whole order in a new practice world, wildcard included: controllers, ACME
/// client, practice CA and DNS.
pub(crate) async fn practice_order() -> Fallible<Figure> {
    let figure = beside("practice", &[], 20, 100).await?;
    Ok(Figure::alone(figure.ours, "ms"))
}

/// The medians of issuers that the page knows by these names. Each round asks everybody
/// once, so that a moment in which the machine is slow is slow for all.
async fn beside(
    ours: &str,
    peers: &[(&'static str, &str)],
    warm_up: usize,
    rounds: usize,
) -> Fallible<Figure> {
    let bench = Bench::open().await?;
    let ids: Vec<&str> = std::iter::once(ours)
        .chain(peers.iter().map(|(_, id)| *id))
        .collect();
    let mut times = vec![Vec::new(); ids.len()];
    for round in 0..warm_up + rounds {
        for (id, times) in ids.iter().zip(&mut times) {
            let last = round + 1 == warm_up + rounds;
            let ms = issue(bench.client(), id, last).await?;
            if round >= warm_up {
                times.push(ms);
            }
        }
    }
    bench.close().await?;
    let mut medians = Vec::new();
    for times in times {
        medians.push(median(times)?);
    }
    let mut medians = medians.into_iter();
    Ok(Figure {
        ours: medians.next().ok_or("nothing was measured")?,
        peers: peers
            .iter()
            .zip(medians)
            .map(|((name, _), value)| Peer { name, value })
            .collect(),
        unit: "ms",
    })
}

/// Milliseconds for one certificate; it may be read by openssl, so that nobody is quick
/// by doing less.
async fn issue(client: &Client, id: &str, is_checked: bool) -> Fallible<f64> {
    let answer = client.execute_async(SCRIPT, vec![json!(id)]).await?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    if let Some(error) = text("error") {
        return Err(format!("{id}: {error}").into());
    }
    if let (true, Some(ca), Some(chain)) = (is_checked, text("caPem"), text("issued")) {
        openssl::verify(ca.as_bytes(), chain.as_bytes())?;
        openssl::check_key(chain.as_bytes(), chain.as_bytes())?;
        let names = openssl::alternative_names(chain.as_bytes())?;
        if names != ["DNS:*.example.test", "DNS:example.test"] {
            return Err(format!("{id} issued for {names:?}").into());
        }
    }
    let took = answer.get("took").and_then(Value::as_f64);
    Ok(took.ok_or("the page measured nothing")?)
}

const SCRIPT: &str = "const done = arguments[arguments.length - 1];
const issuer = window.issuers[arguments[0]];
(async () => {
  const start = performance.now();
  const issued = await issuer.issue();
  done({took: performance.now() - start, issued, caPem: issuer.caPem});
})().catch(error => done({error: String(error)}));";
