//! What the lab writes, in the hands of openssl, certtool, keytool and Python's `cryptography`.

use certlab::clock::Timestamp;
use certlab::x509::file::pkcs12::{Contents, Profile};
use certlab::x509::file::{self, jks, pkcs7, pkcs12};

use super::desk::{Chain, Desk, PASSPHRASES, contents, entropy, key_of, sorted};
use crate::servers::Fallible;

const PROFILES: [Profile; 3] = [Profile::LegacyRc2, Profile::LegacyDes, Profile::Modern2023];

/// Writes `our.p12` with key and chain.
fn write(desk: &Desk, chain: &Chain, profile: Profile) -> Fallible {
    let contents = Contents {
        pkcs8: Some(&chain.key),
        certificates: &chain.ders(),
        name: Some("certificate"),
        trusted: false,
    };
    let file = pkcs12::write(&contents, profile, &desk.passphrase, &mut entropy())?;
    desk.write("our.p12", &file)
}

#[test]
fn openssl_opens_each_profile_with_each_passphrase() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        for profile in PROFILES {
            write(&desk, &chain, profile)?;
            let mut arguments = vec!["pkcs12", "-in", "our.p12", "-passin", "env:PASSPHRASE"];
            arguments.extend(["-noenc", "-out", "opened.pem"]);
            if profile == Profile::LegacyRc2 {
                arguments.push("-legacy");
            }
            desk.run("openssl", &arguments)?;
            let opened = desk.reading("opened.pem")?;
            assert_eq!(key_of(&opened)?, chain.key, "{profile:?} {passphrase}");
            assert_eq!(contents(&opened), chain.certificates);
        }
    }
    Ok(())
}

#[test]
fn certtool_opens_each_profile_with_each_passphrase() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        for profile in PROFILES {
            write(&desk, &chain, profile)?;
            let password = format!("--password={passphrase}");
            let mut arguments = vec!["--p12-info", "--inder", "--infile", "our.p12"];
            arguments.push(&password);
            let printed = desk.run("certtool", &arguments)?;
            let read = file::read(printed.as_bytes(), Some(passphrase))?;
            assert_eq!(sorted(&read), chain.sorted(), "{profile:?} {passphrase}");
            assert_eq!(key_of(&read)?, chain.key, "{profile:?} {passphrase}");
        }
    }
    Ok(())
}

#[test]
fn python_opens_each_profile_with_each_passphrase() -> Fallible {
    const SCRIPT: &str = r"
import os
from cryptography.hazmat.primitives.serialization import pkcs12, Encoding, PrivateFormat, NoEncryption
key, leaf, others = pkcs12.load_key_and_certificates(open('our.p12', 'rb').read(), os.environ['PASSPHRASE'].encode())
with open('opened.pem', 'wb') as out:
    out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for certificate in [leaf, *others]:
        out.write(certificate.public_bytes(Encoding.PEM))
";
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        // OpenSSL in Python's package is newer than the system's: it knows PBMAC1.
        for profile in Profile::ALL {
            write(&desk, &chain, profile)?;
            desk.python(SCRIPT)?;
            let opened = desk.reading("opened.pem")?;
            assert_eq!(key_of(&opened)?, chain.key, "{profile:?} {passphrase}");
            assert_eq!(sorted(&opened), chain.sorted());
        }
    }
    Ok(())
}

#[test]
fn keytool_opens_each_profile_of_pkcs12() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        for profile in PROFILES {
            write(&desk, &chain, profile)?;
            let mut arguments = vec!["-list", "-v", "-storetype", "PKCS12"];
            arguments.extend(["-keystore", "our.p12", "-storepass:env", "PASSPHRASE"]);
            let listed = desk.run("keytool", &arguments);
            if !passphrase.is_ascii() {
                // The page says so beside the passphrase.
                let refusal = listed.err().map(|error| error.to_string());
                assert!(
                    refusal
                        .unwrap_or_default()
                        .contains("Password is not ASCII")
                );
                continue;
            }
            let listed = listed?;
            assert!(listed.contains("Alias name: certificate"), "{listed}");
            assert!(listed.contains("Certificate chain length: 3"), "{listed}");
        }
    }
    Ok(())
}

