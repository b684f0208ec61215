//! Finds or installs what a command needs, and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::debian;
use crate::environment::{self, Environment};
use crate::step::{self, Failure, Outcome, Stopwatch};
use crate::system::{self, BROWSER, FILE_PEERS, NODE, OPENSSL, PEERS, Program};
use crate::toolchain::Toolchain;
use crate::tools::{self, TRUNK, WASM_BINDGEN};

/// Something that a command needs, beyond the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// To build the page: Trunk and wasm-bindgen.
    Page,
    /// To build it as it is published: wasm-opt too.
    ReleasePage,
    /// To run code in a page: wasm-bindgen's test runner.
    WasmTests,
    /// A browser and its driver.
    Browser,
    /// ACME and DNS servers.
    Peers,
    /// An independent reader of what the lab writes.
    Openssl,
    /// Several of them, and Python with `cryptography` and `pkilint`.
    FilePeers,
}

impl Need {
    /// Everything.
    pub const ALL: [Self; 7] = [
        Self::Page,
        Self::ReleasePage,
        Self::WasmTests,
        Self::Browser,
        Self::Peers,
        Self::Openssl,
        Self::FilePeers,
    ];

    fn programs(self) -> &'static [Program] {
        match self {
            Self::Page | Self::WasmTests => &[],
            Self::ReleasePage => &NODE,
            Self::Browser => &BROWSER,
            Self::Peers => &PEERS,
            Self::Openssl => std::slice::from_ref(&OPENSSL),
            Self::FilePeers => &FILE_PEERS,
        }
    }
}

/// Sets up, and answers with the environment to run programs in.
pub fn run(needs: &[Need]) -> Outcome<Environment> {
    let watch = Stopwatch::start();
    let root = environment::root();
    let cache = environment::cache();
    fs::create_dir_all(&cache)
        .map_err(|error| Failure::io(format_args!("making {}", cache.display()), &error))?;

    let ready = Toolchain::find(&cache)
        .filter(|found| *found == Toolchain::Rustup || debian::has_compiler());
    let toolchain = ready.or_else(|| Toolchain::from_rustup(&cache));
    let missing: Vec<&Program> = needs
        .iter()
        .flat_map(|need| need.programs())
        .filter(|program| !program.is_here())
        .collect();
    // One call of apt for everything: its own start-up is the slow part.
    system::install(&missing, toolchain.is_none() && !debian::has_compiler())?;
    let toolchain = match toolchain {
        Some(toolchain) => toolchain,
        None => from_debian(&root, &cache)?,
    };
    toolchain.complete()?;

    let mut environment = Environment::new(root, cache, toolchain);
    let wants = |need| needs.contains(&need);
    if wants(Need::Page) || wants(Need::ReleasePage) {
        tools::cargo_tool(&mut environment, TRUNK)?;
    }
    if wants(Need::Page) || wants(Need::ReleasePage) || wants(Need::WasmTests) {
        tools::cargo_tool(&mut environment, WASM_BINDGEN)?;
    }
    if wants(Need::ReleasePage) {
        tools::wasm_opt(&mut environment)?;
    }
    if wants(Need::FilePeers) {
        tools::python(&environment)?;
    }
    println!(
        "set-up: ready in {} ({})",
        watch.read(),
        compiler(&environment)
    );
    Ok(environment)
}

fn from_debian(root: &Path, cache: &Path) -> Outcome<Toolchain> {
    if !debian::has_compiler() {
        return Err(Failure(
            "Debian's rustc-web is older than the lab needs: use rustup, https://rustup.rs, \
             and `rustup target add wasm32-unknown-unknown`"
                .to_owned(),
        ));
    }
    debian::install_library(cache, &environment::target(root))?;
    // The trial build decides, not the copying.
    match Toolchain::find(cache) {
        Some(toolchain) => Ok(toolchain),
        None => Err(Failure(
            "Debian's rustc does not build for wasm32, although its library is in place".to_owned(),
        )),
    }
}

fn compiler(environment: &Environment) -> String {
    let mut rustc: Command = environment.toolchain.program("rustc");
    step::output(rustc.arg("--version"))
        .unwrap_or_else(|| "rustc does not tell its version".to_owned())
}
