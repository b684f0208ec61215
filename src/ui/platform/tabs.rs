//! One workspace, one tab that writes: Web Locks.
//!
//! `web-sys` does not name them yet.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// How a tab asks for the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// If no other tab has it.
    Politely,
    /// Whoever has it loses it.
    TakeOver,
}

/// Asks for the workspace: true if this tab has it now, until `lost` hears otherwise.
/// A browser without locks lets every tab have it; the mark in the storage
/// then keeps all but the last from writing.
pub(super) async fn claim(ask: Ask, lost: Callback<()>) -> bool {
    for _ in 0..TRIES {
        match request(ask, lost.clone()).await {
            Ok(true) | Err(_) => return true,
            // A page that is being reloaded lets go of it a moment later.
            Ok(false) => TimeoutFuture::new(PAUSE_MS).await,
        }
    }
    false
}

async fn request(ask: Ask, lost: Callback<()>) -> Result<bool, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    let option = match ask {
        Ask::Politely => "ifAvailable",
        Ask::TakeOver => "steal",
    };
    Reflect::set(&options, &option.into(), &JsValue::TRUE)?;

    let mut resolve = None;
    let answered = Promise::new(&mut |told, _| resolve = Some(told));
    let tell = resolve.ok_or(JsValue::NULL)?;
    let held = Rc::new(Cell::new(false));
    let granted = {
        let (tell, held) = (tell.clone(), Rc::clone(&held));
        Closure::once_into_js(move |lock: JsValue| -> Promise {
            held.set(!lock.is_null());
            // Telling an answer cannot fail.
            let _ = tell.call1(&JsValue::UNDEFINED, &JsValue::from_bool(held.get()));
            if held.get() {
                // Held until the tab is closed or another takes it.
                Promise::new(&mut |_, _| {})
            } else {
                Promise::resolve(&JsValue::UNDEFINED)
            }
        })
    };
    let whole: Promise = request
        .call3(&locks, &NAME.into(), &options, &granted)?
        .dyn_into()?;
    spawn_local(async move {
        if JsFuture::from(whole).await.is_err() {
            if held.get() {
                lost.emit(());
            } else {
                let _ = tell.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
            }
        }
    });
    let answer = JsFuture::from(answered).await?;
    answer.as_bool().ok_or(answer)
}

const NAME: &str = "certlab";

const TRIES: u32 = 6;

const PAUSE_MS: u32 = 100;
