//! A lesson's text, in the language of the page.

use std::cell::Cell;
use std::rc::Rc;

use certlab::lab::lesson::Lesson;
use yew::prelude::*;

use super::own::{self, Source};
use crate::ui::i18n::{Locale, use_locale};
use crate::ui::platform;

/// A lesson as it is fetched.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Text {
    /// On its way.
    Loading,
    /// Not to be had.
    Missing,
    /// No lesson, and why.
    Bad(AttrValue),
    /// Here.
    Here(Rc<Lesson>),
}

/// Fetches a lesson, again when the language changes.
#[hook]
pub(crate) fn use_lesson(name: Option<&str>) -> Text {
    let locale = use_locale();
    // With the name, lest another lesson's text stand for this one.
    let text = use_state_eq(|| (None::<String>, Text::Loading));
    let setter = text.setter();
    use_effect_with((name.map(str::to_owned), locale), move |(name, locale)| {
        // An answer that comes after another lesson was asked for is late.
        let wanted = Rc::new(Cell::new(true));
        if let Some(name) = name.clone() {
            let language = match locale {
                Locale::En => "en",
                Locale::Zh => "zh",
            };
            let wanted = Rc::clone(&wanted);
            let source = own::source(&name, language);
            let done = Callback::from(move |text: Option<String>| {
                if wanted.get() {
                    let text = match text.as_deref().map(Lesson::read) {
                        Some(Ok(lesson)) => Text::Here(Rc::new(lesson)),
                        Some(Err(why)) => Text::Bad(why.to_string().into()),
                        None => Text::Missing,
                    };
                    setter.set((Some(name.clone()), text));
                }
            });
            match source {
                Source::Site(path) => platform::read_site(path, done),
                Source::Kept(text) => done.emit(text),
            }
        }
        move || wanted.set(false)
    });
    let (fetched, text) = &*text;
    if fetched.as_deref() == name {
        text.clone()
    } else {
        Text::Loading
    }
}
