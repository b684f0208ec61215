//! Signing in two phases: what is to be signed, and the signed whole.

use std::cell::RefCell;

use der::asn1::{Any, AnyRef, BitString};
use der::oid::ObjectIdentifier;
use der::{Decode as _, Encode as _, Sequence};
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierOwned;

use super::{Error, KeyAlgorithm, PublicKey, Signature};
use crate::encoding;

/// A certificate or request without its signature: sign [`message`](Self::message)
/// with the right private key, then [`assemble`](Self::assemble) (RFC 5280 §4.1, RFC 2986 §4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToBeSigned {
    #[serde(with = "encoding::base64_bytes")]
    message: Vec<u8>,
    algorithm: KeyAlgorithm,
}

impl ToBeSigned {
    /// The bytes that the signature covers: `TBSCertificate` or `CertificationRequestInfo`.
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// What kind of key must sign.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// Message, algorithm and signature as one DER value. The signature is not
    /// checked here: only a reader who knows the signer's key can.
    pub fn assemble(&self, signature: &Signature) -> Result<Vec<u8>, Error> {
        Signed {
            message: AnyRef::from_der(&self.message).map_err(|_| ENCODING)?,
            algorithm: AlgorithmIdentifierOwned {
                oid: signature_oid(self.algorithm),
                // RFC 5758 §3.2: "the encoding MUST omit the parameters field".
                parameters: None,
            },
            signature: signature.to_x509(self.algorithm)?,
        }
        .to_der()
        .map_err(|_| ENCODING)
    }

    /// Lets rcgen write with a key that only listens, then puts `names` into the
    /// recorded structure, each at its field's index.
    pub(super) fn record(
        signer: &PublicKey,
        names: &[(usize, &[u8])],
        write: impl FnOnce(&Recorder<'_>) -> Result<(), rcgen::Error>,
    ) -> Result<Self, Error> {
        let recorder = Recorder {
            signer,
            message: RefCell::default(),
        };
        write(&recorder).map_err(|_| ENCODING)?;
        let message = recorder.message.into_inner();
        let mut fields = Vec::<Any>::from_der(&message).map_err(|_| ENCODING)?;
        for (index, name) in names {
            *fields.get_mut(*index).ok_or(ENCODING)? = Any::from_der(name).map_err(|_| ENCODING)?;
        }
        Ok(Self {
            message: fields.to_der().map_err(|_| ENCODING)?,
            algorithm: signer.algorithm(),
        })
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

    /// Whether the holder of `key` signed the message.
    pub(super) fn verify(&self, key: &PublicKey) -> Result<(), Error> {
        if self.algorithm != signature_oid(key.algorithm()) {
            return Err(Error::UnsupportedSignature {
                algorithm: self.algorithm.to_string(),
            });
        }
        let signature = Signature::from_x509(key.algorithm(), &self.signature)?;
        key.verify(&self.message, &signature)
    }
}

/// A key that signs nothing but keeps what rcgen wanted signed.
pub(super) struct Recorder<'a> {
    signer: &'a PublicKey,
    message: RefCell<Vec<u8>>,
}

impl rcgen::PublicKeyData for Recorder<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.signer.der_bytes()
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        rcgen::PublicKeyData::algorithm(self.signer)
    }
}

impl rcgen::SigningKey for Recorder<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.message.replace(message.to_vec());
        Ok(PLACEHOLDER.to_vec())
    }
}

/// `SEQUENCE { message, signatureAlgorithm, signatureValue }` (RFC 5280 §4.1.1).
#[derive(Sequence)]
struct Signed<'a> {
    message: AnyRef<'a>,
    algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

/// The algorithm identifier that goes with a key (RFC 5758 §3.2).
fn signature_oid(algorithm: KeyAlgorithm) -> ObjectIdentifier {
    match algorithm {
        KeyAlgorithm::EcdsaP256 => ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"),
    }
}

/// rcgen wants some bytes back; they are thrown away with the rest of its answer.
const PLACEHOLDER: &[u8] = &[0];

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
                algorithm: KeyAlgorithm::EcdsaP256,
            };
            let signature = Signature::from_raw(signature);
            assert_eq!(to_be_signed.assemble(&signature), Err(expected));
        }
    }
}
