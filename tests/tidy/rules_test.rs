//! The checker checked: each rule catches a bad snippet and passes a good one.

use std::collections::BTreeSet;

use super::rules::check;
use super::source::Source;

const HEADER: &str = "//! A file.\n";

/// The rules that `code`, at `path`, breaks, with the lines.
fn broken(path: &str, code: &str) -> Vec<String> {
    let files = ["trigger", "issuing", "context"]
        .map(|name| format!("src/certmanager/controller/{name}.rs"));
    let pages =
        ["pages", "components", "store", "platform"].map(|name| format!("src/ui/{name}.rs"));
    let files: BTreeSet<String> = files.into_iter().chain(pages).collect();
    let source = Source::new(path, &format!("{HEADER}{code}"));
    check(&source, &files)
        .into_iter()
        .map(|finding| format!("{} {}", finding.line, finding.rule))
        .collect()
}

fn caught(path: &str, code: &str, rule: &str) {
    assert_eq!(broken(path, code), [format!("2 {rule}")], "{path}: {code}");
}

fn passes(path: &str, code: &str) {
    assert_eq!(broken(path, code), Vec::<String>::new(), "{path}: {code}");
}

#[test]
fn arrows_of_the_core() {
    caught("src/encoding.rs", "use crate::clock;", "imports");
    caught("src/clock.rs", "use crate::entropy;", "imports");
    passes("src/http.rs", "use crate::encoding;");
    caught("src/x509/name.rs", "use crate::dns::Record;", "imports");
    passes(
        "src/x509/name.rs",
        "use crate::clock::Timestamp;\nuse super::key::Key;",
    );
    caught(
        "src/acme/client.rs",
        "fn f() -> crate::dns::Record {}",
        "imports",
    );
    caught(
        "src/ca/front.rs",
        "use crate::{clock::Timestamp, acme::{jose, client::Session}};",
        "imports",
    );
    passes(
        "src/ca/front.rs",
        "use crate::acme::{jose, problem::Problem};",
    );
    caught(
        "src/certmanager/policy.rs",
        "use super::super::ca::PracticeCa;",
        "imports",
    );
    caught("src/kube.rs", "use crate::lab::Lab;", "imports");
    passes(
        "src/lab/practice.rs",
        "use crate::ca::PracticeCa;\nuse crate::certmanager::api;",
    );
}

#[test]
fn controllers_meet_in_the_store() {
    let trigger = "src/certmanager/controller/trigger.rs";
    caught(
        trigger,
        "use crate::certmanager::controller::issuing::Issuing;",
        "imports",
    );
    caught(trigger, "use super::issuing;", "imports");
    passes(
        trigger,
        "use super::Call;\nuse crate::certmanager::{api, policy};\nuse super::trigger::x;",
    );
    passes(
        "src/certmanager/controller/trigger/steps.rs",
        "use super::super::trigger::Trigger;",
    );
    passes(trigger, "use super::pass::Pass;");
    passes(
        "src/certmanager/controller/kind.rs",
        "use super::{issuing, trigger};",
    );
    passes(
        "src/certmanager/controller/order_challenges.rs",
        "use super::orders::Step;",
    );
    caught(
        "src/certmanager/controller/order_challenges.rs",
        "use super::issuing::Step;",
        "imports",
    );
}

#[test]
fn arrows_of_the_page() {
    caught(
        "src/ui/components/button.rs",
        "use crate::ui::store::Store;",
        "imports",
    );
    caught(
        "src/ui/components/button.rs",
        "use super::super::pages::Home;",
        "imports",
    );
    let engine = "use crate::ui::platform::use_engine;";
    caught("src/ui/components/button.rs", engine, "imports");
    passes("src/ui/pages/home.rs", engine);
    passes(
        "src/ui/components/copy.rs",
        "use crate::ui::platform::copy;",
    );
    passes(
        "src/ui/components/button.rs",
        "use super::icon::Icon;\nuse crate::ui::i18n::Text;\nuse crate::ui::Root;",
    );
    passes(
        "src/ui/app.rs",
        "use crate::ui::{pages::Home, store::Store};\nuse certlab::lab::Lab;",
    );
    caught("src/ui/app.rs", "use certlab::ca::PracticeCa;", "imports");
}

#[test]
fn the_browser_stays_in_its_folder() {
    caught(
        "src/ui/components/button.rs",
        "use web_sys::HtmlElement;",
        "browser",
    );
    caught("src/main.rs", "use gloo_net::http::Request;", "browser");
    caught("src/main.rs", "use wasm_bindgen::JsCast;", "browser");
    caught("src/lab/effect.rs", "use yew::Html;", "browser");
    caught("src/dns/doh.rs", "type T = js_sys::Uint8Array;", "browser");
    passes("src/ui/platform/fetch.rs", "use web_sys::Response;");
    passes(
        "src/dns/doh.rs",
        "// web_sys would do this by itself\nconst A: &str = \"yew\";",
    );
    passes(
        "src/ui/app.rs",
        "use yew::Html;\n#[wasm_bindgen_test]\nfn t() {}",
    );
}

#[test]
fn time_and_order_are_given() {
    caught(
        "src/lab/clock.rs",
        "fn f() { std::time::SystemTime::now(); }",
        "clock",
    );
    caught("src/acme/nonce.rs", "fn f() { Instant::now(); }", "clock");
    caught(
        "src/kube/store.rs",
        "use std::collections::HashMap;",
        "order",
    );
    passes("src/kube/store.rs", "use std::collections::BTreeMap;");
    passes("src/ui/hooks.rs", "use std::collections::HashMap;");
}

#[test]
fn unfinished_work_is_seen() {
    caught("xtask/src/main.rs", "fn f() { todo!() }", "unfinished");
    caught("tests/core/main.rs", "#[ignore = \"slow\"]", "unfinished");
    caught("src/dns.rs", concat!("// TO", "DO: later"), "unfinished");
    passes(
        "src/dns.rs",
        concat!("const A: &str = \"TO", "DO\"; // todomvc, todo"),
    );
}

#[test]
fn files_have_a_shape() {
    assert_eq!(broken("src/dns/mod.rs", ""), ["1 mod.rs"]);
    assert_eq!(
        broken("src/dns.rs", &"// a line\n".repeat(399)),
        Vec::<String>::new()
    );
    assert_eq!(
        broken("src/dns.rs", &"// a line\n".repeat(400)),
        ["401 length"]
    );
    let check = |text: &str| check(&Source::new("tests/a.rs", text), &BTreeSet::new()).len();
    assert_eq!(check("use std::fmt;\n//! Too late."), 1);
    assert_eq!(check("#![cfg(unix)]\n\n//! In time."), 0);
}
