//! An ACME server that does what the test says.

use std::collections::{BTreeMap, VecDeque};

use certlab::acme::client::{Error, Operation, Outcome};
use certlab::acme::problem::{Problem, ProblemType};
use certlab::acme::wire::{Authorization, Challenge, ChallengeStatus, Identifier, Order};
use certlab::clock::Timestamp;
use certlab::entropy::{Entropy, SeededEntropy};
use certlab::http::HttpFailure;
use certlab::x509::certificate::prepare;
use certlab::x509::{
    Certificate, CertificateSigningRequest, DnsName, Issuer, KeyAlgorithm, PrivateKey,
    RequestParams, SerialNumber, Template, request,
};
use serde_json::json;

/// One order: its parts as the wire has them.
#[derive(Debug)]
struct Entry {
    identifiers: Vec<Identifier>,
    authorizations: Vec<(bool, String, &'static str)>,
    status: &'static str,
    certificate: Option<String>,
    polls_left: u32,
}

/// The server.
pub(crate) struct Server {
    orders: BTreeMap<String, Entry>,
    /// Whether validations succeed.
    pub(crate) valid: bool,
    /// For how long it certifies, in seconds.
    pub(crate) lifetime_secs: i64,
    /// How often a finalized order is still `processing`.
    pub(crate) processing_polls: u32,
    /// How often an accepted authorization is still `pending`.
    pub(crate) pending_polls: u32,
    /// Why validations fail: type, status and detail, `{domain}` for the name.
    pub(crate) refusal: (&'static str, u16, &'static str),
    /// Errors for the next calls whose operation has this name.
    pub(crate) failures: VecDeque<(&'static str, Error)>,
    /// Every operation, by name.
    pub(crate) log: Vec<String>,
    root: (PrivateKey, Certificate),
    entropy: SeededEntropy,
}

const BASE: &str = "https://acme.test";

impl Server {
    pub(crate) fn new(now: Timestamp) -> Self {
        let mut entropy = SeededEntropy::new([42; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
        let root = self_signed(&key, now, &mut entropy);
        Self {
            orders: BTreeMap::new(),
            valid: true,
            // Let's Encrypt: 90 days less a second.
            lifetime_secs: 90 * 86_400 - 1,
            processing_polls: 0,
            pending_polls: 0,
            refusal: (
                "unauthorized",
                403,
                "No TXT record found at _acme-challenge.{domain}",
            ),
            failures: VecDeque::new(),
            log: Vec::new(),
            root: (key, root),
            entropy,
        }
    }

    pub(crate) fn problem(kind: ProblemType, status: u16, detail: &str) -> Error {
        Error::Problem(Box::new(Problem::new(kind, status, detail)))
    }

    pub(crate) fn unreachable() -> Error {
        Error::Http(HttpFailure::Unreachable)
    }

    /// Every order that is still open has been open too long.
    pub(crate) fn expire(&mut self) {
        for entry in self.orders.values_mut() {
            if entry.status == "pending" {
                entry.status = "invalid";
            }
        }
    }

    pub(crate) fn count(&self, operation: &str) -> usize {
        self.log.iter().filter(|name| *name == operation).count()
    }

    pub(crate) fn answer(
        &mut self,
        operation: &Operation,
        now: Timestamp,
    ) -> Result<Outcome, Error> {
        let name = operation.name();
        self.log.push(name.to_owned());
        if self
            .failures
            .front()
            .is_some_and(|(failing, _)| *failing == name)
            && let Some((_, error)) = self.failures.pop_front()
        {
            return Err(error);
        }
        match operation {
            Operation::Register { contacts, .. } => Ok(Outcome::Account {
                url: format!("{BASE}/account/1"),
                account: serde_json::from_value(json!({"status": "valid", "contact": contacts}))
                    .unwrap(),
            }),
            Operation::NewOrder { identifiers, .. } => {
                let url = format!("{BASE}/order/{}", self.orders.len() + 1);
                let authorizations = identifiers
                    .iter()
                    .map(|identifier| {
                        let value = identifier.value();
                        let base = value.strip_prefix("*.").unwrap_or(value);
                        (value != base, base.to_owned(), "pending")
                    })
                    .collect();
                self.orders.insert(
                    url.clone(),
                    Entry {
                        identifiers: identifiers.clone(),
                        authorizations,
                        status: "pending",
                        certificate: None,
                        polls_left: self.processing_polls,
                    },
                );
                Ok(self.order(&url))
            }
            Operation::Order { url } => {
                if let Some(entry) = self.orders.get_mut(url)
                    && entry.status == "processing"
                {
                    entry.polls_left = entry.polls_left.saturating_sub(1);
                    if entry.polls_left == 0 {
                        entry.status = "valid";
                    }
                }
                Ok(self.order(url))
            }
            Operation::Authorization { url } => {
                let authorization = self.authorization(url);
                Ok(Outcome::Authorization {
                    url: url.clone(),
                    authorization,
                    retry_after: None,
                })
            }
            Operation::Accept { challenge_url } => {
                let url = challenge_url.replace("/challenge/", "/authorization/");
                let valid = self.valid;
                let (order, index) = Self::place(&url);
                let entry = self.orders.get_mut(&order).unwrap();
                // As Pebble: "Cannot update challenge with status valid, only status pending".
                assert_eq!(entry.authorizations[index].2, "pending", "accepted twice");
                entry.authorizations[index].2 = if valid { "valid" } else { "invalid" };
                if !valid {
                    entry.status = "invalid";
                } else if entry
                    .authorizations
                    .iter()
                    .all(|(.., status)| *status == "valid")
                {
                    entry.status = "ready";
                }
                let challenge = Self::challenge(&url, &ChallengeStatus::Processing);
                Ok(Outcome::Challenge {
                    challenge,
                    retry_after: None,
                })
            }
            Operation::Finalize {
                order_url, csr_der, ..
            } => {
                let pem = self.sign(csr_der, now);
                let entry = self.orders.get_mut(order_url).unwrap();
                assert_eq!(entry.status, "ready", "finalized too early");
                entry.certificate = Some(pem);
                entry.status = if entry.polls_left > 0 {
                    "processing"
                } else {
                    "valid"
                };
                Ok(self.order(order_url))
            }
            Operation::Certificate { url } => {
                let order = url.replace("/certificate/", "/order/");
                Ok(Outcome::Certificate {
                    pem: self.orders[&order].certificate.clone().unwrap(),
                    alternates: Vec::new(),
                })
            }
            other => panic!("not scripted: {other:?}"),
        }
    }

    fn place(authorization: &str) -> (String, usize) {
        let (order, index) = authorization.rsplit_once('/').unwrap();
        (
            order.replace("/authorization/", "/order/"),
            index.parse().unwrap(),
        )
    }

    fn order(&self, url: &str) -> Outcome {
        let entry = &self.orders[url];
        let authorizations: Vec<String> = (0..entry.authorizations.len())
            .map(|index| format!("{}/{index}", url.replace("/order/", "/authorization/")))
            .collect();
        let certificate =
            (entry.status == "valid").then(|| url.replace("/order/", "/certificate/"));
        let order: Order = serde_json::from_value(json!({
            "status": entry.status,
            "identifiers": entry.identifiers,
            "authorizations": authorizations,
            "finalize": url.replace("/order/", "/finalize/"),
            "certificate": certificate,
        }))
        .unwrap();
        Outcome::Order {
            url: url.to_owned(),
            order,
            retry_after: None,
        }
    }

    fn authorization(&mut self, url: &str) -> Authorization {
        let (order, index) = Self::place(url);
        let (wildcard, domain, status) = self.orders[&order].authorizations[index].clone();
        let decided = status != "pending";
        let shown = if decided && self.pending_polls > 0 {
            self.pending_polls -= 1;
            "pending"
        } else {
            status
        };
        let challenge = Self::challenge(url, &ChallengeStatus::Pending);
        let mut value = json!({
            "identifier": {"type": "dns", "value": domain},
            "status": shown,
            "wildcard": wildcard,
            "challenges": [challenge],
        });
        if shown == "invalid" {
            let (kind, status, detail) = self.refusal;
            value["challenges"][0]["error"] = json!({
                "type": format!("urn:ietf:params:acme:error:{kind}"),
                "status": status,
                "detail": detail.replace("{domain}", &domain),
            });
        }
        serde_json::from_value(value).unwrap()
    }

    fn challenge(authorization: &str, status: &ChallengeStatus) -> Challenge {
        let url = authorization.replace("/authorization/", "/challenge/");
        serde_json::from_value(json!({
            "type": "dns-01",
            "url": url,
            "status": status,
            "token": format!("token-of-{}", url.replace(['/', ':'], "-")),
        }))
        .unwrap()
    }

    fn sign(&mut self, csr: &[u8], now: Timestamp) -> String {
        let csr = CertificateSigningRequest::from_der(csr).unwrap();
        // Let's Encrypt: from an hour ago.
        let not_before = Timestamp::from_unix_secs(now.unix_secs() - 3_600);
        let template = Template {
            not_before,
            not_after: Timestamp::from_unix_secs(not_before.unix_secs() + self.lifetime_secs),
            ..template(false, now, &mut self.entropy)
        };
        let (key, root) = &self.root;
        let to_be_signed = prepare(&csr, &template, Issuer::Certificate(root)).unwrap();
        let der = to_be_signed.sign(key).unwrap();
        Certificate::from_der(&der).unwrap().to_pem() + &root.to_pem()
    }
}

pub(crate) fn template(is_ca: bool, now: Timestamp, entropy: &mut dyn Entropy) -> Template {
    Template {
        serial: SerialNumber::random(entropy),
        not_before: now,
        not_after: Timestamp::from_unix_secs(now.unix_secs() + 3_650 * 86_400),
        is_ca,
        path_len: None,
        usages: Vec::new(),
        crl_distribution_points: Vec::new(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    }
}

pub(crate) fn self_signed(
    key: &PrivateKey,
    now: Timestamp,
    entropy: &mut dyn Entropy,
) -> Certificate {
    let params = RequestParams {
        common_name: Some("Scripted Root".to_owned()),
        dns_names: vec![DnsName::parse_any("root.test").unwrap()],
        encode_usages: true,
        is_ca: true,
        ..RequestParams::default()
    };
    let csr = request::prepare(&params, &key.public_key()).unwrap();
    let der = csr.sign(key).unwrap();
    let csr = CertificateSigningRequest::from_der(&der).unwrap();
    let to_be_signed = prepare(&csr, &template(true, now, entropy), Issuer::SelfSigned).unwrap();
    let der = to_be_signed.sign(key).unwrap();
    Certificate::from_der(&der).unwrap()
}
