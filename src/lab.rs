//! The lab: cert-manager, the world around it and the record of all that
//! happened, as one value.
//!
//! [`Lab::apply`] takes an [`Action`] (what a person did, what time did, or the
//! answer to an effect) and returns the [`Effect`]s that the lab wants from
//! outside. It is synchronous and has no clock, no network and no private key.
//! Saving, resuming, replay and tests all follow from that: the list of actions
//! is the [`transcript`], and the same seed with the same actions gives the
//! same bytes.
//!
//! ```text
//!   person, timer ──Action──▶ Lab::apply ──Effect──▶ fetch · WebCrypto · practice world
//!                                ▲                        │
//!                                └───────── Answer ───────┘
//! ```
//!
//! [`bench::Bench`] couples a lab with the parts that can answer inside the
//! page: the key store and, in the Practice world, CA and DNS.

pub mod action;
pub mod agenda;
pub mod bench;
pub mod clock;
pub mod console;
pub mod demo;
pub mod effect;
pub mod glossary;
pub mod keys;
pub mod lesson;
pub mod practice;
pub mod production;
pub mod takeout;
pub mod transcript;

mod account_desk;
mod acme_desk;
mod carry;
mod coach_desk;
mod dns_desk;
mod pairs;
mod probe_desk;
mod resume;
mod state;
mod tamper;
mod view;
mod web_desk;

pub use crate::ca::{
    AuthorizationFault, CaChange, ConnectionFault, ExternalAccountKey, Faults, Policy,
    RefusalFault, Step,
};
pub use account_desk::{
    AccountAct, AccountFailure, AccountView, RenewalView, RevocationView, RevokedBy,
};
pub use action::{Action, World};
pub use agenda::{Plan, Planned};
pub use bench::{Bench, Performed};
pub use clock::{LabClock, Speed};
pub use dns_desk::{DnsCheck, ResolverAnswer};
pub use effect::{Answer, Effect, EffectId, Purpose};
pub use keys::KeyStore;
pub use practice::Practice;
pub use probe_desk::Probe;
pub use state::Lab;
pub use tamper::Tampering;
pub use transcript::{Entry, Exchange, Recording, RecordingError, Scenario, Tape, Version};
pub use web_desk::{WebCheck, WebFinding};
