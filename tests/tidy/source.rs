//! A source file as tidy reads it: its code without comments and strings, its
//! comments alone, and every path that it names, made absolute.

/// A token of code and the line it stands on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// A path such as `crate::dns::{Record, Zone}` names, one for each leaf, from
/// the root of the crate: `["dns", "Zone"]`.
///
/// The page's crate has one module, `ui`, that the core has not; so both
/// crates' paths share one tree, in which `certlab::x` is `x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Where it is, from the repository's root, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
    /// Its comments, at their lines.
    pub(crate) prose: String,
    /// Its code.
    pub(crate) tokens: Vec<Token>,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let (code, prose) = split(text);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            prose,
            tokens: tokenize(&code),
        }
    }

    /// `["acme", "client"]` for src/acme/client.rs; nothing for a crate's root.
    pub(crate) fn module(&self) -> Vec<String> {
        let inner = self
            .path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"));
        match inner {
            None | Some("lib" | "main") => Vec::new(),
            Some(inner) => inner.split('/').map(str::to_owned).collect(),
        }
    }

    /// Every path with a root (`crate`, `certlab`, `self`, `super`).
    pub(crate) fn named(&self) -> Vec<Named> {
        let mut found = Vec::new();
        let mut module = self.module();
        // Inline modules: the depth of braces at which each one ends.
        let mut open: Vec<usize> = Vec::new();
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate() {
            match token.text.as_str() {
                "{" => {
                    depth += 1;
                    if self.word(at.wrapping_sub(2)) == "mod" {
                        module.push(self.word(at - 1).to_owned());
                        open.push(depth);
                    }
                }
                "}" => {
                    if open.last() == Some(&depth) {
                        open.pop();
                        module.pop();
                    }
                    depth = depth.saturating_sub(1);
                }
                "crate" | "certlab" | "self" | "super" if self.begins_path(at) => {
                    self.tree(at, &mut Vec::new(), &mut |segments| {
                        let segments = absolute(&segments, &module);
                        found.push(Named {
                            segments,
                            line: token.line,
                        });
                    });
                }
                _ => {}
            }
        }
        found
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    fn begins_path(&self, at: usize) -> bool {
        self.word(at + 1) == "::" && self.word(at.wrapping_sub(1)) != "::"
    }

    /// Walks `a::{b, c::d}` from `at`, and answers where it ends.
    fn tree(
        &self,
        mut at: usize,
        prefix: &mut Vec<String>,
        found: &mut dyn FnMut(Vec<String>),
    ) -> usize {
        let length = prefix.len();
        loop {
            match self.word(at) {
                "{" => {
                    at += 1;
                    while !matches!(self.word(at), "}" | "") {
                        at = if self.word(at) == "," {
                            at + 1
                        } else {
                            self.tree(at, prefix, found)
                        };
                    }
                    break;
                }
                word if word == "*"
                    || word.starts_with(|c: char| c.is_alphabetic() || c == '_') =>
                {
                    prefix.push(word.to_owned());
                    if self.word(at + 1) != "::" {
                        found(prefix.clone());
                        at += if self.word(at + 1) == "as" { 2 } else { 0 };
                        break;
                    }
                    at += 2;
                }
                // Generic arguments end the part of the path that matters.
                _ => {
                    found(prefix.clone());
                    break;
                }
            }
        }
        prefix.truncate(length);
        at + 1
    }
}

/// `super::x` seen from module `a::b` is `a::x`.
fn absolute(segments: &[String], module: &[String]) -> Vec<String> {
    let mut base = module.to_vec();
    let mut rest = segments;
    while let [first, tail @ ..] = rest {
        match first.as_str() {
            "crate" | "certlab" => base.clear(),
            "self" => {}
            "super" => drop(base.pop()),
            _ => break,
        }
        rest = tail;
    }
    base.extend(rest.iter().filter(|segment| *segment != "self").cloned());
    base
}

/// Cuts code into words and signs; `::` is one sign.
pub(crate) fn tokenize(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut in_word = false;
        let mut after_colon = false;
        for c in line.chars() {
            let word = c.is_alphanumeric() || c == '_';
            let joins = (word && in_word) || (c == ':' && after_colon);
            match tokens.last_mut() {
                Some(last) if joins => last.text.push(c),
                _ if c.is_whitespace() => {}
                _ => tokens.push(Token {
                    text: c.to_string(),
                    line: index + 1,
                }),
            }
            in_word = word;
            after_colon = c == ':' && !joins;
        }
    }
    tokens
}

/// Where a reader of source text is.
enum Place {
    Code,
    LineComment,
    BlockComment { nested: usize },
    Text,
    RawText { hashes: usize },
}

