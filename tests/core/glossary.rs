//! The glossary that the site serves: whole in both languages, true to the bench.

use std::collections::BTreeSet;

use certlab::lab::glossary::{Caption, Draw, Glossary, Part, Place};

const TERMS: &str = include_str!("../../www/glossary/terms.json");

fn glossary() -> Glossary {
    Glossary::read(TERMS).unwrap()
}

#[test]
fn every_term_is_whole_in_both_languages() {
    let glossary = glossary();
    assert!(glossary.terms().len() >= 45, "{}", glossary.terms().len());
    for term in glossary.terms() {
        let id = &term.id;
        assert!(term.means_en.ends_with('.'), "{id}: an English sentence");
        assert!(term.means_zh.ends_with('。'), "{id}: a Chinese sentence");
        assert!(term.means_en.is_ascii(), "{id}: {}", term.means_en);
        let chinese = term.means_zh.chars().filter(|c| !c.is_ascii()).count();
        assert!(chinese >= 8, "{id}: {}", term.means_zh);
        assert!(!term.related.is_empty(), "{id} leads nowhere");
        assert!(!term.related.contains(id), "{id} leads to itself");
        assert!(term.try_at.starts_with("#/"), "{id}: {}", term.try_at);
        assert_eq!(term.kind.is_some(), term.path.is_some(), "{id}");
    }
}

#[test]
fn every_term_has_a_picture_of_its_own_whole_in_both_languages() {
    let glossary = glossary();
    let mut seen = BTreeSet::new();
    for term in glossary.terms() {
        let (id, picture) = (&term.id, &term.picture);
        assert!(seen.insert(format!("{picture:?}")), "{id}: drawn already");
        assert!((2..=6).contains(&picture.parts.len()), "{id}");
        assert!(picture.parts.iter().any(|part| part.lit), "{id}");
        let is_live = picture.parts.iter().any(|part| part.live);
        assert!(!is_live || term.path.is_some(), "{id}: no bench shows it");
        for part in &picture.parts {
            let arrows = [&part.arrow, &part.back].map(Option::as_ref);
            for caption in arrows.into_iter().flatten().chain([&part.text]) {
                check_caption(id, caption);
            }
            let is_empty = part.sign.is_none() && part.text.en().is_empty();
            assert!(!is_empty, "{id}: {part:?}");
        }
        let grows = |of: fn(&Part) -> u8| {
            picture
                .parts
                .windows(2)
                .all(|two| of(&two[0]) < of(&two[1]))
        };
        let steps = |two: &[Part]| two[1].depth <= two[0].depth + 1;
        match picture.draw {
            Draw::Span => assert!(grows(|part| part.at), "{id}: time runs on"),
            Draw::Tree => assert!(picture.parts.windows(2).all(steps), "{id}"),
            Draw::Row | Draw::States | Draw::Lines => {}
        }
    }
}

/// Two small English words in a row are no code: they need their Chinese.
fn check_caption(id: &str, caption: &Caption) {
    let is_small = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    let small = caption.en().split(' ').filter(is_small).count();
    let is_words = small >= 2;
    assert!(caption.is_translated() || !is_words, "{id}: {caption}");
    if caption.is_translated() {
        assert!(!caption.zh().is_ascii(), "{id}: {caption}");
        assert!(caption.en().is_ascii(), "{id}: {caption}");
    }
}

#[test]
fn every_place_of_the_flow_and_every_kind_has_a_term() {
    let glossary = glossary();
    for place in [
        Place::Issuer,
        Place::Certificate,
        Place::Request,
        Place::Order,
        Place::Challenge,
        Place::Secret,
        Place::Server,
        Place::Dns,
        Place::Trust,
    ] {
        assert!(glossary.terms().iter().any(|term| term.place == place));
    }
    for id in [
        "issuer",
        "cluster-issuer",
        "certificate",
        "certificate-request",
        "order",
        "challenge",
        "secret",
        "ingress",
    ] {
        assert!(glossary.get(id).is_some(), "{id}");
    }
}

#[test]
fn search_finds_both_languages_and_the_name_before_the_text() {
    let glossary = glossary();
    for (query, first) in [
        ("order", "order"),
        ("订单", "order"),
        ("证书颁发者", "issuer"),
        ("自签名", "self-signed"),
        ("KEY AUTHORIZATION", "key-authorization"),
        ("rfc 9773", "ari"),
        ("通配符", "wildcard"),
        ("spec.renewBefore", "renew-before"),
    ] {
        let found = glossary.search(query);
        assert_eq!(
            found.first().map(|term| term.id.as_str()),
            Some(first),
            "{query}"
        );
    }
    assert!(glossary.search("no such word").is_empty());
    assert_eq!(glossary.search(" ").len(), glossary.terms().len());
}
