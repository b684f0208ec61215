//! Checks of the target Secret: is it there, is it whole, whose is it.

use super::{Input, Violation};
use crate::certmanager::api::{IssuerRef, annotations, secret};

/// There is a Secret.
pub(super) fn exists(input: &Input<'_>) -> Option<Violation> {
    match input.secret {
        Some(_) => None,
        None => Some(Violation::new(
            "DoesNotExist",
            "Issuing certificate as Secret does not exist",
        )),
    }
}

/// It holds a key and a certificate.
pub(super) fn is_complete(input: &Input<'_>) -> Option<Violation> {
    let target = input.secret?;
    let missing = if target.data.is_empty() {
        "any data"
    } else if target.entry(secret::TLS_KEY).is_none() {
        "a private key"
    } else if target.entry(secret::TLS_CERT).is_none() {
        "a certificate"
    } else {
        return None;
    };
    Some(Violation::new(
        "MissingData",
        format!("Issuing certificate as Secret does not contain {missing}"),
    ))
}

/// It was issued by the issuer that the Certificate names now.
pub(super) fn has_the_issuer(input: &Input<'_>) -> Option<Violation> {
    let meta = &input.secret?.metadata;
    let annotation = |name| meta.annotation(name).unwrap_or_default().to_owned();
    let written = IssuerRef {
        name: annotation(annotations::ISSUER_NAME),
        kind: annotation(annotations::ISSUER_KIND),
        group: annotation(annotations::ISSUER_GROUP),
    };
    let wanted = &input.certificate.spec.issuer_ref;
    // A Secret made by hand carries no annotation: it may stay, if the issuer
    // is of the default kind and group.
    let by_hand = [
        annotations::ISSUER_NAME,
        annotations::ISSUER_KIND,
        annotations::ISSUER_GROUP,
    ]
    .iter()
    .all(|name| meta.annotation(name).is_none());
    let same_kind = written.kind() == wanted.kind() && written.group() == wanted.group();
    if same_kind && (by_hand || written.name == wanted.name) {
        return None;
    }
    Some(Violation::new(
        "IncorrectIssuer",
        format!(
            "Issuing certificate as Secret was previously issued by \"{}.{}/{}\"",
            written.kind(),
            written.group(),
            written.name
        ),
    ))
}

/// It was issued for this Certificate.
pub(super) fn has_the_certificate_name(input: &Input<'_>) -> Option<Violation> {
    let name = input
        .secret?
        .metadata
        .annotation(annotations::CERTIFICATE_NAME)?;
    (name != input.certificate.metadata.name).then(|| {
        Violation::new(
            "IncorrectCertificate",
            format!(
                "Secret was issued for {name:?}. If this message is not transient, you might have two conflicting Certificates pointing to the same secret."
            ),
        )
    })
}
