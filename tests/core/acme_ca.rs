//! The ACME client and the practice CA, met only in requests and answers.

use std::process::Command;
use std::time::Duration;

use certlab::acme::client::{Operation, Outcome};
use certlab::acme::problem::ProblemType;
use certlab::acme::wire::{AuthorizationStatus, ChallengeStatus, OrderStatus};
use certlab::x509::{Certificate, CertificateSigningRequest, Usage};

use crate::acme_world::{NAMES, World, csr, csr_with_key};

#[test]
fn a_name_and_its_wildcard_get_a_chain_that_verifies_link_by_link() {
    let mut world = World::new(1);
    let chain = world.issue(&NAMES);
    let [leaf, intermediate] = chain.as_slice() else {
        panic!("{} certificates", chain.len());
    };
    let root_pem = world.ca.root_pem().unwrap();
    let root = Certificate::from_pem(&root_pem).unwrap();
    assert!(root.is_self_signed());
    intermediate
        .is_signed_by(&root.public_key().unwrap())
        .unwrap();
    leaf.is_signed_by(&intermediate.public_key().unwrap())
        .unwrap();
    assert_eq!(leaf.authority_key_id(), intermediate.subject_key_id());
    assert_eq!(intermediate.authority_key_id(), root.subject_key_id());
    assert_eq!(leaf.issuer(), intermediate.subject());
    assert_eq!(intermediate.issuer(), root.subject());
    assert!(root.is_ca() && intermediate.is_ca() && !leaf.is_ca());
    assert_eq!(intermediate.path_len(), Some(0));

    let request = CertificateSigningRequest::from_der(&csr(&NAMES)).unwrap();
    assert_eq!(leaf.public_key().unwrap(), *request.public_key());
    let mut names = leaf.dns_names();
    names.sort();
    assert_eq!(names, ["*.example.test", "example.test"]);
    assert_eq!(leaf.not_before(), world.now - Duration::from_hours(1));
    let lifetime = leaf.not_after().since(leaf.not_before());
    assert_eq!(
        lifetime,
        Duration::from_hours(90 * 24) - Duration::from_secs(1)
    );
    assert!(leaf.usages().contains(&Usage::ServerAuth));

    assert_eq!(world.ca.counts(), (1, 1));
    assert_eq!(world.ca.certificate_count(), 1);
    verify_with_openssl(&root_pem, intermediate, leaf);
}

/// A second opinion.
fn verify_with_openssl(root_pem: &str, intermediate: &Certificate, leaf: &Certificate) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let output = Command::new("openssl")
        .args(["verify", "-x509_strict", "-purpose", "sslserver"])
        .args([
            "-verify_hostname",
            "www.example.test",
            "-attime",
            "1795600000",
        ])
        .arg("-CAfile")
        .arg(path("root.pem", root_pem))
        .arg("-untrusted")
        .arg(path("intermediate.pem", &intermediate.to_pem()))
        .arg(path("leaf.pem", &leaf.to_pem()))
        .output()
        .expect("openssl is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
}

#[test]
fn an_order_costs_no_more_requests_than_it_must() {
    let mut world = World::new(2);
    world.issue(&["example.test"]);
    let paths: Vec<_> = world
        .requests
        .iter()
        .map(|request| {
            let path = request
                .url
                .strip_prefix("https://acme.practice.test/")
                .unwrap();
            format!("{} {}", request.method, path.split('/').next().unwrap())
        })
        .collect();
    assert_eq!(
        paths,
        [
            "GET directory",
            "HEAD new-nonce",
            "POST new-account",
            "POST new-order",
            "POST authorization",
            "POST challenge",
            "POST order",
            "POST order",
            "POST certificate",
        ]
    );
}

#[test]
fn registration_is_refused_without_account_terms_or_a_usable_contact() {
    let mut world = World::new(10);
    let mut register = |contacts: &[&str], agree_to_terms, only_existing| {
        let contacts = contacts
            .iter()
            .map(|contact| (*contact).to_owned())
            .collect();
        World::refusal(world.run(Operation::Register {
            contacts,
            agree_to_terms,
            only_existing,
            customer: None,
        }))
        .0
    };
    assert_eq!(register(&[], true, true), ProblemType::AccountDoesNotExist);
    assert_eq!(register(&[], false, false), ProblemType::UserActionRequired);
    assert_eq!(
        register(&["tel:1"], true, false),
        ProblemType::UnsupportedContact
    );
    assert_eq!(
        register(&["mailto:x"], true, false),
        ProblemType::InvalidContact
    );
    let (kind, _) = World::refusal(world.new_order(&NAMES));
    assert_eq!(kind, ProblemType::AccountDoesNotExist);
    assert_eq!(world.ca.counts(), (0, 0));
}

