//! The whole lab, in the Real world, without its page: from manifests to a
//! Secret with a certificate that Pebble issued.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use certlab::certmanager::api::{self, Object, SecretValue};
use certlab::certmanager::controller::dns_record;
use certlab::dns::Resolver;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::{Action, Answer, Effect, KeyStore, Lab, World};
use certlab::x509::{KeyEncoding, chain_pem, parse_pem_chain};
use tokio::time::{sleep, timeout};
use ureq::Agent;

use crate::outside::{carry, new_entropy, new_seed, now};
use crate::servers::bind::Bind;
use crate::servers::doh_proxy::DohProxy;
use crate::servers::pebble::Pebble;
use crate::servers::{Fallible, PATIENCE, openssl};

#[tokio::test(flavor = "multi_thread")]
async fn manifests_become_a_secret_by_pebble_and_bind() -> Fallible {
    let bind = Bind::start().await?;
    let proxy = DohProxy::start(bind.doh_url()).await?;
    let pebble = Pebble::start(&bind.address(), 30).await?;
    let mut bench = Bench::new(pebble.agent().clone())?;
    bench.act(Action::SetResolvers {
        resolvers: vec![Resolver::new("bind", proxy.url())],
    })?;
    let objects = api::from_yaml(&manifests(&pebble.directory_url()))?;
    bench.act(Action::Apply { objects })?;
    let issued = timeout(PATIENCE, bench.publish_until_issued(&bind)).await;
    let Ok(issued) = issued else {
        bench.report();
        eprintln!("{}", pebble.report());
        return Err("no certificate came in time".into());
    };
    let (chain, key) = issued?;
    openssl::verify(pebble.root_pem()?.as_bytes(), chain.as_bytes())?;
    openssl::check_key(key.as_bytes(), chain.as_bytes())?;
    assert_eq!((pebble.accounts(), pebble.orders()), (1, 1));
    Ok(())
}

/// A lab with all that its page would do for it.
struct Bench {
    lab: Lab,
    keys: KeyStore,
    key_entropy: SeededEntropy,
    agent: Agent,
}

impl Bench {
    fn new(agent: Agent) -> Fallible<Self> {
        Ok(Self {
            lab: Lab::new(World::Real, new_seed()?),
            keys: KeyStore::default(),
            key_entropy: new_entropy()?,
            agent,
        })
    }

    /// Lets an action happen, and everything that follows from it at once.
    fn act(&mut self, action: Action) -> Fallible {
        let mut effects = VecDeque::from(self.lab.apply(action, now()));
        while let Some(effect) = effects.pop_front() {
            let answer = self.carry_out(effect)?;
            effects.extend(self.lab.apply(answer, now()));
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
            Effect::Sign { id, key, message } => {
                let signature = self.keys.sign(&key, &message).ok_or("no such key")?;
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
      - dns01: {{webhook: {{groupName: acme.certlab.dev, solverName: by-hand}}}}
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
