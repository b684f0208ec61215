//! The whole lab, in the Real world, without its page: from manifests to a
//! Secret with a certificate that Pebble issued.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use certlab::certmanager::api::{self, Object, SecretValue};
use certlab::certmanager::controller::dns_record;
use certlab::dns::Resolver;
use certlab::entropy::{Entropy as _, SeededEntropy};
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::{Action, Answer, Effect, KeyStore, Lab, World};
use certlab::x509::{KeyEncoding, chain_pem, parse_pem_chain};
use tokio::time::{sleep, timeout};
use ureq::Agent;

use crate::outside::{carry, new_entropy, new_seed, now};
use crate::servers::bind::Bind;
use crate::servers::doh_proxy::DohProxy;
use crate::servers::http_server::{Answer as Answered, HttpServer};
use crate::servers::pebble::{Pebble, Switches};
use crate::servers::{Fallible, PATIENCE, openssl};

#[tokio::test(flavor = "multi_thread")]
async fn manifests_become_a_secret_by_pebble_and_bind() -> Fallible {
    issue(&Internet::start().await?, None).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_dies_again_and_again_makes_no_second_order() -> Fallible {
    let internet = Internet::start().await?;
    for life in 1..=5 {
        let issued = issue(&internet, Some(Dice::new()?)).await;
        issued.map_err(|error| format!("life {life}: {error}"))?;
        let counts = (internet.pebble.accounts(), internet.pebble.orders());
        assert_eq!(counts, (life, life));
    }
    Ok(())
}

/// The page cannot look at a web server: the person's word takes the place of
/// the self check, and Pebble's validator fetches the file.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_on_a_web_server_proves_a_name_to_pebble() -> Fallible {
    let files = Arc::new(Mutex::new(BTreeMap::<String, String>::new()));
    let root = Arc::clone(&files);
    let web = HttpServer::start(move |request| {
        let root = Arc::clone(&root);
        async move {
            let file = root
                .lock()
                .ok()
                .and_then(|root| root.get(request.uri().path()).cloned());
            let status = if file.is_some() { 200 } else { 404 };
            let mut answer = Answered::new(file.unwrap_or_default().into());
            *answer.status_mut() = status.try_into().unwrap_or_default();
            answer
        }
    })
    .await?;
    let bind = Bind::start().await?;
    let address = bind.address();
    let port = web.url().rsplit(':').next().unwrap_or_default().parse()?;
    let pebble = Pebble::with(Switches {
        http_port: port,
        ..Switches::new(&address)
    })
    .await?;
    let mut bench = Bench::new(pebble.agent().clone(), None)?;
    let manifests = manifests(&pebble.directory_url())
        .replace(DNS_SOLVER, "http01: {ingress: {ingressClassName: nginx}}")
        .replace(", '*.example.test'", "");
    bench.act(Action::Apply {
        objects: api::from_yaml(&manifests)?,
    })?;
    let issued = timeout(PATIENCE, async {
        loop {
            let challenges = bench.lab.store().list(Kind::Challenge);
            let open: Vec<_> = challenges
                .filter_map(|object| Some((object.key(), object.challenge()?.clone())))
                .filter(|(_, challenge)| challenge.status.presented)
                .collect();
            for (key, challenge) in open {
                let content = challenge.spec.key.clone();
                let path = challenge.file_path();
                let is_new = files
                    .lock()
                    .is_ok_and(|mut files| files.insert(path, content).is_none());
                if is_new {
                    assert!(
                        challenge
                            .status
                            .reason
                            .contains("say when the file is in place")
                    );
                    bench.act(Action::Vouch { challenge: key })?;
                }
            }
            if let Some(issued) = bench.issued()? {
                return Fallible::Ok(issued);
            }
            sleep(Duration::from_millis(100)).await;
            bench.act(Action::Wake)?;
        }
    })
    .await;
    let Ok(issued) = issued else {
        bench.report();
        eprintln!("{}", pebble.report());
        return Err("no certificate came in time".into());
    };
    let (chain, key) = issued?;
    openssl::verify(pebble.root_pem()?.as_bytes(), chain.as_bytes())?;
    openssl::check_key(key.as_bytes(), chain.as_bytes())
}

/// The servers of these tests.
struct Internet {
    bind: Bind,
    proxy: DohProxy,
    pebble: Pebble,
}

impl Internet {
    async fn start() -> Fallible<Self> {
        let bind = Bind::start().await?;
        Ok(Self {
            proxy: DohProxy::start(bind.doh_url()).await?,
            pebble: Pebble::start(&bind.address(), 30).await?,
            bind,
        })
    }
}

/// A new lab orders a certificate; openssl reads it and its key.
async fn issue(internet: &Internet, dice: Option<Dice>) -> Fallible {
    let mut bench = Bench::new(internet.pebble.agent().clone(), dice)?;
    bench.act(Action::SetResolvers {
        resolvers: vec![Resolver::new("bind", internet.proxy.url())],
    })?;
    let objects = api::from_yaml(&manifests(&internet.pebble.directory_url()))?;
    bench.act(Action::Apply { objects })?;
    let issued = timeout(PATIENCE, bench.publish_until_issued(&internet.bind)).await;
    let Ok(issued) = issued else {
        bench.report();
        eprintln!("{}", internet.pebble.report());
        return Err("no certificate came in time".into());
    };
    let (chain, key) = issued?;
    // Left in place they would add up to an answer too long for UDP.
    internet.bind.remove_txt("_acme-challenge.example.test")?;
    openssl::verify(internet.pebble.root_pem()?.as_bytes(), chain.as_bytes())?;
    openssl::check_key(key.as_bytes(), chain.as_bytes())
}

