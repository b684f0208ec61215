//! What leads to others: key identifiers, places of lists and issuers, policies, and
//! the bounds on names below.

use x509_cert::ext::pkix::constraints::name::GeneralSubtree;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};

use super::structure::is_short_lived;
use super::subject::{ANY_POLICY, DOMAIN_VALIDATED, Subject, ext};
use super::{Found, broken_by, broken_if};
use crate::x509::oid;
use crate::x509::reading::show_name;

/// RFC 5280 §4.2.1.2: "this extension MUST appear in all conforming CA certificates".
pub(super) fn ca_key_id(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::SUBJECT_KEY_ID).is_none())
}

/// RFC 5280 §4.2.1.2: "MUST mark this extension as non-critical".
pub(super) fn key_id_critical(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::SUBJECT_KEY_ID) == Some(true))
}

/// Baseline Requirements §7.1.2.7.6: "NOT RECOMMENDED" in a leaf.
pub(super) fn leaf_key_id(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::SUBJECT_KEY_ID).is_some())
}

/// RFC 5280 §4.2.1.1: "MUST be included in all certificates", but for self-signed CAs.
pub(super) fn authority_key_id(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::AUTHORITY_KEY_ID).is_none())
}

/// RFC 5280 §4.2.1.1: "MUST mark this extension as non-critical".
pub(super) fn authority_key_id_critical(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::AUTHORITY_KEY_ID) == Some(true))
}

/// RFC 5280 §4.2.1.1: "The keyIdentifier field […] MUST be included".
pub(super) fn authority_key_id_empty(subject: &Subject) -> Found {
    let authority = subject.authority.as_ref()?;
    broken_if(authority.key_identifier.is_none())
}

/// Baseline Requirements §7.1.2.11.1: the key's identifier and nothing else.
pub(super) fn authority_issuer(subject: &Subject) -> Found {
    let authority = subject.authority.as_ref()?;
    broken_if(
        authority.authority_cert_issuer.is_some()
            || authority.authority_cert_serial_number.is_some(),
    )
}

/// Baseline Requirements §7.1.2.1.3: a root is its own authority.
pub(super) fn root_key_ids(subject: &Subject) -> Found {
    let authority = subject.view.authority_key_id()?;
    broken_if(subject.view.subject_key_id()? != authority)
}

/// RFC 5280 §4.2.1.13: "SHOULD be non-critical".
pub(super) fn points_critical(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::CRL_POINTS) == Some(true))
}

/// RFC 5280 §4.2.1.13: a point has a name or an issuer.
pub(super) fn point_empty(subject: &Subject) -> Found {
    let (_, points) = subject.points.as_ref()?;
    broken_if(
        points
            .0
            .iter()
            .any(|point| point.distribution_point.is_none() && point.crl_issuer.is_none()),
    )
}

/// Baseline Requirements §7.1.2.11.2: no reasons, no other issuer.
pub(super) fn point_fields(subject: &Subject) -> Found {
    let (_, points) = subject.points.as_ref()?;
    let reasons = points.0.iter().any(|point| point.reasons.is_some());
    let issuer = points.0.iter().any(|point| point.crl_issuer.is_some());
    let found = [(reasons, "reasons"), (issuer, "cRLIssuer")];
    broken_by(
        found
            .into_iter()
            .filter(|(is_there, _)| *is_there)
            .map(|(_, name)| name.to_owned()),
    )
}

/// Baseline Requirements §7.1.2.11.2: addresses of plain HTTP.
pub(super) fn point_scheme(subject: &Subject) -> Found {
    let (_, points) = subject.points.as_ref()?;
    let mut others = Vec::new();
    for point in points
        .0
        .iter()
        .filter_map(|point| point.distribution_point.as_ref())
    {
        match point {
            DistributionPointName::FullName(names) => {
                others.extend(names.iter().filter_map(not_http));
            }
            DistributionPointName::NameRelativeToCRLIssuer(_) => {
                others.push("nameRelativeToCRLIssuer".to_owned());
            }
        }
    }
    broken_by(others)
}

