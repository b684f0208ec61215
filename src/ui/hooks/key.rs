//! Keys that work all over the page.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::platform;

/// Hears a key pressed anywhere but where text is typed; `heard` says whether
/// it was for it.
#[hook]
pub(crate) fn use_key(heard: impl Fn(&str) -> bool + 'static) {
    let latest = use_mut_ref(|| None::<Rc<dyn Fn(&str) -> bool>>);
    *latest.borrow_mut() = Some(Rc::new(heard));
    use_effect_with((), move |()| {
        let listener = platform::on_key(move |key| {
            let heard = latest.borrow().clone();
            heard.is_some_and(|heard| heard(key))
        });
        move || drop(listener)
    });
}
