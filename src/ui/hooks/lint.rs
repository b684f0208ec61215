//! The words for the rules of lint, in the language of the page.

use std::rc::Rc;

use certlab::x509::lint::Words;
use yew::prelude::*;

use crate::ui::i18n::{Locale, use_locale};
use crate::ui::platform;

/// Fetches the words once they are wanted, again when the language changes; none as long
/// as they are not here.
#[hook]
pub(crate) fn use_lint_words(wanted: bool) -> Option<Rc<Words>> {
    let locale = use_locale();
    let words = use_state_eq(|| None::<Rc<Words>>);
    let setter = words.setter();
    use_effect_with((wanted, locale), move |(wanted, locale)| {
        if !wanted {
            return;
        }
        let file = match locale {
            Locale::En => "lint/en.json",
            Locale::Zh => "lint/zh.json",
        };
        platform::read_site(
            file.to_owned(),
            Callback::from(move |text: Option<String>| {
                setter.set(text.and_then(|text| Words::read(&text)).map(Rc::new));
            }),
        );
    });
    (*words).clone()
}
