//! Lint: what the standards ask of a certificate or a revocation list by itself,
//! whoever uses it and whatever chain it stands in.
//!
//! Two standards speak. RFC 5280 binds every certificate. The TLS Baseline
//! Requirements of the CA/Browser Forum bind public CAs and what they issue for TLS
//! servers: in a private PKI they are advice, and the report keeps the two apart.
//! The rules are tables of small functions; the words for them are a file of the site
//! (`www/lint`), so that they weigh nothing in the program.
//!
//! ```text
//! DER ──▶ Subject (everything decoded once) ──▶ each rule of the table ──▶ findings
//! ```

mod attributes;
mod key;
mod list;
mod names;
mod pointers;
mod rules;
mod structure;
mod subject;
mod usages;
mod words;

use self::rules::{CERTIFICATE, LIST};
use self::subject::Subject;

pub use words::Words;

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, which the texts are found by.
    pub id: &'static str,
    /// Where it is written.
    pub source: &'static str,
    /// What breaking it means.
    pub severity: Severity,
}

/// What breaking a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A "MUST" is broken.
    Error,
    /// A "SHOULD" is.
    Warning,
    /// Worth knowing.
    Notice,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standard {
    /// RFC 5280 and the RFCs around it: of everybody.
    Pkix,
    /// The CA/Browser Forum: of public CAs, for TLS.
    Baseline,
}

impl Rule {
    /// Who asks.
    pub fn standard(&self) -> Standard {
        if self.source.starts_with("RFC") {
            Standard::Pkix
        } else {
            Standard::Baseline
        }
    }
}

/// What a thing is, for the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A CA whose issuer is itself.
    Root,
    /// A CA under another one.
    Intermediate,
    /// Not a CA.
    Leaf,
    /// A revocation list.
    List,
}

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub rule: &'static Rule,
    /// By what: values as the certificate has them; empty where the rule says it all.
    pub facts: String,
}

/// What came of all rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was looked at.
    pub role: Role,
    /// Whether it speaks for TLS servers, so that the Baseline Requirements were asked.
    pub is_tls: bool,
    /// Broken rules, the gravest first.
    pub findings: Vec<Finding>,
    /// How many rules hold.
    pub passed: usize,
}

impl Report {
    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.rule.severity == severity)
            .count()
    }
}

/// Lints a certificate; none if its outline cannot be read.
pub fn certificate(der: &[u8]) -> Option<Report> {
    let subject = Subject::read(der)?;
    let role = subject.role;
    let is_tls = subject.is_tls;
    let asked = CERTIFICATE.iter().filter(|entry| {
        entry.scope.holds(role) && (is_tls || entry.rule.standard() == Standard::Pkix)
    });
    let outcomes = asked.map(|entry| (&entry.rule, (entry.check)(&subject)));
    Some(Report::of(role, is_tls, outcomes))
}

/// Lints a revocation list; none if its outline cannot be read.
pub fn revocation_list(der: &[u8]) -> Option<Report> {
    let read = list::read(der)?;
    let outcomes = LIST.iter().map(|(rule, check)| (rule, check(&read)));
    Some(Report::of(Role::List, true, outcomes))
}

/// Every rule there is.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let certificate = CERTIFICATE.iter().map(|entry| &entry.rule);
    certificate.chain(LIST.iter().map(|(rule, _)| rule))
}

impl Report {
    fn of(
        role: Role,
        is_tls: bool,
        outcomes: impl Iterator<Item = (&'static Rule, Found)>,
    ) -> Self {
        let mut report = Self {
            role,
            is_tls,
            findings: Vec::new(),
            passed: 0,
        };
        for (rule, found) in outcomes {
            match found {
                Some(facts) => report.findings.push(Finding { rule, facts }),
                None => report.passed = report.passed.saturating_add(1),
            }
        }
        report
            .findings
            .sort_by_key(|finding| (finding.rule.standard(), finding.rule.severity));
        report
    }
}

/// What a check answers: the facts, if the rule is broken.
type Found = Option<String>;

/// Broken, and there is nothing to add.
fn broken_if(broken: bool) -> Found {
    broken.then(String::new)
}

/// Broken by each of these; holds if there are none.
fn broken_by(culprits: impl IntoIterator<Item = String>) -> Found {
    let mut shown: Vec<String> = Vec::new();
    let mut more = false;
    for culprit in culprits {
        if shown.contains(&culprit) {
            continue;
        }
        if shown.len() == MOST_SHOWN {
            more = true;
            break;
        }
        shown.push(culprit);
    }
    if more {
        shown.push("…".to_owned());
    }
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// A certificate may hold thousands of names: the first ones teach as much.
const MOST_SHOWN: usize = 8;

#[cfg(test)]
mod tests;
