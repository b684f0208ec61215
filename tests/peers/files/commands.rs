//! Each command line that the lab shows, run by a shell, and what came of it.

use certlab::x509::command::files as line;
use certlab::x509::command::{CommandLine, issuing};
use certlab::x509::file::pkcs12::Profile;
use certlab::x509::{
    Certificate, CertificateSigningRequest, KeyAlgorithm, KeyEncoding, PrivateKey,
};

use super::desk::{
    CA, Chain, Desk, FULL_CHAIN, KEY, LEAF, NAME, PASSPHRASES, contents, key_of, leaf,
};
use crate::servers::Fallible;

/// openssl writes no emoji into a friendly name.
const ALIAS: &str = "it's $HOME 中文";

#[test]
fn a_key_of_each_kind_in_each_encoding() -> Fallible {
    let desk = Desk::new("unused")?;
    let both =
        |algorithm| [KeyEncoding::Pkcs1, KeyEncoding::Pkcs8].map(|encoding| (algorithm, encoding));
    for (algorithm, encoding) in KeyAlgorithm::CHOICES.into_iter().flat_map(both) {
        desk.shell(&issuing::make_key(algorithm, encoding, KEY))?;
        let pem = String::from_utf8(desk.bytes(KEY)?)?;
        let key = PrivateKey::from_pem(&pem)?;
        assert_eq!(key.algorithm(), algorithm);
        // The very form that the lab writes.
        assert_eq!(*key.to_pem(encoding), pem);
        desk.shell(&line::check_key(KEY))?;
        desk.shell(&line::key_to_der(
            KEY,
            "key.der",
            encoding == KeyEncoding::Pkcs8,
        ))?;
        assert_eq!(
            key_of(&desk.reading("key.der")?)?,
            key.to_pkcs8_der().to_vec()
        );
    }
    Ok(())
}

#[test]
fn a_request_asks_for_what_the_lab_would_ask_for() -> Fallible {
    let desk = Desk::new("unused")?;
    Chain::make(&desk)?;
    let request = format!("{NAME}.csr");
    let text = desk.shell(&line::show_request(&request))?;
    assert!(text.contains("DNS:www.example.test"), "{text}");
    let made = CertificateSigningRequest::from_pem(&String::from_utf8(desk.bytes(&request)?)?)?;
    let asked = leaf()?;
    assert_eq!(made.common_name(), asked.common_name);
    assert_eq!(made.dns_names(), ["www.example.test", "*.example.test"]);
    assert_eq!(made.ip_addresses(), asked.ip_addresses);
    assert_eq!(made.uris(), asked.uris);
    assert_eq!(made.email_addresses(), asked.email_addresses);
    assert_eq!(made.usages(), asked.usages);
    // The subject is written in other kinds of strings, the names are the same.
    assert_eq!(
        made.subject().matches("O=").count(),
        asked.organizations.len()
    );
    Ok(())
}

#[test]
fn a_chain_is_made_shown_and_verified() -> Fallible {
    let desk = Desk::new("unused")?;
    let chain = Chain::make(&desk)?;
    let [leaf, intermediate, root] = chain.ders()[..] else {
        return Err("not three certificates".into());
    };
    let [leaf, intermediate, root] = [leaf, intermediate, root].map(Certificate::from_der);
    let (leaf, intermediate, root) = (leaf?, intermediate?, root?);
    assert!(root.is_self_signed() && root.is_ca() && intermediate.is_issued_by(&root));
    assert!(leaf.is_issued_by(&intermediate) && !leaf.is_ca());
    let host = Some("www.example.test");
    let verified = desk.shell(&line::verify(CA, FULL_CHAIN, LEAF, host))?;
    assert!(verified.trim_end().ends_with("OK"), "{verified}");
    let other = line::verify(CA, FULL_CHAIN, LEAF, Some("other.test"));
    assert!(desk.shell(&other).is_err());
    desk.shell(&line::verify(CA, FULL_CHAIN, LEAF, None))?;
    let shown = desk.shell(&line::show_certificate(LEAF))?;
    assert!(shown.contains("DNS:*.example.test"), "{shown}");
    let shown = desk.shell(&line::show_chain(FULL_CHAIN))?;
    assert!(shown.contains("Total found: 2"), "{shown}");
    Ok(())
}

#[test]
fn files_of_every_format_are_made_and_opened_again() -> Fallible {
    for passphrase in PASSPHRASES {
        let desk = Desk::new(passphrase)?;
        let chain = Chain::make(&desk)?;
        desk.shell(&line::certificate_to_der(LEAF, "leaf.der"))?;
        assert_eq!(desk.bytes("leaf.der")?, chain.certificates[0]);
        desk.shell(&line::combined(KEY, FULL_CHAIN, "all in one.pem"))?;
        let combined = desk.reading("all in one.pem")?;
        assert_eq!(key_of(&combined)?, chain.key);
        assert_eq!(contents(&combined), chain.certificates[..2]);
        desk.shell(&line::pkcs7(FULL_CHAIN, "chain.p7b"))?;
        assert_eq!(
            contents(&desk.reading("chain.p7b")?),
            chain.certificates[..2]
        );
        let shown = desk.shell(&line::show_pkcs7("chain.p7b"))?;
        assert!(shown.contains("www.example.test"), "{shown}");
        desk.shell(&line::lock_key(KEY, "locked.key"))?;
        assert_eq!(key_of(&desk.reading("locked.key")?)?, chain.key);
        for profile in [Profile::LegacyRc2, Profile::LegacyDes, Profile::Modern2023] {
            let file = "it's.p12";
            desk.shell(&line::pkcs12(KEY, FULL_CHAIN, ALIAS, profile, file))?;
            let reading = desk.reading(file)?;
            assert_eq!(key_of(&reading)?, chain.key, "{profile:?} {passphrase}");
            assert_eq!(contents(&reading), chain.certificates[..2]);
            assert_eq!(reading.items[0].name.as_deref(), Some(ALIAS));
            desk.shell(&line::show_pkcs12(file, profile))?;
            desk.shell(&line::open_pkcs12(file, profile, "opened.pem"))?;
            assert_eq!(key_of(&desk.reading("opened.pem")?)?, chain.key);
        }
    }
    Ok(())
}

#[test]
fn a_java_key_store_comes_out_of_pkcs12() -> Fallible {
    let desk = Desk::new("two words")?;
    let chain = Chain::make(&desk)?;
    let profile = Profile::Modern2023;
    desk.shell(&line::pkcs12(KEY, FULL_CHAIN, "www", profile, "www.p12"))?;
    desk.shell(&line::jks("www.p12", "www", "certificate", "www.jks"))?;
    let reading = desk.reading("www.jks")?;
    assert_eq!(reading.problems, []);
    assert_eq!(key_of(&reading)?, chain.key);
    assert_eq!(contents(&reading), chain.certificates[..2]);
    assert_eq!(reading.items[0].name.as_deref(), Some("certificate"));
    let shown = desk.shell(&line::show_jks("www.jks"))?;
    assert!(shown.contains("Alias name: certificate"), "{shown}");
    Ok(())
}

#[test]
fn a_passphrase_is_in_no_command_line() {
    let needs = |line: &CommandLine| line.needs_passphrase();
    let profile = Profile::Modern2023;
    assert!(needs(&line::pkcs12("k", "c", "n", profile, "o")));
    assert!(needs(&line::open_pkcs12("f", profile, "o")));
    assert!(needs(&line::jks("p", "n", "a", "o")));
    assert!(!needs(&line::pkcs7("c", "o")));
}
