//! Files of the site itself: texts that are no part of the program.
//!
//! Where the lab is one file, `cargo xtask dist --single-file` has put them into the page.

use gloo_net::http::Request;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Reads a text of the site; `None` if it cannot be had.
pub(crate) fn read_site(path: String, read: Callback<Option<String>>) {
    spawn_local(async move {
        read.emit(text(&path).await);
    });
}

async fn text(path: &str) -> Option<String> {
    if let Some(text) = in_page(path) {
        return Some(text);
    }
    let response = Request::get(path).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.text().await.ok()
}

/// The text that the page itself holds.
fn in_page(path: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let selector = format!("script[data-file=\"{path}\"]");
    // A path that makes no selector is none of the site's.
    document.query_selector(&selector).ok()??.text_content()
}
