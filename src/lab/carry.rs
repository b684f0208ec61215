//! From controllers' calls to effects, and from answers back to controllers.

use std::collections::VecDeque;

use super::account_desk::AccountFailure;
use super::acme_desk::{Next, Order};
use super::dns_desk::{DnsCheck, ResolverAnswer};
use super::effect::{Answer, Effect, EffectId, Purpose};
use super::probe_desk::Probe;
use super::state::{Lab, Pending};
use crate::acme::client::Input;
use crate::certmanager::controller::{self, Call, CallId};
use crate::clock::Timestamp;
use crate::dns::{Finding, Question, RecordType};
use crate::http::HttpRequest;
use crate::kube::ObjectKey;

impl Lab {
    /// Runs the controllers until nothing is left to do now.
    pub(super) fn run(&mut self, now: Timestamp, effects: &mut Vec<Effect>) {
        let calls = self.manager.run(&mut self.store, now, &mut self.entropy);
        self.take_up(calls, now, effects);
    }

    pub(super) fn take_up(
        &mut self,
        calls: Vec<(CallId, Call)>,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let mut calls = VecDeque::from(calls);
        while let Some((id, call)) = calls.pop_front() {
            match call {
                Call::GenerateKey { .. }
                | Call::Sign { .. }
                | Call::Vault { .. }
                | Call::Venafi { .. } => {
                    let effect = self.direct_effect(id, &call, now);
                    effects.extend(effect);
                }
                Call::Acme {
                    issuer,
                    directory_url,
                    account_key,
                    account_public_key,
                    account_url,
                    operation,
                } => {
                    let object = self
                        .manager
                        .waits_for(id)
                        .cloned()
                        .unwrap_or_else(|| issuer.clone());
                    let order = Order {
                        issuer,
                        object,
                        directory_url,
                        account_key,
                        account_public_key,
                        account_url,
                        operation,
                        second: None,
                    };
                    let next = self.acme.start(id, order, now);
                    calls.extend(self.acme_next(id, next, now, effects));
                }
                Call::CheckDns { challenge, .. } => {
                    self.dns.wait(challenge.clone(), id);
                    if !self.dns.is_running(&challenge) {
                        self.check_dns(&challenge, now, effects);
                    }
                    calls.extend(self.finish_check(&challenge, now));
                }
                Call::CheckWeb { challenge, .. } => {
                    self.web.wait(challenge.clone(), id);
                    if !self.web.is_running(&challenge) {
                        self.check_web(&challenge, now, effects);
                    }
                    calls.extend(self.finish_web(&challenge, now));
                }
            }
        }
    }

    pub(super) fn direct_effect(
        &mut self,
        call_id: CallId,
        call: &Call,
        now: Timestamp,
    ) -> Option<Effect> {
        match call {
            Call::GenerateKey {
                key,
                algorithm,
                custody,
            } => Some(Effect::GenerateKey {
                id: self.open(Pending::Call(call_id)),
                key: key.clone(),
                algorithm: *algorithm,
                custody: *custody,
            }),
            Call::Sign { key, to_be_signed } => Some(Effect::Sign {
                id: self.open(Pending::Call(call_id)),
                key: key.clone(),
                algorithm: to_be_signed.algorithm(),
                message: to_be_signed.message().to_vec(),
            }),
            Call::Vault {
                issuer,
                operation,
                request,
            } => {
                let object = self.manager.waits_for(call_id);
                let purpose = Purpose::Vault {
                    issuer: issuer.clone(),
                    object: object.unwrap_or(issuer).clone(),
                    operation: operation.clone(),
                };
                Some(self.send(Pending::Call(call_id), request.clone(), purpose, now))
            }
            Call::Venafi {
                issuer,
                operation,
                request,
            } => {
                let object = self.manager.waits_for(call_id);
                let purpose = Purpose::Venafi {
                    issuer: issuer.clone(),
                    object: object.unwrap_or(issuer).clone(),
                    operation: operation.clone(),
                };
                Some(self.send(Pending::Call(call_id), request.clone(), purpose, now))
            }
            _ => None,
        }
    }

