//! Who accepts which kind of key, and why not.

use super::KeyAlgorithm;

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    /// cert-manager: what its webhook and its issuers take.
    CertManager,
    /// Let's Encrypt: what its server, Boulder, takes.
    LetsEncrypt,
}

/// What the key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPurpose {
    /// It signs an ACME account's requests (RFC 8555 §6.2).
    Account,
    /// It is certified.
    Certificate,
}

/// Why a kind of key is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// The modulus has a size outside 2048 to 8192 bits (`spec.privateKey.size`).
    SizeOutOfRange,
    /// The modulus has another size than 2048, 3072 or 4096 bits (`badPublicKey`).
    SizeNotListed,
    /// The curve is not one that the Web's certificates may use (`badPublicKey`).
    Curve,
    /// cert-manager's own ACME account keys are RSA: `ACME private key in … is not of type
    /// RSA`. The lab's are not, so that `WebCrypto` can keep a small one.
    NotRsa,
    /// `EdDSA` signatures are not taken on requests (`badSignatureAlgorithm`).
    EdDsaRequest,
    /// Ed25519 keys are not certified on the Web (`badPublicKey`).
    EdDsaCertificate,
}

/// Whether a kind of key is accepted by someone for something.
pub const fn acceptance(
    key: KeyAlgorithm,
    judge: Judge,
    purpose: KeyPurpose,
) -> Result<(), Refused> {
    match (judge, purpose, key) {
        // Boulder's `goodkey` and cert-manager's `validateCertificateSpec`.
        (Judge::LetsEncrypt, _, KeyAlgorithm::Rsa { bits }) => match bits {
            2048 | 3072 | 4096 => Ok(()),
            _ => Err(Refused::SizeNotListed),
        },
        (Judge::CertManager, _, KeyAlgorithm::Rsa { bits }) => match bits {
            2048..=8192 => Ok(()),
            _ => Err(Refused::SizeOutOfRange),
        },
        (Judge::LetsEncrypt, KeyPurpose::Certificate, KeyAlgorithm::EcdsaP521) => {
            Err(Refused::Curve)
        }
        (Judge::CertManager, KeyPurpose::Account, _) => Err(Refused::NotRsa),
        (Judge::LetsEncrypt, KeyPurpose::Account, KeyAlgorithm::Ed25519) => {
            Err(Refused::EdDsaRequest)
        }
        (Judge::LetsEncrypt, KeyPurpose::Certificate, KeyAlgorithm::Ed25519) => {
            Err(Refused::EdDsaCertificate)
        }
        (_, _, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_judge_has_its_own_list() {
        use Judge::{CertManager, LetsEncrypt};
        use KeyPurpose::{Account, Certificate};
        for (key, judge, purpose, expected) in [
            (KeyAlgorithm::RSA_2048, LetsEncrypt, Account, Ok(())),
            (KeyAlgorithm::EcdsaP521, LetsEncrypt, Account, Ok(())),
            (
                KeyAlgorithm::EcdsaP521,
                LetsEncrypt,
                Certificate,
                Err(Refused::Curve),
            ),
            (
                KeyAlgorithm::Ed25519,
                LetsEncrypt,
                Account,
                Err(Refused::EdDsaRequest),
            ),
            (
                KeyAlgorithm::Ed25519,
                LetsEncrypt,
                Certificate,
                Err(Refused::EdDsaCertificate),
            ),
            (KeyAlgorithm::Ed25519, CertManager, Certificate, Ok(())),
            (
                KeyAlgorithm::EcdsaP256,
                CertManager,
                Account,
                Err(Refused::NotRsa),
            ),
            (
                KeyAlgorithm::Rsa { bits: 8192 },
                LetsEncrypt,
                Certificate,
                Err(Refused::SizeNotListed),
            ),
            (
                KeyAlgorithm::Rsa { bits: 8192 },
                CertManager,
                Certificate,
                Ok(()),
            ),
            (
                KeyAlgorithm::Rsa { bits: 1024 },
                CertManager,
                Certificate,
                Err(Refused::SizeOutOfRange),
            ),
        ] {
            assert_eq!(acceptance(key, judge, purpose), expected, "{key} {judge:?}");
        }
    }
}
