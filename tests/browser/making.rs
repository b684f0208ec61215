//! The workshop makes: keys, requests, a chain of CAs, revocation lists; openssl reads them.

use std::fs;

use crate::page::Page;
use crate::servers::{Fallible, openssl, wait_until};

const SERVER: &str = "0";
const ROOT: &str = "4";
const INTERMEDIATE: &str = "5";

/// A root, an intermediate with limits, an RSA server and a list that revokes it.
pub(crate) async fn chain_and_list(page: &Page) -> Fallible {
    open(page).await?;
    new_key(page, "ECDSA-P-256", 0).await?;
    page.choose("make-profile", ROOT).await?;
    page.fill("make-CommonName", "Lab Root").await?;
    make(page, "make-certificate", "shelf-certificate", 0).await?;

    new_key(page, "ECDSA-P-384", 1).await?;
    page.choose("make-profile", INTERMEDIATE).await?;
    page.fill("make-CommonName", "Lab Between").await?;
    page.fill("make-Permitted", "DNS:example.test\nIP:192.0.2.0/24")
        .await?;
    page.choose("make-Signer", "0").await?;
    make(page, "make-certificate", "shelf-certificate", 1).await?;

    new_key(page, "RSA-2048", 2).await?;
    page.choose("make-profile", SERVER).await?;
    page.fill("make-CommonName", "").await?;
    page.fill("make-DnsNames", "www.example.test\n*.example.test")
        .await?;
    page.unfold("make-IpAddresses").await?;
    page.fill("make-IpAddresses", "192.0.2.7").await?;
    page.choose("make-Signer", "1").await?;
    make(page, "make-certificate", "shelf-certificate", 2).await?;

    let root = certificate(page, 0, "Lab-Root.crt").await?;
    let between = certificate(page, 1, "Lab-Between.crt").await?;
    page.unfold("shelf-certificate[data-place=2]").await?;
    let chain = save(
        page,
        "shelf-certificate[data-place=2] download-fullchain",
        "www.example.test-fullchain.pem",
    )
    .await?;
    openssl::verify(&root, &chain)?;
    let names = openssl::alternative_names(&chain)?;
    if names
        != [
            "DNS:*.example.test",
            "DNS:www.example.test",
            "IP Address:192.0.2.7",
        ]
    {
        return Err(format!("the leaf is for {names:?}").into());
    }
    let text = openssl::certificate_text(&between)?;
    for said in [
        "CA:TRUE, pathlen:0",
        "Permitted:",
        "DNS:example.test",
        "IP:192.0.2.0/255.255.255.0",
    ] {
        if !text.contains(said) {
            return Err(format!("the intermediate does not say {said}: {text}").into());
        }
    }
    list(page, &root, &between, &chain).await
}

async fn list(page: &Page, root: &[u8], between: &[u8], chain: &[u8]) -> Fallible {
    page.choose("make-ListSigner", "1").await?;
    page.choose("make-reason", "1").await?;
    press(page, "revoke-2").await?;
    make(page, "make-list", "shelf-list", 0).await?;
    page.unfold("shelf-list[data-place=0]").await?;
    let list = save(page, "save-list", "Lab-Between-crl.pem").await?;
    let text = openssl::run(
        &["crl", "-in", "@", "-CAfile", "@", "-noout", "-text"],
        &[&list, between],
    )?;
    let serial = openssl::serial(chain)?;
    for said in [&serial, "Key Compromise", "CRL Number"] {
        if !text.contains(said) {
            return Err(format!("the list does not say {said}: {text}").into());
        }
    }
    let arguments = [
        "verify",
        "-crl_check",
        "-CAfile",
        "@",
        "-untrusted",
        "@",
        "-CRLfile",
        "@",
        "@",
    ];
    match openssl::run(&arguments, &[root, between, &list, chain]) {
        Err(error) if error.to_string().contains("certificate revoked") => {}
        other => return Err(format!("openssl does not see it revoked: {other:?}").into()),
    }
    // And read back by the other tab.
    press(page, "shelf-list to-workshop").await?;
    shows(page, "keyCompromise").await
}

/// An Ed25519 key and its request; a request from elsewhere, signed here; keys of every
/// form, locked ones too.
pub(crate) async fn keys_and_requests(page: &Page) -> Fallible {
    open(page).await?;
    new_key(page, "Ed25519", 0).await?;
    page.fill("make-CommonName", "Ada").await?;
    page.unfold("make-OtherNames").await?;
    page.fill("make-OtherNames", "ada@corp.test").await?;
    page.fill("make-Emails", "ada@example.test").await?;
    page.unfold("make-Organizations").await?;
    page.fill("make-Organizations", "Lab, Inc.").await?;
    make(page, "make-request", "shelf-request", 0).await?;
    page.unfold("shelf-request[data-place=0]").await?;
    let request = save(page, "save-request", "Ada.csr").await?;
    let text = openssl::run(
        &["req", "-in", "@", "-verify", "-noout", "-text"],
        &[&request],
    )?;
    for said in [
        "O = \"Lab, Inc.\"",
        "CN = Ada",
        "email:ada@example.test",
        "othername: UPN",
    ] {
        if !text.contains(said) {
            return Err(format!("the request does not say {said}: {text}").into());
        }
    }
    saved_keys(page).await?;
    from_elsewhere(page).await
}

