//! Keys, and what is no key.

use super::*;
use crate::x509::testing::{key, key_of};

const ES256: SignatureAlgorithm = SignatureAlgorithm::EcdsaWithSha256;

#[test]
fn a_signature_verifies_only_for_its_message_and_key() {
    for algorithm in KeyAlgorithm::CHOICES {
        let key = key_of(algorithm);
        let way = SignatureAlgorithm::default_for(algorithm);
        let public = key.public_key();
        let signature = key.sign(way, b"message").unwrap();
        assert_eq!(public.verify(way, b"message", &signature), Ok(()));
        assert_eq!(
            public.verify(way, b"another", &signature),
            Err(Error::WrongSignature),
            "{algorithm}"
        );
        let bits = signature.to_x509(way).unwrap();
        assert_eq!(Signature::from_x509(algorithm, &bits), Ok(signature));
    }
}

#[test]
fn every_hash_goes_with_every_curve_and_every_modulus() {
    for algorithm in KeyAlgorithm::CHOICES {
        let key = key_of(algorithm);
        for way in SignatureAlgorithm::ALL {
            let signed = key.sign(way, b"message");
            assert_eq!(signed.is_ok(), way.fits(algorithm), "{algorithm} {way}");
            let Ok(signature) = signed else { continue };
            let verified = key.public_key().verify(way, b"message", &signature);
            assert_eq!(verified, Ok(()), "{algorithm} {way}");
        }
    }
}

#[test]
fn what_is_no_signature_is_malformed() {
    for raw in [vec![], vec![0; 64], vec![1; 63], vec![0xff; 64]] {
        assert_eq!(
            key(9)
                .public_key()
                .verify(ES256, b"message", &Signature::from_raw(raw)),
            Err(Error::MalformedSignature)
        );
    }
    let wrong_way = key(9).public_key().verify(
        SignatureAlgorithm::PureEd25519,
        b"",
        &Signature::from_raw(vec![]),
    );
    assert!(matches!(wrong_way, Err(Error::UnsupportedSignature { .. })));
}

#[test]
fn numbers_and_spki_and_json_lead_back_to_the_same_key() {
    for algorithm in KeyAlgorithm::CHOICES {
        let public = key_of(algorithm).public_key();
        let again = if let Some((curve, x, y)) = public.point() {
            PublicKey::from_point(curve, &x, &y)
        } else if let Some((modulus, exponent)) = public.rsa_numbers() {
            PublicKey::from_rsa(&modulus, &exponent)
        } else {
            PublicKey::from_ed25519(public.ed25519_octets().unwrap())
        };
        assert_eq!(again.as_ref(), Ok(&public));
        assert_eq!(public.algorithm(), algorithm);
        let spki = PublicKey::from_spki_der(public.spki_der());
        assert_eq!(spki.as_ref(), Ok(&public));
        let json = serde_json::to_string(&public).unwrap();
        assert_eq!(serde_json::from_str::<PublicKey>(&json).unwrap(), public);
    }
}

#[test]
fn points_off_the_curve_and_truncated_keys_are_refused() {
    assert_eq!(
        PublicKey::from_ec_coordinates(&[1; 32], &[1; 32]),
        Err(Error::NotAPublicKey)
    );
    for algorithm in KeyAlgorithm::CHOICES {
        let der = key_of(algorithm).public_key().spki_der().to_vec();
        for length in 0..der.len() {
            assert!(
                PublicKey::from_spki_der(&der[..length]).is_err(),
                "{length}"
            );
        }
    }
}

#[test]
fn rsa_keys_out_of_bounds_are_refused_and_those_within_are_not() {
    for (octets, expected) in [
        (32, Err(256)),
        (128, Ok(1024)),
        (2048, Ok(16_384)),
        (2049, Err(16_392)),
    ] {
        let modulus = vec![0xff; octets];
        let read = PublicKey::from_rsa(&modulus, &[1, 0, 1]);
        assert_eq!(
            read.map(|key| key.algorithm()),
            expected
                .map(|bits| KeyAlgorithm::Rsa { bits })
                .map_err(|bits| Error::RsaSize { bits })
        );
    }
    assert!(PublicKey::from_rsa(&[0xff; 256], &[0xff; 200]).is_err());
    assert!(PublicKey::from_rsa(&[0xfe; 256], &[1, 0, 1]).is_err());
}

#[test]
fn the_key_id_is_the_first_20_octets_of_sha_256_over_the_point() {
    let public = key(9).public_key();
    let (x, y) = public.ec_coordinates().unwrap();
    let digest = Sha256::digest([&[4][..], &x, &y].concat());
    assert_eq!(public.key_id(), digest[..20].to_vec());
}
