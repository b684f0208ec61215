//! What a person does with an ACME account, against the practice CA.

use certlab::acme::wire::{AccountStatus, Reason};
use certlab::ca::ExternalAccountKey;
use certlab::certmanager::controller::Custody;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::{AccountAct, AccountFailure, Action, CaChange, Purpose, RevokedBy};

use crate::journey::{TestBench, acme_manifest};

fn issuer() -> ObjectKey {
    ObjectKey::new(Kind::ClusterIssuer, "", "practice")
}

fn secret() -> ObjectKey {
    ObjectKey::new(Kind::Secret, "default", "wildcard-tls")
}

fn act(bench: &mut TestBench, act: AccountAct) {
    bench.act(Action::Account {
        issuer: issuer(),
        act,
    });
    assert!(!bench.bench.lab.is_account_busy(&issuer()));
}

fn publish_and_wait(bench: &mut TestBench) {
    bench.publish_records();
    bench.let_time_pass();
    assert!(bench.is_ready("wildcard"));
}

fn account_url(bench: &TestBench) -> String {
    let object = bench.bench.lab.store().get(&issuer()).unwrap();
    let status = object.issuer().unwrap().status.acme.clone();
    status.unwrap().uri
}

fn operations(bench: &TestBench) -> Vec<String> {
    let exchanges = bench.bench.lab.exchanges();
    exchanges
        .filter_map(|exchange| match &exchange.purpose {
            Purpose::Acme { operation, .. } => Some(operation.clone()),
            _ => None,
        })
        .collect()
}

fn ready_reason(bench: &TestBench) -> (String, String) {
    let object = bench.bench.lab.store().get(&issuer()).unwrap();
    let condition = object.issuer().unwrap().condition("Ready").unwrap();
    (condition.reason.clone(), condition.message.clone())
}

#[test]
fn another_address_changes_the_account_and_makes_no_second() {
    let mut bench = TestBench::new();
    let with = |email: &str| {
        acme_manifest().replace("  acme:\n", &format!("  acme:\n    email: {email}\n"))
    };
    bench.apply_yaml(&with("one@example.test"));
    let url = account_url(&bench);
    assert!(!operations(&bench).contains(&"update account".to_owned()));
    bench.apply_yaml(&with("Two@example.test"));
    assert_eq!(account_url(&bench), url);
    assert!(operations(&bench).contains(&"update account".to_owned()));
    act(&mut bench, AccountAct::Look);
    let view = bench.bench.lab.account(&issuer()).unwrap();
    let account = view.account.as_ref().unwrap();
    assert_eq!(account.contact, ["mailto:two@example.test"]);
    assert_eq!(account.status, AccountStatus::Valid);
}

#[test]
fn an_account_is_bound_by_the_key_of_a_secret() {
    let mut bench = TestBench::new();
    bench.act(Action::ChangeCa {
        change: CaChange::ExternalAccounts(true),
    });
    let policy = bench.bench.practice.as_ref().unwrap().ca.policy();
    let ExternalAccountKey { key_id, hmac_key } = policy.external_account.clone().unwrap();
    bench.apply_yaml(&acme_manifest());
    assert_eq!(ready_reason(&bench).0, "ErrRegisterACMEAccount");
    let binding = format!(
        "  acme:\n    externalAccountBinding: {{keyID: {key_id}, keySecretRef: {{name: eab, key: secret}}}}\n"
    );
    bench.apply_yaml(&acme_manifest().replace("  acme:\n", &binding));
    assert_eq!(
        ready_reason(&bench).1,
        "Failed to register ACME account: secret \"eab\" not found"
    );
    let mut hold = |text: &str| {
        bench.apply_yaml(&format!(
            "{{apiVersion: v1, kind: Secret, metadata: {{name: eab, namespace: cert-manager}}, stringData: {{secret: '{text}'}}}}"
        ));
        ready_reason(&bench)
    };
    let (_, message) = hold("!");
    assert!(message.ends_with("failed to decode external account binding key data"));
    let (_, message) = hold("d3Jvbmc");
    assert!(message.contains("the MAC does not verify"), "{message}");
    assert_eq!(hold(&hmac_key).0, "ACMEAccountRegistered");
}

