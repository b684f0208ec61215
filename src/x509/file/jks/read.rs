//! Reading a Java key store.

use der::Decode as _;
use pkcs12::pbe_params::EncryptedPrivateKeyInfo;
use zeroize::Zeroizing;

use super::{
    CERTIFICATE_ENTRY, DIGEST, KEY_ENTRY, MAGIC, SUN_KEY_PROTECTOR, digest, store_digest,
    under_keystream,
};
use crate::x509::file::finder::Finder;
use crate::x509::file::{Container, ContainerKind, Content, Error, Format, Layer, Place};

impl Finder<'_> {
    /// Certificates are not locked in a key store: without a passphrase, or with a wrong
    /// one, they are still shown.
    pub(in crate::x509::file) fn jks(&mut self, bytes: &[u8], place: &Place) -> Result<(), Error> {
        let mut cursor = Cursor { rest: bytes };
        let (magic, version) = (cursor.number()?, cursor.number()?);
        if magic != MAGIC || !matches!(version, 1 | 2) {
            return Err(MALFORMED);
        }
        let count = cursor.number()?;
        let (mut entries, mut shortage) = (Vec::new(), None);
        for _ in 0..count {
            match cursor.entry(version) {
                Ok(entry) => entries.push(entry),
                Err(error) => {
                    shortage = Some(error);
                    break;
                }
            }
        }
        let read = bytes.len().saturating_sub(cursor.rest.len());
        let passphrase = self.passphrase().map(|passphrase| passphrase.utf16());
        let verified = match (&passphrase, &shortage) {
            (Some(passphrase), None) => {
                let store = bytes.get(..read).ok_or(MALFORMED)?;
                let checksum = cursor.take(DIGEST)?;
                if store_digest(passphrase, store) != checksum {
                    self.problem(place, WRONG);
                }
                store_digest(passphrase, store) == checksum
            }
            _ => false,
        };
        self.contain(Container {
            place: place.clone(),
            kind: ContainerKind::Jks { version, verified },
        });
        for entry in entries {
            let inside = place.then(Layer::Jks {
                alias: entry.alias.clone(),
            });
            let name = Some(entry.alias);
            if let Some(locked) = entry.key {
                match passphrase.as_deref().map(|phrase| unlock(locked, phrase)) {
                    Some(Ok(key)) => self.keep_key(&key, &inside, name.clone()),
                    opened => {
                        let locked = Content::EncryptedPrivateKey(locked.to_vec());
                        self.keep(locked, &inside, name.clone());
                        match opened {
                            Some(Err(error)) if verified || error != WRONG => {
                                self.problem(&inside, error);
                            }
                            None => self.problem(&inside, NEEDED),
                            // Said of the whole store already.
                            _ => {}
                        }
                    }
                }
            }
            for certificate in entry.certificates {
                let content = Content::Certificate(certificate.to_vec());
                self.keep(content, &inside, name.clone());
            }
        }
        shortage.map_or(Ok(()), |error| {
            self.problem(place, error);
            Ok(())
        })
    }
}

/// Opens a key that Sun's `KeyProtector` locked.
fn unlock(locked: &[u8], passphrase: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let info = EncryptedPrivateKeyInfo::from_der(locked).map_err(|_| MALFORMED)?;
    if info.encryption_algorithm.oid != SUN_KEY_PROTECTOR {
        return Err(Error::UnsupportedAlgorithm {
            format: Format::Jks,
            algorithm: info.encryption_algorithm.oid.to_string(),
        });
    }
    let parts = info.encrypted_data.as_bytes();
    let (salt, rest) = parts.split_at_checked(DIGEST).ok_or(MALFORMED)?;
    let length = rest.len().checked_sub(DIGEST).ok_or(MALFORMED)?;
    let (data, checksum) = rest.split_at_checked(length).ok_or(MALFORMED)?;
    let key = under_keystream(passphrase, salt, data);
    if digest(&[passphrase, &key]) == checksum {
        Ok(key)
    } else {
        Err(WRONG)
    }
}

struct Entry<'a> {
    alias: String,
    key: Option<&'a [u8]>,
    certificates: Vec<&'a [u8]>,
}

/// The bytes that were not read yet.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn entry(&mut self, version: u32) -> Result<Entry<'a>, Error> {
        let tag = self.number()?;
        let alias = self.text()?;
        // Milliseconds since 1970: when it was put in.
        self.take(8)?;
        let (key, count) = match tag {
            KEY_ENTRY => {
                let length = self.length()?;
                (Some(self.take(length)?), self.number()?)
            }
            CERTIFICATE_ENTRY => (None, 1),
            _ => return Err(MALFORMED),
        };
        let mut certificates = Vec::new();
        for _ in 0..count {
            if version == 2 {
                self.text()?;
            }
            let length = self.length()?;
            certificates.push(self.take(length)?);
        }
        Ok(Entry {
            alias,
            key,
            certificates,
        })
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Error::Truncated {
            expected: length,
            actual: self.rest.len(),
        })?;
        self.rest = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, Error> {
        let octets = self.take(4)?;
        let octets = octets.try_into().map_err(|_| MALFORMED)?;
        Ok(u32::from_be_bytes(octets))
    }

    fn length(&mut self) -> Result<usize, Error> {
        usize::try_from(self.number()?).map_err(|_| MALFORMED)
    }

    /// Java's own UTF-8, which differs for zero and beyond the Basic Multilingual Plane:
    /// such a name is shown with replacement characters.
    fn text(&mut self) -> Result<String, Error> {
        let octets = self.take(2)?;
        let octets = octets.try_into().map_err(|_| MALFORMED)?;
        let length = usize::from(u16::from_be_bytes(octets));
        Ok(String::from_utf8_lossy(self.take(length)?).into_owned())
    }
}

const MALFORMED: Error = Error::Malformed {
    format: Format::Jks,
};
const WRONG: Error = Error::WrongPassphrase {
    format: Format::Jks,
};
const NEEDED: Error = Error::PassphraseNeeded {
    format: Format::Jks,
};
