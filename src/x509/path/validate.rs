//! The walk down a path, rule by rule (RFC 5280 §6.1.2 to §6.1.5).
//!
//! RFC 5280 stops at the first broken rule. Here the walk goes on, for whoever repairs
//! a chain wants to hear of all that is broken; only what rests on a key that nobody
//! vouches for is *not reached*. The anchor's own constraints count (RFC 5937), and its
//! validity too, as OpenSSL's and Go's verifiers have it.

use x509_cert::Version;
use x509_cert::ext::pkix::{
    BasicConstraints, CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage,
    InhibitAnyPolicy, KeyUsage, NameConstraints, PolicyConstraints, PolicyMappings, SubjectAltName,
};

use super::build::Pool;
use super::check::{Check, Failure, Outcome, Rule};
use super::constraints::Constraints;
use super::policy::Policies;
use super::revocation::{self, Lists};
use super::{End, Question, Revocation, end_entity};
use crate::x509::Error;
use crate::x509::oid;
use crate::x509::view::View;

/// Checks a path of certificates, from the one in question upwards.
pub(super) fn run(
    pool: &Pool,
    path: &[usize],
    end: &End,
    lists: &Lists,
    question: &Question,
) -> Vec<Check> {
    let has_top = !matches!(end, End::Missing { .. });
    let below_anchor = path.len().saturating_sub(usize::from(has_top));
    let mut walk = Walk {
        pool,
        lists,
        question,
        constraints: Constraints::default(),
        policies: Policies::new(below_anchor, question),
        may_follow: None,
        is_broken: false,
        checks: Vec::new(),
    };
    for (position, place) in path.iter().enumerate().rev() {
        let Some(view) = pool.get(*place) else {
            continue;
        };
        let issuer = path.get(position.saturating_add(1)).copied();
        let is_top = issuer.is_none();
        if is_top {
            walk.tell(Rule::Trust, position, trust(end));
        }
        let is_anchor = is_top && has_top;
        if is_anchor {
            let outcome = judge(walk.validity(view));
            walk.tell(Rule::Validity, position, outcome);
        } else {
            walk.certify(view, *place, issuer, position);
        }
        if position == 0 {
            walk.finish(view);
        } else {
            walk.hand_down(view, position, is_anchor);
        }
    }
    walk.checks
}

struct Walk<'a> {
    pool: &'a Pool,
    lists: &'a Lists,
    question: &'a Question,
    constraints: Constraints,
    policies: Policies,
    /// How many CAs may still follow (§6.1.2 k), where some CA says so.
    may_follow: Option<u32>,
    /// Nobody vouches for the key that signs what is below.
    is_broken: bool,
    checks: Vec<Check>,
}

