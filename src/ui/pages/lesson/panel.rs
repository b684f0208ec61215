//! The open lesson beside the work: its steps, of which each is done when the
//! bench shows it.

use certlab::lab::World;
use certlab::lab::lesson::{Lesson as Content, Piece, Step, Words};
use yew::prelude::*;
use yew_router::prelude::*;

use super::question::QuestionView;
use crate::ui::components::{Icon, TermLink, icon};
use crate::ui::hooks::{Text, use_lesson, use_pupil};
use crate::ui::i18n::{Lesson, Locale, Shell, use_locale};
use crate::ui::platform::use_engine;
use crate::ui::routes::Route;
use crate::ui::store::{Progress, Pupil};

/// The open lesson; nothing if there is none.
#[component]
pub(crate) fn LessonPanel() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let pupil = use_pupil();
    let route = use_route::<Route>();
    let progress = pupil.progress.clone();
    let text = use_lesson(progress.lesson.as_deref());
    let named = match &route {
        Some(Route::Lesson { name }) => Some(name.clone()),
        _ => None,
    };
    {
        let (pupil, engine) = (pupil.clone(), engine.clone());
        use_effect_with(named, move |named| {
            if let Some(name) = named {
                pupil.set.emit(pupil.progress.with(name));
                // Lessons are held where everything answers at once.
                if engine.is_now() && engine.world() != World::Practice {
                    engine.switch_world(World::Practice);
                }
            }
        });
    }
    let step = match &text {
        Text::Here(lesson) => lesson.steps().get(progress.done).cloned(),
        Text::Loading | Text::Missing => None,
    };
    let watched = engine.is_now() && engine.world() == World::Practice;
    let is_met = watched
        && progress.begun > progress.done
        && step
            .as_ref()
            .is_some_and(|step| step.goal.is_met(&engine.lab));
    let is_new = watched && step.is_some() && progress.begun <= progress.done;
    {
        let (pupil, progress) = (pupil.clone(), progress.clone());
        let at = (progress.lesson.clone(), progress.done, is_met, is_new);
        use_effect_with(at, move |(_, done, is_met, is_new)| {
            if *is_new {
                let actions = step.as_ref().and_then(|step| step.actions().ok());
                for action in actions.unwrap_or_default() {
                    engine.dispatch(action);
                }
                pupil.set.emit(Progress {
                    begun: done.saturating_add(1),
                    ..progress
                });
            } else if *is_met {
                pupil.set.emit(Progress {
                    done: done.saturating_add(1),
                    ..progress
                });
            }
        });
    }
    if progress.lesson.is_none() {
        return Html::default();
    }
    let body = match &text {
        Text::Loading => {
            html! { <p class="quiet" role="status">{ locale.say(Lesson::Loading) }</p> }
        }
        Text::Missing => html! { <p role="alert">{ locale.say(Lesson::Missing) }</p> },
        Text::Here(lesson) => body(lesson, &progress, locale),
    };
    html! {
        <aside
            class="drawer lesson"
            aria-label={locale.say(Lesson::Title)}
            data-testid="lesson"
            data-done={progress.done.to_string()}
        >
            { head(&pupil, locale) }
            { body }
            <Afresh />
        </aside>
    }
}

fn head(pupil: &Pupil, locale: Locale) -> Html {
    let close = {
        let pupil = pupil.clone();
        Callback::from(move |_: MouseEvent| {
            pupil.set.emit(Progress {
                lesson: None,
                ..pupil.progress.afresh()
            });
        })
    };
    html! {
        <div class="drawer-head">
            <a class="small" href={format!("#{}", Route::Lessons.to_path())}>
                { locale.say(Lesson::Others) }
            </a>
            <a
                class="button button-plain"
                role="button"
                href={format!("#{}", Route::Lab.to_path())}
                data-testid="lesson-close"
                aria-label={locale.say(Shell::Close)}
                title={locale.say(Shell::Close)}
                onclick={close}
            >
                { icon(Icon::Close) }
            </a>
        </div>
    }
}

fn body(lesson: &Content, progress: &Progress, locale: Locale) -> Html {
    html! {
        <>
            <h2>{ lesson.title.as_str().to_owned() }</h2>
            <p class="quiet lead">{ lesson.lead.as_str().to_owned() }</p>
            <ol class="lesson-steps">
                { for lesson.steps().iter().enumerate().map(|(index, step)| {
                    self::step(index, step, progress.done, locale)
                }) }
            </ol>
            if progress.done >= lesson.steps().len() {
                <QuestionView question={lesson.question.clone()} />
            }
        </>
    }
}

fn step(index: usize, step: &Step, done: usize, locale: Locale) -> Html {
    let is_current = index == done;
    html! {
        <li
            key={index}
            class={classes!((index < done).then_some("lesson-done"), is_current.then_some("lesson-now"))}
            aria-current={is_current.then_some("step")}
        >
            <h3>
                if index < done {
                    <span class="good">{ icon(Icon::Done) }</span>
                }
                { step.title.as_str().to_owned() }
            </h3>
            if is_current {
                <p>{ rich(&step.text) }</p>
                <p class="small quiet">{ locale.say(Lesson::Watching) }</p>
                <HintList key={index} hints={step.hints().to_vec()} />
            }
        </li>
    }
}

/// A text, with the words that lead to terms.
fn rich(text: &Words) -> Html {
    text.pieces()
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(words) => html! { <>{ words.to_owned() }</> },
            Piece::Term { id, words } => html! {
                <TermLink id={id.to_owned()}>{ words.to_owned() }</TermLink>
            },
        })
        .collect()
}

/// The hints of a step.
#[derive(Properties, PartialEq)]
struct HintListProps {
    hints: Vec<Words>,
}

/// Hints, one after another, as they are asked for.
#[component]
fn HintList(props: &HintListProps) -> Html {
    let locale = use_locale();
    let shown = use_state_eq(|| 0_usize);
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(shown.saturating_add(1)))
    };
    html! {
        <>
            <ul class="lesson-hints" data-testid="lesson-hints">
                { for props.hints.iter().take(*shown).enumerate().map(|(index, hint)| html! {
                    <li key={index}>{ rich(hint) }</li>
                }) }
            </ul>
            if *shown < props.hints.len() {
                <button type="button" data-testid="lesson-hint" onclick={more}>
                    { locale.say(Lesson::Hint) }
                </button>
            }
        </>
    }
}

/// Begins the lesson again on an empty bench, after asking.
#[component]
fn Afresh() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let pupil = use_pupil();
    let asking = use_state_eq(|| false);
    let set = |value: bool| {
        let setter = asking.setter();
        Callback::from(move |_: MouseEvent| setter.set(value))
    };
    if !*asking {
        return html! {
            <p class="lesson-foot">
                <button type="button" class="button-plain" data-testid="lesson-afresh" onclick={set(true)}>
                    { locale.say(Lesson::Afresh) }
                </button>
            </p>
        };
    }
    let sure = {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| {
            asking.set(false);
            engine.start_over();
            pupil.set.emit(pupil.progress.afresh());
        })
    };
    html! {
        <div class="question lesson-foot" role="alertdialog" aria-label={locale.say(Lesson::Afresh)}>
            <span class="small">{ locale.say(Shell::StartOverSure) }</span>
            <button type="button" class="button-danger" data-testid="lesson-afresh-yes" onclick={sure}>
                { locale.say(Shell::StartOverYes) }
            </button>
            <button type="button" onclick={set(false)}>{ locale.say(Shell::Cancel) }</button>
        </div>
    }
}
