//! The DNS coach: what is asked beside a self check, to say what is wrong when
//! the record is not there.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::effect::{Effect, Purpose};
use super::pairs;
use super::state::{Lab, Pending};
use crate::certmanager::api::Object;
use crate::clock::Timestamp;
use crate::dns::caa::Applicant;
use crate::dns::diagnosis::{self, Shown};
use crate::dns::survey::Subject;
use crate::dns::{
    Diagnosis, Error, Failure, Finding, Question, Rcode, RecordType, Resolver, Survey, check, judge,
};
use crate::http::HttpResult;
use crate::kube::{Kind, ObjectKey, Store};

/// Surveys, and the values that the lab's orders have asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct CoachDesk {
    #[serde(with = "pairs")]
    surveys: BTreeMap<ObjectKey, Surveyed>,
    /// TXT values by order, so that one of an older order is known for what it is.
    #[serde(default)]
    values: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Surveyed {
    at: Timestamp,
    resolver: Resolver,
    survey: Survey,
    /// The one before, for as long as this one is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Survey>,
}

impl CoachDesk {
    /// The latest survey that is through.
    pub(super) fn survey(&self, challenge: &ObjectKey) -> Option<&Survey> {
        let surveyed = self.surveys.get(challenge)?;
        if surveyed.survey.is_complete() {
            return Some(&surveyed.survey);
        }
        surveyed.before.as_ref()
    }

    /// Notes the value that an order asks for.
    pub(super) fn remember(&mut self, store: &Store<Object>, challenge: &ObjectKey, value: &str) {
        if self.values.contains_key(value) || self.values.len() >= MOST_VALUES {
            return;
        }
        let object = store.get(challenge);
        let owner = object
            .and_then(|object| object.challenge())
            .and_then(|challenge| challenge.metadata.owner_references.first());
        let order = owner.map_or(&challenge.name, |owner| &owner.name);
        self.values.insert(value.to_owned(), order.clone());
    }

    /// The next look is a new one, however fresh the latest is.
    pub(super) fn ask_anew(&mut self, challenge: &ObjectKey) {
        if let Some(surveyed) = self.surveys.get_mut(challenge)
            && surveyed.survey.is_complete()
        {
            surveyed.at = Timestamp::from_unix_secs(0);
        }
    }

    /// Whatever is under way will not be answered.
    pub(super) fn give_up(&mut self, challenge: &ObjectKey) {
        if let Some(surveyed) = self.surveys.get(challenge)
            && !surveyed.survey.is_complete()
        {
            self.surveys.remove(challenge);
        }
    }

    /// Forgets the surveys of Challenges that are gone.
    pub(super) fn retain(&mut self, exists: impl Fn(&ObjectKey) -> bool) {
        self.surveys.retain(|challenge, _| exists(challenge));
    }

    fn is_due(&self, challenge: &ObjectKey, now: Timestamp) -> bool {
        self.surveys.get(challenge).is_none_or(|surveyed| {
            surveyed.survey.is_complete() && now.since(surveyed.at) >= REPEAT
        })
    }
}

impl Lab {
    /// What is wrong with a Challenge's record, the most useful first.
    pub fn diagnoses(&self, challenge: &ObjectKey) -> Vec<Diagnosis> {
        let Some(object) = self.store.get(challenge) else {
            return Vec::new();
        };
        let (Some(spec), Some(check)) = (
            object.challenge().map(|challenge| &challenge.spec),
            self.dns
                .check(challenge)
                .filter(|check| check.is_complete()),
        ) else {
            return Vec::new();
        };
        let survey = self.coach.survey(challenge);
        let mut diagnoses = Vec::new();
        if !check.is_propagated() {
            let values: Vec<&str> = check
                .answers
                .iter()
                .filter_map(|row| match &row.finding {
                    Some(Finding::WrongValue { values, .. }) => Some(values),
                    _ => None,
                })
                .flatten()
                .map(String::as_str)
                .collect();
            let siblings: Vec<&str> = self
                .store
                .list(Kind::Challenge)
                .filter_map(|object| object.challenge())
                .filter(|other| other.spec.dns_name == spec.dns_name)
                .map(|other| other.spec.key.as_str())
                .filter(|value| *value != spec.key)
                .collect();
            let shown = Shown {
                expected: &check.expected,
                token: &spec.token,
                siblings: &siblings,
                known: &self.coach.values,
                values: &values,
            };
            diagnoses.extend(survey.map(diagnosis::misplaced).unwrap_or_default());
            diagnoses.extend(shown.diagnoses());
        }
        let issuer = spec
            .issuer_ref
            .key(challenge.namespace.as_deref().unwrap_or_default())
            .and_then(|key| self.store.get(&key))
            .and_then(|object| object.issuer());
        let server = issuer.and_then(|issuer| issuer.spec.acme.as_ref());
        let directory = server.and_then(|acme| self.acme.directory(&acme.server));
        let applicant = Applicant {
            identities: directory
                .map(|directory| directory.meta.caa_identities.as_slice())
                .unwrap_or_default(),
            account_url: issuer
                .and_then(|issuer| issuer.status.acme.as_ref())
                .map(|account| account.uri.as_str())
                .filter(|url| !url.is_empty()),
            method: "dns-01",
            wildcard: spec.wildcard,
        };
        diagnoses.extend(survey.and_then(|survey| diagnosis::caa(survey, &applicant)));
        diagnoses
    }

