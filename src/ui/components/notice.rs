//! A passage that stands out.

use yew::prelude::*;

/// How a passage is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something to know.
    Plain,
    /// Something went wrong.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "notice",
            Self::Bad => "notice notice-bad",
        }
    }
}

/// What a passage holds.
#[derive(Properties, PartialEq)]
pub(crate) struct NoticeProps {
    /// How it is meant.
    pub(crate) tone: Tone,
    /// Its content.
    pub(crate) children: Html,
}

/// A passage that stands out.
#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    html! { <div class={props.tone.class()}>{ props.children.clone() }</div> }
}
