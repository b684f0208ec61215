//! Build tools at pinned versions, kept in the cache folder under their name
//! and version, so that a later run finds them without asking anything.

use std::fs;
use std::path::{Path, PathBuf};

use crate::environment::Environment;
use crate::step::{self, Failure, Outcome};

/// A tool built from its crate.
#[derive(Clone, Copy, Debug)]
pub struct CargoTool {
    krate: &'static str,
    version: &'static str,
    program: &'static str,
    minutes: u8,
}

/// Builds the page around the wasm module.
pub const TRUNK: CargoTool = CargoTool {
    krate: "trunk",
    version: "0.21.14",
    program: "trunk",
    minutes: 4,
};

/// Makes the JavaScript side of the wasm module; the same version as the crate
/// `wasm-bindgen` in Cargo.toml, or it refuses to work.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    krate: "wasm-bindgen-cli",
    version: "0.2.126",
    program: "wasm-bindgen",
    minutes: 2,
};

/// The npm package with `wasm-opt`; Trunk.toml pins the same version.
const BINARYEN: &str = "132.0.0";

/// The Python packages that read and write the lab's files and judge certificates, and
/// those that their judgement rests on.
const PYTHON: [(&str, &str); 5] = [
    ("cryptography", "50.0.2"),
    ("pkilint", "0.13.3"),
    ("pyasn1", "0.6.5"),
    ("pyasn1-alt-modules", "0.4.10"),
    ("publicsuffixlist", "1.1.2.20261023"),
];
/// The npm package that judges pages.
const AXE: &str = "4.14.1";

/// Version of npm's `@kubernetes-models/cert-manager`.
const MODELS: &str = "6.0.0";

/// Version of npm's `yaml`.
const YAML: &str = "2.9.1";

/// Finds or installs a cargo tool, and puts it on the environment's PATH.
pub fn cargo_tool(environment: &mut Environment, tool: CargoTool) -> Outcome {
    let folder = environment
        .cache
        .join("tools")
        .join(format!("{}-{}", tool.program, tool.version));
    let bin = folder.join("bin");
    if !bin.join(tool.program).is_file() {
        install_cargo_tool(environment, tool, &folder)?;
    }
    environment.tools.push(bin);
    Ok(())
}

fn install_cargo_tool(environment: &Environment, tool: CargoTool, folder: &Path) -> Outcome {
    let CargoTool {
        krate,
        version,
        minutes,
        ..
    } = tool;
    let build = environment.cache.join("build").join(krate);
    let mut cargo = environment.cargo();
    cargo
        .args(["install", "--locked", "--version"])
        .arg(format!("={version}"))
        .arg("--root")
        .arg(folder)
        .arg(krate);
    cargo.env("CARGO_TARGET_DIR", &build);
    // The tool's own work is short: what counts is the time to build it.
    cargo
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "false");
    cargo
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    // Flags that are meant for the lab's own build.
    cargo
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    step::run(
        &format!("set-up: {krate} {version} (about {minutes} minutes, once)"),
        &mut cargo,
    )?;
    fs::remove_dir_all(build).ok();
    Ok(())
}

/// Finds or installs `wasm-opt`, and puts it on the environment's PATH.
pub fn wasm_opt(environment: &mut Environment) -> Outcome {
    let folder = environment
        .cache
        .join("tools")
        .join(format!("binaryen-{BINARYEN}"));
    let bin = folder.join("node_modules/.bin");
    if !bin.join("wasm-opt").is_file() {
        install_binaryen(environment, &folder)?;
    }
    environment.tools.push(bin);
    Ok(())
}

/// Finds or installs axe-core, which judges how accessible a page is, and
/// answers with its script.
pub fn axe(environment: &Environment) -> Outcome<PathBuf> {
    let folder = environment
        .cache
        .join("tools")
        .join(format!("axe-core-{AXE}"));
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        let partial = folder.with_file_name("axe-core.partial");
        npm_install(environment, &partial, &[&format!("axe-core@{AXE}")])?;
        fs::rename(&partial, &folder)
            .map_err(|error| Failure::io(format_args!("making {}", folder.display()), &error))?;
    }
    Ok(script)
}