/// The key as each file, read by openssl; the locked one needs a passphrase first.
async fn saved_keys(page: &Page) -> Fallible {
    let key = "shelf-key[data-place=0]";
    page.unfold(key).await?;
    press(page, &format!("{key} key-locked")).await?;
    page.wait_for("error-make-lock").await?;
    page.fill("make-lock", "two words").await?;
    let print = page.text(&format!("{key} fact-SpkiSha256")).await?;
    let name = format!("Ed25519-{}", print.get(..8).unwrap_or_default());
    let locked = save(
        page,
        &format!("{key} key-locked"),
        &format!("{name}-locked.key"),
    )
    .await?;
    let opened = ["pkey", "-in", "@", "-passin", "pass:two words", "-pubout"];
    let plain = save(page, &format!("{key} key-pkcs8"), &format!("{name}.key")).await?;
    let public = save(page, &format!("{key} key-public"), &format!("{name}.pub")).await?;
    let public = String::from_utf8(public)?;
    for of in [
        openssl::run(&opened, &[&locked])?,
        openssl::run(&["pkey", "-in", "@", "-pubout"], &[&plain])?,
    ] {
        if of.trim() != public.trim() {
            return Err("a key file holds another key".into());
        }
    }
    Ok(())
}

/// What openssl made is brought in: a key of each form, a request, and what is refused.
async fn from_elsewhere(page: &Page) -> Fallible {
    let folder = tempfile::tempdir()?;
    let made = std::process::Command::new("sh")
        .args([
            "-c",
            "openssl genrsa -traditional -out pkcs1.pem 2048
             openssl ecparam -genkey -noout -name secp384r1 -out sec1.pem
             openssl genpkey -algorithm ed25519 | openssl pkcs8 -topk8 -v2 aes-256-cbc -passout 'pass:密码 🔑' -out locked.pem
             openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout k.pem -subj /CN=elsewhere.example.test -out ok.csr",
        ])
        .current_dir(folder.path())
        .output()?;
    let read = |name: &str| fs::read_to_string(folder.path().join(name));
    let (pkcs1, sec1, locked, request) = (
        read("pkcs1.pem")?,
        read("sec1.pem")?,
        read("locked.pem")?,
        read("ok.csr")?,
    );
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into());
    }
    page.unfold("make-bring").await?;
    bring(page, &format!("{pkcs1}{sec1}")).await?;
    page.wait_for("shelf-key[data-place=2]").await?;

    // A locked one: with another passphrase, then with its own.
    page.fill("make-passphrase", "wrong").await?;
    bring(page, &locked).await?;
    contains(page, "error-make-bring", "does not fit").await?;
    press(page, "lang-zh").await?;
    contains(page, "error-make-bring", "口令").await?;
    press(page, "lang-en").await?;
    if page.value("make-bring").await?.trim() != locked.trim() {
        return Err("what was pasted is gone".into());
    }
    page.paste("make-passphrase", "密码 🔑").await?;
    press(page, "make-take").await?;
    page.wait_for("shelf-key[data-place=3]").await?;

    // A request that was changed after it was signed, then the true one.
    let mut der = certlab::encoding::from_pem(&request)?.remove(0).der;
    let at = der.len() / 4;
    if let Some(octet) = der.get_mut(at) {
        *octet ^= 1;
    }
    let changed = certlab::encoding::to_pem("CERTIFICATE REQUEST", &der);
    bring(page, &changed).await?;
    page.wait_for("error-make-bring").await?;
    if page.is_there("shelf-request[data-place=1]").await? {
        return Err("a request was taken whose signature is wrong".into());
    }
    bring(page, &request).await?;
    page.wait_for("shelf-request[data-place=1]").await?;
    // It is chosen, its subject in the form; a root made here signs it.
    let subject = page.value("make-LiteralSubject").await?;
    if subject != "CN=elsewhere.example.test" {
        return Err(format!("the form says {subject}").into());
    }
    press(page, "make-certificate").await?;
    contains(page, "error-make-Subject", "not on the shelf").await?;
    new_key(page, "ECDSA-P-521", 4).await?;
    press(page, "make-clear").await?;
    page.choose("make-profile", ROOT).await?;
    page.fill("make-CommonName", "根").await?;
    make(page, "make-certificate", "shelf-certificate", 0).await?;
    page.choose("make-profile", SERVER).await?;
    page.fill("make-CommonName", "").await?;
    page.choose("make-Subject", "6").await?;
    page.choose("make-Signer", "0").await?;
    make(page, "make-certificate", "shelf-certificate", 1).await?;
    let root = certificate(page, 0, "根.crt").await?;
    let issued = certificate(page, 1, "elsewhere.example.test.crt").await?;
    openssl::verify(&root, &issued)
}

