//! The rules as tables, and one function that checks a file against them all.

use std::collections::BTreeSet;
use std::fmt;

use super::source::{Source, tokenize};

/// Something that a file does and should not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) rule: &'static str,
    pub(crate) what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: [{}] {}",
            self.path, self.line, self.rule, self.what
        )
    }
}

/// The modules that know nothing of ours: time, randomness, encodings, and
/// HTTP requests and answers as values.
const BASE: [&str; 4] = ["clock", "entropy", "encoding", "http"];

/// Who may import whom: a module, and what it may name beside itself and
/// [`BASE`]. docs/ARCHITECTURE.md draws the same arrows.
const IMPORTS: &[(&str, &[&str])] = &[
    ("x509", &[]),
    ("dns", &[]),
    ("kube", &[]),
    ("acme", &["x509"]),
    ("ca", &["acme", "x509", "dns"]),
    ("inhouse", &["x509"]),
    ("vault", &["inhouse", "kube", "x509"]),
    ("venafi", &["inhouse", "x509"]),
    ("certmanager", &["kube", "acme", "x509", "dns"]),
    (
        "lab",
        &[
            "certmanager",
            "ca",
            "vault",
            "venafi",
            "kube",
            "acme",
            "dns",
            "x509",
        ],
    ),
    ("ui", &["lab", "certmanager", "kube", "acme", "dns", "x509"]),
];

/// The same inside `ui`. A module that is not listed (the app itself) may name
/// all of `ui`. `i18n` words the enums of the picture and the preferences.
const UI_IMPORTS: &[(&str, &[&str])] = &[
    ("platform", &[]),
    ("i18n", &["stages", "store"]),
    ("store", &["platform", "i18n"]),
    ("hooks", &["store", "platform", "i18n", "routes"]),
    ("components", &["hooks", "platform", "i18n", "routes"]),
    (
        "stages",
        &["components", "hooks", "platform", "i18n", "routes", "store"],
    ),
    (
        "inspect",
        &[
            "stages",
            "components",
            "hooks",
            "platform",
            "i18n",
            "routes",
            "store",
        ],
    ),
    (
        "pages",
        &[
            "stages",
            "inspect",
            "components",
            "hooks",
            "platform",
            "i18n",
            "routes",
            "store",
        ],
    ),
];

/// The handle on the lab: components get properties instead.
const ENGINE: [&str; 4] = ["engine", "use_engine", "EngineHandle", "EngineProvider"];

/// Client and CA meet only in request and response values.
const CLIENT: [&str; 2] = ["acme", "client"];

/// Files in the controllers' folder that are no controller: what any of them
/// may name.
const SHARED_BY_CONTROLLERS: &[&str] = &[
    "account",
    "call",
    "kind",
    "manager",
    "pass",
    "requests",
    "settings",
    "solvers",
    "target_secret",
    "watch",
];

/// The one list of all controllers, which names them all.
const CONTROLLER_LIST: &str = "kind";

/// Files that are a part of a controller in another file.
const CONTROLLER_PARTS: &[(&str, &str)] = &[
    ("issuer_acme", "issuers"),
    ("order_certificate", "orders"),
    ("order_challenges", "orders"),
];

/// Where a rule about words holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// Every Rust file.
    Everywhere,
    /// The library crate.
    Core,
    /// The page, but for the one folder that speaks to the browser.
    PageOutsidePlatform,
}

/// Code that a scope must not hold. A word that ends in `*` stands for every
/// word that begins so.
struct Words {
    rule: &'static str,
    scope: Scope,
    code: &'static [&'static str],
    why: &'static str,
}

const BROWSER_CRATES: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo*",
];

const WORDS: &[Words] = &[
    Words {
        rule: "browser",
        scope: Scope::PageOutsidePlatform,
        code: BROWSER_CRATES,
        why: "the browser is spoken to in src/ui/platform only",
    },
    Words {
        rule: "browser",
        scope: Scope::Core,
        code: BROWSER_CRATES,
        why: "the core runs without a browser",
    },
    Words {
        rule: "browser",
        scope: Scope::Core,
        code: &["yew*"],
        why: "the core runs without a page",
    },
    Words {
        rule: "clock",
        scope: Scope::Core,
        code: &["SystemTime::now", "Instant::now", "OffsetDateTime::now_utc"],
        why: "time is a parameter",
    },
    Words {
        rule: "order",
        scope: Scope::Core,
        code: &["HashMap", "HashSet"],
        why: "order must be the same in every run: BTreeMap, BTreeSet",
    },
    Words {
        rule: "unfinished",
        scope: Scope::Everywhere,
        code: &["todo!", "unimplemented!", "#[ignore", "#![ignore"],
        why: "finish it or leave it out",
    },
];

/// Marks of unfinished work in comments, put together here so that this very
/// file does not hold them.
const MARKS: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

const MOST_LINES: usize = 400;

/// Checks one file; `files` are the paths of the whole tree.
pub(crate) fn check(source: &Source, files: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |line, rule, what| {
        let path = source.path.clone();
        findings.push(Finding {
            path,
            line,
            rule,
            what,
        });
    };
    shape(source, &mut report);
    words(source, &mut report);
    marks(source, &mut report);
    imports(source, files, &mut report);
    findings
}

