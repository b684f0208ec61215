//! What openssl, certtool, keytool and Python's `cryptography` write, read by the lab.

use certlab::x509::file::{self, ContainerKind, Content, Error, Format};

use super::desk::{CA, Chain, Desk, FULL_CHAIN, KEY, LEAF, PASSPHRASES, contents, key_of, sorted};
use crate::servers::Fallible;

#[test]
fn pkcs12_of_openssl_with_each_cipher_and_passphrase() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        for options in [
            &[][..],
            &["-legacy"],
            &["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"],
            &[
                "-legacy",
                "-keypbe",
                "PBE-SHA1-RC2-128",
                "-certpbe",
                "PBE-SHA1-RC2-128",
            ],
            &[
                "-keypbe",
                "AES-128-CBC",
                "-certpbe",
                "AES-192-CBC",
                "-macalg",
                "sha512",
            ],
            &[
                "-keypbe",
                "DES-EDE3-CBC",
                "-certpbe",
                "DES-EDE3-CBC",
                "-macalg",
                "sha384",
            ],
            &["-keypbe", "NONE", "-certpbe", "NONE"],
            &["-nomac"],
            &["-iter", "100000"],
        ] {
            let mut arguments = vec!["pkcs12", "-export", "-inkey", KEY, "-in", FULL_CHAIN];
            arguments.extend([
                "-certfile",
                CA,
                "-passout",
                "env:PASSPHRASE",
                "-out",
                "a.p12",
            ]);
            arguments.extend(options);
            desk.run("openssl", &arguments)?;
            let reading = desk.reading("a.p12")?;
            assert_eq!(reading.problems, [], "{options:?}");
            assert_eq!(key_of(&reading)?, chain.key, "{options:?} {passphrase}");
            assert_eq!(contents(&reading), chain.certificates, "{options:?}");
            let wrong = file::read(&desk.bytes("a.p12")?, Some("wrong passphrase"));
            if options.contains(&"-nomac") {
                // Certificates are then not locked at all: only the key is refused.
                let wrong = wrong?;
                assert_eq!(contents(&wrong), chain.certificates);
                let format = Format::Pkcs12;
                assert_eq!(wrong.problems[0].error, Error::WrongPassphrase { format });
            } else if !options.contains(&"NONE") {
                let format = Format::Pkcs12;
                assert_eq!(wrong, Err(Error::WrongPassphrase { format }), "{options:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn locked_keys_of_openssl_with_each_scheme_and_passphrase() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        for options in [
            &["-v2", "aes-256-cbc"][..],
            &["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA1"],
            &["-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA512"],
            &["-v2", "des3"],
            &["-scrypt"],
            &["-v1", "PBE-SHA1-3DES"],
            &["-v2", "aes-256-cbc", "-iter", "600000"],
        ] {
            for form in ["PEM", "DER"] {
                let mut arguments = vec!["pkcs8", "-topk8", "-in", KEY, "-outform", form];
                arguments.extend(["-passout", "env:PASSPHRASE", "-out", "locked"]);
                arguments.extend(options);
                desk.run("openssl", &arguments)?;
                let reading = desk.reading("locked")?;
                assert_eq!(key_of(&reading)?, chain.key, "{options:?} {passphrase}");
            }
            let closed = file::read(&desk.bytes("locked")?, None)?;
            let format = Format::EncryptedKey;
            assert_eq!(closed.problems[0].error, Error::PassphraseNeeded { format });
            let locked = &closed.items[0].content;
            assert!(matches!(locked, Content::EncryptedPrivateKey(_)));
        }
    }
    Ok(())
}

#[test]
fn key_stores_of_keytool() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        for (kind, file) in [("JKS", "a.jks"), ("PKCS12", "a.p12")] {
            // With a passphrase beyond ASCII, keytool itself refuses PBES2 and writes nothing.
            if kind == "PKCS12" && !passphrase.is_ascii() {
                continue;
            }
            let mut arguments = vec!["-genkeypair", "-alias", "one", "-keyalg", "EC"];
            arguments.extend(["-groupname", "secp256r1", "-dname", "CN=one.test"]);
            arguments.extend(["-storetype", kind, "-keystore", file]);
            arguments.extend(["-storepass:env", "PASSPHRASE"]);
            desk.run("keytool", &arguments)?;
            let reading = desk.reading(file)?;
            assert_eq!(reading.problems, [], "{kind} {passphrase}");
            key_of(&reading)?;
            assert_eq!(contents(&reading).len(), 1);
            assert_eq!(reading.items[0].name.as_deref(), Some("one"));
        }
    }
    Ok(())
}

