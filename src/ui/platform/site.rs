//! Files of the site itself: texts that are no part of the program.

use gloo_net::http::Request;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Fetches a text beside the page; `None` if it cannot be had.
pub(crate) fn read_site(path: String, read: Callback<Option<String>>) {
    spawn_local(async move {
        read.emit(text(&path).await);
    });
}

async fn text(path: &str) -> Option<String> {
    let response = Request::get(path).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.text().await.ok()
}
