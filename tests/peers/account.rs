//! An account at a real ACME server: the lab's client, with somebody to carry
//! its requests and to sign for it.

use certlab::acme::client::{self, Input, Job, Operation, Outcome, Session, Step};
use certlab::http::HttpResult;
use certlab::x509::{PrivateKey, Signature, SignatureAlgorithm};
use ureq::Agent;

use crate::outside::{carry, now};
use crate::servers::Fallible;

/// An account, or what becomes one by [`Operation::Register`].
#[derive(Debug)]
pub(crate) struct Account {
    key: PrivateKey,
    session: Session,
    agent: Agent,
    refused_nonces: usize,
}

impl Account {
    /// An account key that nobody knows yet.
    pub(crate) fn new(directory_url: String, key: PrivateKey, agent: Agent) -> Self {
        Self {
            session: Session::new(directory_url, key.public_key()),
            key,
            agent,
            refused_nonces: 0,
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

    fn attempt(&mut self, operation: Operation) -> Result<Outcome, client::Error> {
        let mut job = Job::new(operation);
        let mut input = Input::Start;
        loop {
            input = match job.step(&mut self.session, input, now()) {
                Step::Send(request) => {
                    let answer = carry(&self.agent, &request);
                    self.refused_nonces += usize::from(is_bad_nonce(&answer));
                    Input::Response(answer)
                }
                Step::Sign(message) => {
                    let signed = self.key.sign(SignatureAlgorithm::EcdsaWithSha256, &message);
                    // An empty signature is refused by every server.
                    Input::Signature(signed.unwrap_or_else(|_| Signature::from_raw(Vec::new())))
                }
                Step::Done(result) => return *result,
            };
        }
    }
}

fn is_bad_nonce(answer: &HttpResult) -> bool {
    answer.as_ref().is_ok_and(|response| {
        String::from_utf8_lossy(&response.body).contains("urn:ietf:params:acme:error:badNonce")
    })
}
