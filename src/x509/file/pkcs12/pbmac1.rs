//! The newer seal over a PKCS #12 file: PBMAC1 (RFC 9579, RFC 8018 §7.1).

use der::asn1::{Any, ObjectIdentifier, OctetString};
use der::{Decode as _, Encode as _, Sequence};
use hmac::{Hmac, KeyInit as _, Mac as _};
use pkcs5::pbes2::{Pbkdf2Params, Pbkdf2Prf};
use pkcs12::{DigestInfo, MacData};
use sha2::{Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

use crate::entropy::Entropy;

/// `id-PBMAC1` (RFC 8018 appendix A.5).
const PBMAC1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.14");

/// `id-PBKDF2` (RFC 8018 appendix A.2).
const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");

/// How long a key of HMAC-SHA-256 is.
const KEY_LENGTH: u16 = 32;

/// `PBMAC1-params` (RFC 8018 appendix A.5).
#[derive(Sequence)]
struct Params {
    derivation: AlgorithmIdentifierOwned,
    scheme: AlgorithmIdentifierOwned,
}

/// How a seal is made, taken apart.
pub(super) struct Pbmac1 {
    derivation: Pbkdf2Params,
    scheme: Pbkdf2Prf,
}

impl Pbmac1 {
    /// The parameters of a seal of this kind; none if it is of another.
    pub(super) fn of(mac: &MacData) -> Option<Self> {
        let algorithm = &mac.mac.algorithm;
        let parameters = algorithm.parameters.as_ref()?;
        if algorithm.oid != PBMAC1 {
            return None;
        }
        let params = Params::from_der(&parameters.to_der().ok()?).ok()?;
        let derivation = params.derivation.parameters.as_ref()?.to_der().ok()?;
        (params.derivation.oid == PBKDF2).then_some(())?;
        Some(Self {
            derivation: Pbkdf2Params::from_der(&derivation).ok()?,
            scheme: HASHES
                .into_iter()
                .find(|prf| prf.oid() == params.scheme.oid)?,
        })
    }

    /// How many rounds opening it takes.
    pub(super) fn rounds(&self) -> u32 {
        self.derivation.iteration_count
    }

    /// In words.
    pub(super) fn name(&self) -> &'static str {
        match self.scheme {
            Pbkdf2Prf::HmacWithSha384 => "PBMAC1, HMAC-SHA-384",
            Pbkdf2Prf::HmacWithSha512 => "PBMAC1, HMAC-SHA-512",
            _ => "PBMAC1, HMAC-SHA-256",
        }
    }

    /// The seal over `data`; none with a function that is not known. RFC 9579 §5: the
    /// passphrase is UTF-8, and the length of the key is stated.
    pub(super) fn compute(&self, passphrase: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        let length = self.derivation.key_length.filter(|length| *length <= 64)?;
        let mut key = Zeroizing::new(vec![0; usize::from(length)]);
        let salt = self.derivation.salt.as_ref();
        let rounds = self.derivation.iteration_count;
        match self.derivation.prf {
            Pbkdf2Prf::HmacWithSha256 => {
                pbkdf2::pbkdf2_hmac::<Sha256>(passphrase, salt, rounds, &mut key);
            }
            Pbkdf2Prf::HmacWithSha384 => {
                pbkdf2::pbkdf2_hmac::<Sha384>(passphrase, salt, rounds, &mut key);
            }
            Pbkdf2Prf::HmacWithSha512 => {
                pbkdf2::pbkdf2_hmac::<Sha512>(passphrase, salt, rounds, &mut key);
            }
            _ => return None,
        }
        macro_rules! seal {
            ($digest:ty) => {{
                let mac = Hmac::<$digest>::new_from_slice(&key).ok()?;
                Some(mac.chain_update(data).finalize().into_bytes().to_vec())
            }};
        }
        match self.scheme {
            Pbkdf2Prf::HmacWithSha256 => seal!(Sha256),
            Pbkdf2Prf::HmacWithSha384 => seal!(Sha384),
            Pbkdf2Prf::HmacWithSha512 => seal!(Sha512),
            _ => None,
        }
    }
}

/// Seals `data` with PBKDF2 and HMAC, both with SHA-256.
pub(super) fn seal(
    passphrase: &[u8],
    salt_length: usize,
    rounds: u32,
    data: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<MacData, der::Error> {
    let failed = || der::Error::from(der::ErrorKind::Failed);
    let mut salt = vec![0; salt_length];
    entropy.fill(&mut salt);
    let mut derivation = Pbkdf2Params::hmac_sha256(rounds, &salt).map_err(|_| failed())?;
    derivation.key_length = Some(KEY_LENGTH);
    let pbmac1 = Pbmac1 {
        derivation,
        scheme: Pbkdf2Prf::HmacWithSha256,
    };
    let seal = pbmac1.compute(passphrase, data).ok_or_else(failed)?;
    let params = Params {
        derivation: AlgorithmIdentifierOwned {
            oid: PBKDF2,
            parameters: Some(Any::encode_from(&pbmac1.derivation)?),
        },
        scheme: AlgorithmIdentifierOwned {
            oid: pbmac1.scheme.oid(),
            parameters: Some(Any::null()),
        },
    };
    Ok(MacData {
        mac: DigestInfo {
            algorithm: AlgorithmIdentifierOwned {
                oid: PBMAC1,
                parameters: Some(Any::encode_from(&params)?),
            },
            digest: OctetString::new(seal)?,
        },
        // RFC 9579 §4: both are there and mean nothing.
        mac_salt: OctetString::new(salt)?,
        iterations: 1,
    })
}

const HASHES: [Pbkdf2Prf; 3] = [
    Pbkdf2Prf::HmacWithSha256,
    Pbkdf2Prf::HmacWithSha384,
    Pbkdf2Prf::HmacWithSha512,
];
