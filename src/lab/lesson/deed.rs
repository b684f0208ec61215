//! What a pupil does of which no object tells.

use std::collections::BTreeSet;

use crate::x509::path::{End, Outcome, Report, Rule};

/// Something that was done, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A view of an object was opened: `CertificateRequest/x509`.
    Look(String),
    /// Another moment of the run was shown: its time as RFC 3339 has it.
    Moment(String),
    /// A chain was checked: one of [`outcomes`], and for which name.
    Chain(String),
    /// A command was given.
    Command(String),
    /// A file was downloaded: its name.
    Download(String),
    /// A question was answered.
    Answer(String),
}

impl Deed {
    /// Whether it is what was wanted: a file whose name ends so, or anything
    /// else that begins so.
    pub fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Download(file), Self::Download(end)) => file.ends_with(end),
            _ => {
                std::mem::discriminant(self) == std::mem::discriminant(wanted)
                    && self.words().starts_with(wanted.words())
            }
        }
    }

    /// Its words.
    pub fn words(&self) -> &str {
        match self {
            Self::Look(words)
            | Self::Moment(words)
            | Self::Chain(words)
            | Self::Command(words)
            | Self::Download(words)
            | Self::Answer(words) => words,
        }
    }
}

/// What a check of a chain came to, in single words: `sound`, or what is wrong.
pub fn outcomes(report: &Report) -> BTreeSet<&'static str> {
    if report.is_valid() {
        return BTreeSet::from(["sound"]);
    }
    let mut found = BTreeSet::new();
    for path in &report.paths {
        match path.end {
            End::Missing { .. } => found.insert("missing"),
            End::Untrusted => found.insert("untrusted"),
            End::Anchor => false,
        };
        let broken = path
            .checks
            .iter()
            .filter(|check| matches!(check.outcome, Outcome::Failed(_)));
        found.extend(broken.filter_map(|check| word(check.rule)));
    }
    found
}

/// A rule's word; trust is told by the path's end.
const fn word(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::Trust => None,
        Rule::Signature => Some("signature"),
        Rule::Validity => Some("validity"),
        Rule::Revocation => Some("revocation"),
        Rule::Name => Some("name"),
        Rule::Purpose => Some("purpose"),
        _ => Some("other"),
    }
}

/// A day: `2022-05-08` and whatever begins so, `2022年5月8日`, `8 May 2022`.
pub(super) fn day(text: &str) -> Option<[u32; 3]> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .take(3)
        .collect();
    let month = text
        .split(|c: char| !c.is_alphabetic())
        .find_map(|word| {
            MONTHS
                .iter()
                .zip(1..)
                .find(|(name, _)| is_month(word, name))
        })
        .map(|(_, month)| month);
    let day = match (numbers.as_slice(), month) {
        ([year @ 1_000..=9_999, day, ..] | [day, year @ 1_000..=9_999, ..], Some(month)) => {
            [*year, month, *day]
        }
        ([year, month, day], _) => [*year, *month, *day],
        _ => return None,
    };
    matches!(day, [1_000..=9_999, 1..=12, 1..=31]).then_some(day)
}

/// Whether a word is a month's name, or at least its first three letters.
fn is_month(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.starts_with(&word.to_lowercase())
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
