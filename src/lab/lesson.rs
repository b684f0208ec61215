//! Lessons: data that the lab runs. Each step has a [`Goal`] that is looked for
//! on the bench's own objects or in what the pupil did, so that only the doing
//! of it leads on.

mod deed;
mod goal;
mod progress;

use serde::Deserialize;
use thiserror::Error;

use super::Scenario;
use crate::encoding::json::{self, Value};
use crate::lab::{Action, World};

pub use deed::{Deed, outcomes};
pub use goal::Goal;
pub use progress::Progress;

/// The lessons of the site, in the order in which they are best taken.
pub const LESSONS: &[&str] = &[
    "what-a-certificate-proves",
    "keys-and-csr",
    "self-signed",
    "own-ca",
    "cert-manager-objects",
    "acme-step-by-step",
    "dns01-by-hand",
    "http01",
    "wildcard",
    "renewal-and-time",
    "eight-days",
    "broken-chains",
    "vault-and-external",
    "staging",
];

/// A lesson in one language.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Its title.
    pub title: Words,
    /// What is learned, in a sentence or two.
    pub lead: Words,
    /// How long it takes.
    pub minutes: u8,
    /// Whose servers answer.
    #[serde(default = "practice")]
    pub world: World,
    /// What is to be done, in order.
    pub steps: Steps,
    /// What is asked in the end.
    pub question: Question,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What is to be done, in a few words.
    pub title: Words,
    /// How it is done, and why; `[[term|words]]` leads to a term.
    pub text: Words,
    /// When it is done.
    pub goal: Goal,
    /// Hints, the plainest last.
    pub hints: Hints,
    /// What to take from it, said when it is done.
    #[serde(default)]
    pub after: Option<Words>,
    /// A bench that takes the place of the pupil's when the step begins: a run
    /// that ships with the lab, as it stood in its end.
    #[serde(default)]
    pub bench: Option<Scenario>,
    /// Actions of the lab's own when the step begins, such as a fault.
    #[serde(default)]
    does: Vec<Value>,
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked.
    pub text: Words,
    /// The answers, one of them right.
    pub answers: Answers,
}

/// One answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The answer.
    pub text: Words,
    /// Why it is right, or what is wrong with it.
    pub why: Words,
    /// Whether it is the right one.
    #[serde(default)]
    pub right: bool,
}

/// A text that is not empty.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Words(String);

/// A place in an object, as a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Pointer(String);

/// At least one step.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Vec<Step>")]
pub struct Steps(Vec<Step>);

/// At least one hint.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<Words>")]
pub struct Hints(Vec<Words>);

/// Answers of which exactly one is right.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<Choice>")]
pub struct Answers(Vec<Choice>);

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Plain(&'a str),
    /// A word that leads to a term.
    Term {
        /// The term.
        id: &'a str,
        /// The word.
        words: &'a str,
    },
}

/// Why a lesson cannot be used. Line and column are those of the value, or of
/// the mark that follows it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LessonError {
    /// It is no JSON, or not a lesson; the message ends with line and column.
    #[error("the lesson cannot be read: {0}")]
    Form(#[from] json::Error),
    /// A step's action is none of the lab's.
    #[error("step {step} does what the lab cannot do: {why}")]
    Action {
        /// The step, from 1.
        step: usize,
        /// What is wrong.
        why: String,
    },
}

impl Lesson {
    /// Reads and checks a lesson.
    pub fn read(text: &str) -> Result<Self, LessonError> {
        // Not by way of a tree: an author wants to know the line.
        let lesson: Self = serde_json::from_str(text)?;
        for (step, number) in lesson.steps().iter().zip(1..) {
            step.actions().map_err(|error| LessonError::Action {
                step: number,
                why: error.to_string(),
            })?;
        }
        Ok(lesson)
    }

    /// The steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps.0
    }
}

impl Step {
    /// What the lab does when the step begins.
    pub fn actions(&self) -> Result<Vec<Action>, json::Error> {
        self.does.iter().cloned().map(json::from_value).collect()
    }

