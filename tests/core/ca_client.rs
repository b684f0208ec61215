//! A client of the practice CA whose every request is made by hand: it can do
//! what the lab's own client never does.

use std::time::Duration;

use certlab::acme::challenge::{dns01_record_name, dns01_value, key_authorization};
use certlab::acme::jose::{Jwk, ProtectedHeader, SigningInput};
use certlab::acme::problem::Problem;
use certlab::acme::wire::{Authorization, ChallengeType, JOSE_JSON, Order};
use certlab::ca::{CaKeys, Context, PracticeCa, Tables};
use certlab::clock::Timestamp;
use certlab::dns::{Record, Zone};
use certlab::encoding::base64url;
use certlab::entropy::SeededEntropy;
use certlab::http::{HttpRequest, HttpResponse};
use certlab::x509::{Certificate, KeyAlgorithm, PrivateKey, parse_pem_chain};

use crate::acme_world::csr_with_key;

pub(crate) const BASE: &str = "https://ca.test";
pub(crate) const TERMS: &str = r#"{"termsOfServiceAgreed":true}"#;

/// A CA, its world, and a client.
pub(crate) struct Handmade {
    pub(crate) ca: PracticeCa,
    pub(crate) keys: CaKeys,
    pub(crate) zone: Zone,
    pub(crate) tables: Tables,
    pub(crate) entropy: SeededEntropy,
    pub(crate) now: Timestamp,
    /// Signs whatever comes next.
    pub(crate) key: PrivateKey,
}

impl Handmade {
    pub(crate) fn new() -> Self {
        let mut entropy = SeededEntropy::new([8; 32]);
        Self {
            ca: PracticeCa::new(BASE),
            keys: CaKeys::generate(&mut entropy).unwrap(),
            zone: Zone::new(),
            tables: Tables::default(),
            key: PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap(),
            entropy,
            now: Timestamp::from_unix_secs(1_795_000_000),
        }
    }