type Report<'a> = dyn FnMut(usize, &'static str, String) + 'a;

fn shape(source: &Source, report: &mut Report<'_>) {
    let lines = source.text.lines().count();
    if lines > MOST_LINES {
        report(
            MOST_LINES + 1,
            "length",
            format!("{lines} lines; a file is one idea in at most {MOST_LINES}"),
        );
    }
    if source.path.ends_with("/mod.rs") {
        report(
            1,
            "mod.rs",
            "a module is foo.rs beside its folder foo/".to_owned(),
        );
    }
    let first = source
        .text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
    if !first.is_some_and(|line| line.starts_with("//!")) {
        report(
            1,
            "docs",
            "a file begins with //! and what it is".to_owned(),
        );
    }
}

fn words(source: &Source, report: &mut Report<'_>) {
    for Words {
        code, rule, why, ..
    } in WORDS
        .iter()
        .filter(|words| holds(words.scope, &source.path))
    {
        for pattern in *code {
            let wanted = tokenize(pattern);
            for (at, token) in source.tokens.iter().enumerate() {
                let rest = source.tokens.iter().skip(at);
                let matched = match pattern.strip_suffix('*') {
                    Some(start) => token.text.starts_with(start),
                    None => rest
                        .take(wanted.len())
                        .map(|token| &token.text)
                        .eq(wanted.iter().map(|token| &token.text)),
                };
                if matched {
                    report(
                        token.line,
                        rule,
                        format!("`{}`: {why}", pattern.trim_end_matches('*')),
                    );
                }
            }
        }
    }
}

fn holds(scope: Scope, path: &str) -> bool {
    let page = path == "src/main.rs" || path == "src/ui.rs" || path.starts_with("src/ui/");
    match scope {
        Scope::Everywhere => true,
        Scope::Core => path.starts_with("src/") && !page,
        Scope::PageOutsidePlatform => page && !path.starts_with("src/ui/platform"),
    }
}

fn marks(source: &Source, report: &mut Report<'_>) {
    for (index, line) in source.prose.lines().enumerate() {
        for mark in MARKS {
            if line
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == mark)
            {
                report(
                    index + 1,
                    "unfinished",
                    format!("`{mark}`: finish it, or open an issue"),
                );
            }
        }
    }
}

fn imports(source: &Source, files: &BTreeSet<String>, report: &mut Report<'_>) {
    let module = source.module();
    let module: Vec<&str> = module.iter().map(String::as_str).collect();
    if module.is_empty() {
        return;
    }
    for named in source.named() {
        let segments: Vec<&str> = named.segments.iter().map(String::as_str).collect();
        if let Some(why) = forbidden(&module, &segments, files) {
            report(
                named.line,
                "imports",
                format!("`{}`: {why}", segments.join("::")),
            );
        }
    }
}

/// Why `module` must not name `path`, if it must not.
fn forbidden(module: &[&str], path: &[&str], files: &BTreeSet<String>) -> Option<String> {
    let (&owner, &target) = (module.first()?, path.first()?);
    if let (["ui", owner, ..], ["ui", target, rest @ ..]) = (module, path) {
        if *owner == "components"
            && *target == "platform"
            && rest.first().is_some_and(|item| ENGINE.contains(item))
        {
            return Some("a component is properties to HTML and never holds the lab".to_owned());
        }
        // An item of ui.rs itself belongs to all of ui.
        let (_, allowed) = UI_IMPORTS.iter().find(|(name, _)| name == owner)?;
        let inside = owner == target
            || allowed.contains(target)
            || (rest.is_empty() && !is_module("ui", target, files));
        return (!inside).then(|| format!("ui::{owner} may name only {} of ui", list(allowed)));
    }
    if let (["certmanager", "controller", owner, ..], ["certmanager", "controller", target, ..]) =
        (module, path)
    {
        let other = controller(owner) != controller(target)
            && *owner != CONTROLLER_LIST
            && is_module("certmanager/controller", target, files)
            && !SHARED_BY_CONTROLLERS.contains(target);
        return other.then(|| "controllers meet in the store, never each other".to_owned());
    }
    if owner == "ca" && path.starts_with(&CLIENT) {
        return Some("the CA and the client meet only in requests and answers".to_owned());
    }
    let allowed = IMPORTS
        .iter()
        .find(|(name, _)| *name == owner)
        .map_or(&[][..], |(_, allowed)| allowed);
    // The base is flat, but for `encoding`, on which the rest of it may stand.
    let base = if BASE.contains(&owner) {
        owner != "encoding" && target == "encoding"
    } else {
        BASE.contains(&target)
    };
    let fine = owner == target || base || allowed.contains(&target);
    (!fine).then(|| {
        format!(
            "{owner} may name only {} and {}",
            list(allowed),
            list(&BASE)
        )
    })
}

/// The controller that a file belongs to.
fn controller(file: &str) -> &str {
    CONTROLLER_PARTS
        .iter()
        .find(|(part, _)| *part == file)
        .map_or(file, |(_, whole)| whole)
}

fn is_module(folder: &str, name: &str, files: &BTreeSet<String>) -> bool {
    files.contains(&format!("src/{folder}/{name}.rs"))
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        "itself".to_owned()
    } else {
        names.join(", ")
    }
}
