//! The open lesson beside the work: its steps, of which each is done when the
//! bench shows it.

use certlab::lab::World;
use certlab::lab::lesson::{Deed, Lesson as Content, Piece, Progress, Step, Words};
use yew::prelude::*;
use yew_router::prelude::*;

use super::answer::AnswerField;
use super::question::QuestionView;
use crate::ui::components::{Icon, TermLink, icon};
use crate::ui::hooks::{Text, use_key, use_lesson};
use crate::ui::i18n::{Lesson, Locale, Shell, use_locale};
use crate::ui::platform::engine::moment_of;
use crate::ui::platform::{self, EngineHandle, use_engine};
use crate::ui::routes::Route;

/// The open lesson; nothing if there is none.
#[component]
pub(crate) fn LessonPanel() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let route = use_route::<Route>();
    let named = match &route {
        Some(Route::Lesson { name }) => Some(name.clone()),
        _ => None,
    };
    // A lesson is opened when its text is here, which says where it is held.
    let is_other = named.is_some() && named != engine.progress.lesson;
    let shown = if is_other {
        named.clone()
    } else {
        engine.progress.lesson.clone()
    };
    let text = use_lesson(shown.as_deref());
    let lesson = match &text {
        Text::Here(lesson) => Some(lesson),
        Text::Loading | Text::Missing | Text::Bad(_) => None,
    };
    use_opening(&engine, named, lesson.map(|lesson| lesson.world));
    let begun = lesson.filter(|_| !is_other);
    use_deeds(&engine, route.as_ref());
    use_steps(&engine, begun.map(AsRef::as_ref));
    let seen = use_seen(
        engine.progress.done,
        lesson.map_or(0, |lesson| lesson.steps().len()),
    );
    if shown.is_none() {
        return Html::default();
    }
    let progress = &engine.progress;
    let body = match &text {
        Text::Loading => {
            html! { <p class="quiet" role="status">{ locale.say(Lesson::Loading) }</p> }
        }
        Text::Missing => html! { <p role="alert">{ locale.say(Lesson::Missing) }</p> },
        Text::Bad(why) => html! {
            <div role="alert">
                <p class="bad">{ locale.say(Lesson::OwnBad) }</p>
                <p class="value" lang="en">{ why.clone() }</p>
            </div>
        },
        Text::Here(lesson) => body(lesson, &engine, seen, locale),
    };
    html! {
        <aside
            class="drawer lesson"
            aria-label={locale.say(Lesson::Title)}
            data-testid="lesson"
            data-name={progress.lesson.clone()}
            data-done={progress.done.to_string()}
            data-begun={progress.begun.to_string()}
        >
            { head(&engine, locale) }
            { body }
            if let Some(lesson) = lesson {
                <Afresh world={lesson.world} />
            }
        </aside>
    }
}

/// Begins the lesson that the address names, unless it is open already.
#[hook]
fn use_opening(engine: &EngineHandle, named: Option<String>, world: Option<World>) {
    let engine = engine.clone();
    let asked = (named, world, engine.is_read_only());
    use_effect_with(asked, move |(named, world, _)| {
        let (Some(name), Some(world)) = (named, world) else {
            return;
        };
        if engine.progress.lesson.as_ref() == Some(name) {
            engine.to_lesson(*world);
        } else {
            engine.begin_lesson(name, *world);
        }
    });
}

/// Tells the lesson what the pupil looks at.
#[hook]
fn use_deeds(engine: &EngineHandle, route: Option<&Route>) {
    let looked = match route {
        Some(Route::Object { kind, name, .. }) => Some(format!("{kind}/what/{name}")),
        Some(Route::View {
            kind, name, tab, ..
        }) => Some(format!("{kind}/{tab}/{name}")),
        _ => None,
    };
    let moment = (!engine.is_now())
        .then(|| {
            engine
                .lab
                .transcript()
                .last()
                .map(|entry| moment_of(entry).rfc3339())
        })
        .flatten();
    let begun = engine.progress.begun;
    {
        let engine = engine.clone();
        use_effect_with((looked, begun), move |(looked, _)| {
            if let Some(looked) = looked {
                engine.did(Deed::Look(looked.clone()));
            }
        });
    }
    let engine = engine.clone();
    use_effect_with((moment, begun), move |(moment, _)| {
        if let Some(moment) = moment {
            engine.did(Deed::Moment(moment.clone()));
        }
    });
}

/// Begins each step in its turn, and ends it when its goal is reached.
#[hook]
fn use_steps(engine: &EngineHandle, lesson: Option<&Content>) {
    let progress = engine.progress.clone();
    let step = lesson.and_then(|lesson| lesson.steps().get(progress.done).cloned());
    let is_held = lesson.is_some_and(|lesson| engine.is_lesson(lesson.world));
    let is_new = is_held && step.is_some() && !progress.has_begun();
    let is_met = is_held
        && progress.has_begun()
        && step.as_ref().is_some_and(|step| engine.is_met(&step.goal));
    let at = (progress.lesson.clone(), progress.done, is_new, is_met);
    let engine = engine.clone();
    use_effect_with(at, move |(_, _, is_new, is_met)| {
        let Some(step) = step else { return };
        if *is_new {
            engine.begin_step(step.bench, step.actions().unwrap_or_default());
        } else if *is_met {
            engine.finish_step();
        }
    });
}

