//! What the page remembers beside the lab: preferences and the unfinished form.
//!
//! All of it is plain data with pure functions; components reach it by context.

pub(crate) mod check;
pub(crate) mod console;
pub(crate) mod directory;
pub(crate) mod draft;
pub(crate) mod making;
pub(crate) mod manifest;
pub(crate) mod workshop;

mod recipe;
mod theme;

pub(crate) use console::{ConsoleHandle, use_console_store};
pub(crate) use draft::{Draft, DraftHandle, Field, use_draft};
pub(crate) use making::{Edit, Making, MakingHandle, use_making};
pub(crate) use recipe::{own_ca, practice_wildcard, root_ca};
pub(crate) use theme::{Preferences, Theme, use_preferences};
pub(crate) use workshop::{Bench, BenchAction, BenchHandle, Opened, use_bench};
