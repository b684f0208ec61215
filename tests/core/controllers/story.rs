//! The wildcard certificate of 2022-03-09, whose renewal was seen failing on
//! 2022-04-30 and which was renewed on 2022-05-08 (behaviour document, section 8.2).

use certlab::acme::problem::ProblemType;
use certlab::certmanager::api::{Certificate, State};
use certlab::clock::Timestamp;
use certlab::kube::{Event, Kind, ObjectKey};
use serde_json::Value;

use super::cluster::TestCluster;
use super::server::Server;

const ISSUER: &str = "
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: letsencrypt-prod}
spec:
  acme:
    server: https://acme.test/directory
    privateKeySecretRef: {name: letsencrypt-prod}
    solvers:
    - dns01: {webhook: {groupName: acme.imroc.cc, solverName: dnspod}}
";

const NAME: &str = "wildcard-example-com";

const ORDER: &str = "wildcard-example-com-2-2056793184";

fn manifest(renewal: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: {NAME}, namespace: default}}
spec:
  dnsNames: ['*.example.com', example.com]
  secretName: {NAME}-tls
  issuerRef: {{name: letsencrypt-prod, kind: ClusterIssuer, group: cert-manager.io}}
  privateKey: {{algorithm: ECDSA, size: 256}}
  duration: 2160h
  {renewal}
"
    )
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap()
}

fn scenario(id: char) -> Value {
    let file = include_str!("../../data/vectors/replay-2022.json");
    let vectors: Value = serde_json::from_str(file).unwrap();
    let scenarios = vectors["scenarios"].as_array().unwrap();
    let found = |scenario: &&Value| scenario["id"].as_str().unwrap().starts_with(id);
    scenarios.iter().find(found).unwrap().clone()
}

/// Issued on 2022-03-09 at 10:00.
fn issued(renewal: &str) -> TestCluster {
    issued_until(renewal, "2022-06-07T08:59:59Z")
}

fn issued_until(renewal: &str, end: &str) -> TestCluster {
    let mut cluster = TestCluster::new().with(ISSUER);
    let start = at("2022-03-09T09:00:00Z");
    cluster.server.lifetime_secs = at(end).unix_secs() - start.unix_secs();
    cluster.apply(&manifest(renewal));
    cluster.advance(std::time::Duration::from_mins(5));
    let status = &cluster.certificate(NAME).status;
    assert_eq!(status.not_before, Some(start));
    assert_eq!(status.not_after, Some(at(end)));
    assert_eq!(status.revision, Some(1));
    cluster
}

/// `True/Ready/…` in the words of a scenario's state.
fn check_conditions(certificate: &Certificate, state: &Value) {
    let expected = state["conditions"].as_array().unwrap();
    let has: Vec<_> = certificate.status.conditions.iter().collect();
    assert_eq!(has.len(), expected.len(), "{has:?}");
    for row in expected {
        let condition = certificate
            .condition(row["type"].as_str().unwrap())
            .unwrap();
        assert_eq!(row["status"], condition.status.to_string());
        assert_eq!(row["reason"], condition.reason);
        assert_eq!(row["message"], condition.message);
    }
}

fn request_ready(cluster: &TestCluster) -> String {
    let request = cluster.request(&format!("{NAME}-2"));
    let ready = request.condition("Ready").unwrap();
    format!("{}/{}", ready.status, ready.reason)
}

/// Kind and reason of each event since one, each once, in the order of happening.
fn story_since(cluster: &TestCluster, sequence: u64) -> Vec<(String, String, String)> {
    let mut story: Vec<(String, String, String)> = Vec::new();
    let fresh = |event: &&Event| event.sequence > sequence;
    for event in cluster.store.events().into_iter().filter(fresh) {
        let kind = event.object.kind.to_string();
        let known = story
            .iter()
            .any(|(other, reason, _)| *other == kind && *reason == event.reason);
        if !known {
            story.push((kind, event.reason.clone(), event.message.clone()));
        }
    }
    story
}

