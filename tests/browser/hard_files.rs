//! Files that a page might choke on: each gets its answer, soon, and the page goes on.

use std::fs;
use std::process::Command;
use std::rc::Rc;

use certlab::clock::Timestamp;
use certlab::encoding::{base64, to_pem};
use certlab::entropy::{Entropy as _, SeededEntropy};
use certlab::x509::making::{Place, Product, Subject, Workbench};
use certlab::x509::{KeyAlgorithm, PrivateKey, PublicKey};
use serde_json::json;

use crate::page::Page;
use crate::servers::{Fallible, wait_until};

/// Generous: what is measured is the machine too. The aim is a second.
const BOUND_MS: f64 = 5_000.0;

/// A file, and what must be said of it, in which place.
struct Case {
    what: &'static str,
    file: Vec<u8>,
    place: &'static str,
    says: &'static str,
}

/// Drops each file on the bench and measures until it is answered.
pub(crate) async fn answered(page: &Page) -> Fallible {
    page.click("nav-workshop").await?;
    page.wait_for("workshop-text").await?;
    for case in cases()? {
        let ms = drop_file(page, &case).await?;
        eprintln!("{}: {ms:.0} ms from drop to answer", case.what);
        if ms > BOUND_MS {
            return Err(format!("{} took {ms} ms", case.what).into());
        }
        alive(page).await?;
    }
    locked(page).await?;
    opened(page).await
}

fn cases() -> Fallible<Vec<Case>> {
    let mut entropy = SeededEntropy::new([1; 32]);
    let mut noise = vec![0; 1_000_000];
    entropy.fill(&mut noise);
    let mut larger = noise.clone();
    larger.resize(1_100_000, 7);
    let many = certificates(200)?;
    let whole = many.join("");
    let mut full = whole.repeat(1 + 1_000_000 / whole.len());
    full.truncate(full.len().min(1_000_000));
    let first = many.first().ok_or("no certificate")?;
    let der = certlab::encoding::from_pem(first)?.remove(0).der;
    let cut = der.get(..der.len() / 2).unwrap_or_default().to_vec();
    let opened = "workshop-opened";
    let found = "workshop-count";
    let not_known = "No certificate, key or request";
    Ok(vec![
        Case {
            what: "1 MB of noise",
            file: noise,
            place: opened,
            says: not_known,
        },
        Case {
            what: "1.1 MB",
            file: larger,
            place: opened,
            says: "larger than 1 MiB",
        },
        Case {
            what: "200 certificates",
            file: whole.into_bytes(),
            place: found,
            says: "200 things found",
        },
        Case {
            what: "1 MB of certificates",
            file: full.into_bytes(),
            place: opened,
            says: "More than 256",
        },
        Case {
            what: "a truncated certificate",
            file: cut,
            place: opened,
            says: "cut off",
        },
        Case {
            what: "64 levels",
            file: nested(64),
            place: opened,
            says: not_known,
        },
        Case {
            what: "100,000 levels",
            file: nested(100_000),
            place: opened,
            says: not_known,
        },
        Case {
            what: "an RSA key of 16,384 bits",
            file: large_key()?,
            place: found,
            says: "1 thing found",
        },
    ])
}

/// A PKCS #12 file with a passphrase that does not fit.
async fn locked(page: &Page) -> Fallible {
    let folder = tempfile::tempdir()?;
    let made = Command::new("sh")
        .args(["-c", "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout k.pem -out c.pem -subj /CN=locked 2>/dev/null \
            && openssl pkcs12 -export -inkey k.pem -in c.pem -passout 'pass:right' -iter 100000 -out locked.p12"])
        .current_dir(folder.path())
        .status()?;
    if !made.success() {
        return Err("openssl makes no PKCS #12 file".into());
    }
    let case = Case {
        what: "a locked file",
        file: fs::read(folder.path().join("locked.p12"))?,
        place: "workshop-opened",
        says: "Enter its passphrase",
    };
    drop_file(page, &case).await?;
    page.fill("workshop-passphrase", "wrong").await?;
    let ms = measure(
        page,
        "document.querySelector('[data-testid=workshop-unlock]').click()",
        "workshop-opened",
        "does not fit",
    )
    .await?;
    eprintln!("a wrong passphrase: {ms:.0} ms");
    if ms > BOUND_MS {
        return Err(format!("a wrong passphrase took {ms} ms").into());
    }
    page.fill("workshop-passphrase", "right").await?;
    page.click("workshop-unlock").await?;
    wait_until("the file to open", async || {
        Ok(page
            .text("workshop-count")
            .await?
            .contains("2 things found")
            .then_some(()))
    })
    .await
}

