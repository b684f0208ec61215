//! A sheet for the class: a lesson on paper, with room to write.

use std::collections::BTreeSet;

use certlab::lab::glossary::Glossary;
use certlab::lab::lesson::{Lesson as Content, Piece, Words};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::hooks::{Shelf, Text, use_lesson, use_reader};
use crate::ui::i18n::{Lesson, Locale, use_locale};
use crate::ui::platform;
use crate::ui::routes::Route;

/// Which lesson.
#[derive(Properties, PartialEq)]
pub(crate) struct SheetProps {
    /// Its name.
    pub(crate) name: String,
}

/// The sheet of a lesson.
#[component]
pub(crate) fn SheetPage(props: &SheetProps) -> Html {
    let locale = use_locale();
    let reader = use_reader();
    let text = use_lesson(Some(&props.name));
    let Text::Here(lesson) = &text else {
        return html! { <p class="quiet" role="status">{ locale.say(Lesson::Loading) }</p> };
    };
    let address = platform::address_of(
        &Route::Lesson {
            name: props.name.clone(),
        }
        .to_path(),
    );
    html! {
        <article class="sheet" data-testid="sheet">
            <p class="actions sheet-tools">
                <button type="button" class="button-primary" data-testid="sheet-print" onclick={Callback::from(|_: MouseEvent| platform::print())}>
                    { locale.say(Lesson::Print) }
                </button>
                <a href={format!("#{}", Route::Lessons.to_path())}>{ locale.say(Lesson::Others) }</a>
            </p>
            <p class="sheet-name">{ locale.say(Lesson::SheetName) }</p>
            <h1>{ lesson.title.as_str().to_owned() }</h1>
            <p class="lead">{ lesson.lead.as_str().to_owned() }</p>
            <p class="small">
                { locale.say(Lesson::Minutes(lesson.minutes)) }
                { " · " }
                { locale.say(Lesson::SheetLink) }
                { " " }
                <span class="value" lang="en">{ address }</span>
            </p>
            <ol>
                { for lesson.steps().iter().enumerate().map(|(index, step)| html! {
                    <li key={index}>
                        <h2>{ step.title.as_str().to_owned() }</h2>
                        <p>{ plain(&step.text) }</p>
                        <p class="sheet-line" aria-hidden="true"></p>
                    </li>
                }) }
            </ol>
            <h2>{ locale.say(Lesson::Question) }</h2>
            <p>{ plain(&lesson.question.text) }</p>
            <ul class="sheet-answers">
                { for lesson.question.answers().iter().enumerate().map(|(index, choice)| html! {
                    <li key={index}>{ plain(&choice.text) }</li>
                }) }
            </ul>
            if let Shelf::Here(glossary) = &reader.shelf {
                { terms(lesson, glossary, locale) }
            }
        </article>
    }
}

/// The terms that the steps name, with what they mean.
fn terms(lesson: &Content, glossary: &Glossary, locale: Locale) -> Html {
    let texts = lesson.steps().iter().map(|step| &step.text);
    let ids: BTreeSet<&str> = texts
        .flat_map(Words::pieces)
        .filter_map(|piece| match piece {
            Piece::Term { id, .. } => Some(id),
            Piece::Plain(_) => None,
        })
        .collect();
    html! {
        <>
            <h2>{ locale.say(Lesson::SheetTerms) }</h2>
            <dl class="sheet-terms">
                { for ids.into_iter().filter_map(|id| glossary.get(id)).map(|term| {
                    let (name, other, means) = match locale {
                        Locale::En => (&term.en, &term.zh, &term.means_en),
                        Locale::Zh => (&term.zh, &term.en, &term.means_zh),
                    };
                    let other_tag = match locale {
                        Locale::En => Locale::Zh.tag(),
                        Locale::Zh => Locale::En.tag(),
                    };
                    html! {
                        <div key={term.id.clone()}>
                            <dt>{ name.clone() }{ " " }<span class="term-other" lang={other_tag}>{ other.clone() }</span></dt>
                            <dd>{ means.clone() }</dd>
                        </div>
                    }
                }) }
            </dl>
        </>
    }
}

/// A text without its links.
fn plain(text: &Words) -> String {
    text.pieces()
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(words) | Piece::Term { words, .. } => words,
        })
        .collect()
}