/// Code and comments apart, both with the lines of the whole.
fn split(text: &str) -> (String, String) {
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\n');
    let (mut code, mut prose) = (String::new(), String::new());
    let mut place = Place::Code;
    let mut index = 0;
    while index < characters.len() {
        let c = at(index);
        let mut step = 1;
        let mut keep = None;
        match place {
            Place::Code => match (c, at(index + 1)) {
                ('/', '/') => place = Place::LineComment,
                ('/', '*') => {
                    place = Place::BlockComment { nested: 0 };
                    step = 2;
                }
                ('"', _) => place = Place::Text,
                ('r', '"' | '#')
                    if !is_word(at(index.wrapping_sub(1))) || at(index.wrapping_sub(1)) == 'b' =>
                {
                    let hashes = (index + 1..characters.len())
                        .take_while(|next| at(*next) == '#')
                        .count();
                    if at(index + 1 + hashes) == '"' {
                        place = Place::RawText { hashes };
                        step = hashes + 2;
                    } else {
                        keep = Some(c);
                    }
                }
                ('\'', '\\') => {
                    step = 4
                        + (index + 3..characters.len())
                            .take_while(|next| at(*next) != '\'')
                            .count();
                }
                ('\'', _) if at(index + 2) == '\'' => step = 3,
                _ => keep = Some(c),
            },
            Place::LineComment if c == '\n' => place = Place::Code,
            Place::LineComment => prose.push(c),
            Place::BlockComment { nested } => {
                prose.push(c);
                if (c, at(index + 1)) == ('/', '*') {
                    place = Place::BlockComment { nested: nested + 1 };
                    step = 2;
                } else if (c, at(index + 1)) == ('*', '/') {
                    place = nested
                        .checked_sub(1)
                        .map_or(Place::Code, |nested| Place::BlockComment { nested });
                    step = 2;
                }
            }
            Place::Text if c == '\\' => step = if at(index + 1) == '\n' { 1 } else { 2 },
            Place::Text if c == '"' => place = Place::Code,
            Place::Text => {}
            Place::RawText { hashes } => {
                if c == '"' && (1..=hashes).all(|offset| at(index + offset) == '#') {
                    place = Place::Code;
                    step = hashes + 1;
                }
            }
        }
        code.push(keep.unwrap_or(if c == '\n' { '\n' } else { ' ' }));
        if c == '\n' && !matches!(place, Place::BlockComment { .. }) {
            prose.push('\n');
        }
        index += step;
    }
    (code, prose)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let words: Vec<String> = Source::new("src/a.rs", text)
            .tokens
            .into_iter()
            .map(|token| token.text)
            .collect();
        words.join(" ")
    }

    fn named(path: &str, text: &str) -> Vec<String> {
        let named = Source::new(path, text).named();
        named
            .into_iter()
            .map(|named| format!("{}:{}", named.line, named.segments.join("::")))
            .collect()
    }

    #[test]
    fn comments_and_strings_are_no_code() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f"), "a f");
        assert_eq!(words(r#"let s = "x \" // y"; t"#), "let s = ; t");
        assert_eq!(words("r#\"a \" b\"# c br\"d\" raw"), "c b raw");
        assert_eq!(words(r"'\'' 'x' &'a str '\u{1F510}' z"), "& ' a str z");
    }

    #[test]
    fn comments_keep_their_lines() {
        let source = Source::new("src/a.rs", "a\n// one\nb /* two\nthree */\n\"\n\"\n// four");
        let lines: Vec<&str> = source.prose.lines().map(str::trim).collect();
        assert_eq!(
            lines,
            ["", "/ one", " two".trim(), "three *", "", "", "/ four"]
        );
        assert_eq!(source.tokens.last().map(|token| token.line), Some(3));
    }

    #[test]
    fn groups_are_taken_apart() {
        let expected = ["1:dns", "1:dns::Zone", "1:dns::wire::a", "1:dns::wire::*"];
        assert_eq!(
            named(
                "src/ca.rs",
                "use crate::dns::{self, Zone as Z, wire::{a, *}};"
            ),
            expected
        );
    }

    #[test]
    fn paths_inside_code_count_and_generics_end_them() {
        assert_eq!(
            named(
                "src/ca.rs",
                "fn f() { crate::acme::client::Session::<u8>::new() }"
            ),
            ["1:acme::client::Session"]
        );
        assert_eq!(
            named("src/main.rs", "mod ui;\nuse certlab::lab::Lab;"),
            ["2:lab::Lab"]
        );
    }

    #[test]
    fn relative_paths_become_absolute() {
        assert_eq!(
            named(
                "src/certmanager/controller/trigger.rs",
                "use super::issuing::Issuing;"
            ),
            ["1:certmanager::controller::issuing::Issuing"]
        );
        let nested = "mod tests {\n use super::*;\n use super::super::b;\n}\nuse self::c;";
        assert_eq!(
            named("src/dns/a.rs", nested),
            ["2:dns::a::*", "3:dns::b", "5:dns::a::c"]
        );
    }
}
