//! Private keys, in memory.

mod encrypted;
mod file;
mod rsa_secret;

use std::fmt;

use ed25519_dalek::Signer as _;
use p256::ecdsa::signature::hazmat::PrehashSigner as _;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use zeroize::Zeroizing;

use self::rsa_secret::RsaSecret;
use super::Error;
pub use super::algorithm::{KeyAlgorithm, SignatureAlgorithm};
pub use super::public_key::PublicKey;
pub use super::signature::Signature;
use crate::entropy::Entropy;
pub use file::KeyEncoding;

/// A private key in memory; erased when dropped, never printed, never serialized.
#[derive(Clone)]
pub struct PrivateKey {
    secret: Secret,
    public: PublicKey,
}

/// What must not leave.
#[derive(Clone)]
enum Secret {
    P256(p256::SecretKey),
    P384(p384::SecretKey),
    P521(p521::SecretKey),
    Ed25519(ed25519_dalek::SigningKey),
    Rsa(RsaSecret),
}

impl PrivateKey {
    /// A new key from a source of randomness: the same bytes give the same key. In a
    /// browser RSA keys are `WebCrypto`'s to make: [`Error::WebCrypto`].
    pub fn generate(algorithm: KeyAlgorithm, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        match algorithm {
            KeyAlgorithm::EcdsaP256 => {
                candidate::<32, _>(entropy, 0xff, p256::SecretKey::from_slice)
                    .and_then(|key| Self::new(Secret::P256(key)))
            }
            KeyAlgorithm::EcdsaP384 => {
                candidate::<48, _>(entropy, 0xff, p384::SecretKey::from_slice)
                    .and_then(|key| Self::new(Secret::P384(key)))
            }
            // 521 bits fill 65 octets and the lowest bit of one more.
            KeyAlgorithm::EcdsaP521 => candidate::<66, _>(entropy, 1, p521::SecretKey::from_slice)
                .and_then(|key| Self::new(Secret::P521(key))),
            KeyAlgorithm::Ed25519 => {
                let mut seed = Zeroizing::new([0; 32]);
                entropy.fill(seed.as_mut());
                Self::new(Secret::Ed25519(ed25519_dalek::SigningKey::from_bytes(
                    &seed,
                )))
            }
            KeyAlgorithm::Rsa { bits } => {
                RsaSecret::generate(bits, entropy).and_then(|key| Self::new(Secret::Rsa(key)))
            }
        }
    }

    /// A key with its public half worked out.
    fn new(secret: Secret) -> Result<Self, Error> {
        let public = match &secret {
            Secret::P256(key) => from_point(
                KeyAlgorithm::EcdsaP256,
                key.public_key().to_sec1_point(false).as_bytes(),
            ),
            Secret::P384(key) => from_point(
                KeyAlgorithm::EcdsaP384,
                key.public_key().to_sec1_point(false).as_bytes(),
            ),
            Secret::P521(key) => from_point(
                KeyAlgorithm::EcdsaP521,
                key.public_key().to_sec1_point(false).as_bytes(),
            ),
            Secret::Ed25519(key) => PublicKey::from_ed25519(key.verifying_key().as_bytes()),
            Secret::Rsa(key) => key.public_key(),
        }?;
        Ok(Self { secret, public })
    }

    /// What kind of key this is.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.public.algorithm()
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        self.public.clone()
    }

    /// Signs a message (not a digest). The same message gives the same signature: ECDSA's
    /// nonce is derived from key and message (RFC 6979 §3.2). In a browser RSA keys
    /// sign by `WebCrypto`: [`Error::WebCrypto`].
    pub fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Signature, Error> {
        if !algorithm.fits(self.algorithm()) {
            return Err(Error::UnsupportedSignature {
                algorithm: algorithm.to_string(),
            });
        }
        let Some(hash) = algorithm.hash() else {
            return match &self.secret {
                Secret::Ed25519(key) => Ok(Signature::from_raw(key.sign(message).to_vec())),
                _ => Err(Error::MalformedSignature),
            };
        };
        let digest = hash.digest(message);
        let raw = match &self.secret {
            Secret::P256(key) => {
                let signing = p256::ecdsa::SigningKey::from(key);
                let made: Result<p256::ecdsa::Signature, _> = signing.sign_prehash(&digest);
                made.map(|signature| signature.to_vec())
            }
            Secret::P384(key) => {
                let signing = p384::ecdsa::SigningKey::from(key);
                let made: Result<p384::ecdsa::Signature, _> = signing.sign_prehash(&digest);
                made.map(|signature| signature.to_vec())
            }
            Secret::P521(key) => {
                let signing = p521::ecdsa::SigningKey::from(key);
                let made: Result<p521::ecdsa::Signature, _> = signing.sign_prehash(&digest);
                made.map(|signature| signature.to_vec())
            }
            Secret::Rsa(key) => return key.sign(hash, &digest),
            Secret::Ed25519(_) => return Err(Error::MalformedSignature),
        };
        raw.map(Signature::from_raw)
            .map_err(|_| Error::MalformedSignature)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("algorithm", &self.algorithm())
            .finish_non_exhaustive()
    }
}

