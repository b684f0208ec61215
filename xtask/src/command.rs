//! The command line: what was typed, parsed into one value.

use std::fmt;

/// The text of `cargo xtask help`.
pub const HELP: &str = "\
Certificate Lab: cargo xtask COMMAND

  serve [--port N] [--release] [--open]   build the page and serve it on http://127.0.0.1:8080
  test [all|native|wasm|browser|peers]    run the tests (all of them unless named)
  dist [--single-file] [--from FOLDER]    make the static site in dist/, and print its sizes; the
                                          whole lab as dist/certlab.html too; or from a built page
  gallery                                 picture every page, into docs/gallery
  bench [--only NAME] [--readme]          measure in Chromium, into target/bench/bench.json
                                          (and into the README's table)
  soak [--minutes N] [--seed S]           walk at random over the lab, natively and in Chromium
  fuzz [--minutes N] [--only NAME]        fuzz every reader, N minutes each
  setup [--all]                           only install what is missing (--all: for every command)
  help                                    this text

Each command installs what it needs and does not find. Tools are kept in
~/.cache/certlab; set CERTLAB_CACHE to keep them elsewhere.
";

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Build and serve the page.
    Serve(Serve),
    /// Run these suites, in this order.
    Test(Vec<Suite>),
    /// Make the static site.
    Dist(Dist),
    /// Picture every page.
    Gallery,
    /// Measure; all measures unless one is named.
    Bench {
        /// The one measure to run.
        only: Option<String>,
        /// Write the README's table from all that was measured.
        readme: bool,
    },
    /// Walk at random.
    Soak(Soak),
    /// Fuzz the readers.
    Fuzz(Fuzz),
    /// Install what is missing and stop.
    Setup {
        /// For every command, not for `serve` alone.
        all: bool,
    },
}

/// The options of `soak`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Soak {
    /// How long, both walks together.
    pub minutes: u64,
    /// Where the first walk begins.
    pub seed: u64,
}

/// The options of `fuzz`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fuzz {
    /// How long for each target.
    pub minutes: u64,
    /// The one target to run.
    pub only: Option<String>,
}

/// The options of `serve`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serve {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// Build as for `dist`.
    pub release: bool,
    /// Open the page in the user's browser.
    pub open: bool,
}

/// The options of `dist`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dist {
    /// Also make the lab in one file.
    pub single_file: bool,
    /// Build nothing: finish what Trunk has built in this folder.
    pub from: Option<String>,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            port: 8080,
            release: false,
            open: false,
        }
    }
}

/// A group of tests that needs the same tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// Formatting, lints, the core's tests, the documentation.
    Native,
    /// Lints and tests of the code that runs in the page.
    Wasm,
    /// End to end in headless Chromium.
    Browser,
    /// Against real ACME and DNS servers.
    Peers,
}

impl Suite {
    /// Every suite, cheapest first.
    pub const ALL: [Self; 4] = [Self::Native, Self::Wasm, Self::Browser, Self::Peers];
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
            Self::Peers => "peers",
        })
    }
}

/// Parses the words after `cargo xtask`; the error is one line for the user.
pub fn parse(words: &[String]) -> Result<Command, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Err("name a command".to_owned()),
        ["help" | "--help" | "-h"] => Ok(Command::Help),
        ["serve", options @ ..] => serve(options).map(Command::Serve),
        ["test"] | ["test", "all"] => Ok(Command::Test(Suite::ALL.to_vec())),
        ["test", name] => match Suite::ALL
            .into_iter()
            .find(|suite| suite.to_string() == *name)
        {
            Some(suite) => Ok(Command::Test(vec![suite])),
            None => Err(format!(
                "test: `{name}` is none of all, native, wasm, browser, peers"
            )),
        },
        ["dist", options @ ..] => dist(options).map(Command::Dist),
        ["gallery"] => Ok(Command::Gallery),
        ["bench", options @ ..] => bench(options),
        ["soak", options @ ..] => soak(options).map(Command::Soak),
        ["fuzz", options @ ..] => fuzz(options).map(Command::Fuzz),
        ["setup"] => Ok(Command::Setup { all: false }),
        ["setup", "--all"] => Ok(Command::Setup { all: true }),
        [
            command @ ("test" | "gallery" | "setup" | "help"),
            extra @ ..,
        ] => Err(format!(
            "{command}: `{}` is not understood",
            extra.join(" ")
        )),
        [command, ..] => Err(format!("there is no command `{command}`")),
    }
}

fn bench(mut words: &[&str]) -> Result<Command, String> {
    let (mut only, mut readme) = (None, false);
    loop {
        words = match words {
            [] => return Ok(Command::Bench { only, readme }),
            ["--only"] => return Err("bench: --only wants a name".to_owned()),
            ["--only", name, rest @ ..] => {
                only = Some((*name).to_owned());
                rest
            }
            ["--readme", rest @ ..] => {
                readme = true;
                rest
            }
            [other, ..] => return Err(format!("bench: `{other}` is not understood")),
        };
    }
}

