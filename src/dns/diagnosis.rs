//! What is wrong with a challenge's record, from all that is known.

use std::collections::BTreeMap;

use super::caa::{Applicant, Refusal};
use super::survey::Misplacement;
use super::{CaaRecord, Failure, Survey};
use crate::encoding::from_base64url;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Diagnosis {
    /// The value stands at another name.
    Misplaced {
        /// How that comes about.
        why: Misplacement,
        /// Where it stands.
        name: String,
    },
    /// The value stands there with quotation marks or spaces around it.
    Dressed,
    /// The key authorization stands there, not its digest (RFC 8555 §8.4).
    KeyAuthorization,
    /// The value is that of another order of this lab.
    OlderOrder {
        /// The Order's name.
        order: String,
    },
    /// The value has the form of a challenge's, but this lab does not know it.
    LikeAnOrders,
    /// Only the value of the other challenge for this name is there.
    OnlySibling,
    /// CAA records forbid this CA.
    Caa {
        /// Where they are.
        name: String,
        /// The records.
        records: Vec<CaaRecord>,
        /// Why they forbid it.
        refusal: Refusal,
    },
    /// CAA could not be looked up, which a CA takes for a refusal (RFC 8659 §3).
    CaaFailed {
        /// At which name.
        name: String,
        /// What came back.
        failure: Failure,
    },
}

/// What resolvers show at the record's name, and what they could show.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The value that should be there.
    pub expected: &'a str,
    /// The challenge's token.
    pub token: &'a str,
    /// The values of other open challenges at the same name.
    pub siblings: &'a [&'a str],
    /// The values of all orders that are known, with their names.
    pub known: &'a BTreeMap<String, String>,
    /// Every other value that somebody shows.
    pub values: &'a [&'a str],
}

impl Shown<'_> {
    /// What the values that are there say, the most useful first.
    pub fn diagnoses(&self) -> Vec<Diagnosis> {
        let others: Vec<&str> = self
            .values
            .iter()
            .copied()
            .filter(|value| !self.siblings.contains(value))
            .collect();
        if others.is_empty() && !self.values.is_empty() {
            return vec![Diagnosis::OnlySibling];
        }
        let mut found: Vec<Diagnosis> = Vec::new();
        for value in others {
            let one = self.diagnosis(value);
            if let Some(one) = one.filter(|one| !found.contains(one)) {
                found.push(one);
            }
        }
        found.sort_by_key(|one| match one {
            Diagnosis::Dressed => 0,
            Diagnosis::KeyAuthorization => 1,
            _ => 2,
        });
        found
    }

    fn diagnosis(&self, value: &str) -> Option<Diagnosis> {
        let bare = value.trim_matches(DRESS);
        if bare == self.expected {
            return Some(Diagnosis::Dressed);
        }
        let mut parts = bare.split('.');
        if !self.token.is_empty() && parts.next() == Some(self.token) {
            return Some(Diagnosis::KeyAuthorization);
        }
        if let Some(order) = self.known.get(bare) {
            return Some(Diagnosis::OlderOrder {
                order: order.clone(),
            });
        }
        // RFC 8555 §8.4: a SHA-256 digest in base64url.
        let is_digest = from_base64url(bare).is_ok_and(|digest| digest.len() == DIGEST);
        is_digest.then_some(Diagnosis::LikeAnOrders)
    }
}

/// Where else the value stands, according to a survey.
pub fn misplaced(survey: &Survey) -> Vec<Diagnosis> {
    survey
        .misplaced()
        .into_iter()
        .map(|(why, name)| Diagnosis::Misplaced { why, name })
        .collect()
}

/// What CAA has against it, according to a survey.
pub fn caa(survey: &Survey, applicant: &Applicant<'_>) -> Option<Diagnosis> {
    match survey.caa() {
        Ok(None) => None,
        Ok(Some(found)) => {
            let refusal = applicant.check(&found.records).err()?;
            Some(Diagnosis::Caa {
                name: found.name,
                records: found.records,
                refusal,
            })
        }
        Err((name, failure)) => Some(Diagnosis::CaaFailed { name, failure }),
    }
}

/// What a person or a form may put around a value.
const DRESS: [char; 4] = ['"', '\'', ' ', '\t'];

/// Octets of a SHA-256 digest.
const DIGEST: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_value_is_known_for_what_it_is() {
        const OLD: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
        const OTHER: &str = "2jmj7l5rSw0yVb_vlWAYkK_YBwk2jmj7l5rSw0yVb_U";
        let known = BTreeMap::from([(OLD.to_owned(), "a-1".to_owned())]);
        let older = Diagnosis::OlderOrder {
            order: "a-1".to_owned(),
        };
        for (values, expected) in [
            (&[][..], vec![]),
            (&["sibling"], vec![Diagnosis::OnlySibling]),
            (&["\"value\""], vec![Diagnosis::Dressed]),
            (&["value "], vec![Diagnosis::Dressed]),
            (&["token.thumbprint"], vec![Diagnosis::KeyAuthorization]),
            (&["token"], vec![Diagnosis::KeyAuthorization]),
            (&[OLD, OLD], vec![older.clone()]),
            (&[OTHER], vec![Diagnosis::LikeAnOrders]),
            (&["v=spf1 -all"], vec![]),
            (&["sibling", "v=spf1 -all"], vec![]),
            (&[OLD, "'value'"], vec![Diagnosis::Dressed, older]),
        ] {
            let shown = Shown {
                expected: "value",
                token: "token",
                siblings: &["sibling"],
                known: &known,
                values,
            };
            assert_eq!(shown.diagnoses(), expected, "{values:?}");
        }
    }
}
