//! What a resolver's answer means for the TXT record of a DNS-01 challenge.

use serde::{Deserialize, Serialize};

use super::{DohAnswer, Error, Rcode, RecordType, doh};
use crate::http::{HttpFailure, HttpResult};

/// What one resolver says about the record that a challenge asks for (RFC 8555 §8.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finding {
    /// The expected value is there.
    Found {
        /// How long the resolver may go on saying so.
        ttl_secs: u32,
    },
    /// There is no TXT record yet.
    NotYet {
        /// The name does not exist at all, which resolvers remember for a while (RFC 2308 §5).
        nxdomain: bool,
        /// For how long the resolver goes on saying so, if it tells.
        #[serde(default)]
        ttl_secs: Option<u32>,
    },
    /// There are TXT records, but none with the expected value.
    WrongValue {
        /// What they say.
        values: Vec<String>,
        /// How long the resolver may go on saying so.
        #[serde(default)]
        ttl_secs: u32,
    },
    /// The resolver could not be asked or did not know.
    Failed(Failure),
}

/// Why a resolver gave no usable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// No answer could be read.
    #[error(transparent)]
    Http(HttpFailure),
    /// An HTTP error.
    #[error("the resolver answered with HTTP status {0}")]
    Status(u16),
    /// A DNS error, such as `SERVFAIL`.
    #[error("the resolver answered with {0:?}")]
    Rcode(Rcode),
    /// Something that is no DNS answer.
    #[error("the resolver's answer is not a DNS message")]
    Malformed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Status { status } => Self::Status(status),
            Error::Name { .. } | Error::Malformed => Self::Malformed,
        }
    }
}

/// The answer in what came back for a [`Question`](super::Question).
pub fn answer(result: &HttpResult) -> Result<DohAnswer, Failure> {
    let response = result.as_ref().map_err(|failure| Failure::Http(*failure))?;
    Ok(doh::parse(response)?)
}

/// The names that aliases in an answer lead to, in the answer's order, which is
/// that in which a resolver follows them (RFC 1034 §4.3.2).
pub fn aliases(answer: &DohAnswer) -> Vec<String> {
    answer
        .records
        .iter()
        .filter(|record| record.record_type == RecordType::Cname)
        .map(|record| record.value.trim_end_matches('.').to_owned())
        .collect()
}

/// Compares the TXT records of an answer with the expected value; one that fits is
/// enough, since a wildcard's challenge stands at the same name.
pub fn judge(expected: &str, answer: Result<DohAnswer, Failure>) -> Finding {
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => return Finding::Failed(failure),
    };
    match answer.rcode {
        Rcode::NoError => {}
        Rcode::NxDomain => return not_yet(true, &answer),
        rcode => return Finding::Failed(Failure::Rcode(rcode)),
    }
    let is_txt = |record_type: RecordType| record_type == RecordType::Txt;
    let texts = || {
        answer
            .records
            .iter()
            .filter(|record| is_txt(record.record_type))
    };
    if let Some(record) = texts().find(|record| record.value == expected) {
        return Finding::Found {
            ttl_secs: record.ttl_secs,
        };
    }
    let values: Vec<String> = texts().map(|record| record.value.clone()).collect();
    match texts().map(|record| record.ttl_secs).min() {
        Some(ttl_secs) => Finding::WrongValue { values, ttl_secs },
        None => not_yet(false, &answer),
    }
}

fn not_yet(nxdomain: bool, answer: &DohAnswer) -> Finding {
    let authority = answer.authority.as_ref();
    Finding::NotYet {
        nxdomain,
        ttl_secs: authority.map(|authority| authority.ttl_secs),
    }
}

impl Finding {
    /// How long the resolver may go on saying so, if it said.
    pub const fn ttl_secs(&self) -> Option<u32> {
        match self {
            Self::Found { ttl_secs } | Self::WrongValue { ttl_secs, .. } => Some(*ttl_secs),
            Self::NotYet { ttl_secs, .. } => *ttl_secs,
            Self::Failed(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Record;
    use crate::dns::doh::Authority;

    fn answered(rcode: Rcode, values: &[&str]) -> DohAnswer {
        let mut records = vec![Record {
            record_type: RecordType::Cname,
            ..Record::txt("a.test", "expected", 9)
        }];
        records.extend(values.iter().map(|value| Record::txt("b.test", *value, 60)));
        DohAnswer {
            rcode,
            records,
            authority: Some(Authority {
                zone: "test".to_owned(),
                ttl_secs: 30,
            }),
            errors: Vec::new(),
        }
    }

    #[test]
    fn every_answer_means_one_thing() {
        for (given, expected) in [
            (
                Ok(answered(Rcode::NoError, &["other", "expected"])),
                Finding::Found { ttl_secs: 60 },
            ),
            (
                Ok(answered(Rcode::NoError, &[])),
                Finding::NotYet {
                    nxdomain: false,
                    ttl_secs: Some(30),
                },
            ),
            (
                Ok(answered(Rcode::NxDomain, &[])),
                Finding::NotYet {
                    nxdomain: true,
                    ttl_secs: Some(30),
                },
            ),
            (
                Ok(answered(Rcode::NoError, &["other", "expected "])),
                Finding::WrongValue {
                    values: vec!["other".to_owned(), "expected ".to_owned()],
                    ttl_secs: 60,
                },
            ),
            (
                Ok(answered(Rcode::ServFail, &[])),
                Finding::Failed(Failure::Rcode(Rcode::ServFail)),
            ),
            (
                answer(&Err(HttpFailure::Blocked)),
                Finding::Failed(Failure::Http(HttpFailure::Blocked)),
            ),
            (
                answer(&Ok(crate::http::HttpResponse::empty(502))),
                Finding::Failed(Failure::Status(502)),
            ),
        ] {
            assert_eq!(judge("expected", given), expected);
        }
    }

    #[test]
    fn aliases_are_told_hop_by_hop() {
        let alias = |from: &str, to: &str| Record {
            record_type: RecordType::Cname,
            ..Record::txt(from, to, 9)
        };
        let answer = DohAnswer {
            rcode: Rcode::NxDomain,
            authority: None,
            errors: Vec::new(),
            records: vec![alias("a.test", "b.test."), alias("b.test", "c.test")],
        };
        assert_eq!(aliases(&answer), ["b.test", "c.test"]);
    }

    #[test]
    fn findings_survive_saving() {
        let finding = Finding::Failed(Failure::Rcode(Rcode::Other(5)));
        let json = serde_json::to_string(&finding).unwrap();
        assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), finding);
    }
}
