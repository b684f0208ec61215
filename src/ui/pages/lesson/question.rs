//! The question that closes a lesson; each answer explains itself.

use certlab::lab::lesson::{Choice, Question};
use yew::prelude::*;

use crate::ui::i18n::{Lesson, use_locale};
use crate::ui::platform::use_engine;

/// What is asked.
#[derive(Properties, PartialEq)]
pub(super) struct QuestionViewProps {
    /// The question.
    pub(super) question: Question,
}

/// The question, its answers, and why the chosen one is right or not.
#[component]
pub(super) fn QuestionView(props: &QuestionViewProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let chosen = use_state_eq(|| None::<usize>);
    let answers = props.question.answers();
    let answer = (*chosen).and_then(|index| answers.get(index));
    html! {
        <section class="lesson-question" data-testid="lesson-question">
            <h3>{ locale.say(Lesson::Question) }</h3>
            <p>{ props.question.text.as_str().to_owned() }</p>
            <ul>
                { for answers.iter().enumerate().map(|(index, choice)| {
                    let (choose, engine, is_right) = (chosen.setter(), engine.clone(), choice.right);
                    let onclick = Callback::from(move |_: MouseEvent| {
                        choose.set(Some(index));
                        if is_right {
                            engine.finish_lesson();
                        }
                    });
                    html! {
                        <li key={index}>
                            <button
                                type="button"
                                data-testid={format!("answer-{index}")}
                                aria-pressed={(*chosen == Some(index)).to_string()}
                                {onclick}
                            >
                                { choice.text.as_str().to_owned() }
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <div role="status">
                if let Some(Choice { why, right, .. }) = answer {
                    <p data-testid="lesson-why" data-right={right.to_string()}>
                        <strong class={if *right { "good" } else { "bad" }}>
                            { locale.say(if *right { Lesson::Right } else { Lesson::Wrong }) }
                        </strong>
                        { " " }
                        { why.as_str().to_owned() }
                    </p>
                }
            </div>
        </section>
    }
}
