//! The saved workspace as a whole, without the lab: it is taken away, put back, forgotten.

use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::super::dom;
use super::super::storage::{Storage, Workspace};
use super::EngineHandle;

/// The saved workspace as a file, private keys included, for its owner's download.
pub(crate) fn saved_workspace(done: Callback<Option<String>>) {
    spawn_local(async move {
        let backup = match Storage::open().await {
            Ok(storage) => storage.backup().await.ok(),
            Err(_) => None,
        };
        done.emit(backup);
    });
}

impl EngineHandle {
    /// Forgets everything that this browser keeps of the lab, and begins anew. Every tab
    /// of the lab does: the database's own message reaches them.
    pub(crate) fn forget_everything(&self) {
        // From here on this tab writes nothing any more.
        self.engine.lose();
        // The database's message reaches this tab too, which then loads itself anew.
        dom::to_start();
        spawn_local(async {
            let storage = Storage::open().await.ok();
            if let Some(storage) = &storage {
                // What a browser cannot open it has not kept.
                let _ = storage.forget_all().await;
            }
            dom::forget_preferences();
            if let Some(storage) = storage {
                let _ = storage.delete().await;
            }
            dom::begin_anew();
        });
    }

    /// Puts a saved workspace back and opens it; `failed` hears of a file that is none.
    pub(crate) fn restore_workspace(&self, text: &str, failed: Callback<()>) {
        let Ok(workspace) = Workspace::read(text) else {
            return failed.emit(());
        };
        self.engine.lose();
        spawn_local(async move {
            let restored = match Storage::open().await {
                Ok(storage) => storage.restore(workspace).await,
                Err(error) => Err(error),
            };
            match restored {
                Ok(()) => dom::begin_anew(),
                Err(_) => failed.emit(()),
            }
        });
    }
}
