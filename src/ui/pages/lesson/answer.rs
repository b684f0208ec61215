//! A step's question, to be answered in words.

use certlab::lab::lesson::Deed;
use yew::prelude::*;

use crate::ui::i18n::{Lesson, use_locale};
use crate::ui::platform::{self, use_engine};

/// A field for the answer; the right one ends the step.
#[component]
pub(super) fn AnswerField() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let typed = use_state_eq(String::new);
    let given = engine.last_answer();
    let is_wrong = given.is_some_and(|given| given == typed.trim());
    let oninput = {
        let setter = typed.setter();
        Callback::from(move |event: InputEvent| setter.set(platform::input_value(&event)))
    };
    let onsubmit = {
        let (typed, engine) = (typed.clone(), engine.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let answer = typed.trim();
            if !answer.is_empty() {
                engine.did(Deed::Answer(answer.to_owned()));
            }
        })
    };
    html! {
        <form class="lesson-answer" {onsubmit}>
            <label for="lesson-answer" class="small quiet">{ locale.say(Lesson::Answer) }</label>
            <input
                id="lesson-answer"
                class="value"
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="lesson-answer-wrong"
                data-testid="lesson-answer"
                value={(*typed).clone()}
                {oninput}
            />
            <button type="submit" data-testid="lesson-check">{ locale.say(Lesson::Check) }</button>
            <p id="lesson-answer-wrong" role="status">
                if is_wrong {
                    <span class="bad" data-testid="lesson-not-yet">{ locale.say(Lesson::LookAgain) }</span>
                }
            </p>
        </form>
    }
}