    pub(crate) fn new_key(&mut self) -> PrivateKey {
        PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut self.entropy).unwrap()
    }

    pub(crate) fn ask(&mut self, request: &HttpRequest) -> HttpResponse {
        self.ca.look(&self.zone, &self.tables, self.now);
        let mut context = Context {
            now: self.now,
            entropy: &mut self.entropy,
            keys: &self.keys,
        };
        self.ca.handle(request, &mut context)
    }

    pub(crate) fn get(&mut self, url: &str) -> HttpResponse {
        self.ask(&HttpRequest::get(url))
    }

    pub(crate) fn later(&mut self, span: Duration) {
        self.now = self.now + span;
    }

    fn nonce(&mut self) -> String {
        let response = self.get(&format!("{BASE}/new-nonce"));
        response.header("replay-nonce").unwrap().to_owned()
    }

    fn signed(&self, header: &ProtectedHeader<'_>, payload: &str) -> Vec<u8> {
        let input = SigningInput::new(header, payload.as_bytes());
        let signature = self
            .key
            .sign(
                certlab::x509::SignatureAlgorithm::EcdsaWithSha256,
                &input.message(),
            )
            .unwrap();
        input.into_body(&signature)
    }

    /// A POST by the account `kid`.
    pub(crate) fn post(&mut self, kid: &str, url: &str, payload: &str) -> HttpResponse {
        let nonce = self.nonce();
        let body = self.signed(&ProtectedHeader::of_account(kid, &nonce, url), payload);
        self.ask(&HttpRequest::post(url, JOSE_JSON, body))
    }

    /// A POST that shows the key it is signed with.
    pub(crate) fn post_by_key(&mut self, url: &str, payload: &str) -> HttpResponse {
        let nonce = self.nonce();
        let jwk = Jwk::try_from(&self.key.public_key()).unwrap();
        let body = self.signed(&ProtectedHeader::of_key(&jwk, &nonce, url), payload);
        self.ask(&HttpRequest::post(url, JOSE_JSON, body))
    }

    /// An account of the current key; gives its URL.
    pub(crate) fn register(&mut self) -> String {
        let response = self.post_by_key(&format!("{BASE}/new-account"), TERMS);
        assert_eq!(response.status, 201, "{}", text(&response));
        response.header("location").unwrap().to_owned()
    }

    /// newOrder, with further members of its payload.
    pub(crate) fn try_order(&mut self, kid: &str, names: &[&str], more: &str) -> HttpResponse {
        let identifiers: Vec<String> = names
            .iter()
            .map(|name| format!(r#"{{"type":"dns","value":"{name}"}}"#))
            .collect();
        let payload = format!(r#"{{"identifiers":[{}]{more}}}"#, identifiers.join(","));
        self.post(kid, &format!("{BASE}/new-order"), &payload)
    }

    pub(crate) fn authorization(&mut self, kid: &str, url: &str) -> Authorization {
        let response = self.post(kid, url, "");
        serde_json::from_slice(&response.body).unwrap()
    }

    /// The key authorization of a challenge of this type, and its URL.
    pub(crate) fn challenge(
        &mut self,
        account: &str,
        url: &str,
        kind: &ChallengeType,
    ) -> (String, String, String) {
        let authorization = self.authorization(account, url);
        let mut challenges = authorization.challenges.into_iter();
        let challenge = challenges
            .find(|challenge| challenge.kind == *kind)
            .unwrap();
        let token = challenge.token.unwrap();
        let jwk = Jwk::try_from(&self.key.public_key()).unwrap();
        let proof = key_authorization(&token, &jwk);
        (challenge.url, token, proof)
    }

    /// Proves all names of an order by DNS.
    pub(crate) fn prove(&mut self, kid: &str, order: &Order) {
        for url in &order.authorizations {
            let name = self.authorization(kid, url).identifier;
            let (challenge, _, proof) = self.challenge(kid, url, &ChallengeType::Dns01);
            let record_name = dns01_record_name(name.value());
            let record = Record::txt(&record_name, dns01_value(&proof), 60);
            self.zone.publish(record, self.now);
            self.post(kid, &challenge, "{}");
        }
    }

    /// From newOrder to the certificate; gives order URL, certificate URL and chain.
    pub(crate) fn issue(
        &mut self,
        kid: &str,
        names: &[&str],
        key: &PrivateKey,
        more: &str,
    ) -> (String, String, Vec<Certificate>) {
        let response = self.try_order(kid, names, more);
        assert_eq!(response.status, 201, "{}", text(&response));
        let url = response.header("location").unwrap().to_owned();
        let order: Order = serde_json::from_slice(&response.body).unwrap();
        self.prove(kid, &order);
        let csr = base64url(&csr_with_key(names, key));
        let finalized = self.post(kid, &order.finalize, &format!(r#"{{"csr":"{csr}"}}"#));
        assert_eq!(finalized.status, 200, "{}", text(&finalized));
        let order: Order = serde_json::from_slice(&finalized.body).unwrap();
        let certificate = order.certificate.unwrap();
        let chain = self.post(kid, &certificate, "");
        let chain = parse_pem_chain(&text(&chain)).unwrap();
        (url, certificate, chain)
    }

    /// revokeCert by the account `kid`, or by the current key alone.
    pub(crate) fn revoke(
        &mut self,
        kid: Option<&str>,
        leaf: &Certificate,
        reason: &str,
    ) -> HttpResponse {
        let der = base64url(leaf.der());
        let payload = format!(r#"{{"certificate":"{der}"{reason}}}"#);
        let url = format!("{BASE}/revoke-cert");
        match kid {
            Some(kid) => self.post(kid, &url, &payload),
            None => self.post_by_key(&url, &payload),
        }
    }
}

pub(crate) fn text(response: &HttpResponse) -> String {
    String::from_utf8_lossy(&response.body).into_owned()
}

/// Status, type and detail of a refusal.
pub(crate) fn refusal(response: &HttpResponse) -> (u16, String, String) {
    let problem = Problem::from_response(response)
        .unwrap_or_else(|| panic!("no problem document: {}", text(response)));
    assert_eq!(problem.status, Some(response.status));
    (
        response.status,
        problem.short_type().to_owned(),
        problem.detail,
    )
}

/// Status and type only.
pub(crate) fn kind(response: &HttpResponse) -> (u16, String) {
    let (status, kind, _) = refusal(response);
    (status, kind)
}
