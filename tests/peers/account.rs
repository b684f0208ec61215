//! An account at a real ACME server: the lab's client, with somebody to carry
//! its requests and to sign for it.

use certlab::acme::client::{self, Input, Job, Operation, Outcome, Session, Signer, Step};
use certlab::acme::jose::MacKey;
use certlab::http::{HttpFailure, HttpResult};
use certlab::x509::{PrivateKey, Signature, SignatureAlgorithm};
use ureq::Agent;

use crate::outside::{carry, now};
use crate::servers::Fallible;

/// An account, or what becomes one by [`Operation::Register`].
#[derive(Debug)]
pub(crate) struct Account {
    key: PrivateKey,
    /// Signs where the account's key does not.
    second: Option<Second>,
    session: Session,
    agent: Agent,
    refused_nonces: usize,
}

/// What happens to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Fine,
    /// The tab dies before the request goes out.
    DiesBefore,
    /// The tab dies after the server did its part.
    DiesAfter,
    /// The network goes before the request arrives.
    LostBefore,
    /// The network goes before the answer arrives.
    LostAfter,
}

/// Who signs beside the account's key.
#[derive(Debug)]
pub(crate) enum Second {
    /// A key that the account is to have, or that of a certificate.
    Key(PrivateKey),
    /// The secret of a customer.
    Customer(MacKey),
}

impl Account {
    /// An account key that nobody knows yet.
    pub(crate) fn new(directory_url: String, key: PrivateKey, agent: Agent) -> Self {
        Self {
            session: Session::new(directory_url, key.public_key()),
            key,
            second: None,
            agent,
            refused_nonces: 0,
        }
    }

    /// Has another key sign from now on where the account's does not.
    pub(crate) fn with_second(mut self, second: Second) -> Self {
        self.second = Some(second);
        self
    }

    /// Goes on with another key, after a key change.
    pub(crate) fn take_key(&mut self, key: PrivateKey) {
        self.key = key;
    }

    /// The account's key.
    pub(crate) fn key(&self) -> &PrivateKey {
        &self.key
    }

    fn sign(&self, signer: Signer, message: &[u8]) -> Signature {
        match (signer, &self.second) {
            (Signer::Customer, Some(Second::Customer(secret))) => secret.authenticate(message),
            (Signer::NewAccount | Signer::Certificate, Some(Second::Key(key))) => by(key, message),
            _ => by(&self.key, message),
        }
    }

    /// What the client remembers of the server.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// How many of its requests the server sent back for their nonce.
    pub(crate) fn refused_nonces(&self) -> usize {
        self.refused_nonces
    }

    /// Does one thing at the server, with all the requests it takes. What may
    /// pass, such as eleven refused nonces in a row, is tried again, as
    /// cert-manager's controllers do after a while.
    pub(crate) fn perform(&mut self, operation: &Operation) -> Fallible<Outcome> {
        let mut attempts = 1;
        loop {
            match self.attempt(operation.clone()) {
                Err(error) if error.transient() && attempts < 3 => attempts += 1,
                result => return Ok(result?),
            }
        }
    }

    /// Does one thing while something gets lost at one step, and goes on until it is done.
    pub(crate) fn perform_cut(
        &mut self,
        operation: &Operation,
        at: usize,
        fate: Fate,
    ) -> Fallible<Outcome> {
        let mut step = 0;
        let mut chance = || {
            step += 1;
            if step == at { fate } else { Fate::Fine }
        };
        loop {
            match self.run(operation.clone(), &mut chance) {
                Err(error) if error.transient() => {}
                result => return Ok(result?),
            }
        }
    }

    /// The same, once and whatever comes of it.
    pub(crate) fn attempt(&mut self, operation: Operation) -> Result<Outcome, client::Error> {
        self.run(operation, &mut || Fate::Fine)
    }

    fn run(
        &mut self,
        operation: Operation,
        chance: &mut dyn FnMut() -> Fate,
    ) -> Result<Outcome, client::Error> {
        let mut job = Job::new(operation);
        let mut input = Input::Start;
        loop {
            let step = job.step(&mut self.session, input, now());
            let fate = chance();
            input = match (step, fate) {
                (Step::Done(result), _) => return *result,
                (_, Fate::DiesBefore) | (Step::Sign { .. }, Fate::DiesAfter) => Input::Resume,
                (Step::Send(_), Fate::LostBefore) => Input::Response(Err(HttpFailure::Unreachable)),
                (Step::Send(request), fate) => {
                    let answer = carry(&self.agent, &request);
                    self.refused_nonces += usize::from(is_bad_nonce(&answer));
                    match fate {
                        Fate::DiesAfter => Input::Resume,
                        Fate::LostAfter => Input::Response(Err(HttpFailure::Unreachable)),
                        _ => Input::Response(answer),
                    }
                }
                (Step::Sign { signer, message }, _) => {
                    Input::Signature(self.sign(signer, &message))
                }
            };
        }
    }
}

fn is_bad_nonce(answer: &HttpResult) -> bool {
    answer.as_ref().is_ok_and(|response| {
        String::from_utf8_lossy(&response.body).contains("urn:ietf:params:acme:error:badNonce")
    })
}

fn by(key: &PrivateKey, message: &[u8]) -> Signature {
    let signed = key.sign(SignatureAlgorithm::EcdsaWithSha256, message);
    // An empty signature is refused by every server.
    signed.unwrap_or_else(|_| Signature::from_raw(Vec::new()))
}