/// Finds or installs the models of cert-manager's API types and a reader of YAML, and answers
/// with their folder.
pub fn models(environment: &Environment) -> Outcome<PathBuf> {
    let name = format!("kubernetes-models-{MODELS}");
    let folder = environment.cache.join("tools").join(name);
    if !folder.join("node_modules/yaml").is_dir() {
        let partial = folder.with_file_name("kubernetes-models.partial");
        let models = format!("@kubernetes-models/cert-manager@{MODELS}");
        npm_install(environment, &partial, &[&models, &format!("yaml@{YAML}")])?;
        fs::rename(&partial, &folder)
            .map_err(|error| Failure::io(format_args!("making {}", folder.display()), &error))?;
    }
    Ok(folder)
}

/// Installs npm packages into a folder of their own.
fn npm_install(environment: &Environment, folder: &Path, packages: &[&str]) -> Outcome {
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder)
        .map_err(|error| Failure::io(format_args!("making {}", folder.display()), &error))?;
    let mut npm = environment.command("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel",
        "error",
        "--prefix",
    ]);
    npm.arg(folder).args(packages);
    step::run(&format!("set-up: npm {}", packages.join(" ")), &mut npm)
}

/// Installs beside the final folder and renames it when it is known to work,
/// so that an interrupted run leaves nothing that looks installed.
fn install_binaryen(environment: &Environment, folder: &Path) -> Outcome {
    let partial: PathBuf = folder.with_file_name("binaryen.partial");
    npm_install(environment, &partial, &[&format!("binaryen@{BINARYEN}")])?;
    let program = partial.join("node_modules/.bin/wasm-opt");
    let mut wasm_opt = environment.command(&program.to_string_lossy());
    if !step::succeeds(wasm_opt.arg("--version")) {
        return Err(Failure(format!(
            "wasm-opt of npm's binaryen {BINARYEN} does not run: is Node.js older than 18?"
        )));
    }
    fs::rename(&partial, folder)
        .map_err(|error| Failure::io(format_args!("making {}", folder.display()), &error))
}

/// Python with its packages, in an environment of its own.
pub fn python_program(environment: &Environment) -> PathBuf {
    python_folder(environment).join("bin/python")
}

fn python_folder(environment: &Environment) -> PathBuf {
    let versions = PYTHON.map(|(_, version)| version).join("-");
    environment
        .cache
        .join("tools")
        .join(format!("python-{versions}"))
}

/// Finds or installs it. Its programs name their folder, so it cannot be renamed when
/// ready: a file says that it is.
pub fn python(environment: &Environment) -> Outcome {
    let folder = python_folder(environment);
    let ready = folder.join("ready");
    if ready.is_file() {
        return Ok(());
    }
    fs::remove_dir_all(&folder).ok();
    let mut venv = environment.command("python3");
    venv.args(["-m", "venv"]).arg(&folder);
    step::run("set-up: an environment for Python", &mut venv)?;
    let program = python_program(environment);
    let mut pip = environment.command(&program.to_string_lossy());
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    let packages = PYTHON.map(|(name, version)| format!("{name}=={version}"));
    pip.args(&packages);
    step::run(
        &format!("set-up: Python's {}", packages.join(", ")),
        &mut pip,
    )?;
    fs::write(&ready, packages.join("\n"))
        .map_err(|error| Failure::io(format_args!("writing {}", ready.display()), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str) -> String {
        fs::read_to_string(crate::environment::root().join(name)).unwrap()
    }

    #[test]
    fn pins_agree_with_the_manifests() {
        let crate_pin = format!("wasm-bindgen = {{ version = \"={}\"", WASM_BINDGEN.version);
        assert!(manifest("Cargo.toml").contains(&crate_pin));
        let trunk = manifest("Trunk.toml");
        assert!(trunk.contains(&format!("trunk-version = \"={}\"", TRUNK.version)));
        assert!(trunk.contains(&format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version)));
        let major = BINARYEN.split('.').next().unwrap();
        assert!(trunk.contains(&format!("wasm_opt = \"version_{major}\"")));
    }
}