/// A lab with all that its page would do for it.
struct Bench {
    lab: Lab,
    keys: KeyStore,
    key_entropy: SeededEntropy,
    agent: Agent,
    /// Whether the page dies after a step; `None`: never.
    dice: Option<Dice>,
}

impl Bench {
    fn new(agent: Agent, dice: Option<Dice>) -> Fallible<Self> {
        Ok(Self {
            lab: Lab::new(World::Real, new_seed()?),
            keys: KeyStore::default(),
            key_entropy: new_entropy()?,
            agent,
            dice,
        })
    }

    /// Lets an action happen, and everything that follows from it at once.
    fn act(&mut self, action: Action) -> Fallible {
        let mut effects = VecDeque::from(self.lab.apply(action, now()));
        while let Some(effect) = effects.pop_front() {
            let answer = self.carry_out(effect)?;
            if self.dice.as_mut().is_some_and(Dice::falls_badly) {
                // The answer is lost, with everything else that was under way.
                let saved = serde_json::to_string(&self.lab)?;
                self.lab = serde_json::from_str(&saved)?;
                effects = self.lab.apply(Action::Resume, now()).into();
            } else {
                effects.extend(self.lab.apply(answer, now()));
            }
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> Fallible<Action> {
        let (effect, answer) = match effect {
            Effect::Http { id, request, .. } => (id, Answer::Http(carry(&self.agent, &request))),
            Effect::GenerateKey {
                id, key, algorithm, ..
            } => {
                let public = self.keys.ensure(&key, algorithm, &mut self.key_entropy)?;
                (id, Answer::KeyGenerated(public))
            }
            Effect::Sign {
                id,
                key,
                algorithm,
                message,
            } => {
                let signature = self.keys.sign(&key, algorithm, &message)?;
                (id, Answer::Signed(signature))
            }
            other => return Err(format!("not in the Real world: {other:?}").into()),
        };
        Ok(Action::Answer { effect, answer })
    }

    /// Publishes each Challenge's record as it comes up, until the Secret holds
    /// a certificate; returns the chain and the key.
    async fn publish_until_issued(&mut self, bind: &Bind) -> Fallible<(String, String)> {
        let mut published = BTreeSet::new();
        loop {
            let challenges = self.lab.store().list(Kind::Challenge);
            let challenges: Vec<ObjectKey> = challenges.map(|object| object.key()).collect();
            for challenge in challenges {
                let Some((name, value)) = dns_record(self.lab.store(), &challenge) else {
                    continue;
                };
                if published.insert(value.clone()) {
                    bind.publish_txt(&name, &value)?;
                    self.act(Action::CheckNow { challenge })?;
                }
            }
            if let Some(issued) = self.issued()? {
                return Ok(issued);
            }
            sleep(Duration::from_millis(100)).await;
            self.act(Action::Wake)?;
        }
    }

    /// Prints what happened: for a failed test.
    fn report(&self) {
        for event in self.lab.store().events() {
            eprintln!("{}: {} {}", event.object, event.reason, event.message);
        }
        for exchange in self.lab.exchanges() {
            let answer = exchange.response.as_ref().map(|answer| match answer {
                Ok(answer) => answer.status.to_string(),
                Err(failure) => failure.to_string(),
            });
            let request = &exchange.request;
            eprintln!("{} {}: {answer:?}", request.method, request.url);
        }
    }

    fn issued(&self) -> Fallible<Option<(String, String)>> {
        let secret = ObjectKey::new(Kind::Secret, "default", "wildcard-tls");
        let Some(Object::Secret(secret)) = self.lab.store().get(&secret).map(AsRef::as_ref) else {
            return Ok(None);
        };
        let (Some(SecretValue::Bytes(chain)), Some(SecretValue::PrivateKey { key, .. })) =
            (secret.data.get("tls.crt"), secret.data.get("tls.key"))
        else {
            return Ok(None);
        };
        let chain = parse_pem_chain(std::str::from_utf8(chain)?)?;
        let key = self.keys.export(key, KeyEncoding::Pkcs8);
        Ok(key.map(|key| (chain_pem(&chain), key.to_string())))
    }
}

/// Chance, from a seed that is printed with a failed test.
struct Dice(SeededEntropy);

impl Dice {
    fn new() -> Fallible<Self> {
        let seed = new_seed()?;
        eprintln!("dice: {seed:?}");
        Ok(Self(SeededEntropy::new(seed)))
    }

    /// One time in five.
    fn falls_badly(&mut self) -> bool {
        let mut side = [0];
        self.0.fill(&mut side);
        side < [51]
    }
}

const DNS_SOLVER: &str = "dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}";

fn manifests(directory_url: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {{name: pebble}}
spec:
  acme:
    server: {directory_url}
    email: someone@example.test
    privateKeySecretRef: {{name: pebble-account-key}}
    solvers:
      - {DNS_SOLVER}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: wildcard, namespace: default}}
spec:
  dnsNames: [example.test, '*.example.test']
  secretName: wildcard-tls
  privateKey: {{algorithm: ECDSA, size: 256}}
  issuerRef: {{name: pebble, kind: ClusterIssuer}}
"
    )
}
