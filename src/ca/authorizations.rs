//! Authorizations and their challenges (RFC 8555 §7.1.4, §7.5).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::check::{CaaSet, Check, CheckId, DnsFailure, Observation, Proof, WebFailure};
use super::faults::{AuthorizationFault, Faults};
use super::front::{Answer, json};
use super::refusal::{self, Refusal};
use super::request::Post;
use super::resource::Resource;
use super::store::FailureRecord;
use super::{Context, PracticeCa, validation};
use crate::acme::wire::{
    Authorization, AuthorizationStatus, Challenge, ChallengeStatus, ChallengeType, Identifier,
};
use crate::clock::Timestamp;
use crate::dns::CaaRecord;
use crate::encoding::base64url;
use crate::entropy::Entropy;
use crate::x509::DnsName;

/// An authorization as the CA keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuthorizationRecord {
    pub(super) account: String,
    /// The name without `*.`.
    pub(super) name: String,
    pub(super) wildcard: bool,
    pub(super) expires: Timestamp,
    pub(super) deactivated: bool,
    pub(super) challenges: Vec<ChallengeRecord>,
}

/// A challenge as the CA keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChallengeRecord {
    pub(super) kind: ChallengeType,
    pub(super) token: String,
    pub(super) state: ChallengeState,
}

/// How far a challenge has come (RFC 8555 §7.1.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum ChallengeState {
    Pending,
    /// The client said that it is ready; looked at from then on.
    Processing {
        until: Timestamp,
    },
    Valid {
        validated: Timestamp,
    },
    Invalid {
        error: Refusal,
    },
}

impl AuthorizationRecord {
    /// A pending authorization for one name of an order. Wildcards can only be
    /// proven by DNS (RFC 8555 §7.1.4, as Let's Encrypt reads it).
    pub(super) fn new(
        account: &str,
        name: &DnsName,
        now: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Self {
        let kinds = if name.is_wildcard() {
            &[ChallengeType::Dns01][..]
        } else {
            &[
                ChallengeType::Dns01,
                ChallengeType::Http01,
                ChallengeType::TlsAlpn01,
            ]
        };
        Self {
            account: account.to_owned(),
            name: name.base().as_str().to_owned(),
            wildcard: name.is_wildcard(),
            expires: now + PENDING_LIFETIME,
            deactivated: false,
            challenges: kinds
                .iter()
                .map(|kind| {
                    // "at least 128 bits of entropy" (RFC 8555 §8.1); Let's Encrypt uses 256.
                    let mut token = [0; 32];
                    entropy.fill(&mut token);
                    ChallengeRecord {
                        kind: kind.clone(),
                        token: base64url(&token),
                        state: ChallengeState::Pending,
                    }
                })
                .collect(),
        }
    }

    /// What follows from the challenges and the time (RFC 8555 §7.1.6).
    pub(super) fn status(&self, now: Timestamp, faults: &Faults) -> AuthorizationStatus {
        let any = |is: fn(&ChallengeState) -> bool| {
            self.challenges.iter().any(|challenge| is(&challenge.state))
        };
        let is_valid = any(|state| matches!(state, ChallengeState::Valid { .. }));
        if self.deactivated {
            AuthorizationStatus::Deactivated
        } else if any(|state| matches!(state, ChallengeState::Invalid { .. })) {
            AuthorizationStatus::Invalid
        } else if now >= self.expires || (faults.expire_orders && !is_valid) {
            AuthorizationStatus::Expired
        } else if is_valid {
            AuthorizationStatus::Valid
        } else {
            AuthorizationStatus::Pending
        }
    }

    /// Whether it still proves that the account controls `name`.
    pub(super) fn proves(
        &self,
        account: &str,
        name: &DnsName,
        now: Timestamp,
        faults: &Faults,
    ) -> bool {
        self.account == account
            && self.wildcard == name.is_wildcard()
            && self.name == name.base().as_str()
            && self.status(now, faults) == AuthorizationStatus::Valid
    }
}

impl PracticeCa {
    /// What is to be looked at now: the proofs of all challenges that clients
    /// have said are in place.
    pub fn checks(&self, now: Timestamp) -> Vec<Check> {
        let now = self.faults.skewed(now);
        let waiting = self.store.waiting.iter();
        waiting
            .filter_map(|id| Some((id, self.store.authorizations.get(id)?)))
            .filter(|(_, record)| record.status(now, &self.faults) == AuthorizationStatus::Pending)
            .flat_map(|(id, record)| {
                let due = record.challenges.iter().filter(move |challenge| {
                    matches!(challenge.state, ChallengeState::Processing { until } if until <= now)
                });
                due.map(|challenge| Check {
                    id: CheckId {
                        authorization: id.clone(),
                        kind: challenge.kind.clone(),
                    },
                    kind: challenge.kind.clone(),
                    name: record.name.clone(),
                    token: challenge.token.clone(),
                })
            })
            .collect()
    }

