//! Encryption by passphrase: PBES2 (RFC 8018 §6.2), and PKCS #12's own (RFC 7292 §C).

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt as _, BlockModeEncrypt as _,
    InnerIvInit as _, KeyInit,
};
use der::asn1::{Any, OctetString};
use der::{Decode as _, Encode as _};
use des::{TdesEde2, TdesEde3};
use pkcs5::pbes2;
use pkcs12::kdf::{self, Pkcs12KeyType};
use pkcs12::pbe_params::{EncryptedPrivateKeyInfo, Pkcs12PbeParams};
use rc2::Rc2;
use sha1::Sha1;
use spki::AlgorithmIdentifierOwned;
use spki::ObjectIdentifier;
use zeroize::Zeroizing;

use super::passphrase::Passphrase;
use super::{Error, Format, MAX_ROUNDS, Protection};
use crate::entropy::Entropy;

/// Something locked, with how it was locked (RFC 5958 §3).
pub(super) struct Locked {
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) data: Vec<u8>,
}

/// How to lock something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// PBES2 with PBKDF2, HMAC with SHA-256 and AES-256-CBC.
    Aes256,
    /// `pbeWithSHAAnd3-KeyTripleDES-CBC`.
    TripleDes,
    /// `pbeWithSHAAnd40BitRC2-CBC`.
    Rc2With40Bits,
}

impl Locked {
    /// Reads an `EncryptedPrivateKeyInfo`.
    pub(super) fn from_der(der: &[u8]) -> Result<Self, Error> {
        let read = EncryptedPrivateKeyInfo::from_ber(der).map_err(|_| Error::Malformed {
            format: Format::EncryptedKey,
        })?;
        Ok(read.into())
    }

