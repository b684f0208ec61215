//! The fields of each kind: what a manifest may hold.
//!
//! `schema.txt` has one field a line, nested by indentation, in the order of
//! cert-manager's Go types (names are hashed in that order). A type is one
//! letter: `s` string, `i` integer, `b` boolean, `d` duration, `t` time, `y`
//! bytes as base64, `m` map of strings, `o` object, `x` anything; `[]` before it
//! makes a list, `!` after it says required, words after `:` are the only values
//! allowed. `@name` stands for the fields listed under that heading.

use std::fmt::{self, Write as _};

use serde_json::Value;

use crate::clock::Timestamp;
use crate::encoding;
use crate::kube::{Duration, Kind};

/// Every kind's fields; see the module's text.
const TEXT: &str = include_str!("schema.txt");

/// One field of a kind, and the fields within it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in manifests.
    pub name: &'static str,
    /// Its type as `schema.txt` has it: letter or reference.
    shape: &'static str,
    /// Whether it is a list of that type.
    pub is_list: bool,
    /// Whether it must be there.
    pub is_required: bool,
    allowed: &'static str,
    /// The lines of the fields within it, and how deep they are.
    body: &'static str,
    depth: usize,
}

/// Something in a manifest that its kind's schema does not have so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, such as `spec.privateKey.size`.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// There is no such field.
    Unknown,
    /// It must be there.
    Required,
    /// It is of another type.
    Type {
        /// The type it must have, in JSON's words.
        expected: &'static str,
        /// The type that was found.
        found: &'static str,
    },
    /// It is none of the values allowed.
    Unsupported {
        /// What was found.
        value: String,
        /// What is allowed.
        supported: Vec<&'static str>,
    },
    /// Text that cannot be read.
    Malformed {
        /// What was found.
        value: String,
        /// Why not.
        why: String,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.problem {
            Problem::Unknown => write!(f, "unknown field {path:?}"),
            Problem::Required => write!(f, "{path}: Required value"),
            Problem::Type { expected, found } => write!(
                f,
                "{path}: Invalid value: {found:?}: {path} in body must be of type {expected}: {found:?}"
            ),
            Problem::Unsupported { value, supported } => {
                write!(
                    f,
                    "{path}: Unsupported value: {value:?}: supported values: "
                )?;
                for (place, word) in supported.iter().enumerate() {
                    let comma = if place > 0 { ", " } else { "" };
                    write!(f, "{comma}{word:?}")?;
                }
                Ok(())
            }
            Problem::Malformed { value, why } => {
                write!(f, "{path}: Invalid value: {value:?}: {why}")
            }
        }
    }
}

/// The fields of a kind: metadata first.
pub fn fields(kind: Kind) -> Vec<Field> {
    let mut fields = Vec::new();
    for (name, shape) in [("apiVersion", "s"), ("kind", "s"), ("metadata", "@meta")] {
        fields.push(Field {
            name,
            shape,
            is_list: false,
            is_required: false,
            allowed: "",
            body: "",
            depth: 0,
        });
    }
    let heading = match kind {
        Kind::ClusterIssuer => Kind::Issuer.as_str(),
        kind => kind.as_str(),
    };
    fields.extend(read(section(heading), 1));
    fields
}

/// Everything in a manifest that is not as its kind's schema has it. Nulls count
/// as absent, and are taken out.
pub(crate) fn check(kind: Kind, manifest: &mut Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_object(&fields(kind), manifest, "", &mut findings);
    findings
}

/// JSON as Go writes it: members in the order of the Go type, no spaces.
pub(crate) fn go_json(kind: Kind, field: &str, value: &Value) -> String {
    let mut text = String::new();
    match fields(kind).into_iter().find(|known| known.name == field) {
        Some(field) => write_field(&field, value, &mut text),
        None => text.push_str(&value.to_string()),
    }
    text
}

impl Field {
    /// The fields within it.
    pub fn fields(&self) -> Vec<Self> {
        if self.shape.starts_with('@') {
            read(section(self.shape), 1)
        } else {
            read(self.body, self.depth)
        }
    }

    /// The type's name, as `kubectl explain` has it.
    pub fn type_name(&self) -> String {
        let name = match self.shape {
            "i" => "integer",
            "b" => "boolean",
            "m" => "map[string]string",
            "s" | "d" | "t" | "y" => "string",
            _ => "Object",
        };
        if self.is_list {
            format!("[]{name}")
        } else {
            name.to_owned()
        }
    }

    /// The only values allowed; none if any is.
    pub fn allowed(&self) -> Vec<&'static str> {
        if self.allowed.is_empty() {
            Vec::new()
        } else {
            self.allowed.split('|').collect()
        }
    }

    fn is_object(&self) -> bool {
        self.shape == "o" || self.shape.starts_with('@')
    }
}

