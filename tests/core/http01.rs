//! HTTP-01 in the lab: from an Issuer with such a solver to a Secret, and what
//! is said of a file that is wrong.

use certlab::certmanager::api::{Challenge, ChallengeType};
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::practice::DIRECTORY_URL;
use certlab::lab::{Action, Purpose, WebFinding};

use crate::journey::TestBench;

/// A Certificate for these names whose Issuer has these solvers.
fn manifest(names: &str, solvers: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: practice, namespace: default}}
spec:
  acme:
    server: {DIRECTORY_URL}
    privateKeySecretRef: {{name: practice-account-key}}
    solvers: {solvers}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: web, namespace: default}}
spec:
  dnsNames: {names}
  secretName: web-tls
  privateKey: {{algorithm: ECDSA, size: 256}}
  issuerRef: {{name: practice}}
"
    )
}

const WEB: &str = "[{http01: {ingress: {ingressClassName: nginx}}}]";

const BOTH: &str = "[{http01: {ingress: {ingressClassName: nginx}}}, \
    {selector: {dnsNames: ['*.a.test']}, dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}}]";

/// cert-manager's way round the self check, for split DNS.
const BLIND: &str = "[{http01: {ingress: {ingressClassName: nginx}}, waitInsteadOfSelfCheck: 30s}]";

fn challenges(lab: &TestBench) -> Vec<(ObjectKey, Challenge)> {
    let list = lab.bench.lab.store().list(Kind::Challenge);
    list.map(|object| (object.key(), object.challenge().unwrap().clone()))
        .collect()
}

fn put_files(lab: &mut TestBench, content: impl Fn(&Challenge) -> String) {
    for (key, challenge) in challenges(lab) {
        if challenge.spec.challenge_type == ChallengeType::Http01 {
            lab.act(Action::PutFile {
                url: challenge.file_url(),
                content: content(&challenge),
            });
            lab.act(Action::CheckNow { challenge: key });
        }
    }
}

fn was_accepted(lab: &TestBench) -> bool {
    lab.bench.lab.exchanges().any(|exchange| {
        matches!(&exchange.purpose, Purpose::Acme { operation, .. } if operation == "challenge")
    })
}

#[test]
fn files_in_place_prove_every_name() {
    let mut lab = TestBench::new();
    lab.apply_yaml(&manifest("[a.test, www.a.test]", WEB));
    let waiting = challenges(&lab);
    assert_eq!(waiting.len(), 2);
    for (_, challenge) in &waiting {
        assert_eq!(challenge.spec.challenge_type, ChallengeType::Http01);
        let (token, key) = (&challenge.spec.token, &challenge.spec.key);
        assert_eq!(
            challenge.file_url(),
            format!(
                "http://{}/.well-known/acme-challenge/{token}",
                challenge.spec.dns_name
            )
        );
        assert_eq!(key.split_once('.').unwrap().0, token);
        assert_eq!(
            challenge.status.reason,
            "Waiting for HTTP-01 challenge propagation: wrong status code '404', expected '200'"
        );
    }
    assert!(!was_accepted(&lab));
    put_files(&mut lab, |challenge| challenge.spec.key.clone());
    lab.let_time_pass();
    assert!(lab.is_ready("web"));
    let chain = lab.certificates("web-tls");
    assert_eq!(chain[0].dns_names(), ["a.test", "www.a.test"]);
}

#[test]
fn a_wrong_file_is_seen_by_the_self_check_and_costs_nothing_at_the_ca() {
    let mut lab = TestBench::new();
    lab.apply_yaml(&manifest("[a.test]", WEB));
    put_files(&mut lab, |_| "<!doctype html><title>404".to_owned());
    lab.let_time_pass();
    let (key, challenge) = challenges(&lab).remove(0);
    let expected = format!(
        "did not get expected response when querying endpoint, expected {:?} but got: \
         <!doctype html><title>40... (truncated)",
        challenge.spec.key
    );
    assert_eq!(
        challenge.status.reason,
        format!("Waiting for HTTP-01 challenge propagation: {expected}")
    );
    let check = lab.bench.lab.web_check(&key).unwrap();
    assert_eq!(check.finding, Some(WebFinding::Wrong(expected)));
    assert!(!was_accepted(&lab));
    put_files(&mut lab, |challenge| challenge.spec.key.clone());
    lab.let_time_pass();
    assert!(lab.is_ready("web"));
}

#[test]
fn without_a_self_check_a_wrong_file_fails_with_the_cas_own_words() {
    let mut lab = TestBench::new();
    lab.apply_yaml(&manifest("[a.test]", BLIND));
    put_files(&mut lab, |_| "something else".to_owned());
    let (_, waiting) = challenges(&lab).remove(0);
    assert_eq!(
        waiting.status.reason,
        "Waiting 30s before accepting HTTP-01 challenge without self-check"
    );
    assert!(!was_accepted(&lab));
    lab.let_time_pass();
    assert!(!lab.is_ready("web"));
    let failed: Vec<String> = lab
        .bench
        .lab
        .store()
        .events()
        .into_iter()
        .map(|event| event.message.clone())
        .filter(|message| message.starts_with("Accepting challenge authorization failed"))
        .collect();
    assert!(
        failed[0].contains("did not match this challenge")
            && failed[0].contains("\"something else\""),
        "{failed:?}"
    );
}

#[test]
fn each_name_takes_the_solver_that_suits_it() {
    let mut lab = TestBench::new();
    lab.apply_yaml(&manifest("[a.test, '*.a.test']", BOTH));
    let kinds: Vec<(bool, ChallengeType)> = challenges(&lab)
        .into_iter()
        .map(|(_, challenge)| (challenge.spec.wildcard, challenge.spec.challenge_type))
        .collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&(false, ChallengeType::Http01)), "{kinds:?}");
    assert!(kinds.contains(&(true, ChallengeType::Dns01)), "{kinds:?}");
    lab.publish_records();
    put_files(&mut lab, |challenge| challenge.spec.key.clone());
    lab.let_time_pass();
    assert!(lab.is_ready("web"));
}

#[test]
fn a_wildcard_without_a_dns_solver_has_none() {
    let mut lab = TestBench::new();
    lab.apply_yaml(&manifest("['*.a.test']", WEB));
    lab.let_time_pass();
    assert!(challenges(&lab).is_empty());
    let said = lab
        .bench
        .lab
        .store()
        .events()
        .iter()
        .any(|event| event.message.contains("no configured challenge solvers"));
    assert!(said);
}
