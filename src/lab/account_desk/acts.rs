//! Acts on an account, from a person's click to the server's answer.

use super::look::fingerprint;
use super::{
    AccountAct, AccountFailure, AccountView, RenewalView, RevocationView, RevokedBy, Running,
};
use crate::acme::client::{Error, Operation, Outcome};
use crate::acme::wire::certificate_id;
use crate::certmanager::api::{KeyId, Object, SecretValue};
use crate::certmanager::controller::{Call, CallId};
use crate::certmanager::names;
use crate::clock::Timestamp;
use crate::kube::{Kind, ObjectKey};
use crate::lab::acme_desk::{Order, SecondKey};
use crate::lab::effect::Effect;
use crate::lab::state::{Lab, Pending};
use crate::x509::{KeyAlgorithm, PublicKey};

impl Lab {
    /// Begins an act.
    pub(in crate::lab) fn on_account(
        &mut self,
        issuer: &ObjectKey,
        act: AccountAct,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let mut running = Running {
            issuer: issuer.clone(),
            certificate: self.certificate_of(&act).map(|found| fingerprint(&found)),
            new_key: None,
            act,
        };
        match self.begin(&mut running, now) {
            Ok(None) => {}
            Ok(Some(Begun::Key)) => {
                let call = self.accounts.start(running);
                effects.extend(self.ask_for_account_key(call));
            }
            Ok(Some(Begun::Call(order))) => {
                let call = self.accounts.start(running);
                self.call_account(call, *order, now, effects);
            }
            Err(failure) => self.accounts.note_failure(&running, failure, now),
        }
    }

    /// Has the new key of an account made, or asks for it again.
    pub(in crate::lab) fn ask_for_account_key(&mut self, call: CallId) -> Option<Effect> {
        let running = self.accounts.running.get(&call)?;
        let (key, _) = running.new_key.clone()?;
        let AccountAct::ChangeKey { custody } = running.act else {
            return None;
        };
        Some(Effect::GenerateKey {
            id: self.open(Pending::AccountKey(call)),
            key,
            algorithm: KeyAlgorithm::EcdsaP256,
            custody,
        })
    }

