//! The workshop: what openssl made is opened up in the page, and compared with what
//! openssl says of it.

use std::fs;
use std::path::Path;
use std::process::Command;

use certlab::encoding::hex;

use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// A certificate with most of what one can say, and a PKCS #12 file around it.
const MAKE: &str = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -keyout key.pem -out cert.pem -days 30 -subj '/O=Werkstatt/CN=bench.example.test' \
    -addext 'subjectAltName=DNS:bench.example.test,IP:192.0.2.7' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:3' \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -addext 'authorityInfoAccess=OCSP;URI:http://ocsp.example.test/' 2>/dev/null \
    && openssl pkcs12 -export -inkey key.pem -in cert.pem -name bench \
        -passout 'pass:two words' -out bench.p12";

pub(crate) async fn opened_up(page: &Page) -> Fallible {
    let folder = tempfile::tempdir()?;
    shell(folder.path(), MAKE)?;
    let pem = fs::read_to_string(folder.path().join("cert.pem"))?;
    page.click("nav-workshop").await?;
    page.paste("workshop-text", &pem).await?;
    decoded(page, folder.path()).await?;
    linked(page, folder.path()).await?;
    mistaken(page, &pem).await?;
    unlocked(page, folder.path()).await
}

/// Every field says what openssl says.
async fn decoded(page: &Page, folder: &Path) -> Fallible {
    let fingerprint = shell(
        folder,
        "openssl x509 -in cert.pem -noout -fingerprint -sha256",
    )?;
    let serial = shell(folder, "openssl x509 -in cert.pem -noout -serial")?;
    let after = |text: &str| text.split('=').nth(1).unwrap_or_default().trim().to_owned();
    for (label, expected) in [
        ("Subject", "CN=bench.example.test,O=Werkstatt"),
        ("Sha256", &after(&fingerprint)),
        ("SerialNumber", &after(&serial).to_lowercase()),
        ("PathLength", "3"),
        ("IsCa", "yes"),
        ("Ocsp", "URI http://ocsp.example.test/"),
    ] {
        field(page, label, expected).await?;
    }
    for shown in [
        "DNS name bench.example.test",
        "IP address 192.0.2.7",
        "sign certificates (keyCertSign)",
        "sign revocation lists (cRLSign)",
    ] {
        seen(page, shown).await?;
    }
    // 30 days, less the moments since openssl made it.
    let standing = page.text("item-standing").await?;
    if !["valid for 29 days more", "valid for 30 days more"].contains(&&*standing) {
        return Err(format!("of 30 days it says “{standing}”").into());
    }
    if page.text("item-kind").await? != "CA certificate" {
        return Err("the certificate is not called a CA's".into());
    }
    page.click("lang-zh").await?;
    seen(page, "签发证书（keyCertSign）").await?;
    page.click("lang-en").await
}

/// An element marks its bytes and a byte its element, by mouse and by keyboard.
async fn linked(page: &Page, folder: &Path) -> Fallible {
    page.click("item-bytes").await?;
    page.click("asn1-node[data-field=notBefore]").await?;
    let text = shell(
        folder,
        "openssl asn1parse -in cert.pem | grep UTCTIME | head -1",
    )?;
    let time = text.rsplit(':').next().unwrap_or_default().trim();
    let expected = hex(&[&[0x17, 13], time.as_bytes()].concat());
    marked(page, &expected).await?;
    seen(page, "The first moment of validity.").await?;

    // The byte 0 is the certificate's own.
    page.click("hex-byte[data-at=0]").await?;
    selected(page, "Certificate").await?;
    // In the bytes one goes from byte to byte: byte 4 begins the signed part.
    keys(page, "asn1-hex", &["ArrowRight"; 4]).await?;
    selected(page, "tbsCertificate").await?;
    keys(page, "asn1-tree", &["ArrowDown", "ArrowRight"]).await?;
    selected(page, "Version").await?;
    marked(page, "020102").await
}

