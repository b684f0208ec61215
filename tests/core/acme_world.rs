//! A client, the practice CA and a zone, for the journeys.

use certlab::acme::challenge::{dns01_record_name, dns01_value, key_authorization};
use certlab::acme::client::{Error, Input, Job, Operation, OrderOptions, Outcome, Session, Step};
use certlab::acme::jose::Jwk;
use certlab::acme::problem::ProblemType;
use certlab::acme::wire::{Authorization, Identifier, Order, OrderStatus};
use certlab::ca::{CaKeys, Context, PracticeCa, Tables};
use certlab::clock::Timestamp;
use certlab::dns::{Record, Zone};
use certlab::entropy::SeededEntropy;
use certlab::http::{HttpFailure, HttpRequest, HttpResponse};
use certlab::x509::{
    Certificate, DnsName, KeyAlgorithm, PrivateKey, RequestParams, SignatureAlgorithm,
    parse_pem_chain, request,
};

/// The names that most journeys are about.
pub(crate) const NAMES: [&str; 2] = ["example.test", "*.example.test"];

/// What happens to a step of the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Fine,
    /// The tab dies before the request goes out.
    DiesBefore,
    /// The tab dies after the server did its part.
    DiesAfter,
    /// The network goes before the request arrives.
    LostBefore,
    /// The network goes before the answer arrives.
    LostAfter,
}

/// A client, a CA and a zone.
pub(crate) struct World {
    pub(crate) ca: PracticeCa,
    pub(crate) keys: CaKeys,
    pub(crate) zone: Zone,
    pub(crate) tables: Tables,
    pub(crate) entropy: SeededEntropy,
    pub(crate) now: Timestamp,
    pub(crate) account_key: PrivateKey,
    pub(crate) session: Session,
    /// What happens to the nth step.
    pub(crate) fate: Box<dyn FnMut(usize) -> Fate>,
    pub(crate) steps: usize,
    pub(crate) requests: Vec<HttpRequest>,
}

impl World {
    pub(crate) fn new(seed: u8) -> Self {
        let mut entropy = SeededEntropy::new([seed; 32]);
        let keys = CaKeys::generate(&mut entropy).unwrap();
        let account_key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
        let ca = PracticeCa::new("https://acme.practice.test");
        Self {
            session: Session::new(ca.directory_url(), account_key.public_key()),
            ca,
            keys,
            zone: Zone::default(),
            tables: Tables::default(),
            entropy,
            now: Timestamp::parse_rfc3339("2026-11-23T22:30:00Z").unwrap(),
            account_key,
            fate: Box::new(|_| Fate::Fine),
            steps: 0,
            requests: Vec::new(),
        }
    }

    pub(crate) fn carry(&mut self, request: &HttpRequest) -> HttpResponse {
        self.requests.push(request.clone());
        self.ca.look(&self.zone, &self.tables, self.now);
        let mut context = Context {
            now: self.now,
            entropy: &mut self.entropy,
            keys: &self.keys,
        };
        self.ca.handle(request, &mut context)
    }

    /// Runs one operation; job, session and CA are saved and read back at each step.
    pub(crate) fn run(&mut self, operation: Operation) -> Result<Outcome, Error> {
        let mut job = Job::new(operation);
        let mut input = Input::Start;
        loop {
            let step = job.step(&mut self.session, input, self.now);
            job = reloaded(&job);
            self.session = reloaded(&self.session);
            self.ca = reloaded(&self.ca);
            self.steps += 1;
            let fate = (self.fate)(self.steps);
            input = match (step, fate) {
                (Step::Done(result), _) => return *result,
                (_, Fate::DiesBefore) | (Step::Sign { .. }, Fate::DiesAfter) => Input::Resume,
                (Step::Sign { message, .. }, _) => Input::Signature(
                    self.account_key
                        .sign(SignatureAlgorithm::EcdsaWithSha256, &message)
                        .unwrap(),
                ),
                (Step::Send(_), Fate::LostBefore) => Input::Response(Err(HttpFailure::Unreachable)),
                (Step::Send(request), fate) => {
                    let response = self.carry(&request);
                    match fate {
                        Fate::DiesAfter => Input::Resume,
                        Fate::LostAfter => Input::Response(Err(HttpFailure::Unreachable)),
                        _ => Input::Response(Ok(response)),
                    }
                }
            };
        }
    }

