//! The start: what the lab is, and the ways in.

use certlab::lab::{Action, World};
use yew::prelude::*;
use yew_router::prelude::*;

use super::glyph::{kind_class, kind_icon};
use super::state::Column;
use crate::ui::components::{Icon, TermLink, icon, term_of};
use crate::ui::i18n::shell::Door;
use crate::ui::i18n::{Locale, Shell, Stage, Timeline, use_locale};
use crate::ui::platform::use_engine;
use crate::ui::routes::Route;
use crate::ui::store::{own_ca, practice_wildcard};

/// The start of an empty lab.
#[component]
pub(crate) fn Start() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let navigator = use_navigator();
    let enter = |door: Door| {
        let (engine, navigator) = (engine.clone(), navigator.clone());
        Callback::from(move |_: MouseEvent| {
            let go = |route: &Route| {
                if let Some(navigator) = &navigator {
                    navigator.push(route);
                }
            };
            match door {
                Door::Show => go(&Route::Show),
                Door::Yaml => go(&Route::Yaml),
                Door::Wildcard => engine.dispatch(Action::Apply {
                    objects: practice_wildcard(&engine.lab),
                }),
                Door::OwnCa => engine.dispatch(Action::Apply {
                    objects: own_ca(&engine.lab),
                }),
                Door::Form => go(&Route::New),
                Door::Real => {
                    engine.switch_world(World::Real);
                    go(&Route::New);
                }
            }
        })
    };
    // The practice CA is not in the Real world, where the form comes first.
    let doors: &[Door] = match engine.world() {
        World::Practice => &[Door::Show, Door::Form, Door::Yaml, Door::Real],
        World::Real => &[Door::Real, Door::OwnCa],
    };
    html! {
        <section class="start">
            <div class="start-lead">
                <h1>{ locale.say(Shell::StartTitle) }</h1>
                <p>{ locale.say(Shell::StartLead) }</p>
            </div>
            { way(locale) }
            <div class="doors">
                { for doors.iter().enumerate().map(|(index, door)| {
                    self::door(*door, index == 0, locale, enter(*door))
                }) }
            </div>
            if engine.world() == World::Practice {
                <p class="start-more">
                    <button
                        type="button"
                        class="link"
                        data-testid="recipe-wildcard"
                        onclick={enter(Door::Wildcard)}
                    >
                        { locale.say(Shell::DoorMeaning(Door::Wildcard)) }
                    </button>
                    <button
                        type="button"
                        class="link"
                        data-testid="recipe-ca"
                        onclick={enter(Door::OwnCa)}
                    >
                        { locale.say(Shell::Door(Door::OwnCa)) }
                    </button>
                    <Link<Route> to={Route::Runs}>{ locale.say(Timeline::RunsTitle) }</Link<Route>>
                </p>
            }
        </section>
    }
}

/// The six stations of every certificate.
fn way(locale: Locale) -> Html {
    html! {
        <ol class="way">
            { for Column::ALL.into_iter().map(|column| {
                let kind = column.kind();
                html! {
                    <li key={format!("{column:?}")} class={kind_class(kind)}>
                        { kind_icon(kind) }
                        <strong>
                            <TermLink id={term_of(kind)}>{ locale.say(Stage::Column(column)) }</TermLink>
                        </strong>
                        <span class="small quiet">{ locale.say(Stage::ColumnMeaning(column)) }</span>
                    </li>
                }
            }) }
        </ol>
    }
}

fn door(door: Door, first: bool, locale: Locale, onclick: Callback<MouseEvent>) -> Html {
    let (sign, id) = match door {
        Door::Show => (Icon::Play, "door-show"),
        Door::Wildcard => (Icon::Play, "recipe-wildcard"),
        Door::Form => (Icon::Pen, "door-form"),
        Door::Yaml => (Icon::Copy, "door-yaml"),
        Door::OwnCa => (Icon::Root, "recipe-ca"),
        Door::Real => (Icon::Globe, "door-real"),
    };
    html! {
        <button
            key={id}
            type="button"
            class={classes!("door", first.then_some("door-first"))}
            data-testid={id}
            {onclick}
        >
            { icon(sign) }
            <strong>{ locale.say(Shell::Door(door)) }</strong>
            <span>{ locale.say(Shell::DoorMeaning(door)) }</span>
        </button>
    }
}
