//! Which rustc builds the lab: one that can build for `wasm32-unknown-unknown`.
//!
//! Three ways, in this order: the toolchain at hand already can; rustup adds
//! the target; on Debian, its own compiler with a standard library built here
//! ([`crate::debian`]). Whichever is chosen builds native code too, so that
//! the two builds share what they have in common.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::environment::clean;
use crate::step::{self, Failure, Outcome};

/// The target of the page.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where `cargo` and `rustc` come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// Those on the user's PATH; rustup's on most machines.
    Rustup,
    /// Debian's in /usr/bin, beside whatever else there is.
    Debian,
}

impl Toolchain {
    /// Finds a toolchain that can build the page, without changing anything.
    pub fn find(cache: &Path) -> Option<Self> {
        [Self::Rustup, Self::Debian]
            .into_iter()
            .find(|toolchain| toolchain.builds_wasm(cache))
    }

    /// Has rustup add the target to the toolchain at hand.
    ///
    /// `None` when there is no rustup, or the download server is out of reach.
    pub fn from_rustup(cache: &Path) -> Option<Self> {
        let mut rustup = Command::new("rustup");
        rustup
            .args(["target", "add", TARGET])
            .env_remove("RUST_BACKTRACE");
        println!("set-up: rustup target add {TARGET}");
        let added = rustup.status().is_ok_and(|status| status.success());
        let ready = added && Self::Rustup.builds_wasm(cache);
        if !ready {
            println!("set-up: rustup has no {TARGET} for us; looking for Debian's compiler");
        }
        ready.then_some(Self::Rustup)
    }

    /// Makes sure that clippy and rustfmt go with the compiler.
    pub fn complete(self) -> Outcome {
        for (tool, component) in [("clippy", "clippy"), ("fmt", "rustfmt")] {
            if step::succeeds(self.program("cargo").args([tool, "--version"])) {
                continue;
            }
            let added = self == Self::Rustup
                && Command::new("rustup")
                    .args(["component", "add", component])
                    .status()
                    .is_ok_and(|status| status.success());
            if !added {
                return Err(Failure(format!(
                    "`cargo {tool}` is missing: `rustup component add {component}` (or, on Debian, apt-get install {component}-web)"
                )));
            }
        }
        Ok(())
    }

    /// `rustc` or `cargo` of this toolchain.
    pub fn program(self, name: &str) -> Command {
        let mut command = match self {
            Self::Rustup => Command::new(name),
            Self::Debian => Command::new(Path::new("/usr/bin").join(name)),
        };
        clean(&mut command, self);
        command
    }

    /// Whether this compiler builds the page with what is installed.
    ///
    /// The answer is proved by a build, once for each compiler and library.
    fn builds_wasm(self, cache: &Path) -> bool {
        let Some(library) = self.wasm_library() else {
            return false;
        };
        let Some(version) = step::output(self.program("rustc").arg("-vV")) else {
            return false;
        };
        let identity = format!("{self:?}\n{version}\n{}\n", library.display());
        let note = cache.join(format!("proved-{self:?}.txt"));
        if fs::read_to_string(&note).is_ok_and(|proved| proved == identity) {
            return true;
        }
        let proved = self.trial_build(cache);
        if proved {
            // Without the note the next run only proves it again.
            fs::write(note, identity).ok();
        }
        proved
    }

    /// The target's `libstd-*.rlib`, by the folder that rustc names.
    fn wasm_library(self) -> Option<PathBuf> {
        let folder = step::output(self.program("rustc").args([
            "--print",
            "target-libdir",
            "--target",
            TARGET,
        ]))?;
        let files = fs::read_dir(folder)
            .ok()?
            .flatten()
            .map(|entry| entry.path());
        files.into_iter().find(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    }

    /// Links a library with LTO, as the release build does: this needs the
    /// linker, and a standard library of this very compiler with bitcode in it.
    fn trial_build(self, cache: &Path) -> bool {
        const SOURCE: &str = "#[unsafe(no_mangle)]\npub extern \"C\" fn length() -> usize { format!(\"{:?}\", Some(7)).len() }\n";
        let folder = cache.join("trial");
        let source = folder.join("trial.rs");
        if fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&source, SOURCE))
            .is_err()
        {
            return false;
        }
        let mut rustc = self.program("rustc");
        rustc.args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "-Clto=fat",
            "-Cpanic=abort",
            "-Copt-level=1",
        ]);
        rustc
            .args(["--target", TARGET, "-o"])
            .arg(folder.join("trial.wasm"))
            .arg(&source);
        step::succeeds(&mut rustc)
    }
}
