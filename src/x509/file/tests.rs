//! What is in a file, by what was put into it.

use super::*;
use crate::clock::Timestamp;
use crate::encoding::{base64, to_pem};
use crate::entropy::SeededEntropy;
use crate::x509::testing;

fn kinds(reading: &Reading) -> Vec<&'static str> {
    reading
        .items
        .iter()
        .map(|item| match &item.content {
            Content::Certificate(_) => "certificate",
            Content::Request(_) => "request",
            Content::RevocationList(_) => "crl",
            Content::PublicKey(_) => "public key",
            Content::RsaPublicKey(_) => "rsa public key",
            Content::PrivateKey(_) => "key",
            Content::EncryptedPrivateKey(_) => "locked key",
            Content::Other { .. } => "other",
        })
        .collect()
}

fn leaf() -> Vec<u8> {
    testing::chain()[2].der().to_vec()
}

fn key() -> Vec<u8> {
    testing::key(3).to_pkcs8_der().to_vec()
}

fn entropy() -> SeededEntropy {
    SeededEntropy::new([9; 32])
}

fn p12(passphrase: &str, profile: pkcs12::Profile) -> Vec<u8> {
    let [root, intermediate, leaf] = testing::chain();
    let contents = pkcs12::Contents {
        pkcs8: Some(&key()),
        certificates: &[leaf.der(), intermediate.der(), root.der()],
        name: Some("站点 🔑"),
        trusted: false,
    };
    pkcs12::write(&contents, profile, passphrase, &mut entropy()).unwrap()
}

fn store(passphrase: &str) -> Vec<u8> {
    let [root, intermediate, leaf] = testing::chain();
    let key = key();
    let entries = [
        jks::Entry {
            alias: "certificate",
            kind: jks::EntryKind::Key {
                pkcs8: &key,
                chain: &[leaf.der(), intermediate.der()],
            },
        },
        jks::Entry {
            alias: "ca",
            kind: jks::EntryKind::Trusted(root.der()),
        },
    ];
    let now = Timestamp::from_unix_secs(1_700_000_000);
    jks::write(&entries, passphrase, now, &mut entropy()).unwrap()
}

