//! The practice CA's front, spoken to with requests made by hand.

use certlab::acme::jose::{Jwk, ProtectedHeader, SigningInput};
use certlab::acme::problem::Problem;
use certlab::acme::wire::{Directory, JOSE_JSON};
use certlab::ca::{CaKeys, Context, PracticeCa};
use certlab::clock::Timestamp;
use certlab::encoding::base64url;
use certlab::entropy::SeededEntropy;
use certlab::http::{HttpRequest, HttpResponse, Method};
use certlab::x509::{KeyAlgorithm, PrivateKey, SignatureAlgorithm};

struct Server {
    ca: PracticeCa,
    keys: CaKeys,
    entropy: SeededEntropy,
    account_key: PrivateKey,
}

impl Server {
    fn new() -> Self {
        let mut entropy = SeededEntropy::new([6; 32]);
        let keys = CaKeys::generate(&mut entropy).unwrap();
        Self {
            keys,
            account_key: PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap(),
            ca: PracticeCa::new("https://ca.test/"),
            entropy,
        }
    }

    fn ask(&mut self, request: &HttpRequest) -> HttpResponse {
        let mut context = Context {
            now: Timestamp::from_unix_secs(1_795_000_000),
            entropy: &mut self.entropy,
            keys: &self.keys,
        };
        self.ca.handle(request, &mut context)
    }

    fn nonce(&mut self) -> String {
        let response = self.ask(&HttpRequest::head("https://ca.test/new-nonce"));
        response.header("replay-nonce").unwrap().to_owned()
    }

    /// A body signed as the key itself.
    fn by_key(&self, nonce: &str, url: &str, payload: &str) -> Vec<u8> {
        let jwk = Jwk::try_from(&self.account_key.public_key()).unwrap();
        self.signed(&ProtectedHeader::of_key(&jwk, nonce, url), payload)
    }

    fn signed(&self, header: &ProtectedHeader<'_>, payload: &str) -> Vec<u8> {
        let input = SigningInput::new(header, payload.as_bytes());
        let signature = self
            .account_key
            .sign(SignatureAlgorithm::EcdsaWithSha256, &input.message())
            .unwrap();
        input.into_body(&signature)
    }

    /// A POST by the account `kid`.
    fn post(&mut self, kid: &str, url: &str, payload: &str) -> HttpResponse {
        let nonce = self.nonce();
        let body = self.signed(&ProtectedHeader::of_account(kid, &nonce, url), payload);
        self.ask(&HttpRequest::post(url, JOSE_JSON, body))
    }

