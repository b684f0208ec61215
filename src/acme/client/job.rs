//! One operation as a state machine.

mod answers;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::call::{Call, Context};
use super::{Error, Operation, Outcome, Session, Signer};
use crate::acme::jose::SigningInput;
use crate::acme::wire::Directory;
use crate::clock::Timestamp;
use crate::http::{HttpRequest, HttpResult};
use crate::x509::Signature;

/// One operation on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    operation: Operation,
    stage: Stage,
    /// How often in a row the present call's nonce was refused.
    refused_nonces: u8,
    /// The JWS inside the payload, once signed. It names no nonce, so that it
    /// is good for every try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inner: Option<Value>,
    /// Whether the operation's own request may have been carried out before.
    #[serde(default)]
    repeated: bool,
}

/// What the job waits for.
///
/// ```text
/// Begin ─> Directory ─┐
///   └─────────────────┴─> Inner ─> Nonce ─> Signature ─> Answer ─> Done
///                     │     ^        ^          ^          │
///                     │     └────────┴──────────┴──────────┘ next call, or badNonce
///                     └─> Plain ─> Done
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Stage {
    Begin,
    Directory,
    /// The JWS inside the payload is being signed.
    Inner {
        call: Call,
        input: SigningInput,
    },
    Nonce {
        call: Call,
    },
    Signature {
        call: Call,
        input: SigningInput,
    },
    Answer {
        call: Call,
    },
    /// A request that nobody signs.
    Plain,
    Done,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Begin.
    Start,
    /// Go on after whatever was in flight got lost, such as when a tab died.
    Resume,
    /// The answer to [`Step::Send`].
    Response(HttpResult),
    /// The answer to [`Step::Sign`].
    Signature(Signature),
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Carry this request, after saving the job and its session.
    Send(HttpRequest),
    /// Have these bytes signed.
    Sign {
        /// By which key.
        signer: Signer,
        /// The bytes (not their digest).
        message: Vec<u8>,
    },
    /// The operation is over.
    Done(Box<Result<Outcome, Error>>),
}

impl Job {
    /// An operation not yet begun.
    pub const fn new(operation: Operation) -> Self {
        Self {
            operation,
            stage: Stage::Begin,
            refused_nonces: 0,
            inner: None,
            repeated: false,
        }
    }

    /// Takes in what happened and says what to do next.
    pub fn step(&mut self, session: &mut Session, input: Input, now: Timestamp) -> Step {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        let step = match (input, stage) {
            // Whatever was in flight, its answer will not come: begin again.
            // The session knows what must be looked at first.
            (Input::Start | Input::Resume, stage) if stage != Stage::Done => self.begin(session),
            (Input::Signature(signature), Stage::Inner { call, input }) => {
                self.inner = Some(input.into_value(&signature));
                self.call(session, call)
            }
            (Input::Signature(signature), Stage::Signature { call, input }) => {
                self.send(session, call, input, &signature)
            }
            (Input::Response(result), Stage::Directory) => {
                self.directory_came(session, result, now)
            }
            (Input::Response(result), Stage::Nonce { call }) => {
                self.nonce_came(session, call, result, now)
            }
            (Input::Response(result), Stage::Plain) => self.plain_came(session, result, now),
            (Input::Response(result), Stage::Answer { call }) => {
                self.answer_came(session, call, result, now)
            }
            _ => Err(Error::OutOfTurn),
        };
        step.unwrap_or_else(|error| Step::Done(Box::new(Err(error))))
    }

    fn begin(&mut self, session: &mut Session) -> Result<Step, Error> {
        if self.operation == Operation::Directory || session.directory.is_none() {
            self.stage = Stage::Directory;
            return Ok(Step::Send(HttpRequest::get(&session.directory_url)));
        }
        if let Operation::RenewalInfo { certificate_id } = &self.operation {
            let base = session
                .directory
                .as_ref()
                .and_then(|directory| directory.renewal_info.as_deref())
                .ok_or_else(|| Error::Unsupported {
                    resource: "renewalInfo".to_owned(),
                })?;
            let url = format!("{}/{certificate_id}", base.trim_end_matches('/'));
            self.stage = Stage::Plain;
            return Ok(Step::Send(HttpRequest::get(url)));
        }
        let call = match self.first_call(session) {
            // Asked for by the new key, whatever else is known.
            Call::FindByNewKey => Call::FindByNewKey,
            _ if self.needs_account() && session.account_url.is_none() => Call::FindAccount,
            call => call,
        };
        self.call(session, call)
    }

    /// Whether the account's URL must be known first.
    const fn needs_account(&self) -> bool {
        !matches!(
            self.operation,
            Operation::Register { .. }
                | Operation::Revoke {
                    certificate_key: Some(_),
                    ..
                }
        )
    }

    /// The first call once the account is known.
    fn first_call(&self, session: &Session) -> Call {
        match &self.operation {
            operation if !session.in_doubt(operation) => Call::Main,
            Operation::NewOrder { .. } => Call::FindAccount,
            Operation::ChangeKey { .. } => Call::FindByNewKey,
            // Done twice they are refused, and the refusal says that it is done.
            Operation::DeactivateAccount | Operation::Revoke { .. } => Call::Main,
            _ => Call::Look,
        }
    }

    /// A call, beginning with its nonce.
    fn call(&mut self, session: &mut Session, call: Call) -> Result<Step, Error> {
        let Some(directory) = session.directory.clone() else {
            return self.begin(session);
        };
        if self.inner.is_none()
            && let Some((signer, input)) = call.inner(self.context(session, &directory))?
        {
            let message = input.message();
            self.stage = Stage::Inner { call, input };
            return Ok(Step::Sign { signer, message });
        }
        let Some(nonce) = session.nonces.pop() else {
            self.stage = Stage::Nonce { call };
            return Ok(Step::Send(HttpRequest::head(&directory.new_nonce)));
        };
        let (signer, input) = call.signing_input(self.context(session, &directory), &nonce)?;
        let message = input.message();
        self.stage = Stage::Signature { call, input };
        Ok(Step::Sign { signer, message })
    }

    const fn context<'a>(&'a self, session: &'a Session, directory: &'a Directory) -> Context<'a> {
        Context {
            operation: &self.operation,
            session,
            directory,
            inner: self.inner.as_ref(),
        }
    }

    fn send(
        &mut self,
        session: &mut Session,
        call: Call,
        input: SigningInput,
        signature: &Signature,
    ) -> Result<Step, Error> {
        let Some(directory) = &session.directory else {
            return self.begin(session);
        };
        let request = call.request(self.context(session, directory), input, signature)?;
        if call == Call::Main {
            self.repeated |= session.in_doubt(&self.operation);
            session.doubt(&self.operation);
        }
        self.stage = Stage::Answer { call };
        Ok(Step::Send(request))
    }
}
