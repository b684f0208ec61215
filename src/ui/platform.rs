//! The browser, and the only place that knows `web-sys`.
//!
//! Everything else in the page speaks to the browser through these functions
//! and through [`engine`], which carries the lab's effects.

pub(crate) mod engine;

mod crash;
mod dom;
mod fetch;
mod file;
mod keyboard;
mod making;
mod room;
mod site;
mod storage;
mod tabs;
mod viewport;
mod webcrypto;

pub(crate) use crash::{after_crash, crash_report, watch_for_crash};
pub(crate) use dom::{
    address_of, browser_language, change_value, copy, data_at, download, focus, focus_first_seen,
    focus_from_nowhere, follow, follow_soon, has_selection, input_value, is_checked, is_presenting,
    now, preference, prefers_dark, present, print, reveal, scroll_to_end, set_document,
    set_preference, to_top,
};
pub(crate) use file::{
    OpenedFile, has_files, pack, read_all_chosen, read_all_dropped, read_chosen, read_dropped,
    unpack,
};
pub(crate) use gloo_timers::callback::{Interval, Timeout};
pub(crate) use keyboard::{dragged_to, follow_pointer, on_key};
pub(crate) use making::{
    certificate_file, certificate_files, finish, locked_key, new_key, prepare,
};
pub(crate) use room::{Room, keep_for_good, room};
pub(crate) use site::read_site;
pub(crate) use viewport::{Viewport, Zoom};

pub(crate) use engine::{EngineHandle, EngineProvider, saved_workspace, use_engine};
