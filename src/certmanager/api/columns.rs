//! What `kubectl get` prints of each kind.

use super::{Object, condition_type};
use crate::clock::Timestamp;
use crate::kube::{self, Condition, Kind, Resource as _};

/// The headings of a kind's table, the name first; `wide` adds what
/// `kubectl get -o wide` adds.
pub fn columns(kind: Kind, wide: bool) -> Vec<&'static str> {
    table(kind)
        .split(' ')
        .filter_map(|heading| match heading.strip_prefix('+') {
            Some(heading) => wide.then_some(heading),
            None => Some(heading),
        })
        .collect()
}

/// One object's cells under these headings.
pub fn cells(object: &Object, wide: bool, now: Timestamp) -> Vec<String> {
    columns(object.kind(), wide)
        .into_iter()
        .map(|heading| match heading {
            "NAME" => object.meta().name.clone(),
            "AGE" => object
                .meta()
                .creation_timestamp
                .map_or_else(|| "<unknown>".to_owned(), |since| kube::age(since, now)),
            heading => cell(object, heading),
        })
        .collect()
}

/// The printer columns of the CRDs (`additionalPrinterColumns`), and Kubernetes'
/// own for Secrets and Ingresses; `+` marks what only `-o wide` prints.
const fn table(kind: Kind) -> &'static str {
    match kind {
        Kind::Certificate => "NAME READY SECRET +ISSUER +STATUS +EXPIRATION AGE",
        Kind::CertificateRequest => "NAME APPROVED DENIED READY ISSUER REQUESTER +STATUS AGE",
        Kind::Issuer | Kind::ClusterIssuer => "NAME READY +STATUS AGE",
        Kind::Order => "NAME STATE +ISSUER +REASON AGE",
        Kind::Challenge => "NAME STATE DOMAIN +REASON AGE",
        Kind::Secret => "NAME TYPE DATA AGE",
        Kind::Ingress => "NAME CLASS HOSTS ADDRESS PORTS AGE",
    }
}

fn cell(object: &Object, heading: &str) -> String {
    let status = |condition: Option<&Condition>| {
        condition.map_or_else(String::new, |condition| condition.status.to_string())
    };
    let message = |condition: Option<&Condition>| {
        condition.map_or_else(String::new, |condition| condition.message.clone())
    };
    match (object, heading) {
        (Object::Certificate(object), "READY") => status(object.condition(condition_type::READY)),
        (Object::Certificate(object), "SECRET") => object.spec.secret_name.clone(),
        (Object::Certificate(object), "ISSUER") => object.spec.issuer_ref.name.clone(),
        (Object::Certificate(object), "STATUS") => message(object.condition(condition_type::READY)),
        (Object::Certificate(object), "EXPIRATION") => {
            let end = object.status.not_after;
            end.map_or_else(String::new, Timestamp::rfc3339)
        }
        (Object::CertificateRequest(object), _) => match heading {
            "APPROVED" => status(object.condition(condition_type::APPROVED)),
            "DENIED" => status(object.condition(condition_type::DENIED)),
            "READY" => status(object.condition(condition_type::READY)),
            "ISSUER" => object.spec.issuer_ref.name.clone(),
            "REQUESTER" => object.spec.username.clone(),
            _ => message(object.condition(condition_type::READY)),
        },
        (Object::Issuer(object) | Object::ClusterIssuer(object), _) => {
            let ready = object.condition(condition_type::READY);
            if heading == "READY" {
                status(ready)
            } else {
                message(ready)
            }
        }
        (Object::Order(object), _) => match heading {
            "STATE" => object.state_word().to_owned(),
            "ISSUER" => object.spec.issuer_ref.name.clone(),
            _ => object.status.reason.clone(),
        },
        (Object::Challenge(object), _) => match heading {
            "STATE" => object
                .status
                .state
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            "DOMAIN" => object.spec.dns_name.clone(),
            _ => object.status.reason.clone(),
        },
        (Object::Secret(object), "TYPE") => object.secret_type.clone(),
        (Object::Secret(object), _) => object.data.len().to_string(),
        (Object::Ingress(object), "CLASS") => object
            .spec
            .ingress_class_name
            .clone()
            .unwrap_or_else(|| "<none>".to_owned()),
        (Object::Ingress(object), "HOSTS") => {
            let hosts: Vec<&str> = object
                .spec
                .rules
                .iter()
                .map(|rule| rule.host.as_str())
                .filter(|host| !host.is_empty())
                .collect();
            if hosts.is_empty() {
                "*".to_owned()
            } else {
                hosts.join(",")
            }
        }
        (Object::Ingress(object), "PORTS") => {
            let tls = if object.spec.tls.is_empty() {
                ""
            } else {
                ", 443"
            };
            format!("80{tls}")
        }
        _ => String::new(),
    }
}
