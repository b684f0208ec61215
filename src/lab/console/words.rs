//! A line cut into words, as a shell does.

use thiserror::Error;

/// Why a line is no command.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Error {
    /// A quote without its end.
    #[error("unexpected end of line while looking for matching `{0}'")]
    OpenQuote(char),
    /// A sign that joins commands.
    #[error("`{0}' is not available in this console")]
    Operator(char),
}

/// Cuts a line into words: quotes and backslashes as in a shell, `#` begins a
/// comment, a leading `$` is a prompt that was pasted along.
pub(super) fn split(line: &str) -> Result<Vec<String>, Error> {
    let line = line.trim();
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            ' ' | '\t' | '\r' => words.extend(word.take()),
            '#' if word.is_none() => break,
            '\\' => word.get_or_insert_default().extend(signs.next()),
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match signs.next() {
                        None => return Err(Error::OpenQuote(sign)),
                        Some(end) if end == sign => break,
                        Some('\\')
                            if sign == '"' && matches!(signs.peek(), Some('"' | '\\' | '$')) =>
                        {
                            word.extend(signs.next());
                        }
                        Some(inside) => word.push(inside),
                    }
                }
            }
            '|' | ';' | '&' | '>' => return Err(Error::Operator(sign)),
            _ => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    Ok(words)
}

/// Takes `<<EOF` out of the words: the word that ends a pasted text.
pub(super) fn here_document(words: &mut Vec<String>) -> Option<String> {
    let at = words.iter().position(|word| word.starts_with("<<"))?;
    let end = words.remove(at);
    let end = end.trim_start_matches(['<', '-']).to_owned();
    if end.is_empty() && at < words.len() {
        return Some(words.remove(at));
    }
    Some(end)
}

/// The lines before the one that is `end`.
pub(super) fn before(input: &str, end: Option<&str>) -> String {
    let lines = input
        .lines()
        .take_while(|line| Some(line.trim_end()) != end);
    let mut text = String::new();
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_a_shell_cuts_them() {
        for (line, expected) in [
            ("kubectl  get\tcert", vec!["kubectl", "get", "cert"]),
            ("$ kubectl get cert # all", vec!["kubectl", "get", "cert"]),
            (
                "a 'b c' \"d \\\"e\" f\\ g ''",
                vec!["a", "b c", "d \"e", "f g", ""],
            ),
            ("a=b#c", vec!["a=b#c"]),
            ("", vec![]),
        ] {
            assert_eq!(split(line).unwrap(), expected, "{line}");
        }
        assert_eq!(split("a 'b"), Err(Error::OpenQuote('\'')));
        assert_eq!(split("a | b"), Err(Error::Operator('|')));
    }

    #[test]
    fn a_here_document_ends_at_its_word() {
        let mut words = split("kubectl apply -f - <<EOF").unwrap();
        assert_eq!(here_document(&mut words).as_deref(), Some("EOF"));
        assert_eq!(words, ["kubectl", "apply", "-f", "-"]);
        assert_eq!(before("a\nb\nEOF\nc\n", Some("EOF")), "a\nb\n");
        assert_eq!(before("a\nb", None), "a\nb\n");
    }
}
