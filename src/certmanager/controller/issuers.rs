//! Can an Issuer or `ClusterIssuer` sign? (`issuers`, `clusterissuers`)

mod acme;
mod vault;
mod venafi;

use std::ops::ControlFlow;

use crate::certmanager::api::{CaIssuer, Issuer, IssuerType, Object, condition_type};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, Stop, retry};
use crate::certmanager::signer;
use crate::kube::{ConditionStatus, Kind, NewCondition, set_condition};
use crate::x509::Certificate;

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let Some(issuer) = pass.object()?.issuer() else {
        return DONE;
    };
    if issuer.metadata.is_being_deleted() {
        return DONE;
    }
    if let (Some(IssuerType::Vault), Some(spec)) = (issuer.issuer_type(), &issuer.spec.vault) {
        return vault::set_up(pass, issuer, spec);
    }
    if let (Some(IssuerType::Venafi), Some(spec)) = (issuer.issuer_type(), &issuer.spec.venafi) {
        return venafi::set_up(pass, issuer, spec);
    }
    match (issuer.issuer_type(), &issuer.spec.ca, &issuer.spec.acme) {
        (Some(IssuerType::Acme), _, Some(acme)) => acme::set_up(pass, issuer, acme),
        (Some(IssuerType::Ca), Some(ca), _) => set_up_ca(pass, issuer, ca),
        (Some(IssuerType::SelfSigned), ..) => {
            ready(pass, issuer.clone(), "IsReady", "");
            ControlFlow::Break(Stop::Settled)
        }
        _ => DONE,
    }
}

fn set_up_ca(pass: &mut Pass<'_>, issuer: &Issuer, ca: &CaIssuer) -> Flow {
    let namespace = pass.secrets_of(pass.key).to_owned();
    let found = pass
        .secret(&namespace, &ca.secret_name)
        .ok_or_else(|| format!("secret {:?} not found", ca.secret_name))
        .and_then(|secret| signer::of(secret).map_err(|error| error.to_string()));
    let (reason, error) = match found {
        Ok((_, chain)) if chain.first().is_some_and(Certificate::is_ca) => {
            pass.normal("KeyPairVerified", VERIFIED);
            ready(pass, issuer.clone(), "KeyPairVerified", VERIFIED);
            return ControlFlow::Break(Stop::Settled);
        }
        Ok(_) => ("ErrInvalidKeyPair", "certificate is not a CA".to_owned()),
        Err(error) => ("ErrGetKeyPair", error),
    };
    let message = format!("Error getting keypair for CA issuer: {error}");
    pass.warning(reason, message.clone());
    not_ready(pass, issuer.clone(), reason, message);
    // The Secret's change would wake it too; cert-manager tries again all the same.
    initialization_failed(pass, &error)
}

/// The error is told and tried again.
fn initialization_failed(pass: &mut Pass<'_>, error: &str) -> Flow {
    pass.warning(
        "ErrInitIssuer",
        format!("Error initializing issuer: {error}"),
    );
    retry(error)
}

/// The issuer can sign.
fn ready(pass: &mut Pass<'_>, issuer: Issuer, reason: &str, message: &str) {
    set_ready(
        pass,
        issuer,
        ConditionStatus::True,
        reason,
        message.to_owned(),
    );
}

/// The issuer cannot sign.
fn not_ready(pass: &mut Pass<'_>, issuer: Issuer, reason: &str, message: String) {
    set_ready(pass, issuer, ConditionStatus::False, reason, message);
}

fn set_ready(
    pass: &mut Pass<'_>,
    mut issuer: Issuer,
    status: ConditionStatus,
    reason: &str,
    message: String,
) {
    set_condition(
        &mut issuer.status.conditions,
        NewCondition {
            condition_type: condition_type::READY,
            status,
            reason,
            message,
            observed_generation: Some(issuer.metadata.generation),
        },
        pass.now,
    );
    pass.update(match pass.key.kind {
        Kind::ClusterIssuer => Object::ClusterIssuer(issuer),
        _ => Object::Issuer(issuer),
    });
}

const VERIFIED: &str = "Signing CA verified";
