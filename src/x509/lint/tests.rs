//! Good certificates break no rule of RFC 5280; each rule is broken in the tests of
//! peers, beside pkilint's verdict.

use std::collections::BTreeSet;

use super::*;
use crate::clock::Timestamp;
use crate::x509::testing::{self, NOW, key};
use crate::x509::{Certificate, RevocationList, RevokedCertificate};

fn broken(report: &Report, standard: Standard) -> Vec<&'static str> {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.rule.standard() == standard)
        .map(|finding| finding.rule.id)
        .collect()
}

#[test]
fn every_rule_has_a_name_of_its_own_and_says_where_it_is_written() {
    let ids: BTreeSet<_> = rules().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules().count());
    assert!(ids.len() >= 100, "{}", ids.len());
    for rule in rules() {
        let known = rule.source.starts_with("RFC ") || rule.source.starts_with("TLS BR §");
        assert!(known, "{}: {}", rule.id, rule.source);
    }
}

#[test]
fn a_private_chain_is_sound_by_rfc_5280_and_no_public_one() {
    let chain = testing::chain();
    let roles = [Role::Root, Role::Intermediate, Role::Leaf];
    for (made, role) in chain.iter().zip(roles) {
        let report = certificate(made.der()).unwrap();
        assert_eq!(report.role, role);
        // cert-manager's default usages let an elliptic key encipher.
        let pkix = broken(&report, Standard::Pkix);
        assert_eq!(pkix, ["usage-impossible"], "{role:?}");
        assert!(report.passed > 50 && report.is_tls);
    }
    let leaf = certificate(chain[2].der()).unwrap();
    let asked = broken(&leaf, Standard::Baseline);
    for id in ["internal-name", "policy-missing", "leaf-no-access"] {
        assert!(asked.contains(&id), "{id}: {asked:?}");
    }
    let internal = leaf
        .findings
        .iter()
        .find(|finding| finding.rule.id == "internal-name");
    assert_eq!(internal.unwrap().facts, "“a.test”, “*.a.test”");
}

#[test]
fn a_public_root_breaks_nothing_that_binds() {
    let pem = include_str!("../../../tests/data/isrg-root-x1.pem");
    let root = Certificate::from_pem(pem).unwrap();
    let report = certificate(root.der()).unwrap();
    assert_eq!(report.role, Role::Root);
    assert_eq!(report.count(Severity::Error), 0, "{report:?}");
}

#[test]
fn a_revocation_list_is_sound_and_a_hold_is_told() {
    let [_, intermediate, leaf] = testing::chain();
    let list = |reason, days: i64| {
        let list = RevocationList {
            number: 1,
            this_update: NOW,
            next_update: Timestamp::from_unix_secs(NOW.unix_secs() + days * 86_400),
            revoked: vec![RevokedCertificate {
                serial: leaf.serial().clone(),
                at: NOW,
                reason,
            }],
        };
        let der = list.prepare(&intermediate).unwrap().sign(&key(2)).unwrap();
        let report = revocation_list(&der).unwrap();
        report
            .findings
            .iter()
            .map(|finding| (finding.rule.id, finding.facts.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(list(1, 7), []);
    assert_eq!(
        list(6, 30),
        [
            ("list-reason", "certificateHold".to_owned()),
            ("list-lifetime", "30 > 10 d".to_owned())
        ]
    );
}

#[test]
fn what_is_shown_of_many_culprits_is_short() {
    let many = (0..20).map(|number| number.to_string());
    assert_eq!(broken_by(many).unwrap(), "0, 1, 2, 3, 4, 5, 6, 7, …");
    assert_eq!(broken_by(["a".to_owned(), "a".to_owned()]).unwrap(), "a");
    assert_eq!(broken_by([]), None);
}

#[test]
fn hostile_bytes_are_linted_or_not_but_never_panic() {
    use crate::entropy::{Entropy as _, SeededEntropy};
    let [_, _, leaf] = testing::chain();
    let mut entropy = SeededEntropy::new([5; 32]);
    for _ in 0..2_000 {
        let mut noise = [0; 3];
        entropy.fill(&mut noise);
        let mut changed = leaf.der().to_vec();
        let at = (usize::from(noise[0]) * 256 + usize::from(noise[1])) % changed.len();
        changed[at] ^= noise[2] | 1;
        let _ = certificate(&changed);
        let _ = revocation_list(&changed);
    }
}
