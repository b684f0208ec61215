//! YAML as `kubectl` prints it.
//!
//! Members stand in alphabetical order. A text is plain where it can be, in
//! double quotes where it would be read as something else (`"True"`, `"1"`,
//! a time), in single quotes where it has a sign of YAML in it, and a block
//! where it has several lines; long lines are folded at a space, all as Go's
//! YAML package does.

use std::fmt::Write as _;

use serde_json::Value;

/// A document, with a line break at its end.
pub(super) fn print(value: &Value) -> String {
    let mut text = String::new();
    node(value, 0, &mut text);
    text
}

/// A mapping's or a list's lines, or a scalar's text.
fn node(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                pad(indent, text);
                key(name, indent, text);
                text.push(':');
                member(value, indent, text);
            }
        }
        Value::Array(items) => {
            for item in items {
                pad(indent, text);
                text.push('-');
                entry(item, indent, text);
            }
        }
        other => {
            leaf(other, indent, text);
            text.push('\n');
        }
    }
}

/// What stands after `name:`.
fn member(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            text.push('\n');
            node(value, indent.saturating_add(STEP), text);
        }
        // A list stands under its name, not further in.
        Value::Array(items) if !items.is_empty() => {
            text.push('\n');
            node(value, indent, text);
        }
        _ => {
            text.push(' ');
            leaf(value, indent, text);
            text.push('\n');
        }
    }
}

/// What stands after a list's dash: a mapping begins on the same line.
fn entry(value: &Value, indent: usize, text: &mut String) {
    let inner = indent.saturating_add(STEP);
    match value {
        Value::Object(members) if !members.is_empty() => {
            let mut lines = String::new();
            node(value, inner, &mut lines);
            text.push(' ');
            text.push_str(lines.trim_start_matches(' '));
        }
        Value::Array(items) if !items.is_empty() => {
            let mut lines = String::new();
            node(value, inner, &mut lines);
            text.push(' ');
            text.push_str(lines.trim_start_matches(' '));
        }
        _ => {
            text.push(' ');
            leaf(value, indent, text);
            text.push('\n');
        }
    }
}

fn leaf(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::String(value) => scalar(value, indent, text),
        Value::Object(_) => text.push_str("{}"),
        Value::Array(_) => text.push_str("[]"),
        other => text.push_str(&other.to_string()),
    }
}

/// A member's name: on one line.
fn key(name: &str, indent: usize, text: &mut String) {
    if name.contains('\n') {
        double_quoted(name, text);
    } else {
        scalar(name, indent, text);
    }
}

fn scalar(value: &str, indent: usize, text: &mut String) {
    let odd = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    if value.contains(odd) {
        double_quoted(value, text);
    } else if value.contains('\n') {
        block(value, indent, text);
    } else if means_something_else(value) {
        double_quoted(value, text);
    } else if is_plain(value) {
        folded(value, indent, text, false);
    } else {
        text.push('\'');
        folded(&value.replace('\'', "''"), indent, text, true);
        text.push('\'');
    }
}

/// Whether a plain text would be read as null, a boolean, a number or a time.
fn means_something_else(value: &str) -> bool {
    const WORDS: [&str; 9] = ["", "~", "null", "true", "false", "yes", "no", "on", "off"];
    let lower = value.to_ascii_lowercase();
    if WORDS.contains(&lower.as_str()) || matches!(lower.as_str(), "y" | "n" | "<<" | "=") {
        return true;
    }
    let digits = lower.trim_start_matches(['+', '-', '.']);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return matches!(digits, "inf" | "nan") && digits.len() < lower.len();
    }
    // Numbers of every base, base 60 and times: digits and the signs within them.
    let radix = digits.starts_with("0x") || digits.starts_with("0b") || digits.starts_with("0o");
    radix
        || lower.parse::<f64>().is_ok()
        || digits.replace(['_', ','], "").parse::<f64>().is_ok()
        || digits.split(':').all(|part| part.parse::<f64>().is_ok())
        || (digits.len() >= 8
            && digits
                .get(..4)
                .is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
            && digits
                .bytes()
                .all(|b| b.is_ascii_digit() || b"-:.tz+ ".contains(&b)))
}

/// Whether a text needs no quotes.
fn is_plain(value: &str) -> bool {
    let first = value.chars().next().unwrap_or(' ');
    let second = value.chars().nth(1);
    let begins = match first {
        '-' | '?' | ':' => second.is_some_and(|c| c != ' '),
        c => !"#,[]{}&*!|>'\"%@` ".contains(c),
    };
    begins
        && !value.ends_with([' ', ':'])
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.starts_with("---")
        && !value.starts_with("...")
}

