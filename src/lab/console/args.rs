//! Flags and what stands beside them, as kubectl's flag library reads them.

use std::collections::BTreeMap;

/// A flag.
#[derive(Debug)]
pub(super) struct Flag {
    pub(super) long: &'static str,
    short: Option<char>,
    takes_value: bool,
}

const fn flag(long: &'static str, short: Option<char>, takes_value: bool) -> Flag {
    Flag {
        long,
        short,
        takes_value,
    }
}

/// Every flag of every command; each command names those that it takes.
pub(super) const FLAGS: &[Flag] = &[
    flag("all", None, false),
    flag("all-namespaces", Some('A'), false),
    flag("client", None, false),
    flag("dry-run", None, true),
    flag("fetch-certificate", None, false),
    flag("filename", Some('f'), true),
    flag("from-certificate-file", None, true),
    flag("help", Some('h'), false),
    flag("ignore-not-found", None, false),
    flag("interval", None, true),
    flag("message", None, true),
    flag("namespace", Some('n'), true),
    flag("no-headers", None, false),
    flag("output", Some('o'), true),
    flag("output-certificate-file", None, true),
    flag("output-key-file", None, true),
    flag("overwrite", None, false),
    flag("reason", None, true),
    flag("recursive", None, false),
    flag("selector", Some('l'), true),
    flag("short", None, false),
    flag("show-labels", None, false),
    flag("sort-by", None, true),
    flag("timeout", None, true),
    flag("wait", None, true),
    flag("watch", Some('w'), false),
];

/// What a command was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Args {
    /// What stands beside the flags.
    pub(super) rest: Vec<String>,
    flags: BTreeMap<&'static str, String>,
}

impl Args {
    /// Whether a flag without a value is on.
    pub(super) fn is(&self, long: &str) -> bool {
        self.flags.get(long).is_some_and(|value| value != "false")
    }

    /// A flag's value.
    pub(super) fn value(&self, long: &str) -> Option<&str> {
        self.flags.get(long).map(String::as_str)
    }

    /// The namespace that is meant, by default `default`.
    pub(super) fn namespace(&self) -> &str {
        self.value("namespace").unwrap_or("default")
    }
}

/// Reads words, of which the flags `known` (and `--namespace`, `--help`) are taken.
pub(super) fn parse(command: &str, words: Vec<String>, known: &[&str]) -> Result<Args, String> {
    let help = format!("See '{command} --help' for usage.");
    let is_known =
        |flag: &&Flag| known.contains(&flag.long) || matches!(flag.long, "namespace" | "help");
    let mut args = Args::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if word == "--" {
            args.rest.extend(words);
            break;
        }
        if let Some(long) = word.strip_prefix("--") {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (long, None),
            };
            let flag = FLAGS
                .iter()
                .filter(is_known)
                .find(|flag| flag.long == name)
                .ok_or_else(|| format!("error: unknown flag: --{name}\n{help}"))?;
            let value = match value {
                Some(value) => value,
                None if flag.takes_value => words
                    .next()
                    .ok_or_else(|| format!("error: flag needs an argument: --{name}\n{help}"))?,
                None => String::new(),
            };
            args.flags.insert(flag.long, value);
        } else if word.len() > 1 && word.starts_with('-') {
            let mut letters = word.chars().skip(1);
            while let Some(letter) = letters.next() {
                let flag = FLAGS
                    .iter()
                    .filter(is_known)
                    .find(|flag| flag.short == Some(letter))
                    .ok_or_else(|| {
                        format!("error: unknown shorthand flag: {letter:?} in {word}\n{help}")
                    })?;
                if !flag.takes_value {
                    args.flags.insert(flag.long, String::new());
                    continue;
                }
                let attached: String = letters.by_ref().collect();
                let value = if attached.is_empty() {
                    words.next().ok_or_else(|| {
                        format!("error: flag needs an argument: {letter:?} in {word}\n{help}")
                    })?
                } else {
                    attached.strip_prefix('=').unwrap_or(&attached).to_owned()
                };
                args.flags.insert(flag.long, value);
            }
        } else {
            args.rest.push(word);
        }
    }
    Ok(args)
}

/// Takes the command's word out of a line, past a `-n namespace` before it.
pub(super) fn command(words: &mut Vec<String>) -> Option<String> {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !word.starts_with('-') {
            return Some(words.remove(at));
        }
        let takes_value = FLAGS.iter().any(|flag| {
            flag.takes_value
                && (word.strip_prefix("--") == Some(flag.long)
                    || (word.len() == 2 && word.chars().nth(1) == flag.short))
        });
        at += if takes_value { 2 } else { 1 };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, String> {
        let words = line.split(' ').map(str::to_owned).collect();
        parse("kubectl get", words, &["output", "all-namespaces", "watch"])
    }

    #[test]
    fn flags_are_read_in_every_way_they_are_written() {
        for line in [
            "cert -o yaml -n web",
            "cert -oyaml -nweb",
            "cert -o=yaml --namespace=web",
            "--output yaml cert --namespace web",
        ] {
            let args = read(line).unwrap();
            assert_eq!(args.rest, ["cert"], "{line}");
            assert_eq!(
                (args.value("output"), args.namespace()),
                (Some("yaml"), "web")
            );
        }
        let args = read("-Aw cert").unwrap();
        assert!(args.is("all-namespaces") && args.is("watch"));
    }

    #[test]
    fn a_flag_that_a_command_does_not_take_is_refused() {
        assert!(
            read("--all")
                .unwrap_err()
                .starts_with("error: unknown flag: --all\n")
        );
        assert!(
            read("-x")
                .unwrap_err()
                .starts_with("error: unknown shorthand flag: 'x' in -x\n")
        );
        assert!(read("cert -o").unwrap_err().contains("needs an argument"));
    }
}