    /// Asks a resolver something for a Challenge.
    pub(super) fn ask_resolver(
        &mut self,
        pending: Pending,
        challenge: &ObjectKey,
        resolver: &Resolver,
        question: &Question,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Error> {
        let request = question.request(&resolver.url)?;
        let purpose = Purpose::Dns {
            challenge: challenge.clone(),
            resolver: resolver.name.clone(),
        };
        effects.push(self.send(pending, request, purpose, now));
        Ok(())
    }

    /// Reads a resolver's answer; where it fails it is asked again without DNSSEC.
    pub(super) fn judge(
        &mut self,
        challenge: &ObjectKey,
        row: usize,
        result: &HttpResult,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some((name, expected)) = self
            .dns
            .check(challenge)
            .map(|check| (check.name.clone(), check.expected.clone()))
        else {
            return;
        };
        let answer = check::answer(result);
        let known = answer.as_ref().ok();
        let (aliases, errors) = known.map_or_else(Default::default, |answer| {
            (check::aliases(answer), answer.errors.clone())
        });
        let finding = judge(&expected, answer);
        let failed = finding == Finding::Failed(Failure::Rcode(Rcode::ServFail));
        let Some(entry) = self.dns.row_mut(challenge, row) else {
            return;
        };
        entry.finding = Some(finding);
        entry.aliases = aliases;
        entry.errors = errors;
        if failed {
            let resolver = entry.resolver.clone();
            let question = Question::new(&name, RecordType::Txt).unchecked();
            let pending = Pending::DnsUnchecked {
                challenge: challenge.clone(),
                row,
            };
            // The same name was asked for a moment ago.
            let _ = self.ask_resolver(pending, challenge, &resolver, &question, now, effects);
        }
    }

    /// Reads a resolver's answer to the question without DNSSEC.
    pub(super) fn judge_unchecked(
        &mut self,
        challenge: &ObjectKey,
        row: usize,
        result: &HttpResult,
    ) {
        let check = self.dns.check(challenge);
        let Some(expected) = check.map(|check| check.expected.clone()) else {
            return;
        };
        if let Some(entry) = self.dns.row_mut(challenge, row) {
            entry.unchecked = Some(judge(&expected, check::answer(result)));
        }
    }

    /// Begins a survey when a check is through and the record is not there.
    pub(super) fn survey_if_missing(
        &mut self,
        challenge: &ObjectKey,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some(check) = self
            .dns
            .check(challenge)
            .filter(|check| check.is_complete() && !check.is_propagated())
        else {
            return;
        };
        // Whoever answered can be asked more.
        let resolver = check.answers.iter().find(|row| {
            !matches!(
                row.finding,
                None | Some(Finding::Failed(
                    Failure::Http(_) | Failure::Status(_) | Failure::Malformed
                ))
            )
        });
        let Some(resolver) = resolver.map(|row| row.resolver.clone()) else {
            return;
        };
        let spec = self
            .store
            .get(challenge)
            .and_then(|object| object.challenge())
            .map(|challenge| &challenge.spec);
        let Some(spec) = spec.filter(|_| self.coach.is_due(challenge, now)) else {
            return;
        };
        let subject = Subject {
            name: spec.dns_name.clone(),
            record: check.name.clone(),
            expected: check.expected.clone(),
            wildcard: spec.wildcard,
        };
        let before = self.coach.survey(challenge).cloned();
        let surveyed = Surveyed {
            at: now,
            resolver,
            survey: Survey::new(subject),
            before,
        };
        self.coach.surveys.insert(challenge.clone(), surveyed);
        self.go_on_surveying(challenge, now, effects);
    }

    /// Takes in an answer, and asks what follows from it.
    pub(super) fn note_survey(
        &mut self,
        challenge: &ObjectKey,
        number: usize,
        result: &HttpResult,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(surveyed) = self.coach.surveys.get_mut(challenge) {
            surveyed.survey.note(number, check::answer(result));
            self.go_on_surveying(challenge, now, effects);
        }
    }

    fn go_on_surveying(
        &mut self,
        challenge: &ObjectKey,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        loop {
            let Some(surveyed) = self.coach.surveys.get_mut(challenge) else {
                return;
            };
            let resolver = surveyed.resolver.clone();
            let mut refused = false;
            for (number, question) in surveyed.survey.take() {
                let pending = Pending::Survey {
                    challenge: challenge.clone(),
                    number,
                };
                let asked =
                    self.ask_resolver(pending, challenge, &resolver, &question, now, effects);
                if let Err(error) = asked
                    && let Some(surveyed) = self.coach.surveys.get_mut(challenge)
                {
                    // A name too long to be asked for: nobody has it.
                    surveyed.survey.note(number, Err(error.into()));
                    refused = true;
                }
            }
            if !refused {
                break;
            }
        }
        if let Some(surveyed) = self.coach.surveys.get_mut(challenge)
            && surveyed.survey.is_complete()
        {
            surveyed.before = None;
        }
    }
}

/// How often the surroundings are looked at while a record is missing.
const REPEAT: Duration = Duration::from_mins(1);

/// More orders than anybody watches in one workspace.
const MOST_VALUES: usize = 500;
