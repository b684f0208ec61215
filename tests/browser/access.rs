//! Every page in both languages and both themes, judged by axe-core.

use std::fs;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::page::Page;
use crate::servers::Fallible;

/// A page: its name, its address, and what is there once it is.
const PAGES: &[(&str, &str, &str)] = &[
    ("start", "#/", "door-show"),
    ("form", "#/new", "create-certificate"),
    ("yaml", "#/yaml", "yaml-text"),
    ("console", "#/console", "console-input"),
    ("glossary", "#/glossary", "glossary-found"),
    ("nowhere", "#/nowhere", "not-found"),
    ("runs", "#/runs", "open-run"),
    ("left", "#/left", "left-none"),
    ("term", "#/glossary/order", "term"),
    ("chain", "#/chain", "chain-text"),
    ("lessons", "#/lesson", "lesson-own-ca"),
    ("workshop", "#/workshop", "workshop-text"),
    ("make", "#/workshop/make", "make-key"),
    ("run", "#/runs/wrong-record", "timeline"),
    (
        "object",
        "#/object/Certificate/default/example-test/status",
        "inspector",
    ),
    (
        "messages",
        "#/object/Certificate/default/example-test/messages",
        "inspector",
    ),
    (
        "x509",
        "#/object/CertificateRequest/default/example-test-1/x509",
        "inspector",
    ),
    (
        "changes",
        "#/object/Certificate/default/example-test/changes",
        "changes",
    ),
];

/// What axe-core reports.
#[derive(Debug, Deserialize)]
struct Report {
    violations: Vec<Violation>,
}

#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Value>,
}

/// Visits every page, and lets axe-core judge it.
pub(crate) async fn judged(page: &Page) -> Fallible {
    let axe = std::env::var("CERTLAB_AXE").map_err(|_| "CERTLAB_AXE names no axe.min.js")?;
    page.run(&fs::read_to_string(axe)?).await?;
    let mut findings = Vec::new();
    for (language, button) in [("en", "lang-en"), ("zh", "lang-zh")] {
        page.click(button).await?;
        for &(name, address, sign) in PAGES {
            page.run(&format!("location.hash = {}", json!(address)))
                .await?;
            page.wait_for(sign).await?;
            if name == "run" {
                // At a moment at which a person is waited for.
                page.click("time-play").await?;
                for _ in 0..24 {
                    page.click("time-on").await?;
                }
            }
            for theme in ["light", "dark"] {
                page.run(&format!(
                    "document.documentElement.dataset.theme = {}",
                    json!(theme)
                ))
                .await?;
                let report: Report = serde_json::from_value(page.run_async(JUDGE).await?)?;
                findings.extend(report.violations.iter().map(|violation| {
                    let Violation { id, help, nodes } = violation;
                    let first = nodes.first().map(|node| node["html"].to_string());
                    format!("{name} {language} {theme}: {id}: {help}: {first:?}")
                }));
            }
        }
        page.click("back-to-now").await?;
    }
    if findings.is_empty() {
        return Ok(());
    }
    Err(findings.join("\n").into())
}

/// Runs axe-core once colours have changed over.
const JUDGE: &str = "const done = arguments[0];
    setTimeout(() => axe.run(document).then(
        report => done({violations: report.violations}),
        error => done({violations: [{id: 'axe', help: String(error), nodes: []}]})
    ), 300)";
