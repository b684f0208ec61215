//! The clock bar: what time it is in the lab, what comes next, and the means
//! to let it come.

use certlab::clock::Timestamp;
use certlab::lab::{Plan, Planned, Speed, World};
use yew::prelude::*;

use crate::ui::components::{Icon, icon};
use crate::ui::hooks::use_now;
use crate::ui::i18n::{Clock, Locale, use_locale};
use crate::ui::platform::{self, EngineHandle, use_engine};

/// The clock bar.
#[component]
pub(crate) fn ClockBar() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let wall = use_now();
    let speed = use_state_eq(|| Speed::Second);
    let now = engine.lab.now(wall);
    let time = html! {
        <time class="clock-now value" data-testid="clock-now" datetime={now.rfc3339()}>
            { format!("{} UTC", locale.date_time(now)) }
        </time>
    };
    if engine.world() == World::Real {
        return html! {
            <section class="clock" aria-label={locale.say(Clock::Bar)} data-testid="clock">
                { time }
                <span class="small quiet" data-testid="clock-why">{ locale.say(Clock::WallOnly) }</span>
            </section>
        };
    }
    let agenda = engine.lab.agenda(now, AHEAD);
    let standing = engine.lab.clock().is_paused() && engine.speed.is_none();
    let onspeed = {
        let (engine, setter) = (engine.clone(), speed.setter());
        Callback::from(move |event: Event| {
            if let Some(chosen) = by_secs(&platform::change_value(&event)) {
                setter.set(chosen);
                engine.play(Some(chosen));
            }
        })
    };
    let chosen = if standing {
        *speed
    } else {
        engine.speed.unwrap_or(Speed::Second)
    };
    html! {
        <section class="clock" aria-label={locale.say(Clock::Bar)} data-testid="clock">
            { time }
            { toggle(&engine, standing, *speed, locale) }
            <label class="hidden-text" for="clock-speed">{ locale.say(Clock::Speeds) }</label>
            <select id="clock-speed" data-testid="clock-speed" onchange={onspeed}>
                { for Speed::ALL.into_iter().map(|choice| html! {
                    <option
                        key={choice.secs()}
                        value={choice.secs().to_string()}
                        selected={choice == chosen}
                    >
                        { locale.say(Clock::Speed(choice)) }
                    </option>
                }) }
            </select>
            { step(&engine, &agenda, now, locale) }
            { jumps(&engine, &agenda, now, locale) }
        </section>
    }
}

/// Pause, or run as fast as chosen.
fn toggle(engine: &EngineHandle, standing: bool, speed: Speed, locale: Locale) -> Html {
    let (sign, word, then) = if standing {
        (Icon::Play, Clock::Run, Some(speed))
    } else {
        (Icon::Pause, Clock::Pause, None)
    };
    let engine = engine.clone();
    html! {
        <>
            <button
                type="button"
                data-testid={if standing { "clock-run" } else { "clock-pause" }}
                onclick={Callback::from(move |_| engine.play(then))}
            >
                { icon(sign) }
                { locale.say(word) }
            </button>
            if standing {
                <span class="clock-standing small">{ locale.say(Clock::Standing) }</span>
            }
        </>
    }
}

/// On to what comes next, and what that is.
fn step(engine: &EngineHandle, agenda: &[Planned], now: Timestamp, locale: Locale) -> Html {
    let Some(next) = agenda.first() else {
        return html! {
            <span class="clock-next small quiet" data-testid="clock-next">
                { locale.say(Clock::NothingAhead) }
            </span>
        };
    };
    let what = locale.say(Clock::Next(
        next.plan,
        next.object.name.clone(),
        next.at.since(now),
    ));
    let onclick = jump(engine, next.at);
    html! {
        <span class="clock-next">
            <button
                type="button"
                data-testid="clock-step"
                aria-label={locale.say(Clock::Step)}
                title={locale.say(Clock::Step)}
                {onclick}
            >
                { icon(Icon::Step) }
            </button>
            <span class="small quiet" data-testid="clock-next">{ what }</span>
        </span>
    }
}

/// The renewals and ends that can be jumped to.
fn jumps(engine: &EngineHandle, agenda: &[Planned], now: Timestamp, locale: Locale) -> Html {
    let dates: Vec<&Planned> = agenda
        .iter()
        .filter(|planned| matches!(planned.plan, Plan::Renewal | Plan::Expiry))
        .collect();
    if dates.is_empty() {
        return Html::default();
    }
    let onchange = {
        let engine = engine.clone();
        Callback::from(move |event: Event| {
            if let Ok(to) = Timestamp::parse_rfc3339(&platform::change_value(&event)) {
                engine.jump(to);
            }
        })
    };
    html! {
        <>
            <label class="hidden-text" for="clock-jump">{ locale.say(Clock::Jumps) }</label>
            <select id="clock-jump" data-testid="clock-jump" {onchange}>
                <option value="" selected=true>{ locale.say(Clock::Jumps) }</option>
                { for dates.into_iter().map(|planned| html! {
                    <option
                        key={format!("{} {:?} {}", planned.at, planned.plan, planned.object)}
                        value={planned.at.rfc3339()}
                    >
                        { locale.say(Clock::Jump(
                            planned.plan,
                            planned.object.name.clone(),
                            planned.at.since(now),
                        )) }
                    </option>
                }) }
            </select>
        </>
    }
}

fn jump(engine: &EngineHandle, to: Timestamp) -> Callback<MouseEvent> {
    let engine = engine.clone();
    Callback::from(move |_| engine.jump(to))
}

fn by_secs(text: &str) -> Option<Speed> {
    Speed::ALL
        .into_iter()
        .find(|speed| speed.secs().to_string() == text)
}

/// So many things ahead are looked through.
const AHEAD: usize = 60;
