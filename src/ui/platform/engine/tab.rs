//! Which of several tabs has the workspace.

use super::super::storage::Storage;
use super::super::tabs::{self, Ask};
use super::entropy::random_seed;
use super::{Engine, EngineHandle, Shown};
use certlab::encoding::hex;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// This tab's part in the workspace.
pub(super) struct Tab {
    mark: String,
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing was asked for yet.
    Unknown,
    /// It acts, and writes.
    Owner,
    /// It shows what another tab has saved.
    Reader,
}

impl Tab {
    pub(super) fn new() -> Self {
        Self {
            mark: hex(&random_seed()),
            part: Part::Unknown,
        }
    }

    pub(super) fn mark(&self) -> String {
        self.mark.clone()
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.part == Part::Reader
    }

    /// What the bench as it stands is to this tab.
    pub(super) fn shown(&self) -> Shown {
        if self.is_read_only() {
            Shown::Elsewhere
        } else {
            Shown::Now
        }
    }
}

impl EngineHandle {
    /// Whether another tab has the workspace.
    pub(crate) fn is_read_only(&self) -> bool {
        self.engine.is_read_only()
    }

    /// Takes the workspace from the tab that has it, and goes on from what it saved.
    pub(crate) fn take_over(&self) {
        let (engine, slot) = (self.engine.clone(), self.slot);
        spawn_local(async move {
            let storage = engine.storage();
            engine.ask(Ask::TakeOver, storage.as_deref()).await;
            // The other tab may be further in a lesson.
            engine.state.borrow_mut().progress = None;
            engine.open(slot).await;
        });
    }
}

impl Engine {
    pub(super) fn is_read_only(&self) -> bool {
        self.state.borrow().tab.is_read_only()
    }

    /// Asks for the workspace, once.
    pub(super) async fn claim(&self, storage: Option<&Storage>) {
        let part = self.state.borrow().tab.part;
        if part == Part::Unknown {
            self.ask(Ask::Politely, storage).await;
        }
    }

    async fn ask(&self, ask: Ask, storage: Option<&Storage>) {
        let lost = {
            let engine = self.clone();
            Callback::from(move |()| engine.lose())
        };
        let is_owner = tabs::claim(ask, lost).await;
        let mark = {
            let mut state = self.state.borrow_mut();
            state.tab.part = if is_owner { Part::Owner } else { Part::Reader };
            state.tab.mark()
        };
        if let (true, Some(storage)) = (is_owner, storage) {
            // Where no mark can be set nothing can be saved, which is said then.
            let _ = storage.claim(&mark).await;
        }
    }

    /// Another tab has the workspace now: nothing is done or written here any more.
    pub(super) fn lose(&self) {
        {
            let mut state = self.state.borrow_mut();
            state.tab.part = Part::Reader;
            state.epoch = state.epoch.wrapping_add(1);
            state.queue.clear();
            state.wake = None;
            state.playing = None;
            if let Some(open) = state.open.as_mut() {
                open.dirty = false;
            }
        }
        self.publish();
    }
}
