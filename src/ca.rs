//! The practice CA: an RFC 8555 server as a pure function.
//!
//! [`PracticeCa::handle`] takes a request and gives the answer; time,
//! randomness, DNS and the CA's own keys are in the [`Context`]. It is split
//! as Pebble is: `front` is the protocol (URLs, methods, JWS, nonces),
//! `accounts`, `orders` and `authorizations` are the objects, `validation`
//! checks challenges, `issuing` signs, `store` keeps. What can be derived is
//! not kept: an order's status follows from its authorizations and its
//! certificate, theirs from their challenges and the time.

mod accounts;
mod authorizations;
mod faults;
mod front;
mod identifiers;
mod issuing;
mod nonces;
mod orders;
mod refusal;
mod resource;
mod store;
mod validation;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::dns::Zone;
use crate::encoding::to_pem;
use crate::entropy::Entropy;
use crate::http::{HttpRequest, HttpResponse};
use crate::x509::PrivateKey;

pub use faults::Faults;

/// A CA and everything it knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PracticeCa {
    base_url: String,
    faults: Faults,
    nonces: nonces::Nonces,
    store: store::Store,
    authority: issuing::Authority,
}

/// The CA's private keys; they live in the key store, never in its state.
#[derive(Clone, Debug)]
pub struct CaKeys {
    /// Signs the root and the intermediate.
    pub root: PrivateKey,
    /// Signs leaves.
    pub intermediate: PrivateKey,
}

/// What the CA needs of the world to answer one request.
pub struct Context<'a> {
    /// The time.
    pub now: Timestamp,
    /// For nonces, ids, tokens and serial numbers.
    pub entropy: &'a mut dyn Entropy,
    /// The DNS that challenges are checked against.
    pub zone: &'a Zone,
    /// The CA's keys.
    pub keys: &'a CaKeys,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl PracticeCa {
    /// A CA without accounts, reached at `base_url` (no slash at its end).
    pub fn new(base_url: &str) -> Self {
        Self {
            base_url: base_url.trim_end_matches('/').to_owned(),
            faults: Faults::default(),
            nonces: nonces::Nonces::default(),
            store: store::Store::default(),
            authority: issuing::Authority::default(),
        }
    }

    /// Answers one request.
    pub fn handle(&mut self, request: &HttpRequest, context: &mut Context<'_>) -> HttpResponse {
        front::answer(self, request, context)
    }

    /// Where clients begin (RFC 8555 §7.1.1).
    pub fn directory_url(&self) -> String {
        resource::Resource::Directory.url(&self.base_url)
    }

    /// The root certificate, which no ACME answer holds; made with the first leaf.
    pub fn root_pem(&self) -> Option<String> {
        self.authority.root().map(|der| to_pem("CERTIFICATE", der))
    }

    /// How many accounts and orders there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.store.accounts.len(), self.store.orders.len())
    }

    /// How many certificates were issued.
    pub fn certificate_count(&self) -> usize {
        self.store.certificates.len()
    }

    /// How it misbehaves.
    pub const fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Changes how it misbehaves, from the next request on.
    pub const fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
    }
}
