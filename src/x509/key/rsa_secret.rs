//! RSA private keys. They are kept in the DER that they are written in: in a browser
//! it is `WebCrypto` that makes them and signs with them, and the page carries no
//! code for that; natively it is the `rsa` crate.

use ::rsa::pkcs1::RsaPrivateKeyRef;
use der::Decode as _;
use p256::elliptic_curve::bigint::ConcatenatingMul as _;
use zeroize::Zeroizing;

use crate::entropy::Entropy;
use crate::x509::public_key::{number, rsa_size};
use crate::x509::{Error, Hash, PublicKey, Signature};

/// An RSA private key whose modulus is the product of its two primes.
#[derive(Clone)]
pub(super) struct RsaSecret {
    pkcs1_der: Zeroizing<Vec<u8>>,
}

impl RsaSecret {
    /// Reads PKCS #1 (RFC 8017 appendix A.1.2). A damaged key must not pass for a good
    /// one until it signs, so the primes are multiplied.
    pub(super) fn from_pkcs1_der(der: &[u8]) -> Result<Self, Error> {
        let key = RsaPrivateKeyRef::from_der(der).map_err(|_| Error::NotAPrivateKey)?;
        rsa_size(key.modulus.as_bytes())?;
        let number = |octets| number(octets).map_err(|_| Error::NotAPrivateKey);
        let product =
            number(key.prime1.as_bytes())?.concatenating_mul(number(key.prime2.as_bytes())?);
        if product != number(key.modulus.as_bytes())? {
            return Err(Error::NotAPrivateKey);
        }
        Ok(Self {
            pkcs1_der: Zeroizing::new(der.to_vec()),
        })
    }

    /// PKCS #1.
    pub(super) fn pkcs1_der(&self) -> &[u8] {
        &self.pkcs1_der
    }

    /// The public half.
    pub(super) fn public_key(&self) -> Result<PublicKey, Error> {
        let key = RsaPrivateKeyRef::from_der(&self.pkcs1_der).map_err(|_| Error::NotAPrivateKey)?;
        PublicKey::from_rsa(key.modulus.as_bytes(), key.public_exponent.as_bytes())
    }
}

#[cfg(target_arch = "wasm32")]
impl RsaSecret {
    pub(super) fn generate(_bits: u16, _entropy: &mut dyn Entropy) -> Result<Self, Error> {
        Err(Error::WebCrypto)
    }

    #[expect(clippy::unused_self, reason = "natively it is the key that signs")]
    pub(super) fn sign(&self, _hash: Hash, _digest: &[u8]) -> Result<Signature, Error> {
        Err(Error::WebCrypto)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::convert::Infallible;

    use ::rsa::pkcs1::{DecodeRsaPrivateKey as _, EncodeRsaPrivateKey as _};
    use rand_core::{TryCryptoRng, TryRng};

    use super::{Entropy, Error, Hash, RsaSecret, Signature, Zeroizing};
    use crate::x509::public_key::pkcs1_scheme;

    impl RsaSecret {
        /// Two random primes (FIPS 186-5 appendix A.1.3).
        pub(in super::super) fn generate(
            bits: u16,
            entropy: &mut dyn Entropy,
        ) -> Result<Self, Error> {
            if !(SMALLEST..=LARGEST).contains(&bits) {
                return Err(Error::RsaSize { bits: bits.into() });
            }
            let der = ::rsa::PrivateKey::new(&mut Source(entropy), bits.into())
                .map_err(|_| Error::NoRandomness)?
                .to_pkcs1_der()
                .map_err(|_| Error::NoRandomness)?;
            Ok(Self {
                pkcs1_der: Zeroizing::new(der.as_bytes().to_vec()),
            })
        }

        /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.1).
        pub(in super::super) fn sign(&self, hash: Hash, digest: &[u8]) -> Result<Signature, Error> {
            ::rsa::PrivateKey::from_pkcs1_der(&self.pkcs1_der)
                .map_err(|_| Error::NotAPrivateKey)?
                .sign(pkcs1_scheme(hash), digest)
                .map(Signature::from_raw)
                .map_err(|_| Error::MalformedSignature)
        }
    }

    /// The lab's source of randomness, as the `rsa` crate takes it.
    struct Source<'a>(&'a mut dyn Entropy);

    impl TryRng for Source<'_> {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            let mut octets = [0; 4];
            self.0.fill(&mut octets);
            Ok(u32::from_le_bytes(octets))
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            let mut octets = [0; 8];
            self.0.fill(&mut octets);
            Ok(u64::from_le_bytes(octets))
        }

        fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Infallible> {
            self.0.fill(octets);
            Ok(())
        }
    }

    impl TryCryptoRng for Source<'_> {}

    const SMALLEST: u16 = 1024;

    /// cert-manager's `MaxRSAKeySize`.
    const LARGEST: u16 = 8192;
}
