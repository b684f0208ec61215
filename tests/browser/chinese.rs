//! Every page in Chinese, in a browser that asks for it: no English sentence outside code,
//! names and what a server said.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::form::{Form, Issuer};
use crate::offline;
use crate::page::Page;
use crate::servers::Fallible;

/// Addresses, and what is there once the page is. Objects, terms and lessons come on top.
const PAGES: &[(&str, &str)] = &[
    ("#/", "stage"),
    ("#/new", "create-certificate"),
    ("#/left", "left-none"),
    ("#/console", "console-input"),
    ("#/chain", "chain-text"),
    ("#/yaml", "yaml-text"),
    ("#/workshop", "workshop-text"),
    ("#/runs", "open-run"),
    ("#/lesson", "lesson-own-ca"),
    ("#/glossary", "glossary-search"),
    ("#/nowhere", "nav-lab"),
];

/// Walks every page.
pub(crate) async fn walked(page: &Page) -> Fallible {
    page.wait_for("lang-zh[aria-pressed=true]").await?;
    let mut found = BTreeMap::new();
    // The start, before anything is on the bench.
    look(page, "#/ (empty)", &mut found).await?;
    offline::issue(page).await?;
    let bad = Form::new("Bad Name", &["-"]).issuer(Issuer::Practice);
    bad.submit(page).await?;
    look(page, "#/new (bad)", &mut found).await?;
    for &(address, sign) in PAGES {
        go(page, address, sign).await?;
        look(page, address, &mut found).await?;
    }
    let cards = "return [...document.querySelectorAll('[data-testid^=card-]')]
        .map(card => card.dataset.testid.split('-'))
        .map(([, kind, ...name]) => [kind, name.join('-')])";
    go(page, "#/", "stage").await?;
    let objects: Vec<(String, String)> = serde_json::from_value(page.run(cards).await?)?;
    if objects.len() < 5 {
        return Err(format!("only {objects:?} are on the stage").into());
    }
    for (kind, name) in &objects {
        let namespace = if kind == "ClusterIssuer" {
            "-"
        } else {
            "default"
        };
        for tab in ["what", "status", "yaml", "messages", "x509"] {
            let address = format!("#/object/{kind}/{namespace}/{name}/{tab}");
            go(page, &address, "inspector").await?;
            look(page, &address, &mut found).await?;
        }
    }
    for run in ["success", "wrong-record", "caa-refusal", "rate-limit"] {
        let address = format!("#/runs/{run}");
        go(page, &address, "timeline").await?;
        look(page, &address, &mut found).await?;
    }
    for lesson in names("www/lessons", ".zh.json")? {
        let address = format!("#/lesson/{lesson}");
        go(page, &address, "lesson").await?;
        page.wait_for("lesson-hint").await?;
        look(page, &address, &mut found).await?;
    }
    go(page, "#/glossary/order", "term").await?;
    look(page, "#/glossary/order", &mut found).await?;
    page.run("dispatchEvent(new KeyboardEvent('keydown', {key: '?'}))")
        .await?;
    page.wait_for("keys").await?;
    look(page, "the keys", &mut found).await?;
    page.click("keys-close").await?;
    page.click("lesson-close").await?;
    page.click("world-real").await?;
    look(page, "#/ (real)", &mut found).await?;
    for choice in ["issuer-acme-url", "issuer-external", "issuer-vault"] {
        go(page, "#/new", "create-certificate").await?;
        if page.is_there(choice).await? {
            page.click(choice).await?;
            look(page, choice, &mut found).await?;
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("English on Chinese pages: {found:#?}").into())
}

/// The language is switched, and everything stays where and as it is.
pub(crate) async fn switched(page: &Page) -> Fallible {
    let form = Form::new("place", &["place.example.test"]).issuer(Issuer::SelfSigned);
    form.fill(page).await?;
    let state = "return [location.hash, document.querySelector('[data-testid=cert-name]')?.value,
        document.querySelector('[data-testid=inspector] [aria-selected=true]')?.id]";
    let before = page.run(state).await?;
    page.click("lang-zh").await?;
    equal(&page.run(state).await?, &before)?;
    page.click("create-certificate").await?;
    page.wait_state("Certificate", "place", "ready").await?;
    go(page, "#/object/Certificate/default/place/yaml", "inspector").await?;
    let before = page.run(state).await?;
    for button in ["lang-en", "lang-zh"] {
        page.click(button).await?;
        equal(&page.run(state).await?, &before)?;
    }
    // And kept over a reload.
    page.reload().await?;
    page.wait_for("lang-zh[aria-pressed=true]").await?;
    equal(&page.run(state).await?, &before)
}

async fn go(page: &Page, address: &str, sign: &str) -> Fallible {
    page.run(&format!("location.hash = {}", json!(address)))
        .await?;
    page.wait_for(sign).await
}

async fn look(page: &Page, address: &str, found: &mut BTreeMap<String, Vec<String>>) -> Fallible {
    let sentences: Vec<String> = serde_json::from_value(page.run(ENGLISH).await?)?;
    if !sentences.is_empty() {
        found.insert(address.to_owned(), sentences);
    }
    Ok(())
}

/// The names of the files of that ending in a folder of the repository.
fn names(folder: &str, ending: &str) -> Fallible<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(ending).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// Texts, and the texts of attributes, that hold three English words in a row of which two
/// are small; what is marked as English or as code is not looked at.
const ENGLISH: &str = r"
    const spared = 'code, pre, kbd, script, style, textarea, [lang=en], [lang=en] *, .value, .value *';
    const english = /\b[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}\b/g;
    const found = new Set();
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    const judge = text => {
        // A copy button names the command that it copies.
        if (/\b(kubectl|cmctl|openssl|keytool) /.test(text)) return;
        for (const run of text.match(english) ?? []) {
            const small = run.split(/[ ,]+/).filter(word => /^[a-z]+$/.test(word));
            if (small.length >= 2) found.add(run);
        }
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const holder = walker.currentNode.parentElement;
        if (!holder.closest(spared) && holder.checkVisibility()) judge(walker.currentNode.data);
    }
    for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        if (element.closest(spared)) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) judge(element.getAttribute(name) ?? '');
    }
    return [...found]";

fn equal(seen: &serde_json::Value, expected: &serde_json::Value) -> Fallible {
    if seen == expected {
        return Ok(());
    }
    Err(format!("{seen} is not {expected}").into())
}
