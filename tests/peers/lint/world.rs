//! What the lab issues with its defaults: by the practice CA, by a CA issuer, by
//! `SelfSigned`.

use std::collections::VecDeque;

use certlab::ca::Root;
use certlab::certmanager::api::from_yaml;
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::{Action, Bench, KeyStore, Performed, World};
use certlab::x509::{Certificate, KeyAlgorithm, PrivateKey, parse_pem_chain};

use crate::ca_client::{BASE, Handmade, text};
use crate::servers::Fallible;

/// Name (its kind before the first dot) and DER of each.
pub(super) fn ours() -> Fallible<Vec<(String, Vec<u8>)>> {
    let mut all = practice()?;
    all.extend(private()?);
    Ok(all)
}

/// The practice CA's: both chains, a leaf of each profile and kind of key, the lists.
fn practice() -> Fallible<Vec<(String, Vec<u8>)>> {
    let mut server = Handmade::new();
    let account = server.register();
    let mut all = Vec::new();
    let rsa = include_str!("../../data/keys/rsa-2048.pem");
    let keys = [
        (
            "P-256",
            PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut server.entropy)?,
        ),
        (
            "P-384",
            PrivateKey::generate(KeyAlgorithm::EcdsaP384, &mut server.entropy)?,
        ),
        ("RSA", PrivateKey::from_pem(rsa)?),
    ];
    for (kind, key) in &keys {
        for profile in ["classic", "tlsserver", "shortlived"] {
            let more = format!(r#","profile":"{profile}""#);
            let names = ["example.com", "*.example.com"];
            let (_, url, chain) = server.issue(&account, &names, key, &more);
            let [leaf, intermediate] = chain.as_slice() else {
                return Err("the chain is not leaf and intermediate".into());
            };
            all.push((
                format!("leaf.practice {kind} {profile}"),
                leaf.der().to_vec(),
            ));
            if *kind == "P-256" && profile == "classic" {
                all.push(("middle.practice".to_owned(), intermediate.der().to_vec()));
                // The chain to the other root is made when somebody asks for it.
                let other = server.post(&account, &format!("{url}/alternate/1"), "");
                let other = parse_pem_chain(&text(&other))?;
                let intermediate = other.get(1).ok_or("no other chain")?;
                all.push((
                    "middle.practice other".to_owned(),
                    intermediate.der().to_vec(),
                ));
                let revoked = server.revoke(Some(&account), leaf, r#","reason":4"#);
                assert_eq!(revoked.status, 200);
            }
        }
    }
    for (root, name) in [(Root::First, "x1"), (Root::Second, "x2")] {
        let pem = server.ca.root_pem_of(root).ok_or("no root")?;
        let der = Certificate::from_pem(&pem)?.der().to_vec();
        // Where intermediates say that it is.
        assert_eq!(server.get(&format!("{BASE}/root/{name}")).body, der);
        all.push((format!("root.practice {name}"), der));
        let list = server.get(&format!("{BASE}/root/{name}/crl"));
        assert_eq!(list.status, 200);
        all.push((format!("crl.practice root {name}"), list.body));
    }
    let list = server.get(&format!("{}/crl/1", BASE.replace("https:", "http:")));
    assert_eq!(list.status, 200);
    all.push(("crl.practice".to_owned(), list.body));
    Ok(all)
}

/// A private PKI as cert-manager makes it.
fn private() -> Fallible<Vec<(String, Vec<u8>)>> {
    let mut bench = Bench::new(World::Practice, [1; 32]);
    let mut keys = KeyStore::default();
    let objects = from_yaml(MANIFESTS)?;
    let mut entropy = SeededEntropy::new([2; 32]);
    let mut queue: VecDeque<_> = bench.lab.apply(Action::Apply { objects }, NOW).into();
    while let Some(effect) = queue.pop_front() {
        match bench.perform(effect, &mut keys, &mut entropy, NOW) {
            Performed::Answered(answer) => queue.extend(bench.lab.apply(answer, NOW)),
            Performed::Done => {}
            Performed::NotHere(effect) => return Err(format!("{effect:?}").into()),
        }
    }
    let mut all = Vec::new();
    for (kind, name) in [
        ("root", "root"),
        ("middle", "between"),
        ("leaf", "leaf"),
        ("leaf", "default"),
        ("leaf", "alone"),
    ] {
        let key = ObjectKey::new(Kind::Secret, "default", &format!("{name}-tls"));
        let object = bench.lab.store().get(&key).ok_or(name)?;
        let chain = object.secret().and_then(|secret| secret.chain());
        let chain = chain.ok_or(name)??;
        let first = chain.first().ok_or(name)?;
        all.push((format!("{kind}.private {name}"), first.der().to_vec()));
    }
    Ok(all)
}

/// 2026-11-24T12:00:00Z.
const NOW: Timestamp = Timestamp::from_unix_secs(1_795_521_600);

/// With usages that suit the key, but for `default`, which leaves them to cert-manager.
const MANIFESTS: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root, namespace: default}
spec:
  isCA: true
  commonName: Private Root
  subject: {organizations: [Example], countries: [DE]}
  duration: 87600h
  secretName: root-tls
  usages: [digital signature, cert sign, crl sign]
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: self, kind: Issuer}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca, namespace: default}
spec: {ca: {secretName: root-tls}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: between, namespace: default}
spec:
  isCA: true
  commonName: Private Intermediate
  subject: {organizations: [Example], countries: [DE]}
  duration: 8760h
  secretName: between-tls
  usages: [digital signature, cert sign, crl sign]
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: ca, kind: Issuer}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: leaf, namespace: default}
spec:
  dnsNames: [app.example.test]
  secretName: leaf-tls
  usages: [digital signature, server auth]
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: ca, kind: Issuer}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: default, namespace: default}
spec:
  dnsNames: [app.example.test]
  secretName: default-tls
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: ca, kind: Issuer}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: alone, namespace: default}
spec:
  dnsNames: [app.example.test]
  secretName: alone-tls
  usages: [digital signature, server auth]
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: self, kind: Issuer}
";
