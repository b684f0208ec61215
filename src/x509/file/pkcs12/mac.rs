//! The seal over a PKCS #12 file (RFC 7292 §5.1).

use der::asn1::{ObjectIdentifier, OctetString};
use hmac::{Hmac, KeyInit as _, Mac as _};
use pkcs12::kdf::{self, Pkcs12KeyType};
use pkcs12::{DigestInfo, MacData};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

use super::pbmac1::Pbmac1;
use crate::entropy::Entropy;
use crate::x509::file::passphrase::Passphrase;
use crate::x509::file::{Protection, pbe};

/// The digests that are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MacDigest {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl MacDigest {
    pub(super) fn of(oid: ObjectIdentifier) -> Option<Self> {
        DIGESTS
            .iter()
            .find(|(_, known, _)| *known == oid)
            .map(|(digest, ..)| *digest)
    }

    fn oid(self) -> ObjectIdentifier {
        DIGESTS
            .iter()
            .find(|(digest, ..)| *digest == self)
            .map_or(SHA1, |(_, oid, _)| *oid)
    }

    /// The seal; `secret` is the passphrase in the form of RFC 7292 §B.1.
    fn compute(self, secret: &[u8], salt: &[u8], rounds: i32, data: &[u8]) -> Option<Vec<u8>> {
        macro_rules! compute {
            ($digest:ty, $size:expr) => {{
                let key =
                    kdf::derive_key::<$digest>(secret, salt, Pkcs12KeyType::Mac, rounds, $size);
                let key = Zeroizing::new(key);
                let mac = Hmac::<$digest>::new_from_slice(&key).ok()?;
                Some(mac.chain_update(data).finalize().into_bytes().to_vec())
            }};
        }
        match self {
            Self::Sha1 => compute!(Sha1, 20),
            Self::Sha256 => compute!(Sha256, 32),
            Self::Sha384 => compute!(Sha384, 48),
            Self::Sha512 => compute!(Sha512, 64),
        }
    }

    /// Seals `data`.
    pub(super) fn seal(
        self,
        secret: &[u8],
        salt_length: usize,
        rounds: u32,
        data: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<MacData, der::Error> {
        let mut salt = vec![0; salt_length];
        entropy.fill(&mut salt);
        let iterations = i32::try_from(rounds)?;
        let seal = self
            .compute(secret, &salt, iterations, data)
            .ok_or(der::ErrorKind::Failed)?;
        Ok(MacData {
            mac: DigestInfo {
                algorithm: AlgorithmIdentifierOwned {
                    oid: self.oid(),
                    parameters: Some(der::Any::null()),
                },
                digest: OctetString::new(seal)?,
            },
            mac_salt: OctetString::new(salt)?,
            iterations,
        })
    }
}

/// Whether the seal fits; none if it is of a kind that is not known.
pub(super) fn fits(mac: &MacData, passphrase: Passphrase<'_>, data: &[u8]) -> Option<bool> {
    if let Some(pbmac1) = Pbmac1::of(mac) {
        let seal = pbmac1.compute(passphrase.utf8(), data)?;
        return Some(seal == mac.mac.digest.as_bytes());
    }
    // An empty passphrase is written with its two final octets or without.
    let with_end = passphrase.utf16_with_end();
    let fits = fits_old(mac, &with_end, data)?;
    if fits || with_end.len() > 2 {
        return Some(fits);
    }
    fits_old(mac, &[], data)
}

fn fits_old(mac: &MacData, secret: &[u8], data: &[u8]) -> Option<bool> {
    let digest = MacDigest::of(mac.mac.algorithm.oid)?;
    let seal = digest.compute(secret, mac.mac_salt.as_bytes(), mac.iterations, data)?;
    Some(seal == mac.mac.digest.as_bytes())
}

/// How many rounds of key derivation the seal takes.
pub(super) fn rounds(mac: &MacData) -> u32 {
    Pbmac1::of(mac).map_or_else(|| pbe::rounds(mac.iterations), |pbmac1| pbmac1.rounds())
}

/// How the seal was made, in words.
pub(super) fn protection(mac: &MacData) -> Protection {
    let rounds = rounds(mac);
    if let Some(pbmac1) = Pbmac1::of(mac) {
        return Protection {
            algorithm: pbmac1.name().to_owned(),
            rounds,
        };
    }
    let oid = mac.mac.algorithm.oid;
    let name = DIGESTS.iter().find(|(_, known, _)| *known == oid);
    Protection {
        algorithm: name.map_or_else(|| oid.to_string(), |(.., name)| (*name).to_owned()),
        rounds,
    }
}

const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");

const DIGESTS: [(MacDigest, ObjectIdentifier, &str); 4] = [
    (MacDigest::Sha1, SHA1, "HMAC-SHA-1"),
    (
        MacDigest::Sha256,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"),
        "HMAC-SHA-256",
    ),
    (
        MacDigest::Sha384,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2"),
        "HMAC-SHA-384",
    ),
    (
        MacDigest::Sha512,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3"),
        "HMAC-SHA-512",
    ),
];
