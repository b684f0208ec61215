//! Reading the fields of 1,000 certificates, beside others in the same page.

use std::rc::Rc;

use certlab::clock::Timestamp;
use certlab::encoding::base64;
use certlab::entropy::SeededEntropy;
use certlab::x509::PrivateKey;
use certlab::x509::making::{Place, Product, Subject, Workbench};
use serde_json::{Value, json};

use crate::figure::{Figure, Peer, median};
use crate::page::Bench;
use crate::servers::Fallible;

/// Serial number, names and dates of each of 1,000 certificates with RSA keys, which
/// node-forge knows too; whoever reads something else than we do is no peer.
pub(crate) async fn thousand() -> Fallible<Figure> {
    let bench = Bench::open().await?;
    let client = bench.client();
    client
        .execute(TAKE, vec![json!(certificates(1_000)?)])
        .await?;
    let names = [
        ("ours", "ours"),
        ("@peculiar/x509", "peculiar"),
        ("pkijs", "pkijs"),
        ("node-forge", "forge"),
    ];
    let mut read: Option<Value> = None;
    let mut times = vec![Vec::new(); names.len()];
    for round in 0..WARM_UP + ROUNDS {
        for ((name, id), times) in names.iter().zip(&mut times) {
            let answer = client.execute(PARSE, vec![json!(id)]).await?;
            let facts = answer.get("facts").cloned().unwrap_or_default();
            if *read.get_or_insert_with(|| facts.clone()) != facts {
                return Err(format!("{name} reads {facts}, we read {read:?}").into());
            }
            if round >= WARM_UP {
                let took = answer.get("took").and_then(Value::as_f64);
                times.push(took.ok_or("the page measured nothing")?);
            }
        }
    }
    bench.close().await?;
    let mut peers = Vec::new();
    for ((name, _), times) in names.iter().zip(times) {
        let value = median(times)?;
        peers.push(Peer { name, value });
    }
    let ours = peers.remove(0).value;
    Ok(Figure {
        ours,
        peers,
        unit: "ms",
    })
}

/// Certificates for servers, in DER as base64.
fn certificates(count: usize) -> Fallible<Vec<String>> {
    let mut entropy = SeededEntropy::new([3; 32]);
    let mut bench = Workbench::default();
    let pem = include_str!("../../tests/data/keys/rsa-2048.pem");
    Rc::make_mut(&mut bench.shelf).add_key(PrivateKey::from_pem(pem)?);
    bench.subject = Some(Subject::Key(0));
    let now = Timestamp::from_unix_secs(1_767_225_600);
    for number in 0..count {
        let name = format!("host-{number}.example.test");
        bench.sheet.set(Place::CommonName, name.clone());
        bench
            .sheet
            .set(Place::DnsNames, format!("{name}\n*.{name}\nwww.{name}"));
        bench.sheet.set(Place::Serial, format!("1{number:09}"));
        let job = bench
            .prepare(Product::Certificate, now, &mut entropy)
            .map_err(|mistakes| format!("{mistakes:?}"))?;
        bench.take(job.product, &job.to_be_signed.sign(&job.key)?)?;
    }
    let made = bench.shelf.certificates().iter();
    Ok(made.map(|certificate| base64(certificate.der())).collect())
}

const WARM_UP: usize = 5;
const ROUNDS: usize = 25;

const TAKE: &str = "window.ders = arguments[0].map(text =>
  Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer)";

const PARSE: &str = "const parse = window.parsers[arguments[0]];
const start = performance.now();
const read = parse(window.ders);
const took = performance.now() - start;
return {took, facts: [read.length, read[0], read[read.length - 1]]}";
