//! The glossary: terms as data, in both languages, and where each stands in
//! the flow.
//!
//! The texts are a file of the site (`www/glossary/terms.json`), fetched when
//! the page is open, so that they weigh nothing in the program.

mod picture;
mod words;

use std::collections::BTreeSet;

use serde::Deserialize;
use thiserror::Error;

use crate::certmanager::api::Object;
use crate::encoding::json::{self, Value};
use crate::kube::Kind;
use crate::lab::Lab;
use crate::lab::demo::Demo;

pub use picture::{Caption, Draw, Part, Picture, Sign};

/// Where a term stands in the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Who signs.
    Issuer,
    /// What is wanted.
    Certificate,
    /// One ask for a signature.
    Request,
    /// The order at the ACME server.
    Order,
    /// The proof of a name.
    Challenge,
    /// Key and certificate, for use.
    Secret,
    /// Outside: the ACME server.
    Server,
    /// Outside: DNS.
    Dns,
    /// Outside: who believes the certificate.
    Trust,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its name in addresses.
    pub id: String,
    /// Where it stands in the flow.
    pub place: Place,
    /// The English term.
    pub en: String,
    /// The Chinese term.
    pub zh: String,
    /// One English sentence.
    pub means_en: String,
    /// One Chinese sentence.
    pub means_zh: String,
    /// The field that holds it.
    pub field: String,
    /// The API version or RFC that defines the field.
    pub source: String,
    /// Terms to read next.
    pub related: Vec<String>,
    /// The address in the page where it can be tried.
    #[serde(rename = "try")]
    pub try_at: String,
    /// The kind of object on the bench that shows it.
    #[serde(default)]
    pub kind: Option<String>,
    /// Where in such an object, as a JSON pointer (RFC 6901).
    #[serde(default)]
    pub path: Option<String>,
    /// Other words for it, in either language.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its picture.
    pub picture: Picture,
    /// A small working model to be tried, and broken.
    #[serde(default)]
    pub demo: Option<Demo>,
}

/// A term as it is on the reader's own bench.
#[derive(Clone, Debug)]
pub struct Live {
    /// The object.
    pub object: std::rc::Rc<Object>,
    /// What it says in the term's field.
    pub value: String,
}

/// All terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossary {
    terms: Vec<Term>,
}

/// Why a glossary cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GlossaryError {
    /// It is no JSON, or not of this form.
    #[error("the glossary cannot be read: {0}")]
    Form(#[from] json::Error),
    /// A term is there twice.
    #[error("term {0} is there twice")]
    Twice(String),
    /// A text is empty.
    #[error("term {0} has an empty text")]
    Empty(String),
    /// A related term does not exist.
    #[error("term {term} points to {related}, which does not exist")]
    Unrelated {
        /// The term.
        term: String,
        /// What it points to.
        related: String,
    },
    /// A kind does not exist.
    #[error("term {term} is shown by a {kind}, which is no kind of object")]
    NoKind {
        /// The term.
        term: String,
        /// The kind.
        kind: String,
    },
}

impl Glossary {
    /// Reads and checks a glossary.
    pub fn read(text: &str) -> Result<Self, GlossaryError> {
        let glossary = Self {
            terms: json::read(text)?,
        };
        glossary.check()?;
        Ok(glossary)
    }

    /// All terms, in the order in which a reader meets them.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The term of that name.
    pub fn get(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// The terms that hold every word of a query, in either language; those
    /// whose name holds the query first.
    pub fn search(&self, query: &str) -> Vec<&Term> {
        let query = query.trim().to_lowercase();
        let mut found: Vec<(usize, &Term)> = self
            .terms
            .iter()
            .filter_map(|term| Some((term.rank(&query)?, term)))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, term)| term).collect()
    }

    fn check(&self) -> Result<(), GlossaryError> {
        let mut known = BTreeSet::new();
        for term in &self.terms {
            let texts = [
                &term.id,
                &term.en,
                &term.zh,
                &term.means_en,
                &term.means_zh,
                &term.field,
                &term.source,
                &term.try_at,
            ];
            if texts.iter().any(|text| text.trim().is_empty()) {
                return Err(GlossaryError::Empty(term.id.clone()));
            }
            if !known.insert(term.id.as_str()) {
                return Err(GlossaryError::Twice(term.id.clone()));
            }
            if let Some(kind) = &term.kind
                && kind.parse::<Kind>().is_err()
            {
                let (term, kind) = (term.id.clone(), kind.clone());
                return Err(GlossaryError::NoKind { term, kind });
            }
        }
        for term in &self.terms {
            let lost = term.related.iter().find(|id| !known.contains(id.as_str()));
            if let Some(related) = lost {
                let (term, related) = (term.id.clone(), related.clone());
                return Err(GlossaryError::Unrelated { term, related });
            }
        }
        Ok(())
    }
}

