//! The terms that a text names, so that they can lead to their meaning.

use super::{Glossary, Term};
use crate::lab::lesson::Piece;

impl Glossary {
    /// The parts of a text; each term that it names is a part of its own, once.
    pub fn pieces<'a>(&'a self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut named: Vec<&str> = Vec::new();
        let (mut plain, mut at) = (0, 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let found = (named.len() < MOST)
                .then(|| self.named_at(rest, before, &named))
                .flatten();
            let step = match found {
                Some((term, length)) => {
                    pieces.extend(
                        text.get(plain..at)
                            .filter(|text| !text.is_empty())
                            .map(Piece::Plain),
                    );
                    let words = rest.get(..length).unwrap_or_default();
                    pieces.push(Piece::Term {
                        id: &term.id,
                        words,
                    });
                    named.push(&term.id);
                    plain = at.saturating_add(length);
                    length
                }
                None => rest.chars().next().map_or(1, char::len_utf8),
            };
            at = at.saturating_add(step);
        }
        pieces.extend(
            text.get(plain..)
                .filter(|text| !text.is_empty())
                .map(Piece::Plain),
        );
        pieces
    }

    /// The term whose name is the whole of a text, or its beginning.
    fn named_at(&self, rest: &str, before: Option<char>, named: &[&str]) -> Option<(&Term, usize)> {
        let is_inside = before.is_some_and(is_word_letter);
        self.terms
            .iter()
            .filter(|term| !named.contains(&term.id.as_str()))
            .flat_map(|term| term.names().map(move |name| (term, name)))
            .filter_map(|(term, name)| {
                let is_word = name.ends_with(is_word_letter);
                if is_word && is_inside {
                    return None;
                }
                let length = starts_with(rest, name, term.is_proper(name))?;
                Some((term, length)).filter(|_| !is_word || ends_word(rest, length))
            })
            .max_by_key(|(_, length)| *length)
    }
}

impl Term {
    /// What it is called: `随机数（nonce）` is two names.
    fn names(&self) -> impl Iterator<Item = &str> {
        let zh = self.zh.split(['（', '）']).map(str::trim);
        let also = self.also.iter().map(String::as_str);
        let names = std::iter::once(self.en.as_str()).chain(zh).chain(also);
        names.filter(|name| !name.is_empty() && !TOO_COMMON.contains(name))
    }

    /// Whether the name is a kind's, or an abbreviation: as it is written, or not at all.
    fn is_proper(&self, name: &str) -> bool {
        self.field.starts_with("kind:")
            || self.field.starts_with("type:")
            || name
                .chars()
                .skip(1)
                .any(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    }
}

/// How many bytes of a text its beginning takes, if it begins with a name; the first letter
/// of a word may be small, and a proper name's only as it is.
fn starts_with(text: &str, name: &str, is_proper: bool) -> Option<usize> {
    let start = text.get(..name.len())?;
    let fits = if is_proper {
        start == name
    } else {
        start.eq_ignore_ascii_case(name)
    };
    fits.then_some(name.len())
}

/// Whether a word ends there; a plural's `s` may follow.
fn ends_word(text: &str, length: usize) -> bool {
    let mut next = text.get(length..).unwrap_or_default().chars();
    match next.next() {
        Some('s') => !next.next().is_some_and(is_word_letter),
        Some('-') => false,
        letter => !letter.is_some_and(is_word_letter),
    }
}

fn is_word_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '-' || letter == '.'
}

/// More links than that make a paragraph hard to read.
const MOST: usize = 3;

/// Words that stand in every other sentence.
const TOO_COMMON: [&str; 2] = ["证书", "签名"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let glossary = Glossary::read(include_str!("../../../www/glossary/terms.json")).unwrap();
        let pieces = glossary.pieces(text);
        let marked: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Plain(words) => (*words).to_owned(),
                Piece::Term { id, words } => format!("[{id}:{words}]"),
            })
            .collect();
        assert_eq!(marked, expected);
    }

    #[test]
    fn a_term_is_found_once_as_a_whole_word_in_either_language() {
        check(
            "The Order waits in order; its nonce, an Order's nonces.",
            "The [order:Order] waits in order; its [nonce:nonce], an Order's nonces.",
        );
        check("Nothing here.", "Nothing here.");
        check("", "");
        check(
            "A key pair, not keypair.",
            "A [key-pair:key pair], not keypair.",
        );
        check("证书链与证书颁发者", "[chain:证书链]与[issuer:证书颁发者]");
        check("随机数（nonce）只用一次", "[nonce:随机数]（nonce）只用一次");
        check("CAA records", "[caa:CAA record]s");
        check("SANs and scans", "[san:SAN]s and scans");
        check("tls.crt-chain", "tls.crt-chain");
    }
}