#[test]
fn a_new_key_keeps_the_account_and_the_old_one_is_of_no_use() {
    let mut bench = TestBench::new();
    bench.apply_yaml(&acme_manifest());
    let url = account_url(&bench);
    let custody = Custody::Exportable;
    let change = AccountAct::ChangeKey { custody };
    // An open challenge's value is made of the key.
    act(&mut bench, change.clone());
    let failure = |bench: &TestBench| bench.bench.lab.account(&issuer()).unwrap().failure.clone();
    assert_eq!(failure(&bench), Some(AccountFailure::Busy));
    publish_and_wait(&mut bench);
    let old = bench.bench.lab.account_key(&issuer()).unwrap();
    let thumbprint = bench.bench.lab.account_thumbprint(&issuer()).unwrap();
    act(&mut bench, change);
    assert_eq!(account_url(&bench), url);
    let new = bench.bench.lab.account_key(&issuer()).unwrap();
    assert_ne!(new, old);
    assert_ne!(
        bench.bench.lab.account_thumbprint(&issuer()),
        Some(thumbprint)
    );
    act(&mut bench, AccountAct::Look);
    assert_eq!(failure(&bench), None);
    // The way back, with the old key brought along: it has no account any more.
    let public_key = bench.public_key(&old);
    act(
        &mut bench,
        AccountAct::TakeKey {
            key: old,
            public_key,
        },
    );
    assert_ne!(account_url(&bench), url);
}

#[test]
fn a_certificate_is_revoked_by_either_key_and_once() {
    for by in [RevokedBy::Account, RevokedBy::Certificate] {
        let mut bench = TestBench::new();
        bench.apply_yaml(&acme_manifest());
        publish_and_wait(&mut bench);
        let revoke = AccountAct::Revoke {
            secret: secret(),
            reason: Some(Reason::Superseded),
            by,
        };
        act(&mut bench, revoke.clone());
        let leaf = bench.certificates("wildcard-tls").remove(0);
        let view = bench.bench.lab.revocation(&leaf).unwrap();
        assert_eq!(
            (view.reason, &view.failure),
            (Some(Reason::Superseded), &None)
        );
        act(&mut bench, revoke);
        let view = bench.bench.lab.revocation(&leaf).unwrap();
        let why = view.failure.as_ref().unwrap().to_string();
        assert!(why.contains("alreadyRevoked"), "{why}");
    }
}

#[test]
fn the_ca_says_when_to_renew_and_an_ended_account_says_no_more() {
    let mut bench = TestBench::new();
    bench.apply_yaml(&acme_manifest());
    publish_and_wait(&mut bench);
    let ask = AccountAct::RenewalInfo { secret: secret() };
    act(&mut bench, ask);
    let leaf = bench.certificates("wildcard-tls").remove(0);
    let view = bench.bench.lab.renewal_info(&leaf).unwrap();
    let window = view.info.as_ref().unwrap().suggested_window;
    assert!(window.is_sound());
    assert!(leaf.not_before() < window.start && window.end < leaf.not_after());
    assert!(view.ask_again.is_some());

    act(&mut bench, AccountAct::Deactivate);
    let view = bench.bench.lab.account(&issuer()).unwrap();
    let status = &view.account.as_ref().unwrap().status;
    assert_eq!(*status, AccountStatus::Deactivated);
    act(&mut bench, AccountAct::Look);
    let view = bench.bench.lab.account(&issuer()).unwrap();
    let why = view.failure.as_ref().unwrap().to_string();
    assert!(why.contains("unauthorized"), "{why}");
}

#[test]
fn a_tab_that_dies_in_a_key_change_goes_on_with_the_new_key() {
    for step in 1..12 {
        let mut bench = TestBench::new();
        bench.apply_yaml(&acme_manifest());
        publish_and_wait(&mut bench);
        let url = account_url(&bench);
        let old = bench.bench.lab.account_key(&issuer()).unwrap();
        bench.crash_in(step);
        act(
            &mut bench,
            AccountAct::ChangeKey {
                custody: Custody::Account,
            },
        );
        assert_eq!(account_url(&bench), url, "step {step}");
        assert_ne!(bench.bench.lab.account_key(&issuer()).unwrap(), old);
        act(&mut bench, AccountAct::Look);
        let view = bench.bench.lab.account(&issuer()).unwrap();
        assert_eq!(view.failure, None, "step {step}");
    }
}