fn soak(mut words: &[&str]) -> Result<Soak, String> {
    let mut options = Soak {
        minutes: 30,
        seed: 1,
    };
    loop {
        words = match words {
            [] => return Ok(options),
            ["--minutes", value, rest @ ..] => {
                options.minutes = number("soak", value)?;
                rest
            }
            ["--seed", value, rest @ ..] => {
                options.seed = number("soak", value)?;
                rest
            }
            [other, ..] => return Err(format!("soak: `{other}` is not understood")),
        };
    }
}

fn fuzz(mut words: &[&str]) -> Result<Fuzz, String> {
    let mut options = Fuzz {
        minutes: 10,
        only: None,
    };
    loop {
        words = match words {
            [] => return Ok(options),
            ["--minutes", value, rest @ ..] => {
                options.minutes = number("fuzz", value)?;
                rest
            }
            ["--only", name, rest @ ..] => {
                options.only = Some((*name).to_owned());
                rest
            }
            [other, ..] => return Err(format!("fuzz: `{other}` is not understood")),
        };
    }
}

fn number(command: &str, text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("{command}: `{text}` is no number"))
}

fn serve(mut words: &[&str]) -> Result<Serve, String> {
    let mut options = Serve::default();
    loop {
        words = match words {
            [] => return Ok(options),
            ["--release", rest @ ..] => {
                options.release = true;
                rest
            }
            ["--open", rest @ ..] => {
                options.open = true;
                rest
            }
            ["--port"] => return Err("serve: --port wants a number".to_owned()),
            ["--port", number, rest @ ..] => {
                options.port = port(number)?;
                rest
            }
            [word, rest @ ..] => match word.strip_prefix("--port=") {
                Some(number) => {
                    options.port = port(number)?;
                    rest
                }
                None => return Err(format!("serve: `{word}` is not understood")),
            },
        }
    }
}

fn dist(mut words: &[&str]) -> Result<Dist, String> {
    let mut options = Dist::default();
    loop {
        words = match words {
            [] => return Ok(options),
            ["--single-file", rest @ ..] => {
                options.single_file = true;
                rest
            }
            ["--from"] => return Err("dist: --from wants a folder".to_owned()),
            ["--from", folder, rest @ ..] => {
                options.from = Some((*folder).to_owned());
                rest
            }
            [word, ..] => return Err(format!("dist: `{word}` is not understood")),
        }
    }
}

fn port(number: &str) -> Result<u16, String> {
    match number.parse() {
        Ok(0) | Err(_) => Err(format!("serve: `{number}` is no port (1 to 65535)")),
        Ok(port) => Ok(port),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<Command, &str>) {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        assert_eq!(parse(&words), expected.map_err(str::to_owned), "{line}");
    }

    #[test]
    fn commands_are_understood() {
        check("serve", Ok(Command::Serve(Serve::default())));
        let serve = Serve {
            port: 9000,
            release: true,
            open: true,
        };
        check(
            "serve --port 9000 --release --open",
            Ok(Command::Serve(serve.clone())),
        );
        check(
            "serve --open --port=9000 --release",
            Ok(Command::Serve(serve)),
        );
        check("test", Ok(Command::Test(Suite::ALL.to_vec())));
        check("test all", Ok(Command::Test(Suite::ALL.to_vec())));
        check("test peers", Ok(Command::Test(vec![Suite::Peers])));
        check(
            "bench --only issue_p256",
            Ok(Command::Bench {
                only: Some("issue_p256".to_owned()),
                readme: false,
            }),
        );
        let soaked = Soak {
            minutes: 2,
            seed: 7,
        };
        check("soak --seed 7 --minutes 2", Ok(Command::Soak(soaked)));
        check("dist", Ok(Command::Dist(Dist::default())));
        let dist = Dist {
            single_file: true,
            from: Some("built".to_owned()),
        };
        check("dist --from built --single-file", Ok(Command::Dist(dist)));
        check("setup --all", Ok(Command::Setup { all: true }));
        check("gallery", Ok(Command::Gallery));
        check("help", Ok(Command::Help));
    }

    #[test]
    fn a_mistake_is_one_clear_line() {
        check("", Err("name a command"));
        check("srve", Err("there is no command `srve`"));
        check("serve --port", Err("serve: --port wants a number"));
        check(
            "serve --port 70000",
            Err("serve: `70000` is no port (1 to 65535)"),
        );
        check("serve --fast", Err("serve: `--fast` is not understood"));
        check(
            "test unit",
            Err("test: `unit` is none of all, native, wasm, browser, peers"),
        );
        check("soak --minutes x", Err("soak: `x` is no number"));
        check("bench --only", Err("bench: --only wants a name"));
        check("dist --from", Err("dist: --from wants a folder"));
        check("dist now", Err("dist: `now` is not understood"));
    }
}