    /// Locks something; salt and initialization vector are drawn from `entropy`.
    pub(super) fn seal(
        scheme: Scheme,
        plain: &[u8],
        passphrase: Passphrase<'_>,
        rounds: u32,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, der::Error> {
        let failed = |_| der::Error::from(der::ErrorKind::Failed);
        let (oid, parameters, data) = match scheme {
            Scheme::Aes256 => {
                let (mut salt, mut vector) = ([0; 16], [0; 16]);
                entropy.fill(&mut salt);
                entropy.fill(&mut vector);
                let parameters =
                    pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(rounds, &salt, vector)
                        .map_err(failed)?;
                let data = parameters
                    .encrypt(passphrase.utf8(), plain)
                    .map_err(failed)?;
                (pbes2::PBES2_OID, parameters.to_der()?, data)
            }
            Scheme::TripleDes | Scheme::Rc2With40Bits => {
                let mut salt = [0; 8];
                entropy.fill(&mut salt);
                let (oid, cipher) = match scheme {
                    Scheme::Rc2With40Bits => (
                        pkcs12::PKCS_12_PBEWITH_SHAAND40_BIT_RC2_CBC,
                        OldCipher::Rc2(5),
                    ),
                    _ => (
                        pkcs12::PKCS_12_PBE_WITH_SHAAND3_KEY_TRIPLE_DES_CBC,
                        OldCipher::TripleDes,
                    ),
                };
                let parameters = Pkcs12PbeParams {
                    salt: OctetString::new(salt)?,
                    iterations: i32::try_from(rounds)?,
                };
                let material = Material::derive(&parameters, passphrase, cipher.key_length());
                let data = cipher
                    .encrypt(&material, plain)
                    .ok_or(der::ErrorKind::Failed)?;
                (oid, parameters.to_der()?, data)
            }
        };
        Ok(Self {
            algorithm: AlgorithmIdentifierOwned {
                oid,
                parameters: Some(Any::from_der(&parameters)?),
            },
            data,
        })
    }

    /// As `EncryptedPrivateKeyInfo`.
    pub(super) fn into_key_info(self) -> Result<EncryptedPrivateKeyInfo, der::Error> {
        Ok(EncryptedPrivateKeyInfo {
            encryption_algorithm: self.algorithm,
            encrypted_data: OctetString::new(self.data)?,
        })
    }

    /// Opens it. The rounds that it costs are taken from `rounds_left`.
    pub(super) fn open(
        &self,
        passphrase: Passphrase<'_>,
        format: Format,
        rounds_left: &mut u32,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let unsupported = |algorithm: ObjectIdentifier| Error::UnsupportedAlgorithm {
            format,
            algorithm: algorithm.to_string(),
        };
        if self.algorithm.oid == pbes2::PBES2_OID {
            let parameters = self.pbes2().ok_or_else(|| unsupported(pbes2::PBES2_OID))?;
            spend(cost(&parameters), rounds_left)?;
            return match parameters.decrypt(passphrase.utf8(), &self.data) {
                Ok(plain) => Ok(Zeroizing::new(plain)),
                Err(pkcs5::Error::UnsupportedAlgorithm { oid }) => Err(unsupported(oid)),
                Err(_) => Err(Error::WrongPassphrase { format }),
            };
        }
        let cipher =
            OldCipher::of(self.algorithm.oid).ok_or_else(|| unsupported(self.algorithm.oid))?;
        let parameters = self.old_parameters().ok_or(Error::Malformed { format })?;
        // Key and initialization vector are derived each on its own.
        spend(rounds(parameters.iterations).saturating_mul(2), rounds_left)?;
        let material = Material::derive(&parameters, passphrase, cipher.key_length());
        cipher
            .decrypt(&material, &self.data)
            .map(Zeroizing::new)
            .ok_or(Error::WrongPassphrase { format })
    }

    /// How it is locked, in words.
    pub(super) fn protection(&self) -> Protection {
        if let Some(parameters) = self.pbes2() {
            return Protection {
                algorithm: format!("PBES2, {}", scheme_name(&parameters)),
                rounds: cost(&parameters),
            };
        }
        let oid = self.algorithm.oid;
        Protection {
            algorithm: OldCipher::of(oid)
                .map_or_else(|| oid.to_string(), |cipher| cipher.name().to_owned()),
            rounds: self
                .old_parameters()
                .map_or(0, |parameters| rounds(parameters.iterations)),
        }
    }

    fn parameters(&self) -> Option<Vec<u8>> {
        self.algorithm.parameters.as_ref()?.to_der().ok()
    }

    fn pbes2(&self) -> Option<pbes2::Parameters> {
        if self.algorithm.oid != pbes2::PBES2_OID {
            return None;
        }
        pbes2::Parameters::from_der(&self.parameters()?).ok()
    }

    fn old_parameters(&self) -> Option<Pkcs12PbeParams> {
        Pkcs12PbeParams::from_der(&self.parameters()?).ok()
    }
}

impl From<EncryptedPrivateKeyInfo> for Locked {
    fn from(info: EncryptedPrivateKeyInfo) -> Self {
        Self {
            algorithm: info.encryption_algorithm,
            data: info.encrypted_data.into_bytes().into(),
        }
    }
}

/// Takes the rounds that something costs from what is left.
pub(super) fn spend(rounds: u32, left: &mut u32) -> Result<(), Error> {
    *left = left.checked_sub(rounds).ok_or(Error::TooManyRounds {
        rounds,
        limit: MAX_ROUNDS,
    })?;
    Ok(())
}

/// Rounds as a file states them; a negative number is none.
pub(super) fn rounds(iterations: i32) -> u32 {
    u32::try_from(iterations).unwrap_or(0)
}

/// What a key derivation costs, in rounds. Scrypt is counted by the memory it fills: at
/// its usual size (16 MiB) it takes about as long as 100,000 rounds of PBKDF2.
fn cost(parameters: &pbes2::Parameters) -> u32 {
    match &parameters.kdf {
        pbes2::Kdf::Pbkdf2(parameters) => parameters.iteration_count,
        pbes2::Kdf::Scrypt(parameters) => {
            let bytes = parameters
                .cost_parameter
                .saturating_mul(u64::from(parameters.block_size))
                .saturating_mul(128);
            if bytes > MOST_SCRYPT_MEMORY {
                return u32::MAX;
            }
            let work = bytes.saturating_mul(u64::from(parameters.parallelization)) / 160;
            u32::try_from(work).unwrap_or(u32::MAX)
        }
        _ => u32::MAX,
    }
}

fn scheme_name(parameters: &pbes2::Parameters) -> &'static str {
    match parameters.encryption {
        pbes2::EncryptionScheme::Aes128Cbc { .. } => "AES-128-CBC",
        pbes2::EncryptionScheme::Aes192Cbc { .. } => "AES-192-CBC",
        pbes2::EncryptionScheme::Aes256Cbc { .. } => "AES-256-CBC",
        pbes2::EncryptionScheme::Aes128Gcm { .. } => "AES-128-GCM",
        pbes2::EncryptionScheme::Aes256Gcm { .. } => "AES-256-GCM",
        pbes2::EncryptionScheme::DesEde3Cbc { .. } => "3DES-CBC",
        _ => "?",
    }
}

