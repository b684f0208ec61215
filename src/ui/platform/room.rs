//! How much room the browser gives the lab, and whether it may take it back.

use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::{StorageEstimate, StorageManager};
use yew::Callback;

/// What the browser says of this site's storage (WHATWG Storage standard).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Room {
    /// Bytes that are used, about.
    pub(crate) used: f64,
    /// Bytes that may be used, about.
    pub(crate) quota: f64,
    /// Whether the browser has agreed not to clear it when space runs out.
    pub(crate) is_for_good: bool,
}

/// Asks the browser; `None` where it does not say.
pub(crate) fn room(read: Callback<Option<Room>>) {
    spawn_local(async move { read.emit(measure().await) });
}

/// Asks the browser not to clear the storage when space runs out, and then how things stand.
pub(crate) fn keep_for_good(read: Callback<Option<Room>>) {
    spawn_local(async move {
        if let Some(Ok(asked)) = manager().map(|manager| manager.persist()) {
            // Whatever it answers, `measure` asks how things stand.
            let _ = JsFuture::from(asked).await;
        }
        read.emit(measure().await);
    });
}

async fn measure() -> Option<Room> {
    let manager = manager()?;
    let estimate = JsFuture::from(manager.estimate().ok()?).await.ok()?;
    let estimate = StorageEstimate::from(estimate);
    let persisted = JsFuture::from(manager.persisted().ok()?).await.ok()?;
    Some(Room {
        used: estimate.get_usage()?,
        quota: estimate.get_quota()?,
        is_for_good: persisted.is_truthy(),
    })
}

fn manager() -> Option<StorageManager> {
    Some(web_sys::window()?.navigator().storage())
}
