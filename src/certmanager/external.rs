//! An issuer outside cert-manager: the person is the signer.
//!
//! A request whose issuer is of another group than cert-manager's is nobody's
//! here. Whoever signs it is shown the CSR and a command, and brings the
//! certificate back; it is checked before the request takes it.

use thiserror::Error;

use super::api::{CertificateRequest, Object, condition_type, request_reason};
use crate::clock::Timestamp;
use crate::kube::{ConditionStatus, NewCondition, ObjectKey, Store, set_condition};
use crate::x509::command::{CommandLine, issuing};
use crate::x509::{self, CertificateSigningRequest, chain_pem, parse_pem_chain};

/// Why a certificate is none for a request.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// There is no such request.
    #[error("certificaterequests.cert-manager.io {name:?} not found")]
    NotFound {
        /// Its name.
        name: String,
    },
    /// Its issuer is one of cert-manager's own.
    #[error("the request is for an issuer of cert-manager's own, which signs it itself")]
    NotExternal,
    /// Nobody approved it, or somebody denied it.
    #[error("the request is not approved")]
    NotApproved,
    /// It was signed or refused before.
    #[error("the request has its answer already")]
    Final,
    /// Text that holds no certificates, or none that form a chain.
    #[error("failed to decode: {0}")]
    Certificate(#[from] x509::Error),
    /// Text longer than any chain.
    #[error("the text is too long for a certificate and its chain")]
    TooLong,
    /// A private key came along, which is nobody's but its owner's.
    #[error("the text holds a private key")]
    HoldsPrivateKey,
    /// A certificate for another key.
    #[error("the certificate is for another key than the request")]
    OtherKey,
    /// A name that was asked for and is not in the certificate.
    #[error("the certificate does not hold the name {name:?}")]
    NameMissing {
        /// The name.
        name: String,
    },
    /// Its time is over.
    #[error("the certificate expired on {}", not_after.rfc1123())]
    Expired {
        /// When.
        not_after: Timestamp,
    },
}

/// Whether a person is to sign a request: its issuer is not cert-manager's, and it waits.
pub fn awaits(request: &CertificateRequest) -> bool {
    let answered = matches!(
        request.ready_reason(),
        request_reason::ISSUED | request_reason::FAILED | request_reason::DENIED
    );
    request.spec.issuer_ref.group() != "cert-manager.io"
        && request.is(condition_type::APPROVED)
        && !request.is(condition_type::DENIED)
        && !answered
}

/// A command that signs a request with a CA's files `ca.crt` and `ca.key`, as a person would.
pub fn openssl_command(request: &CertificateRequest) -> CommandLine {
    let name = &request.metadata.name;
    let days = request
        .spec
        .duration
        .map_or(90, |duration| duration.span().as_secs().div_ceil(86_400));
    let (csr, out) = (format!("{name}.csr"), format!("{name}.crt"));
    issuing::sign_outside(&csr, "ca.crt", "ca.key", days, &out)
}

/// Makes the files that [`openssl_command`] signs with, for whoever has no CA.
pub fn make_ca_command() -> CommandLine {
    issuing::make_ca("My CA", "ca.crt", "ca.key")
}

/// Checks a certificate (PEM, with its chain in any order) against a request:
/// its PEM in order, and that of the CA nearest to the root.
pub fn check(
    request: &CertificateRequest,
    pem: &str,
    now: Timestamp,
) -> Result<(String, Option<String>), SignatureError> {
    if request.spec.issuer_ref.group() == "cert-manager.io" {
        return Err(SignatureError::NotExternal);
    }
    if !request.is(condition_type::APPROVED) || request.is(condition_type::DENIED) {
        return Err(SignatureError::NotApproved);
    }
    let answered = matches!(
        request.ready_reason(),
        request_reason::ISSUED | request_reason::FAILED | request_reason::DENIED
    );
    if answered {
        return Err(SignatureError::Final);
    }
    let csr = CertificateSigningRequest::from_pem(&request.request_pem())?;
    if pem.len() > MOST_BYTES {
        return Err(SignatureError::TooLong);
    }
    // Before anything is read: what is handed in goes into the transcript.
    if pem.contains("PRIVATE KEY-----") {
        return Err(SignatureError::HoldsPrivateKey);
    }
    let bundle = x509::bundle(parse_pem_chain(pem)?)?;
    let leaf = bundle.chain.first().ok_or(x509::Error::BrokenChain)?;
    if leaf.public_key()? != *csr.public_key() {
        return Err(SignatureError::OtherKey);
    }
    let addresses = |addresses: Vec<std::net::IpAddr>| -> Vec<String> {
        addresses.iter().map(ToString::to_string).collect()
    };
    let lists = [
        (csr.dns_names(), leaf.dns_names()),
        (
            addresses(csr.ip_addresses()),
            addresses(leaf.ip_addresses()),
        ),
        (csr.uris(), leaf.uris()),
        (csr.email_addresses(), leaf.email_addresses()),
    ];
    for (asked, held) in lists {
        if let Some(name) = asked.into_iter().find(|name| !held.contains(name)) {
            return Err(SignatureError::NameMissing { name });
        }
    }
    if leaf.not_after() < now {
        return Err(SignatureError::Expired {
            not_after: leaf.not_after(),
        });
    }
    Ok((chain_pem(&bundle.chain), bundle.ca.map(|ca| ca.to_pem())))
}

/// Gives an external issuer's request its certificate: it becomes Ready.
pub fn fulfil(
    store: &mut Store<Object>,
    key: &ObjectKey,
    pem: &str,
    now: Timestamp,
) -> Result<(), SignatureError> {
    let mut request = find(store, key)?;
    let (certificate, ca) = check(&request, pem, now)?;
    request.status.certificate = Some(certificate.into_bytes());
    request.status.ca = ca.map(String::into_bytes);
    let message = "Certificate fetched from issuer successfully";
    end(
        store,
        request,
        ConditionStatus::True,
        request_reason::ISSUED,
        message,
        now,
    );
    Ok(())
}

/// Refuses an external issuer's request for good.
pub fn refuse(
    store: &mut Store<Object>,
    key: &ObjectKey,
    message: &str,
    now: Timestamp,
) -> Result<(), SignatureError> {
    let mut request = find(store, key)?;
    if request.spec.issuer_ref.group() == "cert-manager.io" {
        return Err(SignatureError::NotExternal);
    }
    request.status.failure_time.get_or_insert(now);
    end(
        store,
        request,
        ConditionStatus::False,
        request_reason::FAILED,
        message,
        now,
    );
    Ok(())
}

fn find(store: &Store<Object>, key: &ObjectKey) -> Result<CertificateRequest, SignatureError> {
    store
        .get(key)
        .and_then(|object| object.certificate_request())
        .cloned()
        .ok_or_else(|| SignatureError::NotFound {
            name: key.name.clone(),
        })
}

fn end(
    store: &mut Store<Object>,
    mut request: CertificateRequest,
    status: ConditionStatus,
    reason: &str,
    message: &str,
    now: Timestamp,
) {
    set_condition(
        &mut request.status.conditions,
        NewCondition {
            condition_type: condition_type::READY,
            status,
            reason,
            message: message.to_owned(),
            observed_generation: None,
        },
        now,
    );
    // It was there a moment ago.
    let _ = store.update(Object::CertificateRequest(request), now);
}

/// Far more than a chain of 32 certificates with large keys.
const MOST_BYTES: usize = 1 << 18;