/// The block ciphers of PKCS #12's own schemes.
#[derive(Clone, Copy)]
enum OldCipher {
    TripleDes,
    TripleDesOfTwoKeys,
    /// With a key of so many octets.
    Rc2(usize),
}

/// Key and initialization vector (RFC 7292 §B.3).
struct Material {
    key: Zeroizing<Vec<u8>>,
    vector: Zeroizing<Vec<u8>>,
}

impl Material {
    fn derive(parameters: &Pkcs12PbeParams, passphrase: Passphrase<'_>, key_length: usize) -> Self {
        let secret = passphrase.utf16_with_end();
        let salt = parameters.salt.as_bytes();
        let derive = |what, length| {
            Zeroizing::new(kdf::derive_key::<Sha1>(
                &secret,
                salt,
                what,
                parameters.iterations,
                length,
            ))
        };
        Self {
            key: derive(Pkcs12KeyType::EncryptionKey, key_length),
            vector: derive(Pkcs12KeyType::Iv, BLOCK),
        }
    }
}

impl OldCipher {
    fn of(oid: ObjectIdentifier) -> Option<Self> {
        match oid {
            pkcs12::PKCS_12_PBE_WITH_SHAAND3_KEY_TRIPLE_DES_CBC => Some(Self::TripleDes),
            pkcs12::PKCS_12_PBE_WITH_SHAAND2_KEY_TRIPLE_DES_CBC => Some(Self::TripleDesOfTwoKeys),
            pkcs12::PKCS_12_PBE_WITH_SHAAND128_BIT_RC2_CBC => Some(Self::Rc2(16)),
            pkcs12::PKCS_12_PBEWITH_SHAAND40_BIT_RC2_CBC => Some(Self::Rc2(5)),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::TripleDes => "SHA-1, 3DES-CBC",
            Self::TripleDesOfTwoKeys => "SHA-1, 3DES-CBC (2 keys)",
            Self::Rc2(5) => "SHA-1, RC2-40-CBC",
            Self::Rc2(_) => "SHA-1, RC2-128-CBC",
        }
    }

    const fn key_length(self) -> usize {
        match self {
            Self::TripleDes => 24,
            Self::TripleDesOfTwoKeys => 16,
            Self::Rc2(octets) => octets,
        }
    }

    fn decrypt(self, material: &Material, data: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::TripleDes => decrypt(
                TdesEde3::new_from_slice(&material.key).ok()?,
                material,
                data,
            ),
            Self::TripleDesOfTwoKeys => decrypt(
                TdesEde2::new_from_slice(&material.key).ok()?,
                material,
                data,
            ),
            Self::Rc2(_) => decrypt(rc2(material), material, data),
        }
    }

    fn encrypt(self, material: &Material, data: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Rc2(_) => encrypt(rc2(material), material, data),
            _ => encrypt(
                TdesEde3::new_from_slice(&material.key).ok()?,
                material,
                data,
            ),
        }
    }
}

fn rc2(material: &Material) -> Rc2 {
    Rc2::new_with_eff_key_len(&material.key, material.key.len().saturating_mul(8))
}

fn decrypt<C>(cipher: C, material: &Material, data: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipherDecrypt + KeyInit,
{
    let cipher = cbc::Decryptor::inner_iv_slice_init(cipher, &material.vector).ok()?;
    cipher.decrypt_padded_vec::<Pkcs7>(data).ok()
}

fn encrypt<C>(cipher: C, material: &Material, data: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipherEncrypt + KeyInit,
{
    let cipher = cbc::Encryptor::inner_iv_slice_init(cipher, &material.vector).ok()?;
    Some(cipher.encrypt_padded_vec::<Pkcs7>(data))
}

/// All of these ciphers work on blocks of eight octets.
const BLOCK: usize = 8;

/// What the page may use for one file.
const MOST_SCRYPT_MEMORY: u64 = 64 * 1024 * 1024;
