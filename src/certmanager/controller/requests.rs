//! The controllers that have requests signed, one for each type of issuer, and
//! what each of them does before and after.

pub(crate) mod acme;
pub(crate) mod ca;
pub(crate) mod selfsigned;
pub(crate) mod vault;
pub(crate) mod venafi;

use std::ops::ControlFlow;

use crate::certmanager::api::{
    CertificateRequest, Issuer, IssuerType, Object, condition_type, request_reason,
};
use crate::certmanager::runtime::pass::{Flow, Pass, Stop};
use crate::clock::Timestamp;
use crate::kube::{ConditionStatus, NewCondition, ObjectKey, set_condition};
use crate::x509;

/// A request that is to be signed now, and by whom.
struct Signing<'a> {
    request: &'a CertificateRequest,
    issuer: &'a Issuer,
    issuer_key: ObjectKey,
}

/// Goes on only with an approved, unsigned request for a ready issuer of this type.
fn begin<'a>(pass: &mut Pass<'a>, issuer_type: IssuerType) -> Flow<Signing<'a>> {
    const STOP: Flow<Signing<'static>> = ControlFlow::Break(Stop::Settled);
    let request = pass.request()?;
    // An external issuer's request is none of our business.
    let reference = &request.spec.issuer_ref;
    if reference.group() != "cert-manager.io" {
        return STOP;
    }
    if request.is(condition_type::DENIED) {
        if request.ready_reason() != request_reason::DENIED {
            deny(pass, request);
        }
        return STOP;
    }
    if request.is(condition_type::INVALID_REQUEST) {
        return STOP;
    }
    if !request.is(condition_type::APPROVED) {
        pass.normal(
            "WaitingForApproval",
            "Not signing CertificateRequest until it is Approved",
        );
        return STOP;
    }
    if matches!(
        request.ready_reason(),
        request_reason::FAILED | request_reason::ISSUED
    ) {
        return STOP;
    }
    let issuer_key = reference.key(request.namespace());
    let Some((issuer_key, issuer)) =
        issuer_key.and_then(|key| Some((key.clone(), pass.issuer(&key)?)))
    else {
        let kind = reference.kind();
        let message = format!(
            "Referenced {kind:?} not found: {}.cert-manager.io {:?} not found",
            kind.to_lowercase(),
            reference.name
        );
        return pending(pass, request, "IssuerNotFound", message);
    };
    let Some(found) = issuer.issuer_type() else {
        let message = format!(
            "Missing issuer type: no issuer specified for Issuer '{}/{}'",
            issuer_key.namespace(),
            issuer_key.name
        );
        return pending(pass, request, "IssuerTypeMissing", message);
    };
    if found != issuer_type {
        return STOP;
    }
    if !issuer.is_ready() {
        return pending(
            pass,
            request,
            "IssuerNotReady",
            "Referenced issuer does not have a Ready status condition",
        );
    }
    if request.status.certificate.is_some() {
        return STOP;
    }
    ControlFlow::Continue(Signing {
        request,
        issuer,
        issuer_key,
    })
}

/// The request waits. The event comes only when it begins to.
fn pending<T>(
    pass: &mut Pass<'_>,
    request: &CertificateRequest,
    reason: &str,
    message: impl Into<String>,
) -> Flow<T> {
    let message = message.into();
    if request.ready_reason() != request_reason::PENDING {
        pass.normal(reason, message.clone());
    }
    let mut request = request.clone();
    set_ready(
        &mut request,
        ConditionStatus::False,
        request_reason::PENDING,
        message,
        pass.now,
    );
    pass.update(Object::CertificateRequest(request));
    ControlFlow::Break(Stop::Settled)
}

/// The request failed for good.
fn failed<T>(
    pass: &mut Pass<'_>,
    request: &CertificateRequest,
    reason: &str,
    message: impl Into<String>,
) -> Flow<T> {
    let message = message.into();
    pass.warning(reason, message.clone());
    let mut request = request.clone();
    request.status.failure_time.get_or_insert(pass.now);
    set_ready(
        &mut request,
        ConditionStatus::False,
        request_reason::FAILED,
        message,
        pass.now,
    );
    pass.update(Object::CertificateRequest(request));
    ControlFlow::Break(Stop::Settled)
}

/// The request was signed: PEM of the chain, leaf first, and of the CA.
fn signed(
    pass: &mut Pass<'_>,
    request: &CertificateRequest,
    certificate: Vec<u8>,
    ca: Option<Vec<u8>>,
) -> Flow {
    if let Err(error) = x509::parse_pem_chain(&String::from_utf8_lossy(&certificate)) {
        return failed(
            pass,
            request,
            "DecodeError",
            format!("Failed to decode returned certificate: {error}"),
        );
    }
    let mut request = request.clone();
    request.status.certificate = Some(certificate);
    request.status.ca = ca;
    set_ready(
        &mut request,
        ConditionStatus::True,
        request_reason::ISSUED,
        ISSUED.to_owned(),
        pass.now,
    );
    pass.update(Object::CertificateRequest(request));
    pass.normal("CertificateIssued", ISSUED);
    ControlFlow::Break(Stop::Settled)
}

fn deny(pass: &mut Pass<'_>, request: &CertificateRequest) {
    let mut request = request.clone();
    request.status.failure_time.get_or_insert(pass.now);
    set_ready(
        &mut request,
        ConditionStatus::False,
        request_reason::DENIED,
        "The CertificateRequest was denied by an approval controller".to_owned(),
        pass.now,
    );
    pass.update(Object::CertificateRequest(request));
}

fn set_ready(
    request: &mut CertificateRequest,
    status: ConditionStatus,
    reason: &str,
    message: String,
    now: Timestamp,
) {
    set_condition(
        &mut request.status.conditions,
        NewCondition {
            condition_type: condition_type::READY,
            status,
            reason,
            message,
            observed_generation: None,
        },
        now,
    );
}

/// `Referenced secret … not found: …`, as the issuers print it.
fn secret_not_found(namespace: &str, name: &str) -> String {
    format!("Referenced secret {namespace}/{name} not found: secret {name:?} not found")
}

/// The lifetime to sign for, by default 90 days.
fn not_after(request: &CertificateRequest, now: Timestamp) -> Timestamp {
    let duration = request
        .spec
        .duration
        .unwrap_or(crate::kube::Duration::from_hours(DEFAULT_HOURS));
    now + duration.span()
}

const ISSUED: &str = "Certificate fetched from issuer successfully";

const DEFAULT_HOURS: i64 = 90 * 24;
