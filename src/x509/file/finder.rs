//! The way through a file: opens what holds other things, keeps what does not.

use std::mem;

use super::der_shape::{self, Shape};
use super::passphrase::Passphrase;
use super::{
    Container, Content, Error, Format, Item, KeyForm, Layer, MAX_DEPTH, MAX_ITEMS, MAX_ROUNDS,
    Place, PrivateKeyDer, Problem, Reading, manifest, pbe, pem_blocks, text,
};

/// Goes through one file.
pub(super) struct Finder<'a> {
    passphrase: Option<Passphrase<'a>>,
    reading: Reading,
    is_full: bool,
    rounds_left: u32,
}

impl<'a> Finder<'a> {
    pub(super) fn new(passphrase: Option<&'a str>) -> Self {
        Self {
            passphrase: passphrase.map(Passphrase),
            reading: Reading::default(),
            is_full: false,
            rounds_left: MAX_ROUNDS,
        }
    }

    pub(super) fn read(mut self, bytes: &[u8]) -> Result<Reading, Error> {
        let place = Place::default();
        if let Err(error) = self.open(bytes, &place, 0) {
            self.problem(&place, error);
        }
        let mut reading = self.reading;
        if !reading.items.is_empty() {
            return Ok(reading);
        }
        match reading.problems.first_mut() {
            Some(problem) => Err(mem::replace(&mut problem.error, Error::NotRecognized)),
            None if reading.containers.is_empty() => Err(Error::NotRecognized),
            None => Ok(reading),
        }
    }

