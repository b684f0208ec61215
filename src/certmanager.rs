//! cert-manager in small: its objects, its decisions, its controllers.
//!
//! - [`api`]: the objects, in the shape of their manifests;
//! - [`policy`]: what makes a certificate be issued, renewed, or wait;
//! - [`controller`]: one file a controller. Each answers one question as a
//!   function of the objects and the clock; they meet only in the store;
//! - [`hand`]: what a person writes on one object;
//! - [`runtime`]: what makes the controllers go;
//! - [`names`]: how generated objects are called;
//! - [`troubleshoot`]: what holds a Certificate up;
//! - [`external`]: requests that somebody else signs;
//! - [`validation`]: what the webhook refuses.

pub mod api;
mod commands;
pub mod controller;
pub mod external;
pub mod hand;
pub mod names;
pub mod policy;
pub mod runtime;
mod signer;
mod signing_request;
mod subject;
pub mod troubleshoot;
pub mod validation;
mod vault;
mod venafi;

pub use commands::{ApplyError, apply, delete, dns_record, renew, web_file};
pub use signing_request::certificate_signing_request;
pub use validation::{FieldError, validate};