/// The lines under a heading.
fn section(heading: &str) -> &'static str {
    let mut rest = TEXT;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        if line == heading {
            return until(after, 1);
        }
    }
    ""
}

/// The first lines that are at least `depth` deep.
fn until(text: &'static str, depth: usize) -> &'static str {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if indent(line) < depth {
            break;
        }
        end += line.len();
    }
    text.get(..end).unwrap_or_default()
}

fn indent(line: &str) -> usize {
    line.len().saturating_sub(line.trim_start().len())
}

/// The fields that stand `depth` deep in some lines.
fn read(lines: &'static str, depth: usize) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        if indent(line) != depth {
            continue;
        }
        let (name, described) = line.trim_start().split_once(' ').unwrap_or((line, "x"));
        let (described, allowed) = described.split_once(':').unwrap_or((described, ""));
        let (shape, is_required) = match described.strip_suffix('!') {
            Some(shape) => (shape, true),
            None => (described, false),
        };
        let (shape, is_list) = match shape.strip_prefix("[]") {
            Some(shape) => (shape, true),
            None => (shape, false),
        };
        fields.push(Field {
            name,
            shape,
            is_list,
            is_required,
            allowed,
            body: until(after, depth.saturating_add(1)),
            depth: depth.saturating_add(1),
        });
    }
    fields
}

fn check_object(fields: &[Field], value: &mut Value, path: &str, findings: &mut Vec<Finding>) {
    let Value::Object(members) = value else {
        return wrong_type(path, "object", value, findings);
    };
    members.retain(|_, value| !value.is_null());
    for (name, value) in members.iter_mut() {
        let path = joined(path, name);
        match fields.iter().find(|field| field.name == name) {
            None => findings.push(Finding {
                path,
                problem: Problem::Unknown,
            }),
            Some(field) if field.is_list => match value {
                Value::Array(items) => {
                    for (place, item) in items.iter_mut().enumerate() {
                        check_value(field, item, &format!("{path}[{place}]"), findings);
                    }
                }
                other => wrong_type(&path, "array", other, findings),
            },
            Some(field) => check_value(field, value, &path, findings),
        }
    }
    for field in fields {
        if field.is_required && !members.contains_key(field.name) {
            findings.push(Finding {
                path: joined(path, field.name),
                problem: Problem::Required,
            });
        }
    }
}

fn check_value(field: &Field, value: &mut Value, path: &str, findings: &mut Vec<Finding>) {
    if field.is_object() {
        return check_object(&field.fields(), value, path, findings);
    }
    match (field.shape, &*value) {
        ("x", _) | ("b", Value::Bool(_)) => {}
        ("i", Value::Number(number)) if number.is_i64() => {}
        ("i", _) => wrong_type(path, "integer", value, findings),
        ("b", _) => wrong_type(path, "boolean", value, findings),
        ("m", Value::Object(members)) => {
            for (name, value) in members {
                if !value.is_string() {
                    wrong_type(&joined(path, name), "string", value, findings);
                }
            }
        }
        ("m", _) => wrong_type(path, "object", value, findings),
        (shape, Value::String(text)) => {
            let supported = field.allowed();
            let problem = if !supported.is_empty() && !supported.contains(&text.as_str()) {
                Some(Problem::Unsupported {
                    value: text.clone(),
                    supported,
                })
            } else {
                unreadable(shape, text).map(|why| Problem::Malformed {
                    value: text.clone(),
                    why,
                })
            };
            findings.extend(problem.map(|problem| Finding {
                path: path.to_owned(),
                problem,
            }));
        }
        _ => wrong_type(path, "string", value, findings),
    }
}

/// Why a text is none of its type.
fn unreadable(shape: &str, text: &str) -> Option<String> {
    match shape {
        "d" => Duration::parse(text).err().map(|error| error.to_string()),
        "t" => Timestamp::parse_rfc3339(text)
            .err()
            .map(|error| error.to_string()),
        "y" => encoding::from_base64(text)
            .err()
            .map(|error| error.to_string()),
        _ => None,
    }
}

fn wrong_type(path: &str, expected: &'static str, value: &Value, findings: &mut Vec<Finding>) {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    findings.push(Finding {
        path: path.to_owned(),
        problem: Problem::Type { expected, found },
    });
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn write_field(field: &Field, value: &Value, text: &mut String) {
    match value {
        Value::Array(items) if field.is_list => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write_field(field, item, text);
            }
            text.push(']');
        }
        Value::Object(members) if field.is_object() => {
            let mut comma = "";
            text.push('{');
            for field in field.fields() {
                if let Some(value) = members.get(field.name) {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "{comma}\"{}\":", field.name);
                    write_field(&field, value, text);
                    comma = ",";
                }
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests;
