//! The lab in any classroom: with its server gone, below a path, from one file on a disk,
//! and when a new build comes.

use std::fs;
use std::path::Path;

use base64ct::{Base64, Encoding as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::page::{self, Page};
use crate::real::{self, Internet};
use crate::servers::site::Site;
use crate::servers::{Fallible, wait_until};
use crate::{offline, school, walk};

/// The server ends after the first load; the page is loaded again, issues and teaches.
pub(crate) async fn without_server(page: &Page) -> Fallible {
    wait_kept(page, "ready").await?;
    page.site().stop();
    let address = page.site().url();
    let host = address.trim_start_matches("http://");
    let host = host.split('/').next().unwrap_or_default();
    wait_until("the server to be gone", async || {
        let connected = tokio::net::TcpStream::connect(host).await;
        Ok(connected.is_err().then_some(()))
    })
    .await?;
    page.reload().await?;
    offline::issue(page).await?;
    page.go(&format!("{address}/#/glossary/order")).await?;
    page.wait_for("term[data-term=order]").await?;
    school::lesson(page).await
}

/// The one file, opened from the disk.
pub(crate) async fn from_disk(page: &Page) -> Fallible {
    let address = open_file(page).await?;
    offline::issue(page).await?;
    page.wait_saved().await?;
    page.reload().await?;
    page.wait_state("Certificate", "offline", "ready").await?;
    page.go(&format!("{address}#/glossary/order")).await?;
    page.wait_for("term[data-term=order]").await?;
    school::lesson(page).await
}

/// The one file, opened from the disk, orders from a real ACME server, to which it has no
/// origin.
pub(crate) async fn from_disk_to_pebble(page: &Page, internet: &Internet) -> Fallible {
    open_file(page).await?;
    let origin = page.run("return self.origin").await?;
    if origin != "null" {
        return Err(format!("the page's origin is {origin}").into());
    }
    real::order(page, internet).await
}

async fn open_file(page: &Page) -> Fallible<String> {
    // Nothing may come from the site that the browser was opened with.
    page.site().stop();
    let file = page::dist().join("certlab.html");
    let file = fs::canonicalize(&file).map_err(|error| {
        let file = file.display();
        format!("{file}: {error}: run `cargo xtask dist --single-file`")
    })?;
    let address = format!("file://{}", file.display());
    page.go(&address).await?;
    Ok(address)
}

/// A build is published over another: half of it changes nothing, the whole of it is fetched
/// behind the scenes and used at the next load.
pub(crate) async fn new_build() -> Fallible {
    let folder = tempfile::tempdir()?;
    copy(&page::dist(), folder.path())?;
    let page = Page::open_site(Site::start(folder.path()).await?).await?;
    walk("classroom-update", page, async |page| {
        wait_kept(page, "ready").await?;
        let first = caches(page).await?;

        publish(folder.path(), "second", false)?;
        page.reload().await?;
        let refused = page.run_async(REFUSED).await?;
        equal(&refused, &json!("redundant"))?;
        equal(&caches(page).await?, &first)?;

        publish(folder.path(), "second", true)?;
        page.reload().await?;
        equal(&build(page).await?, "first")?;
        wait_kept(page, "newer").await?;
        page.reload().await?;
        wait_until("the new build", async || {
            Ok((build(page).await? == "second").then_some(()))
        })
        .await?;
        wait_kept(page, "ready").await?;
        let second = caches(page).await?;
        if second.len() != 1 || second == first {
            return Err(format!("the caches are {second:?} after {first:?}").into());
        }
        offline::issue(page).await
    })
    .await
}

/// Marks the page of a site as another build; and, if it is to be whole, lists it so.
fn publish(site: &Path, mark: &str, is_whole: bool) -> Fallible {
    let first = page::dist();
    let old = fs::read_to_string(first.join("index.html"))?;
    let new = old.replace(
        "<html lang=\"en\"",
        &format!("<html lang=\"en\" data-build=\"{mark}\""),
    );
    let integrity = |text: &str| Base64::encode_string(&Sha256::digest(text));
    let list = fs::read_to_string(first.join("worker.js"))?;
    let list = list.replacen("BUILD = \"", &format!("BUILD = \"{mark}{is_whole}"), 1);
    let listed = if is_whole {
        fs::write(site.join("index.html"), &new)?;
        list.replace(&integrity(&old), &integrity(&new))
    } else {
        list.replace(&integrity(&old), &integrity("never published"))
    };
    fs::write(site.join("worker.js"), listed)?;
    // The compressed ones are of the old build.
    for file in ["index.html.br", "worker.js.br"] {
        fs::remove_file(site.join(file)).ok();
    }
    Ok(())
}

/// Looks for a new build, and says what became of it.
const REFUSED: &str = "const done = arguments[0];
    navigator.serviceWorker.getRegistration().then(async registration => {
        await registration.update();
        const next = registration.installing ?? registration.waiting;
        if (!next || next.state !== 'installing') return done(next?.state ?? 'redundant');
        next.addEventListener('statechange', () => done(next.state));
    }, error => done(String(error)))";

async fn build(page: &Page) -> Fallible<String> {
    let mark = page
        .run("return document.documentElement.dataset.build ?? 'first'")
        .await?;
    Ok(mark.as_str().unwrap_or_default().to_owned())
}

async fn caches(page: &Page) -> Fallible<Vec<String>> {
    let script = "const done = arguments[0]; caches.keys().then(done)";
    Ok(serde_json::from_value(page.run_async(script).await?)?)
}

async fn wait_kept(page: &Page, state: &str) -> Fallible {
    wait_until(&format!("the browser's copy to be {state}"), async || {
        let shown = page
            .run("return document.documentElement.dataset.offline ?? ''")
            .await?;
        Ok((shown == state).then_some(()))
    })
    .await
}

fn copy(from: &Path, to: &Path) -> Fallible {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn equal<T: PartialEq<U> + std::fmt::Debug + ?Sized, U: std::fmt::Debug + ?Sized>(
    seen: &T,
    expected: &U,
) -> Fallible {
    if seen == expected {
        return Ok(());
    }
    Err(format!("{seen:?} is not {expected:?}").into())
}