    /// Tells the CA what was seen at a proof. One look decides: a challenge
    /// that failed stays failed (RFC 8555 §7.1.6).
    pub fn observe(&mut self, id: &CheckId, seen: &Observation, now: Timestamp) {
        let now = self.faults.skewed(now);
        self.store.waiting.remove(&id.authorization);
        let Some(record) = self.store.authorizations.get_mut(&id.authorization) else {
            return;
        };
        let Some(account) = self.store.accounts.get(&record.account) else {
            return;
        };
        let account_url = Resource::Account(record.account.clone()).url(&self.base_url);
        let Some(challenge) = record.challenges.iter_mut().find(|challenge| {
            challenge.kind == id.kind
                && matches!(challenge.state, ChallengeState::Processing { .. })
        }) else {
            return;
        };
        let seen = match self.faults.authorization {
            Some(fault) => distorted(seen, fault, &record.name),
            None => seen.clone(),
        };
        let about = validation::Challenge {
            name: &record.name,
            wildcard: record.wildcard,
            kind: &challenge.kind,
            token: &challenge.token,
            account_url: &account_url,
            account_key: &account.key,
        };
        challenge.state = match validation::judge(&about, &seen) {
            Ok(()) => {
                record.expires = now + VALID_LIFETIME;
                ChallengeState::Valid { validated: now }
            }
            Err(error) => {
                self.store.failures.push(FailureRecord {
                    account: record.account.clone(),
                    name: record.name.clone(),
                    at: now,
                });
                ChallengeState::Invalid { error }
            }
        };
    }
}

/// What a fault switch makes the CA see.
fn distorted(seen: &Observation, fault: AuthorizationFault, name: &str) -> Observation {
    let mut seen = seen.clone();
    let dns = match fault {
        AuthorizationFault::Wrong => {
            let other = "a value of another order";
            match &mut seen.proof {
                Proof::Txt(texts) => *texts = Ok(vec![other.to_owned()]),
                Proof::Web(Ok(answer)) => other.as_bytes().clone_into(&mut answer.body),
                Proof::Tls(Ok(answer)) => answer.protocol = None,
                Proof::Web(Err(_)) | Proof::Tls(Err(_)) => {}
            }
            return seen;
        }
        AuthorizationFault::Caa => {
            seen.caa = Ok(CaaSet {
                name: name.to_owned(),
                records: CaaRecord::parse("0 issue \";\"").into_iter().collect(),
            });
            return seen;
        }
        AuthorizationFault::NxDomain => DnsFailure::NxDomain,
        AuthorizationFault::ServFail => DnsFailure::ServFail,
    };
    match &mut seen.proof {
        Proof::Txt(texts) => *texts = Err(dns),
        Proof::Web(answer) => *answer = Err(WebFailure::Address(dns)),
        Proof::Tls(answer) => *answer = Err(WebFailure::Address(dns)),
    }
    seen
}

/// The authorization resource: shown, or given up (RFC 8555 §7.5, §7.5.2).
pub(super) fn authorization(
    ca: &mut PracticeCa,
    context: &Context<'_>,
    id: &str,
    post: &Post,
) -> Answer {
    let base_url = ca.base_url.clone();
    let faults = ca.faults;
    let record = owned(ca, id, post)?;
    if !post.payload.is_empty() {
        let Change { status } = post.json()?;
        if status != AuthorizationStatus::Deactivated {
            return Err(refusal::malformed(format!(
                "Invalid status value {:?}",
                status.as_str()
            )));
        }
        record.deactivated = true;
    }
    let body = Authorization {
        identifier: Identifier::Dns(record.name.clone()),
        status: record.status(context.now, &faults),
        expires: Some(record.expires),
        challenges: record
            .challenges
            .iter()
            .map(|challenge| shown(&base_url, id, challenge))
            .collect(),
        wildcard: record.wildcard,
    };
    Ok(json(200, &body))
}

/// The challenge resource: shown, or told that its proof is in place (RFC 8555 §7.5.1).
pub(super) fn challenge(
    ca: &mut PracticeCa,
    context: &Context<'_>,
    id: &str,
    kind: &ChallengeType,
    post: &Post,
) -> Answer {
    let base_url = ca.base_url.clone();
    let faults = ca.faults;
    let record = owned(ca, id, post)?;
    let status = record.status(context.now, &faults);
    let challenge = record
        .challenges
        .iter_mut()
        .find(|challenge| challenge.kind == *kind)
        .ok_or_else(|| refusal::not_found("No such challenge"))?;
    let mut begun = false;
    if !post.payload.is_empty() {
        post.json::<serde_json::Map<String, serde_json::Value>>()?;
        match status {
            // Already proven: nothing to do, and nothing wrong (as Boulder).
            AuthorizationStatus::Valid => {}
            AuthorizationStatus::Pending if challenge.state == ChallengeState::Pending => {
                challenge.state = ChallengeState::Processing {
                    until: faults.processed(context.now),
                };
                begun = true;
            }
            AuthorizationStatus::Pending => {
                return Err(refusal::malformed(
                    "Cannot update challenge with status processing, only status pending",
                ));
            }
            AuthorizationStatus::Expired => {
                return Err(refusal::not_found("Expired authorization"));
            }
            other => {
                return Err(refusal::malformed(format!(
                    "Unable to update challenge :: authorization must be pending, is {other}"
                )));
            }
        }
    }
    let up = Resource::Authorization(id.to_owned()).url(&base_url);
    let response = json(200, &shown(&base_url, id, challenge))
        .with_header("link", format!("<{up}>;rel=\"up\""));
    if begun {
        ca.store.waiting.insert(id.to_owned());
    }
    Ok(response)
}

/// The authorization, if it is this account's.
fn owned<'a>(
    ca: &'a mut PracticeCa,
    id: &str,
    post: &Post,
) -> Result<&'a mut AuthorizationRecord, Refusal> {
    let record = ca
        .store
        .authorizations
        .get_mut(id)
        .ok_or_else(|| refusal::not_found("No such authorization"))?;
    if record.account == post.account {
        Ok(record)
    } else {
        Err(refusal::unauthorized(
            "Account ID doesn't match ID for authorization",
        ))
    }
}

fn shown(base_url: &str, id: &str, record: &ChallengeRecord) -> Challenge {
    let (status, validated, error) = match &record.state {
        ChallengeState::Pending => (ChallengeStatus::Pending, None, None),
        ChallengeState::Processing { .. } => (ChallengeStatus::Processing, None, None),
        ChallengeState::Valid { validated } => (ChallengeStatus::Valid, Some(*validated), None),
        ChallengeState::Invalid { error } => (
            ChallengeStatus::Invalid,
            None,
            Some(error.problem().clone()),
        ),
    };
    Challenge {
        kind: record.kind.clone(),
        url: Resource::Challenge(id.to_owned(), record.kind.clone()).url(base_url),
        status,
        validated,
        error,
        token: Some(record.token.clone()),
    }
}

/// The payload that gives an authorization up (RFC 8555 §7.5.2).
#[derive(Deserialize)]
struct Change {
    status: AuthorizationStatus,
}

/// As Let's Encrypt.
const PENDING_LIFETIME: Duration = Duration::from_hours(7 * 24);
const VALID_LIFETIME: Duration = Duration::from_hours(30 * 24);
