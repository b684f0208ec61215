//! A lesson's text, in the language of the page.

use std::cell::Cell;
use std::rc::Rc;

use certlab::lab::lesson::Lesson;
use yew::prelude::*;

use crate::ui::i18n::{Locale, use_locale};
use crate::ui::platform;

/// A lesson as it is fetched.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Text {
    /// On its way.
    Loading,
    /// Not to be had.
    Missing,
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
            platform::read_site(
                format!("lessons/{name}.{language}.json"),
                Callback::from(move |text: Option<String>| {
                    if wanted.get() {
                        let lesson = text.and_then(|text| Lesson::read(&text).ok());
                        let text = lesson.map_or(Text::Missing, |read| Text::Here(Rc::new(read)));
                        setter.set((Some(name.clone()), text));
                    }
                }),
            );
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
