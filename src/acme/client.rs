//! The ACME client, without I/O (RFC 8555 §7).
//!
//! A [`Job`] is one [`Operation`]. Its [`Job::step`] takes an [`Input`] and
//! says what to do next: send a request, have bytes signed, or done. Both the
//! job and the [`Session`] it works with serialize, so that they can be saved
//! before each request goes out and after each answer; a job read back is
//! continued with [`Input::Resume`].
//!
//! Nothing is done twice. A request that makes something at the server and
//! whose answer was never read is remembered in the session, and the next job
//! for the same thing looks at the server before it asks again.

mod answer;
mod call;
mod error;
mod job;
mod link;
mod operation;
mod session;

pub use error::{Error, Part};
pub use job::{Input, Job, Step};
pub use operation::{Operation, OrderOptions, Outcome, Signer};
pub use session::Session;

pub use crate::acme::retry_after::RetryAfter;