impl Walk<'_> {
    /// §6.1.3: what concerns every certificate but the anchor.
    fn certify(&mut self, view: &View, place: usize, issuer: Option<usize>, position: usize) {
        let reached = issuer.filter(|_| !self.is_broken);
        let signature = match reached {
            None => Outcome::NotReached,
            Some(issuer) => judge(self.signature(view, place, issuer)),
        };
        self.is_broken |= signature != Outcome::Passed;
        self.tell(Rule::Signature, position, signature);

        let validity = judge(self.validity(view));
        self.tell(Rule::Validity, position, validity);

        let revoked = match (self.question.revocation, issuer) {
            (Revocation::Ignore, _) => Outcome::NotAsked,
            (_, Some(issuer)) if !self.is_broken => {
                let status = self
                    .lists
                    .status(self.pool, place, issuer, self.question.at);
                let required = self.question.revocation == Revocation::Required;
                match (revocation::failure(&status, required), status) {
                    (Some(failure), _) => Outcome::Failed(failure),
                    (None, revocation::Status::Unknown) => Outcome::NotAsked,
                    (None, _) => Outcome::Passed,
                }
            }
            _ => Outcome::NotReached,
        };
        self.tell(Rule::Revocation, position, revoked);

        let named = match issuer.and_then(|issuer| self.pool.get(issuer)) {
            None => Outcome::NotReached,
            Some(above) if above.subject_name() == view.issuer_name() => Outcome::Passed,
            Some(above) => Outcome::Failed(Failure::OtherIssuer {
                issuer: view.issuer(),
                subject: above.subject(),
            }),
        };
        self.tell(Rule::IssuerName, position, named);

        let is_last = position == 0;
        let constrained = if self.is_broken {
            Outcome::NotReached
        } else if self.constraints.is_empty() || (view.is_self_issued() && !is_last) {
            Outcome::NotAsked
        } else {
            judge(self.constraints.check(view))
        };
        self.tell(Rule::NameConstraints, position, constrained);

        let policies = self.policies.take(view, is_last);
        let policies = self.unless_broken(policies);
        self.tell(Rule::Policies, position, policies);
    }

    /// §6.1.4: what a CA must be, and what it asks of those below.
    fn hand_down(&mut self, view: &View, position: usize, is_anchor: bool) {
        if !is_anchor {
            let mapped = self.policies.map(view);
            let mapped = self.unless_broken(mapped);
            self.tell(Rule::PolicyMappings, position, mapped);
        }
        if let Some((_, constraints)) = view.readable::<NameConstraints>() {
            self.constraints.add(constraints);
        }
        if !is_anchor {
            self.policies.count(view);
        }

        let basic = view.readable::<BasicConstraints>().map(|(_, basic)| basic);
        let authority = match &basic {
            Some(basic) if basic.ca => Outcome::Passed,
            // A trusted key needs nobody's word that it is a CA's (§6.1.1 d).
            None if is_anchor => Outcome::NotAsked,
            _ if view.tbs().version() != Version::V3 => Outcome::Failed(Failure::NoVersion3),
            _ => Outcome::Failed(Failure::NotACertificateAuthority),
        };
        self.is_broken |= matches!(authority, Outcome::Failed(_));
        self.tell(Rule::CertificateAuthority, position, authority);

        let length = self.path_length(view, is_anchor);
        self.tell(Rule::PathLength, position, length);
        if let Some(own) = basic.and_then(|basic| basic.path_len_constraint) {
            let own = u32::from(own);
            self.may_follow = Some(self.may_follow.map_or(own, |others| others.min(own)));
        }

        let signing = match view.key_usage() {
            None => Outcome::NotAsked,
            Some(usage) if usage.key_cert_sign() => Outcome::Passed,
            Some(_) => Outcome::Failed(Failure::NoCertificateSigning),
        };
        self.is_broken |= matches!(signing, Outcome::Failed(_));
        self.tell(Rule::CertificateSigning, position, signing);

        self.tell(Rule::CriticalExtensions, position, judge(extensions(view)));
        let purpose = self.asked(end_entity::authority_purpose(view, self.question.purpose));
        self.tell(Rule::Purpose, position, purpose);
    }

    /// §6.1.5, and what applications ask beyond RFC 5280.
    fn finish(&mut self, view: &View) {
        self.tell(Rule::CriticalExtensions, 0, judge(extensions(view)));
        let accepted = self.policies.finish(view, &self.question.policies);
        let accepted = self.unless_broken(accepted);
        self.tell(Rule::AcceptedPolicy, 0, accepted);
        let purpose = self.asked(end_entity::purpose(view, self.question.purpose));
        self.tell(Rule::Purpose, 0, purpose);
        let name = match &self.question.peer {
            None => Outcome::NotAsked,
            Some(peer) => judge(end_entity::name(view, peer)),
        };
        self.tell(Rule::Name, 0, name);
    }

    fn signature(&self, view: &View, place: usize, issuer: usize) -> Result<(), Failure> {
        if !view.has_one_signature_algorithm() {
            return Err(Failure::TwoSignatureAlgorithms);
        }
        self.pool
            .signature(place, issuer)
            .map_err(|error| match error {
                Error::UnsupportedSignature { algorithm } | Error::UnsupportedKey { algorithm } => {
                    Failure::UnsupportedSignature { algorithm }
                }
                _ => Failure::WrongSignature,
            })
    }

    fn validity(&self, view: &View) -> Result<(), Failure> {
        let (not_before, not_after) = (view.not_before(), view.not_after());
        if self.question.at < not_before {
            Err(Failure::NotYetValid { not_before })
        } else if self.question.at > not_after {
            Err(Failure::Expired { not_after })
        } else {
            Ok(())
        }
    }

    /// (l): a CA that is not self-issued takes one of the places that are left.
    fn path_length(&mut self, view: &View, is_anchor: bool) -> Outcome {
        match self.may_follow {
            None => Outcome::NotAsked,
            Some(_) if is_anchor || view.is_self_issued() => Outcome::NotAsked,
            Some(0) => Outcome::Failed(Failure::PathTooLong { allowed: 0 }),
            Some(left) => {
                self.may_follow = Some(left.saturating_sub(1));
                Outcome::Passed
            }
        }
    }

    fn unless_broken(&self, result: Result<(), Failure>) -> Outcome {
        if self.is_broken {
            Outcome::NotReached
        } else {
            judge(result)
        }
    }

    fn asked(&self, result: Result<(), Failure>) -> Outcome {
        if self.question.purpose == super::Purpose::Any {
            Outcome::NotAsked
        } else {
            judge(result)
        }
    }

    fn tell(&mut self, rule: Rule, position: usize, outcome: Outcome) {
        self.checks.push(Check {
            rule,
            position,
            outcome,
        });
    }
}

