//! Every lesson of the site, played to its end by what a pupil does: no goal is
//! met before.

use certlab::kube::{Kind, ObjectKey};
use certlab::lab::Action;
use certlab::lab::glossary::Glossary;
use certlab::lab::lesson::{LESSONS, Lesson, Piece, Words};

use crate::journey::{TestBench, acme_manifest};

const SELF: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: shop, namespace: default}
spec: {dnsNames: [shop.example.test], secretName: shop-tls, privateKey: {algorithm: ECDSA, size: 256}, issuerRef: {name: self}}
";

const ROOT: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root, namespace: default}
spec: {isCA: true, commonName: My Root, secretName: root-tls, privateKey: {algorithm: ECDSA, size: 256}, issuerRef: {name: self}}
";

const CA: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca, namespace: default}
spec: {ca: {secretName: root-tls}}
";

const LEAF: &str = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: app, namespace: default}
spec: {dnsNames: [app.example.test], secretName: app-tls, privateKey: {algorithm: ECDSA, size: 256}, issuerRef: {name: ca}}
";

fn lesson(name: &str, language: &str) -> Lesson {
    let file = format!(
        "{}/www/lessons/{name}.{language}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&file).unwrap();
    Lesson::read(&text).unwrap()
}

/// What a pupil does.
type Deed = fn(&mut TestBench);

/// What a pupil does in each step; nothing where it follows by itself.
type Play = &'static [Option<Deed>];

fn apply_self(desk: &mut TestBench) {
    desk.apply_yaml(SELF);
    desk.let_time_pass();
}

fn apply_root(desk: &mut TestBench) {
    desk.apply_yaml(ROOT);
    desk.let_time_pass();
}

fn apply_ca(desk: &mut TestBench) {
    desk.apply_yaml(CA);
    desk.let_time_pass();
}

fn apply_leaf(desk: &mut TestBench) {
    desk.apply_yaml(LEAF);
    desk.let_time_pass();
}

fn order(desk: &mut TestBench) {
    desk.apply_yaml(&acme_manifest());
}

fn prove(desk: &mut TestBench) {
    desk.publish_records();
    desk.let_time_pass();
}

fn renew(desk: &mut TestBench, name: &str) {
    desk.act(Action::Renew {
        certificate: ObjectKey::new(Kind::Certificate, "default", name),
    });
    desk.let_time_pass();
    desk.publish_records();
    desk.let_time_pass();
}

fn renew_shop(desk: &mut TestBench) {
    renew(desk, "shop");
}

fn renew_wildcard(desk: &mut TestBench) {
    renew(desk, "wildcard");
}

fn deeds(name: &str) -> Play {
    match name {
        "self-signed" => &[Some(apply_self), Some(renew_shop)],
        "own-ca" => &[Some(apply_root), Some(apply_ca), Some(apply_leaf)],
        "acme-step-by-step" => &[
            Some(order),
            Some(prove),
            None,
            Some(renew_wildcard),
            Some(renew_wildcard),
        ],
        _ => panic!("nobody plays {name}"),
    }
}

#[test]
fn each_lesson_is_played_to_its_end_and_no_goal_is_met_before() {
    for &name in LESSONS {
        let lesson = lesson(name, "en");
        let deeds = deeds(name);
        assert_eq!(lesson.steps().len(), deeds.len(), "{name}");
        let mut desk = TestBench::new();
        for (index, (step, deed)) in lesson.steps().iter().zip(deeds).enumerate() {
            for action in step.actions().unwrap() {
                desk.act(action);
            }
            let met = step.goal.is_met(&desk.bench.lab, 0, &[]);
            assert_eq!(met, deed.is_none(), "{name} step {index} before");
            if let Some(deed) = deed {
                deed(&mut desk);
            }
            assert!(
                step.goal.is_met(&desk.bench.lab, 0, &[]),
                "{name} step {index} after"
            );
            if name == "acme-step-by-step" {
                let chain = desk.certificates("wildcard-tls").len();
                match index {
                    3 => assert_eq!(chain, 1, "the intermediate is missing"),
                    4 => assert!(chain > 1, "the intermediate is back"),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn each_lesson_is_the_same_in_both_languages_and_its_terms_exist() {
    let terms = Glossary::read(include_str!("../../www/glossary/terms.json")).unwrap();
    for &name in LESSONS {
        let (english, chinese) = (lesson(name, "en"), lesson(name, "zh"));
        assert_eq!(english.minutes, chinese.minutes, "{name}");
        assert!((3..=10).contains(&english.minutes), "{name}");
        assert_eq!(english.steps().len(), chinese.steps().len(), "{name}");
        for (one, other) in english.steps().iter().zip(chinese.steps()) {
            assert_eq!(one.goal, other.goal, "{name}");
            assert_eq!(one.actions().unwrap(), other.actions().unwrap(), "{name}");
            assert_eq!(one.hints().len(), other.hints().len(), "{name}");
            assert_eq!(named(&one.text), named(&other.text), "{name}");
            for id in named(&one.text) {
                assert!(terms.get(id).is_some(), "{name}: {id}");
            }
            assert!(other.text.as_str().contains('。'), "{name}");
        }
        let right = |lesson: &Lesson| {
            let answers = lesson.question.answers();
            answers
                .iter()
                .map(|answer| answer.right)
                .collect::<Vec<_>>()
        };
        assert_eq!(right(&english), right(&chinese), "{name}");
    }
}

fn named(text: &Words) -> Vec<&str> {
    let mut terms: Vec<&str> = text
        .pieces()
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Term { id, .. } => Some(id),
            Piece::Plain(_) => None,
        })
        .collect();
    terms.sort_unstable();
    terms
}
