//! `kubectl explain`: the fields of a kind, in words of our own.

use std::fmt::Write as _;

use super::{Reply, args, kinds};
use crate::certmanager::api::schema::{self, Field};
use crate::kube::Kind;

pub(super) fn run(words: Vec<String>) -> Reply {
    try_run(words).map_or_else(Reply::error, Reply::from)
}

fn try_run(words: Vec<String>) -> Result<String, String> {
    let args = args::parse("kubectl explain", words, &["recursive"])?;
    let [wanted] = args.rest.as_slice() else {
        return Err("error: You must specify the type of resource to explain. Use \"kubectl api-resources\" for a complete list of supported resources.".to_owned());
    };
    let (resource, path) = wanted.split_once('.').unwrap_or((wanted, ""));
    let kind = match kinds::kinds(resource)?.as_slice() {
        [kind] => *kind,
        _ => {
            return Err(format!(
                "error: the server doesn't have a resource type {resource:?}"
            ));
        }
    };
    let mut fields = schema::fields(kind);
    let mut field: Option<Field> = None;
    let mut trail = Vec::new();
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let found = fields.iter().find(|field| field.name == step).copied();
        let found = found.ok_or_else(|| format!("error: field {step:?} does not exist"))?;
        trail.push(step);
        fields = found.fields();
        field = Some(found);
    }
    let (group, version) = match kind.api_version().split_once('/') {
        Some((group, version)) => (group, version),
        None => ("", kind.api_version()),
    };
    let mut text = String::new();
    // Writing to a String cannot fail.
    if !group.is_empty() {
        let _ = writeln!(text, "GROUP:      {group}");
    }
    let _ = writeln!(text, "KIND:       {kind}\nVERSION:    {version}\n");
    if let Some(field) = &field {
        let _ = writeln!(
            text,
            "FIELD: {} <{}>{}",
            field.name,
            field.type_name(),
            required(field)
        );
        enumerate(&mut text, "", &field.allowed());
        text.push('\n');
    }
    text.push_str("DESCRIPTION:\n");
    wrap(&mut text, describe(kind, &trail), "    ");
    text.push_str("    \n");
    if !fields.is_empty() {
        text.push_str("FIELDS:\n");
        list(
            &mut text,
            kind,
            &mut trail,
            &fields,
            "  ",
            args.is("recursive"),
        );
    }
    Ok(text.trim_end_matches('\n').to_owned())
}

fn list(
    text: &mut String,
    kind: Kind,
    trail: &mut Vec<&str>,
    fields: &[Field],
    indent: &str,
    recursive: bool,
) {
    let mut sorted = fields.to_vec();
    sorted.sort_by_key(|field| field.name);
    for field in sorted {
        let _ = writeln!(
            text,
            "{indent}{}\t<{}>{}",
            field.name,
            field.type_name(),
            required(&field)
        );
        enumerate(text, indent, &field.allowed());
        trail.push(field.name);
        if recursive {
            let inner = format!("{indent}  ");
            list(text, kind, trail, &field.fields(), &inner, true);
        } else {
            wrap(text, describe(kind, trail), "    ");
            text.push('\n');
        }
        trail.pop();
    }
}

const fn required(field: &Field) -> &'static str {
    if field.is_required { " -required-" } else { "" }
}

fn enumerate(text: &mut String, indent: &str, allowed: &[&str]) {
    if !allowed.is_empty() {
        let _ = writeln!(text, "{indent}enum: {}", allowed.join(", "));
    }
}

/// The text of the longest known end of a path.
fn describe(kind: Kind, trail: &[&str]) -> &'static str {
    let kind = match kind {
        // They have the same fields.
        Kind::ClusterIssuer if !trail.is_empty() => Kind::Issuer,
        kind => kind,
    };
    let path: Vec<&str> = std::iter::once(kind.as_str())
        .chain(trail.iter().copied())
        .collect();
    (0..path.len())
        .filter_map(|skipped| path.get(skipped..))
        .find_map(|end| find(&end.join(".")))
        .unwrap_or("<empty>")
}

fn find(path: &str) -> Option<&'static str> {
    TEXT.lines().find_map(|line| {
        let (name, text) = line.split_once(": ")?;
        (name == path).then_some(text)
    })
}

fn wrap(text: &mut String, words: &str, indent: &str) {
    let mut width = 0;
    for word in words.split(' ') {
        let length = word.chars().count();
        if width == 0 {
            text.push_str(indent);
        } else if width + 1 + length > WIDTH {
            text.push('\n');
            text.push_str(indent);
            width = 0;
        } else {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += length;
    }
    text.push('\n');
}

/// One description a line: a path, or its end, and the text.
const TEXT: &str = include_str!("explain.txt");

const WIDTH: usize = 76;

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(path: &str, fields: &[Field], paths: &mut Vec<String>) {
        for field in fields {
            let path = format!("{path}.{}", field.name);
            walk(&path, &field.fields(), paths);
            paths.push(path);
        }
    }

    /// Every text is of a field that there is.
    #[test]
    fn every_description_is_of_a_field() {
        let mut paths = Vec::new();
        for kind in Kind::ALL {
            paths.push(kind.to_string());
            walk(kind.as_str(), &schema::fields(kind), &mut paths);
        }
        for line in TEXT.lines() {
            let (name, _) = line.split_once(": ").unwrap();
            let known = paths
                .iter()
                .any(|path| path == name || path.ends_with(&format!(".{name}")));
            assert!(known, "{name}");
        }
    }

    #[test]
    fn a_field_is_explained_as_kubectl_lays_it_out() {
        let text = try_run(vec!["cert.spec.duration".to_owned()]).unwrap();
        assert_eq!(
            text,
            "GROUP:      cert-manager.io\nKIND:       Certificate\nVERSION:    v1\n\nFIELD: duration <string>\n\nDESCRIPTION:\n    The lifetime to ask for, by default 2160h (90 days), at least 1h. The issuer\n    may give another.\n    "
        );
        let text = try_run(vec!["certificate.spec.issuerRef".to_owned()]).unwrap();
        assert!(
            text.contains("FIELD: issuerRef <Object> -required-\n"),
            "{text}"
        );
        assert!(
            text.contains("\n  name\t<string> -required-\n    The issuer's name."),
            "{text}"
        );
        assert_eq!(
            try_run(vec!["cert.spec.nonsense".to_owned()]).unwrap_err(),
            "error: field \"nonsense\" does not exist"
        );
    }
}
