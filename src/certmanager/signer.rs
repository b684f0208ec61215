//! A CA's key in a Secret.

use super::api::{KeyDecodeError, KeyId, NOT_KEPT, Secret, secret};
use crate::x509::{self, Certificate};

/// A CA's key and its chain, the CA's own certificate first.
pub(crate) fn of(found: &Secret) -> Result<(KeyId, Vec<Certificate>), Error> {
    let key = found.private_key(secret::TLS_KEY)?;
    let chain = found.chain().ok_or_else(|| KeyDecodeError::NoData {
        entry: secret::TLS_CERT.to_owned(),
        namespace: found.namespace().to_owned(),
        name: found.metadata.name.clone(),
    })??;
    let certified = chain.first().map(Certificate::public_key).transpose()?;
    if certified.as_ref() != Some(&key.public_key) {
        return Err(Error::NotAPair);
    }
    Ok((key.key.ok_or(Error::NotKept)?, chain))
}

/// Why a Secret cannot sign.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Key(#[from] KeyDecodeError),
    #[error(transparent)]
    Certificate(#[from] x509::Error),
    #[error("tls: private key does not match public key")]
    NotAPair,
    #[error("{}", NOT_KEPT)]
    NotKept,
}
