//! Private keys locked by a passphrase (RFC 5958 §3, RFC 8018 §6.2).

use der::asn1::OctetStringRef;
use der::{Decode as _, Encode as _};
use pkcs5::pbes2::{Kdf, Parameters};
use pkcs8::EncryptedPrivateKeyInfoRef;
use zeroize::Zeroizing;

use super::PrivateKey;
use crate::encoding;
use crate::entropy::Entropy;
use crate::x509::Error;

impl PrivateKey {
    /// Reads an `EncryptedPrivateKeyInfo`: PBES2 with PBKDF2 or scrypt and AES or 3DES. Work
    /// that would hold the page for long is refused.
    pub fn from_encrypted_pkcs8_der(der: &[u8], passphrase: &str) -> Result<Self, Error> {
        let locked =
            EncryptedPrivateKeyInfoRef::from_der(der).map_err(|_| Error::NotAPrivateKey)?;
        let parameters =
            locked
                .encryption_algorithm
                .pbes2()
                .ok_or_else(|| Error::UnsupportedKey {
                    algorithm: locked.encryption_algorithm.oid().to_string(),
                })?;
        let affordable = match &parameters.kdf {
            Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= MAX_ITERATIONS,
            Kdf::Scrypt(scrypt) => scrypt
                .cost_parameter
                .checked_mul(u64::from(scrypt.block_size))
                .and_then(|blocks| blocks.checked_mul(u64::from(scrypt.parallelization)))
                .is_some_and(|blocks| blocks <= MAX_SCRYPT_BLOCKS),
            _ => false,
        };
        if !affordable {
            return Err(Error::CostlyPassphrase);
        }
        let opened = parameters
            .decrypt(passphrase, locked.encrypted_data.as_bytes())
            .map(Zeroizing::new)
            .map_err(|_| Error::WrongPassphrase)?;
        // One wrong passphrase in some 256 leaves padding that looks right, and then no key.
        Self::from_pkcs8_der(&opened).map_err(|error| match error {
            Error::NotAPrivateKey => Error::WrongPassphrase,
            other => other,
        })
    }

    /// Reads the first `ENCRYPTED PRIVATE KEY` of a PEM text, or a key that is not locked.
    pub fn from_encrypted_pem(text: &str, passphrase: &str) -> Result<Self, Error> {
        let blocks = encoding::from_pem(text)?;
        match blocks.iter().find(|block| block.label == LABEL) {
            Some(block) => Self::from_encrypted_pkcs8_der(&block.der, passphrase),
            None => Self::from_pem(text),
        }
    }

    /// Writes PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC, which every tool of this decade
    /// reads. The passphrase is taken as UTF-8 (RFC 8018 §3).
    pub fn to_encrypted_pkcs8_der(
        &self,
        passphrase: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, Error> {
        let (mut salt, mut iv) = ([0; 16], [0; 16]);
        entropy.fill(&mut salt);
        entropy.fill(&mut iv);
        let parameters = Parameters::generate_pbkdf2_sha256_aes256cbc(ITERATIONS, &salt, iv)
            .map_err(|_| ENCODING)?;
        let locked = parameters
            .encrypt(passphrase, &self.to_pkcs8_der())
            .map_err(|_| ENCODING)?;
        EncryptedPrivateKeyInfoRef {
            encryption_algorithm: parameters.into(),
            encrypted_data: OctetStringRef::new(&locked).map_err(|_| ENCODING)?,
        }
        .to_der()
        .map_err(|_| ENCODING)
    }

    /// The same as PEM (RFC 7468 §11).
    pub fn to_encrypted_pem(
        &self,
        passphrase: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<String, Error> {
        let der = self.to_encrypted_pkcs8_der(passphrase, entropy)?;
        Ok(encoding::to_pem(LABEL, &der))
    }
}

const LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// Enough to slow a guesser down; short enough to wait for in a browser.
const ITERATIONS: u32 = 100_000;

/// A few seconds in a browser.
const MAX_ITERATIONS: u32 = 2_000_000;

/// Of 128 octets each: 32 MiB (RFC 7914 §2); `openssl` takes half of that by default.
const MAX_SCRYPT_BLOCKS: u64 = 1 << 18;

const ENCODING: Error = Error::Encoding {
    what: "the encrypted private key",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use crate::x509::KeyAlgorithm;
    use crate::x509::testing::key_of;

    #[test]
    fn a_key_opens_with_its_passphrase_and_with_no_other() {
        for (algorithm, passphrase) in [
            (KeyAlgorithm::EcdsaP256, "two words"),
            (KeyAlgorithm::Ed25519, "\"'🔑 密码"),
            (KeyAlgorithm::RSA_2048, ""),
        ] {
            let key = key_of(algorithm);
            let mut entropy = SeededEntropy::new([1; 32]);
            let pem = key.to_encrypted_pem(passphrase, &mut entropy).unwrap();
            let opened = PrivateKey::from_encrypted_pem(&pem, passphrase).unwrap();
            assert_eq!(opened.to_pkcs8_der(), key.to_pkcs8_der());
            let wrong = PrivateKey::from_encrypted_pem(&pem, "wrong");
            assert_eq!(wrong.unwrap_err(), Error::WrongPassphrase);
            assert_eq!(PrivateKey::from_pem(&pem).unwrap_err(), Error::EncryptedKey);
        }
    }

    #[test]
    fn a_locked_key_that_would_take_for_ever_is_refused() {
        let key = key_of(KeyAlgorithm::Ed25519);
        let parameters =
            Parameters::generate_pbkdf2_sha256_aes256cbc(90_000_000, &[1; 16], [2; 16]).unwrap();
        let der = EncryptedPrivateKeyInfoRef {
            encryption_algorithm: parameters.into(),
            encrypted_data: OctetStringRef::new(&key.to_pkcs8_der()).unwrap(),
        }
        .to_der()
        .unwrap();
        assert_eq!(
            PrivateKey::from_encrypted_pkcs8_der(&der, "x").unwrap_err(),
            Error::CostlyPassphrase
        );
    }
}