fn from_point(algorithm: KeyAlgorithm, point: &[u8]) -> Result<PublicKey, Error> {
    PublicKey::from_bits(algorithm, point)
}

/// Rejection sampling: a candidate of zero or beyond the group order (once in 2^32 on
/// P-256) is thrown away, so that all keys are equally likely.
fn candidate<const N: usize, K>(
    entropy: &mut dyn Entropy,
    first_octet: u8,
    read: impl Fn(&[u8]) -> Result<K, p256::elliptic_curve::Error>,
) -> Result<K, Error> {
    for _ in 0..MAX_CANDIDATES {
        let mut candidate = Zeroizing::new([0; N]);
        entropy.fill(candidate.as_mut());
        if let Some(first) = candidate.first_mut() {
            *first &= first_octet;
        }
        if let Ok(secret) = read(candidate.as_ref()) {
            return Ok(secret);
        }
    }
    Err(Error::NoRandomness)
}

/// Far more than an honest random source ever needs.
const MAX_CANDIDATES: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding;
    use crate::entropy::SeededEntropy;
    use crate::x509::testing::{key, key_of};

    #[test]
    fn the_same_seed_gives_the_same_key_and_another_seed_another() {
        let kinds = [
            KeyAlgorithm::EcdsaP256,
            KeyAlgorithm::EcdsaP384,
            KeyAlgorithm::EcdsaP521,
            KeyAlgorithm::Ed25519,
            // Small, because it is made twice without optimisation.
            KeyAlgorithm::Rsa { bits: 1024 },
        ];
        for algorithm in kinds {
            let made = |seed| {
                PrivateKey::generate(algorithm, &mut SeededEntropy::new([seed; 32])).unwrap()
            };
            let key = made(1);
            assert_eq!(key.to_pkcs8_der(), made(1).to_pkcs8_der());
            assert_eq!(key.algorithm(), algorithm);
            if !algorithm.is_rsa() {
                assert_ne!(key.public_key(), made(2).public_key());
            }
        }
    }

    #[test]
    fn a_random_source_of_zeros_ends_in_an_error() {
        struct Zeros;
        impl Entropy for Zeros {
            fn fill(&mut self, bytes: &mut [u8]) {
                bytes.fill(0);
            }
        }
        for algorithm in [
            KeyAlgorithm::EcdsaP256,
            KeyAlgorithm::EcdsaP384,
            KeyAlgorithm::EcdsaP521,
        ] {
            let made = PrivateKey::generate(algorithm, &mut Zeros);
            assert_eq!(made.unwrap_err(), Error::NoRandomness);
        }
    }

    #[test]
    fn rsa_sizes_out_of_bounds_are_not_made() {
        for bits in [0, 1023, 8193] {
            let made =
                PrivateKey::generate(KeyAlgorithm::Rsa { bits }, &mut SeededEntropy::new([1; 32]));
            assert_eq!(
                made.unwrap_err(),
                Error::RsaSize {
                    bits: u32::from(bits)
                }
            );
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(
            format!("{:?}", key(1)),
            "PrivateKey { algorithm: EcdsaP256, .. }"
        );
        assert_eq!(
            format!("{:?}", key_of(KeyAlgorithm::RSA_2048)),
            "PrivateKey { algorithm: Rsa { bits: 2048 }, .. }"
        );
    }

    #[test]
    fn signs_as_rfc_6979_appendix_a_2_says() {
        let p256 = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
        let p384 = "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5";
        let bytes = |text: &str| -> Vec<u8> {
            (0..text.len() / 2)
                .map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).unwrap())
                .collect()
        };
        let p256 = Secret::P256(p256::SecretKey::from_slice(&bytes(p256)).unwrap());
        let p384 = Secret::P384(p384::SecretKey::from_slice(&bytes(p384)).unwrap());
        for (secret, algorithm, expected) in [
            (
                p256,
                SignatureAlgorithm::EcdsaWithSha256,
                "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
                 f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
            ),
            (
                p384,
                SignatureAlgorithm::EcdsaWithSha384,
                "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46\
                 99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8",
            ),
        ] {
            let key = PrivateKey::new(secret).unwrap();
            let signature = key.sign(algorithm, b"sample").unwrap();
            assert_eq!(encoding::hex(signature.raw()), expected);
        }
    }
}