/// A text on as many lines as it needs: broken at the first space past the width.
fn folded(value: &str, indent: usize, text: &mut String, quoted: bool) {
    let mut column = column(text);
    let mut characters = value.chars().peekable();
    let mut before = '\0';
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let breaks = character == ' '
            && column > WIDTH
            && before != ' '
            && after != ' '
            && (before != '\0' || !quoted);
        if breaks {
            text.push('\n');
            pad(indent.saturating_add(STEP), text);
            column = indent.saturating_add(STEP);
        } else {
            text.push(character);
            column = column.saturating_add(1);
        }
        before = character;
    }
}

fn double_quoted(value: &str, text: &mut String) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() || ('\u{80}'..'\u{a0}').contains(&c) => {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\x{:02X}", u32::from(c));
            }
            c @ ('\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(text, "\\u{:04X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// Several lines as they are.
fn block(value: &str, indent: usize, text: &mut String) {
    text.push('|');
    if value.starts_with([' ', '\n']) {
        text.push('2');
    }
    let body = value.strip_suffix('\n');
    match body {
        None => text.push('-'),
        Some(body) if body.ends_with('\n') || body.is_empty() => text.push('+'),
        Some(_) => {}
    }
    for line in body.unwrap_or(value).split('\n') {
        text.push('\n');
        if !line.is_empty() {
            pad(indent.saturating_add(STEP), text);
            text.push_str(line);
        }
    }
}

fn pad(indent: usize, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', indent));
}

/// How many characters the last line has.
fn column(text: &str) -> usize {
    text.rsplit('\n').next().unwrap_or_default().chars().count()
}

/// How far in the next level stands.
const STEP: usize = 2;

/// Where long lines are folded.
const WIDTH: usize = 80;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_as_kubectl_writes_them() {
        let cases = [
            (
                json!({"a": {}, "b": [], "c": null}),
                "a: {}\nb: []\nc: null\n",
            ),
            (
                json!({"a": ["x", {"b": 1, "c": "2"}]}),
                "a:\n- x\n- b: 1\n  c: \"2\"\n",
            ),
            (json!({"s": "True"}), "s: \"True\"\n"),
            (json!({"s": ""}), "s: \"\"\n"),
            (
                json!({"t": "2022-03-09T10:00:00Z"}),
                "t: \"2022-03-09T10:00:00Z\"\n",
            ),
            (json!({"d": "2160h0m0s"}), "d: 2160h0m0s\n"),
            (json!({"ip": "192.0.2.1"}), "ip: 192.0.2.1\n"),
            (json!({"name": "*.example.com"}), "name: '*.example.com'\n"),
            (json!({"m": "it's: so"}), "m: 'it''s: so'\n"),
            (json!({"u": "https://a.test/x"}), "u: https://a.test/x\n"),
            (json!({"name": "中文"}), "name: 中文\n"),
            (json!({"p": "a\nb\n"}), "p: |\n  a\n  b\n"),
            (json!({"p": "a\nb"}), "p: |-\n  a\n  b\n"),
            (json!({"c": "a\u{7}"}), "c: \"a\\x07\"\n"),
        ];
        for (value, expected) in cases {
            assert_eq!(print(&value), expected, "{value}");
        }
    }

    #[test]
    fn a_long_line_is_folded_at_a_space() {
        let words = "word ".repeat(30);
        let value = json!({"status": {"message": words.trim_end()}});
        let text = print(&value);
        assert!(text.lines().count() > 2, "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= 86),
            "{text}"
        );
        assert_eq!(serde_norway::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn what_is_printed_is_read_again() {
        let texts = [
            "",
            " ",
            "~",
            "yes",
            "No",
            "0x1f",
            "1_000",
            "12:30:45",
            "1e3",
            ".5",
            "-",
            "- a",
            "a: b",
            "a #b",
            "#",
            "'",
            "\"",
            "\\",
            "\u{85}",
            "a\tb",
            "\n",
            "\n\n",
            " a\n b",
            "{a}",
            "[",
            "?x",
            "-1",
            "+.inf",
            "=",
            "<<",
            "---",
            "中 文: 好",
            "2022-05-08",
            "a\r\nb",
            "!t",
            "%",
            "@x",
        ];
        for text in texts {
            let value = json!({ text: [text, {"k": text}] });
            let printed = print(&value);
            let read: Value = serde_norway::from_str(&printed)
                .unwrap_or_else(|error| panic!("{text:?}: {error}\n{printed}"));
            assert_eq!(read, value, "{printed}");
        }
    }
}
