//! What the lab issues with its defaults: by the practice CA, by a CA issuer, by
//! `SelfSigned`, and at the workbench by each profile.

use std::collections::VecDeque;
use std::rc::Rc;

use certlab::ca::Root;
use certlab::certmanager::api::{Secret, from_yaml};
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind as ObjectKind, ObjectKey};
use certlab::lab::{Action, Bench, KeyStore, Performed, World};
use certlab::x509::making::{Place, Product, Signer, Subject, Workbench};
use certlab::x509::profile::Kind;
use certlab::x509::{Certificate, KeyAlgorithm, PrivateKey, parse_pem_chain};

use crate::ca_client::{BASE, Handmade, text};
use crate::servers::Fallible;

/// Name (its kind before the first dot) and DER of each.
pub(super) fn ours() -> Fallible<Vec<(String, Vec<u8>)>> {
    let mut all = practice()?;
    all.extend(private()?);
    for algorithm in [
        KeyAlgorithm::EcdsaP256,
        KeyAlgorithm::EcdsaP384,
        KeyAlgorithm::Ed25519,
    ] {
        all.extend(workbench(algorithm)?);
    }
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
        let key = ObjectKey::new(ObjectKind::Secret, "default", &format!("{name}-tls"));
        let object = bench.lab.store().get(&key).ok_or(name)?;
        let chain = object.secret().and_then(Secret::chain);
        let chain = chain.ok_or(name)??;
        let first = chain.first().ok_or(name)?;
        all.push((format!("{kind}.private {name}"), first.der().to_vec()));
    }
    Ok(all)
}

/// Each profile as the workbench fills it in, for one kind of key: a root, what it signs,
/// and its list.
fn workbench(algorithm: KeyAlgorithm) -> Fallible<Vec<(String, Vec<u8>)>> {
    let mut entropy = SeededEntropy::new([3; 32]);
    let mut bench = Workbench::default();
    let mut all = Vec::new();
    let kinds = [
        ("root", Kind::Root),
        ("middle", Kind::Intermediate),
        ("leaf", Kind::Server),
        ("leaf", Kind::Client),
        ("leaf", Kind::CodeSigning),
        ("leaf", Kind::SMime),
    ];
    for (stem, kind) in kinds {
        let key = PrivateKey::generate(algorithm, &mut entropy)?;
        let place = Rc::make_mut(&mut bench.shelf).add_key(key);
        bench.subject = Some(Subject::Key(place));
        bench.sheet.clear();
        bench.sheet.choose(kind);
        let (field, text) = match kind {
            Kind::Server => (Place::DnsNames, "www.example.com".to_owned()),
            Kind::SMime => (Place::Emails, "a@example.com".to_owned()),
            _ => (Place::CommonName, format!("Example {kind:?}")),
        };
        bench.sheet.set(field, text);
        let made = make(&mut bench, Product::Certificate, &mut entropy)?;
        // The first is the root, and signs the others.
        bench.signer = Signer::Authority(0);
        let der = bench.shelf.certificates().get(made).ok_or("not there")?;
        all.push((
            format!("{stem}.workbench {algorithm:?} {kind:?}"),
            der.der().to_vec(),
        ));
    }
    bench.sheet.set(
        Place::Revoked,
        "0123456789abcdef0123 keyCompromise".to_owned(),
    );
    let made = make(&mut bench, Product::List(0), &mut entropy)?;
    let list = bench.shelf.lists().get(made).ok_or("no list")?;
    all.push((format!("crl.workbench {algorithm:?}"), list.der.clone()));
    Ok(all)
}

fn make(bench: &mut Workbench, product: Product, entropy: &mut SeededEntropy) -> Fallible<usize> {
    let job = bench
        .prepare(product, NOW, entropy)
        .map_err(|mistakes| format!("{mistakes:?}"))?;
    let der = job.to_be_signed.sign(&job.key)?;
    Ok(bench.take(job.product, &der)?)
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
