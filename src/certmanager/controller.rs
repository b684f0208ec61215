//! cert-manager's controllers.

mod call;

pub use call::{Answer, Call, CallId, Custody, SelfCheck};
