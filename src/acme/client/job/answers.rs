//! What follows from each answer.

use super::{Job, Step};
use crate::acme::client::call::Call;
use crate::acme::client::{Error, Operation, Outcome, Part, RetryAfter, Session, answer, link};
use crate::acme::problem::{Problem, ProblemType};
use crate::acme::wire::{
    Account, AccountStatus, AuthorizationStatus, ChallengeStatus, Order, OrderList, OrderStatus,
};
use crate::clock::Timestamp;
use crate::http::{HttpResponse, HttpResult};

impl Job {
    pub(super) fn plain_came(
        &self,
        session: &mut Session,
        result: HttpResult,
        now: Timestamp,
    ) -> Result<Step, Error> {
        let response = answer::readable(result, Call::Main.part(&self.operation))?;
        if !response.is_success() {
            return Err(answer::refusal(&response, now));
        }
        answer::outcome(&self.operation, session, &response, now).map(done)
    }

    pub(super) fn directory_came(
        &mut self,
        session: &mut Session,
        result: HttpResult,
        now: Timestamp,
    ) -> Result<Step, Error> {
        let response = answer::readable(result, Part::Directory)?;
        if !response.is_success() {
            return Err(answer::refusal(&response, now));
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

    pub(super) fn nonce_came(
        &mut self,
        session: &mut Session,
        call: Call,
        result: HttpResult,
        now: Timestamp,
    ) -> Result<Step, Error> {
        let response = answer::readable(result, Part::Nonce)?;
        if !response.is_success() {
            return Err(answer::refusal(&response, now));
        }
        session.keep_nonce(&response);
        if session.nonces.is_empty() {
            return Err(Error::NonceUnreadable);
        }
        self.call(session, call)
    }

    pub(super) fn answer_came(
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
        match answer::refusal(&response, now) {
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
        if call == Call::Main && !self.repeated {
            // Nothing was done: the next try is the first again.
            session.settle(&self.operation);
        }
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
            // A list of orders is a courtesy of the server (RFC 8555 §7.1.2.1); and a new
            // key without an account means that the key change never came through.
            Call::ListOrders { .. } | Call::FindByNewKey if error.is_acme_4xx() => {
                self.call(session, Call::Main)
            }
            Call::InspectOrder { others, .. } if error.is_acme_4xx() => {
                self.inspect(session, others.clone())
            }
            Call::Main if error.is_acme_4xx() => {
                session.settle(&self.operation);
                self.done_before(session, &error).map(done).ok_or(error)
            }
            _ => Err(error),
        }
    }

    /// What a refusal means that a request gets only if it was carried out before.
    fn done_before(&self, session: &Session, error: &Error) -> Option<Outcome> {
        let kind = &error.problem().filter(|_| self.repeated)?.kind;
        match (&self.operation, kind) {
            (Operation::Revoke { .. }, ProblemType::AlreadyRevoked) => Some(Outcome::Revoked),
            // "If a server receives a POST or POST-as-GET from a deactivated account,
            // it MUST return an error response with status code 401 (Unauthorized)
            // and type "urn:ietf:params:acme:error:unauthorized"" (RFC 8555 §7.3.6).
            (Operation::DeactivateAccount, ProblemType::Unauthorized) => Some(Outcome::Account {
                url: session.account_url.clone()?,
                account: Account {
                    status: AccountStatus::Deactivated,
                    contact: Vec::new(),
                    terms_of_service_agreed: None,
                    orders: None,
                },
            }),
            _ => None,
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
            Call::FindByNewKey => {
                let url = answer::location(response)?;
                let expected = session.account_url.get_or_insert_with(|| url.clone());
                if *expected != url {
                    // The key is another account's: the server will say so.
                    return self.call(session, Call::Main);
                }
                let outcome = answer::outcome(&self.operation, session, response, now)?;
                session.settle(&self.operation);
                Ok(done(outcome))
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
                Outcome::Authorization { authorization, .. }
                    if matches!(
                        authorization.status,
                        AuthorizationStatus::Pending | AuthorizationStatus::Valid
                    ) =>
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
            Operation::NewOrder {
                identifiers,
                options,
            } => {
                // Who asks for no profile gets the server's own.
                let same = options.profile.is_none() || order.profile == options.profile;
                open && same && order.is_for(identifiers)
            }
            _ => false,
        }
    }
}

fn done(outcome: Outcome) -> Step {
    Step::Done(Box::new(Ok(outcome)))
}

/// A server that refuses every second nonce has an order of a hundred names
/// fail once in ten thousand.
const MAX_NONCE_RETRIES: u8 = 20;
const MAX_PAGES: usize = 20;
