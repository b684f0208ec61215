//! Whether CAA records let a CA issue (RFC 8659, RFC 8657).

use serde::{Deserialize, Serialize};

/// One CAA record (RFC 8659 §4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaaRecord {
    /// Who does not understand it must not issue.
    pub critical: bool,
    /// `issue`, `issuewild`, `iodef` …
    pub tag: String,
    /// What it says.
    pub value: String,
}

/// Who wants a certificate, from which CA, and how it proves the name.
#[derive(Clone, Copy, Debug)]
pub struct Applicant<'a> {
    /// The names by which CAA records mean the CA (RFC 8555 §7.1.1 `caaIdentities`).
    pub identities: &'a [String],
    /// The account, if known (RFC 8657 §3).
    pub account_url: Option<&'a str>,
    /// The challenge, such as `dns-01` (RFC 8657 §4).
    pub method: &'a str,
    /// Whether the certificate is for `*.` of the name.
    pub wildcard: bool,
}

/// Why records forbid issuance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// A critical property that CAs do not understand (RFC 8659 §4.1).
    Critical {
        /// Its tag.
        tag: String,
    },
    /// Nobody may issue: `;` (RFC 8659 §4.2).
    Nobody {
        /// The property that counts: `issue` or `issuewild`.
        tag: &'static str,
    },
    /// Others may issue.
    OtherCas {
        /// The property that counts: `issue` or `issuewild`.
        tag: &'static str,
        /// Who may.
        issuers: Vec<String>,
    },
    /// The CA may issue, but to another account (RFC 8657 §3).
    OtherAccount {
        /// To which.
        account_url: String,
    },
    /// The CA may issue, but not by this challenge (RFC 8657 §4).
    OtherMethod {
        /// By which.
        methods: String,
    },
}

impl CaaRecord {
    /// As a zone file has it: `0 issue "ca.example"` (RFC 8659 §4.1.1).
    pub fn parse(text: &str) -> Option<Self> {
        let (flags, rest) = text.trim().split_once(char::is_whitespace)?;
        let (tag, value) = rest.trim_start().split_once(char::is_whitespace)?;
        Some(Self {
            critical: flags.parse::<u8>().ok()? & CRITICAL != 0,
            tag: tag.to_ascii_lowercase(),
            value: value.trim().trim_matches('"').to_owned(),
        })
    }
}

