//! When a step is done.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::deed::{Deed, day};
use super::{Pointer, Words};
use crate::certmanager::api::Object;
use crate::kube::{Kind, Resource as _};
use crate::lab::Lab;
use crate::lab::glossary::words;

/// When a step is done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub enum Goal {
    /// When the bench has such an object, written since the lesson began.
    Object(Wanted),
    /// When the pupil has given one of these answers.
    Answer(Vec<Words>),
    /// When the pupil has read this off an object on the screen.
    Reading {
        /// The object's kind.
        kind: Kind,
        /// The field.
        field: Pointer,
    },
    /// When the pupil has done something of which no object tells.
    Deed(Deed),
}

/// One object for which all of this holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its kind.
    kind: Kind,
    /// What its fields say (JSON pointers, RFC 6901): a value, one of a list's
    /// values, `>=` and a number, or `*` for anything.
    fields: BTreeMap<Pointer, Words>,
    /// A field that its issuer has.
    issuer: Option<Pointer>,
}

/// A goal as it is written in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: Option<Kind>,
    #[serde(default)]
    fields: BTreeMap<Pointer, Words>,
    issuer: Option<Pointer>,
    answer: Option<Vec<Words>>,
    reading: Option<Reading>,
    look: Option<Words>,
    moment: Option<Words>,
    chain: Option<Words>,
    command: Option<Words>,
    download: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    kind: Kind,
    field: Pointer,
}

impl TryFrom<Written> for Goal {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { fields, issuer, .. } = written;
        let has_details = !fields.is_empty() || issuer.is_some();
        let object = written.kind.map(|kind| {
            Self::Object(Wanted {
                kind,
                fields,
                issuer,
            })
        });
        let deed = |words: Option<Words>, deed: fn(String) -> Deed| {
            words.map(|words| Self::Deed(deed(words.0)))
        };
        let mut goals = [
            object,
            written.answer.map(Self::Answer),
            written.reading.map(|reading| Self::Reading {
                kind: reading.kind,
                field: reading.field,
            }),
            deed(written.look, Deed::Look),
            deed(written.moment, Deed::Moment),
            deed(written.chain, Deed::Chain),
            deed(written.command, Deed::Command),
            deed(written.download, Deed::Download),
        ]
        .into_iter()
        .flatten();
        match (goals.next(), goals.next()) {
            (Some(goal @ Self::Object(_)), None) => Ok(goal),
            (Some(goal), None) if !has_details => Ok(goal),
            _ => Err(
                "a goal is one of: kind with fields, answer, reading, look, moment, chain, command, download",
            ),
        }
    }
}

impl Goal {
    /// Whether it is reached: by the lab on the screen, by an object written
    /// after `since` (the store's version when the lesson began), or by what
    /// the pupil did since the step began.
    pub fn is_met(&self, lab: &Lab, since: u64, deeds: &[Deed]) -> bool {
        let answers = || {
            deeds.iter().filter_map(|deed| match deed {
                Deed::Answer(answer) => Some(answer.as_str()),
                _ => None,
            })
        };
        match self {
            Self::Object(wanted) => wanted.is_on(lab, since),
            Self::Answer(right) => {
                answers().any(|answer| right.iter().any(|right| says(answer, right.as_str())))
            }
            Self::Reading { kind, field } => objects(lab, *kind).any(|object| {
                let shown = object.shown();
                let said = shown.pointer(&field.0).and_then(words);
                said.is_some_and(|said| {
                    answers().any(|answer| said.split(", ").any(|part| says(answer, part)))
                })
            }),
            Self::Deed(wanted) => deeds.iter().any(|deed| deed.fits(wanted)),
        }
    }

    /// Whether it is something to be answered in words.
    pub const fn is_answer(&self) -> bool {
        matches!(self, Self::Answer(_) | Self::Reading { .. })
    }

