//! The one environment in which every program runs: folders, PATH, toolchain.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step;
use crate::toolchain::Toolchain;

/// Where things are, and which cargo builds them.
#[derive(Debug)]
pub struct Environment {
    /// The repository.
    pub root: PathBuf,
    /// The folder that keeps tools from one run to the next.
    pub cache: PathBuf,
    /// Who compiles.
    pub toolchain: Toolchain,
    /// Folders of installed tools, searched before everything else.
    pub tools: Vec<PathBuf>,
}

impl Environment {
    /// The environment with no tool of its own yet.
    pub fn new(root: PathBuf, cache: PathBuf, toolchain: Toolchain) -> Self {
        Self {
            root,
            cache,
            toolchain,
            tools: Vec::new(),
        }
    }

    /// `cargo` of the chosen toolchain, in the repository.
    pub fn cargo(&self) -> Command {
        self.command("cargo")
    }

    /// Any program, found on our PATH, in the repository.
    pub fn command(&self, program: &str) -> Command {
        let path = self.path();
        let found = step::find(&path, program).unwrap_or_else(|| PathBuf::from(program));
        let mut command = Command::new(found);
        clean(&mut command, self.toolchain);
        command.env("PATH", path).current_dir(&self.root);
        command
    }

    /// The folder that cargo builds into.
    pub fn target(&self) -> PathBuf {
        target(&self.root)
    }

    /// The static site that `dist` makes.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    fn path(&self) -> OsString {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let debian = (self.toolchain == Toolchain::Debian).then(|| PathBuf::from("/usr/bin"));
        let folders = self
            .tools
            .iter()
            .cloned()
            .chain(debian)
            .chain(std::env::split_paths(&inherited));
        std::env::join_paths(folders).unwrap_or(inherited)
    }
}

/// The repository: cargo tells `cargo run` where xtask's manifest is.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .parent()
        .map_or(manifest.clone(), Path::to_path_buf)
}

/// The folder that cargo builds into, for the repository at `root`.
pub fn target(root: &Path) -> PathBuf {
    root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| OsString::from("target")))
}

/// `CERTLAB_CACHE`, or `~/.cache/certlab`.
pub fn cache() -> PathBuf {
    if let Some(folder) = std::env::var_os("CERTLAB_CACHE") {
        // Absolute, since it goes into PATH of programs that run elsewhere.
        return std::path::absolute(&folder).unwrap_or_else(|_| PathBuf::from(folder));
    }
    let home = std::env::var_os("HOME").map_or_else(std::env::temp_dir, PathBuf::from);
    home.join(".cache/certlab")
}

/// Takes out what the outer `cargo run` put in.
///
/// A rustup cargo tells its children which toolchain they belong to, and which
/// package they are; a build that is to use another toolchain, or only to be
/// the same build as the user's own `cargo build`, must not inherit that.
pub fn clean(command: &mut Command, toolchain: Toolchain) {
    for (name, value) in std::env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        if name == "LD_LIBRARY_PATH" {
            command.env(name, without_toolchains(&value));
        } else if set_by_cargo(name)
            || (toolchain == Toolchain::Debian && name == "RUSTUP_TOOLCHAIN")
        {
            command.env_remove(name);
        }
    }
    if toolchain == Toolchain::Debian {
        command
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTDOC", "/usr/bin/rustdoc");
    }
}

fn set_by_cargo(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "CARGO",
        "CARGO_BIN_NAME",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "OUT_DIR",
        "RUSTC",
        "RUSTDOC",
        "RUSTUP_TOOLCHAIN_SOURCE",
        "RUST_RECURSION_COUNT",
    ];
    NAMES.contains(&name) || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// The library path less what `cargo run` added: the toolchain's own folder
/// and the build's.
fn without_toolchains(path: &OsStr) -> OsString {
    let ours = |folder: &Path| {
        let text = folder.to_string_lossy();
        !text.contains("/toolchains/")
            && !text.ends_with("/deps")
            && !text.ends_with("/debug")
            && !text.ends_with("/release")
    };
    std::env::join_paths(std::env::split_paths(path).filter(|folder| ours(folder)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_library_path_stays() {
        let path = OsStr::new(
            "/w/target/debug/deps:/w/target/debug:/root/.rustup/toolchains/stable/lib:/opt/lib",
        );
        assert_eq!(without_toolchains(path), "/opt/lib");
    }

    #[test]
    fn the_users_cargo_settings_stay() {
        assert!(!set_by_cargo("CARGO_TARGET_DIR"));
        assert!(!set_by_cargo("CARGO_HOME"));
        assert!(set_by_cargo("CARGO_PKG_VERSION_MAJOR"));
        assert!(set_by_cargo("CARGO_MANIFEST_DIR"));
    }
}