    /// The hints, the plainest last.
    pub fn hints(&self) -> &[Words] {
        &self.hints.0
    }
}

impl Question {
    /// The answers.
    pub fn answers(&self) -> &[Choice] {
        &self.answers.0
    }
}

impl Words {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text in pieces, the words that lead to terms apart.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once("[[") {
            let Some((inside, after)) = after.split_once("]]") else {
                break;
            };
            if !before.is_empty() {
                pieces.push(Piece::Plain(before));
            }
            let (id, words) = inside.split_once('|').unwrap_or((inside, inside));
            pieces.push(Piece::Term { id, words });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Plain(rest));
        }
        pieces
    }
}

impl TryFrom<String> for Words {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.trim().is_empty() {
            return Err("a text is empty");
        }
        Ok(Self(text))
    }
}

impl TryFrom<String> for Pointer {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if !text.starts_with('/') {
            return Err("a field is named by a JSON pointer, such as /spec/isCA");
        }
        Ok(Self(text))
    }
}

impl TryFrom<Vec<Step>> for Steps {
    type Error = &'static str;

    fn try_from(steps: Vec<Step>) -> Result<Self, Self::Error> {
        if steps.is_empty() {
            return Err("a lesson has at least one step");
        }
        Ok(Self(steps))
    }
}

impl TryFrom<Vec<Words>> for Hints {
    type Error = &'static str;

    fn try_from(hints: Vec<Words>) -> Result<Self, Self::Error> {
        if hints.is_empty() {
            return Err("a step has at least one hint");
        }
        Ok(Self(hints))
    }
}

impl TryFrom<Vec<Choice>> for Answers {
    type Error = &'static str;

    fn try_from(answers: Vec<Choice>) -> Result<Self, Self::Error> {
        let right = answers.iter().filter(|answer| answer.right).count();
        if right != 1 || answers.len() < 2 {
            return Err("a question has at least two answers, and one is right");
        }
        Ok(Self(answers))
    }
}

const fn practice() -> World {
    World::Practice
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = r#"{
  "title": "T", "lead": "L", "minutes": 3,
  "steps": [{
    "title": "S", "text": "See [[ca|the CA]].",
    "goal": {"kind": "Certificate", "fields": {"/spec/isCA": "true"}},
    "hints": ["H"]
  }],
  "question": {"text": "Q", "answers": [
    {"text": "A", "why": "W", "right": true},
    {"text": "B", "why": "W"}
  ]}
}"#;

    #[test]
    fn a_mistake_is_said_with_its_line() {
        assert!(Lesson::read(LESSON).is_ok());
        for (from, to, expected) in [
            ("\"T\"", "\" \"", "a text is empty at line 2"),
            ("[\"H\"]", "[]", "a step has at least one hint at line 7"),
            ("Certificate", "Pod", "unknown variant `Pod`"),
            (
                "/spec/isCA",
                "isCA",
                "a field is named by a JSON pointer, such as /spec/isCA at line 5",
            ),
            (
                ", \"right\": true",
                "",
                "a question has at least two answers, and one is right at line 11",
            ),
            ("hints", "hint", "unknown field `hint`"),
            (
                "\"kind\"",
                "\"look\": \"Secret\", \"kind\"",
                "a goal is one of",
            ),
            (
                "\"hints\"",
                "\"bench\": \"none\", \"hints\"",
                "unknown variant `none`",
            ),
            (
                "\"hints\"",
                "\"does\": [{\"fly\": {}}], \"hints\"",
                "step 1 does what the lab cannot do",
            ),
        ] {
            let error = Lesson::read(&LESSON.replacen(from, to, 1)).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}: {expected}");
        }
    }

    #[test]
    fn words_that_lead_to_terms_stand_apart() {
        let lesson = Lesson::read(LESSON).unwrap();
        let pieces = [
            Piece::Plain("See "),
            Piece::Term {
                id: "ca",
                words: "the CA",
            },
            Piece::Plain("."),
        ];
        assert_eq!(lesson.steps()[0].text.pieces(), pieces);
    }
}
