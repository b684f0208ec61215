//! Runs to be shown: made by the core, written as files that the page opens.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use certlab::certmanager::api::from_yaml;
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::{Action, Bench, KeyStore, Performed, Recording, World};
use fantoccini::{Client, Locator};
use serde_json::json;

use crate::page;
use crate::servers::{Fallible, wait_until};

/// A run that ends with so many objects: of ten Certificates one waits for an
/// issuer, the others are ready. Each makes a request and a Secret.
pub(crate) fn crowd(objects: usize) -> Fallible<Recording> {
    let certificates = objects / 3;
    let mut yaml = ISSUER.to_owned();
    for number in 0..certificates {
        let issuer = if number % 10 == 9 { "to-come" } else { "self" };
        certificate(&mut yaml, number, issuer);
    }
    let mut run = Run::new();
    run.act(Action::Apply {
        objects: from_yaml(&yaml)?,
    })?;
    let made = run.bench.lab.store().len();
    if made + 2 < objects {
        return Err(format!("{made} objects were made, not {objects}").into());
    }
    Ok(Recording::of(&run.bench.lab))
}

/// A run of at least so many events: twenty Certificates, renewed by turns.
pub(crate) fn long(events: usize) -> Fallible<Recording> {
    let mut yaml = ISSUER.to_owned();
    for number in 0..CERTIFICATES {
        certificate(&mut yaml, number, "self");
    }
    let mut run = Run::new();
    run.act(Action::Apply {
        objects: from_yaml(&yaml)?,
    })?;
    let mut turn = (0..CERTIFICATES).cycle();
    while run.bench.lab.transcript().len() < events {
        run.wall = run.wall + Duration::from_secs(90);
        let name = format!("site-{}", turn.next().unwrap_or_default());
        run.act(Action::Renew {
            certificate: ObjectKey::new(Kind::Certificate, "default", &name),
        })?;
    }
    Ok(Recording::of(&run.bench.lab))
}

/// Opens a run in the page, and waits until its beginning is on the screen.
pub(crate) async fn open(client: &Client, url: &str, run: &Recording) -> Fallible {
    let file = page::folder().join("run.json");
    fs::create_dir_all(page::folder())?;
    fs::write(&file, run.to_json())?;
    client.goto(&format!("{url}/#/runs")).await?;
    let field = Locator::Css("[data-testid=open-run]");
    let field = client.wait().for_element(field).await?;
    let file: PathBuf = fs::canonicalize(file)?;
    field.send_keys(&file.display().to_string()).await?;
    wait_until("the run on the screen", async || {
        let there = client
            .find_all(Locator::Css("[data-testid=elsewhen]"))
            .await?;
        Ok((!there.is_empty()).then_some(()))
    })
    .await?;
    client.execute("location.hash = '#/'", Vec::new()).await?;
    wait_until("the timeline", async || {
        let there = client.find_all(Locator::Css("[data-testid=time-slider]"));
        Ok((!there.await?.is_empty()).then_some(()))
    })
    .await
}

/// Waits until a script in the page says true.
pub(crate) async fn until(client: &Client, what: &str, script: &str) -> Fallible {
    wait_until(what, async || {
        let answer = client.execute(script, Vec::new()).await?;
        Ok((answer == json!(true)).then_some(()))
    })
    .await
}

struct Run {
    bench: Bench,
    keys: KeyStore,
    entropy: SeededEntropy,
    wall: Timestamp,
}

impl Run {
    fn new() -> Self {
        Self {
            bench: Bench::new(World::Practice, [3; 32]),
            keys: KeyStore::default(),
            entropy: SeededEntropy::new([4; 32]),
            wall: Timestamp::from_unix_secs(1_795_000_000),
        }
    }

    fn act(&mut self, action: Action) -> Fallible {
        let mut effects = VecDeque::from(self.bench.lab.apply(action, self.wall));
        while let Some(effect) = effects.pop_front() {
            let (keys, entropy) = (&mut self.keys, &mut self.entropy);
            match self.bench.perform(effect, keys, entropy, self.wall) {
                Performed::Answered(answer) => {
                    effects.extend(self.bench.lab.apply(answer, self.wall));
                }
                Performed::Done => {}
                Performed::NotHere(effect) => {
                    return Err(format!("nobody answers {effect:?}").into());
                }
            }
        }
        Ok(())
    }
}

fn certificate(yaml: &mut String, number: usize, issuer: &str) {
    let _ = write!(
        yaml,
        "---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: site-{number}, namespace: default}}
spec:
  dnsNames: [site-{number}.example.test]
  secretName: site-{number}-tls
  privateKey: {{algorithm: ECDSA, size: 256}}
  issuerRef: {{name: {issuer}, kind: Issuer}}
"
    );
}

const ISSUER: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
";

const CERTIFICATES: usize = 20;
