//! Reading PKCS #12.

use cms::content_info::ContentInfo;
use cms::encrypted_data::EncryptedData;
use der::asn1::{Any, ContextSpecific, OctetString};
use der::{Decode as _, Encode as _, EncodingRules};
use pkcs12::pbe_params::EncryptedPrivateKeyInfo;
use pkcs12::{CertBag, CrlBag, MacData, Pfx, SafeBag};
use zeroize::Zeroizing;

use super::{FRIENDLY_NAME, mac};
use crate::x509::file::finder::Finder;
use crate::x509::file::passphrase::Passphrase;
use crate::x509::file::pbe::{self, Locked};
use crate::x509::file::pkcs7::{ID_DATA, ID_ENCRYPTED_DATA};
use crate::x509::file::{
    Container, ContainerKind, Content, Error, Format, Layer, MAX_DEPTH, Place, Protection,
};

impl Finder<'_> {
    /// Reads all bags. Without a passphrase the empty one is tried, with which many
    /// programs write files that hold only certificates.
    pub(in crate::x509::file) fn pkcs12(&mut self, der: &[u8], place: &Place) -> Result<(), Error> {
        let pfx = Pfx::from_ber(der).map_err(|_| MALFORMED)?;
        if pfx.auth_safe.content_type != ID_DATA {
            return Err(Error::UnsupportedAlgorithm {
                format: Format::Pkcs12,
                algorithm: pfx.auth_safe.content_type.to_string(),
            });
        }
        let safe = octets(&pfx.auth_safe.content)?;
        let given = self.passphrase();
        let key = match &pfx.mac_data {
            Some(mac) => self.key(mac, safe.as_bytes(), given)?,
            None => given.unwrap_or(Passphrase("")),
        };
        let mut bags = Bags {
            finder: self,
            key,
            refusal: match given {
                Some(_) => WRONG,
                None => NEEDED,
            },
            place: place.then(Layer::Pkcs12),
            encryption: Vec::new(),
        };
        bags.contents(safe.as_bytes())?;
        let encryption = bags.encryption;
        let mac = pfx.mac_data.map(|mac| mac::protection(&mac));
        self.contain(Container {
            place: place.clone(),
            kind: ContainerKind::Pkcs12 { mac, encryption },
        });
        Ok(())
    }

    /// The passphrase that fits the seal.
    fn key<'p>(
        &mut self,
        mac: &MacData,
        safe: &[u8],
        given: Option<Passphrase<'p>>,
    ) -> Result<Passphrase<'p>, Error> {
        let key = given.unwrap_or(Passphrase(""));
        pbe::spend(mac::rounds(mac), self.rounds_left())?;
        match (mac::fits(mac, key, safe), given) {
            (Some(true), _) => Ok(key),
            (Some(false), Some(_)) => Err(WRONG),
            (Some(false), None) => Err(NEEDED),
            (None, _) => Err(Error::UnsupportedAlgorithm {
                format: Format::Pkcs12,
                algorithm: mac.mac.algorithm.oid.to_string(),
            }),
        }
    }
}

/// The bags of one file.
struct Bags<'f, 'a> {
    finder: &'f mut Finder<'a>,
    key: Passphrase<'a>,
    refusal: Error,
    place: Place,
    encryption: Vec<Protection>,
}

impl Bags<'_, '_> {
    /// `AuthenticatedSafe` (RFC 7292 §4.1).
    fn contents(&mut self, safe: &[u8]) -> Result<(), Error> {
        let contents = Vec::<ContentInfo>::from_ber(safe).map_err(|_| MALFORMED)?;
        for content in contents {
            match content.content_type {
                ID_DATA => {
                    let data = octets(&content.content)?;
                    self.bags(data.as_bytes(), 0)?;
                }
                ID_ENCRYPTED_DATA => {
                    let data: EncryptedData = content
                        .content
                        .decode_as_encoding(EncodingRules::Ber)
                        .map_err(|_| MALFORMED)?;
                    let info = data.enc_content_info;
                    let locked = Locked {
                        algorithm: info.content_enc_alg,
                        data: info
                            .encrypted_content
                            .map(|content| content.into_bytes().into())
                            .unwrap_or_default(),
                    };
                    let opened = self.unlock(&locked)?;
                    self.bags(&opened, 0)?;
                }
                other => {
                    let error = Error::UnsupportedAlgorithm {
                        format: Format::Pkcs12,
                        algorithm: other.to_string(),
                    };
                    self.finder.problem(&self.place, error);
                }
            }
        }
        Ok(())
    }

