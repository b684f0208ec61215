//! One pass of one controller over one object.

use std::ops::ControlFlow;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::call::{Answer, Call, Custody};
use super::controllers::Controller;
use super::settings::Settings;
use crate::acme;
use crate::acme::client::{Operation, Outcome};
use crate::certmanager::api::{Certificate, CertificateRequest, Issuer, KeyId, Object, Secret};
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::http::{HttpRequest, HttpResult};
use crate::kube::{EventType, Kind, NewEvent, ObjectKey, Store};
use crate::x509::{KeyAlgorithm, PublicKey, Signature, ToBeSigned};

/// A call and what came of it, kept until the pass that made it is through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answered {
    pub(crate) call: Call,
    pub(crate) answer: Answer,
    pub(crate) at: Timestamp,
}

/// What a pass wants done to the store, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Write {
    Create(Box<Object>),
    Update(Box<Object>),
    Delete(ObjectKey),
    Event(ObjectKey, NewEvent),
}

/// Why a pass ends here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It needs something from outside. The pass is made again with the answer.
    Call(Box<Call>),
    /// It asked, and must ask the same again at a moment; what else it learned is kept.
    Again(Box<Call>, Timestamp),
    /// It is through until this moment, or until something changes.
    Until(Timestamp),
    /// It is through until something changes, its own writes not counted.
    Settled,
    /// It failed: again after the controller's back-off.
    Retry(String),
}

/// A step of a pass: goes on with a value, or stops. A pass that goes on to its
/// end is through until something changes.
pub(crate) type Flow<T = ()> = ControlFlow<Stop, T>;

/// The end of a pass that has nothing more to do.
pub(crate) const DONE: Flow = ControlFlow::Continue(());

/// One pass: what it may look at, and what it wants done.
///
/// A pass reads the store as it is and never remembers anything. If it needs
/// something from outside it stops with a [`Call`] and is made again from its
/// beginning once the answer is there; it then meets its earlier answers where
/// it met the need. So it always decides by the objects as they are now.
pub(crate) struct Pass<'a> {
    pub(crate) store: &'a Store<Object>,
    pub(crate) key: &'a ObjectKey,
    pub(crate) now: Timestamp,
    pub(crate) settings: &'a Settings,
    pub(crate) controller: Controller,
    pub(crate) entropy: &'a mut dyn Entropy,
    pub(crate) answers: &'a [Answered],
    pub(crate) writes: Vec<Write>,
}

/// An ACME account ready for use.
#[derive(Clone, Debug)]
pub(crate) struct AcmeAccount {
    pub(crate) issuer: ObjectKey,
    pub(crate) directory_url: String,
    pub(crate) key: KeyId,
    pub(crate) public_key: PublicKey,
    pub(crate) url: Option<String>,
}

