//! Requests, asked for and read back.

use super::*;
use crate::entropy::{Entropy as _, SeededEntropy};
use crate::x509::testing::{key, params, request};

#[test]
fn everything_asked_for_is_read_back() {
    let asked = RequestParams {
        organizations: vec!["cert-manager".to_owned(), "中国".to_owned()],
        ip_addresses: vec!["192.0.2.1".parse().unwrap(), "2001:db8::1".parse().unwrap()],
        uris: vec!["spiffe://example.test/a".to_owned()],
        email_addresses: vec!["a@example.test".to_owned()],
        usages: vec![
            Usage::DigitalSignature,
            Usage::ServerAuth,
            Usage::ServerAuth,
        ],
        is_ca: true,
        ..params("example.test", &["例子.测试", "*.例子.测试", "例子.测试"])
    };
    let read = request(&asked, &key(1));
    assert_eq!(read.common_name().as_deref(), Some("example.test"));
    assert_eq!(read.subject(), "CN=example.test,O=中国+O=cert-manager");
    assert_eq!(
        read.dns_names(),
        ["xn--fsqu00a.xn--0zwm56d", "*.xn--fsqu00a.xn--0zwm56d"]
    );
    assert_eq!(read.ip_addresses(), asked.ip_addresses);
    assert_eq!(read.uris(), asked.uris);
    assert_eq!(read.email_addresses(), asked.email_addresses);
    assert_eq!(read.public_key(), &key(1).public_key());
    assert_eq!(
        read.usages(),
        [
            Usage::DigitalSignature,
            Usage::CertSign,
            Usage::ServerAuth,
            Usage::ServerAuth
        ]
    );
    assert_eq!(
        CertificateSigningRequest::from_pem(&read.to_pem()),
        Ok(read)
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let params = params("a.test", &["a.test"]);
    assert_eq!(
        request(&params, &key(1)).der(),
        request(&params, &key(1)).der()
    );
}

#[test]
fn extensions_come_as_cert_manager_writes_them() {
    let with = |params: &RequestParams| {
        let to_be_signed = prepare(params, &key(1).public_key()).unwrap();
        let info = CertReqInfo::from_der(to_be_signed.message()).unwrap();
        requested_extensions(&info.attributes)
            .unwrap()
            .into_iter()
            .map(|extension| (extension.extn_id.to_string(), extension.critical))
            .collect::<Vec<_>>()
    };
    let row = |oid: &str, critical| (oid.to_owned(), critical);
    let (san, key_usage, purposes) = ("2.5.29.17", "2.5.29.15", "2.5.29.37");
    let usual = params("a.test", &["a.test"]);
    assert_eq!(with(&usual), [row(san, false), row(key_usage, true)]);
    let bare = RequestParams {
        common_name: None,
        usages: vec![Usage::ServerAuth],
        ..usual.clone()
    };
    assert_eq!(with(&bare), [row(san, true), row(purposes, false)]);
    let silent = RequestParams {
        encode_usages: false,
        ..params("a.test", &[])
    };
    assert_eq!(with(&silent), []);
    assert!(!request(&silent, &key(1)).states_usages());
    assert!(request(&usual, &key(1)).states_usages());
}

#[test]
fn default_usages_are_the_bit_string_that_go_writes() {
    let der = request(&params("a.test", &[]), &key(1)).der().to_vec();
    let expected = [
        0x06, 0x03, 0x55, 0x1d, 0x0f, 0x01, 0x01, 0xff, 0x04, 0x04, 0x03, 0x02, 0x05, 0xa0,
    ];
    assert!(der.windows(expected.len()).any(|window| window == expected));
}

#[test]
fn what_cannot_be_asked_for_says_why() {
    let refused = |params: &RequestParams| prepare(params, &key(1).public_key()).unwrap_err();
    let nothing = RequestParams::default();
    assert_eq!(refused(&nothing), Error::NoNames);
    let with_uri = |uri: &str| RequestParams {
        uris: vec![uri.to_owned()],
        ..RequestParams::default()
    };
    for uri in ["", "no scheme", "/path", "1http://a"] {
        assert_eq!(
            refused(&with_uri(uri)),
            Error::NotAUri {
                uri: uri.to_owned()
            }
        );
    }
    assert!(matches!(
        refused(&with_uri("http://语.test")),
        Error::NotAscii { .. }
    ));
    let long = params(&"a".repeat(65), &[]);
    assert!(matches!(
        refused(&long),
        Error::AttributeLength { length: 65, .. }
    ));
}

#[test]
fn a_request_signed_by_another_key_is_refused() {
    let to_be_signed = prepare(&params("a.test", &[]), &key(1).public_key()).unwrap();
    let der = to_be_signed.sign(&key(2)).unwrap();
    assert_eq!(
        CertificateSigningRequest::from_der(&der),
        Err(Error::WrongSignature)
    );
}

#[test]
fn hostile_bytes_end_in_an_error_and_never_in_a_panic() {
    let der = request(&params("a.test", &["a.test", "*.a.test"]), &key(1))
        .der()
        .to_vec();
    for length in 0..der.len() {
        assert!(CertificateSigningRequest::from_der(&der[..length]).is_err());
    }
    let mut entropy = SeededEntropy::new([1; 32]);
    for _ in 0..3_000 {
        let mut noise = [0; 3];
        entropy.fill(&mut noise);
        let mut changed = der.clone();
        let at = (usize::from(noise[0]) * 256 + usize::from(noise[1])) % changed.len();
        changed[at] ^= noise[2] | 1;
        assert!(
            CertificateSigningRequest::from_der(&changed).is_err(),
            "{at}"
        );
    }
    let trailing = [der, vec![0]].concat();
    assert_eq!(
        CertificateSigningRequest::from_der(&trailing),
        Err(Error::NotARequest)
    );
}
