//! Self checks under way: one record asked of several resolvers at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pairs;
use crate::certmanager::controller::{CallId, SelfCheck};
use crate::clock::Timestamp;
use crate::dns::{ExtendedError, Failure, Finding, Rcode, Resolver};
use crate::kube::ObjectKey;

/// What the resolvers said of a Challenge's TXT record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsCheck {
    /// Lab time at which the questions went out.
    pub at: Timestamp,
    /// The record's name, such as `_acme-challenge.example.test`.
    pub name: String,
    /// The value that should be there.
    pub expected: String,
    /// One row a resolver, in the order in which they are configured.
    pub answers: Vec<ResolverAnswer>,
}

/// One resolver's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolverAnswer {
    /// Who was asked.
    pub resolver: Resolver,
    /// What was found; `None` while the question is under way.
    pub finding: Option<Finding>,
    /// The names that aliases (CNAME) led to, hop by hop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Why there is no answer, in the resolver's words (RFC 8914).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ExtendedError>,
    /// What the same resolver says when it is not to check DNSSEC; asked only
    /// where it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchecked: Option<Finding>,
}

impl ResolverAnswer {
    /// A resolver that has not answered yet.
    pub const fn new(resolver: Resolver) -> Self {
        Self {
            resolver,
            finding: None,
            aliases: Vec::new(),
            errors: Vec::new(),
            unchecked: None,
        }
    }

    /// Whether the resolver fails because DNSSEC proves the zone's answers
    /// wrong: without checking it has an answer (RFC 4035 §5.5).
    pub fn is_bogus(&self) -> bool {
        matches!(
            self.finding,
            Some(Finding::Failed(Failure::Rcode(Rcode::ServFail)))
        ) && !matches!(self.unchecked, None | Some(Finding::Failed(_)))
    }
}

impl DnsCheck {
    /// Every question has its answer.
    pub fn is_complete(&self) -> bool {
        self.answers.iter().all(|row| row.finding.is_some())
    }

    /// Somebody sees the value, and nobody who answered sees anything else.
    /// A resolver that cannot be reached has no say.
    pub fn is_propagated(&self) -> bool {
        let findings = || self.answers.iter().filter_map(|row| row.finding.as_ref());
        findings().any(|finding| matches!(finding, Finding::Found { .. }))
            && findings()
                .all(|finding| matches!(finding, Finding::Found { .. } | Finding::Failed(_)))
    }
}

/// The desk at which checks are kept; the latest one of each Challenge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DnsDesk {
    #[serde(with = "pairs")]
    checks: BTreeMap<ObjectKey, DnsCheck>,
    /// The controller call that waits for a check.
    #[serde(with = "pairs")]
    waiting: BTreeMap<ObjectKey, CallId>,
}

impl DnsDesk {
    pub(super) fn check(&self, challenge: &ObjectKey) -> Option<&DnsCheck> {
        self.checks.get(challenge)
    }

    pub(super) fn is_running(&self, challenge: &ObjectKey) -> bool {
        self.checks
            .get(challenge)
            .is_some_and(|check| !check.is_complete())
    }

    /// Lets a controller wait for the check of its Challenge.
    pub(super) fn wait(&mut self, challenge: ObjectKey, call: CallId) {
        self.waiting.insert(challenge, call);
    }

    /// Opens a new check, in place of an older one.
    pub(super) fn open(&mut self, challenge: ObjectKey, check: DnsCheck) {
        self.checks.insert(challenge, check);
    }

    /// One resolver's row of the latest check.
    pub(super) fn row_mut(
        &mut self,
        challenge: &ObjectKey,
        resolver: usize,
    ) -> Option<&mut ResolverAnswer> {
        self.checks.get_mut(challenge)?.answers.get_mut(resolver)
    }

    /// The waiting call and its result, once the check is complete.
    pub(super) fn finished(&mut self, challenge: &ObjectKey) -> Option<(CallId, SelfCheck)> {
        let check = self.checks.get(challenge)?;
        if !check.is_complete() {
            return None;
        }
        let result = SelfCheck {
            propagated: check.is_propagated(),
            // Empty: cert-manager's own words.
            detail: String::new(),
        };
        let call = self.waiting.remove(challenge)?;
        Some((call, result))
    }

    /// Forgets the checks of Challenges that are gone.
    pub(super) fn retain(&mut self, exists: impl Fn(&ObjectKey) -> bool) {
        self.checks.retain(|challenge, _| exists(challenge));
        self.waiting.retain(|challenge, _| exists(challenge));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::HttpFailure;

    fn check(findings: &[Option<Finding>]) -> DnsCheck {
        DnsCheck {
            at: Timestamp::default(),
            name: "_acme-challenge.example.test".to_owned(),
            expected: "v".to_owned(),
            answers: findings
                .iter()
                .map(|finding| ResolverAnswer {
                    finding: finding.clone(),
                    ..ResolverAnswer::new(Resolver::new("r", "https://r.test/dns-query"))
                })
                .collect(),
        }
    }

    #[test]
    fn propagated_means_seen_by_somebody_and_contradicted_by_nobody() {
        let found = Some(Finding::Found { ttl_secs: 60 });
        let missing = Some(Finding::NotYet {
            nxdomain: true,
            ttl_secs: None,
        });
        let dead = Some(Finding::Failed(Failure::Http(HttpFailure::Unreachable)));
        for (findings, propagated) in [
            (vec![found.clone()], true),
            (vec![found.clone(), dead.clone()], true),
            (vec![found, missing], false),
            (vec![dead], false),
            (vec![], false),
        ] {
            assert_eq!(check(&findings).is_propagated(), propagated, "{findings:?}");
        }
    }

    #[test]
    fn bogus_is_what_fails_checked_and_answers_unchecked() {
        let failed = || Some(Finding::Failed(Failure::Rcode(Rcode::ServFail)));
        let missing = || {
            Some(Finding::NotYet {
                nxdomain: true,
                ttl_secs: None,
            })
        };
        for (finding, unchecked, bogus) in [
            (failed(), missing(), true),
            (failed(), Some(Finding::Found { ttl_secs: 60 }), true),
            (failed(), failed(), false),
            (failed(), None, false),
            (missing(), missing(), false),
        ] {
            let row = ResolverAnswer {
                finding,
                unchecked,
                ..ResolverAnswer::new(Resolver::new("r", "https://r.test/dns-query"))
            };
            assert_eq!(row.is_bogus(), bogus, "{row:?}");
        }
    }
}