impl<'a> Pass<'a> {
    /// The object that the pass is about; stops if it is gone.
    pub(crate) fn object(&self) -> Flow<&'a Rc<Object>> {
        match self.store.get(self.key) {
            Some(object) => ControlFlow::Continue(object),
            None => ControlFlow::Break(Stop::Settled),
        }
    }

    /// The Certificate that the pass is about; stops if it is gone or going.
    pub(crate) fn certificate(&self) -> Flow<&'a Certificate> {
        match self.object()?.certificate() {
            Some(certificate) if !certificate.metadata.is_being_deleted() => {
                ControlFlow::Continue(certificate)
            }
            _ => ControlFlow::Break(Stop::Settled),
        }
    }

    /// The `CertificateRequest` that the pass is about; stops if it is gone or going.
    pub(crate) fn request(&self) -> Flow<&'a CertificateRequest> {
        match self.object()?.certificate_request() {
            Some(request) if !request.metadata.is_being_deleted() => ControlFlow::Continue(request),
            _ => ControlFlow::Break(Stop::Settled),
        }
    }

    /// A Secret by namespace and name.
    pub(crate) fn secret(&self, namespace: &str, name: &str) -> Option<&'a Secret> {
        self.store
            .get(&ObjectKey::new(Kind::Secret, namespace, name))?
            .secret()
    }

    /// An Issuer or `ClusterIssuer`.
    pub(crate) fn issuer(&self, key: &ObjectKey) -> Option<&'a Issuer> {
        self.store.get(key)?.issuer()
    }

    /// Where an issuer's Secrets are: its own namespace, or, for a
    /// `ClusterIssuer`, the cluster resource namespace.
    pub(crate) fn secrets_of<'k>(&'k self, issuer: &'k ObjectKey) -> &'k str {
        match issuer.kind {
            Kind::ClusterIssuer => &self.settings.cluster_resource_namespace,
            _ => issuer.namespace(),
        }
    }

    /// The requests of a Certificate, by name.
    pub(crate) fn requests_of(&self, certificate: &Certificate) -> Vec<&'a CertificateRequest> {
        let uid = &certificate.metadata.uid;
        self.store
            .owned_by(uid)
            .filter_map(|object| object.certificate_request())
            .filter(|request| request.metadata.is_controlled_by(uid))
            .collect()
    }

    /// The one request of a Certificate for a revision, if there is one.
    pub(crate) fn request_at(
        &self,
        certificate: &Certificate,
        revision: i64,
    ) -> Flow<Option<&'a CertificateRequest>> {
        let mut requests = self.requests_of(certificate);
        requests.retain(|request| request.revision() == Some(revision));
        match requests.as_slice() {
            [] => ControlFlow::Continue(None),
            [request] => ControlFlow::Continue(Some(request)),
            _ => retry(format!(
                "multiple CertificateRequests were found for revision {revision}"
            )),
        }
    }

    /// Creates an object.
    pub(crate) fn create(&mut self, object: Object) {
        self.writes.push(Write::Create(Box::new(object)));
    }

    /// Writes an object.
    pub(crate) fn update(&mut self, object: Object) {
        self.writes.push(Write::Update(Box::new(object)));
    }

    /// Deletes an object.
    pub(crate) fn delete(&mut self, key: ObjectKey) {
        self.writes.push(Write::Delete(key));
    }

    /// Records a Normal event about the object of the pass.
    pub(crate) fn normal(&mut self, reason: &str, message: impl Into<String>) {
        self.event(self.key.clone(), EventType::Normal, reason, message.into());
    }

    /// Records a Normal event about another object.
    pub(crate) fn normal_of(&mut self, key: ObjectKey, reason: &str, message: &str) {
        self.event(key, EventType::Normal, reason, message.to_owned());
    }

    /// Records a Warning event about the object of the pass.
    pub(crate) fn warning(&mut self, reason: &str, message: impl Into<String>) {
        self.event(self.key.clone(), EventType::Warning, reason, message.into());
    }

    fn event(&mut self, key: ObjectKey, event_type: EventType, reason: &str, message: String) {
        let event = NewEvent {
            event_type,
            reason: reason.to_owned(),
            message,
            from: self.controller.component(),
        };
        self.writes.push(Write::Event(key, event));
    }

    /// The earlier answer to a call like this; without one, stops with the call.
    fn ask(
        &mut self,
        is_like: impl Fn(&Call) -> bool,
        make: impl FnOnce(&mut Self) -> Call,
    ) -> Flow<&'a Answered> {
        let answered = self.answers.iter().find(|answered| is_like(&answered.call));
        match answered {
            Some(answered) => match &answered.answer {
                Answer::Failed(why) => ControlFlow::Break(Stop::Retry(why.clone())),
                _ => ControlFlow::Continue(answered),
            },
            None => ControlFlow::Break(Stop::Call(Box::new(make(self)))),
        }
    }

    /// A new key under a new name that begins with `prefix`: the name and the public half.
    pub(crate) fn generate_key(
        &mut self,
        custody: Custody,
        algorithm: KeyAlgorithm,
        name: impl FnOnce(&mut Self) -> KeyId,
    ) -> Flow<(KeyId, PublicKey)> {
        // The name is random: whatever key this pass had made is the one.
        let is_like = |call: &Call| {
            matches!(call, Call::GenerateKey { custody: c, algorithm: a, .. }
                if *c == custody && *a == algorithm)
        };
        let answered = self.ask(is_like, |pass| Call::GenerateKey {
            key: name(pass),
            algorithm,
            custody,
        })?;
        match (&answered.call, &answered.answer) {
            (Call::GenerateKey { key, .. }, Answer::KeyGenerated(public_key)) => {
                ControlFlow::Continue((key.clone(), public_key.clone()))
            }
            _ => retry(OUT_OF_PLACE),
        }
    }

    /// A signature over something that is the same each time it is made.
    pub(crate) fn sign(&mut self, key: &KeyId, to_be_signed: &ToBeSigned) -> Flow<Signature> {
        let call = Call::Sign {
            key: key.clone(),
            to_be_signed: to_be_signed.clone(),
        };
        let answered = self.ask(|other| *other == call, |_| call.clone())?;
        match &answered.answer {
            Answer::Signed(signature) => ControlFlow::Continue(signature.clone()),
            _ => retry(OUT_OF_PLACE),
        }
    }

    /// A signature with a key over something with a random part: what this
    /// pass had signed before, or what `make` makes now.
    pub(crate) fn sign_once(
        &mut self,
        key: &KeyId,
        make: impl FnOnce(&mut Self) -> ToBeSigned,
    ) -> Flow<(ToBeSigned, Signature)> {
        let is_like = |call: &Call| matches!(call, Call::Sign { key: other, .. } if other == key);
        let answered = self.ask(is_like, |pass| Call::Sign {
            key: key.clone(),
            to_be_signed: make(pass),
        })?;
        match (&answered.call, &answered.answer) {
            (Call::Sign { to_be_signed, .. }, Answer::Signed(signature)) => {
                ControlFlow::Continue((to_be_signed.clone(), signature.clone()))
            }
            _ => retry(OUT_OF_PLACE),
        }
    }

    /// What an ACME server says to an operation.
    pub(crate) fn acme(
        &mut self,
        account: &AcmeAccount,
        operation: Operation,
    ) -> Flow<Result<Outcome, acme::client::Error>> {
        let (result, _) = self.acme_at(account, operation)?;
        ControlFlow::Continue(result)
    }

    /// The same, and when it was answered.
    pub(crate) fn acme_at(
        &mut self,
        account: &AcmeAccount,
        operation: Operation,
    ) -> Flow<(Result<Outcome, acme::client::Error>, Timestamp)> {
        let call = account.call(operation);
        let answered = self.ask(|other| *other == call, |_| call.clone())?;
        match &answered.answer {
            Answer::Acme(result) => ControlFlow::Continue((result.clone(), answered.at)),
            _ => retry(OUT_OF_PLACE),
        }
    }

    /// What Vault answers to a request.
    pub(crate) fn vault(
        &mut self,
        issuer: &ObjectKey,
        operation: &str,
        request: &HttpRequest,
    ) -> Flow<HttpResult> {
        self.http(&Call::Vault {
            issuer: issuer.clone(),
            operation: operation.to_owned(),
            request: request.clone(),
        })
    }

    /// What Venafi answers to a request.
    pub(crate) fn venafi(
        &mut self,
        issuer: &ObjectKey,
        operation: &str,
        request: &HttpRequest,
    ) -> Flow<HttpResult> {
        self.http(&Call::Venafi {
            issuer: issuer.clone(),
            operation: operation.to_owned(),
            request: request.clone(),
        })
    }

    fn http(&mut self, call: &Call) -> Flow<HttpResult> {
        let answered = self.ask(|other| other == call, |_| call.clone())?;
        match &answered.answer {
            Answer::Http(result) => ControlFlow::Continue(result.clone()),
            _ => retry(OUT_OF_PLACE),
        }
    }

    /// Whether a record can be seen: `Ok`, or why not.
    pub(crate) fn check_dns(&mut self, name: &str, expected: &str) -> Flow<Result<(), String>> {
        let call = Call::CheckDns {
            challenge: self.key.clone(),
            name: name.to_owned(),
            expected: expected.to_owned(),
        };
        let answered = self.ask(|other| *other == call, |_| call.clone())?;
        match &answered.answer {
            Answer::DnsChecked(check) if check.propagated => ControlFlow::Continue(Ok(())),
            Answer::DnsChecked(check) => ControlFlow::Continue(Err(check.detail.clone())),
            _ => retry(OUT_OF_PLACE),
        }
    }

    /// Whether a web server hands out a file: `Ok`, or why not.
    pub(crate) fn check_web(&mut self, url: &str, expected: &str) -> Flow<Result<(), String>> {
        let call = Call::CheckWeb {
            challenge: self.key.clone(),
            url: url.to_owned(),
            expected: expected.to_owned(),
        };
        let answered = self.ask(|other| *other == call, |_| call.clone())?;
        match &answered.answer {
            Answer::WebChecked(check) if check.propagated => ControlFlow::Continue(Ok(())),
            Answer::WebChecked(check) => ControlFlow::Continue(Err(check.detail.clone())),
            _ => retry(OUT_OF_PLACE),
        }
    }
}

/// Stops after an error, to be tried again.
pub(crate) fn retry<T>(error: impl Into<String>) -> Flow<T> {
    ControlFlow::Break(Stop::Retry(error.into()))
}

impl AcmeAccount {
    /// The call for an operation of this account.
    pub(crate) fn call(&self, operation: Operation) -> Call {
        Call::Acme {
            issuer: self.issuer.clone(),
            directory_url: self.directory_url.clone(),
            account_key: self.key.clone(),
            account_public_key: self.public_key.clone(),
            account_url: self.url.clone(),
            operation,
        }
    }
}

const OUT_OF_PLACE: &str = "the answer does not fit the call";

/// What is said to an answer of another kind than the question.
pub(crate) const UNEXPECTED: &str = "the ACME client answered another question";
