//! Everything that can be taken away of a certificate, and what cert-manager's key stores
//! and additional output formats put into its Secret.

use std::collections::{BTreeSet, VecDeque};

use certlab::certmanager::api::{Certificate, Secret, SecretValue, from_yaml};
use certlab::clock::Timestamp;
use certlab::encoding::json;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::takeout::{self, FileKind, Takeout};
use certlab::lab::{Action, Bench, KeyStore, Performed, World};
use certlab::x509::file::{self, Content, Reading};

struct Desk {
    bench: Bench,
    keys: KeyStore,
}

const ISSUERS: &str = "
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
  commonName: Lab Root
  secretName: root-tls
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: self, kind: Issuer}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca, namespace: default}
spec: {ca: {secretName: root-tls}}
";

const LEAF: &str = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: leaf, namespace: default}
spec:
  dnsNames: [app.example.test]
  secretName: leaf-tls
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: ca, kind: Issuer}
  additionalOutputFormats: [{type: DER}, {type: CombinedPEM}]
  keystores:
    jks: {create: true, passwordSecretRef: {name: store-password, key: password}}
    pkcs12: {create: true, profile: Modern2023, password: 密码 literal}
";

const PASSWORD: &str = "
apiVersion: v1
kind: Secret
metadata: {name: store-password, namespace: default}
data: {password: Y2hhbmdlaXQ=}
";

impl Desk {
    fn new() -> Self {
        Self {
            bench: Bench::new(World::Practice, [1; 32]),
            keys: KeyStore::default(),
        }
    }

    fn apply(&mut self, yaml: &str) {
        let objects = from_yaml(yaml).unwrap();
        self.act(Action::Apply { objects });
    }

    fn act(&mut self, action: Action) {
        let mut entropy = SeededEntropy::new([2; 32]);
        let mut queue: VecDeque<_> = self.bench.lab.apply(action, NOW).into();
        while let Some(effect) = queue.pop_front() {
            match self
                .bench
                .perform(effect, &mut self.keys, &mut entropy, NOW)
            {
                Performed::Answered(answer) => queue.extend(self.bench.lab.apply(answer, NOW)),
                Performed::Done => {}
                Performed::NotHere(effect) => panic!("{effect:?}"),
            }
        }
    }

    fn object(&self, kind: Kind, name: &str) -> Option<certlab::certmanager::api::Object> {
        let key = ObjectKey::new(kind, "default", name);
        Some((**self.bench.lab.store().get(&key)?).clone())
    }

    fn certificate(&self) -> Certificate {
        let object = self.object(Kind::Certificate, "leaf").unwrap();
        object.certificate().unwrap().clone()
    }

    fn secret(&self) -> Option<Secret> {
        self.object(Kind::Secret, "leaf-tls")?.secret().cloned()
    }

    fn take(&self, kind: FileKind, passphrase: &str) -> Vec<u8> {
        let takeout = Takeout {
            lab: &self.bench.lab,
            keys: &self.keys,
            certificate: &self.certificate(),
            passphrase,
            now: NOW,
        };
        let made = takeout.make(kind, &mut SeededEntropy::new([3; 32]));
        made.unwrap_or_else(|error| panic!("{kind:?}: {error}"))
            .to_vec()
    }
}

fn count(reading: &Reading) -> (usize, usize) {
    let is_key = |item: &&file::Item| matches!(item.content, Content::PrivateKey(_));
    let keys = reading.items.iter().filter(is_key).count();
    (keys, reading.items.len() - keys)
}

#[test]
fn each_file_is_read_back_with_what_it_should_hold() {
    let mut desk = Desk::new();
    desk.apply(ISSUERS);
    desk.apply(PASSWORD);
    desk.apply(LEAF);
    let secret = desk.secret().unwrap();
    let passphrase = "with space, \"quotes\", 密码 and 🔑";
    let mut names = BTreeSet::new();
    for kind in takeout::kinds(&secret) {
        assert!(names.insert(kind.file_name("leaf")), "{kind:?}");
        let bytes = desk.take(kind, passphrase);
        if kind == FileKind::Zip {
            assert!(bytes.starts_with(b"PK\x03\x04"));
            continue;
        }
        // Key stores inside the manifest have passwords of their own.
        let reading = match kind {
            FileKind::Manifest => file::read(&bytes, Some("changeit")).unwrap(),
            _ => file::read(&bytes, Some(passphrase)).unwrap(),
        };
        let expected = match kind {
            FileKind::Key | FileKind::KeyDer => (1, 0),
            FileKind::Leaf | FileKind::Der | FileKind::Ca | FileKind::Chain => (0, 1),
            FileKind::FullChain | FileKind::Pkcs7 => (0, 2),
            FileKind::Combined => (1, 1),
            FileKind::Pkcs12(_) | FileKind::Jks => (1, 2),
            FileKind::Manifest => (4, 6),
            FileKind::Zip => unreachable!(),
        };
        assert_eq!(count(&reading), expected, "{kind:?} {reading:?}");
    }
    assert_eq!(names.len(), 14);
    let recipe = takeout::recipe(&desk.bench.lab, &desk.certificate());
    let programs: Vec<_> = recipe
        .iter()
        .map(|line| line.arguments[0].as_str())
        .collect();
    assert_eq!(programs, ["ecparam", "req", "req"]);
}

