//! Small working models for the glossary: real keys, requests and values, made to be broken.
//!
//! They stand apart from the bench; their keys are thrown away.

use serde::Deserialize;

use crate::acme::challenge::{dns01_value, key_authorization};
use crate::acme::jose::{Jwk, ProtectedHeader, SigningInput};
use crate::acme::problem::Problem;
use crate::acme::wire::JOSE_JSON;
use crate::ca::{CaKeys, Context, PracticeCa};
use crate::clock::Timestamp;
use crate::encoding::base64url;
use crate::entropy::Entropy;
use crate::http::HttpRequest;
use crate::x509::request;
use crate::x509::{
    CertificateSigningRequest, DnsName, Error, KeyAlgorithm, PrivateKey, RequestParams, Signature,
    SignatureAlgorithm,
};

pub use crate::x509::path::is_host;

/// Which model a term has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Demo {
    /// A message, signed; the wrong key, a changed byte.
    Signature,
    /// A request, of which one byte is changed.
    Csr,
    /// Names of a certificate, and a host.
    Names,
    /// From token and account key to the TXT record.
    Proof,
    /// A nonce, used twice.
    Nonce,
}

/// Two key pairs, and what the first has signed.
#[derive(Clone, Debug)]
pub struct Signing {
    keys: [PrivateKey; 2],
    signature: Signature,
}

impl Signing {
    /// Makes both pairs, and signs a message with the first.
    pub fn new(message: &str, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        let mut key = || PrivateKey::generate(KeyAlgorithm::EcdsaP256, entropy);
        let keys = [key()?, key()?];
        let [first, _] = &keys;
        let signature = first.sign(ALGORITHM, message.as_bytes())?;
        Ok(Self { keys, signature })
    }

    /// The signature's bytes.
    pub fn signature(&self) -> &[u8] {
        self.signature.raw()
    }

    /// Whether a message is what was signed, as the public key of the first pair sees it, or
    /// of the second.
    pub fn verifies(&self, message: &str, by_second: bool) -> bool {
        let [first, second] = &self.keys;
        let key = if by_second { second } else { first };
        let public = key.public_key();
        public
            .verify(ALGORITHM, message.as_bytes(), &self.signature)
            .is_ok()
    }
}

/// What a reader of a request says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// It is whole, and signed by the key that it names.
    Good,
    /// It can be read, and its signature does not fit.
    WrongSignature,
    /// It cannot be read.
    Unreadable,
}

/// A request for a name, in DER.
pub fn new_request(name: &str, entropy: &mut dyn Entropy) -> Result<Vec<u8>, Error> {
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, entropy)?;
    let params = RequestParams {
        dns_names: vec![DnsName::parse(name).map_err(|_| Error::NotARequest)?],
        ..RequestParams::default()
    };
    request::prepare(&params, &key.public_key())?.sign(&key)
}

/// The request with one bit of one byte turned over.
pub fn spoiled(der: &[u8], at: usize) -> Vec<u8> {
    let mut der = der.to_vec();
    if let Some(byte) = der.get_mut(at) {
        *byte ^= 1;
    }
    der
}

/// Reads a request.
pub fn judge(der: &[u8]) -> Judged {
    match CertificateSigningRequest::from_der(der) {
        Ok(_) => Judged::Good,
        Err(Error::WrongSignature | Error::MalformedSignature) => Judged::WrongSignature,
        Err(_) => Judged::Unreadable,
    }
}

/// The way from an account's key and a token to the record (RFC 8555 §8.1, §8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    key: Jwk,
    /// What the server sent.
    pub token: String,
}

