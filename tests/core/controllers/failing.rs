//! What goes wrong, how long it waits, and how it comes right.

use std::time::Duration;

use certlab::acme::problem::ProblemType;
use certlab::certmanager::api::State;
use certlab::kube::Kind;

use super::cluster::{ACME, PLAIN, TestCluster, WILDCARD};
use super::server::Server;

#[test]
fn a_failed_validation_waits_and_is_tried_again_under_the_same_names() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.server.valid = false;
    cluster.apply(WILDCARD);
    let order = cluster.orders()[0].metadata.name.clone();
    let challenges: Vec<String> = cluster
        .challenges()
        .iter()
        .map(|c| c.metadata.name.clone())
        .collect();
    let message = format!(
        "The certificate request has failed to complete and will be retried: Failed to wait for order resource \"{order}\" to become ready: order is in \"invalid\" state: "
    );
    assert_eq!(
        cluster.condition("www", "Issuing"),
        format!("False/Failed/{message}")
    );
    assert_eq!(cluster.messages(Kind::Certificate, "Failed"), [message]);
    let failed = cluster
        .challenges()
        .into_iter()
        .find(|challenge| challenge.status.state == Some(State::Invalid))
        .unwrap();
    assert_eq!(
        failed.status.reason,
        "Error accepting authorization: acme: authorization error for example.com: 403 urn:ietf:params:acme:error:unauthorized: No TXT record found at _acme-challenge.example.com"
    );
    assert!(failed.metadata.finalizers.is_empty());
    assert!(!failed.status.processing && !failed.status.presented);
    let status = &cluster.certificate("www").status;
    assert_eq!(status.failed_issuance_attempts, Some(1));
    assert_eq!(status.next_private_key_secret_name, None);
    assert_eq!(cluster.orders()[0].status.reason, "");
    assert!(cluster.orders()[0].status.failure_time.is_some());

    // 1, 2, 4 … 32 hours, as the attempts count up.
    for (attempt, hours) in [1, 2, 4, 8, 16, 32, 32].into_iter().enumerate() {
        let attempt = i64::try_from(attempt).unwrap() + 1;
        cluster.advance(Duration::from_secs(hours * 3_600 - 60));
        assert_eq!(
            cluster.certificate("www").status.failed_issuance_attempts,
            Some(attempt)
        );
        cluster.advance(Duration::from_mins(1));
        let status = &cluster.certificate("www").status;
        assert_eq!(status.failed_issuance_attempts, Some(attempt + 1));
        assert_eq!(status.last_failure_time, Some(cluster.now));
    }
    assert_eq!(cluster.orders()[0].metadata.name, order);
    assert!(
        cluster
            .challenges()
            .iter()
            .all(|c| !challenges.contains(&c.metadata.name))
    );

    cluster.server.valid = true;
    cluster.advance(Duration::from_hours(32));
    let status = &cluster.certificate("www").status;
    assert_eq!(status.revision, Some(1));
    assert_eq!(
        (status.failed_issuance_attempts, status.last_failure_time),
        (None, None)
    );
}

#[test]
fn renew_and_a_new_spec_do_not_wait_but_the_counter_stays() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.server.valid = false;
    cluster.apply(PLAIN);
    cluster.advance(Duration::from_secs(10));
    cluster.renew("www");
    assert_eq!(
        cluster.certificate("www").status.failed_issuance_attempts,
        Some(2)
    );
    cluster.advance(Duration::from_secs(10));
    cluster.apply(&PLAIN.replace("[example.com]", "[www.example.com]"));
    assert_eq!(
        cluster.certificate("www").status.failed_issuance_attempts,
        Some(3)
    );
}

#[test]
fn a_self_check_that_never_succeeds_is_no_failure() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.propagated = false;
    cluster.apply(PLAIN);
    cluster.advance(Duration::from_hours(30));
    let status = &cluster.certificate("www").status;
    assert_eq!(status.failed_issuance_attempts, None);
    assert!(cluster.certificate("www").issuing().is_some());
    assert_eq!(cluster.server.count("challenge"), 0, "nothing was accepted");

    // The CA has forgotten the authorization in the meantime.
    let expired = Server::problem(ProblemType::Malformed, 404, "Expired authorization");
    cluster.server.failures.push_back(("challenge", expired));
    cluster.propagated = true;
    cluster.advance(Duration::from_secs(10));
    let challenge = &cluster.challenges()[0];
    assert_eq!(challenge.status.state, Some(State::Expired));
    assert_eq!(
        challenge.status.reason,
        "Error accepting challenge: 404 urn:ietf:params:acme:error:malformed: Expired authorization"
    );
}

