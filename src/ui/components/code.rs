//! A block of text from elsewhere: long values are folded, all of it is copied.

use yew::prelude::*;

use super::CopyButton;
use crate::ui::i18n::{Inspect, use_locale};

/// What a block needs.
#[derive(Properties, PartialEq)]
pub(crate) struct CodeProps {
    /// The text.
    pub(crate) text: AttrValue,
    /// What it is, for the accessible names of its buttons.
    pub(crate) what: AttrValue,
    /// Test id of the copy button.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// Text in lines, with a button that copies it and one that unfolds it.
#[component]
pub(crate) fn Code(props: &CodeProps) -> Html {
    let locale = use_locale();
    let whole = use_state_eq(|| false);
    let folded = fold(&props.text);
    let toggle = {
        let whole = whole.clone();
        Callback::from(move |_: MouseEvent| whole.set(!*whole))
    };
    let word = if *whole {
        Inspect::Fold
    } else {
        Inspect::Unfold
    };
    html! {
        <div class="code-block">
            <div class="code-tools">
                if folded.is_some() {
                    <button type="button" class="button-plain" data-testid="unfold" onclick={toggle}>
                        { locale.say(word) }
                    </button>
                }
                <CopyButton value={props.text.clone()} what={props.what.clone()} testid={props.testid.clone()} />
            </div>
            <pre class="code" tabindex="0" aria-label={props.what.clone()} role="group">
                { folded.filter(|_| !*whole).map_or_else(|| props.text.clone(), AttrValue::from) }
            </pre>
        </div>
    }
}

/// The text with its long lines cut; `None` if it has none.
fn fold(text: &str) -> Option<String> {
    let is_long = |line: &str| line.chars().nth(LONGEST).is_some();
    if !text.lines().any(is_long) {
        return None;
    }
    let lines = text.lines().map(|line| {
        let more = line.chars().count().saturating_sub(KEPT);
        if is_long(line) {
            let head: String = line.chars().take(KEPT).collect();
            format!("{head}… (+{more})")
        } else {
            line.to_owned()
        }
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// A longer line is folded.
const LONGEST: usize = 140;
/// So much of it is still shown.
const KEPT: usize = 72;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_lines_are_cut_and_say_by_how_much() {
        assert_eq!(fold("a: 1\nb: 2\n"), None);
        let text = format!("key: short\ntls.crt: {}\nend: 1", "证".repeat(200));
        let folded = fold(&text).unwrap();
        let lines: Vec<&str> = folded.lines().collect();
        assert_eq!(lines.len(), 3);
        assert_eq!((lines[0], lines[2]), ("key: short", "end: 1"));
        assert!(lines[1].ends_with("… (+137)"), "{}", lines[1]);
    }
}