impl Term {
    /// The objects on the bench that show this term, with what they say.
    pub fn live(&self, lab: &Lab) -> Vec<Live> {
        let kind = self.kind.as_deref().and_then(|kind| kind.parse().ok());
        let (Some(kind), Some(path)) = (kind, &self.path) else {
            return Vec::new();
        };
        // An issuer of either scope shows what an issuer is.
        let both = [Kind::Issuer, Kind::ClusterIssuer];
        let kinds = match kind {
            Kind::Issuer => &both[..],
            _ => std::slice::from_ref(&kind),
        };
        kinds
            .iter()
            .flat_map(|kind| lab.store().list(*kind))
            .filter_map(|object| {
                let value = object.shown().pointer(path).and_then(words)?;
                let object = object.clone();
                Some(Live { object, value })
            })
            .collect()
    }

    /// How well it fits a query in lower case; `None` if it does not.
    fn rank(&self, query: &str) -> Option<usize> {
        let names = [self.en.to_lowercase(), self.zh.to_lowercase()];
        if names.iter().any(|name| name == query) {
            return Some(0);
        }
        if names.iter().any(|name| name.starts_with(query)) {
            return Some(1);
        }
        if names.iter().any(|name| name.contains(query)) {
            return Some(2);
        }
        let all = format!(
            "{} {} {} {} {} {} {}",
            self.en, self.zh, self.means_en, self.means_zh, self.field, self.source, self.id
        )
        .to_lowercase();
        query
            .split_whitespace()
            .all(|word| all.contains(word))
            .then_some(3)
    }
}

/// A field's value in one short line.
pub(super) fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(words).collect();
            items.join(", ")
        }
        Value::Object(fields) => match (fields.get("type"), fields.get("status")) {
            (Some(Value::String(kind)), Some(Value::String(status))) => format!("{kind}={status}"),
            _ => value.to_string(),
        },
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    };
    let mut short: String = text.chars().take(MOST_CHARACTERS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    (!short.is_empty()).then_some(short)
}

const MOST_CHARACTERS: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    fn term(id: &str, related: &str) -> String {
        format!(
            r#"{{"id":"{id}","place":"dns","en":"Zone","zh":"区域","means_en":"A part of DNS.","means_zh":"一段 DNS。","field":"SOA","source":"RFC 1034","related":["{related}"],"try":"/","picture":{{"draw":"row","parts":[]}}}}"#
        )
    }

    #[test]
    fn what_is_wrong_with_a_glossary_is_said() {
        for (text, expected) in [
            ("[".to_owned(), "the glossary cannot be read"),
            (
                format!("[{}]", term("zone", "none")),
                "term zone points to none, which does not exist",
            ),
            (
                format!("[{0},{0}]", term("zone", "zone")),
                "term zone is there twice",
            ),
            (
                format!("[{}]", term("zone", "zone").replace("一段 DNS。", " ")),
                "term zone has an empty text",
            ),
            (
                format!(
                    "[{}]",
                    term("zone", "zone").replace("\"try\"", "\"kind\":\"Pod\",\"try\"")
                ),
                "term zone is shown by a Pod",
            ),
            (
                format!("[{}]", term("zone", "zone").replace("\"try\"", "\"tri\"")),
                "unknown field `tri`",
            ),
        ] {
            let error = Glossary::read(&text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}: {expected}");
        }
    }

    #[test]
    fn a_value_is_said_in_one_line() {
        for (value, expected) in [
            (r#"["a.test","*.a.test"]"#, Some("a.test, *.a.test")),
            (r#"[{"type":"Ready","status":"True"}]"#, Some("Ready=True")),
            ("3", Some("3")),
            ("{}", Some("{}")),
            ("null", None),
            ("[]", None),
        ] {
            let value: Value = json::read(value).unwrap();
            assert_eq!(words(&value).as_deref(), expected);
        }
    }
}
