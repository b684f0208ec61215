//! One operation as a state machine.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::{Error, Operation, Outcome, Part, RetryAfter, Session, answer, link};
use crate::acme::jose::SigningInput;
use crate::acme::problem::{Problem, ProblemType};
use crate::acme::wire::{Account, ChallengeStatus, Order, OrderList, OrderStatus};
use crate::clock::Timestamp;
use crate::http::{HttpRequest, HttpResponse, HttpResult};
use crate::x509::Signature;

/// One operation on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    operation: Operation,
    stage: Stage,
    /// How often in a row the present call's nonce was refused.
    refused_nonces: u8,
}

/// What the job waits for.
///
/// ```text
/// Begin ─> Directory ─┐
///   └─────────────────┴─> Nonce ─> Signature ─> Answer ─> Done
///                           ^          ^          │
///                           └──────────┴──────────┘ next call, or badNonce
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Stage {
    Begin,
    Directory,
    Nonce { call: Call },
    Signature { call: Call, input: SigningInput },
    Answer { call: Call },
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
    /// Sign these bytes with the account key.
    Sign(Vec<u8>),
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
        }
    }

    /// Takes in what happened and says what to do next.
    pub fn step(&mut self, session: &mut Session, input: Input, now: Timestamp) -> Step {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        let step = match (input, stage) {
            // Whatever was in flight, its answer will not come: begin again.
            // The session knows what must be looked at first.
            (Input::Start | Input::Resume, stage) if stage != Stage::Done => self.begin(session),
            (Input::Signature(signature), Stage::Signature { call, input }) => {
                self.send(session, call, input, &signature)
            }
            (Input::Response(result), Stage::Directory) => self.directory_came(session, result),
            (Input::Response(result), Stage::Nonce { call }) => {
                self.nonce_came(session, call, result)
            }
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
        let needs_account = !matches!(self.operation, Operation::Register { .. });
        let call = if needs_account && session.account_url.is_none() {
            Call::FindAccount
        } else {
            self.first_call(session)
        };
        self.call(session, call)
    }

    /// The first call once the account is known.
    fn first_call(&self, session: &Session) -> Call {
        match &self.operation {
            operation if !session.in_doubt(operation) => Call::Main,
            Operation::NewOrder { .. } => Call::FindAccount,
            _ => Call::Look,
        }
    }

    /// A call, beginning with its nonce.
    fn call(&mut self, session: &mut Session, call: Call) -> Result<Step, Error> {
        let Some(directory) = &session.directory else {
            return self.begin(session);
        };
        let Some(nonce) = session.nonces.pop() else {
            self.stage = Stage::Nonce { call };
            return Ok(Step::Send(HttpRequest::head(&directory.new_nonce)));
        };
        let input = call.signing_input(&self.operation, session, directory, &nonce)?;
        let message = input.message();
        self.stage = Stage::Signature { call, input };
        Ok(Step::Sign(message))
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
        let request = call.request(&self.operation, directory, input, signature);
        if call == Call::Main {
            session.doubt(&self.operation);
        }
        self.stage = Stage::Answer { call };
        Ok(Step::Send(request))
    }

    fn directory_came(&mut self, session: &mut Session, result: HttpResult) -> Result<Step, Error> {
        let response = answer::readable(result, Part::Directory)?;
        if !response.is_success() {
            return Err(answer::refusal(&response));
        }
        session.keep_nonce(&response);
        let directory = answer::directory(&response)?;
        if self.operation == Operation::Directory {
            session.directory = Some(directory.clone());
            return Ok(done(Outcome::Directory(directory)));
        }
        session.directory = Some(directory);
        self.begin(session)
    }

    fn nonce_came(
        &mut self,
        session: &mut Session,
        call: Call,
        result: HttpResult,
    ) -> Result<Step, Error> {
        let response = answer::readable(result, Part::Nonce)?;
        if !response.is_success() {
            return Err(answer::refusal(&response));
        }
        session.keep_nonce(&response);
        if session.nonces.is_empty() {
            return Err(Error::NonceUnreadable);
        }
        self.call(session, call)
    }

    fn answer_came(
        &mut self,
        session: &mut Session,
        call: Call,
        result: HttpResult,
        now: Timestamp,
    ) -> Result<Step, Error> {
        let response = answer::readable(result, call.part(&self.operation))?;
        if response.is_success() {
            session.keep_nonce(&response);
            self.refused_nonces = 0;
            return self.read(session, call, &response, now);
        }
        match answer::refusal(&response) {
            Error::Problem(problem) if problem.kind == ProblemType::BadNonce => {
                // The rest of the pool is as old or older.
                session.nonces.clear();
                session.keep_nonce(&response);
                self.nonce_refused(session, call, problem)
            }
            error => {
                session.keep_nonce(&response);
                self.refused(session, &call, error)
            }
        }
    }

    /// "On receiving such a response, a client SHOULD retry the request using
    /// the new nonce" (RFC 8555 §6.5).
    fn nonce_refused(
        &mut self,
        session: &mut Session,
        call: Call,
        problem: Box<Problem>,
    ) -> Result<Step, Error> {
        self.refused_nonces = self.refused_nonces.saturating_add(1);
        if self.refused_nonces <= MAX_NONCE_RETRIES {
            return self.call(session, call);
        }
        if call == Call::Main {
            session.settle(&self.operation);
        }
        Err(Error::BadNonceLimit(problem))
    }

    fn refused(&mut self, session: &mut Session, call: &Call, error: Error) -> Result<Step, Error> {
        match call {
            // A list of orders is a courtesy of the server (RFC 8555 §7.1.2.1).
            Call::ListOrders { .. } if error.is_acme_4xx() => self.call(session, Call::Main),
            Call::InspectOrder { others, .. } if error.is_acme_4xx() => {
                self.inspect(session, others.clone())
            }
            Call::Main if error.is_acme_4xx() => {
                session.settle(&self.operation);
                Err(error)
            }
            _ => Err(error),
        }
    }

    fn read(
        &mut self,
        session: &mut Session,
        call: Call,
        response: &HttpResponse,
        now: Timestamp,
    ) -> Result<Step, Error> {
        match call {
            Call::FindAccount => {
                session.account_url = Some(answer::location(response)?);
                let next = match self.first_call(session) {
                    Call::FindAccount => answer::body::<Account>(response, Part::Account)?
                        .orders
                        .map_or(Call::Main, |url| Call::ListOrders {
                            url,
                            pages: 1,
                            found: Vec::new(),
                        }),
                    next => next,
                };
                self.call(session, next)
            }
            Call::ListOrders {
                pages, mut found, ..
            } => {
                found.extend(answer::body::<OrderList>(response, Part::OrderList)?.orders);
                let next_page = link::targets(response, "next").into_iter().next();
                match next_page.filter(|_| pages < MAX_PAGES) {
                    Some(url) => {
                        let pages = pages.saturating_add(1);
                        self.call(session, Call::ListOrders { url, pages, found })
                    }
                    None => self.inspect(session, found),
                }
            }
            Call::InspectOrder { url, others } => {
                let order: Order = answer::body(response, Part::Order)?;
                if self.is_the_lost(&order) {
                    session.settle(&self.operation);
                    let retry_after = RetryAfter::from_response(response, now);
                    return Ok(done(Outcome::Order {
                        url,
                        order,
                        retry_after,
                    }));
                }
                self.inspect(session, others)
            }
            Call::Look => match answer::outcome(&self.operation, session, response, now)? {
                Outcome::Order { order, .. } if order.status == OrderStatus::Ready => {
                    self.call(session, Call::Main)
                }
                Outcome::Challenge { challenge, .. }
                    if challenge.status == ChallengeStatus::Pending =>
                {
                    self.call(session, Call::Main)
                }
                outcome => {
                    session.settle(&self.operation);
                    Ok(done(outcome))
                }
            },
            Call::Main => {
                let outcome = answer::outcome(&self.operation, session, response, now)?;
                session.settle(&self.operation);
                Ok(done(outcome))
            }
        }
    }

    /// Looks at the last of `urls`; servers list orders from old to new.
    fn inspect(&mut self, session: &mut Session, mut urls: Vec<String>) -> Result<Step, Error> {
        let next = urls
            .pop()
            .map_or(Call::Main, |url| Call::InspectOrder { url, others: urls });
        self.call(session, next)
    }

    fn is_the_lost(&self, order: &Order) -> bool {
        let open = matches!(order.status, OrderStatus::Pending | OrderStatus::Ready);
        match &self.operation {
            Operation::NewOrder { identifiers } => open && order.is_for(identifiers),
            _ => false,
        }
    }
}

fn done(outcome: Outcome) -> Step {
    Step::Done(Box::new(Ok(outcome)))
}

const MAX_NONCE_RETRIES: u8 = 10;
const MAX_PAGES: usize = 20;
