//! What the Tab key offers.

use super::args::FLAGS;
use super::kinds;
use crate::certmanager::api::schema;
use crate::kube::{Kind, Resource as _};
use crate::lab::state::Lab;

/// The words that can stand in place of the line's last one, in order.
pub fn complete(lab: &Lab, line: &str) -> Vec<String> {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let begun = if line.ends_with(char::is_whitespace) || words.is_empty() {
        ""
    } else {
        words.pop().unwrap_or_default()
    };
    let offers = offers(lab, &words, begun);
    let mut fitting: Vec<String> = offers
        .into_iter()
        .filter(|offer| offer.starts_with(begun))
        .collect();
    fitting.sort();
    fitting.dedup();
    fitting
}

fn offers(lab: &Lab, words: &[&str], begun: &str) -> Vec<String> {
    let (Some(program), rest) = (words.first(), words.get(1..).unwrap_or_default()) else {
        return owned(&["kubectl", "cmctl", "clear", "history", "help"]);
    };
    if begun.starts_with("--") {
        return FLAGS
            .iter()
            .map(|flag| format!("--{}", flag.long))
            .collect();
    }
    match words.last() {
        Some(&("-o" | "--output")) => return owned(&["json", "name", "wide", "yaml"]),
        Some(&("-f" | "--filename" | "--from-certificate-file")) => return owned(&["-"]),
        Some(&("-n" | "--namespace")) => {
            return lab
                .store()
                .iter()
                .filter_map(|object| object.meta().namespace.clone())
                .collect();
        }
        _ => {}
    }
    let plain = plain(rest);
    match (*program, plain.as_slice()) {
        ("kubectl" | "k", []) => owned(&[
            "annotate",
            "api-resources",
            "apply",
            "delete",
            "describe",
            "explain",
            "get",
            "label",
            "version",
        ]),
        ("kubectl" | "k", ["explain"]) => fields(begun),
        ("kubectl" | "k", ["apply" | "create"]) => owned(&["-f"]),
        ("kubectl" | "k", [command]) => {
            let mut types: Vec<String> = kinds_words();
            if *command == "get" {
                types.push("events".to_owned());
            }
            match begun.split_once('/') {
                Some((kind, _)) => named(lab, kind, words)
                    .into_iter()
                    .map(|name| format!("{kind}/{name}"))
                    .collect(),
                None => types,
            }
        }
        ("kubectl" | "k", [_, kind, ..]) => named(lab, kind, words),
        ("cmctl", []) => owned(&[
            "approve", "check", "create", "deny", "help", "inspect", "renew", "status", "version",
        ]),
        ("cmctl", ["status"]) => owned(&["certificate"]),
        ("cmctl", ["inspect"]) => owned(&["secret"]),
        ("cmctl", ["create"]) => owned(&["certificaterequest"]),
        ("cmctl", ["check"]) => owned(&["api"]),
        ("cmctl", ["renew" | "status", ..]) => named(lab, "certificate", words),
        ("cmctl", ["inspect", "secret"]) => named(lab, "secret", words),
        ("cmctl", ["approve" | "deny"]) => named(lab, "certificaterequest", words),
        _ => Vec::new(),
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The words that are no flag and no flag's value.
fn plain<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut plain = Vec::new();
    let mut is_value = false;
    for word in words {
        if std::mem::take(&mut is_value) {
            continue;
        }
        if word.starts_with('-') && word.len() > 1 {
            is_value = matches!(
                *word,
                "-n" | "--namespace" | "-o" | "--output" | "-l" | "--selector" | "-f"
            );
            continue;
        }
        plain.push(*word);
    }
    plain
}

fn kinds_words() -> Vec<String> {
    Kind::ALL
        .into_iter()
        .map(|kind| kind.plural().to_owned())
        .collect()
}

/// The names of a kind's objects in the namespace that the line names.
fn named(lab: &Lab, kind: &str, words: &[&str]) -> Vec<String> {
    let namespace = words
        .iter()
        .position(|word| matches!(*word, "-n" | "--namespace"))
        .and_then(|at| words.get(at.saturating_add(1)))
        .unwrap_or(&"default");
    let kinds = kinds::kinds(kind).unwrap_or_default();
    let objects = kinds.into_iter().flat_map(|kind| lab.store().list(kind));
    objects
        .filter(|object| {
            let key = object.key();
            !key.kind.is_namespaced() || key.namespace() == *namespace
        })
        .map(|object| object.meta().name.clone())
        .collect()
}

/// The paths of fields below what is typed of one.
fn fields(begun: &str) -> Vec<String> {
    let Some((path, _)) = begun.rsplit_once('.') else {
        let singular = Kind::ALL
            .into_iter()
            .map(|kind| kind.as_str().to_lowercase());
        return singular.collect();
    };
    let mut steps = path.split('.');
    let kinds = kinds::kinds(steps.next().unwrap_or_default()).unwrap_or_default();
    let [kind] = kinds.as_slice() else {
        return Vec::new();
    };
    let mut fields = schema::fields(*kind);
    for step in steps {
        let found = fields.iter().find(|field| field.name == step);
        fields = found.map(schema::Field::fields).unwrap_or_default();
    }
    fields
        .iter()
        .map(|field| format!("{path}.{}", field.name))
        .collect()
}
