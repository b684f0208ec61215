//! A text whose terms lead to their meaning, beside the work.

use certlab::lab::glossary::Glossary;
use certlab::lab::lesson::Piece;
use yew::prelude::*;

use super::TermLink;
use crate::ui::hooks::{Shelf, use_reader};
use crate::ui::i18n::{Locale, use_locale};

/// What is said.
#[derive(Properties, PartialEq)]
pub(crate) struct ExplainedProps {
    /// The text.
    pub(crate) text: AttrValue,
}

/// A text; each term that it names is a link, once.
#[component]
pub(crate) fn Explained(props: &ExplainedProps) -> Html {
    let reader = use_reader();
    let Shelf::Here(glossary) = &reader.shelf else {
        return html! { <>{ props.text.clone() }</> };
    };
    let pieces = glossary.pieces(&props.text);
    html! {
        <>
            { for pieces.into_iter().map(|piece| match piece {
                Piece::Plain(words) => html! { <>{ words.to_owned() }</> },
                Piece::Term { id, words } => html! {
                    <TermLink id={id.to_owned()}>{ words.to_owned() }</TermLink>
                },
            }) }
        </>
    }
}

/// A sign beside a label that leads to the term which the label names; nothing if it names none.
#[component]
pub(crate) fn TermMark(props: &ExplainedProps) -> Html {
    let locale = use_locale();
    let reader = use_reader();
    let Shelf::Here(glossary) = &reader.shelf else {
        return Html::default();
    };
    let Some(id) = first(glossary, &props.text) else {
        return Html::default();
    };
    let name = glossary.get(id).map(|term| match locale {
        Locale::En => term.en.clone(),
        Locale::Zh => term.zh.clone(),
    });
    html! {
        <button
            type="button"
            class="term-mark"
            aria-label={name.clone()}
            title={name}
            data-testid={format!("term-{id}")}
            onclick={reader.show(id.to_owned())}
        >
            { "?" }
        </button>
    }
}

fn first<'a>(glossary: &'a Glossary, text: &'a str) -> Option<&'a str> {
    glossary
        .pieces(text)
        .into_iter()
        .find_map(|piece| match piece {
            Piece::Term { id, .. } => Some(id),
            Piece::Plain(_) => None,
        })
}