    /// `SafeContents` (RFC 7292 §4.2).
    fn bags(&mut self, der: &[u8], depth: usize) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(Error::TooDeep { limit: MAX_DEPTH });
        }
        for bag in Vec::<SafeBag>::from_ber(der).map_err(|_| self.broken())? {
            self.bag(&bag, depth)?;
        }
        Ok(())
    }

    fn bag(&mut self, bag: &SafeBag, depth: usize) -> Result<(), Error> {
        let name = friendly_name(bag);
        match bag.bag_id {
            pkcs12::PKCS_12_KEY_BAG_OID => {
                let key: Any = value(bag)?;
                let key = Zeroizing::new(key.to_der().map_err(|_| MALFORMED)?);
                self.finder.keep_key(&key, &self.place, name);
            }
            pkcs12::PKCS_12_PKCS8_KEY_BAG_OID => {
                let locked: EncryptedPrivateKeyInfo = value(bag)?;
                match self.unlock(&locked.into()) {
                    Ok(key) => self.finder.keep_key(&key, &self.place, name),
                    Err(error) => self.finder.problem(&self.place, error),
                }
            }
            pkcs12::PKCS_12_CERT_BAG_OID => {
                let certificate: CertBag = value(bag)?;
                let bytes = certificate.cert_value.as_bytes().to_vec();
                let content = if certificate.cert_id == pkcs12::PKCS_12_X509_CERT_OID {
                    Content::Certificate(bytes)
                } else {
                    Content::Other {
                        label: certificate.cert_id.to_string(),
                        bytes,
                    }
                };
                self.finder.keep(content, &self.place, name);
            }
            pkcs12::PKCS_12_CRL_BAG_OID => {
                let list: CrlBag = value(bag)?;
                let content = Content::RevocationList(list.crl_value.as_bytes().to_vec());
                self.finder.keep(content, &self.place, name);
            }
            pkcs12::PKCS_12_SAFE_CONTENTS_BAG_OID => {
                let inner: Any = value(bag)?;
                let inner = inner.to_der().map_err(|_| MALFORMED)?;
                self.bags(&inner, depth.saturating_add(1))?;
            }
            other => {
                let content = Content::Other {
                    label: other.to_string(),
                    bytes: bag.bag_value.clone(),
                };
                self.finder.keep(content, &self.place, name);
            }
        }
        Ok(())
    }

    fn unlock(&mut self, locked: &Locked) -> Result<Zeroizing<Vec<u8>>, Error> {
        let protection = locked.protection();
        if !self.encryption.contains(&protection) {
            self.encryption.push(protection);
        }
        locked
            .open(self.key, Format::Pkcs12, self.finder.rounds_left())
            .map_err(|error| match error {
                Error::WrongPassphrase { .. } => self.refusal.clone(),
                other => other,
            })
    }

    /// Without a seal, a wrong passphrase shows only in what it opens.
    fn broken(&self) -> Error {
        if self.encryption.is_empty() {
            MALFORMED
        } else {
            self.refusal.clone()
        }
    }
}

/// What a bag holds: behind `[0] EXPLICIT` (RFC 7292 §4.2).
fn value<T>(bag: &SafeBag) -> Result<T, Error>
where
    T: for<'a> der::Decode<'a>,
{
    // The tag around it is read as any other value; its content is the whole of `T`.
    let outside: ContextSpecific<Any> =
        ContextSpecific::from_ber(&bag.bag_value).map_err(|_| MALFORMED)?;
    let inside = outside.value.to_der().map_err(|_| MALFORMED)?;
    T::from_ber(&inside).map_err(|_| MALFORMED)
}

fn octets(content: &Any) -> Result<OctetString, Error> {
    content
        .decode_as_encoding(EncodingRules::Ber)
        .map_err(|_| MALFORMED)
}

/// A `BMPString`; emoji are written in it as surrogates, which it does not allow.
fn friendly_name(bag: &SafeBag) -> Option<String> {
    let attributes = bag.bag_attributes.as_ref()?;
    let attribute = attributes
        .iter()
        .find(|attribute| attribute.oid == FRIENDLY_NAME)?;
    let (units, _) = attribute.values.iter().next()?.value().as_chunks::<2>();
    let units: Vec<u16> = units.iter().copied().map(u16::from_be_bytes).collect();
    Some(String::from_utf16_lossy(&units))
}

const MALFORMED: Error = Error::Malformed {
    format: Format::Pkcs12,
};
const WRONG: Error = Error::WrongPassphrase {
    format: Format::Pkcs12,
};
const NEEDED: Error = Error::PassphraseNeeded {
    format: Format::Pkcs12,
};