#[test]
fn keytool_opens_a_java_key_store_and_takes_its_key_out() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        let ders = chain.ders();
        let key = jks::EntryKind::Key {
            pkcs8: &chain.key,
            chain: &ders[..2],
        };
        let entries = [
            ("certificate", key),
            ("ca", jks::EntryKind::Trusted(ders[2])),
        ];
        let entries = entries.map(|(alias, kind)| jks::Entry { alias, kind });
        let now = Timestamp::from_unix_secs(1_767_225_600);
        let store = jks::write(&entries, passphrase, now, &mut entropy())?;
        desk.write("our.jks", &store)?;
        let mut arguments = vec!["-list", "-v", "-storetype", "JKS"];
        arguments.extend(["-keystore", "our.jks", "-storepass:env", "PASSPHRASE"]);
        let listed = desk.run("keytool", &arguments)?;
        for line in [
            "Your keystore contains 2 entries",
            "Alias name: certificate",
            "Certificate chain length: 2",
            "Entry type: trustedCertEntry",
            "Creation date: Jan 1, 2026",
        ] {
            assert!(listed.contains(line), "{line}\n{listed}");
        }
        // Its key, taken out into another store under another passphrase.
        let mut arguments = vec!["-importkeystore", "-noprompt", "-srckeystore", "our.jks"];
        arguments.extend(["-srcstoretype", "JKS", "-srcstorepass:env", "PASSPHRASE"]);
        arguments.extend(["-destkeystore", "taken.p12", "-deststoretype", "PKCS12"]);
        arguments.extend(["-deststorepass", "changeit"]);
        desk.run("keytool", &arguments)?;
        let taken = file::read(&desk.bytes("taken.p12")?, Some("changeit"))?;
        assert_eq!(key_of(&taken)?, chain.key, "{passphrase}");
        assert_eq!(sorted(&taken), chain.sorted());
    }
    Ok(())
}

#[test]
fn keytool_trusts_a_truststore_of_pkcs12() -> Fallible {
    let desk = Desk::new("changeit")?;
    let chain = Chain::make(&desk)?;
    for profile in PROFILES {
        let contents = Contents {
            certificates: &chain.ders()[1..],
            name: Some("ca"),
            trusted: true,
            ..Contents::default()
        };
        let file = pkcs12::write(&contents, profile, &desk.passphrase, &mut entropy())?;
        desk.write("truststore.p12", &file)?;
        let mut arguments = vec!["-list", "-keystore", "truststore.p12"];
        arguments.extend(["-storepass:env", "PASSPHRASE"]);
        let listed = desk.run("keytool", &arguments)?;
        assert_eq!(listed.matches("trustedCertEntry").count(), 2, "{listed}");
        assert!(listed.contains("ca-1, "), "{listed}");
    }
    Ok(())
}

#[test]
fn pkcs7_is_opened_by_openssl_certtool_and_python() -> Fallible {
    const SCRIPT: &str = r"
from cryptography.hazmat.primitives.serialization import pkcs7, Encoding
with open('opened.pem', 'wb') as out:
    for certificate in pkcs7.load_der_pkcs7_certificates(open('our.p7b', 'rb').read()):
        out.write(certificate.public_bytes(Encoding.PEM))
";
    let desk = Desk::new("unused")?;
    let chain = Chain::make(&desk)?;
    desk.write("our.p7b", &pkcs7::write(chain.ders())?)?;
    let openssl = ["pkcs7", "-inform", "DER", "-in", "our.p7b", "-print_certs"];
    let certtool = ["--p7-info", "--inder", "--infile", "our.p7b"];
    let printed = [
        desk.run("openssl", &openssl)?,
        desk.run("certtool", &certtool)?,
        desk.python(SCRIPT)
            .and_then(|_| Ok(String::from_utf8(desk.bytes("opened.pem")?)?))?,
    ];
    for printed in printed {
        // certtool prints the message itself once more at the end.
        let mut read = sorted(&file::read(printed.as_bytes(), None)?);
        read.dedup();
        assert_eq!(read, chain.sorted(), "{printed}");
    }
    Ok(())
}