    /// Goes on with a key change once there is the key.
    pub(in crate::lab) fn account_key_made(
        &mut self,
        call: CallId,
        public_key: PublicKey,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Vec<(CallId, Call)> {
        let Some(running) = self.accounts.running.get_mut(&call) else {
            return Vec::new();
        };
        let Some((key, made)) = &mut running.new_key else {
            return Vec::new();
        };
        *made = Some(public_key.clone());
        let second = SecondKey {
            key: key.clone(),
            public_key: public_key.clone(),
        };
        let issuer = running.issuer.clone();
        match self.in_use(&issuer) {
            Ok(account) => {
                let new_key = public_key;
                let order = account.order(&issuer, Operation::ChangeKey { new_key }, Some(second));
                self.call_account(call, order, now, effects);
            }
            Err(failure) => self.accounts.fail(call, failure, now),
        }
        Vec::new()
    }

    /// Takes in what came of an act.
    pub(in crate::lab) fn account_done(
        &mut self,
        call: CallId,
        result: Result<Outcome, Error>,
        now: Timestamp,
    ) {
        let Some(running) = self.accounts.running.remove(&call) else {
            return;
        };
        let outcome = match result {
            Ok(outcome) => outcome,
            Err(error) => {
                let failure = AccountFailure::Acme(Box::new(error));
                return self.accounts.note_failure(&running, failure, now);
            }
        };
        match (outcome, running.certificate, running.act) {
            (Outcome::Account { account, .. }, ..) => {
                let view = AccountView {
                    at: now,
                    account: Some(account),
                    failure: None,
                };
                self.accounts.views.insert(running.issuer, view);
            }
            (Outcome::KeyChanged { .. }, ..) => {
                if let Some((key, Some(public_key))) = running.new_key {
                    self.change_account_key(&running.issuer, key, public_key, now);
                }
            }
            (Outcome::Revoked, Some(certificate), AccountAct::Revoke { reason, .. }) => {
                let view = RevocationView {
                    at: now,
                    reason,
                    failure: None,
                };
                self.accounts.revocations.insert(certificate, view);
            }
            (Outcome::RenewalInfo { info, retry_after }, Some(certificate), _) => {
                let view = RenewalView {
                    at: now,
                    info: Some(info),
                    ask_again: retry_after.map(crate::acme::client::RetryAfter::moment),
                    failure: None,
                };
                self.accounts.renewals.insert(certificate, view);
            }
            _ => {}
        }
    }

    fn begin(
        &mut self,
        running: &mut Running,
        now: Timestamp,
    ) -> Result<Option<Begun>, AccountFailure> {
        let issuer = running.issuer.clone();
        if self.accounts.is_running(&issuer) {
            return Err(AccountFailure::Busy);
        }
        let account = self.in_use(&issuer)?;
        let mut second = None;
        let operation = match &running.act {
            AccountAct::Look => Operation::Register {
                contacts: Vec::new(),
                agree_to_terms: false,
                only_existing: true,
                customer: None,
            },
            AccountAct::Deactivate => Operation::DeactivateAccount,
            AccountAct::ChangeKey { .. } => {
                self.check_free(&issuer)?;
                let suffix = names::random_suffix(&mut self.entropy);
                let id = format!(
                    "{}/{}-{suffix}",
                    account.secret.namespace(),
                    account.secret.name
                );
                running.new_key = Some((KeyId::new(id), None));
                return Ok(Some(Begun::Key));
            }
            AccountAct::TakeKey { key, public_key } => {
                self.check_free(&issuer)?;
                let (key, public_key) = (key.clone(), public_key.clone());
                self.change_account_key(&issuer, key, public_key, now);
                return Ok(None);
            }
            AccountAct::Revoke { secret, reason, by } => {
                let certificate = self
                    .certificate_of(&running.act)
                    .ok_or(AccountFailure::NoCertificate)?;
                if *by == RevokedBy::Certificate {
                    second = Some(self.certificate_key(secret)?);
                }
                let own = second.as_ref().map(|second| second.public_key.clone());
                Operation::Revoke {
                    certificate_der: certificate.der().to_vec(),
                    reason: *reason,
                    certificate_key: own,
                }
            }
            AccountAct::RenewalInfo { .. } => {
                let certificate = self.certificate_of(&running.act);
                let id = certificate.and_then(|found| certificate_id(&found));
                Operation::RenewalInfo {
                    certificate_id: id.ok_or(AccountFailure::NoCertificate)?,
                }
            }
        };
        let order = account.order(&issuer, operation, second);
        Ok(Some(Begun::Call(Box::new(order))))
    }

    fn call_account(
        &mut self,
        call: CallId,
        order: Order,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let next = self.acme.start(call, order, now);
        let calls = self.acme_next(call, next, now, effects);
        self.take_up(calls, now, effects);
    }

    /// A key can change only while nobody builds on the old one: an open
    /// challenge's value is made of it (RFC 8555 §8.1).
    fn check_free(&self, issuer: &ObjectKey) -> Result<(), AccountFailure> {
        let is_open = |object: &&std::rc::Rc<Object>| {
            object.challenge().is_some_and(|challenge| {
                let namespace = challenge.namespace();
                !challenge.is_final()
                    && challenge.spec.issuer_ref.key(namespace).as_ref() == Some(issuer)
            })
        };
        let open = self
            .store
            .list(Kind::Challenge)
            .any(|object| is_open(&object));
        if open || self.acme.is_busy(issuer) {
            return Err(AccountFailure::Busy);
        }
        Ok(())
    }

    /// Puts a key in the place of the account's: the issuer's controller then
    /// finds the account that is that key's.
    fn change_account_key(
        &mut self,
        issuer: &ObjectKey,
        key: KeyId,
        public_key: PublicKey,
        now: Timestamp,
    ) {
        let Ok(account) = self.in_use(issuer) else {
            return;
        };
        let held = self.store.get(&account.secret);
        let Some(mut secret) = held.and_then(|object| object.secret()).cloned() else {
            return;
        };
        let encoding = match secret.data.get(&account.entry) {
            Some(SecretValue::PrivateKey { encoding, .. }) => *encoding,
            _ => crate::x509::KeyEncoding::Pkcs1,
        };
        let value = SecretValue::PrivateKey {
            key,
            encoding,
            public_key,
        };
        secret.data.insert(account.entry, value);
        // The Secret was there a moment ago.
        let _ = self.store.update(Object::Secret(secret), now);
        self.accounts.views.remove(issuer);
        self.manager
            .changed(&self.store, std::slice::from_ref(issuer));
    }
}

/// What an act begins with.
enum Begun {
    /// A new key.
    Key,
    /// A request to the server.
    Call(Box<Order>),
}