fn last_event(cluster: &TestCluster) -> u64 {
    let events = cluster.store.events();
    events.last().map_or(0, |event| event.sequence)
}

#[test]
fn a_every_attempt_is_refused_and_the_eleventh_succeeds() {
    let cluster = refused_ten_times(issued("renewBefore: 912h"));
    let status = &cluster.certificate(NAME).status;
    assert_eq!(status.not_after, Some(at("2022-08-06T07:21:58Z")));
}

/// "Thirty days before the end" taken literally: a leaf of 82 days.
#[test]
fn d_the_same_befalls_a_leaf_of_eighty_two_days() {
    let scenario = scenario('D');
    let end = scenario["leaf"]["notAfter"].as_str().unwrap();
    let cluster = issued_until("renewBefore: 720h", end);
    assert_eq!(
        cluster.certificate(NAME).status.renewal_time,
        Some(at(scenario["renewalTime"].as_str().unwrap()))
    );
    refused_ten_times(cluster);
}

#[test]
fn e_a_rate_limit_at_the_new_order_waits_by_the_same_table() {
    let scenario = scenario('E');
    let attempts = self::scenario('A')["attempts"].clone();
    let mut cluster = issued("renewBefore: 912h");
    let detail = "Error creating new order :: too many failed authorizations recently: see https://letsencrypt.org/docs/rate-limits/";
    let mut due = at(attempts[0]["starts"].as_str().unwrap());
    for hours in [1, 2, 4, 8, 16, 32, 32] {
        let limited = Server::problem(ProblemType::RateLimited, 429, detail);
        cluster.server.failures.push_back(("newOrder", limited));
        cluster.advance_to(due - std::time::Duration::from_secs(1));
        let before = cluster.certificate(NAME).status.failed_issuance_attempts;
        cluster.advance_to(due);
        let status = &cluster.certificate(NAME).status;
        assert_eq!(
            status.failed_issuance_attempts,
            Some(before.unwrap_or(0) + 1)
        );
        assert_eq!(status.last_failure_time, Some(due));
        let orders = cluster.orders();
        let order = orders
            .iter()
            .find(|order| order.metadata.name == ORDER)
            .unwrap();
        let expected = &scenario["order"];
        assert_eq!(order.state_word(), expected["state"]);
        assert_eq!(order.status.url, expected["url"].as_str().unwrap());
        assert_eq!(order.status.reason, expected["reason"].as_str().unwrap());
        assert!(order.status.failure_time.is_some());
        assert!(
            cluster.challenges().is_empty(),
            "no Challenge was ever made"
        );
        let request = cluster.request(&format!("{NAME}-2"));
        let ready = request.condition("Ready").unwrap();
        assert_eq!(
            ready.message,
            scenario["certificateRequest_message"].as_str().unwrap()
        );
        let issuing = cluster.condition(NAME, "Issuing");
        assert!(issuing.starts_with("False/Failed/"), "{issuing}");
        due = due + std::time::Duration::from_hours(hours);
    }
    cluster.advance_to(due + std::time::Duration::from_mins(5));
    assert_eq!(cluster.certificate(NAME).status.revision, Some(2));
}

