//! What is asked before manifests or a command line reach production.

use yew::prelude::*;

use crate::ui::i18n::{Picker, Shell, use_locale};
use crate::ui::platform::use_engine;

/// What production means, and the act of agreeing to it; nothing unless
/// something waits for that.
#[component]
pub(crate) fn ProductionGuard() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    if !engine.holds {
        return Html::default();
    }
    let answer = |agreed: bool| {
        let engine = engine.clone();
        Callback::from(move |_: MouseEvent| engine.answer_guard(agreed))
    };
    html! {
        <div
            class="field guard guard-asked"
            role="alertdialog"
            aria-labelledby="guard-title"
            data-testid="production-asked"
        >
            <p id="guard-title"><strong>{ locale.say(Picker::Production) }</strong></p>
            <ul>
                { for [Picker::Limits, Picker::Logged, Picker::NoRenewal].map(|text| html! {
                    <li>{ locale.say(text) }</li>
                }) }
            </ul>
            <div class="actions">
                <button
                    type="button"
                    class="button-primary"
                    data-testid="production-agree"
                    onclick={answer(true)}
                >
                    { locale.say(Picker::Agree) }
                </button>
                <button type="button" data-testid="production-cancel" onclick={answer(false)}>
                    { locale.say(Shell::Cancel) }
                </button>
            </div>
        </div>
    }
}
