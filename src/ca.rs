//! The practice CA: an RFC 8555 server as a pure function.
//!
//! [`PracticeCa::handle`] takes a request and gives the answer; time,
//! randomness and the CA's own keys are in the [`Context`]. It is split as
//! Pebble is: `front` and `request` are the protocol (URLs, methods, JWS,
//! nonces), `accounts`, `orders` and `authorizations` are the objects,
//! `validation` judges challenges, `issuing` signs, `store` keeps. What can be
//! derived is not kept: an order's status follows from its authorizations and
//! its certificate, theirs from their challenges and the time.
//!
//! The CA never looks at DNS or at a web server. It says what it wants to have
//! looked at ([`PracticeCa::checks`]) and is told what was seen
//! ([`PracticeCa::observe`]): in the page by the practice world's tables
//! ([`Tables`]), in the example server by real sockets.

mod accounts;
mod authorizations;
mod certificates;
mod change;
mod check;
mod external_account;
mod faults;
mod finalize;
mod front;
mod identifiers;
mod issuing;
mod key_change;
mod nonces;
mod orders;
mod policy;
mod profiles;
mod rate_limits;
mod refusal;
mod renewal_info;
mod request;
mod resource;
mod revocation;
mod store;
mod tables;
mod validation;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::encoding::to_pem;
use crate::entropy::Entropy;
use crate::http::{HttpRequest, HttpResponse, HttpResult};
use crate::x509::{Error, KeyAlgorithm, PrivateKey};

pub use change::CaChange;
pub use check::{
    CaaSet, Check, CheckId, DnsFailure, Observation, Proof, TlsAnswer, WebAnswer, WebFailure,
};
pub use external_account::ExternalAccountKey;
pub use faults::{AuthorizationFault, ConnectionFault, Faults, RefusalFault, Step, Verdict};
pub use issuing::Root;
pub use policy::Policy;
pub use tables::Tables;

/// A CA and everything it knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PracticeCa {
    base_url: String,
    #[serde(default)]
    faults: Faults,
    #[serde(default)]
    policy: Policy,
    nonces: nonces::Nonces,
    store: store::Store,
    authority: issuing::Authority,
}

/// The CA's private keys; they live in the key store, never in its state.
#[derive(Clone, Debug)]
pub struct CaKeys {
    /// Of the two roots, each of which certifies every intermediate.
    pub roots: [PrivateKey; 2],
    /// Of the intermediates, the oldest first: as many as
    /// [`PracticeCa::intermediates`] says.
    pub intermediates: Vec<PrivateKey>,
}

impl CaKeys {
    /// Keys for a new CA.
    pub fn generate(entropy: &mut dyn Entropy) -> Result<Self, Error> {
        let mut key = || PrivateKey::generate(KeyAlgorithm::EcdsaP256, entropy);
        Ok(Self {
            roots: [key()?, key()?],
            intermediates: vec![key()?],
        })
    }
}

/// What the CA needs of the world to answer one request.
pub struct Context<'a> {
    /// The time.
    pub now: Timestamp,
    /// For nonces, ids, tokens and serial numbers.
    pub entropy: &'a mut dyn Entropy,
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
            policy: Policy::default(),
            nonces: nonces::Nonces::default(),
            store: store::Store::default(),
            authority: issuing::Authority::default(),
        }
    }

    /// Says at which address the next request came in: a server that is reached
    /// at several shows each client the URLs of its own.
    pub fn set_base_url(&mut self, base_url: &str) {
        base_url
            .trim_end_matches('/')
            .clone_into(&mut self.base_url);
    }

    /// Answers one request as RFC 8555 says; fault switches of the connection
    /// do not count here.
    pub fn handle(&mut self, request: &HttpRequest, context: &mut Context<'_>) -> HttpResponse {
        let mut skewed = Context {
            now: self.faults.skewed(context.now),
            entropy: &mut *context.entropy,
            keys: context.keys,
        };
        front::answer(self, request, &mut skewed)
    }

    /// Answers one request over a connection that may fail by a fault switch.
    pub fn exchange(&mut self, request: &HttpRequest, context: &mut Context<'_>) -> HttpResult {
        match self.verdict(&request.url) {
            Verdict::Fine => Ok(self.handle(request, context)),
            Verdict::LostBefore => Err(crate::http::HttpFailure::Unreachable),
            Verdict::LostAfter => {
                self.handle(request, context);
                Err(crate::http::HttpFailure::Unreachable)
            }
            Verdict::Refused(fault) => Ok(front::faulty(self, fault, context)),
        }
    }

    /// What the fault switches do to the next request for `url`; a switch that
    /// is good for some requests only counts it.
    pub fn verdict(&mut self, url: &str) -> Verdict {
        let step = resource::Resource::parse(&self.base_url, url)
            .as_ref()
            .map_or(Step::Any, front::step);
        self.faults.verdict(step)
    }

    /// The methods that a URL takes, as in `Allow`; none for a URL that is none.
    pub fn allowed_methods(&self, url: &str) -> Option<&'static str> {
        resource::Resource::parse(&self.base_url, url)
            .as_ref()
            .map(front::allowed_methods)
    }

    /// Where clients begin (RFC 8555 §7.1.1).
    pub fn directory_url(&self) -> String {
        resource::Resource::Directory.url(&self.base_url)
    }

    /// The first root certificate, which no ACME answer holds; made with the first leaf.
    pub fn root_pem(&self) -> Option<String> {
        self.root_pem_of(Root::First)
    }

    /// A root certificate; made when a chain first needs it.
    pub fn root_pem_of(&self, root: Root) -> Option<String> {
        self.authority
            .root(root)
            .map(|der| to_pem("CERTIFICATE", der))
    }

    /// Makes the roots and the intermediate now, if they are not there yet.
    pub fn prepare(&mut self, context: &mut Context<'_>) -> Result<(), Error> {
        self.authority.prepare(&self.base_url, context)
    }

    /// How many accounts and orders there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.store.accounts.len(), self.store.orders.len())
    }

    /// How many certificates were issued.
    pub fn certificate_count(&self) -> usize {
        self.store.certificates.len()
    }

    /// How many intermediates there are or will be; each needs its key.
    pub fn intermediates(&self) -> usize {
        self.authority.generation().saturating_add(1)
    }

    /// How it misbehaves.
    pub const fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Changes how it misbehaves, from the next request on.
    pub const fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
    }

    /// What it asks of its clients.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Changes what it asks of its clients.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }
}
