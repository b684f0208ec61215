//! What can be taken away of an issued certificate: every file, made when it is asked
//! for, and the command line that does the same.

mod archive;
mod commands;
mod loose;

use zeroize::Zeroizing;

use super::{KeyStore, Lab};
use crate::certmanager::api::{
    Certificate, Object, OutputError, Secret, SecretValue, StorePassword,
};
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::kube::{Kind, ObjectKey};
use crate::x509::file::pkcs12::Profile;
use crate::x509::{self, KeyEncoding, PrivateKey, chain_pem, parse_pem_chain};

pub use commands::{command, recipe};
pub use loose::Loose;

/// The files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// The private key in PEM, as `tls.key` has it.
    Key,
    /// The leaf in PEM.
    Leaf,
    /// The leaf and the intermediates in PEM, as `tls.crt` has them.
    Chain,
    /// The chain with the CA's certificate.
    FullChain,
    /// The CA's certificate in PEM, as `ca.crt` has it.
    Ca,
    /// The leaf in DER.
    Der,
    /// The private key in DER.
    KeyDer,
    /// Key and chain in one PEM file.
    Combined,
    /// The chain as PKCS #7.
    Pkcs7,
    /// Key and chain as PKCS #12.
    Pkcs12(Profile),
    /// Key and chain as a Java key store.
    Jks,
    /// The Secret as a manifest, with the private key in it.
    Manifest,
    /// All of these in one archive.
    Zip,
}

impl FileKind {
    /// Whether a passphrase locks it.
    pub const fn is_locked(self) -> bool {
        matches!(self, Self::Pkcs12(_) | Self::Jks)
    }

    /// Its name, for a Certificate of that name.
    pub fn file_name(self, certificate: &str) -> String {
        let ending = match self {
            Self::Key => ".key",
            Self::Leaf => ".crt",
            Self::Chain => "-chain.pem",
            Self::FullChain => "-fullchain.pem",
            Self::Ca => "-ca.pem",
            Self::Der => ".der",
            Self::KeyDer => "-key.der",
            Self::Combined => "-combined.pem",
            Self::Pkcs7 => ".p7b",
            Self::Pkcs12(Profile::Modern2023) => ".p12",
            Self::Pkcs12(_) => "-legacy.p12",
            Self::Jks => ".jks",
            Self::Manifest => "-secret.yaml",
            Self::Zip => ".zip",
        };
        format!("{certificate}{ending}")
    }
}

/// The target Secret of a Certificate that is ready.
pub fn secret<'a>(lab: &'a Lab, certificate: &Certificate) -> Option<&'a Secret> {
    let name = &certificate.spec.secret_name;
    let key = ObjectKey::new(Kind::Secret, certificate.namespace(), name);
    lab.store().get(&key)?.secret()
}

/// The files that a Secret can be taken away as, in the order in which they are offered.
pub fn kinds(secret: &Secret) -> Vec<FileKind> {
    let has_key = matches!(
        secret.entry("tls.key"),
        Some(SecretValue::PrivateKey { .. })
    );
    let has_ca = secret.bytes("ca.crt").is_some();
    let all = [
        (has_key, FileKind::Key),
        (true, FileKind::Leaf),
        (true, FileKind::Chain),
        (has_ca, FileKind::Ca),
        (has_ca, FileKind::FullChain),
        (true, FileKind::Der),
        (has_key, FileKind::KeyDer),
        (has_key, FileKind::Combined),
        (true, FileKind::Pkcs7),
        (has_key, FileKind::Pkcs12(Profile::Modern2023)),
        (has_key, FileKind::Pkcs12(Profile::LegacyDes)),
        (has_key, FileKind::Jks),
        (has_key, FileKind::Manifest),
        (has_key, FileKind::Zip),
    ];
    let offered = all.into_iter().filter(|(offered, _)| *offered);
    offered.map(|(_, kind)| kind).collect()
}

/// What a file is made of.
#[derive(Debug)]
pub struct Takeout<'a> {
    /// The lab, for the passwords that other Secrets hold.
    pub lab: &'a Lab,
    /// The keys.
    pub keys: &'a KeyStore,
    /// The Certificate.
    pub certificate: &'a Certificate,
    /// What locks the files that are locked.
    pub passphrase: &'a str,
    /// The time, which a Java key store keeps.
    pub now: Timestamp,
}

