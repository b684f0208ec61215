//! What an Ingress's annotations say of its Certificates.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::certmanager::api::{CertificateSpec, IssuerRef, annotations};
use crate::encoding::json;
use crate::kube::ObjectMeta;
use crate::x509::Usage;

/// Whether there is an annotation that asks for Certificates.
pub(super) fn is_asked_for(meta: &ObjectMeta) -> bool {
    [
        annotations::INGRESS_ISSUER,
        annotations::INGRESS_CLUSTER_ISSUER,
    ]
    .iter()
    .any(|name| meta.annotation(name).is_some())
}

/// The spec of its Certificates, names and Secret left out.
pub(super) fn spec(meta: &ObjectMeta) -> Result<CertificateSpec, String> {
    let issuer_ref = issuer(meta)?;
    let mut spec = Map::new();
    for (annotation, path, shape) in FIELDS {
        if let Some(text) = meta.annotation(&format!("cert-manager.io/{annotation}")) {
            let value = value(shape, text).ok_or_else(|| {
                format!("invalid value {text:?} for annotation cert-manager.io/{annotation}")
            })?;
            match path.split_once('.') {
                Some((outer, inner)) => {
                    let member = spec
                        .entry(outer)
                        .or_insert_with(|| Value::Object(Map::new()));
                    if let Value::Object(member) = member {
                        member.insert(inner.to_owned(), value);
                    }
                }
                None => drop(spec.insert(path.to_owned(), value)),
            }
        }
    }
    let spec: CertificateSpec =
        json::from_value(Value::Object(spec)).map_err(|error| error.to_string())?;
    Ok(CertificateSpec {
        issuer_ref,
        usages: if spec.usages.is_empty() {
            Usage::DEFAULT.to_vec()
        } else {
            spec.usages
        },
        ..spec
    })
}

/// Annotations that go on to the Certificate.
pub(super) fn annotations(meta: &ObjectMeta) -> BTreeMap<String, String> {
    let mut written = BTreeMap::new();
    if let Some(value) = meta.annotation(annotations::ISSUE_TEMPORARY) {
        written.insert(annotations::ISSUE_TEMPORARY.to_owned(), value.to_owned());
    }
    if meta.annotation("acme.cert-manager.io/http01-edit-in-place") == Some("true") {
        let name = "acme.cert-manager.io/http01-override-ingress-name";
        written.insert(name.to_owned(), meta.name.clone());
    }
    if let Some(class) = meta.annotation("acme.cert-manager.io/http01-ingress-class") {
        let name = "acme.cert-manager.io/http01-override-ingress-class";
        written.insert(name.to_owned(), class.to_owned());
    }
    written
}

fn issuer(meta: &ObjectMeta) -> Result<IssuerRef, String> {
    let (name, kind) = match (
        meta.annotation(annotations::INGRESS_ISSUER),
        meta.annotation(annotations::INGRESS_CLUSTER_ISSUER),
    ) {
        (Some(_), Some(_)) => {
            return Err(format!(
                "Could not determine issuer for ingress due to bad annotations: both {:?} and {:?} may not be set",
                annotations::INGRESS_ISSUER,
                annotations::INGRESS_CLUSTER_ISSUER
            ));
        }
        (Some(name), None) => (name, "Issuer"),
        (None, Some(name)) => (name, "ClusterIssuer"),
        (None, None) => ("", ""),
    };
    if name.is_empty() {
        return Err("Could not determine issuer for ingress due to bad annotations: failed to determine issuer name to be used for ingress resource".to_owned());
    }
    let given = |name| meta.annotation(name).filter(|value| !value.is_empty());
    Ok(IssuerRef {
        name: name.to_owned(),
        kind: given("cert-manager.io/issuer-kind")
            .unwrap_or(kind)
            .to_owned(),
        group: given("cert-manager.io/issuer-group")
            .unwrap_or("cert-manager.io")
            .to_owned(),
    })
}

/// Annotation, field, and how its text is read: as text, number or list.
const FIELDS: [(&str, &str, char); 20] = [
    ("common-name", "commonName", 't'),
    ("duration", "duration", 't'),
    ("renew-before", "renewBefore", 't'),
    ("renew-before-percentage", "renewBeforePercentage", 'n'),
    ("usages", "usages", 'l'),
    ("revision-history-limit", "revisionHistoryLimit", 'n'),
    ("email-sans", "emailAddresses", 'l'),
    ("ip-sans", "ipAddresses", 'l'),
    ("private-key-algorithm", "privateKey.algorithm", 't'),
    ("private-key-encoding", "privateKey.encoding", 't'),
    ("private-key-size", "privateKey.size", 'n'),
    (
        "private-key-rotation-policy",
        "privateKey.rotationPolicy",
        't',
    ),
    ("subject-organizations", "subject.organizations", 'l'),
    (
        "subject-organizationalunits",
        "subject.organizationalUnits",
        'l',
    ),
    ("subject-countries", "subject.countries", 'l'),
    ("subject-provinces", "subject.provinces", 'l'),
    ("subject-localities", "subject.localities", 'l'),
    ("subject-postalcodes", "subject.postalCodes", 'l'),
    ("subject-streetaddresses", "subject.streetAddresses", 'l'),
    ("subject-serialnumber", "subject.serialNumber", 't'),
];

fn value(shape: char, text: &str) -> Option<Value> {
    match shape {
        't' => Some(Value::from(text)),
        'n' => text.parse::<i64>().ok().map(Value::from),
        _ => Some(text.split(',').map(str::trim).map(Value::from).collect()),
    }
}