#[test]
fn each_form_of_a_certificate_is_the_same_certificate() {
    let der = leaf();
    let pem = to_pem("CERTIFICATE", &der);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(pem.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (name, bytes) in [
        ("DER", der.clone()),
        ("PEM", pem.clone().into_bytes()),
        (
            "PEM with Windows' line ends",
            pem.replace('\n', "\r\n").into_bytes(),
        ),
        ("PEM in UTF-16", utf16),
        (
            "PEM with a byte order mark",
            format!("\u{feff}{pem}").into_bytes(),
        ),
        ("PEM, indented", pem.replace('\n', "\n    ").into_bytes()),
        ("PEM out of JSON", format!("{pem:?}").into_bytes()),
        (
            "PEM in Latin-1",
            [b"Schl\xfcssel\n", pem.as_bytes()].concat(),
        ),
        ("base64", base64(&der).into_bytes()),
        (
            "base64url without padding",
            crate::encoding::base64url(&der).into_bytes(),
        ),
        ("base64 of PEM", base64(pem.as_bytes()).into_bytes()),
        ("PKCS #7", pkcs7::write([&der[..]]).unwrap()),
    ] {
        let reading = read(&bytes, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        let contents: Vec<_> = reading.items.iter().map(|item| &item.content).collect();
        assert_eq!(contents, [&Content::Certificate(der.clone())], "{name}");
        assert_eq!(reading.problems, [], "{name}");
    }
}

#[test]
fn pem_blocks_are_read_each_on_its_own_with_their_lines() {
    let certificate = to_pem("CERTIFICATE", &leaf());
    let request = testing::request(&testing::params("a.test", &["a.test"]), &testing::key(1));
    let text = format!(
        "subject=CN = a.test\n{certificate}\nsome text\n-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----\n{}{}-----BEGIN CERTIFICATE-----\nMIIB",
        request.to_pem(),
        to_pem("PRIVATE KEY", &key()),
    );
    let reading = read(text.as_bytes(), None).unwrap();
    assert_eq!(kinds(&reading), ["certificate", "request", "key"]);
    assert_eq!(reading.items[0].place.line(), Some(2));
    let lines = certificate.lines().count();
    let broken = 2 + lines + 2;
    let last = text.lines().count() - 1;
    assert_eq!(
        reading
            .problems
            .iter()
            .map(|problem| problem.error.clone())
            .collect::<Vec<_>>(),
        [
            Error::MalformedPem {
                label: "CERTIFICATE".to_owned(),
                line: broken
            },
            Error::TruncatedPem {
                label: "CERTIFICATE".to_owned(),
                line: last
            }
        ]
    );
}

#[test]
fn a_secret_in_yaml_gives_the_files_in_it() {
    let certificate = to_pem("CERTIFICATE", &leaf());
    let secret = format!(
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: www\n  namespace: default\ntype: kubernetes.io/tls\ndata:\n  tls.crt: {}\n  tls.key: {}\n  keystore.p12: {}\n  password: {}\n",
        base64(certificate.as_bytes()),
        base64(to_pem("PRIVATE KEY", &key()).as_bytes()),
        base64(&p12("密码", pkcs12::Profile::Modern2023)),
        base64("密码".as_bytes()),
    );
    let text = format!(
        "{secret}---\nkind: Secret\nmetadata: {{name: b}}\nstringData:\n  ca.crt: |\n    {}\n",
        certificate.replace('\n', "\n    ")
    );
    let reading = read(text.as_bytes(), Some("密码")).unwrap();
    assert_eq!(
        kinds(&reading),
        [
            "certificate",
            "certificate",
            "certificate",
            "key",
            "certificate",
            "key",
            "certificate"
        ]
    );
    let places: Vec<String> = reading
        .items
        .iter()
        .map(|item| item.place.to_string())
        .collect();
    assert_eq!(places[0], "Secret default/www data.keystore.p12 › PKCS #12");
    assert_eq!(
        places[4],
        "Secret default/www data.tls.crt › CERTIFICATE (line 1)"
    );
    assert_eq!(
        places[6],
        "Secret b stringData.ca.crt › CERTIFICATE (line 1)"
    );
    // A list, in JSON.
    let list = serde_json::json!({"kind": "List", "items": [
        {"kind": "Secret", "data": {"tls.crt": base64(certificate.as_bytes())}},
        {"kind": "ConfigMap", "data": {"ca.crt": certificate}},
    ]});
    let reading = read(list.to_string().as_bytes(), None).unwrap();
    assert_eq!(kinds(&reading), ["certificate", "certificate"]);
}

#[test]
fn pkcs12_opens_with_its_passphrase_and_with_no_other() {
    for profile in pkcs12::Profile::ALL {
        for passphrase in [
            "changeit",
            "",
            "with space and \"quotes\" and 'those'",
            "密码",
            "🔑🔒",
        ] {
            let file = p12(passphrase, profile);
            let reading = read(&file, Some(passphrase)).unwrap();
            assert_eq!(
                kinds(&reading),
                ["certificate", "certificate", "certificate", "key"],
                "{profile:?} {passphrase}"
            );
            assert_eq!(reading.items[3].content.bytes(), key());
            assert_eq!(reading.items[3].name.as_deref(), Some("站点 🔑"));
            assert_eq!(reading.items[0].name, reading.items[3].name);
            let wrong = Error::WrongPassphrase {
                format: Format::Pkcs12,
            };
            assert_eq!(read(&file, Some("wrong")), Err(wrong));
        }
        assert_eq!(
            read(&p12("密码", profile), None),
            Err(Error::PassphraseNeeded {
                format: Format::Pkcs12
            })
        );
    }
}

#[test]
fn how_a_pkcs12_file_is_locked_is_told() {
    let reading = read(&p12("a", pkcs12::Profile::LegacyRc2), Some("a")).unwrap();
    let by = |algorithm: &str, rounds| Protection {
        algorithm: algorithm.to_owned(),
        rounds,
    };
    assert_eq!(
        reading.containers[0].kind,
        ContainerKind::Pkcs12 {
            mac: Some(by("HMAC-SHA-1", 1)),
            encryption: vec![by("SHA-1, RC2-40-CBC", 2048), by("SHA-1, 3DES-CBC", 2048)]
        }
    );
}

#[test]
fn a_java_key_store_shows_its_certificates_and_locks_its_key() {
    for passphrase in ["changeit", "空 格", "🔑"] {
        let file = store(passphrase);
        let reading = read(&file, Some(passphrase)).unwrap();
        assert_eq!(
            kinds(&reading),
            ["key", "certificate", "certificate", "certificate"]
        );
        assert_eq!(reading.items[0].content.bytes(), key());
        assert_eq!(reading.items[3].name.as_deref(), Some("ca"));
        assert_eq!(reading.problems, []);
        for (given, error) in [
            (
                None,
                Error::PassphraseNeeded {
                    format: Format::Jks,
                },
            ),
            (
                Some("wrong"),
                Error::WrongPassphrase {
                    format: Format::Jks,
                },
            ),
        ] {
            let reading = read(&file, given).unwrap();
            assert_eq!(kinds(&reading)[0], "locked key");
            let errors: Vec<_> = reading
                .problems
                .iter()
                .map(|problem| &problem.error)
                .collect();
            assert_eq!(errors, [&error]);
        }
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let der = leaf();
    let cut = |length: usize| der[..length].to_vec();
    let too_large = vec![b'A'; MAX_BYTES + 1];
    for (bytes, error) in [
        (vec![], Error::Empty),
        (
            too_large,
            Error::TooLarge {
                bytes: MAX_BYTES + 1,
                limit: MAX_BYTES,
            },
        ),
        (b"hello world".to_vec(), Error::NotRecognized),
        (b"hello123".to_vec(), Error::NotRecognized),
        (vec![0; 100], Error::NotRecognized),
        (
            cut(100),
            Error::Truncated {
                expected: der.len(),
                actual: 100,
            },
        ),
        (
            base64(&cut(99)).into_bytes(),
            Error::Truncated {
                expected: der.len(),
                actual: 99,
            },
        ),
        (
            vec![0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2],
            Error::UnsupportedFormat {
                format: Format::Jceks,
            },
        ),
        (
            b"PK\x03\x04rest".to_vec(),
            Error::UnsupportedFormat {
                format: Format::Zip,
            },
        ),
    ] {
        assert_eq!(
            read(&bytes, None).unwrap_err(),
            error,
            "{:?}",
            bytes.get(..20)
        );
    }
    let yaml = read(b"kind: Secret\n  data: [", None).unwrap_err();
    assert!(matches!(yaml, Error::NotYaml { .. }), "{yaml}");
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,0102030405060708\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    assert_eq!(
        read(old.as_bytes(), Some("a")).unwrap_err(),
        Error::OldPemEncryption {
            cipher: "DES-EDE3-CBC".to_owned()
        }
    );
}

#[test]
fn two_hundred_certificates_are_read_and_a_thousand_are_cut_short() {
    let pem = to_pem("CERTIFICATE", &leaf());
    let reading = read(pem.repeat(200).as_bytes(), None).unwrap();
    assert_eq!((reading.items.len(), reading.problems.len()), (200, 0));
    let reading = read(pem.repeat(1000).as_bytes(), None).unwrap();
    assert_eq!(reading.items.len(), MAX_ITEMS);
    assert_eq!(
        reading.problems[0].error,
        Error::TooMany { limit: MAX_ITEMS }
    );
}

#[test]
fn wrapping_ends_somewhere() {
    let mut bytes = to_pem("CERTIFICATE", &leaf()).into_bytes();
    for _ in 0..3 {
        bytes = base64(&bytes).into_bytes();
    }
    // A word in base64 may hold PEM, and nothing further in.
    assert_eq!(read(&bytes, None), Err(Error::NotRecognized));
    let mut der = leaf();
    for _ in 0..20 {
        let octets = der::asn1::OctetString::new(der).unwrap();
        der = der::Encode::to_der(&cms::content_info::ContentInfo {
            content_type: pkcs7::ID_DATA,
            content: der::Any::encode_from(&octets).unwrap(),
        })
        .unwrap();
    }
    assert_eq!(read(&der, None), Err(Error::TooDeep { limit: MAX_DEPTH }));
}

#[test]
fn a_file_that_asks_for_endless_work_is_refused() {
    let file = p12("a", pkcs12::Profile::Modern2023);
    // The rounds of the seal are the last thing in the file: INTEGER of two octets.
    let end = file.len() - 2;
    assert_eq!(file[end..], [0x08, 0x00]);
    let mut hostile = file.clone();
    hostile[end..].copy_from_slice(&[0x7f, 0xff]);
    assert!(matches!(
        read(&hostile, Some("a")),
        Err(Error::WrongPassphrase { .. })
    ));
    let mut left = 10;
    assert!(matches!(
        pbe::spend(11, &mut left),
        Err(Error::TooManyRounds { rounds: 11, .. })
    ));
}