    pub(super) fn acme_next(
        &mut self,
        call: CallId,
        next: Option<Next>,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Vec<(CallId, Call)> {
        match next {
            Some(Next::Send { request, purpose }) => {
                effects.push(self.send(Pending::Acme(call), request, purpose, now));
                Vec::new()
            }
            Some(Next::Sign {
                key,
                algorithm,
                message,
            }) => {
                let id = self.open(Pending::Acme(call));
                effects.push(Effect::Sign {
                    id,
                    key,
                    algorithm,
                    message,
                });
                Vec::new()
            }
            Some(Next::Bind { issuer, message }) => {
                let Some(key) = self.binding_key(&issuer) else {
                    self.acme.drop_job(call);
                    let why = "the external account binding key is gone".to_owned();
                    return self.answer_call(call, controller::Answer::Failed(why), now);
                };
                let signature = Input::Signature(key.authenticate(&message));
                let next = self.acme.step(call, signature, now);
                self.acme_next(call, next, now, effects)
            }
            Some(Next::Done(result)) if self.accounts.owns(call) => {
                self.account_done(call, *result, now);
                Vec::new()
            }
            Some(Next::Done(result)) => {
                self.answer_call(call, controller::Answer::Acme(*result), now)
            }
            None => Vec::new(),
        }
    }

    pub(super) fn answer_call(
        &mut self,
        call: CallId,
        answer: controller::Answer,
        now: Timestamp,
    ) -> Vec<(CallId, Call)> {
        self.manager
            .answered(&mut self.store, call, answer, now, &mut self.entropy)
    }

    /// Asks every resolver for a Challenge's record.
    pub(super) fn check_dns(
        &mut self,
        challenge: &ObjectKey,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some((name, expected)) = controller::dns_record(&self.store, challenge) else {
            return;
        };
        self.coach.remember(&self.store, challenge, &expected);
        let mut answers = Vec::new();
        for (row, resolver) in self.resolvers.clone().into_iter().enumerate() {
            let question = Question::new(&name, RecordType::Txt);
            let pending = Pending::Dns {
                challenge: challenge.clone(),
                row,
            };
            let asked = self.ask_resolver(pending, challenge, &resolver, &question, now, effects);
            answers.push(ResolverAnswer {
                finding: asked.err().map(|error| Finding::Failed(error.into())),
                ..ResolverAnswer::new(resolver)
            });
        }
        let check = DnsCheck {
            at: now,
            name,
            expected,
            answers,
        };
        self.dns.open(challenge.clone(), check);
    }

    pub(super) fn finish_check(
        &mut self,
        challenge: &ObjectKey,
        now: Timestamp,
    ) -> Vec<(CallId, Call)> {
        match self.dns.finished(challenge) {
            Some((call, result)) => {
                self.answer_call(call, controller::Answer::DnsChecked(result), now)
            }
            None => Vec::new(),
        }
    }

    pub(super) fn probe(&mut self, url: String, now: Timestamp, effects: &mut Vec<Effect>) {
        self.probes.insert(url.clone(), Probe::Running);
        let purpose = Purpose::Probe { url: url.clone() };
        effects.push(self.send(
            Pending::Probe(url.clone()),
            HttpRequest::get(url),
            purpose,
            now,
        ));
    }

    pub(super) fn answer(
        &mut self,
        id: EffectId,
        answer: Answer,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        // An answer to an effect that was asked again after a reload has no taker.
        let Some(pending) = self.pending.remove(&id) else {
            return;
        };
        if let Answer::Http(result) = &answer {
            self.note_response(id, result);
        }
        let calls = match (pending, answer) {
            (Pending::Call(call), Answer::KeyGenerated(key)) => {
                self.answer_call(call, controller::Answer::KeyGenerated(key), now)
            }
            (Pending::Call(call), Answer::Signed(signature)) => {
                self.answer_call(call, controller::Answer::Signed(signature), now)
            }
            (Pending::Call(call), Answer::Http(result)) => {
                self.answer_call(call, controller::Answer::Http(result), now)
            }
            (Pending::Acme(call) | Pending::AccountKey(call), Answer::KeyUnavailable(why))
                if self.accounts.owns(call) =>
            {
                self.acme.drop_job(call);
                self.accounts.fail(call, AccountFailure::Key(why), now);
                Vec::new()
            }
            (Pending::AccountKey(call), Answer::KeyGenerated(key)) => {
                self.account_key_made(call, key, now, effects)
            }
            (Pending::Acme(call), Answer::KeyUnavailable(why)) => {
                self.acme.drop_job(call);
                self.answer_call(call, controller::Answer::Failed(why), now)
            }
            (Pending::Call(call), Answer::KeyUnavailable(why)) => {
                self.answer_call(call, controller::Answer::Failed(why), now)
            }
            (Pending::Acme(call), Answer::Http(result)) => {
                let next = self.acme.step(call, Input::Response(result), now);
                self.acme_next(call, next, now, effects)
            }
            (Pending::Acme(call), Answer::Signed(signature)) => {
                let next = self.acme.step(call, Input::Signature(signature), now);
                self.acme_next(call, next, now, effects)
            }
            (Pending::Dns { challenge, row }, Answer::Http(result)) => {
                self.judge(&challenge, row, &result, now, effects);
                self.survey_if_missing(&challenge, now, effects);
                self.finish_check(&challenge, now)
            }
            // What the server said is with the message.
            (Pending::Tampered, Answer::Http(_)) => Vec::new(),
            (Pending::DnsUnchecked { challenge, row }, Answer::Http(result)) => {
                self.judge_unchecked(&challenge, row, &result);
                Vec::new()
            }
            (Pending::Survey { challenge, number }, Answer::Http(result)) => {
                self.note_survey(&challenge, number, &result, now, effects);
                Vec::new()
            }
            (Pending::Web(challenge), Answer::Http(result)) => {
                self.web.note(&challenge, &result);
                self.finish_web(&challenge, now)
            }
            (Pending::Probe(url), Answer::Http(result)) => {
                let request = self
                    .probes
                    .get_mut(&url)
                    .and_then(|probe| probe.step(result));
                if let Some(request) = request {
                    let purpose = Purpose::Probe { url: url.clone() };
                    effects.push(self.send(Pending::Probe(url), request, purpose, now));
                }
                Vec::new()
            }
            // The outside answered something that was not asked: ask again.
            (pending, _) => {
                self.pending.insert(id, pending);
                Vec::new()
            }
        };
        self.take_up(calls, now, effects);
    }
}
