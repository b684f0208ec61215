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

pub(crate) mod approver;
pub(crate) mod challenges;
pub(crate) mod ingress_shim;
pub(crate) mod issuers;
pub(crate) mod issuing;
pub(crate) mod keymanager;
pub(crate) mod orders;
pub(crate) mod readiness;
pub(crate) mod requestmanager;
pub(crate) mod requests;
pub(crate) mod revision;
pub(crate) mod scheduler;
pub(crate) mod trigger;

pub use super::commands::{ApplyError, apply, delete, dns_record, renew, web_file};
pub use super::runtime::{Answer, Call, CallId, Controller, Custody, Manager, SelfCheck, Settings};
