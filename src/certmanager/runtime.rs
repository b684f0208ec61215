//! What makes the controllers go.
//!
//! [`Manager`] watches the store, keeps the queue and has passes made; a
//! `pass::Pass` is what one controller sees and wants; a [`Call`] is what it
//! needs from outside.

mod account;
mod call;
mod controllers;
mod manager;
pub(crate) mod pass;
mod settings;
mod watch;

pub use call::{Answer, Call, CallId, Custody, SelfCheck};
pub use controllers::Controller;
pub use manager::Manager;
pub use settings::Settings;