#[test]
fn a_wrong_and_a_missing_record_fail_the_order_in_lets_encrypts_words() {
    let mut world = World::new(11);
    world.register().unwrap();
    let (url, order) = world.new_order(&["example.test"]).unwrap();
    world.answer(&order.authorizations[0], Some("wrong"));
    let authorization = world.authorization(&order.authorizations[0]);
    assert_eq!(authorization.status, AuthorizationStatus::Invalid);
    let challenge = &authorization.challenges[0];
    assert_eq!(challenge.status, ChallengeStatus::Invalid);
    assert_eq!(
        challenge.error.clone().unwrap().to_string(),
        "403 urn:ietf:params:acme:error:unauthorized: Incorrect TXT record \"wrong\" found at \
         _acme-challenge.example.test"
    );
    assert_eq!(world.order(&url).status, OrderStatus::Invalid);
    let (kind, detail) = World::refusal(world.finalize(&url, &order, csr(&["example.test"])));
    assert_eq!(kind, ProblemType::OrderNotReady);
    assert_eq!(
        detail,
        "Order's status (\"invalid\") is not acceptable for finalization"
    );

    let (_, order) = world.new_order(&["www.example.test"]).unwrap();
    let authorization = world.authorization(&order.authorizations[0]);
    let challenge_url = authorization.challenges[0].url.clone();
    let accepted = world.run(Operation::Accept { challenge_url }).unwrap();
    let Outcome::Challenge { challenge, .. } = accepted else {
        panic!("{accepted:?}");
    };
    assert_eq!(challenge.status, ChallengeStatus::Processing);
    let authorization = world.authorization(&order.authorizations[0]);
    assert_eq!(
        authorization.challenges[0]
            .error
            .clone()
            .unwrap()
            .to_string(),
        "400 urn:ietf:params:acme:error:dns: DNS problem: NXDOMAIN looking up TXT for \
         _acme-challenge.www.example.test - check that a DNS record exists for this domain"
    );
}

#[test]
fn a_request_that_does_not_fit_the_order_is_refused_and_the_order_stays_ready() {
    let mut world = World::new(12);
    world.register().unwrap();
    let (url, order) = world.new_order(&["example.test"]).unwrap();
    let (kind, _) = World::refusal(world.finalize(&url, &order, csr(&["example.test"])));
    assert_eq!(kind, ProblemType::OrderNotReady);
    world.answer(&order.authorizations[0], None);
    world.order(&url);
    let own_key = csr_with_key(&["example.test"], &world.account_key.clone());
    for (der, expected) in [
        (
            csr(&NAMES),
            "CSR does not specify same identifiers as Order",
        ),
        (
            csr(&["other.test"]),
            "CSR does not specify same identifiers as Order",
        ),
        (
            own_key,
            "certificate public key must be different than account key",
        ),
        (
            vec![1, 2, 3],
            "Error parsing certificate request: error decoding certificate request",
        ),
    ] {
        let (kind, detail) = World::refusal(world.finalize(&url, &order, der));
        assert_eq!((kind, detail.as_str()), (ProblemType::BadCsr, expected));
    }
    let order = world
        .finalize(&url, &order, csr(&["example.test"]))
        .unwrap();
    assert_eq!(order.status, OrderStatus::Valid);
}

#[test]
fn orders_and_authorizations_run_out() {
    let mut world = World::new(13);
    world.register().unwrap();
    let (url, order) = world.new_order(&["example.test"]).unwrap();
    let challenge_url = world.authorization(&order.authorizations[0]).challenges[0]
        .url
        .clone();
    world.now = world.now + Duration::from_hours(7 * 24);
    assert_eq!(world.order(&url).status, OrderStatus::Invalid);
    let authorization = world.authorization(&order.authorizations[0]);
    assert_eq!(authorization.status, AuthorizationStatus::Expired);
    let error = world.run(Operation::Accept { challenge_url }).unwrap_err();
    assert_eq!(
        error.to_string(),
        "404 urn:ietf:params:acme:error:malformed: Expired authorization"
    );
}

#[test]
fn the_ca_keeps_issuing_when_the_clock_jumps_by_years() {
    let mut world = World::new(14);
    let first = world.issue(&["example.test"]);
    world.now = world.now + Duration::from_hours(6 * 365 * 24);
    let later = world.issue(&["example.test"]);
    assert_ne!(first[1], later[1], "the intermediate has run out");
    assert_eq!(first[1].public_key(), later[1].public_key());
    let root = Certificate::from_pem(&world.ca.root_pem().unwrap()).unwrap();
    later[1].is_signed_by(&root.public_key().unwrap()).unwrap();
    assert!(later[0].not_after() < later[1].not_after());
    assert!(later[1].not_after() < root.not_after());
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let run = || {
        let mut world = World::new(15);
        let chain = world.issue(&NAMES);
        (world.requests, chain)
    };
    assert_eq!(run(), run());
}