    fn register(&mut self) -> String {
        let nonce = self.nonce();
        let body = self.by_key(&nonce, NEW_ACCOUNT, r#"{"termsOfServiceAgreed":true}"#);
        let response = self.ask(&HttpRequest::post(NEW_ACCOUNT, JOSE_JSON, body));
        assert_eq!(response.status, 201);
        response.header("location").unwrap().to_owned()
    }
}

const NEW_ACCOUNT: &str = "https://ca.test/new-account";
const NEW_ORDER: &str = "https://ca.test/new-order";

/// Status, type and detail of a refusal.
fn refusal(response: &HttpResponse) -> (u16, String, String) {
    let problem = Problem::from_response(response).expect("a problem document");
    assert_eq!(problem.status, Some(response.status));
    (
        response.status,
        problem.short_type().to_owned(),
        problem.detail,
    )
}

fn header_only(header: &str) -> Vec<u8> {
    let protected = base64url(header.as_bytes());
    format!(r#"{{"protected":"{protected}","payload":"","signature":"AA"}}"#).into_bytes()
}

#[test]
fn directory_terms_and_nonces_are_open_to_all() {
    let mut server = Server::new();
    let response = server.ask(&HttpRequest::get("https://ca.test/directory"));
    let directory: Directory = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(directory.new_order, NEW_ORDER);
    let terms = directory.meta.terms_of_service.unwrap();
    assert_eq!(server.ask(&HttpRequest::get(terms)).status, 200);
    let response = server.ask(&HttpRequest::get(directory.new_nonce));
    assert_eq!(response.status, 204);
    assert_eq!(response.header("cache-control"), Some("no-store"));
    assert_eq!(
        response.header("link"),
        Some(r#"<https://ca.test/directory>;rel="index""#)
    );
    assert_ne!(response.header("replay-nonce").unwrap(), server.nonce());
}

#[test]
fn wrong_paths_and_methods_get_problem_documents() {
    let mut server = Server::new();
    let unknown = server.ask(&HttpRequest::get("https://ca.test/elsewhere"));
    assert_eq!(refusal(&unknown).0, 404);
    for (method, url, allow) in [
        (Method::Get, NEW_ORDER, "POST"),
        (Method::Get, "https://ca.test/order/1", "POST"),
        (Method::Post, "https://ca.test/terms", "GET"),
        (Method::Get, "https://ca.test/revoke-cert", "POST"),
        (Method::Head, "https://ca.test/directory", "GET, POST"),
    ] {
        let request = HttpRequest {
            method,
            ..HttpRequest::get(url)
        };
        let response = server.ask(&request);
        assert_eq!(refusal(&response).2, "Method not allowed");
        assert_eq!(
            (response.status, response.header("allow")),
            (405, Some(allow)),
            "{url}"
        );
    }
}

#[test]
fn bodies_that_are_no_acme_requests_are_told_apart() {
    let mut server = Server::new();
    let plain = HttpRequest::post(NEW_ACCOUNT, "application/json", b"{}".to_vec());
    let response = server.ask(&plain);
    assert_eq!(refusal(&response).0, 415);
    assert!(response.header("replay-nonce").is_some());
    let rsa = r#"{"alg":"ES256","nonce":"n","url":"u","jwk":{"kty":"RSA","n":"AQAB","e":"AQAB"}}"#;
    for (body, kind, detail) in [
        (Vec::new(), "malformed", "No body on POST"),
        (b"{}".to_vec(), "malformed", "Parse error reading JWS"),
        (vec![b' '; 200_000], "malformed", "Request body too large"),
        (
            header_only(r#"{"alg":"EdDSA","kid":"x"}"#),
            "badSignatureAlgorithm",
            "JWS signature header contains unsupported algorithm \"EdDSA\", expected one of [RS256 ES256 ES384]",
        ),
        (
            header_only(rsa),
            "badPublicKey",
            "the JWK is no RSA key and no EC public key on the curve P-256 or P-384",
        ),
        (
            header_only(r#"{"alg":"ES256","kid":"x"}"#),
            "malformed",
            "No embedded JWK in JWS header",
        ),
    ] {
        let response = server.ask(&HttpRequest::post(NEW_ACCOUNT, JOSE_JSON, body));
        let (_, found, said) = refusal(&response);
        assert_eq!((found.as_str(), said.as_str()), (kind, detail));
    }
    let ed_dsa = header_only(r#"{"alg":"EdDSA","kid":"x"}"#);
    let response = server.ask(&HttpRequest::post(NEW_ACCOUNT, JOSE_JSON, ed_dsa));
    assert_eq!(
        Problem::from_response(&response).unwrap().algorithms,
        ["RS256", "ES256", "ES384"]
    );
}

#[test]
fn replayed_forged_and_misdirected_requests_are_refused() {
    let mut server = Server::new();
    let nonce = server.nonce();
    let terms = r#"{"termsOfServiceAgreed":true}"#;
    let forged = server.by_key(&nonce, NEW_ACCOUNT, terms);
    let forged = String::from_utf8(forged)
        .unwrap()
        .replace("\"payload\":\"ey", "\"payload\":\"eX");
    let response = server.ask(&HttpRequest::post(
        NEW_ACCOUNT,
        JOSE_JSON,
        forged.into_bytes(),
    ));
    assert_eq!(refusal(&response).2, "JWS verification error");

    // The forgery did not use the nonce up; the true request does.
    let body = server.by_key(&nonce, NEW_ACCOUNT, terms);
    let request = HttpRequest::post(NEW_ACCOUNT, JOSE_JSON, body);
    assert_eq!(server.ask(&request).status, 201);
    assert_eq!(refusal(&server.ask(&request)).1, "badNonce");

    // The same key again finds its account.
    let nonce = server.nonce();
    let body = server.by_key(&nonce, NEW_ACCOUNT, terms);
    assert_eq!(
        server
            .ask(&HttpRequest::post(NEW_ACCOUNT, JOSE_JSON, body))
            .status,
        200
    );
    assert_eq!(server.ca.counts(), (1, 0));

    let nonce = server.nonce();
    let elsewhere = server.by_key(&nonce, "https://evil.test/new-account", terms);
    let response = server.ask(&HttpRequest::post(NEW_ACCOUNT, JOSE_JSON, elsewhere));
    let (status, kind, _) = refusal(&response);
    assert_eq!((status, kind.as_str()), (403, "unauthorized"));
}

#[test]
fn only_the_owner_sees_and_changes_its_things() {
    let mut server = Server::new();
    let owner = server.register();
    let order = r#"{"identifiers":[{"type":"dns","value":"a.test"}]}"#;
    let response = server.post(&owner, NEW_ORDER, order);
    assert_eq!(response.status, 201);
    let order_url = response.header("location").unwrap().to_owned();
    let order: certlab::acme::wire::Order = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(server.post(&owner, &order_url, "").status, 200);
    assert_eq!(refusal(&server.post(&owner, &order_url, "{}")).0, 400);

    let owners_key = server.account_key.clone();
    server.account_key = server.keys.roots[0].clone();
    let stranger = server.register();
    assert_eq!(refusal(&server.post(&stranger, &order_url, "")).0, 404);
    assert_eq!(
        refusal(&server.post(&stranger, &order.authorizations[0], "")).0,
        403
    );
    assert_eq!(
        refusal(&server.post(&stranger, &order.finalize, "{}")).0,
        404
    );
    assert_eq!(refusal(&server.post(&stranger, &owner, "")).0, 403);
    // Another's account URL with one's own key.
    assert_eq!(
        refusal(&server.post(&owner, &order_url, "")).2,
        "JWS verification error"
    );
    for (kid, kind) in [
        ("https://ca.test/account/none", "accountDoesNotExist"),
        ("https://ca.test/order/1", "malformed"),
    ] {
        assert_eq!(refusal(&server.post(kid, &order_url, "")).1, kind);
    }
    server.account_key = owners_key;
    assert_eq!(server.post(&owner, &order_url, "").status, 200);
}

#[test]
fn an_account_changes_its_contacts_gives_names_up_and_ends() {
    let mut server = Server::new();
    let account = server.register();
    let response = server.post(
        &account,
        &account,
        r#"{"contact":["mailto:a@example.test"]}"#,
    );
    assert_eq!(response.status, 200);
    assert!(String::from_utf8_lossy(&response.body).contains("mailto:a@example.test"));
    let kept = server.post(&account, &account, "");
    assert_eq!(kept.body, response.body);
    assert_eq!(
        refusal(&server.post(&account, &account, r#"{"contact":["x"]}"#)).1,
        "unsupportedContact"
    );

    let order = r#"{"identifiers":[{"type":"dns","value":"a.test"}]}"#;
    let response = server.post(&account, NEW_ORDER, order);
    let order: certlab::acme::wire::Order = serde_json::from_slice(&response.body).unwrap();
    let authorization = &order.authorizations[0];
    let given_up = server.post(&account, authorization, r#"{"status":"deactivated"}"#);
    assert!(String::from_utf8_lossy(&given_up.body).contains("deactivated"));
    assert_eq!(
        refusal(&server.post(&account, authorization, r#"{"status":"valid"}"#)).0,
        400
    );

    let ended = server.post(&account, &account, r#"{"status":"deactivated"}"#);
    assert_eq!(ended.status, 200);
    let (status, kind, detail) = refusal(&server.post(&account, NEW_ORDER, "{}"));
    assert_eq!((status, kind.as_str()), (403, "unauthorized"));
    assert_eq!(detail, "Account is not valid, has status \"deactivated\"");
}