/// The step that is read: the one to be done, unless the page is presented and another was
/// turned to.
#[hook]
fn use_seen(done: usize, steps: usize) -> usize {
    // With what was done then: the next step that is done takes the class along.
    let turned = use_state_eq(|| (done, done));
    let (at, seen) = *turned;
    let seen = if at == done { seen } else { done };
    use_key(move |key| {
        let last = steps.saturating_sub(1);
        let to = match key {
            "PageDown" | "]" => seen.saturating_add(1).min(last),
            "PageUp" | "[" => seen.saturating_sub(1),
            _ => return false,
        };
        let is_ours = steps > 0 && platform::is_presenting();
        if is_ours {
            turned.set((done, to));
        }
        is_ours
    });
    seen
}

fn head(engine: &EngineHandle, locale: Locale) -> Html {
    let close = {
        let engine = engine.clone();
        Callback::from(move |_: MouseEvent| engine.leave_lesson())
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

fn body(lesson: &Content, engine: &EngineHandle, seen: usize, locale: Locale) -> Html {
    let progress: &Progress = &engine.progress;
    html! {
        <>
            <h2>{ lesson.title.as_str().to_owned() }</h2>
            <p class="quiet lead">{ lesson.lead.as_str().to_owned() }</p>
            { elsewhere(lesson.world, engine, locale) }
            <ol class="lesson-steps">
                { for lesson.steps().iter().enumerate().map(|(index, step)| {
                    self::step(index, step, progress.done, seen, locale)
                }) }
            </ol>
            if progress.done >= lesson.steps().len() {
                <QuestionView key={lesson.title.as_str().to_owned()} question={lesson.question.clone()} />
            }
        </>
    }
}

/// Where the lesson is held, and the way there.
fn elsewhere(world: World, engine: &EngineHandle, locale: Locale) -> Html {
    if engine.is_lesson(world) {
        return match world {
            World::Practice => {
                html! { <p class="small quiet">{ locale.say(Lesson::OwnBench) }</p> }
            }
            World::Real => Html::default(),
        };
    }
    let back = {
        let engine = engine.clone();
        Callback::from(move |_: MouseEvent| engine.to_lesson(world))
    };
    html! {
        <p class="actions">
            <span class="small">{ locale.say(Lesson::Elsewhere) }</span>
            <button type="button" data-testid="lesson-bench" onclick={back}>
                { locale.say(Lesson::ToBench) }
            </button>
        </p>
    }
}

fn step(index: usize, step: &Step, done: usize, seen: usize, locale: Locale) -> Html {
    let is_current = index == done;
    let is_seen = index == seen;
    let watching = if !is_current {
        Html::default()
    } else if step.goal.is_answer() {
        html! { <AnswerField key={format!("answer-{index}")} /> }
    } else {
        html! { <p class="small quiet">{ locale.say(Lesson::Watching) }</p> }
    };
    html! {
        <li
            key={index}
            class={classes!((index < done).then_some("lesson-done"), is_seen.then_some("lesson-now"))}
            aria-current={is_current.then_some("step")}
        >
            <h3>
                if index < done {
                    <span class="good">{ icon(Icon::Done) }</span>
                }
                { step.title.as_str().to_owned() }
            </h3>
            if let Some(after) = step.after.as_ref().filter(|_| index.saturating_add(1) == done) {
                <p class="small" role="status" data-testid="lesson-after">{ rich(after) }</p>
            }
            if is_seen {
                <p>{ rich(&step.text) }</p>
                { watching }
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

/// Which lesson is to begin again.
#[derive(Properties, PartialEq)]
struct AfreshProps {
    /// Whose servers answer.
    world: World,
}

/// Begins the lesson again on an empty bench, after asking.
#[component]
fn Afresh(props: &AfreshProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let asking = use_state_eq(|| false);
    let set = |value: bool| {
        let setter = asking.setter();
        Callback::from(move |_: MouseEvent| setter.set(value))
    };
    let sure = {
        let (asking, world, engine) = (asking.setter(), props.world, engine.clone());
        Callback::from(move |_: MouseEvent| {
            asking.set(false);
            if let Some(lesson) = &engine.progress.lesson {
                engine.begin_lesson(lesson, world);
            }
        })
    };
    // Before a class one click is enough.
    let begin = {
        let (asking, sure) = (asking.setter(), sure.clone());
        Callback::from(move |event: MouseEvent| {
            if platform::is_presenting() {
                sure.emit(event);
            } else {
                asking.set(true);
            }
        })
    };
    if !*asking {
        return html! {
            <p class="lesson-foot">
                <button type="button" class="button-plain" data-testid="lesson-afresh" onclick={begin}>
                    { locale.say(Lesson::Afresh) }
                </button>
            </p>
        };
    }
    html! {
        <div class="question lesson-foot" role="alertdialog" aria-label={locale.say(Lesson::Afresh)}>
            <span class="small">{ locale.say(Lesson::AfreshSure) }</span>
            <button type="button" class="button-danger" data-testid="lesson-afresh-yes" onclick={sure}>
                { locale.say(Lesson::AfreshYes) }
            </button>
            <button type="button" onclick={set(false)}>{ locale.say(Shell::Cancel) }</button>
        </div>
    }
}
