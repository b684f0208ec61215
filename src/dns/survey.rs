//! A look around a challenge's record: which zone it belongs into, where else
//! its value stands, and what CAA says.
//!
//! A survey asks nobody itself: [`Survey::take`] gives questions to be carried
//! to a resolver, [`Survey::note`] takes the answers, and more questions may
//! follow from them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::check::aliases;
use super::{CaaRecord, DohAnswer, Failure, Question, Rcode, RecordType};

/// What is surveyed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The name that is to be proven, without `*.`.
    pub name: String,
    /// The record's name (RFC 8555 §8.4).
    pub record: String,
    /// The value that should be there.
    pub expected: String,
    /// Whether the certificate is for `*.` of the name.
    pub wildcard: bool,
}

/// A survey on its way or at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// What is surveyed.
    pub subject: Subject,
    asked: Vec<Asked>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    question: Question,
    answer: Option<Result<DohAnswer, Failure>>,
}

/// The zone that a record belongs into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The zone.
    pub zone: String,
    /// The record's name in it: where aliases end, if there are any.
    pub record: String,
    /// The aliases that lead there, hop by hop; none as a rule.
    pub aliases: Vec<String>,
    /// The zone's name servers, sorted.
    pub servers: Vec<String>,
}

/// Where a record stands that should stand elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misplacement {
    /// Under the zone's name twice: the provider added it to a full name.
    Doubled,
    /// At the name itself, without `_acme-challenge`.
    Bare,
    /// At the record's name of a name above.
    Above,
    /// With the star of a wildcard in its name.
    Star,
}

/// The CAA records that count (RFC 8659 §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caa {
    /// Where they are.
    pub name: String,
    /// The records.
    pub records: Vec<CaaRecord>,
}

impl Survey {
    /// A survey of which nothing was asked yet.
    pub const fn new(subject: Subject) -> Self {
        Self {
            subject,
            asked: Vec::new(),
        }
    }

    /// The questions to be asked now, each with its number.
    pub fn take(&mut self) -> Vec<(usize, Question)> {
        let known: BTreeSet<&Question> = self.asked.iter().map(|asked| &asked.question).collect();
        let room = MOST_QUESTIONS.saturating_sub(self.asked.len());
        let mut new: Vec<Question> = Vec::new();
        for question in self.wanted() {
            if !known.contains(&question) && !new.contains(&question) && new.len() < room {
                new.push(question);
            }
        }
        let first = self.asked.len();
        self.asked.extend(new.iter().map(|question| Asked {
            question: question.clone(),
            answer: None,
        }));
        (first..).zip(new).collect()
    }

    /// Notes what came back for a question.
    pub fn note(&mut self, number: usize, answer: Result<DohAnswer, Failure>) {
        if let Some(asked) = self.asked.get_mut(number) {
            asked.answer = Some(answer);
        }
    }

    /// Whether all is asked and answered.
    pub fn is_complete(&self) -> bool {
        !self.asked.is_empty() && self.asked.iter().all(|asked| asked.answer.is_some())
    }

    /// The zone that the record belongs into, as soon as it is known.
    pub fn home(&self) -> Option<Home> {
        let (zone, hops) = self.zone()?;
        let mut servers: Vec<String> = self
            .answer(&zone, RecordType::Ns)
            .and_then(|answer| answer.as_ref().ok())
            .map(|answer| values(answer, RecordType::Ns))
            .unwrap_or_default();
        servers.sort();
        Some(Home {
            record: hops.last().unwrap_or(&self.subject.record).clone(),
            zone,
            aliases: hops,
            servers,
        })
    }

    /// The wrong places at which the value stands.
    pub fn misplaced(&self) -> Vec<(Misplacement, String)> {
        self.places()
            .into_iter()
            .filter(|(_, name)| {
                let answer = self.answer(name, RecordType::Txt);
                answer
                    .and_then(|answer| answer.as_ref().ok())
                    .is_some_and(|answer| {
                        values(answer, RecordType::Txt).contains(&self.subject.expected)
                    })
            })
            .collect()
    }

    /// The CAA records that count for the name; an error says at which name the
    /// question failed, which a CA must take for a refusal (RFC 8659 §3).
    pub fn caa(&self) -> Result<Option<Caa>, (String, Failure)> {
        for name in self_and_above(&self.subject.name) {
            match self.answer(name, RecordType::Caa) {
                // Who could not be reached, or will not be asked, says nothing of the name.
                None | Some(Err(_)) => return Ok(None),
                Some(Ok(answer)) => match answer.rcode {
                    Rcode::NoError | Rcode::NxDomain => {
                        let records = caa_records(answer);
                        if !records.is_empty() {
                            let name = name.to_owned();
                            return Ok(Some(Caa { name, records }));
                        }
                    }
                    Rcode::ServFail => {
                        return Err((name.to_owned(), Failure::Rcode(Rcode::ServFail)));
                    }
                    Rcode::Other(_) => return Ok(None),
                },
            }
        }
        Ok(None)
    }

