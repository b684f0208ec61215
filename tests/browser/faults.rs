//! The practice CA misbehaves while a person watches: each order ends in a
//! certificate or in a message that says what is wrong.

use crate::form::{Form, Issuer};
use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// A fault, as it is chosen in the panel, and how an order ends.
struct Row {
    fault: &'static [(&'static str, &'static str)],
    outcome: Outcome,
}

enum Outcome {
    /// A certificate comes while the fault is on.
    Certificate,
    /// The page shows this text.
    Message(&'static str),
}

const ROWS: [Row; 12] = [
    row(&[("fault-nonces", "50")], Outcome::Certificate),
    row(&[("fault-latency", "1")], Outcome::Certificate),
    row(&[("fault-processing", "5")], Outcome::Certificate),
    row(&[("fault-skew", "ahead")], Outcome::Certificate),
    row(&LOST_BEFORE, Outcome::Certificate),
    row(&LOST_AFTER, Outcome::Certificate),
    row(&FAILED, Outcome::Certificate),
    row(&UNAVAILABLE, Outcome::Certificate),
    row(
        &[("fault-proofs", "wrong")],
        Outcome::Message("Incorrect TXT record"),
    ),
    row(
        &[("fault-proofs", "nxdomain")],
        Outcome::Message("NXDOMAIN"),
    ),
    row(
        &[("fault-proofs", "servfail")],
        Outcome::Message("SERVFAIL"),
    ),
    row(
        &[("fault-proofs", "caa")],
        Outcome::Message("prevents issuance"),
    ),
];

const LOST_BEFORE: [(&str, &str); 3] = once("lost-before", "finalize");
const LOST_AFTER: [(&str, &str); 3] = once("lost-after", "newOrder");
const FAILED: [(&str, &str); 3] = once("500", "order");
const UNAVAILABLE: [(&str, &str); 3] = once("503", "challenge");

const fn row(fault: &'static [(&'static str, &'static str)], outcome: Outcome) -> Row {
    Row { fault, outcome }
}

const fn once(request: &'static str, step: &'static str) -> [(&'static str, &'static str); 3] {
    [
        ("fault-requests", request),
        ("fault-step", step),
        ("fault-times", "once"),
    ]
}

/// Orders one certificate under each fault, and prints how each ended.
pub(crate) async fn table(page: &Page) -> Fallible {
    page.click("world-practice").await?;
    // The panel is on the stage, and the stage is there with the first object.
    let first = Form::new("first", &["first.example.test"]).issuer(Issuer::SelfSigned);
    first.submit(page).await?;
    page.wait_state("Certificate", "first", "ready").await?;
    for (number, row) in ROWS.iter().enumerate() {
        let name = format!("under-fault-{number}");
        page.unfold("fault-requests").await?;
        for (switch, value) in row.fault {
            page.choose(switch, value).await?;
        }
        let ended = order(page, &name, &row.outcome).await;
        let shown = match (&ended, &row.outcome) {
            (Err(error), _) => error.to_string(),
            (Ok(()), Outcome::Certificate) => "a certificate".to_owned(),
            (Ok(()), Outcome::Message(text)) => format!("“{text}”"),
        };
        eprintln!("{:?}: {shown}", row.fault);
        ended.map_err(|error| format!("{:?}: {error}", row.fault))?;
        page.unfold("faults-off").await?;
        page.click("faults-off").await?;
    }
    Ok(())
}

async fn order(page: &Page, name: &str, outcome: &Outcome) -> Fallible {
    let dns_name = format!("{name}.example.test");
    let form = Form::new(name, &[&dns_name]).issuer(Issuer::Practice);
    form.submit(page).await?;
    let challenge = wait_until("a record to publish", async || {
        let challenges = page.attributes("dns-guidance", "data-challenge").await?;
        let mut challenges = challenges.into_iter();
        Ok(challenges.find(|challenge| challenge.starts_with(name)))
    })
    .await?;
    let block = format!("dns-guidance[data-challenge={challenge}]");
    page.click(&format!("{block} publish-practice")).await?;
    match outcome {
        Outcome::Certificate => page.wait_state("Certificate", name, "ready").await,
        Outcome::Message(text) => {
            wait_until(&format!("“{text}” on the page"), async || {
                Ok(page.shows(text).await?.then_some(()))
            })
            .await
        }
    }
}
