//! Signing in two phases: what is to be signed, and the signed whole.

use der::asn1::{Any, AnyRef, BitString};
use der::oid::ObjectIdentifier;
use der::{Decode as _, Encode as _, Sequence};
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierOwned;

use super::{Error, PrivateKey, PublicKey, Signature, SignatureAlgorithm};
use crate::encoding;

/// A certificate, request or CRL without its signature: sign [`message`](Self::message)
/// with the right private key, then [`assemble`](Self::assemble) (RFC 5280 §4.1, §5.1,
/// RFC 2986 §4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToBeSigned {
    #[serde(with = "encoding::base64_bytes")]
    message: Vec<u8>,
    algorithm: SignatureAlgorithm,
}

impl ToBeSigned {
    /// A structure that waits for its signature.
    pub(super) fn new(
        message: &impl der::Encode,
        algorithm: SignatureAlgorithm,
    ) -> Result<Self, Error> {
        Ok(Self {
            message: message.to_der().map_err(|_| ENCODING)?,
            algorithm,
        })
    }

    /// The bytes that the signature covers: `TBSCertificate`, `CertificationRequestInfo`
    /// or `TBSCertList`.
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// In which way it must be signed.
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// Message, algorithm and signature as one DER value. The signature is not
    /// checked here: only a reader who knows the signer's key can.
    pub fn assemble(&self, signature: &Signature) -> Result<Vec<u8>, Error> {
        Signed {
            message: AnyRef::from_der(&self.message).map_err(|_| ENCODING)?,
            algorithm: self.algorithm.identifier(),
            signature: signature.to_x509(self.algorithm)?,
        }
        .to_der()
        .map_err(|_| ENCODING)
    }

    /// Signs with a key that is at hand, and assembles.
    pub fn sign(&self, key: &PrivateKey) -> Result<Vec<u8>, Error> {
        self.assemble(&key.sign(self.algorithm, &self.message)?)
    }
}

/// A signed value taken apart, the message still as it was signed.
pub(super) struct Envelope {
    pub(super) message: Vec<u8>,
    pub(super) algorithm: ObjectIdentifier,
    pub(super) signature: BitString,
}

impl Envelope {
    /// Takes a certificate or request apart; trailing bytes are refused.
    pub(super) fn from_der(der: &[u8]) -> der::Result<Self> {
        let signed = Signed::from_der(der)?;
        Ok(Self {
            message: signed.message.to_der()?,
            algorithm: signed.algorithm.oid,
            signature: signed.signature,
        })
    }

    /// The message's fields, each as its own DER.
    pub(super) fn fields(&self) -> der::Result<Vec<Any>> {
        Vec::<Any>::from_der(&self.message)
    }

    /// In which way it was signed.
    pub(super) fn signature_algorithm(&self) -> Result<SignatureAlgorithm, Error> {
        SignatureAlgorithm::from_oid(self.algorithm).ok_or_else(|| Error::UnsupportedSignature {
            algorithm: self.algorithm.to_string(),
        })
    }

    /// Whether the holder of `key` signed the message.
    pub(super) fn verify(&self, key: &PublicKey) -> Result<(), Error> {
        let algorithm = self.signature_algorithm()?;
        if !algorithm.fits(key.algorithm()) {
            return Err(Error::UnsupportedSignature {
                algorithm: self.algorithm.to_string(),
            });
        }
        let signature = Signature::from_x509(key.algorithm(), &self.signature)?;
        key.verify(algorithm, &self.message, &signature)
    }
}

/// `SEQUENCE { message, signatureAlgorithm, signatureValue }` (RFC 5280 §4.1.1).
#[derive(Sequence)]
struct Signed<'a> {
    message: AnyRef<'a>,
    algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

const ENCODING: Error = Error::Encoding {
    what: "the signed structure",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_is_no_der_or_a_signature_that_is_none_cannot_be_assembled() {
        let der = b"\x30\x00".to_vec();
        for (message, signature, expected) in [
            (vec![], vec![1; 64], ENCODING),
            (b"text".to_vec(), vec![1; 64], ENCODING),
            (der.clone(), vec![1; 10], Error::MalformedSignature),
            (der, vec![0; 64], Error::MalformedSignature),
        ] {
            let to_be_signed = ToBeSigned {
                message,
                algorithm: SignatureAlgorithm::EcdsaWithSha256,
            };
            let signature = Signature::from_raw(signature);
            assert_eq!(to_be_signed.assemble(&signature), Err(expected));
        }
    }
}