#[test]
fn check_now_does_not_wait_for_the_ten_seconds() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.propagated = false;
    cluster.apply(PLAIN);
    cluster.propagated = true;
    cluster.settle();
    assert!(!cluster.certificate("www").is_ready());
    let key = certlab::kube::ObjectKey::new(
        Kind::Challenge,
        "default",
        &cluster.challenges()[0].metadata.name,
    );
    cluster.manager.requeue_now(&key);
    cluster.settle();
    assert!(cluster.certificate("www").is_ready());
}

#[test]
fn a_refused_order_shows_the_ca_s_words() {
    let mut cluster = TestCluster::new().with(ACME);
    let limited = Server::problem(ProblemType::RateLimited, 429, "too many certificates");
    cluster.server.failures.push_back(("newOrder", limited));
    cluster.apply(PLAIN);
    let order = cluster.orders()[0];
    assert_eq!(order.status.state, Some(State::Errored));
    let reason =
        "Failed to create Order: 429 urn:ietf:params:acme:error:rateLimited: too many certificates";
    assert_eq!(order.status.reason, reason);
    assert!(cluster.challenges().is_empty());
    assert!(
        cluster
            .condition("www", "Issuing")
            .ends_with(&format!("\"errored\" state: {reason}"))
    );
    cluster.advance(Duration::from_hours(1));
    assert!(cluster.certificate("www").is_ready());
}

#[test]
fn a_server_out_of_reach_is_tried_again_without_a_failure() {
    let mut cluster = TestCluster::new().with(ACME);
    for operation in [
        "newOrder",
        "newOrder",
        "authorization",
        "challenge",
        "finalize",
        "certificate",
    ] {
        cluster
            .server
            .failures
            .push_back((operation, Server::unreachable()));
    }
    cluster.apply(PLAIN);
    assert!(!cluster.certificate("www").is_ready());
    cluster.advance(Duration::from_mins(5));
    assert!(cluster.certificate("www").is_ready());
    assert!(cluster.messages(Kind::Certificate, "Failed").is_empty());
}

#[test]
fn a_challenge_is_accepted_once_even_if_its_outcome_is_hard_to_get() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.propagated = false;
    cluster.apply(PLAIN);
    cluster.propagated = true;
    cluster.server.pending_polls = 2;
    for _ in 0..3 {
        cluster
            .server
            .failures
            .push_back(("authorization", Server::unreachable()));
    }
    cluster.advance(Duration::from_secs(40));
    assert!(cluster.certificate("www").is_ready());
    assert_eq!(cluster.server.count("challenge"), 1);
}

#[test]
fn a_common_name_must_be_among_the_names() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.apply(&PLAIN.replace("spec:", "spec:\n  commonName: other.example.com"));
    let message = "The CSR PEM requests a commonName that is not present in the list of dnsNames or ipAddresses. If a commonName is set, ACME requires that the value is also present in the list of dnsNames or ipAddresses: \"other.example.com\" does not exist in [example.com] or []";
    assert_eq!(
        cluster.messages(Kind::CertificateRequest, "InvalidOrder"),
        [message]
    );
    assert_eq!(
        cluster.certificate("www").status.failed_issuance_attempts,
        Some(1)
    );
}

#[test]
fn no_solver_is_said_and_the_order_waits_for_a_better_issuer() {
    let mut cluster = TestCluster::new();
    cluster.apply(&ACME.replace(
        "    - dns01",
        "    - selector: {dnsNames: [other.test]}\n      dns01",
    ));
    cluster.apply(PLAIN);
    assert_eq!(cluster.messages(Kind::Order, "Solver").len(), 1);
    assert_eq!(cluster.orders()[0].status.state, Some(State::Pending));
    cluster.apply(ACME);
    cluster.advance(Duration::from_secs(10));
    assert!(cluster.certificate("www").is_ready());
}
