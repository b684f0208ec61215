//! `kubectl describe`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::args;
use super::kinds;
use super::table::{DESCRIBE, lay_out};
use super::{Context, Reply};
use crate::certmanager::api::{Object, Secret, SecretValue};
use crate::clock::Timestamp;
use crate::kube::{Event, Resource as _, age};

pub(super) fn run(context: Context<'_>, words: Vec<String>) -> Reply {
    match try_run(context, words) {
        Ok(reply) => reply,
        Err(error) => Reply::error(error),
    }
}

fn try_run(context: Context<'_>, words: Vec<String>) -> Result<Reply, String> {
    let args = args::parse("kubectl describe", words, &["all-namespaces", "selector"])?;
    if args.rest.is_empty() {
        return Err("error: You must specify the type of resource to describe. Use \"kubectl api-resources\" for a complete list of supported resources.".to_owned());
    }
    let store = context.lab.store();
    let targets = kinds::targets(&args)?;
    let mut found = Vec::new();
    let mut reply = Reply::default();
    for kind in targets.all_of {
        found.extend(kinds::list(store, kind, &args)?);
    }
    for key in &targets.named {
        match store.get(key) {
            Some(object) => found.push(object),
            None => reply.complain(kinds::not_found(key)),
        }
    }
    if found.is_empty() && reply.lines.is_empty() {
        reply.complain(if args.is("all-namespaces") {
            "No resources found".to_owned()
        } else {
            format!("No resources found in {} namespace.", args.namespace())
        });
    }
    for (place, object) in found.into_iter().enumerate() {
        if place > 0 {
            reply.say("\n");
        }
        let events = store.events_of(&object.key());
        reply.say(describe(object, &events, context.now));
    }
    Ok(reply)
}

/// One object, with its events.
fn describe(object: &Object, events: &[&Event], now: Timestamp) -> String {
    let meta = object.meta();
    let mut text = String::new();
    line(&mut text, 0, &format!("Name:\t{}", meta.name));
    let namespace = meta.namespace.as_deref().unwrap_or_default();
    line(&mut text, 0, &format!("Namespace:\t{namespace}"));
    labels(&mut text, &meta.labels);
    annotations(&mut text, &meta.annotations);
    if let Object::Secret(secret) = object {
        entries(&mut text, secret);
        return lay_out(text.trim_end_matches('\n'), DESCRIBE);
    }
    if let Value::Object(mut fields) = object.shown() {
        if let Some(Value::Object(metadata)) = fields.get_mut("metadata") {
            for shown in ["name", "namespace", "labels", "annotations"] {
                metadata.remove(shown);
            }
        }
        content(&mut text, 0, &fields.into_iter().collect());
    }
    if events.is_empty() {
        // In one column with what stands above it.
        text.push_str("Events:\t<none>");
        return lay_out(&text, DESCRIBE);
    }
    let mut text = lay_out(&text, DESCRIBE);
    text.push_str(&self::events(events, 0, now));
    text
}

fn line(text: &mut String, level: usize, words: &str) {
    text.extend(std::iter::repeat_n("  ", level));
    text.push_str(words);
    text.push('\n');
}

fn labels(text: &mut String, labels: &BTreeMap<String, String>) {
    text.push_str("Labels:");
    if labels.is_empty() {
        text.push_str("\t<none>\n");
    }
    for (name, value) in labels {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\t{name}={value}");
    }
}

fn annotations(text: &mut String, annotations: &BTreeMap<String, String>) {
    text.push_str("Annotations:");
    let shown: Vec<_> = annotations
        .iter()
        .filter(|(name, _)| *name != LAST_APPLIED)
        .collect();
    if shown.is_empty() {
        text.push_str("\t<none>\n");
    }
    for (name, value) in shown {
        let value = value.strip_suffix('\n').unwrap_or(value);
        let _ = if name.len() + value.len() + 2 > LONGEST || value.contains('\n') {
            let lines = value
                .split('\n')
                .map(|line| format!("\t  {}\n", shortened(line)));
            write!(text, "\t{name}:\n{}", lines.collect::<String>())
        } else {
            writeln!(text, "\t{name}: {value}")
        };
    }
}

fn shortened(line: &str) -> String {
    let most = LONGEST - 2;
    if line.chars().count() <= most {
        return line.to_owned();
    }
    let kept: String = line.chars().take(most).collect();
    format!("{kept}...")
}