impl Proof {
    /// A new account's, with a new token.
    pub fn new(entropy: &mut dyn Entropy) -> Result<Self, Error> {
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, entropy)?;
        let key = Jwk::try_from(&key.public_key()).map_err(|_| Error::NotAPublicKey)?;
        let token = token(entropy);
        Ok(Self { key, token })
    }

    /// The same account's, with another token.
    #[must_use]
    pub fn with_other_token(&self, entropy: &mut dyn Entropy) -> Self {
        Self {
            token: token(entropy),
            ..self.clone()
        }
    }

    /// Another account's, with the same token.
    pub fn with_other_key(&self, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        let token = self.token.clone();
        Self::new(entropy).map(|other| Self { token, ..other })
    }

    /// The public key as JSON, as its digest is made of it (RFC 7638 §3).
    pub fn jwk(&self) -> String {
        crate::encoding::json::write(&self.key).unwrap_or_default()
    }

    /// Its digest.
    pub fn thumbprint(&self) -> String {
        self.key.thumbprint()
    }

    /// Token and digest.
    pub fn key_authorization(&self) -> String {
        key_authorization(&self.token, &self.key)
    }

    /// What the TXT record holds.
    pub fn txt(&self) -> String {
        dns01_value(&self.key_authorization())
    }
}

fn token(entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    base64url(&bytes)
}

/// What the practice CA answers to one signed message that is sent twice: two statuses, and
/// the second one's problem.
pub fn nonce_twice(
    entropy: &mut dyn Entropy,
) -> Result<(String, u16, u16, Option<Problem>), Error> {
    let mut ca = PracticeCa::new(BASE);
    let keys = CaKeys::generate(entropy)?;
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, entropy)?;
    let jwk = Jwk::try_from(&key.public_key()).map_err(|_| Error::NotAPublicKey)?;
    let mut ask = |request: &HttpRequest| {
        let mut context = Context {
            now: Timestamp::from_unix_secs(0),
            entropy: &mut *entropy,
            keys: &keys,
        };
        ca.handle(request, &mut context)
    };
    let fresh = ask(&HttpRequest::head(format!("{BASE}/new-nonce")));
    let nonce = fresh.header("replay-nonce").unwrap_or_default().to_owned();
    let url = format!("{BASE}/new-account");
    let header = ProtectedHeader::of_key(&jwk, &nonce, &url);
    let input = SigningInput::new(&header, b"{\"termsOfServiceAgreed\":true}");
    let signature = key.sign(ALGORITHM, &input.message())?;
    let message = HttpRequest::post(&url, JOSE_JSON, input.into_body(&signature));
    let (first, second) = (ask(&message), ask(&message));
    Ok((
        nonce,
        first.status,
        second.status,
        Problem::from_response(&second),
    ))
}

const ALGORITHM: SignatureAlgorithm = SignatureAlgorithm::EcdsaWithSha256;
const BASE: &str = "https://ca.practice";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_signature_holds_for_its_key_and_its_message_alone() {
        let signing = Signing::new("a message", &mut SeededEntropy::new([1; 32])).unwrap();
        assert!(signing.verifies("a message", false));
        assert!(!signing.verifies("a message", true));
        assert!(!signing.verifies("a massage", false));
    }

    #[test]
    fn every_changed_byte_of_a_request_is_noticed() {
        let der = new_request("shop.example.test", &mut SeededEntropy::new([2; 32])).unwrap();
        assert_eq!(judge(&der), Judged::Good);
        let mut unreadable = 0;
        for at in 0..der.len() {
            let judged = judge(&spoiled(&der, at));
            assert_ne!(judged, Judged::Good, "byte {at}");
            unreadable += usize::from(judged == Judged::Unreadable);
        }
        assert!(unreadable > 0 && unreadable < der.len());
    }

    #[test]
    fn another_token_is_another_record_under_the_same_thumbprint() {
        let mut entropy = SeededEntropy::new([3; 32]);
        let proof = Proof::new(&mut entropy).unwrap();
        let other = proof.with_other_token(&mut entropy);
        assert_eq!(proof.thumbprint(), other.thumbprint());
        assert_ne!(proof.txt(), other.txt());
        let expected = format!("{}.{}", proof.token, proof.thumbprint());
        assert_eq!(proof.key_authorization(), expected);
    }

    #[test]
    fn a_nonce_is_good_once() {
        let (_, first, second, problem) = nonce_twice(&mut SeededEntropy::new([4; 32])).unwrap();
        assert_eq!((first, second), (201, 400));
        assert_eq!(problem.unwrap().short_type(), "badNonce");
    }
}
