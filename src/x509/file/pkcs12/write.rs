//! Writing PKCS #12.

use cms::content_info::{CmsVersion, ContentInfo};
use cms::encrypted_data::EncryptedData;
use cms::enveloped_data::EncryptedContentInfo;
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Encode as _, Tag};
use pkcs12::pfx::{Pfx, Version};
use pkcs12::{CertBag, MacData, SafeBag};
use sha1::{Digest as _, Sha1};
use x509_cert::attr::{Attribute, Attributes};

use super::mac::MacDigest;
use super::{ANY_USAGE, FRIENDLY_NAME, LOCAL_KEY_ID, TRUSTED_KEY_USAGE, pbmac1};
use crate::entropy::Entropy;
use crate::x509::file::passphrase::Passphrase;
use crate::x509::file::pbe::{Locked, Scheme};
use crate::x509::file::pkcs7::{ID_DATA, ID_ENCRYPTED_DATA};
use crate::x509::file::{Error, Format};

/// How a file is locked and sealed: cert-manager's `spec.keystores.pkcs12.profile`, with
/// the parameters that go-pkcs12 gives the profiles of these names.
///
/// Java opens none of them with a passphrase beyond ASCII ("Password is not ASCII"),
/// although its own JKS may have one.
///
/// The seal of `Modern2026` is read by OpenSSL from 3.4 on, and not by Java 17.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Certificates under RC2 with 40 bits, keys under 3DES, SHA-1: what everything old
    /// reads, and nothing new should (cert-manager's default).
    #[default]
    LegacyRc2,
    /// Certificates and keys under 3DES, SHA-1: for programs that know no AES here.
    LegacyDes,
    /// AES-256-CBC under PBKDF2 with SHA-256, sealed with HMAC-SHA-256.
    Modern2023,
    /// The same, sealed with PBMAC1 (RFC 9579).
    Modern2026,
}

impl Profile {
    /// All of them, the oldest first.
    pub const ALL: [Self; 4] = [
        Self::LegacyRc2,
        Self::LegacyDes,
        Self::Modern2023,
        Self::Modern2026,
    ];

    fn certificates(self) -> Scheme {
        match self {
            Self::LegacyRc2 => Scheme::Rc2With40Bits,
            Self::LegacyDes => Scheme::TripleDes,
            Self::Modern2023 | Self::Modern2026 => Scheme::Aes256,
        }
    }

    fn keys(self) -> Scheme {
        match self {
            Self::LegacyRc2 | Self::LegacyDes => Scheme::TripleDes,
            Self::Modern2023 | Self::Modern2026 => Scheme::Aes256,
        }
    }

    /// The seal over `data`.
    fn seal(
        self,
        passphrase: Passphrase<'_>,
        data: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<MacData, der::Error> {
        let old = passphrase.utf16_with_end();
        match self {
            Self::LegacyRc2 | Self::LegacyDes => MacDigest::Sha1.seal(&old, 8, 1, data, entropy),
            Self::Modern2023 => MacDigest::Sha256.seal(&old, 16, ROUNDS, data, entropy),
            Self::Modern2026 => pbmac1::seal(passphrase.utf8(), 16, ROUNDS, data, entropy),
        }
    }
}

/// What a file is to hold, everything in DER.
#[derive(Clone, Copy, Default)]
pub struct Contents<'a> {
    /// The key, as PKCS #8; it belongs to the first certificate.
    pub pkcs8: Option<&'a [u8]>,
    /// The certificates.
    pub certificates: &'a [&'a [u8]],
    /// The friendly name of key and first certificate; Java makes it the alias.
    pub name: Option<&'a str>,
    /// Marks certificates as trusted in the way that Java looks for.
    pub trusted: bool,
}

