//! The sheet, what is at hand, and who is chosen.

use std::rc::Rc;

use super::moment::{moment, span};
use super::parse::serial;
use super::shelf::{List, may, reason_word};
use super::{Mistake, Place, Sheet, Shelf, Wrong};
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::x509::revocation_list::{RevocationList, RevokedCertificate};
use crate::x509::signing::Envelope;
use crate::x509::usage::Usage;
use crate::x509::{
    Certificate, CertificateSigningRequest, Error, KeyAlgorithm, PrivateKey, PublicKey,
    SerialNumber, ToBeSigned,
};

/// Which key is certified: by its place on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A key at hand.
    Key(usize),
    /// The key of a request.
    Request(usize),
}

/// Who signs a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signer {
    /// The certified key itself.
    #[default]
    Itself,
    /// A CA, by its place on the shelf.
    Authority(usize),
}

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// A request.
    Request,
    /// A certificate.
    Certificate,
    /// A revocation list, by the place of its CA.
    List(usize),
}

/// What has to be signed, and by which key.
#[derive(Clone, Debug)]
pub struct Job {
    /// What comes of it.
    pub product: Product,
    /// What is signed.
    pub to_be_signed: ToBeSigned,
    /// Who signs.
    pub key: PrivateKey,
}

/// The sheet, what is at hand, and who is chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbench {
    /// What is typed and ticked.
    pub sheet: Sheet,
    /// What is at hand.
    pub shelf: Rc<Shelf>,
    /// Which key is certified.
    pub subject: Option<Subject>,
    /// Who signs.
    pub signer: Signer,
    /// The CA that signs a revocation list.
    pub list_signer: Option<usize>,
}

impl Workbench {
    /// The key that is certified.
    pub fn subject_key(&self) -> Option<PublicKey> {
        match self.subject? {
            Subject::Key(place) => self.shelf.keys().get(place).map(PrivateKey::public_key),
            Subject::Request(place) => {
                let request = self.shelf.requests().get(place)?;
                Some(request.public_key().clone())
            }
        }
    }

    /// What kind of key is certified.
    pub fn subject_algorithm(&self) -> Option<KeyAlgorithm> {
        self.subject_key().map(|key| key.algorithm())
    }

    /// What kind of key signs.
    pub fn signer_algorithm(&self) -> Option<KeyAlgorithm> {
        match self.signer {
            Signer::Itself => self.subject_algorithm(),
            Signer::Authority(place) => {
                let authority = self.shelf.certificates().get(place)?;
                Some(authority.public_key().ok()?.algorithm())
            }
        }
    }

    /// Everything that is wrong with the sheet, for a certificate.
    pub fn mistakes(&self, now: Timestamp) -> Vec<Mistake> {
        match self.sheet.wishes(self.subject_algorithm(), now) {
            Ok(_) => Vec::new(),
            Err(mistakes) => mistakes,
        }
    }

