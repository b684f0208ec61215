//! The page in which the lab and its peers do the same work: the lab's core as
//! wasm (benches/wasm), the peers bundled by esbuild (benches/peers).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fantoccini::Client;

use crate::servers::chromium::Chromium;
use crate::servers::site::Site;
use crate::servers::{Fallible, wait_until};

/// The page of the bench, in a browser.
pub(crate) struct Bench {
    browser: Chromium,
    _site: Site,
}

impl Bench {
    /// Builds the page and opens it.
    pub(crate) async fn open() -> Fallible<Self> {
        let site = Site::start(&build()?).await?;
        let browser = Chromium::start().await?;
        browser.client().goto(&site.url()).await?;
        let bench = Self {
            browser,
            _site: site,
        };
        wait_until("the page of the bench to be ready", async || {
            let ready = bench
                .client()
                .execute("return !!window.parsers", Vec::new());
            Ok((ready.await? == true).then_some(()))
        })
        .await?;
        Ok(bench)
    }

    /// The page.
    pub(crate) fn client(&self) -> &Client {
        self.browser.client()
    }

    /// Ends the browser.
    pub(crate) async fn close(self) -> Fallible {
        self.browser.close().await
    }
}

/// Builds the page and returns its folder.
fn build() -> Fallible<PathBuf> {
    let page = folder().join("page");
    fs::create_dir_all(&page)?;
    build_ours(&page)?;
    bundle_peers(&page)?;
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/browser");
    fs::copy(sources.join("page.html"), page.join("index.html"))?;
    Ok(page)
}

/// `target/bench`: the page and the figures.
pub(crate) fn folder() -> PathBuf {
    target().join("bench")
}

/// The site: `CERTLAB_DIST`, or `dist` beside Cargo.toml.
pub(crate) fn dist() -> PathBuf {
    std::env::var_os("CERTLAB_DIST").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"),
        PathBuf::from,
    )
}

/// The core, built and shrunk as the site's own wasm is.
fn build_ours(page: &Path) -> Fallible {
    const TARGET: &str = "wasm32-unknown-unknown";
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--target", TARGET]);
    run(build.args(["--package", "certlab-bench"]))?;
    let module = target().join(TARGET).join("release/certlab_bench.wasm");
    let mut bind = Command::new("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript"]);
    bind.args(["--out-name", "ours", "--out-dir"]);
    run(bind.arg(page).arg(module))?;
    let module = page.join("ours_bg.wasm");
    let mut shrink = Command::new("wasm-opt");
    // What rustc assumes of every browser; the stripped module no longer says so.
    shrink.args(["--enable-bulk-memory", "--enable-mutable-globals"]);
    shrink.args(["--enable-multivalue", "--enable-nontrapping-float-to-int"]);
    shrink.args(["--enable-reference-types", "--enable-sign-ext"]);
    run(shrink.arg("-Oz").arg(&module).arg("-o").arg(&module))
}

/// npm's packages at the locked versions, outside the repository.
fn bundle_peers(page: &Path) -> Fallible {
    let peers = folder().join("peers");
    fs::create_dir_all(&peers)?;
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    for file in fs::read_dir(sources)? {
        let file = file?;
        fs::copy(file.path(), peers.join(file.file_name()))?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    run(npm.args(["--loglevel", "error"]).current_dir(&peers))?;
    let mut esbuild = Command::new(peers.join("node_modules/.bin/esbuild"));
    esbuild.args(["peers.js", "--bundle", "--minify", "--format=esm"]);
    esbuild.arg("--log-level=warning");
    let bundle = page.join("peers.js");
    esbuild.arg(format!("--outfile={}", bundle.display()));
    run(esbuild.current_dir(&peers))
}

fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("CARGO_TARGET_DIR");
    folder.map_or_else(|| root.join("target"), |folder| root.join(folder))
}

fn run(command: &mut Command) -> Fallible {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status();
    let status = status.map_err(|error| format!("{program} does not run: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{program} failed: {status}").into())
}
