//! What came of the request? (`certificates-issuing`)

mod managed;
mod outputs;
mod target_secret;
mod temporary;

use self::target_secret::Issued;
use crate::certmanager::api::{
    Certificate, CertificateRequest, Object, condition_type, request_reason, secret,
};
use crate::certmanager::policy;
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::kube::{ConditionStatus, NewCondition, remove_condition, set_condition};
use crate::x509::{self, CertificateSigningRequest};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let certificate = pass.certificate()?;
    if certificate.issuing().is_none() {
        return target_secret::refresh(pass, certificate);
    }
    let Some(next) = certificate.status.next_private_key_secret_name.as_deref() else {
        return DONE;
    };
    let Some(next) = pass.secret(certificate.namespace(), next) else {
        return DONE;
    };
    let Ok(key) = next.private_key(secret::TLS_KEY) else {
        return DONE;
    };
    if !certificate
        .spec
        .key_violations(key.public_key.algorithm())
        .is_empty()
    {
        return DONE;
    }
    let Some(request) = pass.request_at(certificate, certificate.next_revision())? else {
        return DONE;
    };
    if !policy::is_for(request, certificate, &key) || policy::is_left_over(request, certificate) {
        // The request manager will replace it.
        return DONE;
    }
    for refused in [condition_type::DENIED, condition_type::INVALID_REQUEST] {
        if let Some(condition) = request.condition(refused)
            && condition.status == ConditionStatus::True
        {
            fail(pass, certificate, &condition.reason, &condition.message);
            return DONE;
        }
    }
    let Some(ready) = request.condition(condition_type::READY) else {
        return DONE;
    };
    match (ready.status, ready.reason.as_str()) {
        (ConditionStatus::False, request_reason::FAILED) => {
            fail(pass, certificate, &ready.reason, &ready.message);
        }
        (ConditionStatus::True, request_reason::ISSUED) => match check(pass, request) {
            Ok(chain) => {
                let issued = Issued {
                    pem: request.status.certificate.as_deref().unwrap_or_default(),
                    ca: request.status.ca.as_deref(),
                    leaf: chain.first(),
                    key: next.entry(secret::TLS_KEY),
                    is_placeholder: false,
                };
                target_secret::store(pass, certificate, &issued)?;
                succeed(pass, certificate, request);
            }
            Err(message) => fail(pass, certificate, "InvalidCertificate", &message),
        },
        _ => temporary::ensure(pass, certificate, next, &key)?,
    }
    DONE
}

/// The chain of a signed request, if it can be used.
fn check(pass: &Pass<'_>, request: &CertificateRequest) -> Result<Vec<x509::Certificate>, String> {
    let failed = |error: x509::Error| {
        format!("Issuer returned an invalid certificate: failed to decode: {error}")
    };
    let pem = request.status.certificate.as_deref().unwrap_or_default();
    let chain = x509::parse_pem_chain(&String::from_utf8_lossy(pem)).map_err(failed)?;
    let leaf = chain
        .first()
        .ok_or_else(|| failed(x509::Error::BrokenChain))?;
    let compare =
        |error: x509::Error| format!("Failed to compare certificate and CSR public keys: {error}");
    let csr = CertificateSigningRequest::from_pem(&request.request_pem()).map_err(compare)?;
    if leaf.public_key().map_err(compare)? != *csr.public_key() {
        return Err("Issuer returned a certificate with a public key that does not match the CSR. This usually indicates a misconfigured issuer.".to_owned());
    }
    if leaf.not_after() < pass.now {
        return Err(format!(
            "Issuer returned an already expired certificate (notAfter: {}). This usually indicates an expired CA certificate in the issuer.",
            leaf.not_after()
        ));
    }
    Ok(chain)
}

fn fail(pass: &mut Pass<'_>, certificate: &Certificate, reason: &str, message: &str) {
    let message =
        format!("The certificate request has failed to complete and will be retried: {message}");
    let mut certificate = certificate.clone();
    let status = &mut certificate.status;
    status.last_failure_time = Some(pass.now);
    let attempts = status.failed_issuance_attempts.unwrap_or(0);
    status.failed_issuance_attempts = Some(attempts.saturating_add(1));
    set_condition(
        &mut status.conditions,
        NewCondition {
            condition_type: condition_type::ISSUING,
            status: ConditionStatus::False,
            reason,
            message: message.clone(),
            observed_generation: Some(certificate.metadata.generation),
        },
        pass.now,
    );
    pass.update(Object::Certificate(certificate));
    pass.warning(reason, message);
}

fn succeed(pass: &mut Pass<'_>, certificate: &Certificate, request: &CertificateRequest) {
    let mut certificate = certificate.clone();
    let status = &mut certificate.status;
    status.revision = request.revision();
    status.last_failure_time = None;
    status.failed_issuance_attempts = None;
    remove_condition(&mut status.conditions, condition_type::ISSUING);
    pass.update(Object::Certificate(certificate));
    pass.normal("Issuing", "The certificate has been successfully issued");
}