/// A cut certificate and a text of no meaning are told, in both languages, and kept.
async fn mistaken(page: &Page, pem: &str) -> Fallible {
    let cut = pem.replace("-----END CERTIFICATE-----", "");
    for (pasted, english, chinese) in [
        (
            "nothing of ours",
            "No certificate, key or request",
            "没有认出",
        ),
        (&cut, "has no END line", "没有 END 行"),
    ] {
        page.paste("workshop-text", pasted).await?;
        contains(page, "error-workshop-text", english).await?;
        page.click("lang-zh").await?;
        contains(page, "error-workshop-text", chinese).await?;
        page.click("lang-en").await?;
        if page.value("workshop-text").await? != pasted {
            return Err("what was pasted is gone".into());
        }
    }
    Ok(())
}

/// A PKCS #12 file asks for its passphrase, refuses another, and gives what is in it.
async fn unlocked(page: &Page, folder: &Path) -> Fallible {
    let base64 = shell(folder, "openssl base64 -A -in bench.p12")?;
    page.paste("workshop-text", base64.trim()).await?;
    contains(page, "error-workshop-text", "Enter its passphrase").await?;
    page.fill("workshop-passphrase", "Two Words").await?;
    page.click("workshop-unlock").await?;
    contains(page, "error-workshop-text", "does not fit").await?;
    page.fill("workshop-passphrase", "two words").await?;
    page.click("workshop-unlock").await?;
    contains(page, "workshop-count", "2 things found").await?;
    seen(page, "Private key").await?;
    field(page, "Subject", "CN=bench.example.test,O=Werkstatt").await?;

    // What lies on the bench is there again after another page.
    page.click("nav-lab").await?;
    page.click("nav-workshop").await?;
    contains(page, "workshop-count", "2 things found").await
}

async fn field(page: &Page, label: &str, expected: &str) -> Fallible {
    let path = format!("item-field[data-label={label}]");
    let shown = page.text(&path).await?;
    if shown == expected {
        return Ok(());
    }
    Err(format!("{label} is shown as “{shown}”, not “{expected}”").into())
}

async fn seen(page: &Page, text: &str) -> Fallible {
    wait_until(&format!("“{text}” on the page"), async || {
        Ok(page.shows(text).await?.then_some(()))
    })
    .await
}

async fn contains(page: &Page, path: &str, text: &str) -> Fallible {
    wait_until(&format!("“{text}” in {path}"), async || {
        Ok(page.text(path).await?.contains(text).then_some(()))
    })
    .await
}

/// The bytes that are marked are exactly these.
async fn marked(page: &Page, expected: &str) -> Fallible {
    let script = "return [...document.querySelectorAll('[data-testid=hex-byte][data-mark=on]')]
        .map(byte => byte.textContent.trim()).join('')";
    wait_until(&format!("{expected} to be marked"), async || {
        let shown = page.run(script).await?;
        Ok((shown.as_str() == Some(expected)).then_some(()))
    })
    .await
}

/// The element that is selected in the tree has this name.
async fn selected(page: &Page, name: &str) -> Fallible {
    wait_until(&format!("{name} to be selected"), async || {
        let names = page
            .attributes("asn1-node[aria-selected=true]", "data-field")
            .await?;
        Ok((names == [name]).then_some(()))
    })
    .await
}

/// Presses keys in an element, one after the other has been drawn.
async fn keys(page: &Page, path: &str, keys: &[&str]) -> Fallible {
    for key in keys {
        let script = format!(
            "const element = document.querySelector('[data-testid={path}]'); element.focus();
             element.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true, cancelable: true}}));
             const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 50))"
        );
        page.run_async(&script).await?;
    }
    Ok(())
}

pub(crate) fn shell(folder: &Path, line: &str) -> Fallible<String> {
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let error = String::from_utf8_lossy(&output.stderr);
    Err(format!("{line}: {error}").into())
}
