//! What README and its like promise: commands that exist, paths that exist.

use std::collections::BTreeSet;

use super::rules::Finding;

/// The tree that documents speak of.
#[derive(Debug)]
pub(crate) struct Promises {
    /// Every file, from the repository's root.
    pub(crate) files: BTreeSet<String>,
    /// The text of `cargo xtask help`.
    pub(crate) help: String,
}

/// Folders that a build makes; they need not be there.
const MADE: [&str; 2] = ["target", "dist"];

/// Ends of names that are names of files.
const ENDS: [&str; 9] = [
    ".css", ".html", ".json", ".md", ".png", ".rs", ".toml", ".yaml", ".yml",
];

/// Checks one document of Markdown.
pub(crate) fn check(path: &str, text: &str, promises: &Promises) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        let mut report = |rule, what| {
            let (path, line) = (path.to_owned(), index + 1);
            findings.push(Finding {
                path,
                line,
                rule,
                what,
            });
        };
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            command(line, promises, &mut report);
        } else {
            // Every second piece between backticks is a span of code.
            for span in line.split('`').skip(1).step_by(2) {
                command(span, promises, &mut report);
                if names_a_file(span, promises) && !exists(path, span, promises) {
                    report("paths", format!("there is no `{span}`"));
                }
            }
            for target in links(line) {
                if !target.contains("://")
                    && !target.starts_with("mailto:")
                    && !exists(path, target, promises)
                {
                    report("paths", format!("the link to {target} leads nowhere"));
                }
            }
        }
    }
    findings
}

/// `cargo xtask NAME` must be a command, `cargo xtask test SUITE` a suite.
fn command(text: &str, promises: &Promises, report: &mut dyn FnMut(&'static str, String)) {
    let Some((_, rest)) = text.split_once("cargo xtask ") else {
        return;
    };
    let mut words = rest.split_whitespace();
    let Some(name) = words.next() else { return };
    let mut usages = promises
        .help
        .lines()
        .filter_map(|line| line.strip_prefix("  "));
    let Some(usage) = usages.find(|usage| usage.split(' ').next() == Some(name)) else {
        report("commands", format!("there is no `cargo xtask {name}`"));
        return;
    };
    // What stands after the gap explains; it is no argument.
    let usage = usage.split("   ").next().unwrap_or(usage);
    for word in words.take_while(|word| !word.starts_with('#')) {
        let known = usage
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|known| known == word);
        let value = word.chars().all(|c| c.is_ascii_digit())
            || word.chars().any(|c| c.is_uppercase() || c == '_');
        if !known && !value {
            report(
                "commands",
                format!("`cargo xtask {name}` knows no `{word}`"),
            );
        }
    }
}

/// The `b` of each `[a](b)`, without its anchor.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets
        .map(|target| target.split('#').next().unwrap_or(target))
        .filter(|target| !target.is_empty())
}

/// Whether a span of code is meant as a file or folder of this repository.
fn names_a_file(span: &str, promises: &Promises) -> bool {
    let plain = span
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let first = span.split('/').next().unwrap_or(span);
    let ours = span.contains('/') && is_folder(first, promises);
    plain
        && !MADE.contains(&first)
        && (ours
            || ENDS
                .iter()
                .any(|end| span.ends_with(end) && span.len() > end.len()))
}

/// Whether a file or folder ends in this name, from the root or from the
/// document's own folder.
fn exists(document: &str, name: &str, promises: &Promises) -> bool {
    let name = name.trim_start_matches("./").trim_end_matches('/');
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = match name.strip_prefix("../") {
        Some(up) => up.to_owned(),
        None => format!("{folder}/{name}"),
    };
    let within = format!("/{name}");
    MADE.contains(&name)
        || promises.files.contains(&beside)
        || is_folder(name, promises)
        || promises
            .files
            .iter()
            .any(|file| file == name || file.ends_with(&within))
}

fn is_folder(name: &str, promises: &Promises) -> bool {
    let start = format!("{name}/");
    promises.files.iter().any(|file| file.starts_with(&start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> Vec<String> {
        let files = [
            "src/lib.rs",
            "src/dns/zone.rs",
            "docs/ARCHITECTURE.md",
            "docs/a.png",
            "Cargo.toml",
        ];
        let promises = Promises {
            files: files.into_iter().map(str::to_owned).collect(),
            help: "Lab: cargo xtask COMMAND\n\n  serve [--port N] [--open]   x\n  test [all|native]   y\n\nEach command".to_owned(),
        };
        check("docs/ARCHITECTURE.md", text, &promises)
            .into_iter()
            .map(|finding| finding.what)
            .collect()
    }

    #[test]
    fn commands_must_exist() {
        assert_eq!(
            broken("```\ncargo xtask serve --port 9000\ncargo xtask test native # quick\n```"),
            Vec::<String>::new()
        );
        assert_eq!(
            broken("Run `cargo xtask publish`."),
            ["there is no `cargo xtask publish`"]
        );
        assert_eq!(
            broken("Run `cargo xtask Each`."),
            ["there is no `cargo xtask Each`"]
        );
        assert_eq!(
            broken("```sh\ncargo xtask test unit\n```"),
            ["`cargo xtask test` knows no `unit`"]
        );
    }

    #[test]
    fn paths_must_exist() {
        assert_eq!(
            broken("`src/lib.rs`, `src/dns/`, `zone.rs`, `dist/`, `a/b`, `Vec<u8>`, `.rs`"),
            Vec::<String>::new()
        );
        assert_eq!(
            broken("`src/gone.rs` and `Trunk.toml`"),
            ["there is no `src/gone.rs`", "there is no `Trunk.toml`"]
        );
        assert_eq!(
            broken("![x](a.png) [y](../Cargo.toml#z) [z](#a) [w](https://example.org)"),
            Vec::<String>::new()
        );
        assert_eq!(broken("![x](b.png)"), ["the link to b.png leads nowhere"]);
    }
}