    /// Tries again what may go better later, as a controller does.
    pub(crate) fn run_until_definite(&mut self, operation: &Operation) -> Result<Outcome, Error> {
        for _ in 0..100 {
            match self.run(operation.clone()) {
                Err(error) if error.transient() => {}
                result => return result,
            }
        }
        panic!("{operation:?} never came through");
    }

    pub(crate) fn register(&mut self) -> Result<Outcome, Error> {
        self.run_until_definite(&Operation::Register {
            contacts: vec!["mailto:admin@example.test".to_owned()],
            agree_to_terms: true,
            only_existing: false,
            customer: None,
        })
    }

    pub(crate) fn new_order(&mut self, names: &[&str]) -> Result<(String, Order), Error> {
        let identifiers = names
            .iter()
            .map(|name| Identifier::Dns((*name).to_owned()))
            .collect();
        match self.run_until_definite(&Operation::NewOrder {
            identifiers,
            options: OrderOptions::default(),
        })? {
            Outcome::Order { url, order, .. } => Ok((url, order)),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn order(&mut self, url: &str) -> Order {
        let operation = Operation::Order {
            url: url.to_owned(),
        };
        match self.run_until_definite(&operation).unwrap() {
            Outcome::Order { order, .. } => order,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn authorization(&mut self, url: &str) -> Authorization {
        let operation = Operation::Authorization {
            url: url.to_owned(),
        };
        match self.run_until_definite(&operation).unwrap() {
            Outcome::Authorization { authorization, .. } => authorization,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn publish(&mut self, name: &str, value: &str) {
        self.zone.publish(Record::txt(name, value, 60), self.now);
    }

    /// Publishes the record of an authorization and says so to the CA.
    pub(crate) fn answer(&mut self, url: &str, value: Option<&str>) {
        let authorization = self.authorization(url);
        let challenge = &authorization.challenges[0];
        let jwk = Jwk::try_from(&self.account_key.public_key()).unwrap();
        let token = challenge.token.clone().unwrap();
        let right = dns01_value(&key_authorization(&token, &jwk));
        let name = dns01_record_name(authorization.identifier.value());
        self.publish(&name, value.unwrap_or(&right));
        let accept = Operation::Accept {
            challenge_url: challenge.url.clone(),
        };
        self.run_until_definite(&accept).unwrap();
    }

    pub(crate) fn finalize(
        &mut self,
        url: &str,
        order: &Order,
        csr_der: Vec<u8>,
    ) -> Result<Order, Error> {
        let operation = Operation::Finalize {
            url: order.finalize.clone(),
            order_url: url.to_owned(),
            csr_der,
        };
        match self.run_until_definite(&operation)? {
            Outcome::Order { order, .. } => Ok(order),
            other => panic!("{other:?}"),
        }
    }

    /// The whole flow; gives the chain.
    pub(crate) fn issue(&mut self, names: &[&str]) -> Vec<Certificate> {
        self.register().unwrap();
        let (url, order) = self.new_order(names).unwrap();
        assert_eq!(order.status, OrderStatus::Pending);
        for authorization in &order.authorizations {
            self.answer(authorization, None);
        }
        assert_eq!(self.order(&url).status, OrderStatus::Ready);
        let order = self.finalize(&url, &order, csr(names)).unwrap();
        assert_eq!(order.status, OrderStatus::Valid);
        let certificate = Operation::Certificate {
            url: order.certificate.unwrap(),
        };
        match self.run_until_definite(&certificate).unwrap() {
            Outcome::Certificate { pem, alternates } => {
                assert_eq!(alternates.len(), 1);
                parse_pem_chain(&pem).unwrap()
            }
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn refusal(result: Result<impl std::fmt::Debug, Error>) -> (ProblemType, String) {
        let error = result.unwrap_err();
        let problem = error.problem().unwrap();
        (problem.kind.clone(), problem.detail.clone())
    }
}

fn reloaded<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

pub(crate) fn csr(names: &[&str]) -> Vec<u8> {
    let mut entropy = SeededEntropy::new([99; 32]);
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
    csr_with_key(names, &key)
}

pub(crate) fn csr_with_key(names: &[&str], key: &PrivateKey) -> Vec<u8> {
    let params = RequestParams {
        dns_names: names
            .iter()
            .map(|name| DnsName::parse(name).unwrap())
            .collect(),
        ..RequestParams::default()
    };
    let to_be_signed = request::prepare(&params, &key.public_key()).unwrap();
    to_be_signed.sign(key).unwrap()
}
