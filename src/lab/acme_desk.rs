//! ACME operations under way: one session an account key, one job a call.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::effect::Purpose;
use crate::acme::client::{Error, Input, Job, Operation, Outcome, Session, Signer, Step};
use crate::acme::wire::Directory;
use crate::certmanager::api::KeyId;
use crate::certmanager::controller::CallId;
use crate::clock::Timestamp;
use crate::http::HttpRequest;
use crate::kube::ObjectKey;
use crate::x509::{PublicKey, SignatureAlgorithm};

/// The desk at which ACME jobs are worked on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct AcmeDesk {
    /// By account key and directory URL: nonces and the directory are shared
    /// by all jobs of an account.
    sessions: BTreeMap<String, Session>,
    jobs: BTreeMap<CallId, Running>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Running {
    session: String,
    account_key: KeyId,
    issuer: ObjectKey,
    object: ObjectKey,
    operation: String,
    job: Job,
    /// Signs where the account's key does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<SecondKey>,
}

/// A key beside the account's: the one that it is to have, or a certificate's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SecondKey {
    pub(super) key: KeyId,
    pub(super) public_key: PublicKey,
}

/// What a controller asked for.
pub(super) struct Order {
    pub(super) issuer: ObjectKey,
    pub(super) object: ObjectKey,
    pub(super) directory_url: String,
    pub(super) account_key: KeyId,
    pub(super) account_public_key: PublicKey,
    pub(super) account_url: Option<String>,
    pub(super) operation: Operation,
    pub(super) second: Option<SecondKey>,
}

/// What a job wants next.
pub(super) enum Next {
    /// Carry this request.
    Send {
        request: HttpRequest,
        purpose: Purpose,
    },
    /// Sign this with a key.
    Sign {
        key: KeyId,
        algorithm: SignatureAlgorithm,
        message: Vec<u8>,
    },
    /// Authenticate this with the secret that the CA gave the issuer's owner.
    Bind { issuer: ObjectKey, message: Vec<u8> },
    /// Finished.
    Done(Box<Result<Outcome, Error>>),
}

impl AcmeDesk {
    /// Takes up a call.
    pub(super) fn start(&mut self, call: CallId, order: Order, now: Timestamp) -> Option<Next> {
        let name = format!("{} {}", order.account_key, order.directory_url);
        let session = self
            .sessions
            .entry(name.clone())
            .or_insert_with(|| Session::new(order.directory_url, order.account_public_key.clone()));
        // A new key under an old name is a new account.
        if session.key != order.account_public_key {
            *session = Session::new(session.directory_url.clone(), order.account_public_key);
        }
        if order.account_url.is_some() {
            session.account_url = order.account_url;
        }
        self.jobs.insert(
            call,
            Running {
                session: name,
                account_key: order.account_key,
                issuer: order.issuer,
                object: order.object,
                operation: order.operation.name().to_owned(),
                job: Job::new(order.operation),
                second: order.second,
            },
        );
        self.step(call, Input::Start, now)
    }

    /// A server's directory, if any account has read it.
    pub(super) fn directory(&self, directory_url: &str) -> Option<&Directory> {
        self.sessions
            .values()
            .filter(|session| session.directory_url == directory_url)
            .find_map(|session| session.directory.as_ref())
    }

    /// Whether anything of an issuer's account is under way.
    pub(super) fn is_busy(&self, issuer: &ObjectKey) -> bool {
        self.jobs.values().any(|running| running.issuer == *issuer)
    }

    /// Forgets a job that cannot go on.
    pub(super) fn drop_job(&mut self, call: CallId) {
        self.jobs.remove(&call);
    }

    /// Takes a job one step on; `None` if there is no such job any more.
    pub(super) fn step(&mut self, call: CallId, input: Input, now: Timestamp) -> Option<Next> {
        let running = self.jobs.get_mut(&call)?;
        let session = self.sessions.get_mut(&running.session)?;
        let next = match running.job.step(session, input, now) {
            Step::Send(request) => Next::Send {
                request,
                purpose: Purpose::Acme {
                    issuer: running.issuer.clone(),
                    object: running.object.clone(),
                    operation: running.operation.clone(),
                    tampered: None,
                },
            },
            Step::Sign {
                signer: Signer::Customer,
                message,
            } => Next::Bind {
                issuer: running.issuer.clone(),
                message,
            },
            Step::Sign { signer, message } => {
                let (key, public_key) = match (&running.second, signer) {
                    (Some(second), Signer::NewAccount | Signer::Certificate) => {
                        (&second.key, &second.public_key)
                    }
                    _ => (&running.account_key, &session.key),
                };
                Next::Sign {
                    key: key.clone(),
                    algorithm: SignatureAlgorithm::for_jws(public_key.algorithm()),
                    message,
                }
            }
            Step::Done(result) => {
                self.jobs.remove(&call);
                Next::Done(result)
            }
        };
        Some(next)
    }
}
