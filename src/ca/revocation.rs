//! Certificates taken back (RFC 8555 §7.6), and the lists that say so
//! (RFC 5280 §5).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::certificates::CertificateRecord;
use super::front::Answer;
use super::issuing::{self, Root};
use super::refusal::{self, Refusal};
use super::request::{self, Signer};
use super::{Context, PracticeCa};
use crate::clock::Timestamp;
use crate::encoding::{from_base64url, hex};
use crate::http::HttpResponse;
use crate::x509::{Certificate, PrivateKey, RevocationList, RevokedCertificate};

/// When and why a certificate was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Revocation {
    pub(super) at: Timestamp,
    /// `CRLReason` (RFC 5280 §5.3.1).
    pub(super) reason: u8,
}

/// The payload of revokeCert.
#[derive(Deserialize)]
struct Payload {
    certificate: String,
    reason: Option<i64>,
}

/// revokeCert: by the account that got the certificate, by one that controls
/// all its names, or by the certificate's own key.
pub(super) fn revoke(ca: &mut PracticeCa, context: &Context<'_>, signer: &Signer) -> Answer {
    let (Signer::Account(request::Post { payload, .. }) | Signer::Key { payload, .. }) = signer;
    let Payload {
        certificate,
        reason,
    } = request::json(payload)?;
    let der = from_base64url(&certificate)
        .map_err(|_| refusal::malformed("Error base64url decoding certificate DER"))?;
    let certificate = Certificate::from_der(&der)
        .map_err(|_| refusal::malformed("Error parsing certificate DER"))?;
    let (id, record) = ca
        .store
        .certificates
        .iter()
        .find(|(_, record)| record.leaf == der)
        .ok_or_else(|| refusal::not_found("Certificate from unrecognized issuer"))?;
    let id = id.clone();
    check_right(ca, context.now, record, &certificate, signer)?;
    if record.revoked.is_some() {
        return Err(refusal::already_revoked());
    }
    let reason = reason.unwrap_or_default();
    let reason = REASONS
        .into_iter()
        .find(|(number, _)| i64::from(*number) == reason)
        .map(|(number, _)| number)
        .ok_or_else(|| bad_reason(reason))?;
    if reason == KEY_COMPROMISE
        && let Ok(key) = certificate.public_key()
    {
        ca.store.compromised_keys.insert(hex(&key.key_id()));
    }
    if let Some(record) = ca.store.certificates.get_mut(&id) {
        record.revoked = Some(Revocation {
            at: context.now,
            reason,
        });
    }
    Ok(HttpResponse::empty(200))
}

/// "The server MUST also consider a revocation request valid if it is signed by
/// …" (RFC 8555 §7.6).
fn check_right(
    ca: &PracticeCa,
    now: Timestamp,
    record: &CertificateRecord,
    certificate: &Certificate,
    signer: &Signer,
) -> Result<(), Refusal> {
    match signer {
        Signer::Key { key, .. } => {
            if certificate.public_key().is_ok_and(|own| own == *key) {
                Ok(())
            } else {
                Err(refusal::unauthorized(
                    "JWK embedded in revocation request must be the same public key as the cert \
                     to be revoked",
                ))
            }
        }
        Signer::Account(post) if post.account == record.account => Ok(()),
        Signer::Account(post) => {
            let authorizations = &ca.store.authorizations;
            let controls = record.names.iter().all(|name| {
                authorizations
                    .values()
                    .any(|held| held.proves(&post.account, name, now, &ca.faults))
            });
            if controls {
                Ok(())
            } else {
                Err(refusal::unauthorized(
                    "The key ID specified in the revocation request does not hold valid \
                     authorizations for all names in the certificate to be revoked",
                ))
            }
        }
    }
}

fn bad_reason(reason: i64) -> Refusal {
    let allowed: Vec<String> = REASONS
        .iter()
        .map(|(number, name)| format!("{name} ({number})"))
        .collect();
    refusal::bad_revocation_reason(format!(
        "disallowed revocation reason: {reason}. Supported reasons: {}",
        allowed.join(", ")
    ))
}

/// The revocation list of an intermediate, signed anew for whoever asks.
pub(super) fn list(ca: &PracticeCa, context: &Context<'_>, number: usize) -> Answer {
    let generation = number.checked_sub(1);
    let issuer = generation.and_then(|generation| ca.authority.intermediate_der(generation));
    let (Some(generation), Some(issuer)) = (generation, issuer) else {
        return Err(refusal::not_found("No such issuer"));
    };
    let issuer = Certificate::from_der(issuer).map_err(|error| internal(&error))?;
    let mut revoked = Vec::new();
    for record in ca.store.certificates.values() {
        let Some(revocation) = &record.revoked else {
            continue;
        };
        if record.generation == generation {
            revoked.push(RevokedCertificate {
                serial: record.certificate()?.serial().clone(),
                at: revocation.at,
                reason: revocation.reason,
            });
        }
    }
    let key = issuing::intermediate_key(generation, context).map_err(|error| internal(&error))?;
    signed(revoked, &issuer, key, context)
}

/// The revocation list of a root, which never revoked an intermediate.
pub(super) fn root_list(ca: &PracticeCa, context: &Context<'_>, root: Root) -> Answer {
    let Some(issuer) = ca.authority.root(root) else {
        return Err(refusal::not_found("No such issuer"));
    };
    let issuer = Certificate::from_der(issuer).map_err(|error| internal(&error))?;
    signed(
        Vec::new(),
        &issuer,
        issuing::root_key(root, context),
        context,
    )
}

fn signed(
    revoked: Vec<RevokedCertificate>,
    issuer: &Certificate,
    key: &PrivateKey,
    context: &Context<'_>,
) -> Answer {
    let list = RevocationList {
        // Grows with time, as it must (RFC 5280 §5.2.3).
        number: u64::try_from(context.now.unix_secs()).unwrap_or_default(),
        this_update: context.now,
        next_update: context.now + LIFETIME,
        revoked,
    };
    let der = list
        .prepare(issuer)
        .and_then(|to_be_signed| to_be_signed.sign(key))
        .map_err(|error| internal(&error))?;
    Ok(HttpResponse::new(200, "application/pkix-crl", der)
        .with_header("cache-control", "max-age=3600"))
}

fn internal(error: &crate::x509::Error) -> Refusal {
    refusal::server_internal(error.to_string())
}

/// The reasons that a subscriber may give, as at Let's Encrypt.
const REASONS: [(u8, &str); 5] = [
    (0, "unspecified"),
    (KEY_COMPROMISE, "keyCompromise"),
    (3, "affiliationChanged"),
    (4, "superseded"),
    (5, "cessationOfOperation"),
];
const KEY_COMPROMISE: u8 = 1;
const LIFETIME: Duration = Duration::from_hours(7 * 24);