/// Every mistake has its message at its field, in both languages, and nothing is lost.
pub(crate) async fn mistakes(page: &Page) -> Fallible {
    open(page).await?;
    press(page, "make-certificate").await?;
    contains(page, "error-make-Subject", "No key is chosen").await?;
    contains(page, "error-make-DnsNames", "must name something").await?;
    for place in ["Organizations", "IpAddresses", "Serial"] {
        page.unfold(&format!("make-{place}")).await?;
    }
    press(page, "make-is-ca").await?;
    let table = [
        (
            "DnsNames",
            "https://www.example.test/",
            "web address",
            "网址",
        ),
        ("Country", "China", "two letters", "两个字母"),
        ("LiteralSubject", "CN", "RFC 4514", "RFC 4514"),
        (
            "IpAddresses",
            "192.0.2.1/24",
            "no IP address",
            "不是 IP 地址",
        ),
        ("Emails", "ada", "no @", "缺少 @"),
        ("Uris", "www.example.test", "its scheme", "协议名"),
        ("OtherNames", "ada", "user@domain", "user@domain"),
        ("PathLength", "many", "no whole number", "整数"),
        ("Permitted", "*.example.test", "no limit", "不是名称约束"),
        ("NotBefore", "tomorrow", "no date", "不是日期"),
        ("Duration", "90", "no time", "不是时长"),
        ("Serial", "0", "no serial number", "不是序列号"),
        ("ListUrls", "ca.crl", "its scheme", "协议名"),
    ];
    for (place, typed, english, chinese) in table {
        let field = format!("make-{place}");
        page.fill(&field, typed).await?;
        let error = format!("error-{field}");
        contains(page, &error, english).await?;
        press(page, "lang-zh").await?;
        contains(page, &error, chinese).await?;
        press(page, "lang-en").await?;
    }
    press(page, "make-until-date").await?;
    page.fill("make-NotAfter", "2001-01-01").await?;
    page.fill("make-NotBefore", "2002-01-01").await?;
    contains(page, "error-make-NotAfter", "before it begins").await?;
    // Other tabs, other pages, and back.
    press(page, "workshop-chain").await?;
    page.wait_for("chain-text").await?;
    press(page, "nav-lab").await?;
    press(page, "nav-workshop").await?;
    press(page, "workshop-make").await?;
    for (place, typed, ..) in table {
        if ["NotBefore", "Duration"].contains(&place) {
            continue;
        }
        let kept = page.value(&format!("make-{place}")).await?;
        if kept != typed {
            return Err(format!("{place} holds “{kept}”, not “{typed}”").into());
        }
    }
    Ok(())
}

async fn open(page: &Page) -> Fallible {
    press(page, "nav-workshop").await?;
    press(page, "workshop-make").await?;
    page.wait_for("make-key").await
}

/// Makes a key; RSA takes a while.
async fn new_key(page: &Page, kind: &str, place: usize) -> Fallible {
    press(page, &format!("make-kind-{kind}")).await?;
    press(page, "make-key").await?;
    page.wait_for(&format!("shelf-key[data-place={place}]"))
        .await
}

async fn make(page: &Page, button: &str, id: &str, place: usize) -> Fallible {
    press(page, button).await?;
    page.wait_for(&format!("{id}[data-place={place}]")).await
}

/// Clicks what the bar at the top might lie over.
async fn press(page: &Page, path: &str) -> Fallible {
    page.wait_for(path).await?;
    page.center(path).await?;
    page.click(path).await
}

async fn save(page: &Page, path: &str, file: &str) -> Fallible<Vec<u8>> {
    page.wait_for(path).await?;
    page.center(path).await?;
    page.download(path, file).await
}

async fn bring(page: &Page, text: &str) -> Fallible {
    page.paste("make-bring", text).await?;
    press(page, "make-take").await
}

async fn certificate(page: &Page, place: usize, file: &str) -> Fallible<Vec<u8>> {
    let thing = format!("shelf-certificate[data-place={place}]");
    page.unfold(&thing).await?;
    save(page, &format!("{thing} download-certificate"), file).await
}

async fn contains(page: &Page, path: &str, text: &str) -> Fallible {
    wait_until(&format!("“{text}” in {path}"), async || {
        Ok(page.text(path).await?.contains(text).then_some(()))
    })
    .await
}

async fn shows(page: &Page, text: &str) -> Fallible {
    wait_until(&format!("“{text}” on the page"), async || {
        Ok(page.shows(text).await?.then_some(()))
    })
    .await
}
