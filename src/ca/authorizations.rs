//! Authorizations and their challenges (RFC 8555 §7.1.4, §7.5).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::front::{Answer, Post, json};
use super::refusal::{self, Refusal};
use super::resource::Resource;
use super::{Context, PracticeCa, validation};
use crate::acme::wire::{
    Authorization, AuthorizationStatus, Challenge, ChallengeStatus, ChallengeType, Identifier,
};
use crate::clock::Timestamp;
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
    /// The client said that it is ready; checked when somebody next looks.
    Processing,
    Valid {
        validated: Timestamp,
    },
    Invalid {
        error: Refusal,
    },
}

impl AuthorizationRecord {
    /// A pending authorization for one name of an order. Wildcards can only be
    /// proven by DNS; so are all names here, for now.
    pub(super) fn new(
        account: &str,
        name: &DnsName,
        now: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Self {
        // "at least 128 bits of entropy" (RFC 8555 §8.1); Let's Encrypt uses 256.
        let mut token = [0; 32];
        entropy.fill(&mut token);
        Self {
            account: account.to_owned(),
            name: name.base().as_str().to_owned(),
            wildcard: name.is_wildcard(),
            expires: now + PENDING_LIFETIME,
            deactivated: false,
            challenges: vec![ChallengeRecord {
                kind: ChallengeType::Dns01,
                token: base64url(&token),
                state: ChallengeState::Pending,
            }],
        }
    }

    /// What follows from the challenges and the time (RFC 8555 §7.1.6).
    pub(super) fn status(&self, now: Timestamp) -> AuthorizationStatus {
        let any = |is: fn(&ChallengeState) -> bool| {
            self.challenges.iter().any(|challenge| is(&challenge.state))
        };
        if self.deactivated {
            AuthorizationStatus::Deactivated
        } else if any(|state| matches!(state, ChallengeState::Invalid { .. })) {
            AuthorizationStatus::Invalid
        } else if now >= self.expires {
            AuthorizationStatus::Expired
        } else if any(|state| matches!(state, ChallengeState::Valid { .. })) {
            AuthorizationStatus::Valid
        } else {
            AuthorizationStatus::Pending
        }
    }
}

/// Checks what is `processing`, for that is what looking does.
pub(super) fn settle(ca: &mut PracticeCa, id: &str, context: &Context<'_>) {
    let Some(authorization) = ca.store.authorizations.get_mut(id) else {
        return;
    };
    let Some(account) = ca.store.accounts.get(&authorization.account) else {
        return;
    };
    if authorization.status(context.now) != AuthorizationStatus::Pending {
        return;
    }
    for challenge in &mut authorization.challenges {
        if challenge.state != ChallengeState::Processing {
            continue;
        }
        let checked = validation::dns01(
            context.zone,
            context.now,
            &authorization.name,
            &challenge.token,
            &account.key,
        );
        challenge.state = match checked {
            Ok(()) => {
                authorization.expires = context.now + VALID_LIFETIME;
                ChallengeState::Valid {
                    validated: context.now,
                }
            }
            Err(error) => ChallengeState::Invalid { error },
        };
    }
}

/// The authorization resource: shown, or given up (RFC 8555 §7.5, §7.5.2).
pub(super) fn authorization(
    ca: &mut PracticeCa,
    context: &Context<'_>,
    id: &str,
    post: &Post,
) -> Answer {
    settle(ca, id, context);
    let base_url = ca.base_url.clone();
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
        status: record.status(context.now),
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
    settle(ca, id, context);
    let base_url = ca.base_url.clone();
    let record = owned(ca, id, post)?;
    let status = record.status(context.now);
    let challenge = record
        .challenges
        .iter_mut()
        .find(|challenge| challenge.kind == *kind)
        .ok_or_else(|| refusal::not_found("No such challenge"))?;
    if !post.payload.is_empty() {
        post.json::<serde_json::Map<String, serde_json::Value>>()?;
        match status {
            // Already proven: nothing to do, and nothing wrong (as Boulder).
            AuthorizationStatus::Valid => {}
            AuthorizationStatus::Pending if challenge.state == ChallengeState::Pending => {
                challenge.state = ChallengeState::Processing;
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
    Ok(json(200, &shown(&base_url, id, challenge))
        .with_header("link", format!("<{up}>;rel=\"up\"")))
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
        ChallengeState::Processing => (ChallengeStatus::Processing, None, None),
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
