//! Hooks: the clock, the keyboard and the address.

mod key;
mod lesson;
mod lint;
mod now;
mod own;
mod place;
mod pointer;
mod reader;
mod select;
mod viewport;

pub(crate) use key::use_key;
pub(crate) use lesson::{Text, use_lesson};
pub(crate) use lint::use_lint_words;
pub(crate) use now::use_now;
pub(crate) use own::{keep_lesson, lesson_at};
pub(crate) use place::{INSPECTOR, STAGE, use_place_after};
pub(crate) use pointer::{Pointer, point, use_pointer};
pub(crate) use reader::{Reader, Shelf, use_reader, use_reader_store};
pub(crate) use select::use_select;
pub(crate) use viewport::use_viewport;