impl Applicant<'_> {
    /// Whether a name's relevant records let the CA issue. A CA whose names are
    /// not known is only refused by what refuses every CA.
    pub fn check(&self, records: &[CaaRecord]) -> Result<(), Refusal> {
        let known = |record: &&CaaRecord| TAGS.contains(&record.tag.as_str());
        if let Some(record) = records
            .iter()
            .find(|record| record.critical && !known(record))
        {
            return Err(Refusal::Critical {
                tag: record.tag.clone(),
            });
        }
        let of = |tag: &str| -> Vec<&CaaRecord> {
            records.iter().filter(|record| record.tag == tag).collect()
        };
        // "issuewild" counts for wildcards, and then alone (RFC 8659 §4.3).
        let wild = of("issuewild");
        let (tag, counted) = if self.wildcard && !wild.is_empty() {
            ("issuewild", wild)
        } else {
            ("issue", of("issue"))
        };
        if counted.is_empty() {
            return Ok(());
        }
        let issuers: Vec<String> = counted
            .iter()
            .map(|record| issuer(&record.value).to_owned())
            .filter(|issuer| !issuer.is_empty())
            .collect();
        if issuers.is_empty() {
            return Err(Refusal::Nobody { tag });
        }
        let mine: Vec<&&CaaRecord> = counted
            .iter()
            .filter(|record| self.is_meant(issuer(&record.value)))
            .collect();
        if mine.is_empty() {
            return Err(Refusal::OtherCas { tag, issuers });
        }
        let mut refusal = None;
        for record in mine {
            match self.conditions(&record.value) {
                Ok(()) => return Ok(()),
                Err(why) => refusal = refusal.or(Some(why)),
            }
        }
        refusal.map_or(Ok(()), Err)
    }

    fn is_meant(&self, issuer: &str) -> bool {
        self.identities.is_empty()
            || self
                .identities
                .iter()
                .any(|identity| identity.eq_ignore_ascii_case(issuer))
    }

    /// The parameters of one property (RFC 8657 §3, §4).
    fn conditions(&self, value: &str) -> Result<(), Refusal> {
        for parameter in value.split(';').skip(1).map(str::trim) {
            let (tag, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let value = value.trim();
            match tag.trim().to_ascii_lowercase().as_str() {
                "accounturi" if self.account_url.is_some_and(|url| url != value) => {
                    return Err(Refusal::OtherAccount {
                        account_url: value.to_owned(),
                    });
                }
                "validationmethods"
                    if !value.split(',').any(|method| method.trim() == self.method) =>
                {
                    return Err(Refusal::OtherMethod {
                        methods: value.to_owned(),
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The CA that a property names; empty for none (RFC 8659 §4.2).
fn issuer(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

/// Bit 0, the highest (RFC 8659 §4.1).
const CRITICAL: u8 = 0x80;

/// The properties that CAs understand.
const TAGS: [&str; 3] = ["issue", "issuewild", "iodef"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_allow_and_forbid_as_rfc_8659_and_rfc_8657_say() {
        let identities = ["ca.example".to_owned()];
        let check = |wildcard: bool, records: &[&str]| {
            let records: Option<Vec<_>> =
                records.iter().map(|text| CaaRecord::parse(text)).collect();
            let applicant = Applicant {
                identities: &identities,
                account_url: Some("https://ca.test/account/1"),
                method: "dns-01",
                wildcard,
            };
            applicant.check(&records.unwrap())
        };
        let others = |tag: &'static str| {
            Err(Refusal::OtherCas {
                tag,
                issuers: vec!["other.test".to_owned()],
            })
        };
        let mine = r#"0 issue "ca.example""#;
        let other = r#"0 issue "other.test""#;
        let method = Err(Refusal::OtherMethod {
            methods: "http-01".to_owned(),
        });
        let account = Err(Refusal::OtherAccount {
            account_url: "https://ca.test/account/2".to_owned(),
        });
        let critical = Err(Refusal::Critical {
            tag: "future".to_owned(),
        });
        for (records, plain, wild) in [
            (&[][..], Ok(()), Ok(())),
            (&[mine], Ok(()), Ok(())),
            (&[other], others("issue"), others("issue")),
            (
                &[r#"0 issue ";""#],
                Err(Refusal::Nobody { tag: "issue" }),
                Err(Refusal::Nobody { tag: "issue" }),
            ),
            (&[other, mine], Ok(()), Ok(())),
            (&[r#"0 iodef "mailto:a@a.test""#], Ok(()), Ok(())),
            (&[r#"128 future "x""#, mine], critical.clone(), critical),
            (&[r#"0 future "x""#, mine], Ok(()), Ok(())),
            (
                &[mine, r#"0 issuewild ";""#],
                Ok(()),
                Err(Refusal::Nobody { tag: "issuewild" }),
            ),
            (
                &[other, r#"0 issuewild "CA.example""#],
                others("issue"),
                Ok(()),
            ),
            (
                &[mine, r#"0 issuewild "other.test""#],
                Ok(()),
                others("issuewild"),
            ),
            (
                &[r#"0 issue "ca.example; validationmethods=http-01""#],
                method.clone(),
                method,
            ),
            (
                &[r#"0 issue "ca.example; validationmethods=http-01,dns-01""#],
                Ok(()),
                Ok(()),
            ),
            (
                &[r#"0 issue "ca.example; accounturi=https://ca.test/account/2""#],
                account.clone(),
                account,
            ),
            (
                &[r#"0 issue "ca.example;accounturi=https://ca.test/account/1""#],
                Ok(()),
                Ok(()),
            ),
        ] {
            assert_eq!(check(false, records), plain, "{records:?}");
            assert_eq!(check(true, records), wild, "*. {records:?}");
        }
    }

    #[test]
    fn a_ca_of_unknown_names_is_refused_by_what_refuses_all() {
        let applicant = Applicant {
            identities: &[],
            account_url: None,
            method: "dns-01",
            wildcard: false,
        };
        for (text, allowed) in [
            (r#"0 issue "other.test""#, true),
            (
                r#"0 issue "other.test; accounturi=https://ca.test/1""#,
                true,
            ),
            (r#"0 issue ";""#, false),
            (r#"128 future "x""#, false),
        ] {
            let record = CaaRecord::parse(text).unwrap();
            assert_eq!(applicant.check(&[record]).is_ok(), allowed, "{text}");
        }
    }

    #[test]
    fn text_that_is_no_record_is_none() {
        for text in ["", "0", "0 issue", "x issue \"a\"", "256 issue \"a\""] {
            assert_eq!(CaaRecord::parse(text), None, "{text:?}");
        }
    }
}
