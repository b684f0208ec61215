//! OpenSSL and the lab read each other's keys of every kind, locked ones too.

use certlab::entropy::SeededEntropy;
use certlab::x509::{
    CertificateSigningRequest, Issuer, KeyAlgorithm, KeyEncoding, PrivateKey, RequestParams,
    SignatureAlgorithm, request,
};

use super::openssl::{Desk, full_params, issue, request_for, template};

const PASSPHRASES: [&str; 4] = [
    "two words",
    "\"quoted\" 'twice'",
    "🔑 and ключ",
    "密码 一二三",
];

/// What `openssl genpkey` is told for each kind.
const KINDS: [(&str, &[&str], KeyAlgorithm); 6] = [
    (
        "RSA",
        &["-pkeyopt", "rsa_keygen_bits:2048"],
        KeyAlgorithm::RSA_2048,
    ),
    (
        "RSA",
        &["-pkeyopt", "rsa_keygen_bits:1024"],
        KeyAlgorithm::Rsa { bits: 1024 },
    ),
    (
        "EC",
        &["-pkeyopt", "ec_paramgen_curve:P-256"],
        KeyAlgorithm::EcdsaP256,
    ),
    (
        "EC",
        &["-pkeyopt", "ec_paramgen_curve:P-384"],
        KeyAlgorithm::EcdsaP384,
    ),
    (
        "EC",
        &["-pkeyopt", "ec_paramgen_curve:P-521"],
        KeyAlgorithm::EcdsaP521,
    ),
    ("ED25519", &[], KeyAlgorithm::Ed25519),
];

#[test]
fn keys_that_openssl_made_are_read_in_every_form_and_written_back() {
    let desk = Desk::new();
    for (name, options, algorithm) in KINDS {
        let made = desk.openssl(&[&["genpkey", "-algorithm", name], options].concat());
        let key = PrivateKey::from_pem(&made).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        for encoding in [KeyEncoding::Pkcs1, KeyEncoding::Pkcs8] {
            let path = desk.write("key.pem", &key.to_pem(encoding));
            desk.openssl(&["pkey", "-check", "-noout", "-in", &path]);
            let public = desk.openssl_bytes(&["pkey", "-pubout", "-outform", "DER", "-in", &path]);
            assert_eq!(public, key.public_key().spki_der(), "{algorithm}");
            if algorithm == KeyAlgorithm::Ed25519 {
                // It has no older form.
                continue;
            }
            let old = desk.openssl(&["pkey", "-traditional", "-in", &path]);
            let read = PrivateKey::from_pem(&old).unwrap();
            assert_eq!(read.to_pkcs8_der(), key.to_pkcs8_der());
        }
    }
}

#[test]
fn locked_keys_open_on_both_sides_with_any_passphrase() {
    let desk = Desk::new();
    let mut entropy = SeededEntropy::new([3; 32]);
    for ((name, options, _), passphrase) in KINDS.iter().zip(PASSPHRASES.iter().cycle()) {
        let made = desk.openssl(&[&["genpkey", "-algorithm", name], *options].concat());
        let key = PrivateKey::from_pem(&made).unwrap();
        let secret = desk.write("passphrase", passphrase);
        let source = format!("file:{secret}");
        let locked = key.to_encrypted_pem(passphrase, &mut entropy).unwrap();
        let path = desk.write("locked.pem", &locked);
        let opened = desk.openssl(&["pkey", "-in", &path, "-passin", &source]);
        let opened = PrivateKey::from_pem(&opened).unwrap();
        assert_eq!(opened.public_key(), key.public_key(), "{passphrase}");

        let plain = desk.write("key.pem", &made);
        for way in [
            &["-v2", "aes-256-cbc"][..],
            &["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA1"],
            &["-v2", "des3"],
            &["-scrypt"],
        ] {
            let arguments = ["pkcs8", "-topk8", "-in", &plain, "-passout", &source];
            let locked = desk.openssl(&[&arguments[..], way].concat());
            let opened = PrivateKey::from_encrypted_pem(&locked, passphrase).unwrap();
            assert_eq!(opened.to_pkcs8_der(), key.to_pkcs8_der(), "{way:?}");
            assert!(PrivateKey::from_encrypted_pem(&locked, "wrong").is_err());
        }
    }
}

#[test]
fn requests_and_certificates_of_every_kind_of_key_and_signature_are_verified() {
    let desk = Desk::new();
    for (name, options, algorithm) in KINDS {
        let made = desk.openssl(&[&["genpkey", "-algorithm", name], options].concat());
        let key = PrivateKey::from_pem(&made).unwrap();
        for way in SignatureAlgorithm::ALL {
            if !way.fits(algorithm) {
                continue;
            }
            let params = RequestParams {
                signature_algorithm: Some(way),
                ..full_params()
            };
            let der = request::prepare(&params, &key.public_key()).unwrap();
            let asked = CertificateSigningRequest::from_der(&der.sign(&key).unwrap()).unwrap();
            let path = desk.write("request.pem", &asked.to_pem());
            desk.openssl(&["req", "-verify", "-noout", "-in", &path]);
            // Self-signed as the request was, and so in every way.
            let issued = issue(&asked, &template(true), Issuer::SelfSigned, &key);
            let path = desk.write("certificate.pem", &issued.to_pem());
            desk.openssl(&[
                "verify",
                "-check_ss_sig",
                "-no_check_time",
                "-CAfile",
                &path,
                &path,
            ]);
        }
        let asked = request_for(&full_params(), &key);
        let way = SignatureAlgorithm::default_for(algorithm);
        assert_eq!(asked.signature_algorithm(), way);
    }
}

#[test]
fn a_request_with_a_key_of_8192_bits_is_read_and_its_signature_checked() {
    let desk = Desk::new();
    // openssl takes long to make such a key: one request is kept, of a key that nobody has.
    let text = include_str!("../data/keys/rsa-8192-request.pem");
    let asked = CertificateSigningRequest::from_pem(text).unwrap();
    let path = desk.write("request.pem", text);
    desk.openssl(&["req", "-verify", "-noout", "-in", &path]);
    assert_eq!(
        asked.public_key().algorithm(),
        KeyAlgorithm::Rsa { bits: 8192 }
    );
}
