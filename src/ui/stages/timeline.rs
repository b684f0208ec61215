//! The timeline: every event of the run on one line, and what lies ahead.

mod happened;
mod line;

use std::rc::Rc;

use certlab::lab::Entry;
use yew::prelude::*;

pub(crate) use self::happened::Happened;
pub(crate) use self::line::Ahead;
use self::line::{Line, ahead};
use crate::ui::components::{Icon, icon};
use crate::ui::hooks::use_now;
use crate::ui::i18n::{Locale, Timeline, use_locale};
use crate::ui::platform::engine::{Shown, Story, moment_of};
use crate::ui::platform::{self, EngineHandle, Interval, use_engine};

/// The timeline of the run on the screen.
#[component]
pub(crate) fn TimelineView() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let now = engine.now(use_now());
    let playing = use_state_eq(|| matches!(engine.shown, Shown::Recorded { moment: 0, .. }));
    let length = engine.length();
    let moment = engine.wanted().unwrap_or_else(|| engine.moment());
    let wound = engine.is_wound();
    let line = use_memo((length, story(&engine.shown)), |_| {
        Line::of(&engine.entries())
    });
    use_playing(&engine, &playing, moment, length);
    use_keys(&engine, &playing, moment);

    let go = {
        let (engine, playing) = (engine.clone(), playing.setter());
        Callback::from(move |moment: usize| {
            playing.set(false);
            engine.show(moment);
        })
    };
    let toggle = {
        let (engine, playing) = (engine.clone(), playing.clone());
        Callback::from(move |_: MouseEvent| {
            if !*playing && moment >= length {
                engine.show(0);
            }
            playing.set(!*playing);
        })
    };
    let step = |to: usize| go.reform(move |_: MouseEvent| to);
    html! {
        <section class="timeline" data-testid="timeline" data-wound={wound.to_string()} aria-busy={engine.wanted().map(|_| "true")} aria-label={locale.say(Timeline::Name)}>
            <div class="timeline-buttons" role="group" aria-label={locale.say(Timeline::Controls)}>
                { button("time-back", Icon::StepBack, Timeline::Back, moment == 0, step(moment.saturating_sub(1)), locale) }
                { button(
                    "time-play",
                    if *playing { Icon::Pause } else { Icon::Play },
                    if *playing { Timeline::Pause } else { Timeline::Play },
                    length == 0,
                    toggle,
                    locale,
                ) }
                { button("time-on", Icon::StepOn, Timeline::On, moment >= length, step(moment.saturating_add(1)), locale) }
            </div>
            { track(&engine, &line, moment, length, &go, locale) }
            { ahead_view(&engine, now, locale) }
        </section>
    }
}

/// Which run is on the screen.
fn story(shown: &Shown) -> Option<Story> {
    match shown {
        Shown::Recorded { story, .. } => Some(story.clone()),
        Shown::Now | Shown::Elsewhere | Shown::Past(_) => None,
    }
}

/// Steps on while playing, and stops at the end.
#[hook]
fn use_playing(
    engine: &EngineHandle,
    playing: &UseStateHandle<bool>,
    moment: usize,
    length: usize,
) {
    let (engine, setter) = (engine.clone(), playing.setter());
    // A long run is played in strides, so that it takes a minute and not an hour.
    let stride = length.div_ceil(LONGEST_PLAY).max(1);
    use_effect_with((**playing, moment), move |(playing, moment)| {
        let moment = *moment;
        let ticking = playing.then(|| {
            Interval::new(STEP_MS, move || {
                let next = moment.saturating_add(stride);
                engine.show(next);
                if next >= length {
                    setter.set(false);
                }
            })
        });
        move || drop(ticking)
    });
}

/// `,` and `.` step, `n` goes back to now, wherever no text is typed.
#[hook]
fn use_keys(engine: &EngineHandle, playing: &UseStateHandle<bool>, moment: usize) {
    let (engine, setter) = (engine.clone(), playing.setter());
    crate::ui::hooks::use_key(move |key| {
        match key {
            "," => engine.show(moment.saturating_sub(1)),
            "." => engine.show(moment.saturating_add(1)),
            // What a presenter's clicker sends.
            "PageUp" if platform::is_presenting() => engine.show(moment.saturating_sub(1)),
            "PageDown" if platform::is_presenting() => engine.show(moment.saturating_add(1)),
            "n" if !engine.is_now() => engine.back_to_now(),
            _ => return false,
        }
        setter.set(false);
        true
    });
}