    /// Every question that follows from what is known so far.
    fn wanted(&self) -> Vec<Question> {
        let subject = &self.subject;
        let mut wanted = Vec::new();
        let mut want = |name: &str, record_type| wanted.push(Question::new(name, record_type));
        for name in self_and_above(&subject.record) {
            want(name, RecordType::Soa);
            if !self.is_without(name, RecordType::Soa) {
                break;
            }
        }
        for name in self_and_above(&subject.name) {
            want(name, RecordType::Caa);
            if !self.is_without(name, RecordType::Caa) {
                break;
            }
        }
        if let Some((zone, _)) = self.zone() {
            want(&zone, RecordType::Ns);
        }
        for (_, name) in self.places() {
            want(&name, RecordType::Txt);
        }
        wanted
    }

    /// Whether the next name above is to be asked: the answer is here, and
    /// says nothing of the kind.
    fn is_without(&self, name: &str, record_type: RecordType) -> bool {
        let Some(Ok(answer)) = self.answer(name, record_type) else {
            return false;
        };
        let found = match record_type {
            RecordType::Caa => !caa_records(answer).is_empty(),
            _ => zone_of(answer).is_some(),
        };
        matches!(answer.rcode, Rcode::NoError | Rcode::NxDomain) && !found
    }

    /// The record's zone, and the aliases that lead into it.
    fn zone(&self) -> Option<(String, Vec<String>)> {
        let mut hops = Vec::new();
        for (number, name) in self_and_above(&self.subject.record).enumerate() {
            let answer = self.answer(name, RecordType::Soa)?.as_ref().ok()?;
            if number == 0 {
                hops = aliases(answer);
            }
            if let Some(zone) = zone_of(answer) {
                return Some((zone, hops));
            }
        }
        None
    }

    /// The wrong places that people choose, as far as they are known.
    fn places(&self) -> Vec<(Misplacement, String)> {
        let Subject {
            name,
            record,
            wildcard,
            ..
        } = &self.subject;
        let mut places = vec![(Misplacement::Bare, name.clone())];
        if *wildcard {
            places.push((Misplacement::Star, format!("{LABEL}.*.{name}")));
        }
        if let Some((zone, hops)) = self.zone() {
            let target = hops.last().unwrap_or(record);
            places.push((Misplacement::Doubled, format!("{target}.{zone}")));
            let below = |other: &str| {
                let rest = other.strip_suffix(zone.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            let above = self_and_above(name).skip(1).filter(|other| below(other));
            for other in above.take(MOST_ABOVE) {
                places.push((Misplacement::Above, format!("{LABEL}.{other}")));
            }
            // A record of the zone itself: `@` in a provider's form.
            if zone != *name {
                places.push((Misplacement::Bare, zone));
            }
        }
        places
    }

    fn answer(&self, name: &str, record_type: RecordType) -> Option<&Result<DohAnswer, Failure>> {
        let question = Question::new(name, record_type);
        self.asked
            .iter()
            .find(|asked| asked.question == question)
            .and_then(|asked| asked.answer.as_ref())
    }
}

/// A name, and every name above it but the root (RFC 8659 §3).
fn self_and_above(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| Some(name.split_once('.')?.1))
        .filter(|name| !name.is_empty())
}

/// The zone that answered a question for SOA: the one that has the record, or
/// that says that there is none (RFC 2308 §3).
fn zone_of(answer: &DohAnswer) -> Option<String> {
    let own = answer
        .records
        .iter()
        .find(|record| record.record_type == RecordType::Soa)
        .map(|record| record.name.clone());
    own.or_else(|| Some(answer.authority.as_ref()?.zone.clone()))
}

fn values(answer: &DohAnswer, record_type: RecordType) -> Vec<String> {
    answer
        .records
        .iter()
        .filter(|record| record.record_type == record_type)
        .map(|record| record.value.clone())
        .collect()
}

fn caa_records(answer: &DohAnswer) -> Vec<CaaRecord> {
    let texts = values(answer, RecordType::Caa);
    texts
        .iter()
        .filter_map(|text| CaaRecord::parse(text))
        .collect()
}

/// RFC 8555 §8.4.
const LABEL: &str = "_acme-challenge";
/// A name has up to 127 labels; nobody has a zone cut at each.
const MOST_QUESTIONS: usize = 40;
const MOST_ABOVE: usize = 5;

#[cfg(test)]
mod tests;