fn trust(end: &End) -> Outcome {
    match end {
        End::Anchor => Outcome::Passed,
        End::Untrusted => Outcome::Failed(Failure::NotTrusted),
        End::Missing { issuer, .. } => Outcome::Failed(Failure::IssuerMissing {
            issuer: issuer.clone(),
        }),
    }
}

fn judge(result: Result<(), Failure>) -> Outcome {
    match result {
        Ok(()) => Outcome::Passed,
        Err(failure) => Outcome::Failed(failure),
    }
}

/// §4.2: extensions are there once, can be read, and are understood where critical.
fn extensions(view: &View) -> Result<(), Failure> {
    if let Some(oid) = view.repeated() {
        return Err(Failure::MalformedExtension { oid });
    }
    let read = [
        view.extension::<BasicConstraints>().err(),
        view.extension::<KeyUsage>().err(),
        view.extension::<ExtendedKeyUsage>().err(),
        view.extension::<SubjectAltName>().err(),
        view.extension::<NameConstraints>().err(),
        view.extension::<CertificatePolicies>().err(),
        view.extension::<PolicyMappings>().err(),
        view.extension::<PolicyConstraints>().err(),
        view.extension::<InhibitAnyPolicy>().err(),
        view.extension::<CrlDistributionPoints>().err(),
    ];
    if let Some(malformed) = read.into_iter().flatten().next() {
        return Err(Failure::MalformedExtension { oid: malformed.oid });
    }
    let unknown = view
        .extensions()
        .iter()
        .filter(|extension| extension.critical)
        .map(|extension| extension.extn_id.to_string())
        .find(|oid| !UNDERSTOOD.contains(&oid.as_str()));
    match unknown {
        None => Ok(()),
        Some(oid) => Err(Failure::UnknownCriticalExtension { oid }),
    }
}

/// Extensions that the walk heeds.
const UNDERSTOOD: &[&str] = &[
    oid::BASIC_CONSTRAINTS,
    oid::KEY_USAGE,
    oid::EXT_KEY_USAGE,
    oid::SUBJECT_ALT_NAME,
    oid::NAME_CONSTRAINTS,
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.36",
    "2.5.29.54",
];
