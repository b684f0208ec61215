//! A button that copies a value.

use yew::prelude::*;

use super::{Icon, icon};
use crate::ui::i18n::{Shell, use_locale};
use crate::ui::platform::{self, Timeout};

/// What a copy button needs.
#[derive(Properties, PartialEq)]
pub(crate) struct CopyButtonProps {
    /// What is copied.
    pub(crate) value: AttrValue,
    /// What it is, for the button's accessible name.
    pub(crate) what: AttrValue,
    /// Test id.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// Copies a value, and says for a moment whether that worked.
#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    let locale = use_locale();
    let outcome = use_state_eq(|| None::<bool>);
    {
        let setter = outcome.setter();
        use_effect_with(*outcome, move |outcome| {
            let timer = outcome.map(|_| Timeout::new(SHOWN_MS, move || setter.set(None)));
            move || drop(timer)
        });
    }
    let onclick = {
        let (value, setter) = (props.value.clone(), outcome.setter());
        Callback::from(move |_| {
            let setter = setter.clone();
            platform::copy(
                &value,
                Callback::from(move |worked| setter.set(Some(worked))),
            );
        })
    };
    let (sign, word) = match *outcome {
        None => (Icon::Copy, Shell::Copy),
        Some(true) => (Icon::Done, Shell::Copied),
        Some(false) => (Icon::Close, Shell::CopyFailed),
    };
    html! {
        <button
            type="button"
            class="button-plain"
            aria-label={locale.say(Shell::CopyWhat(props.what.to_string()))}
            data-testid={props.testid.clone()}
            {onclick}
        >
            { icon(sign) }
            <span aria-live="polite">{ locale.say(word) }</span>
        </button>
    }
}

const SHOWN_MS: u32 = 1600;