    /// What has to be signed for a product; else everything that is wrong.
    pub fn prepare(
        &self,
        product: Product,
        now: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Result<Job, Vec<Mistake>> {
        match product {
            Product::Request => self.prepare_request(now),
            Product::Certificate => self.prepare_certificate(now, entropy),
            Product::List(authority) => self.prepare_list(authority, now),
        }
    }

    fn prepare_request(&self, now: Timestamp) -> Result<Job, Vec<Mistake>> {
        let wishes = self.sheet.wishes(self.subject_algorithm(), now);
        let (wishes, (public, key)) = both(wishes, self.own_key())?;
        let to_be_signed = wishes
            .request(&public, self.sheet.signature)
            .map_err(|error| unwritable(Place::CommonName, error))?;
        Ok(Job {
            product: Product::Request,
            to_be_signed,
            key,
        })
    }

    fn prepare_certificate(
        &self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Result<Job, Vec<Mistake>> {
        let wishes = self.sheet.wishes(self.subject_algorithm(), now);
        let (wishes, (public, issuer, key)) = both(wishes, self.parties())?;
        let serial = wishes
            .serial
            .clone()
            .unwrap_or_else(|| SerialNumber::random(entropy));
        let to_be_signed = wishes
            .certificate(&public, issuer, &serial, self.sheet.signature)
            .map_err(|error| unwritable(Place::CommonName, error))?;
        Ok(Job {
            product: Product::Certificate,
            to_be_signed,
            key,
        })
    }

    /// The certified key with its private half.
    fn own_key(&self) -> Result<(PublicKey, PrivateKey), Vec<Mistake>> {
        let public = self
            .subject_key()
            .ok_or_else(|| no(Place::Subject, Wrong::NoKey))?;
        let key = self.shelf.key_of(&public).cloned();
        let key = key.ok_or_else(|| no(Place::Subject, Wrong::KeyNotHere))?;
        Ok((public, key))
    }

    /// The certified key, the CA if there is one, and the key that signs.
    fn parties(&self) -> Result<(PublicKey, Option<&Certificate>, PrivateKey), Vec<Mistake>> {
        let place = match self.signer {
            Signer::Itself => {
                let (public, key) = self.own_key()?;
                return Ok((public, None, key));
            }
            Signer::Authority(place) => place,
        };
        let public = self
            .subject_key()
            .ok_or_else(|| no(Place::Subject, Wrong::NoKey))?;
        let (authority, key) = self.authority(place, Place::Signer)?;
        if !may(authority, Usage::CertSign) {
            return Err(no(Place::Signer, Wrong::NotAllowed));
        }
        if self.sheet.is_ca() && authority.path_len() == Some(0) {
            return Err(no(Place::Signer, Wrong::PathTooLong));
        }
        Ok((public, Some(authority), key.clone()))
    }

    fn authority(
        &self,
        place: usize,
        field: Place,
    ) -> Result<(&Certificate, &PrivateKey), Vec<Mistake>> {
        let authority = self.shelf.certificates().get(place);
        let authority = authority.ok_or_else(|| no(field, Wrong::NoAuthority))?;
        let key = self.shelf.key_for(authority);
        Ok((authority, key.ok_or_else(|| no(field, Wrong::KeyNotHere))?))
    }

    fn prepare_list(&self, place: usize, now: Timestamp) -> Result<Job, Vec<Mistake>> {
        let (list, (authority, key)) = both(
            self.list(place, now),
            self.authority(place, Place::ListSigner),
        )?;
        if !may(authority, Usage::CrlSign) {
            return Err(no(Place::ListSigner, Wrong::NotAllowed));
        }
        let to_be_signed = list
            .prepare(authority)
            .map_err(|error| unwritable(Place::Revoked, error))?;
        Ok(Job {
            product: Product::List(place),
            to_be_signed,
            key: key.clone(),
        })
    }

    /// The number of a CA's next list, where none is typed.
    pub fn next_number(&self, authority: usize) -> u64 {
        let lists = self.shelf.lists().iter();
        let made = lists.filter(|list| list.authority == authority).count();
        u64::try_from(made).unwrap_or(0).saturating_add(1)
    }

    fn list(&self, authority: usize, now: Timestamp) -> Result<RevocationList, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut revoked: Vec<RevokedCertificate> = Vec::new();
        for line in self.sheet.lines(Place::Revoked) {
            match revoked_line(line, now) {
                Ok(one) if revoked.iter().any(|other| other.serial == one.serial) => {}
                Ok(one) => revoked.push(one),
                Err(wrong) => mistakes.extend(no(Place::Revoked, wrong)),
            }
        }
        let text = self.sheet.text(Place::ListNumber).trim();
        let number = match text {
            "" => Some(self.next_number(authority)),
            text => text.parse().ok(),
        };
        if number.is_none() {
            let text = text.to_owned();
            mistakes.extend(no(Place::ListNumber, Wrong::Number { text }));
        }
        let text = self.sheet.text(Place::ListDuration);
        let lasts = span(text);
        if lasts.is_none() {
            let text = text.to_owned();
            mistakes.extend(no(Place::ListDuration, Wrong::Span { text }));
        }
        match (number, lasts) {
            (Some(number), Some(lasts)) if mistakes.is_empty() => Ok(RevocationList {
                number,
                this_update: now,
                next_update: now + lasts,
                revoked,
            }),
            _ => Err(mistakes),
        }
    }

    /// Puts a signed product on the shelf, after its signature was checked; its place there.
    pub fn take(&mut self, product: Product, der: &[u8]) -> Result<usize, Error> {
        let there = Rc::make_mut(&mut self.shelf);
        match product {
            Product::Request => {
                let request = CertificateSigningRequest::from_der(der)?;
                Ok(there.add_request(request))
            }
            Product::Certificate => Ok(there.add_certificate(Certificate::from_der(der)?)),
            Product::List(authority) => {
                let signer = there.certificates().get(authority);
                let signer = signer.ok_or(Error::NotACertificate)?.public_key()?;
                let envelope = Envelope::from_der(der).map_err(|_| Error::MalformedSignature)?;
                envelope.verify(&signer)?;
                let der = der.to_vec();
                Ok(there.add_list(List { der, authority }))
            }
        }
    }
}

/// `serial reason date`, the last two left out at will.
fn revoked_line(line: &str, now: Timestamp) -> Result<RevokedCertificate, Wrong> {
    let mut words = line.split_whitespace();
    let text = words.next().unwrap_or_default();
    let serial = serial(text).ok_or_else(|| Wrong::Serial {
        text: text.to_owned(),
    })?;
    let mut rest: Vec<&str> = words.collect();
    let number = rest.first().and_then(|word| {
        (0..=10).find(|number| {
            reason_word(*number).is_some_and(|known| known.eq_ignore_ascii_case(word))
        })
    });
    if number.is_some() {
        rest.remove(0);
    }
    let at = match rest.join(" ") {
        text if text.is_empty() => now,
        text => match moment(&text) {
            Some(at) => at,
            None if number.is_some() => return Err(Wrong::Moment { text }),
            None => return Err(Wrong::Reason { text }),
        },
    };
    Ok(RevokedCertificate {
        serial,
        at,
        reason: number.unwrap_or(0),
    })
}

fn both<A, B>(
    first: Result<A, Vec<Mistake>>,
    second: Result<B, Vec<Mistake>>,
) -> Result<(A, B), Vec<Mistake>> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(mut mistakes), Err(more)) => {
            mistakes.extend(more);
            Err(mistakes)
        }
        (Err(mistakes), Ok(_)) | (Ok(_), Err(mistakes)) => Err(mistakes),
    }
}

fn no(place: Place, wrong: Wrong) -> Vec<Mistake> {
    vec![Mistake { place, wrong }]
}

fn unwritable(place: Place, error: Error) -> Vec<Mistake> {
    no(place, Wrong::Unwritable(error))
}