#[test]
fn truststores_of_keytool_and_stores_that_are_refused() -> Fallible {
    let desk = Desk::new("changeit")?;
    let chain = Chain::make(&desk)?;
    for (kind, file) in [("JKS", "t.jks"), ("PKCS12", "t.p12"), ("JCEKS", "t.jceks")] {
        let mut arguments = vec!["-importcert", "-noprompt", "-alias", "root", "-file", CA];
        arguments.extend(["-storetype", kind, "-keystore", file]);
        arguments.extend(["-storepass:env", "PASSPHRASE"]);
        desk.run("keytool", &arguments)?;
    }
    for file in ["t.jks", "t.p12"] {
        let reading = desk.reading(file)?;
        assert_eq!(contents(&reading), chain.certificates[2..], "{file}");
        assert_eq!(reading.items[0].name.as_deref(), Some("root"));
    }
    let format = Format::Jceks;
    let refused = file::read(&desk.bytes("t.jceks")?, Some("changeit"));
    assert_eq!(refused, Err(Error::UnsupportedFormat { format }));
    Ok(())
}

#[test]
fn pkcs12_of_certtool_and_python() -> Fallible {
    const SCRIPT: &str = r"
import os
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12, BestAvailableEncryption
key = load_pem_private_key(open('plain.key', 'rb').read(), None)
certificates = x509.load_pem_x509_certificates(open('all.pem', 'rb').read())
made = pkcs12.serialize_key_and_certificates('名字 🔑'.encode(), key, certificates[0], certificates[1:], BestAvailableEncryption(os.environ['PASSPHRASE'].encode()))
open('python.p12', 'wb').write(made)
";
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        desk.write("plain.key", &desk.bytes(KEY)?)?;
        desk.write(
            "all.pem",
            &[desk.bytes(FULL_CHAIN)?, desk.bytes(CA)?].concat(),
        )?;
        desk.python(SCRIPT)?;
        let reading = desk.reading("python.p12")?;
        assert_eq!(reading.problems, [], "{passphrase}");
        assert_eq!(key_of(&reading)?, chain.key, "{passphrase}");
        assert_eq!(sorted(&reading), chain.sorted(), "{passphrase}");
        for cipher in ["aes-256", "3des-pkcs12", "rc2-40"] {
            let password = format!("--password={passphrase}");
            let cipher = format!("--pkcs-cipher={cipher}");
            let mut arguments = vec!["--to-p12", "--load-privkey", "plain.key", "--outder"];
            arguments.extend(["--load-certificate", "all.pem", "--p12-name", "www"]);
            arguments.extend([password.as_str(), &cipher, "--outfile", "certtool.p12"]);
            match desk.run("certtool", &arguments) {
                Ok(_) => {}
                // GnuTLS takes no emoji into a new file; Python's, above, has them.
                Err(error) if error.to_string().contains("invalid characters") => {
                    assert!(!passphrase.is_ascii(), "{cipher} {passphrase}: {error}");
                    continue;
                }
                Err(error) => return Err(error),
            }
            let reading = desk.reading("certtool.p12")?;
            assert_eq!(reading.problems, [], "{cipher} {passphrase}");
            assert_eq!(key_of(&reading)?, chain.key, "{cipher} {passphrase}");
            assert_eq!(sorted(&reading), chain.sorted(), "{cipher} {passphrase}");
        }
    }
    Ok(())
}

#[test]
fn signed_messages_of_openssl_in_der_and_ber() -> Fallible {
    let desk = Desk::new("unused")?;
    let chain = Chain::make(&desk)?;
    desk.write("message", b"Subject: a message\n\nof two lines\n")?;
    for (options, form) in [
        (&["-nodetach"][..], "DER"),
        (&["-nodetach", "-stream"], "DER"),
        (&["-nodetach", "-stream"], "PEM"),
    ] {
        let mut arguments = vec!["cms", "-sign", "-binary", "-in", "message", "-signer", LEAF];
        arguments.extend([
            "-inkey",
            KEY,
            "-certfile",
            "intermediate.crt",
            "-outform",
            form,
        ]);
        arguments.extend(["-out", "signed"]);
        arguments.extend(options);
        desk.run("openssl", &arguments)?;
        let reading = desk.reading("signed")?;
        let mut read = sorted(&reading);
        read.dedup();
        let mut expected = chain.certificates[..2].to_vec();
        expected.sort();
        assert_eq!(read, expected, "{options:?}");
        let kind = ContainerKind::Pkcs7 { signatures: 1 };
        assert_eq!(reading.containers[0].kind, kind, "{options:?} {form}");
    }
    Ok(())
}
