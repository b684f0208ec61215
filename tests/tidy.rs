//! The house rules, read from the sources: who may import whom, where the
//! browser may be named, how long a file may be, and whether what the
//! documents promise is there. A finding names its file and line.

#![cfg(not(target_arch = "wasm32"))]

#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/rules.rs"]
mod rules;
#[path = "tidy/rules_test.rs"]
mod rules_test;
#[path = "tidy/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use documents::Promises;
use rules::Finding;
use source::Source;

/// Folders with Rust in them.
const SOURCES: [&str; 5] = ["src", "xtask/src", "tests", "examples", "benches"];

/// Documents that make promises.
const DOCUMENTS: [&str; 6] = [
    "README.md",
    "README.zh.md",
    "CONTRIBUTING.md",
    "docs/ARCHITECTURE.md",
    "docs/hosting.md",
    "docs/writing-lessons.md",
];

/// Folders that hold nothing of ours.
const SKIPPED: [&str; 4] = [".git", "target", "dist", "node_modules"];

#[test]
fn sources_keep_the_rules() {
    let files = files().unwrap();
    let mut findings = Vec::new();
    for path in files.iter().filter(|path| is_source(path)) {
        findings.extend(rules::check(
            &Source::new(path, &read(path).unwrap()),
            &files,
        ));
    }
    report(&findings);
}

#[test]
fn documents_keep_their_promises() {
    let command = read("xtask/src/command.rs").unwrap();
    let help = command
        .split("HELP: &str")
        .nth(1)
        .and_then(|rest| rest.split("\";").next())
        .unwrap();
    let promises = Promises {
        files: files().unwrap(),
        help: help.to_owned(),
    };
    let mut findings = Vec::new();
    for path in DOCUMENTS {
        findings.extend(documents::check(path, &read(path).unwrap(), &promises));
    }
    report(&findings);
}

/// Fails with every finding, one a line.
fn report(findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(
        lines.is_empty(),
        "{} findings\n{}\n",
        lines.len(),
        lines.join("\n")
    );
}

fn is_source(path: &str) -> bool {
    let rust = Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs");
    rust && SOURCES.iter().any(|folder| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> io::Result<String> {
    fs::read_to_string(root().join(path))
}

/// Every file of the repository, from its root, with `/`.
fn files() -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    collect(root(), "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if !entry.file_type()?.is_dir() {
            files.insert(path);
        } else if !SKIPPED.contains(&name.as_str()) {
            collect(&entry.path(), &format!("{path}/"), files)?;
        }
    }
    Ok(())
}
