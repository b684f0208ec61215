//! The files of certificates that no Secret holds: what is made in the workshop.

use zeroize::Zeroizing;

use super::{FileKind, JKS_ALIAS};
use crate::certmanager::api::OutputError;
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::x509::file::pkcs12::{Contents, Profile};
use crate::x509::file::{jks, pkcs7, pkcs12};
use crate::x509::{Certificate, Error, KeyEncoding, PrivateKey, chain_pem};

/// A certificate, those above it, and its key.
#[derive(Debug)]
pub struct Loose<'a> {
    /// The certificate, then each one's issuer, as far as they are at hand.
    pub chain: &'a [Certificate],
    /// Its private key, if that is at hand.
    pub key: Option<&'a PrivateKey>,
    /// How its entry in a file is called.
    pub name: &'a str,
    /// What locks the files that are locked.
    pub passphrase: &'a str,
    /// The time, which a Java key store keeps.
    pub now: Timestamp,
}

impl Loose<'_> {
    /// The files that can be made, in the order in which they are offered.
    pub fn kinds(&self) -> Vec<FileKind> {
        let (has_key, has_chain) = (self.key.is_some(), self.chain.len() > 1);
        let all = [
            (true, FileKind::Leaf),
            (true, FileKind::Der),
            (has_chain, FileKind::FullChain),
            (has_key, FileKind::Key),
            (has_key, FileKind::Combined),
            (true, FileKind::Pkcs7),
            (has_key, FileKind::Pkcs12(Profile::Modern2023)),
            (has_key, FileKind::Pkcs12(Profile::LegacyDes)),
            (has_key, FileKind::Jks),
        ];
        let offered = all.into_iter().filter(|(offered, _)| *offered);
        offered.map(|(_, kind)| kind).collect()
    }

    /// Makes a file. What is random in it is drawn from `entropy`.
    pub fn make(
        &self,
        kind: FileKind,
        entropy: &mut dyn Entropy,
    ) -> Result<Zeroizing<Vec<u8>>, OutputError> {
        let leaf = self
            .chain
            .first()
            .ok_or(OutputError::NoCertificate(Error::NotACertificate))?;
        let key = || self.key.ok_or(OutputError::NoKey);
        let pem = || key().map(|key| key.to_pem(KeyEncoding::Pkcs8));
        let ders: Vec<&[u8]> = self.chain.iter().map(Certificate::der).collect();
        let made = match kind {
            FileKind::Key => pem()?.as_bytes().to_vec(),
            FileKind::KeyDer => key()?.to_pkcs8_der().to_vec(),
            FileKind::Der => leaf.der().to_vec(),
            FileKind::Combined => [pem()?.as_str(), "\n", &chain_pem(self.chain)]
                .concat()
                .into_bytes(),
            FileKind::Pkcs7 => pkcs7::write(ders.iter().copied())?,
            FileKind::Pkcs12(profile) => {
                let contents = Contents {
                    pkcs8: Some(&key()?.to_pkcs8_der()),
                    certificates: &ders,
                    name: Some(self.name),
                    trusted: false,
                };
                pkcs12::write(&contents, profile, self.passphrase()?, entropy)?
            }
            FileKind::Jks => {
                let kind = jks::EntryKind::Key {
                    pkcs8: &key()?.to_pkcs8_der(),
                    chain: &ders,
                };
                let entry = jks::Entry {
                    alias: JKS_ALIAS,
                    kind,
                };
                jks::write(&[entry], self.passphrase()?, self.now, entropy)?
            }
            FileKind::Chain | FileKind::FullChain => chain_pem(self.chain).into_bytes(),
            FileKind::Leaf | FileKind::Ca | FileKind::Manifest | FileKind::Zip => {
                leaf.to_pem().into_bytes()
            }
        };
        Ok(Zeroizing::new(made))
    }

    fn passphrase(&self) -> Result<&str, OutputError> {
        match self.passphrase {
            "" => Err(OutputError::NoPassword),
            passphrase => Ok(passphrase),
        }
    }
}
