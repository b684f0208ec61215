//! A public key as a JSON Web Key, and its fingerprints.

use sha2::{Digest as _, Sha256};

use super::PublicKey;
use crate::encoding::{base64url, hex};

impl PublicKey {
    /// The members that a JWK of this kind must have, in lexicographic order and without
    /// white space, as RFC 7638 §3.2 hashes them (RFC 7518 §6.2, §6.3; RFC 8037 §2).
    pub fn jwk(&self) -> String {
        if let Some((curve, x, y)) = self.point() {
            return format!(
                r#"{{"crv":"{}","kty":"EC","x":"{}","y":"{}"}}"#,
                curve.name(),
                base64url(&x),
                base64url(&y)
            );
        }
        if let Some((modulus, exponent)) = self.rsa_numbers() {
            return format!(
                r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#,
                base64url(&exponent),
                base64url(&modulus)
            );
        }
        let octets = self.ed25519_octets().unwrap_or_default();
        format!(
            r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#,
            base64url(octets)
        )
    }

    /// base64url of SHA-256 over [`jwk`](Self::jwk) (RFC 7638 §3).
    pub fn jwk_thumbprint(&self) -> String {
        base64url(&Sha256::digest(self.jwk()))
    }

    /// Lower-case hexadecimal of SHA-256 over the `SubjectPublicKeyInfo`, as key pins
    /// and search services name keys (RFC 7469 §2.4).
    pub fn spki_sha256(&self) -> String {
        hex(&Sha256::digest(self.spki_der()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::from_base64url;
    use crate::x509::{Curve, KeyAlgorithm, testing::key_of};

    #[test]
    fn thumbprints_are_those_of_the_rfcs_and_of_openssl() {
        let octets = |text| from_base64url(text).unwrap();
        // RFC 8037 appendix A.3.
        let ed25519 =
            PublicKey::from_ed25519(&octets("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
        assert_eq!(
            ed25519.unwrap().jwk_thumbprint(),
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
        );
        // RFC 7517 appendix A.1; the digest is openssl's.
        let p256 = PublicKey::from_point(
            Curve::P256,
            &octets("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"),
            &octets("4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"),
        );
        assert_eq!(
            p256.unwrap().jwk_thumbprint(),
            "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"
        );
    }

    #[test]
    fn every_kind_of_key_is_json_with_its_kty() {
        for algorithm in KeyAlgorithm::CHOICES {
            let json: serde_json::Value =
                serde_json::from_str(&key_of(algorithm).public_key().jwk()).unwrap();
            let kty = match algorithm {
                KeyAlgorithm::Rsa { .. } => "RSA",
                KeyAlgorithm::Ed25519 => "OKP",
                _ => "EC",
            };
            assert_eq!(json["kty"], kty);
        }
    }
}
