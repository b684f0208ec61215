//! The ACME client against servers that misbehave, their answers written out by hand.

use certlab::acme::client::{
    Error, Input, Job, Operation, OrderOptions, Outcome, Part, Session, Step,
};
use certlab::acme::wire::{Identifier, OrderStatus};
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::http::{HttpFailure, HttpResponse, HttpResult, Method};
use certlab::x509::{KeyAlgorithm, PrivateKey, SignatureAlgorithm};

fn key() -> PrivateKey {
    let mut entropy = SeededEntropy::new([5; 32]);
    PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap()
}

fn session() -> Session {
    Session::new("https://ca.test/dir", key().public_key())
}

fn known_session() -> Session {
    let mut session = session();
    session.directory = Some(serde_json::from_str(DIRECTORY).unwrap());
    session.account_url = Some("https://ca.test/account/1".to_owned());
    session
}

/// A request's method and URL.
type Sent = (Method, String);

/// Feeds the answers in turn; gives what was sent, and the end.
fn play(
    session: &mut Session,
    job: &mut Job,
    mut input: Input,
    answers: Vec<HttpResult>,
) -> (Vec<Sent>, Option<Result<Outcome, Error>>) {
    let now = Timestamp::parse_rfc3339("2026-11-23T22:30:00Z").unwrap();
    let mut answers = answers.into_iter();
    let mut sent = Vec::new();
    loop {
        input = match job.step(session, input, now) {
            Step::Done(result) => return (sent, Some(*result)),
            Step::Sign { message, .. } => Input::Signature(
                key()
                    .sign(SignatureAlgorithm::EcdsaWithSha256, &message)
                    .unwrap(),
            ),
            Step::Send(request) => {
                sent.push((request.method, request.url));
                match answers.next() {
                    Some(answer) => Input::Response(answer),
                    None => return (sent, None),
                }
            }
        };
    }
}

fn fail(operation: Operation, mut session: Session, answers: Vec<HttpResult>) -> Error {
    let (_, end) = play(
        &mut session,
        &mut Job::new(operation),
        Input::Start,
        answers,
    );
    end.expect("the job is over").unwrap_err()
}

fn answer(status: u16, content_type: &str, body: &str) -> HttpResponse {
    HttpResponse::new(status, content_type, body.into())
}

fn nonce(name: &str) -> HttpResponse {
    HttpResponse::empty(200).with_header("replay-nonce", name)
}

fn new_order() -> Operation {
    Operation::NewOrder {
        identifiers: vec![Identifier::Dns("example.test".to_owned())],
        options: OrderOptions::default(),
    }
}

const DIRECTORY: &str = r#"{"newNonce": "https://ca.test/nonce",
    "newAccount": "https://ca.test/new-account", "newOrder": "https://ca.test/new-order"}"#;
const ORDER: &str = r#"{"status": "pending", "finalize": "https://ca.test/f",
    "identifiers": [{"type": "dns", "value": "example.test"}],
    "authorizations": ["https://ca.test/a"]}"#;

#[test]
fn each_kind_of_wrong_directory_url_has_its_own_error() {
    let probe = |result: HttpResult| fail(Operation::Directory, session(), vec![result]);
    assert_eq!(
        probe(Ok(answer(200, "text/html", "<html>"))),
        Error::NotADirectory
    );
    assert_eq!(
        probe(Ok(answer(200, "application/json", "{}"))),
        Error::NotADirectory
    );
    assert_eq!(
        probe(Ok(HttpResponse::empty(404))),
        Error::Status { status: 404 }
    );
    for failure in [HttpFailure::Blocked, HttpFailure::Unreachable] {
        assert_eq!(probe(Err(failure)), Error::Http(failure));
    }
    let huge = answer(200, "application/json", &" ".repeat(2_000_000));
    assert_eq!(
        probe(Ok(huge)),
        Error::TooLarge {
            what: Part::Directory,
            octets: 2_000_000
        }
    );
}

#[test]
fn a_server_that_hides_its_nonces_is_told_from_one_that_is_down() {
    let ask = |result| fail(new_order(), known_session(), vec![result]);
    assert_eq!(ask(Ok(HttpResponse::empty(200))), Error::NonceUnreadable);
    assert_eq!(ask(Ok(nonce("not base64url!"))), Error::NonceUnreadable);
    assert_eq!(
        ask(Ok(HttpResponse::empty(503))),
        Error::Status { status: 503 }
    );
}

