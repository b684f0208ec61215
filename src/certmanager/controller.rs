//! cert-manager's controllers: one file each, each answers one question.
//!
//! A controller is a function of the objects in the store and the clock. One
//! pass over one object gives writes, events, perhaps a [`Call`] to the
//! outside, and a time for the next look; nothing is remembered between
//! passes but in the objects. [`Manager`] has the passes made.
//!
//! ```text
//!  Certificate ─trigger─▶ Issuing=True ─key manager─▶ next key ─request manager─▶ CertificateRequest
//!                                                                     │ approver
//!       Secret ◀─issuing─ signed ◀── self-signed · ca · acme ◀────────┘
//!                                                    │  ▲
//!                                                    ▼  │
//!                                 Order ─orders─▶ Challenges ─scheduler, challenges─▶ proved
//! ```
//!
//! A pass that needs something from outside stops, and is made again from its
//! beginning when the answer is there. It meets the answer where it met the
//! need, if the objects still lead there; if they do not, the answer is of no
//! use any more and is dropped.

mod account;
mod approver;
mod call;
mod challenges;
mod commands;
mod issuer_acme;
mod issuers;
mod issuing;
mod keymanager;
mod kind;
mod manager;
mod order_certificate;
mod order_challenges;
mod orders;
mod pass;
mod readiness;
mod request_acme;
mod request_ca;
mod request_selfsigned;
mod requestmanager;
mod requests;
mod revision;
mod scheduler;
mod settings;
mod solvers;
mod target_secret;
mod trigger;
mod watch;

pub use call::{Answer, Call, CallId, Custody, SelfCheck};
pub use commands::{ApplyError, apply, delete, dns_record, renew};
pub(crate) use keymanager::KEY_UNAVAILABLE;
pub use kind::Controller;
pub use manager::Manager;
pub use settings::Settings;