    /// Whether the bench has to be on the screen as it stands.
    pub const fn is_of_the_bench(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

impl Wanted {
    fn is_on(&self, lab: &Lab, since: u64) -> bool {
        objects(lab, self.kind).any(|object| version(object) > since && self.is_met_by(object, lab))
    }

    fn is_met_by(&self, object: &Object, lab: &Lab) -> bool {
        let shown = object.shown();
        let says = |(pointer, wanted): (&Pointer, &Words)| {
            let said = shown.pointer(&pointer.0).and_then(words);
            said.is_some_and(|said| fits(&said, wanted.as_str()))
        };
        self.fields.iter().all(says)
            && self
                .issuer
                .as_ref()
                .is_none_or(|pointer| issuer_has(object, pointer, lab))
    }
}

/// The objects of a kind; an issuer of either scope does what an issuer does.
fn objects(lab: &Lab, kind: Kind) -> impl Iterator<Item = &Object> {
    let other = (kind == Kind::Issuer).then_some(Kind::ClusterIssuer);
    [Some(kind), other]
        .into_iter()
        .flatten()
        .flat_map(|kind| lab.store().list(kind))
        .map(AsRef::as_ref)
}

/// The number of an object's last write.
pub(super) fn version(object: &Object) -> u64 {
    object.meta().resource_version.parse().unwrap_or_default()
}

/// Whether an answer is the right one: the same words, or the same day.
fn says(answer: &str, right: &str) -> bool {
    let plain = |text: &str| {
        let ends = |c: char| c.is_whitespace() || matches!(c, '.' | '。' | '"' | '“' | '”');
        text.trim_matches(ends).to_lowercase()
    };
    let (answer, right) = (plain(answer), plain(right));
    answer == right || day(&answer).is_some_and(|answer| day(&right) == Some(answer))
}

/// Whether what a field says is what is wanted.
fn fits(said: &str, wanted: &str) -> bool {
    if wanted == "*" {
        return true;
    }
    if let Some(least) = wanted.strip_prefix(">=") {
        let number = |text: &str| text.trim().parse::<i64>().ok();
        return number(said)
            .zip(number(least))
            .is_some_and(|(said, least)| said >= least);
    }
    said.split(", ").any(|part| part == wanted)
}

/// Whether the issuer that an object names has that field.
fn issuer_has(object: &Object, pointer: &Pointer, lab: &Lab) -> bool {
    let reference = match object {
        Object::Certificate(certificate) => &certificate.spec.issuer_ref,
        Object::CertificateRequest(request) => &request.spec.issuer_ref,
        Object::Order(order) => &order.spec.issuer_ref,
        Object::Challenge(challenge) => &challenge.spec.issuer_ref,
        Object::Issuer(_) | Object::ClusterIssuer(_) | Object::Secret(_) | Object::Ingress(_) => {
            return false;
        }
    };
    let key = reference.key(object.key().namespace());
    key.and_then(|key| lab.store().get(&key))
        .is_some_and(|issuer| issuer.shown().pointer(&pointer.0).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_fits_by_value_by_number_or_at_all() {
        for (said, wanted, expected) in [
            ("Ready=True, Issuing=False", "Ready=True", true),
            ("invalid", "valid", false),
            ("3", ">=2", true),
            ("1", ">=2", false),
            ("anything", "*", true),
        ] {
            assert_eq!(fits(said, wanted), expected, "{said} {wanted}");
        }
    }

    #[test]
    fn an_answer_is_right_in_other_letters_and_a_day_in_other_forms() {
        for (answer, right, expected) in [
            (" ECDSA. ", "ecdsa", true),
            ("10", "10", true),
            ("1", "10", false),
            ("2022-05-08", "2022-05-08T08:59:59Z", true),
            ("2022/5/8", "2022-05-08", true),
            ("2022年5月8日", "2022-05-08", true),
            ("8 May 2022", "2022-05-08T08:59:59Z", true),
            ("Sept 1, 2022", "2022-09-01", true),
            ("8 June 2022", "2022-05-08", false),
            ("2022-04-30", "2022-05-08", false),
            ("公钥。", "公钥", true),
        ] {
            assert_eq!(says(answer, right), expected, "{answer} {right}");
        }
    }
}
