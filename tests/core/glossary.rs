//! The glossary that the site serves: whole in both languages, true to the bench.

use certlab::lab::glossary::{Glossary, Place};

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
