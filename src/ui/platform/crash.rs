//! A crash is an event, not the end.
//!
//! After a panic the program's memory is not to be trusted: what borrows it may
//! never be given back. So the panic leaves its report in the tab's session storage
//! and loads the page anew. The new program finds the report, shows it instead of
//! the lab, and can read the saved workspace with a clear head.

use std::panic::PanicHookInfo;

use certlab::clock::Timestamp;
use gloo_events::EventListener;
use web_sys::Storage;

use super::dom;

/// Has every panic reported, and hears the hidden switch.
pub(crate) fn watch_for_crash() {
    // Yew sets a hook of its own unless it is given one.
    yew::set_custom_panic_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        leave(&report(info));
    }));
    if let Some(window) = web_sys::window() {
        // It lasts as long as the page.
        EventListener::new(&window, SWITCH, |_| crash()).forget();
    }
}

/// What the last program of this tab reported before it ended.
pub(crate) fn crash_report() -> Option<String> {
    session_storage()?.get_item(REPORT).ok()?
}

/// Forgets the report and opens the lab again.
pub(crate) fn after_crash() {
    if let Some(storage) = session_storage() {
        // Where nothing can be removed there was nothing to be found.
        let _ = storage.remove_item(REPORT);
    }
    dom::reload();
}

/// The hidden switch: what a test, and nobody else, sets off. The text in quotes stands
/// for something private.
#[expect(clippy::panic, reason = "this is what it is for")]
fn crash() {
    panic!("the hidden switch was set off with \"a private word\"");
}

fn leave(report: &str) {
    let Some(storage) = session_storage() else {
        return;
    };
    // A program that crashes before it is shown must not load itself for ever.
    let is_first = !matches!(storage.get_item(REPORT), Ok(Some(_)));
    if storage.set_item(REPORT, report).is_ok() && is_first {
        dom::reload();
    }
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map(ToString::to_string);
    let message = info.payload_as_str().unwrap_or_default();
    written(
        message,
        place.as_deref().unwrap_or("?"),
        &dom::browser(),
        dom::now(),
    )
}

fn written(message: &str, place: &str, browser: &str, at: Timestamp) -> String {
    format!(
        "Certificate Lab {}\nat {place}\n{}\n{}\n{browser}\n",
        env!("CARGO_PKG_VERSION"),
        without_data(message),
        at.rfc3339(),
    )
}

/// The first line of a message, without what stands in quotes: `Debug` writes every
/// text of a person between them, so that no name, token or key is in a report.
fn without_data(message: &str) -> String {
    let mut kept = String::new();
    let mut quoted = false;
    let mut escaped = false;
    for c in message.lines().next().unwrap_or_default().chars() {
        match c {
            '"' if !escaped => {
                quoted = !quoted;
                kept.push_str(if quoted { "\"…" } else { "\"" });
            }
            _ if quoted => {}
            _ => kept.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    let words = kept.split_whitespace().map(|word| {
        if word.chars().count() > LONGEST_WORD {
            "…"
        } else {
            word
        }
    });
    let words: Vec<&str> = words.collect();
    words.join(" ").chars().take(MOST_CHARACTERS).collect()
}

fn session_storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

const SWITCH: &str = "certlab-crash-test";

const REPORT: &str = "crash";

/// Longer ones are keys, tokens or addresses, and no words.
const LONGEST_WORD: usize = 48;

const MOST_CHARACTERS: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_no_text_of_a_person() {
        for (message, expected) in [
            ("index out of bounds: 3", "index out of bounds: 3"),
            ("no \"s3cret\" here", "no \"…\" here"),
            (r#"Err("a \"b\" c") and "more"#, r#"Err("…") and "…"#),
            ("first\n-----BEGIN PRIVATE KEY-----", "first"),
            (
                "token eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0 end",
                "token … end",
            ),
            ("", ""),
        ] {
            assert_eq!(without_data(message), expected);
        }
    }

    #[test]
    fn a_report_says_where_and_when() {
        let report = written(
            "it broke",
            "src/a.rs:1:2",
            "A browser",
            Timestamp::default(),
        );
        let lines: Vec<&str> = report.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "at src/a.rs:1:2",
                "it broke",
                "1970-01-01T00:00:00Z",
                "A browser"
            ]
        );
    }
}