#[test]
fn the_secret_gets_key_stores_and_output_formats_and_loses_them_again() {
    let mut desk = Desk::new();
    desk.apply(ISSUERS);
    desk.apply(PASSWORD);
    desk.apply(LEAF);
    let names =
        |desk: &Desk| -> Vec<String> { desk.secret().unwrap().data.keys().cloned().collect() };
    assert_eq!(
        names(&desk),
        [
            "ca.crt",
            "key.der",
            "keystore.jks",
            "keystore.p12",
            "tls-combined.pem",
            "tls.crt",
            "tls.key",
            "truststore.jks",
            "truststore.p12"
        ]
    );
    // The workspace with them in it is saved and read again.
    let saved = json::write(&desk.bench).unwrap();
    let read: Bench = json::read(&saved).unwrap();
    assert_eq!(json::write(&read).unwrap(), saved);
    // What is in the manifest opens with the passwords of the Certificate.
    let manifest = desk.take(FileKind::Manifest, "");
    let entry = |name: &str| {
        let text = String::from_utf8(manifest.clone()).unwrap();
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("{name}: ")));
        let (_, value) = line.unwrap().split_once(": ").unwrap();
        certlab::encoding::from_base64(value).unwrap()
    };
    let open = |name: &str, password| count(&file::read(&entry(name), Some(password)).unwrap());
    assert_eq!(open("keystore.p12", "密码 literal"), (1, 2));
    assert_eq!(open("truststore.p12", "密码 literal"), (0, 1));
    assert_eq!(open("keystore.jks", "changeit"), (1, 2));
    assert_eq!(open("truststore.jks", "changeit"), (0, 1));
    assert_eq!(open("key.der", ""), (1, 0));
    // cert-manager's `tls-combined.pem`: key, line break, chain.
    let combined = String::from_utf8(entry("tls-combined.pem")).unwrap();
    assert!(combined.contains("-----END EC PRIVATE KEY-----\n\n-----BEGIN CERTIFICATE-----"));
    let aliases: BTreeSet<_> = file::read(&entry("keystore.jks"), Some("changeit"))
        .unwrap()
        .items
        .into_iter()
        .filter_map(|item| item.name)
        .collect();
    assert_eq!(aliases, ["ca", "certificate"].map(str::to_owned).into());
    // Without them in the spec they go, and no new certificate is made.
    let before = desk.secret().unwrap().data["tls.crt"].clone();
    let (without, _) = LEAF.split_once("  additionalOutputFormats").unwrap();
    desk.apply(without);
    assert_eq!(names(&desk), ["ca.crt", "tls.crt", "tls.key"]);
    assert_eq!(desk.secret().unwrap().data["tls.crt"], before);
}

#[test]
fn a_missing_password_is_an_event_and_the_secret_waits_for_it() {
    let mut desk = Desk::new();
    desk.apply(ISSUERS);
    desk.apply(LEAF);
    assert_eq!(desk.secret(), None);
    let events = format!("{:?}", desk.bench.lab);
    assert!(events.contains("KeystorePasswordSecretNotFound"));
    assert!(events.contains("JKS keystore password Secret \\\"store-password\\\" not found"));
}

#[test]
fn no_password_and_no_key_is_in_what_the_secret_says_of_a_file() {
    let mut desk = Desk::new();
    desk.apply(ISSUERS);
    desk.apply(PASSWORD);
    desk.apply(LEAF);
    let object = desk.object(Kind::Secret, "leaf-tls").unwrap();
    let yaml = object.to_yaml();
    assert!(
        !yaml.contains("literal") && !yaml.contains("PRIVATE"),
        "{yaml}"
    );
    let secret = desk.secret().unwrap();
    let SecretValue::Output(file) = &secret.data["keystore.p12"] else {
        panic!("{secret:?}");
    };
    assert!(file.form.holds_key());
}

/// 2026-01-01T00:00:00Z.
const NOW: Timestamp = Timestamp::from_unix_secs(1_767_225_600);