impl Takeout<'_> {
    /// Makes a file. What is random in it is drawn from `entropy`.
    pub fn make(
        &self,
        kind: FileKind,
        entropy: &mut dyn Entropy,
    ) -> Result<Zeroizing<Vec<u8>>, OutputError> {
        let secret = secret(self.lab, self.certificate)
            .ok_or(OutputError::NoCertificate(x509::Error::NotACertificate))?;
        let chain = secret
            .chain()
            .unwrap_or(Err(x509::Error::NotACertificate))
            .map_err(OutputError::NoCertificate)?;
        let ca = match secret.bytes("ca.crt") {
            Some(pem) => parse_pem_chain(&String::from_utf8_lossy(pem))
                .map_err(OutputError::NoCertificate)?,
            None => Vec::new(),
        };
        // A self-signed certificate is its own CA: it is not said twice.
        let beyond = ca.iter().filter(|ca| !chain.contains(ca));
        let full: Vec<_> = chain.iter().chain(beyond).cloned().collect();
        let loose = Loose {
            chain: &full,
            key: self.key(secret).ok(),
            name: &self.certificate.metadata.name,
            passphrase: self.passphrase,
            now: self.now,
        };
        let made = match kind {
            FileKind::Key => self.key_pem(secret)?.as_bytes().to_vec(),
            FileKind::Chain => chain_pem(&chain).into_bytes(),
            FileKind::Ca => chain_pem(&ca).into_bytes(),
            FileKind::KeyDer => {
                let pem = self.key_pem(secret)?;
                let blocks = crate::encoding::from_pem(&pem).map_err(|_| OutputError::NoKey)?;
                let block = blocks.into_iter().next().ok_or(OutputError::NoKey)?;
                block.der
            }
            FileKind::Combined => {
                let pem = self.key_pem(secret)?;
                [pem.as_str(), "\n", &chain_pem(&chain)]
                    .concat()
                    .into_bytes()
            }
            FileKind::Manifest => {
                let filled = self.filled(secret, entropy)?;
                Object::Secret(filled).to_yaml().into_bytes()
            }
            FileKind::Zip => archive::zip(self, secret, entropy)?,
            FileKind::Leaf
            | FileKind::FullChain
            | FileKind::Der
            | FileKind::Pkcs7
            | FileKind::Pkcs12(_)
            | FileKind::Jks => return loose.make(kind, entropy),
        };
        Ok(Zeroizing::new(made))
    }

    fn key(&self, secret: &Secret) -> Result<&PrivateKey, OutputError> {
        match secret.entry("tls.key") {
            Some(SecretValue::PrivateKey { key, .. }) => self.keys.get(key),
            _ => None,
        }
        .ok_or(OutputError::NoKey)
    }

    fn key_pem(&self, secret: &Secret) -> Result<Zeroizing<String>, OutputError> {
        self.key(secret).map(|key| key.to_pem(encoding(secret)))
    }

    /// The Secret as it would be in a cluster: with the key, and with every file made.
    fn filled(&self, secret: &Secret, entropy: &mut dyn Entropy) -> Result<Secret, OutputError> {
        let mut filled = secret.clone();
        for value in filled.data.values_mut() {
            let bytes = match value {
                SecretValue::Bytes(_) => continue,
                SecretValue::PrivateKey { .. } => self.key_pem(secret)?.as_bytes().to_vec(),
                SecretValue::Output(file) => {
                    let password = file.form.password();
                    let password = password.and_then(|password| self.password(secret, password));
                    let key = self.key(secret).ok();
                    let made =
                        file.make(secret, key, encoding(secret), password.as_deref(), entropy)?;
                    made.to_vec()
                }
            };
            *value = SecretValue::Bytes(bytes);
        }
        Ok(filled)
    }

    fn password(&self, secret: &Secret, password: &StorePassword) -> Option<String> {
        let reference = match password {
            StorePassword::Literal(literal) => return Some(literal.clone()),
            StorePassword::Secret(reference) => reference,
        };
        let key = ObjectKey::new(Kind::Secret, secret.namespace(), &reference.name);
        let bytes = self
            .lab
            .store()
            .get(&key)?
            .secret()?
            .bytes(&reference.key)?;
        String::from_utf8(bytes.to_vec()).ok()
    }
}

fn encoding(secret: &Secret) -> KeyEncoding {
    match secret.entry("tls.key") {
        Some(SecretValue::PrivateKey { encoding, .. }) => *encoding,
        _ => KeyEncoding::default(),
    }
}

/// cert-manager's own default.
const JKS_ALIAS: &str = "certificate";