/// The large key and the nested value as trees beside their bytes.
async fn opened(page: &Page) -> Fallible {
    for (what, file, sign) in [
        ("the large key", large_key()?, "asn1-tree"),
        (
            "64 levels in PEM",
            to_pem("NESTED", &nested(64)).into_bytes(),
            "asn1-tree",
        ),
        (
            "10,000 levels in PEM",
            to_pem("NESTED", &nested(10_000)).into_bytes(),
            "asn1-tree",
        ),
    ] {
        page.click("workshop-clear").await?;
        let case = Case {
            what,
            file,
            place: "workshop-count",
            says: "1 thing found",
        };
        drop_file(page, &case).await?;
        page.wait_for("item-bytes").await?;
        let ms = measure(
            page,
            "document.querySelector('[data-testid=item-bytes]').click()",
            sign,
            "",
        )
        .await?;
        eprintln!("{what}: {ms:.0} ms to its tree");
        if ms > BOUND_MS {
            return Err(format!("the tree of {what} took {ms} ms").into());
        }
    }
    alive(page).await
}

/// The page still answers, in either language.
async fn alive(page: &Page) -> Fallible {
    page.click("lang-zh").await?;
    page.click("lang-en").await?;
    if page.is_there("crash").await? {
        return Err("the page has crashed".into());
    }
    page.click("workshop-clear").await
}

/// Drops a file on the bench; milliseconds until the page says what it should.
async fn drop_file(page: &Page, case: &Case) -> Fallible<f64> {
    let act = format!(
        "const bytes = Uint8Array.from(atob({}), letter => letter.charCodeAt(0));
         const dataTransfer = new DataTransfer();
         dataTransfer.items.add(new File([bytes], 'dropped'));
         start = performance.now();
         document.querySelector('.workshop-bench').dispatchEvent(
             new DragEvent('drop', {{dataTransfer, bubbles: true, cancelable: true}}))",
        json!(base64(&case.file))
    );
    measure(page, &act, case.place, case.says)
        .await
        .map_err(|error| format!("{}: {error}", case.what).into())
}

/// Does something in the page; milliseconds until `place` says `says`.
async fn measure(page: &Page, act: &str, place: &str, says: &str) -> Fallible<f64> {
    let script = format!(
        "const done = arguments[0];
         let start = performance.now();
         {act};
         const look = () => {{
             const place = document.querySelector('[data-testid={place}]');
             const took = performance.now() - start;
             if (place && place.textContent.includes({})) done(took);
             else if (took > 25000) done('it says: ' + (place ? place.textContent : 'nothing'));
             else setTimeout(look, 4);
         }};
         look()",
        json!(says)
    );
    let took = page.run_async(&script).await?;
    took.as_f64()
        .ok_or_else(|| format!("expected “{says}”; {took}").into())
}

/// Certificates of different names, as PEM.
fn certificates(count: usize) -> Fallible<Vec<String>> {
    let mut entropy = SeededEntropy::new([2; 32]);
    let mut bench = Workbench::default();
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy)?;
    Rc::make_mut(&mut bench.shelf).add_key(key);
    bench.subject = Some(Subject::Key(0));
    for number in 0..count {
        bench
            .sheet
            .set(Place::DnsNames, format!("host-{number}.example.test"));
        let now = Timestamp::from_unix_secs(1_767_225_600);
        let job = bench
            .prepare(Product::Certificate, now, &mut entropy)
            .map_err(|mistakes| format!("{mistakes:?}"))?;
        bench.take(job.product, &job.to_be_signed.sign(&job.key)?)?;
    }
    let made = bench.shelf.certificates().iter();
    Ok(made.map(certlab::x509::Certificate::to_pem).collect())
}

/// `SEQUENCE`s in each other.
fn nested(levels: usize) -> Vec<u8> {
    let mut inside: Vec<u8> = vec![0x05, 0x00];
    let mut headers: Vec<Vec<u8>> = Vec::new();
    let mut length = inside.len();
    for _ in 0..levels {
        let octets = length.to_be_bytes();
        let digits: Vec<u8> = octets
            .iter()
            .copied()
            .skip_while(|octet| *octet == 0)
            .collect();
        let mut header = vec![0x30];
        match digits.as_slice() {
            [short] if *short < 0x80 => header.push(*short),
            _ => {
                header.push(0x80 | u8::try_from(digits.len()).unwrap_or(0));
                header.extend(&digits);
            }
        }
        length += header.len();
        headers.push(header);
    }
    let mut der: Vec<u8> = headers.into_iter().rev().flatten().collect();
    der.append(&mut inside);
    der
}

/// A certificate for an RSA key of 16,384 bits; nobody holds the key's other half.
fn large_key() -> Fallible<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let public = PublicKey::from_rsa(&[0xc5; 2048], &[1, 0, 1])?;
    fs::write(folder.path().join("large.pub"), public.to_pem())?;
    let made = Command::new("sh")
        .args(["-c", "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out k.pem 2>/dev/null \
            && openssl x509 -new -force_pubkey large.pub -key k.pem -subj /CN=large -days 30 -out large.pem"])
        .current_dir(folder.path())
        .output()?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into());
    }
    Ok(fs::read(folder.path().join("large.pem"))?)
}
