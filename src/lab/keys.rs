//! The key store: private keys by id, held in memory.
//!
//! It is no part of the lab's state and does not serialize: transcripts,
//! snapshots and links cannot hold a private key. Where keys are kept between
//! visits is the host's business.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

use crate::certmanager::api::KeyId;
use crate::entropy::Entropy;
use crate::x509::{
    Error, KeyAlgorithm, KeyEncoding, PrivateKey, PublicKey, Signature, SignatureAlgorithm,
};

/// Private keys that may be exported by their owner's click.
#[derive(Clone, Default)]
pub struct KeyStore {
    keys: BTreeMap<KeyId, PrivateKey>,
}

impl KeyStore {
    /// The public half of `id`, made now if there is no such key yet.
    pub fn ensure(
        &mut self,
        id: &KeyId,
        algorithm: KeyAlgorithm,
        entropy: &mut dyn Entropy,
    ) -> Result<PublicKey, Error> {
        if let Some(key) = self.keys.get(id) {
            return Ok(key.public_key());
        }
        let key = PrivateKey::generate(algorithm, entropy)?;
        let public = key.public_key();
        self.keys.insert(id.clone(), key);
        Ok(public)
    }

    /// The ids of all keys here.
    pub fn ids(&self) -> impl Iterator<Item = &KeyId> {
        self.keys.keys()
    }

    /// Puts back a key that the host kept.
    pub fn insert(&mut self, id: KeyId, key: PrivateKey) {
        self.keys.insert(id, key);
    }

    /// The key of that id, if it is here.
    pub fn get(&self, id: &KeyId) -> Option<&PrivateKey> {
        self.keys.get(id)
    }

    /// Signs. [`Error::WebCrypto`] if the key is not here, or is here but cannot
    /// be used in a browser otherwise: then the host is asked.
    pub fn sign(
        &self,
        id: &KeyId,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Signature, Error> {
        self.keys
            .get(id)
            .ok_or(Error::WebCrypto)?
            .sign(algorithm, message)
    }

    /// The private key as PEM: only for the person whose key it is.
    pub fn export(&self, id: &KeyId, encoding: KeyEncoding) -> Option<Zeroizing<String>> {
        self.keys.get(id).map(|key| key.to_pem(encoding))
    }
}

impl fmt::Debug for KeyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.keys.keys()).finish()
    }
}
