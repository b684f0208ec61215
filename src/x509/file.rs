//! Files that hold certificates and keys: what is in a file that somebody has, and
//! the files that somebody wants.
//!
//! [`read`] takes any bytes and says what each thing in them is; it decides by the
//! shape of the bytes, never by a file's name, and nothing in it is trusted.
//!
//! ```text
//! bytes ─▶ Secret YAML ─▶ entries ─┐
//!       ─▶ PEM ─────────▶ blocks ──┼─▶ DER ─▶ certificate, request, CRL, key …
//!       ─▶ base64 ─────────────────┤      └─▶ PKCS #7, PKCS #12 ─▶ the same again
//!       ─▶ JKS ────────────────────┘
//! ```
//!
//! # Which crates, and why
//!
//! PKCS #7 and PKCS #12 are read and written with `RustCrypto`'s `cms`, `pkcs12` and
//! `pkcs5`, the generation of `der` that the rest of the lab stands on, so that they
//! share its decoder. `p12-keystore` does the same for PKCS #12 in one call, but it
//! draws its own random numbers, which the core must not, brings a second decoder
//! (x509-parser and its big numbers), refuses passphrases beyond the Basic Multilingual
//! Plane and reads neither RC2 with 128 bits nor BER.
//! The crate `jks` panics and allocates gigabytes on hostile bytes; a key store of Java's
//! is a flat list of length-prefixed fields without a grammar, so [`mod@jks`] reads it with
//! a cursor and leaves DER and SHA-1 to their crates.

mod der_shape;
mod error;
mod finder;
mod item;
pub mod jks;
mod manifest;
mod passphrase;
mod pbe;
mod pem_blocks;
pub mod pkcs12;
pub mod pkcs7;
mod text;

pub use error::{Error, Format};
pub use item::{
    Container, ContainerKind, Content, Item, KeyForm, Layer, Place, PrivateKeyDer, Problem,
    Protection, Reading,
};

/// The largest file that is read: a Kubernetes Secret holds no more.
pub const MAX_BYTES: usize = 1024 * 1024;
/// The most things that are taken out of one file.
pub const MAX_ITEMS: usize = 256;
/// How deep files may be wrapped in each other.
pub const MAX_DEPTH: usize = 6;
/// The most rounds of key derivation that one file may cost: `GnuTLS` asks for 600,000 for
/// each part of a PKCS #12 file, twice for its older ciphers, and once for the seal.
pub const MAX_ROUNDS: u32 = 10_000_000;

/// Says what is in a file that was dropped or pasted.
///
/// A passphrase opens whatever is locked; without one, what needs none is read and the
/// rest is a [`Problem`]. An error is returned only if there is nothing to show at all.
pub fn read(bytes: &[u8], passphrase: Option<&str>) -> Result<Reading, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    finder::Finder::new(passphrase).read(bytes)
}

#[cfg(test)]
mod tests;