/// Ten attempts are refused at the moments of variant A's table; the eleventh succeeds.
fn refused_ten_times(mut cluster: TestCluster) -> TestCluster {
    let scenario = scenario('A');
    let moments = scenario["states"].as_array().unwrap();
    assert_eq!(
        cluster.certificate(NAME).status.renewal_time,
        Some(at(scenario["renewalTime"].as_str().unwrap()))
    );
    check_conditions(cluster.certificate(NAME), &moments[0]);
    cluster.server.valid = false;
    cluster.server.refusal = (
        "dns",
        400,
        "DNS problem: SERVFAIL looking up TXT for _acme-challenge.{domain} - the domain's nameservers may be malfunctioning",
    );
    let secret = cluster.secret(&format!("{NAME}-tls")).unwrap().clone();
    let attempts = scenario["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 11);
    for attempt in attempts {
        let starts = at(attempt["starts"].as_str().unwrap());
        // The CA takes two minutes to make up its mind.
        cluster.server.pending_polls = 120;
        cluster.advance_to(starts - std::time::Duration::from_secs(1));
        assert!(cluster.certificate(NAME).issuing().is_none(), "{attempt}");
        let before = last_event(&cluster);
        if attempt["succeeds"].is_string() {
            cluster.server.valid = true;
        }
        cluster.advance_to(starts);
        check_running(&cluster, starts, &moments[1]);
        if let Some(end) = attempt["succeeds"].as_str() {
            cluster.advance_to(at(end));
            break;
        }
        cluster.advance_to(at(attempt["fails"].as_str().unwrap()));
        check_failed(&cluster, attempt, &moments[2]);
        assert_eq!(*cluster.secret(&format!("{NAME}-tls")).unwrap(), secret);
        let expected = scenario["events_per_failed_attempt_in_order"]
            .as_array()
            .unwrap();
        let told = story_since(&cluster, before);
        let mut told = told.iter();
        for event in expected {
            let text = |place: usize| event[place].as_str().unwrap();
            // The vector describes random parts and remarks in brackets.
            let beginning = text(3).split(['<', '(']).next().unwrap().trim_end();
            let found = told.find(|(kind, reason, _)| kind == text(0) && reason == text(2));
            let (.., message) = found.unwrap_or_else(|| panic!("{event} is missing or late"));
            assert!(message.starts_with(beginning), "{message}");
        }
    }
    check_conditions(cluster.certificate(NAME), &moments[3]);
    let status = &cluster.certificate(NAME).status;
    assert_eq!(status.revision, Some(2));
    assert_eq!(status.failed_issuance_attempts, None);
    assert_eq!(status.last_failure_time, None);
    assert_eq!(request_ready(&cluster), "True/Issued");
    assert!(cluster.challenges().is_empty());
    let first = ObjectKey::new(Kind::CertificateRequest, "default", &format!("{NAME}-1"));
    assert!(
        cluster.store.get(&first).is_none(),
        "revisionHistoryLimit is 1"
    );
    cluster
}

fn check_running(cluster: &TestCluster, starts: Timestamp, state: &Value) {
    let certificate = cluster.certificate(NAME);
    check_conditions(certificate, state);
    let since = certificate.issuing().unwrap().last_transition_time;
    assert_eq!(since, Some(starts));
    assert!(certificate.status.next_private_key_secret_name.is_some());
    assert_eq!(request_ready(cluster), "False/Pending");
    assert!(cluster.request(&format!("{NAME}-2")).is("Approved"));
    let order = cluster
        .orders()
        .into_iter()
        .find(|order| order.metadata.name == ORDER)
        .unwrap();
    assert_eq!(order.state_word(), state["order"]);
    let running = cluster.challenges().into_iter();
    assert_eq!(
        running
            .filter(|challenge| challenge.status.processing)
            .count(),
        1
    );
}

fn check_failed(cluster: &TestCluster, attempt: &Value, state: &Value) {
    let certificate = cluster.certificate(NAME);
    check_conditions(certificate, state);
    let status = &certificate.status;
    assert_eq!(
        status.failed_issuance_attempts,
        attempt["failedIssuanceAttempts_after"].as_i64()
    );
    assert_eq!(
        status.last_failure_time,
        Some(at(attempt["lastFailureTime"].as_str().unwrap()))
    );
    assert_eq!(status.revision, Some(1));
    assert_eq!(status.next_private_key_secret_name, None);
    assert_eq!(request_ready(cluster), "False/Failed");
    assert!(
        cluster
            .request(&format!("{NAME}-2"))
            .status
            .failure_time
            .is_some()
    );
    let orders = cluster.orders();
    let order = orders
        .iter()
        .find(|order| order.metadata.name == ORDER)
        .unwrap();
    assert_eq!(order.status.state, Some(State::Invalid));
    assert_eq!(order.status.reason, "");
    assert!(order.status.failure_time.is_some());
    let challenges = cluster.challenges();
    let reason = state["challenge"]["reason"].as_str().unwrap();
    let invalid = challenges
        .iter()
        .find(|challenge| challenge.status.reason == reason)
        .unwrap();
    assert!(!invalid.status.processing && !invalid.status.presented);
}

#[test]
fn b_a_week_without_the_record_then_an_expired_order_then_success() {
    let mut cluster = issued("renewBefore: 912h");
    cluster.propagated = false;
    cluster.advance_to(at("2022-04-30T09:30:00Z"));
    let waiting = |cluster: &TestCluster| {
        let status = &cluster.certificate(NAME).status;
        assert_eq!(status.failed_issuance_attempts, None);
        assert!(cluster.certificate(NAME).issuing().is_some());
        let challenges = cluster.challenges();
        let running = challenges.iter().find(|c| c.status.processing).unwrap();
        assert!(running.status.presented);
        assert_eq!(running.status.state, Some(State::Pending));
        assert_eq!(
            running.status.reason,
            "Waiting for DNS-01 challenge propagation: DNS record for \"example.com\" not yet propagated"
        );
    };
    waiting(&cluster);
    // A week of ten-second checks tells no more than one of an hour each.
    cluster.manager.settings.check_retry_secs = 3_600;
    cluster.advance_to(at("2022-05-07T08:59:59Z"));
    waiting(&cluster);
    // The CA forgets the order: nothing changes in the cluster.
    cluster.server.expire();
    cluster.advance_to(at("2022-05-08T07:30:00Z"));
    waiting(&cluster);
    cluster.propagated = true;
    let expired = Server::problem(ProblemType::Malformed, 404, "Expired authorization");
    cluster.server.failures.push_back(("challenge", expired));
    cluster.advance_to(at("2022-05-08T08:25:00Z"));
    let status = &cluster.certificate(NAME).status;
    assert_eq!(status.failed_issuance_attempts, Some(1));
    let failed_at = status.last_failure_time.unwrap();
    let reasons: Vec<&str> = cluster
        .challenges()
        .iter()
        .map(|challenge| challenge.status.reason.as_str())
        .collect();
    let reason = "Error accepting challenge: 404 urn:ietf:params:acme:error:malformed: Expired authorization";
    assert!(reasons.contains(&reason), "{reasons:?}");
    let message = format!(
        "False/Failed/The certificate request has failed to complete and will be retried: Failed to wait for order resource {ORDER:?} to become ready: order is in \"invalid\" state: "
    );
    assert_eq!(cluster.condition(NAME, "Issuing"), message);
    // An hour of back-off, no more.
    let again = failed_at + std::time::Duration::from_hours(1);
    cluster.advance_to(again - std::time::Duration::from_secs(1));
    assert_eq!(cluster.certificate(NAME).status.revision, Some(1));
    cluster.advance_to(again + std::time::Duration::from_mins(1));
    let status = &cluster.certificate(NAME).status;
    assert_eq!(status.revision, Some(2));
    assert!(again.rfc3339().starts_with("2022-05-08T"), "{again}");
}

#[test]
fn c_nothing_was_due_on_04_30() {
    let scenario = scenario('C');
    let due = at(scenario["renewalTime"].as_str().unwrap());
    for renewal in ["", "renewBefore: 720h"] {
        let mut cluster = issued(renewal);
        assert_eq!(cluster.certificate(NAME).status.renewal_time, Some(due));
        cluster.advance_to(at("2022-04-30T23:59:59Z"));
        assert_eq!(cluster.condition(NAME, "Issuing"), "");
        assert_eq!(cluster.certificate(NAME).status.revision, Some(1));
        cluster.advance_to(due - std::time::Duration::from_secs(1));
        assert_eq!(cluster.certificate(NAME).status.revision, Some(1));
        cluster.advance_to(due + std::time::Duration::from_mins(5));
        assert_eq!(cluster.certificate(NAME).status.revision, Some(2));
        assert!(cluster.certificate(NAME).is_ready());
    }
}