    /// Opens bytes of any kind. An error means that there is nothing in them at all.
    pub(super) fn open(&mut self, bytes: &[u8], place: &Place, depth: usize) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(Error::TooDeep { limit: MAX_DEPTH });
        }
        match bytes {
            [0xfe, 0xed, 0xfe, 0xed, ..] => return self.jks(bytes, place),
            [0xce, 0xce, 0xce, 0xce, ..] => {
                return Err(Error::UnsupportedFormat {
                    format: Format::Jceks,
                });
            }
            [b'P', b'K', 3, 4, ..] => {
                return Err(Error::UnsupportedFormat {
                    format: Format::Zip,
                });
            }
            _ => {}
        }
        match text::decode(bytes) {
            Some(text) => self.text(&text, place, depth),
            None => self.der(bytes, "", place, depth),
        }
    }

    fn text(&mut self, text: &str, place: &Place, depth: usize) -> Result<(), Error> {
        if manifest::is_likely(text) {
            match manifest::documents(text) {
                Ok(documents) => {
                    for document in &documents {
                        self.manifest(document, place, depth);
                    }
                    return Ok(());
                }
                Err(error) if !text.contains(text::BEGIN) => return Err(error),
                Err(_) => {}
            }
        }
        if text.contains(text::BEGIN) {
            for block in pem_blocks::blocks(&pem_blocks::without_escapes(text)) {
                let place = block.place(place);
                let read = match block.bytes {
                    Ok(bytes) if bytes.starts_with(OPENSSH) => Err(Error::UnsupportedFormat {
                        format: Format::OpenSsh,
                    }),
                    Ok(bytes) => self.der(&bytes, &block.label, &place, depth),
                    Err(error) => Err(error),
                };
                if let Err(error) = read {
                    self.problem(&place, error);
                }
                if self.is_full {
                    break;
                }
            }
            return Ok(());
        }
        let bytes = text::from_base64(text).ok_or(Error::NotRecognized)?;
        // A word that happens to be base64 is no file.
        if !bytes.starts_with(&[SEQUENCE]) && !bytes.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) {
            let inner = text::decode(&bytes).ok_or(Error::NotRecognized)?;
            if !inner.contains(text::BEGIN) {
                return Err(Error::NotRecognized);
            }
        }
        self.open(&bytes, &place.then(Layer::Base64), depth.saturating_add(1))
    }

    /// One value in DER, or several behind each other.
    fn der(&mut self, bytes: &[u8], label: &str, place: &Place, depth: usize) -> Result<(), Error> {
        if !bytes.starts_with(&[SEQUENCE]) {
            if label.is_empty() {
                return Err(Error::NotRecognized);
            }
            self.keep(
                Content::Other {
                    label: label.to_owned(),
                    bytes: bytes.to_vec(),
                },
                place,
                None,
            );
            return Ok(());
        }
        let mut rest = bytes;
        while rest.starts_with(&[SEQUENCE]) && !self.is_full {
            let offset = bytes.len().saturating_sub(rest.len());
            let place = match offset {
                0 => place.clone(),
                offset => place.then(Layer::Der { offset }),
            };
            let (value, behind) = match der_shape::first(rest) {
                Ok(read) => read,
                Err(error) if offset > 0 => {
                    self.problem(&place, error);
                    break;
                }
                Err(error) => return Err(error),
            };
            match self.value_of(&value, label, &place, depth) {
                Err(error) if offset > 0 => self.problem(&place, error),
                result => result?,
            }
            // Behind a trusted certificate OpenSSL keeps its own remarks.
            rest = if label.is_empty() { behind } else { &[] };
        }
        Ok(())
    }

    fn value_of(
        &mut self,
        value: &der_shape::Value<'_>,
        label: &str,
        place: &Place,
        depth: usize,
    ) -> Result<(), Error> {
        let der = value.whole.to_vec();
        let content = match der_shape::shape(value) {
            Shape::Certificate => Content::Certificate(der),
            Shape::Request => Content::Request(der),
            Shape::RevocationList => Content::RevocationList(der),
            Shape::PublicKey => Content::PublicKey(der),
            Shape::RsaPublicKey => Content::RsaPublicKey(der),
            Shape::PrivateKey(form) => Content::PrivateKey(PrivateKeyDer {
                der: der.into(),
                form,
                was_locked: false,
            }),
            Shape::EncryptedPrivateKey => return self.encrypted_key(der, place),
            Shape::Pkcs7 => return self.pkcs7(&der, place, depth),
            Shape::Pkcs12 => return self.pkcs12(&der, place),
            Shape::Unknown if label.is_empty() => return Err(Error::NotRecognized),
            Shape::Unknown => Content::Other {
                label: label.to_owned(),
                bytes: der,
            },
        };
        self.keep(content, place, None);
        Ok(())
    }

    /// A locked key: opened if the passphrase fits, and kept as it is if not.
    fn encrypted_key(&mut self, der: Vec<u8>, place: &Place) -> Result<(), Error> {
        match self.unlock_key(&der) {
            Ok(key) => self.keep(key, place, None),
            Err(
                error @ Error::Malformed {
                    format: Format::EncryptedKey,
                },
            ) => return Err(error),
            Err(error) => {
                self.keep(Content::EncryptedPrivateKey(der), place, None);
                self.problem(place, error);
            }
        }
        Ok(())
    }

    fn unlock_key(&mut self, der: &[u8]) -> Result<Content, Error> {
        let locked = pbe::Locked::from_der(der)?;
        let passphrase = self.passphrase.ok_or(Error::PassphraseNeeded {
            format: Format::EncryptedKey,
        })?;
        let der = locked.open(passphrase, Format::EncryptedKey, &mut self.rounds_left)?;
        let (value, _) = der_shape::first(&der).map_err(|_| WRONG)?;
        match der_shape::shape(&value) {
            Shape::PrivateKey(form) => Ok(Content::PrivateKey(PrivateKeyDer {
                der,
                form,
                was_locked: true,
            })),
            // By chance one wrong passphrase in 256 leaves something that looks padded.
            _ => Err(WRONG),
        }
    }

    pub(super) fn passphrase(&self) -> Option<Passphrase<'a>> {
        self.passphrase
    }

    pub(super) fn rounds_left(&mut self) -> &mut u32 {
        &mut self.rounds_left
    }

    /// A private key in whatever form it has.
    pub(super) fn keep_key(&mut self, der: &[u8], place: &Place, name: Option<String>) {
        let form = match der_shape::first(der).map(|(value, _)| der_shape::shape(&value)) {
            Ok(Shape::PrivateKey(form)) => form,
            _ => KeyForm::Pkcs8,
        };
        let key = PrivateKeyDer {
            der: der.to_vec().into(),
            form,
            was_locked: true,
        };
        self.keep(Content::PrivateKey(key), place, name);
    }

    pub(super) fn keep(&mut self, content: Content, place: &Place, name: Option<String>) {
        if self.reading.items.len() < MAX_ITEMS {
            self.reading.items.push(Item {
                content,
                place: place.clone(),
                name,
            });
        } else if !self.is_full {
            self.is_full = true;
            self.problem(place, Error::TooMany { limit: MAX_ITEMS });
        }
    }

    pub(super) fn contain(&mut self, container: Container) {
        if self.reading.containers.len() < MAX_ITEMS {
            self.reading.containers.push(container);
        }
    }

    pub(super) fn problem(&mut self, place: &Place, error: Error) {
        if self.reading.problems.len() < MAX_ITEMS {
            self.reading.problems.push(Problem {
                place: place.clone(),
                error,
            });
        }
    }
}

const WRONG: Error = Error::WrongPassphrase {
    format: Format::EncryptedKey,
};

/// The first octet of nearly everything here: a SEQUENCE (X.690 §8.9).
const SEQUENCE: u8 = 0x30;

/// How a private key of OpenSSH's begins.
const OPENSSH: &[u8] = b"openssh-key-v1\0";