fn button(
    id: &'static str,
    sign: Icon,
    name: Timeline,
    disabled: bool,
    onclick: Callback<MouseEvent>,
    locale: Locale,
) -> Html {
    let name = locale.say(name);
    html! {
        <button
            type="button"
            class="button-square"
            data-testid={id}
            aria-label={name.clone()}
            title={name}
            {disabled}
            {onclick}
        >
            { icon(sign) }
        </button>
    }
}

fn track(
    engine: &EngineHandle,
    line: &Rc<Line>,
    moment: usize,
    length: usize,
    go: &Callback<usize>,
    locale: Locale,
) -> Html {
    let scrub = {
        let (line, go) = (Rc::clone(line), go.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(place) = platform::dragged_to(&event) {
                go.emit(line.nearest(place));
            }
        })
    };
    let onkeydown = {
        let go = go.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => moment.saturating_sub(1),
                "ArrowRight" | "ArrowUp" => moment.saturating_add(1),
                "PageUp" => moment.saturating_sub(10),
                "PageDown" => moment.saturating_add(10),
                "Home" => 0,
                "End" => length,
                _ => return,
            };
            event.prevent_default();
            go.emit(to);
        })
    };
    let words = words(engine, moment, length, locale);
    html! {
        <div class="timeline-track">
            <div
                class="timeline-slider"
                role="slider"
                tabindex="0"
                aria-label={locale.say(Timeline::Moment)}
                aria-valuemin="0"
                aria-valuemax={length.to_string()}
                aria-valuenow={moment.to_string()}
                aria-valuetext={words.clone()}
                data-testid="time-slider"
                data-at={engine.lab.transcript().last().map(|entry| moment_of(entry).rfc3339())}
                onpointerdown={scrub.clone()}
                onpointermove={scrub}
                {onkeydown}
            >
                <svg viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
                    <path class="timeline-base" d="M0 30H1000" />
                    { for line.paths.iter().map(|(mark, path)| html! {
                        <path key={mark.class()} class={mark.class()} d={path.clone()} />
                    }) }
                </svg>
                { for line.pauses.iter().map(|pause| html! {
                    <span
                        key={pause.from.to_string()}
                        class="timeline-pause"
                        style={format!("left:{:.2}%;width:{:.2}%", pause.from * 100.0, (pause.to - pause.from) * 100.0)}
                        title={locale.say(Timeline::Gap(locale.span(pause.span)))}
                    >
                        { if pause.to - pause.from > WIDE { locale.span(pause.span) } else { String::new() } }
                    </span>
                }) }
                <span class="timeline-cursor" style={format!("left:{:.3}%", line.place(moment) * 100.0)} />
            </div>
            <p class="timeline-words small" data-testid="time-words">{ words }</p>
        </div>
    }
}

/// `23 of 118 · 2026-03-02 09:00:45 · answer to newOrder: 201`.
fn words(engine: &EngineHandle, moment: usize, length: usize, locale: Locale) -> AttrValue {
    let last: Option<&Rc<Entry>> = engine.lab.transcript().last();
    let what = last.map(|entry| {
        let happened = Happened::of(&entry.action, &engine.lab);
        (
            locale.date_time(moment_of(entry)),
            locale.say(Timeline::Happened(happened)),
        )
    });
    match what {
        Some((time, what)) if moment > 0 => format!("{moment}/{length} · {time} · {what}").into(),
        _ => format!("0/{length} · {}", locale.say(Timeline::Beginning)).into(),
    }
}

fn ahead_view(engine: &EngineHandle, now: certlab::clock::Timestamp, locale: Locale) -> Html {
    let ahead = ahead(&engine.lab, now);
    if ahead.is_empty() {
        return Html::default();
    }
    html! {
        <ol class="timeline-ahead" aria-label={locale.say(Timeline::AheadName)}>
            { for ahead.into_iter().map(|(time, what, name)| html! {
                <li key={format!("{what:?}")} class="small" title={format!("{name} · {}", locale.date_time(time))}>
                    <span class="quiet">{ locale.say(Timeline::Ahead(what)) }</span>
                    { " " }
                    <time class="value">{ locale.date(time) }</time>
                    <span class="quiet">{ format!(" · {}", locale.say(Timeline::In(locale.span(time.since(now))))) }</span>
                </li>
            }) }
        </ol>
    }
}

/// Between two steps while playing.
const STEP_MS: u32 = 240;
/// So many steps at most from beginning to end.
const LONGEST_PLAY: usize = 240;
/// A pause that is wider than this part of the line says how long it is.
const WIDE: f64 = 0.045;
