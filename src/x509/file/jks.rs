//! Key stores of Java's first kind, JKS: versions 1 and 2, as `keytool -storetype JKS`
//! and cert-manager's `spec.keystores.jks` write them.
//!
//! The format has no specification beyond the source of `sun.security.provider.JavaKeyStore`
//! and `KeyProtector`. Numbers are big-endian; texts have two octets of length. A key is an
//! `EncryptedPrivateKeyInfo` whose algorithm is Sun's own: a keystream of SHA-1 over the
//! passphrase, and SHA-1 over passphrase and key as its checksum. It protects little: the
//! page says so where it offers the format.

mod read;
mod write;

pub use write::{Entry, EntryKind, write};

use der::asn1::ObjectIdentifier;
use sha1::{Digest as _, Sha1};
use zeroize::Zeroizing;

/// `0xFEEDFEED`.
const MAGIC: u32 = 0xfeed_feed;
const KEY_ENTRY: u32 = 1;
const CERTIFICATE_ENTRY: u32 = 2;
/// The only kind of certificate there is.
const X509: &str = "X.509";
/// What the checksum of a store begins with, behind the passphrase.
const WHITENER: &[u8] = b"Mighty Aphrodite";
/// Octets of SHA-1.
const DIGEST: usize = 20;
/// `KeyProtector`'s algorithm.
const SUN_KEY_PROTECTOR: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.42.2.17.1.1");

/// The checksum behind a store.
fn store_digest(passphrase: &[u8], store: &[u8]) -> Vec<u8> {
    digest(&[passphrase, WHITENER, store])
}

fn digest(parts: &[&[u8]]) -> Vec<u8> {
    let hash = parts.iter().fold(Sha1::new(), Sha1::chain_update);
    hash.finalize().to_vec()
}

/// Locks or unlocks: the keystream is the same both ways.
fn under_keystream(passphrase: &[u8], salt: &[u8], data: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut block = salt.to_vec();
    let mut result = Zeroizing::new(Vec::with_capacity(data.len()));
    for chunk in data.chunks(DIGEST) {
        block = digest(&[passphrase, &block]);
        result.extend(chunk.iter().zip(&block).map(|(octet, key)| octet ^ key));
    }
    result
}
