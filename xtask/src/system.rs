//! Programs that come with the operating system: what they are called, how
//! they are found, which Debian package has them and how others get them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::debian;
use crate::step::{self, Failure, Outcome};

/// One thing that has to be there.
#[derive(Debug)]
pub struct Program {
    /// What people call it.
    pub title: &'static str,
    /// The Debian package.
    pub package: &'static str,
    /// Where others find it.
    pub elsewhere: &'static str,
    presence: Presence,
}

/// How it is known to be there.
#[derive(Debug)]
enum Presence {
    /// One of these names is on PATH.
    Program(&'static [&'static str]),
    /// Text in Chinese can be drawn.
    ChineseFont,
    /// Python can make an environment of its own, pip included.
    PythonVenv,
}

/// The browser of the tests, and what it needs.
pub const BROWSER: [Program; 3] = [
    Program {
        title: "Chromium",
        package: "chromium",
        elsewhere: "https://www.chromium.org/getting-involved/download-chromium",
        presence: Presence::Program(&["chromium", "chromium-browser", "google-chrome"]),
    },
    Program {
        title: "chromedriver",
        package: "chromium-driver",
        elsewhere: "https://googlechromelabs.github.io/chrome-for-testing",
        presence: Presence::Program(&["chromedriver"]),
    },
    Program {
        title: "a Chinese font",
        package: "fonts-noto-cjk",
        elsewhere: "https://fonts.google.com/noto",
        presence: Presence::ChineseFont,
    },
];

/// The servers that the lab's clients are tested against.
pub const PEERS: [Program; 5] = [
    Program {
        title: "Pebble (an ACME test server)",
        package: "pebble",
        elsewhere: "https://github.com/letsencrypt/pebble",
        presence: Presence::Program(&["pebble"]),
    },
    Program {
        title: "BIND's named",
        package: "bind9",
        elsewhere: "https://www.isc.org/bind",
        presence: Presence::Program(&["named"]),
    },
    Program {
        title: "BIND's rndc and checks",
        package: "bind9-utils",
        elsewhere: "https://www.isc.org/bind",
        presence: Presence::Program(&["named-checkconf"]),
    },
    Program {
        title: "nsupdate and dig",
        package: "bind9-dnsutils",
        elsewhere: "https://www.isc.org/bind",
        presence: Presence::Program(&["nsupdate"]),
    },
    Program {
        title: "lego (an ACME client)",
        package: "lego",
        elsewhere: "https://go-acme.github.io/lego",
        presence: Presence::Program(&["lego"]),
    },
];

/// An independent reader of every file that the lab writes.
pub const OPENSSL: Program = Program {
    title: "openssl",
    package: "openssl",
    elsewhere: "https://www.openssl.org",
    presence: Presence::Program(&["openssl"]),
};

/// Other readers and writers of the files that the lab writes and reads.
pub const FILE_PEERS: [Program; 4] = [
    Program {
        title: "GnuTLS's certtool",
        package: "gnutls-bin",
        elsewhere: "https://www.gnutls.org",
        presence: Presence::Program(&["certtool"]),
    },
    Program {
        title: "Java's keytool",
        package: "default-jre-headless",
        elsewhere: "https://openjdk.org",
        presence: Presence::Program(&["keytool"]),
    },
    Program {
        title: "Python with venv",
        package: "python3-venv",
        elsewhere: "https://www.python.org",
        presence: Presence::PythonVenv,
    },
    Program {
        title: "zip",
        package: "zip",
        elsewhere: "https://infozip.sourceforge.net",
        presence: Presence::Program(&["zip"]),
    },
];

/// What `wasm-opt` runs on.
pub const NODE: [Program; 2] = [
    Program {
        title: "Node.js",
        package: "nodejs",
        elsewhere: "https://nodejs.org",
        presence: Presence::Program(&["node"]),
    },
    Program {
        title: "npm",
        package: "npm",
        elsewhere: "https://nodejs.org",
        presence: Presence::Program(&["npm"]),
    },
];

impl Program {
    /// Whether it is there.
    pub fn is_here(&self) -> bool {
        match self.presence {
            Presence::Program(names) => names.iter().any(|name| find(name).is_some()),
            Presence::ChineseFont => has_chinese_font(),
            Presence::PythonVenv => {
                step::succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"]))
            }
        }
    }
}

/// A program on PATH, or in the folders for administrators, which Debian
/// leaves out of a user's PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let mut path = std::env::var_os("PATH").unwrap_or_default();
    path.push(OsString::from(":/usr/sbin:/usr/local/sbin"));
    step::find(&path, name)
}

/// Installs Debian packages, or says in one line what is missing and where it
/// is to be had.
pub fn install(missing: &[&Program], compiler: bool) -> Outcome {
    let mut packages: Vec<&str> = missing.iter().map(|program| program.package).collect();
    if compiler {
        packages.extend(debian::COMPILER);
    }
    if packages.is_empty() {
        return Ok(());
    }
    if debian::can_install() {
        return debian::install(&packages);
    }
    let mut lines: Vec<String> = missing
        .iter()
        .map(|program| format!("{} ({})", program.title, program.elsewhere))
        .collect();
    if compiler {
        lines.push("Rust's wasm32-unknown-unknown target (`rustup target add wasm32-unknown-unknown`, https://rustup.rs)".to_owned());
    }
    Err(Failure(format!(
        "missing: {}; on Debian: sudo apt-get install --no-install-recommends {}",
        lines.join(", "),
        packages.join(" ")
    )))
}

fn has_chinese_font() -> bool {
    let debian = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    debian.is_file()
        || step::output(Command::new("fc-list").arg(":lang=zh"))
            .is_some_and(|list| !list.is_empty())
}
