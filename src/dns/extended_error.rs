//! Why a resolver could not answer, in its own words (RFC 8914).

use hickory_proto::op::Edns;
use hickory_proto::rr::rdata::opt::EdnsOption;
use serde::{Deserialize, Serialize};

/// An extended DNS error (RFC 8914 §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendedError {
    /// INFO-CODE.
    pub code: u16,
    /// EXTRA-TEXT, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl ExtendedError {
    /// Those of an answer.
    pub(super) fn all(edns: Option<&Edns>) -> Vec<Self> {
        let options = edns.map_or(&[][..], |edns| edns.options().as_ref());
        options
            .iter()
            .filter_map(|(_, option)| match option {
                EdnsOption::Unknown(OPTION, data) => Self::read(data),
                _ => None,
            })
            .take(MOST)
            .collect()
    }

    fn read(data: &[u8]) -> Option<Self> {
        let (code, text) = data.split_first_chunk::<2>()?;
        let text = String::from_utf8_lossy(text);
        Some(Self {
            code: u16::from_be_bytes(*code),
            text: text.trim_end_matches('\0').chars().take(SHOWN).collect(),
        })
    }

    /// The code's registered name (RFC 8914 §4 and §5.2).
    pub fn name(&self) -> Option<&'static str> {
        NAMES.get(usize::from(self.code)).copied()
    }

    /// Whether it says that DNSSEC proves the answer wrong (RFC 8914 §4.2, §4.3, §4.6 to §4.13).
    pub const fn is_dnssec(&self) -> bool {
        matches!(self.code, 1 | 2 | 5..=12)
    }
}

/// EDE's option code (RFC 8914 §2).
const OPTION: u16 = 15;
/// An answer holds one or two.
const MOST: usize = 8;
/// Characters of a text that is meant for a log.
const SHOWN: usize = 200;

const NAMES: [&str; 25] = [
    "Other",
    "Unsupported DNSKEY Algorithm",
    "Unsupported DS Digest Type",
    "Stale Answer",
    "Forged Answer",
    "DNSSEC Indeterminate",
    "DNSSEC Bogus",
    "Signature Expired",
    "Signature Not Yet Valid",
    "DNSKEY Missing",
    "RRSIGs Missing",
    "No Zone Key Bit Set",
    "NSEC Missing",
    "Cached Error",
    "Not Ready",
    "Blocked",
    "Censored",
    "Filtered",
    "Prohibited",
    "Stale NXDOMAIN Answer",
    "Not Authoritative",
    "Not Supported",
    "No Reachable Authority",
    "Network Error",
    "Invalid Data",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_texts_are_read() {
        for (data, expected) in [
            (&[0, 7][..], Some((7, "", Some("Signature Expired")))),
            (
                &[0, 22, b'a', b't', 0][..],
                Some((22, "at", Some("No Reachable Authority"))),
            ),
            (&[1, 0, 0xff][..], Some((256, "\u{fffd}", None))),
            (&[7][..], None),
            (&[][..], None),
        ] {
            let read = ExtendedError::read(data);
            let read = read
                .as_ref()
                .map(|error| (error.code, error.text.as_str(), error.name()));
            assert_eq!(read, expected, "{data:?}");
        }
    }

    #[test]
    fn what_dnssec_proves_wrong_is_told_from_the_rest() {
        let error = |code| ExtendedError {
            code,
            text: String::new(),
        };
        let of_dnssec: Vec<u16> = (0..30).filter(|code| error(*code).is_dnssec()).collect();
        assert_eq!(of_dnssec, [1, 2, 5, 6, 7, 8, 9, 10, 11, 12]);
    }
}
