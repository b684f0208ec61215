//! Keys, requests, certificates and lists at hand.

use crate::x509::file::{Content, KeyForm, Reading};
use crate::x509::revocation_list::reason;
use crate::x509::usage::Usage;
use crate::x509::{Certificate, CertificateSigningRequest, Error, PrivateKey, PublicKey, reading};

/// What is at hand: it only grows, so that a place stays a place.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    keys: Vec<PrivateKey>,
    requests: Vec<CertificateSigningRequest>,
    certificates: Vec<Certificate>,
    lists: Vec<List>,
}

/// A revocation list that was made here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The list in DER.
    pub der: Vec<u8>,
    /// The place of the CA that signed it.
    pub authority: usize,
}

impl Shelf {
    /// The keys.
    pub fn keys(&self) -> &[PrivateKey] {
        &self.keys
    }

    /// The requests, each with a signature that fits.
    pub fn requests(&self) -> &[CertificateSigningRequest] {
        &self.requests
    }

    /// The certificates.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// The revocation lists.
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// The key with this public half.
    pub fn key_of(&self, public: &PublicKey) -> Option<&PrivateKey> {
        self.keys.iter().find(|key| key.public_key() == *public)
    }

    /// The private key of a certificate.
    pub fn key_for(&self, certificate: &Certificate) -> Option<&PrivateKey> {
        self.key_of(&certificate.public_key().ok()?)
    }

    /// The CAs whose key is at hand, with their places.
    pub fn authorities(&self) -> impl Iterator<Item = (usize, &Certificate)> {
        let all = self.certificates.iter().enumerate();
        all.filter(|(_, one)| one.is_ca() && self.key_for(one).is_some())
    }

    /// The certificates that a CA issued, itself not counted, with their places.
    pub fn issued_by<'a>(
        &'a self,
        authority: &'a Certificate,
    ) -> impl Iterator<Item = (usize, &'a Certificate)> {
        let all = self.certificates.iter().enumerate();
        all.filter(move |(_, one)| *one != authority && one.is_issued_by(authority))
    }

    /// A certificate and those above it, as far as they are at hand.
    pub fn chain(&self, certificate: &Certificate) -> Vec<Certificate> {
        let mut chain = vec![certificate.clone()];
        while let Some(last) = chain.last().filter(|last| !last.is_self_signed()) {
            let above = self
                .certificates
                .iter()
                .find(|one| one.is_ca() && !chain.contains(one) && last.is_issued_by(one));
            match above.cloned() {
                Some(above) => chain.push(above),
                None => break,
            }
        }
        chain
    }

    /// Puts a key there, unless it is there; its place.
    pub fn add_key(&mut self, key: PrivateKey) -> usize {
        let public = key.public_key();
        let there = self.keys.iter().position(|key| key.public_key() == public);
        place(&mut self.keys, there, key)
    }

    /// Puts a request there, unless it is there; its place.
    pub fn add_request(&mut self, request: CertificateSigningRequest) -> usize {
        let there = self.requests.iter().position(|one| *one == request);
        place(&mut self.requests, there, request)
    }

    /// Puts a certificate there, unless it is there; its place.
    pub fn add_certificate(&mut self, certificate: Certificate) -> usize {
        let there = self.certificates.iter().position(|one| *one == certificate);
        place(&mut self.certificates, there, certificate)
    }

    /// Puts a list there; its place.
    pub fn add_list(&mut self, list: List) -> usize {
        place(&mut self.lists, None, list)
    }

    /// Puts everything there that is in a file and can be used; what cannot.
    pub fn bring_in(&mut self, found: &Reading) -> Vec<Error> {
        let mut refused = Vec::new();
        for item in &found.items {
            let outcome = match &item.content {
                Content::PrivateKey(key) => match key.form {
                    KeyForm::Pkcs8 => PrivateKey::from_pkcs8_der(&key.der),
                    KeyForm::Pkcs1 => PrivateKey::from_pkcs1_der(&key.der),
                    KeyForm::Sec1 => PrivateKey::from_sec1_der(&key.der),
                }
                .map(|key| self.add_key(key)),
                Content::Request(der) => CertificateSigningRequest::from_der(der)
                    .map(|request| self.add_request(request)),
                Content::Certificate(der) => {
                    Certificate::from_der(der).map(|one| self.add_certificate(one))
                }
                _ => continue,
            };
            refused.extend(outcome.err());
        }
        refused
    }
}

impl PartialEq for Shelf {
    fn eq(&self, other: &Self) -> bool {
        let keys = |shelf: &Self| -> Vec<PublicKey> {
            shelf.keys.iter().map(PrivateKey::public_key).collect()
        };
        self.requests == other.requests
            && self.certificates == other.certificates
            && self.lists == other.lists
            && keys(self) == keys(other)
    }
}

fn place<T>(all: &mut Vec<T>, there: Option<usize>, new: T) -> usize {
    there.unwrap_or_else(|| {
        all.push(new);
        all.len().saturating_sub(1)
    })
}

/// Whether a CA's key usage has this bit; where it has none at all, everything is allowed
/// (RFC 5280 §4.2.1.3).
pub(super) fn may(authority: &Certificate, usage: Usage) -> bool {
    let usages = authority.usages();
    let says = |one: &Usage| matches!(one.effect(), crate::x509::usage::Effect::Bit(_));
    !usages.iter().any(says) || usages.contains(&usage)
}

/// The word for a reason (RFC 5280 §5.3.1); none for what a whole list cannot say.
pub fn reason_word(number: u8) -> Option<&'static str> {
    match number {
        0 => Some("unspecified"),
        // `removeFromCRL` is for lists of changes only.
        8 => None,
        other => reason(other).map(reading::reason_name),
    }
}