/// A Secret's entries by their sizes.
fn entries(text: &mut String, secret: &Secret) {
    let _ = write!(text, "\nType:\t{}\n\nData\n====\n", secret.secret_type);
    for (name, value) in &secret.data {
        let _ = match value {
            SecretValue::Bytes(bytes) => writeln!(text, "{name}:\t{} bytes", bytes.len()),
            SecretValue::PrivateKey { .. } => {
                writeln!(text, "{name}:\t<private key: stays in the key store>")
            }
            SecretValue::Output(_) => writeln!(text, "{name}:\t<made when it is downloaded>"),
        };
    }
}

/// Any fields: their names as words, objects further in.
fn content(text: &mut String, level: usize, fields: &BTreeMap<String, Value>) {
    for (name, value) in fields {
        let name = words(name);
        match value {
            Value::Object(inner) => {
                line(text, level, &format!("{name}:"));
                let inner = inner
                    .iter()
                    .map(|(name, value)| (name.clone(), value.clone()));
                content(text, level + 1, &inner.collect());
            }
            Value::Array(items) => {
                line(text, level, &format!("{name}:"));
                for item in items {
                    match item {
                        Value::Object(inner) => {
                            let inner = inner
                                .iter()
                                .map(|(name, value)| (name.clone(), value.clone()));
                            content(text, level + 1, &inner.collect());
                        }
                        other => line(text, level + 1, &plain(other)),
                    }
                }
            }
            other => line(text, level, &format!("{name}:\t{}", plain(other))),
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "<nil>".to_owned(),
        other => other.to_string(),
    }
}

/// `lastTransitionTime` as `Last Transition Time` (kubectl's `smartLabelFor`).
fn words(name: &str) -> String {
    if !name.chars().all(|sign| sign.is_alphabetic() || sign == '-') {
        return name.to_owned();
    }
    let signs: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (place, sign) in signs.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|at| signs.get(at));
        let after = signs.get(place + 1);
        // A word begins at a capital after a small letter, and at the last
        // capital of several that a small letter follows: `caURLList`.
        let begins = before.is_none_or(|before| {
            (sign.is_uppercase() && !before.is_uppercase())
                || (sign.is_uppercase()
                    && before.is_uppercase()
                    && after.is_some_and(|after| after.is_lowercase()))
                || (*sign == '-') != (*before == '-')
        });
        match words.last_mut() {
            Some(word) if !begins => word.push(*sign),
            _ => words.push(sign.to_string()),
        }
    }
    let titled = words.into_iter().map(|word| {
        if ["API", "URL", "UID", "OSB", "GUID"].contains(&word.to_uppercase().as_str()) {
            return word.to_uppercase();
        }
        let mut signs = word.chars();
        let first = signs.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + signs.as_str()
    });
    titled.collect::<Vec<_>>().join(" ")
}

/// The events, as both tools print them.
pub(super) fn events(events: &[&Event], level: usize, now: Timestamp) -> String {
    let indent = "  ".repeat(level);
    if events.is_empty() {
        return lay_out(&format!("{indent}Events:\t<none>"), DESCRIBE);
    }
    let mut sorted = events.to_vec();
    sorted.sort_by_key(|event| event.last_at);
    let mut text = format!(
        "{indent}Events:\n{indent}  Type\tReason\tAge\tFrom\tMessage\n{indent}  ----\t------\t----\t----\t-------"
    );
    for event in sorted {
        let first = age(event.at, now);
        let when = if event.count > 1 {
            format!(
                "{} (x{} over {first})",
                age(event.last_at, now),
                event.count
            )
        } else {
            first
        };
        let _ = write!(
            text,
            "\n{indent}  {}\t{}\t{when}\t{}\t{}",
            event.event_type,
            event.reason,
            event.from,
            event.message.trim()
        );
    }
    lay_out(&text, DESCRIBE)
}

const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// An annotation longer than this is shown on lines of its own.
const LONGEST: usize = 140;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_in_words() {
        for (name, expected) in [
            ("lastTransitionTime", "Last Transition Time"),
            ("isCA", "Is CA"),
            ("dnsNames", "Dns Names"),
            ("uid", "UID"),
            ("authorizationURL", "Authorization URL"),
            ("apiVersion", "API Version"),
            ("issuingCertificateURLs", "Issuing Certificate UR Ls"),
            ("tls.crt", "tls.crt"),
        ] {
            assert_eq!(words(name), expected);
        }
    }
}
