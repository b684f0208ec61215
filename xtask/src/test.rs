//! `cargo xtask test`: the suites, each a list of steps; the first failing
//! step stops the run and is named.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::Suite;
use crate::dist;
use crate::environment::Environment;
use crate::setup::{self, Need};
use crate::step::{self, Outcome, Stopwatch};
use crate::system;
use crate::toolchain::TARGET;
use crate::tools;

/// Runs suites and ends with a line that names what passed.
pub fn run(suites: &[Suite]) -> Outcome {
    let watch = Stopwatch::start();
    let root = crate::environment::root();
    let in_page = has_wasm_tests(&root.join("src"));
    let mut needs = Vec::new();
    for suite in suites {
        needs.extend_from_slice(match suite {
            Suite::Native => &[Need::Openssl],
            Suite::Wasm if in_page => &[Need::WasmTests, Need::Browser],
            Suite::Wasm => &[],
            Suite::Browser => &[Need::ReleasePage, Need::Browser, Need::Peers, Need::Openssl],
            Suite::Peers => &[Need::Peers, Need::Openssl, Need::FilePeers],
        });
    }
    let environment = setup::run(&needs)?;
    let mut passed = Vec::new();
    for suite in suites {
        let steps = match suite {
            Suite::Native => native(&environment)?,
            Suite::Wasm => wasm(&environment, in_page)?,
            Suite::Browser => browser(&environment)?,
            Suite::Peers => peers(&environment)?,
        };
        passed.push(format!("{suite} ({})", steps.join(", ")));
    }
    println!("passed in {}: {}", watch.read(), passed.join("; "));
    Ok(())
}

/// What passed, in words.
type Passed = Vec<&'static str>;

/// The core alone, then everything that compiles natively; the page's own
/// tests that need no DOM run here too.
fn native(environment: &Environment) -> Outcome<Passed> {
    const DENY: [&str; 3] = ["--", "-D", "warnings"];
    let cargo = |arguments: &[&str]| {
        let mut cargo = environment.cargo();
        cargo.args(arguments);
        cargo
    };
    step::run(
        "native: formatting",
        &mut cargo(&["fmt", "--all", "--check"]),
    )?;
    let core = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--no-default-features",
    ];
    step::run("native: clippy, the core alone", cargo(&core).args(DENY))?;
    let all = ["clippy", "--workspace", "--all-targets", "--all-features"];
    step::run("native: clippy, everything", cargo(&all).args(DENY))?;
    step::run(
        "native: tests of the core",
        &mut cargo(&["test", "--workspace", "--no-default-features"]),
    )?;
    step::run(
        "native: tests of the page without a DOM",
        &mut cargo(&["test", "--bin", "certlab"]),
    )?;
    let mut doc = cargo(&["doc", "--no-deps", "--no-default-features"]);
    step::run(
        "native: documentation",
        doc.env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    Ok(vec!["formatting", "clippy", "tests", "documentation"])
}

fn wasm(environment: &Environment, in_page: bool) -> Outcome<Passed> {
    let mut clippy = environment.cargo();
    clippy.args(["clippy", "--target", TARGET, "--", "-D", "warnings"]);
    step::run("wasm: clippy", &mut clippy)?;
    if !in_page {
        return Ok(vec!["clippy"]);
    }
    let mut test = environment.cargo();
    test.args(["test", "--target", TARGET, "--lib", "--bins"]);
    test.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    with_browser(environment, &mut test);
    step::run("wasm: tests in Chromium", &mut test)?;
    Ok(vec!["clippy", "tests in Chromium"])
}

fn browser(environment: &Environment) -> Outcome<Passed> {
    dist::run(environment, true)?;
    let mut test = e2e(environment, "browser");
    with_browser(environment, &mut test);
    test.env("CERTLAB_AXE", tools::axe(environment)?);
    step::run("browser: end to end in Chromium", &mut test)?;
    let mut walk = e2e(environment, "soak");
    with_browser(environment, &mut walk);
    step::run("browser: a short walk at random", &mut walk)?;
    Ok(vec![
        "release build",
        "end to end in Chromium",
        "a walk at random",
    ])
}

/// Pictures of every page in `docs/gallery`, in both languages and themes.
pub fn gallery() -> Outcome {
    let environment = setup::run(&[Need::ReleasePage, Need::Browser])?;
    dist::run(&environment, false)?;
    let mut test = e2e(&environment, "browser");
    with_browser(&environment, &mut test);
    test.env("CERTLAB_GALLERY", environment.root.join("docs/gallery"));
    test.args(["--", "every_page_fits_every_screen"]);
    step::run("gallery: every page in Chromium", &mut test)
}

fn peers(environment: &Environment) -> Outcome<Passed> {
    let mut test = e2e(environment, "peers");
    test.env("CERTLAB_PYTHON", tools::python_program(environment));
    test.env("CERTLAB_MODELS", tools::models(environment)?);
    step::run(
        "peers: against Pebble and BIND, and files in other programs' hands",
        &mut test,
    )?;
    Ok(vec!["against Pebble and BIND", "files read by others"])
}

fn e2e(environment: &Environment, name: &str) -> Command {
    let mut cargo = environment.cargo();
    cargo.args([
        "test",
        "--test",
        name,
        "--features",
        "e2e",
        "--no-default-features",
    ]);
    cargo
}

/// Tells tests where the site and the browser's driver are.
pub fn with_browser(environment: &Environment, command: &mut Command) {
    command.env("CERTLAB_DIST", environment.dist());
    if std::env::var_os("CHROMEDRIVER").is_none()
        && let Some(driver) = system::find("chromedriver")
    {
        command.env("CHROMEDRIVER", driver);
    }
}

/// Whether a source below `folder` has tests that run in a page.
fn has_wasm_tests(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            has_wasm_tests(&path)
        } else {
            path.extension().is_some_and(|extension| extension == "rs")
                && fs::read_to_string(&path).is_ok_and(|text| text.contains("#[wasm_bindgen_test"))
        }
    })
}