#[test]
fn refusals_without_a_problem_document_and_unreadable_answers_say_so() {
    let ask = |response| {
        fail(
            new_order(),
            known_session(),
            vec![Ok(nonce("n")), Ok(response)],
        )
    };
    let bad_gateway = ask(answer(502, "text/html", "<h1>Bad Gateway</h1>"));
    assert_eq!(bad_gateway, Error::Status { status: 502 });
    assert!(bad_gateway.transient());
    let cut_off = answer(201, "application/json", r#"{"status": "pend"#)
        .with_header("location", "https://ca.test/o");
    assert_eq!(ask(cut_off), Error::Malformed { what: Part::Order });
    assert_eq!(
        ask(answer(201, "application/json", ORDER)),
        Error::MissingHeader {
            name: "location".to_owned()
        }
    );
    let not_pem = fail(
        Operation::Certificate {
            url: "https://ca.test/c".to_owned(),
        },
        known_session(),
        vec![
            Ok(nonce("n")),
            Ok(answer(
                200,
                "application/pem-certificate-chain",
                "-----BEGIN CERTIFICATE-----",
            )),
        ],
    );
    let what = Part::CertificateChain;
    assert_eq!(not_pem, Error::Malformed { what });
}

#[test]
fn a_bad_nonce_is_answered_with_the_fresh_one_it_came_with() {
    let mut session = known_session();
    session.nonces = vec!["old-1".to_owned(), "old-2".to_owned()];
    let bad = answer(
        400,
        "application/problem+json",
        r#"{"type": "urn:ietf:params:acme:error:badNonce", "detail": "old"}"#,
    );
    let order = answer(201, "application/json", ORDER).with_header("location", "https://ca.test/o");
    let answers = vec![
        Ok(bad.clone().with_header("replay-nonce", "fresh")),
        // This one shows no nonce: one is fetched, the old ones are not tried.
        Ok(bad),
        Ok(nonce("fetched")),
        Ok(order.with_header("retry-after", "7")),
    ];
    let (sent, end) = play(
        &mut session,
        &mut Job::new(new_order()),
        Input::Start,
        answers,
    );
    let methods: Vec<_> = sent.iter().map(|(method, _)| *method).collect();
    assert_eq!(
        methods,
        [Method::Post, Method::Post, Method::Head, Method::Post]
    );
    let Some(Ok(Outcome::Order {
        url,
        order,
        retry_after,
    })) = end
    else {
        panic!("{end:?}");
    };
    assert_eq!(url, "https://ca.test/o");
    assert_eq!(order.status, OrderStatus::Pending);
    let moment = retry_after.unwrap().moment();
    assert_eq!(moment.rfc3339(), "2026-11-23T22:30:07Z");
    assert_eq!(session.nonces, Vec::<String>::new());
}

#[test]
fn a_server_without_a_list_of_orders_is_simply_asked_again() {
    let mut session = known_session();
    let mut job = Job::new(new_order());
    let (_, end) = play(&mut session, &mut job, Input::Start, vec![Ok(nonce("n"))]);
    assert_eq!(end, None, "the newOrder request is out, and the tab dies");
    let account = answer(200, "application/json", r#"{"status": "valid"}"#)
        .with_header("location", "https://ca.test/account/1")
        .with_header("replay-nonce", "n2");
    let order = answer(201, "application/json", ORDER).with_header("location", "https://ca.test/o");
    let answers = vec![Ok(nonce("n1")), Ok(account), Ok(order)];
    let (sent, end) = play(&mut session, &mut job, Input::Resume, answers);
    let urls: Vec<_> = sent.iter().map(|(_, url)| url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://ca.test/nonce",
            "https://ca.test/new-account",
            "https://ca.test/new-order"
        ]
    );
    assert!(matches!(end, Some(Ok(Outcome::Order { .. }))));
}

#[test]
fn inputs_out_of_turn_end_the_job() {
    let operation = || Operation::Order {
        url: "https://ca.test/o".to_owned(),
    };
    let now = Timestamp::default();
    let mut session = known_session();
    let mut job = Job::new(operation());
    let response = Input::Response(Ok(HttpResponse::empty(200)));
    let expected = Step::Done(Box::new(Err(Error::OutOfTurn)));
    assert_eq!(job.step(&mut session, response, now), expected);
    assert_eq!(job.step(&mut session, Input::Resume, now), expected);
}
