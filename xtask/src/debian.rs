//! Debian's ways: packages by apt, and a wasm32 standard library built from
//! Debian's own compiler and library source, for machines that reach package
//! mirrors but not the Rust download server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{self, Failure, Outcome};
use crate::toolchain::{TARGET, Toolchain};

/// The compiler, its tools, the library's source and the wasm linker.
pub const COMPILER: [&str; 6] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "rustfmt-web",
    "lld-22",
];

/// Where the packages of [`COMPILER`] put what the build uses.
const COMPILER_FILES: [&str; 6] = [
    "/usr/bin/cargo",
    "/usr/bin/cargo-clippy",
    "/usr/bin/cargo-fmt",
    "/usr/bin/rustc",
    "/usr/lib/rustlib/src/rust/library/std/Cargo.toml",
    LINKER,
];

const LINKER: &str = "/usr/lib/llvm-22/bin/lld";

/// The oldest rustc that builds the lab: `rust-version` in Cargo.toml.
const OLDEST_MINOR: u32 = 95;

/// Whether packages can be installed here and now.
pub fn can_install() -> bool {
    Path::new("/usr/bin/apt-get").is_file()
        && step::output(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Whether Debian's compiler is here whole and new enough.
pub fn has_compiler() -> bool {
    let version = step::output(Toolchain::Debian.program("rustc").arg("--version"));
    COMPILER_FILES.iter().all(|file| Path::new(file).is_file())
        && version
            .and_then(|text| minor(&text))
            .is_some_and(|minor| minor >= OLDEST_MINOR)
}

/// Installs packages in one go.
pub fn install(packages: &[&str]) -> Outcome {
    let _quiet = NoDaemons::new();
    step::run("set-up: apt-get update", apt().args(["update", "-q"]))?;
    let name = format!("set-up: apt-get install {}", packages.join(" "));
    step::run(
        &name,
        apt()
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(packages),
    )
}

/// Puts a standard library for wasm32 where rustc looks, building it first
/// unless the cache has this very compiler's.
pub fn install_library(cache: &Path, target: &Path) -> Outcome {
    let sysroot = ask_rustc(&["--print", "sysroot"])?;
    let rustlib = Path::new(&sysroot).join("lib/rustlib");
    link_linker(&rustlib)?;
    let version = ask_rustc(&["--version"])?;
    let kept = cache
        .join("tools")
        .join(format!("wasm32-std-{}", file_name(&version)));
    if !kept.is_dir() {
        build_library(cache, &kept)?;
        // What was built against another library does not fit this one.
        fs::remove_dir_all(target.join(TARGET)).ok();
    }
    let place = rustlib.join(TARGET).join("lib");
    copy_library(&kept, &place).map_err(|error| {
        Failure::io(
            format_args!("installing the wasm32 library in {}", place.display()),
            &error,
        )
    })
}

fn ask_rustc(arguments: &[&str]) -> Outcome<String> {
    step::output(Toolchain::Debian.program("rustc").args(arguments)).ok_or_else(|| {
        Failure(format!(
            "/usr/bin/rustc does not answer to {}",
            arguments.join(" ")
        ))
    })
}

/// Builds the library, on the way to an empty crate, into the folder `kept`.
fn build_library(cache: &Path, kept: &Path) -> Outcome {
    let folder = cache.join("build/std");
    // What a build that was broken off has left behind must not be copied.
    fs::remove_dir_all(&folder).ok();
    write_empty_crate(&folder)?;
    let mut cargo = Toolchain::Debian.program("cargo");
    cargo
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    // Only this one build uses compiler features that are not stable. Without
    // bitcode in the library, `lto = true` of the page's release build fails.
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.args([
        "build",
        "-Zbuild-std=std,panic_abort,test",
        "--target",
        TARGET,
        "--release",
    ]);
    step::run(
        "set-up: the standard library for wasm32 (about 2 minutes, once)",
        &mut cargo,
    )?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    let partial = kept.with_file_name("wasm32-std.partial");
    copy_library(&built, &partial)
        .and_then(|()| fs::rename(&partial, kept))
        .map_err(|error| {
            Failure::io(
                format_args!("keeping the wasm32 library in {}", kept.display()),
                &error,
            )
        })?;
    fs::remove_dir_all(&folder).ok();
    Ok(())
}

/// rustc looks for its linker under its own name in its own folder.
fn link_linker(rustlib: &Path) -> Outcome {
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let folder = rustlib.join(host).join("bin");
    let link = folder.join("rust-lld");
    if link.exists() {
        return Ok(());
    }
    fs::remove_file(&link).ok();
    fs::create_dir_all(&folder)
        .and_then(|()| std::os::unix::fs::symlink(LINKER, &link))
        .map_err(|error| Failure::io(format_args!("linking {}", link.display()), &error))
}

/// `-Zbuild-std` builds the library on the way to some crate: an empty one.
fn write_empty_crate(folder: &Path) -> Outcome {
    const MANIFEST: &str = "[package]\nname = \"certlab-empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
                            [lib]\n\n[profile.release]\npanic = \"abort\"\n\n[workspace]\n";
    fs::create_dir_all(folder.join("src"))
        .and_then(|()| fs::write(folder.join("Cargo.toml"), MANIFEST))
        .and_then(|()| fs::write(folder.join("src/lib.rs"), ""))
        .map_err(|error| Failure::io(format_args!("writing {}", folder.display()), &error))
}

/// Copies the `.rlib` files in place of whatever is there: two builds side by
/// side would be "multiple candidates" to rustc.
fn copy_library(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libcertlab_empty") {
            fs::copy(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}

/// `rustc-1.96.0-ac68faa20` of `rustc 1.96.0 (ac68faa20 2026-05-25)`.
fn file_name(version: &str) -> String {
    let words = version.split_whitespace().take(3);
    let clean: Vec<String> = words
        .map(|word| {
            word.chars()
                .filter(|c| c.is_alphanumeric() || *c == '.')
                .collect()
        })
        .collect();
    clean.join("-")
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// The 95 of `rustc 1.95.0 (…)`.
fn minor(version: &str) -> Option<u32> {
    version
        .strip_prefix("rustc 1.")?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Keeps packages from starting their services while they are installed:
/// tests run BIND by themselves, on a port of their own, and nobody asked for
/// a DNS server on port 53.
struct NoDaemons(Option<PathBuf>);

impl NoDaemons {
    fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;

        let policy = PathBuf::from("/usr/sbin/policy-rc.d");
        if policy.exists() {
            return Self(None);
        }
        let written = fs::write(&policy, "#!/bin/sh\nexit 101\n")
            .and_then(|()| fs::set_permissions(&policy, fs::Permissions::from_mode(0o755)));
        Self(written.is_ok().then_some(policy))
    }
}

impl Drop for NoDaemons {
    fn drop(&mut self) {
        if let Some(policy) = &self.0 {
            fs::remove_file(policy).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compilers_age_is_read() {
        assert_eq!(
            minor("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"),
            Some(96)
        );
        assert_eq!(minor("rustc 1.63.0"), Some(63));
        assert_eq!(minor("command not found"), None);
    }

    #[test]
    fn each_compiler_keeps_a_library_of_its_own() {
        assert_eq!(
            file_name("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"),
            "rustc-1.96.0-ac68faa20"
        );
    }
}
