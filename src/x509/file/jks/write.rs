//! Writing a Java key store.

use der::Encode as _;
use der::asn1::{Any, OctetString};
use pkcs12::pbe_params::EncryptedPrivateKeyInfo;
use spki::AlgorithmIdentifierOwned;

use super::{
    CERTIFICATE_ENTRY, DIGEST, KEY_ENTRY, MAGIC, SUN_KEY_PROTECTOR, X509, digest, store_digest,
    under_keystream,
};
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::x509::file::passphrase::Passphrase;
use crate::x509::file::{Error, Format};

/// One entry of a store.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its alias; Java compares aliases without regard to case and writes them in lower case.
    pub alias: &'a str,
    /// What it is.
    pub kind: EntryKind<'a>,
}

/// What an entry is.
#[derive(Clone, Copy)]
pub enum EntryKind<'a> {
    /// A private key with the chain of its certificate.
    Key {
        /// The key, as PKCS #8 in DER.
        pkcs8: &'a [u8],
        /// The chain, in DER, the key's own certificate first.
        chain: &'a [&'a [u8]],
    },
    /// A certificate that is trusted, in DER.
    Trusted(&'a [u8]),
}

impl std::fmt::Debug for EntryKind<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Key { .. } => "Key",
            Self::Trusted(_) => "Trusted",
        })
    }
}

/// A store of version 2, as `keytool -storetype JKS` writes it. Keys are locked with the
/// store's own passphrase.
pub fn write(
    entries: &[Entry<'_>],
    passphrase: &str,
    now: Timestamp,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, Error> {
    let passphrase = Passphrase(passphrase).utf16();
    let mut store = Vec::new();
    for number in [MAGIC, 2, size(entries.len())?] {
        store.extend(number.to_be_bytes());
    }
    for entry in entries {
        let (tag, key, certificates) = match &entry.kind {
            EntryKind::Key { pkcs8, chain } => {
                let locked = lock(pkcs8, &passphrase, entropy).map_err(|_| UNWRITABLE)?;
                (KEY_ENTRY, Some(locked), *chain)
            }
            EntryKind::Trusted(certificate) => {
                (CERTIFICATE_ENTRY, None, std::slice::from_ref(certificate))
            }
        };
        store.extend(tag.to_be_bytes());
        text(&mut store, entry.alias)?;
        let millis = now.unix_secs().saturating_mul(1000);
        store.extend(millis.to_be_bytes());
        if let Some(key) = key {
            counted(&mut store, &key)?;
            store.extend(size(certificates.len())?.to_be_bytes());
        }
        for certificate in certificates {
            text(&mut store, X509)?;
            counted(&mut store, certificate)?;
        }
    }
    let checksum = store_digest(&passphrase, &store);
    store.extend(checksum);
    Ok(store)
}

/// Sun's `KeyProtector`: salt, key under the keystream, checksum.
fn lock(key: &[u8], passphrase: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, der::Error> {
    let mut salt = [0; DIGEST];
    entropy.fill(&mut salt);
    let hidden = under_keystream(passphrase, &salt, key);
    let checksum = digest(&[passphrase, key]);
    EncryptedPrivateKeyInfo {
        encryption_algorithm: AlgorithmIdentifierOwned {
            oid: SUN_KEY_PROTECTOR,
            parameters: Some(Any::null()),
        },
        encrypted_data: OctetString::new([&salt, hidden.as_slice(), &checksum].concat())?,
    }
    .to_der()
}

fn size(length: usize) -> Result<u32, Error> {
    u32::try_from(length).map_err(|_| UNWRITABLE)
}

fn counted(store: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Error> {
    store.extend(size(bytes.len())?.to_be_bytes());
    store.extend(bytes);
    Ok(())
}

/// Java's UTF-8 and the usual one agree within the Basic Multilingual Plane, but for zero.
fn text(store: &mut Vec<u8>, text: &str) -> Result<(), Error> {
    let unusable = || Error::UnusableAlias {
        alias: text.to_owned(),
    };
    if text.is_empty() || text.chars().any(|c| c == '\0' || c.len_utf16() > 1) {
        return Err(unusable());
    }
    let length = u16::try_from(text.len()).map_err(|_| unusable())?;
    store.extend(length.to_be_bytes());
    store.extend(text.as_bytes());
    Ok(())
}

const UNWRITABLE: Error = Error::Unwritable {
    format: Format::Jks,
};