/// Every place that it points to.
pub(super) fn places(subject: &Subject) -> impl Iterator<Item = &GeneralName> {
    let points = subject.points.iter().flat_map(|(_, points)| &points.0);
    let lists = points.filter_map(|point| match &point.distribution_point {
        Some(DistributionPointName::FullName(names)) => Some(names),
        _ => None,
    });
    let access = subject.access.iter().flat_map(|access| &access.0);
    lists
        .flatten()
        .chain(access.map(|place| &place.access_location))
}

/// Baseline Requirements §7.1.2.11.2: one point.
pub(super) fn several_points(subject: &Subject) -> Found {
    let (_, points) = subject.points.as_ref()?;
    (points.0.len() > 1).then(|| points.0.len().to_string())
}

/// Baseline Requirements §7.1.2.10.1: a CA says where its revocation is to be read.
pub(super) fn ca_no_points(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::CRL_POINTS).is_none())
}

/// RFC 5280 §4.2.2.1, §4.2.2.2: "MUST mark this extension as non-critical".
pub(super) fn access_critical(subject: &Subject) -> Found {
    let both = [ext::ACCESS, ext::SUBJECT_ACCESS];
    broken_by(
        both.into_iter()
            .filter(|dotted| subject.critical(dotted) == Some(true))
            .map(oid::show),
    )
}

/// Baseline Requirements §7.1.2.7.7, §7.1.2.10.3: addresses of plain HTTP.
pub(super) fn access_scheme(subject: &Subject) -> Found {
    let access = subject.access.as_ref()?;
    broken_by(
        access
            .0
            .iter()
            .filter_map(|place| not_http(&place.access_location)),
    )
}

/// Baseline Requirements §7.1.2.7.6: "MUST" in a leaf; §7.1.2.10.1: "SHOULD" in a CA.
pub(super) fn no_access(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::ACCESS).is_none())
}

/// Baseline Requirements §7.1.2.11.2: a list or OCSP, unless it lives shortly.
pub(super) fn no_revocation(subject: &Subject) -> Found {
    let has_ocsp = subject.access.iter().any(|access| {
        let mut places = access.0.iter();
        places.any(|place| place.access_method.to_string() == OCSP)
    });
    let has_list = subject.critical(ext::CRL_POINTS).is_some();
    broken_if(!has_list && !has_ocsp && !is_short_lived(subject))
}

fn not_http(name: &GeneralName) -> Option<String> {
    let is_http = matches!(name, GeneralName::UniformResourceIdentifier(uri)
        if uri.as_str().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:")));
    (!is_http).then(|| show_name(name).1)
}

/// Baseline Requirements §7.1.2.7.6, §7.1.2.10.1: policies "MUST" be there.
pub(super) fn no_policy(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::POLICIES).is_none())
}

/// Baseline Requirements §7.1.2.1.2: and should not in a root.
pub(super) fn root_policy(subject: &Subject) -> Found {
    subject.critical(ext::POLICIES)?;
    let policies = subject.policies.iter();
    broken_by(policies.map(|policy| oid::show(&policy.oid))).or_else(|| broken_if(true))
}

/// Baseline Requirements §7.1.2.7.6, §7.1.2.10.1: never critical.
pub(super) fn policy_critical(subject: &Subject) -> Found {
    broken_if(subject.critical(ext::POLICIES) == Some(true))
}

/// RFC 5280 §4.2.1.4: "A certificate policy OID MUST NOT appear more than once".
pub(super) fn policy_twice(subject: &Subject) -> Found {
    let all = &subject.policies;
    broken_by(all.iter().enumerate().filter_map(|(place, policy)| {
        let mut before = all.iter().take(place);
        before
            .any(|other| other.oid == policy.oid)
            .then(|| oid::show(&policy.oid))
    }))
}

/// Baseline Requirements §7.1.2.7.9: anyPolicy says nothing of a leaf.
pub(super) fn leaf_any_policy(subject: &Subject) -> Found {
    broken_if(subject.has_policy(ANY_POLICY))
}

