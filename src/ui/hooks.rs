//! Hooks: the clock and the address.

mod now;
mod select;

pub(crate) use now::use_now;
pub(crate) use select::use_select;