impl std::fmt::Debug for Contents<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contents")
            .field("certificates", &self.certificates.len())
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Writes a file. What is random in it is drawn from `entropy`.
pub fn write(
    contents: &Contents<'_>,
    profile: Profile,
    passphrase: &str,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, Error> {
    encode(contents, profile, Passphrase(passphrase), entropy).map_err(|_| Error::Unwritable {
        format: Format::Pkcs12,
    })
}

fn encode(
    contents: &Contents<'_>,
    profile: Profile,
    passphrase: Passphrase<'_>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, der::Error> {
    let mut safes = Vec::new();
    let certificates = certificate_bags(contents)?;
    if !certificates.is_empty() {
        let bags = certificates.to_der()?;
        let locked = Locked::seal(profile.certificates(), &bags, passphrase, ROUNDS, entropy)?;
        safes.push(encrypted(locked)?);
    }
    if let Some(pkcs8) = contents.pkcs8 {
        let locked = Locked::seal(profile.keys(), pkcs8, passphrase, ROUNDS, entropy)?;
        let bag = SafeBag {
            bag_id: pkcs12::PKCS_12_PKCS8_KEY_BAG_OID,
            bag_value: locked.into_key_info()?.to_der()?,
            bag_attributes: attributes(contents.name, key_id(contents).as_deref(), false)?,
        };
        safes.push(data(vec![bag].to_der()?)?);
    }
    let safe = safes.to_der()?;
    Pfx {
        version: Version::V3,
        mac_data: Some(profile.seal(passphrase, &safe, entropy)?),
        auth_safe: data(safe)?,
    }
    .to_der()
}

fn certificate_bags(contents: &Contents<'_>) -> Result<Vec<SafeBag>, der::Error> {
    let key_id = key_id(contents);
    let mut bags = Vec::new();
    for (index, certificate) in contents.certificates.iter().enumerate() {
        let is_first = index == 0;
        let name = contents.name.filter(|_| is_first || contents.trusted);
        // Java takes no two entries of one name.
        let numbered = match name {
            Some(name) if index > 0 => Some(format!("{name}-{index}")),
            name => name.map(str::to_owned),
        };
        let key_id = key_id.as_deref().filter(|_| is_first);
        let bag = CertBag {
            cert_id: pkcs12::PKCS_12_X509_CERT_OID,
            cert_value: OctetString::new(*certificate)?,
        };
        bags.push(SafeBag {
            bag_id: pkcs12::PKCS_12_CERT_BAG_OID,
            bag_value: bag.to_der()?,
            bag_attributes: attributes(numbered.as_deref(), key_id, contents.trusted)?,
        });
    }
    Ok(bags)
}

/// What ties the key to its certificate: SHA-1 of the certificate, as OpenSSL and
/// go-pkcs12 have it.
fn key_id(contents: &Contents<'_>) -> Option<Vec<u8>> {
    contents.pkcs8?;
    let certificate = contents.certificates.first()?;
    Some(Sha1::digest(certificate).to_vec())
}

fn attributes(
    name: Option<&str>,
    key_id: Option<&[u8]>,
    trusted: bool,
) -> Result<Option<Attributes>, der::Error> {
    let mut attributes = Vec::new();
    let mut add = |oid, value| {
        let values = SetOfVec::try_from(vec![value])?;
        attributes.push(Attribute { oid, values });
        Ok::<(), der::Error>(())
    };
    if let Some(name) = name {
        let octets: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        add(FRIENDLY_NAME, Any::new(Tag::BmpString, octets)?)?;
    }
    if let Some(id) = key_id {
        add(LOCAL_KEY_ID, Any::new(Tag::OctetString, id)?)?;
    }
    if trusted {
        add(TRUSTED_KEY_USAGE, Any::encode_from(&ANY_USAGE)?)?;
    }
    if attributes.is_empty() {
        return Ok(None);
    }
    SetOfVec::try_from(attributes).map(Some)
}

fn data(bytes: Vec<u8>) -> Result<ContentInfo, der::Error> {
    Ok(ContentInfo {
        content_type: ID_DATA,
        content: Any::new(Tag::OctetString, bytes)?,
    })
}

fn encrypted(locked: Locked) -> Result<ContentInfo, der::Error> {
    let data = EncryptedData {
        version: CmsVersion::V0,
        enc_content_info: EncryptedContentInfo {
            content_type: ID_DATA,
            content_enc_alg: locked.algorithm,
            encrypted_content: Some(OctetString::new(locked.data)?),
        },
        unprotected_attrs: None,
    };
    Ok(ContentInfo {
        content_type: ID_ENCRYPTED_DATA,
        content: Any::encode_from(&data)?,
    })
}

/// What OpenSSL and go-pkcs12 write.
const ROUNDS: u32 = 2048;