/// Baseline Requirements §7.1.2.7.9, §7.1.2.10.5: exactly one of the CA/Browser Forum's.
pub(super) fn reserved_policy(subject: &Subject) -> Found {
    if subject.policies.is_empty() {
        return None;
    }
    if subject.has_policy(ANY_POLICY) {
        // A CA's may stand alone; a leaf's is another rule's.
        let is_mixed = subject.is_ca() && subject.policies.len() > 1;
        return is_mixed.then(|| oid::show(ANY_POLICY));
    }
    let reserved: Vec<String> = RESERVED
        .iter()
        .filter(|policy| subject.has_policy(policy))
        .map(|policy| oid::show(policy))
        .collect();
    match reserved.len() {
        1 => None,
        0 => broken_by(subject.policies.iter().map(|policy| oid::show(&policy.oid))),
        _ => broken_by(reserved),
    }
}

/// Baseline Requirements §7.1.2.7.9, §7.1.2.10.5: "SHOULD be the first".
pub(super) fn reserved_policy_first(subject: &Subject) -> Found {
    let first = subject.policies.first()?;
    let is_reserved = |oid: &str| RESERVED.contains(&oid);
    let has_one = subject
        .policies
        .iter()
        .any(|policy| is_reserved(&policy.oid));
    (has_one && !is_reserved(&first.oid)).then(|| oid::show(&first.oid))
}

/// Baseline Requirements §7.1.2.7.9, §7.1.2.10.5: qualifiers are "NOT RECOMMENDED".
pub(super) fn policy_qualifier(subject: &Subject) -> Found {
    let policies = subject.policies.iter();
    broken_by(
        policies
            .flat_map(|policy| &policy.qualifiers)
            .map(|qualifier| oid::show(qualifier)),
    )
}

/// RFC 5280 §4.2.1.5, §4.2.1.11, §4.2.1.14: what only a CA can say of policies.
pub(super) fn leaf_policy_rules(subject: &Subject) -> Found {
    let for_cas = ["2.5.29.33", "2.5.29.36", "2.5.29.54"];
    broken_by(
        for_cas
            .into_iter()
            .filter(|dotted| subject.view.has(dotted))
            .map(oid::show),
    )
}

/// RFC 5280 §4.2.1.10: "MUST be used only in a CA certificate".
pub(super) fn leaf_constraints(subject: &Subject) -> Found {
    broken_if(subject.view.has(oid::NAME_CONSTRAINTS))
}

/// RFC 5280 §4.2.1.10: "MUST mark this extension as critical".
pub(super) fn subtrees_critical(subject: &Subject) -> Found {
    broken_if(subject.critical(oid::NAME_CONSTRAINTS) == Some(false))
}

/// RFC 5280 §4.2.1.10: "MUST NOT issue certificates where name constraints is an empty
/// sequence".
pub(super) fn subtrees_empty(subject: &Subject) -> Found {
    let (_, constraints) = subject.subtrees.as_ref()?;
    broken_if(constraints.permitted_subtrees.is_none() && constraints.excluded_subtrees.is_none())
}

/// RFC 5280 §4.2.1.10: "the minimum MUST be zero, and maximum MUST be absent".
pub(super) fn subtree_distance(subject: &Subject) -> Found {
    let far = subtrees(subject).filter(|tree| tree.minimum != 0 || tree.maximum.is_some());
    broken_by(far.map(|tree| show_name(&tree.base).1))
}

/// Baseline Requirements §7.1.2.10.8: DNS names, addresses and directory names.
pub(super) fn subtree_kind(subject: &Subject) -> Found {
    let others = subtrees(subject).filter(|tree| {
        !matches!(
            tree.base,
            GeneralName::DnsName(_) | GeneralName::IpAddress(_) | GeneralName::DirectoryName(_)
        )
    });
    broken_by(others.map(|tree| show_name(&tree.base).1))
}

fn subtrees(subject: &Subject) -> impl Iterator<Item = &GeneralSubtree> {
    let constraints = subject.subtrees.iter();
    constraints.flat_map(|(_, constraints)| {
        let permitted = constraints.permitted_subtrees.iter().flatten();
        permitted.chain(constraints.excluded_subtrees.iter().flatten())
    })
}

const OCSP: &str = "1.3.6.1.5.5.7.48.1";

/// Extended, domain, organization and individual validation.
const RESERVED: [&str; 4] = [
    "2.23.140.1.1",
    DOMAIN_VALIDATED,
    "2.23.140.1.2.2",
    "2.23.140.1.2.3",
];
