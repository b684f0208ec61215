//! The picture as a whole.

use certlab::clock::Timestamp;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use super::card::{Dress, card, ghost};
use super::lane::{self, flight, flights, peers};
use super::layout;
use super::list::list;
use super::measure::width_of;
use super::overview::{MOST_BANDS, certificate_of, overview};
use super::scene::{Scene, WIDTH, column_x};
use super::state::Column;
use super::summary::summarize;
use super::wires::wires;
use crate::ui::components::{Icon, icon, term_of};
use crate::ui::hooks::{Pointer, Reader, use_now, use_pointer, use_reader};
use crate::ui::i18n::{Locale, Stage, use_locale};
use crate::ui::platform::use_engine;

/// What the stage needs.
#[derive(Properties, PartialEq)]
pub(crate) struct StageViewProps {
    /// The object in the inspector.
    pub(crate) selected: Option<ObjectKey>,
    /// Opens an object in the inspector.
    pub(crate) onselect: Callback<ObjectKey>,
}

/// The picture: columns of cards, arrows, and the outside world below.
#[component]
pub(crate) fn StageView(props: &StageViewProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let lab = &engine.lab;
    let now = engine.now(use_now());
    let pointer = use_pointer();
    let reader = use_reader();
    let zoom = use_state_eq(|| 0_i32);
    let many = lab.store().list(Kind::Certificate).count() > MOST_BANDS;
    let focus = props
        .selected
        .as_ref()
        .filter(|_| many)
        .and_then(|key| certificate_of(lab, key));
    if many && focus.is_none() {
        return overview(lab, &props.onselect, locale);
    }
    let scene = layout::scene(lab.store(), focus.as_ref());
    let peers = peers(lab);
    let lane_height = if peers.is_empty() { 4 } else { lane::HEIGHT };
    let height = scene.bottom + lane_height;
    html! {
        <>
        { list(&scene, lab, props.selected.as_ref(), &props.onselect, locale) }
        <div class="stage" tabindex="-1">
            <svg
                style={(*zoom != 0).then(|| format!("width:{0}%;min-width:{0}%;max-width:none", 100 + 25 * *zoom))}
                viewBox={format!("0 0 {WIDTH} {height}")}
                role="group"
                aria-label={locale.say(Stage::Picture)}
                data-testid="stage"
            >
                { arrowheads() }
                { for (0..).zip(Column::ALL).map(|(index, column)| heading(index, column, &reader, locale)) }
                { for scene.rules.iter().map(|y| html! {
                    <path class="band-rule" d={format!("M0 {y}.5H{WIDTH}")} />
                }) }
                { arrows(&scene, props.selected.as_ref()) }
                if !peers.is_empty() {
                    { lane::lane(&scene, &peers, lab.world(), locale) }
                }
                { for scene.ghosts.iter().map(|place| ghost(place, locale)) }
                { cards(&scene, lab, props, (&pointer, now), locale) }
                { for flights(lab, &scene, &peers, now).iter().map(flight) }
            </svg>
        </div>
        <div class="stage-tools" role="group" aria-label={locale.say(Stage::Zoom)}>
            { tool("zoom-out", Icon::Less, Stage::ZoomOut, &zoom, -1, locale) }
            { tool("zoom-fit", Icon::Fit, Stage::ZoomFit, &zoom, 0, locale) }
            { tool("zoom-in", Icon::Add, Stage::ZoomIn, &zoom, 1, locale) }
        </div>
        </>
    }
}

/// A button that zooms; by no step, it fits the picture to the page again.
fn tool(
    id: &'static str,
    sign: Icon,
    name: Stage,
    zoom: &UseStateHandle<i32>,
    by: i32,
    locale: Locale,
) -> Html {
    let name = locale.say(name);
    let onclick = {
        let zoom = zoom.clone();
        Callback::from(move |_: MouseEvent| {
            zoom.set(if by == 0 {
                0
            } else {
                (*zoom + by).clamp(-2, 8)
            });
        })
    };
    html! {
        <button
            type="button"
            class="button-square button-plain"
            data-testid={id}
            aria-label={name.clone()}
            title={name}
            {onclick}
        >
            { icon(sign) }
        </button>
    }
}

fn cards(
    scene: &Scene,
    lab: &Lab,
    props: &StageViewProps,
    (pointer, now): (&Pointer, Timestamp),
    locale: Locale,
) -> Html {
    scene
        .cards
        .iter()
        .map(|slot| {
            let summary = summarize(&slot.object, lab);
            card(
                slot,
                &Dress {
                    summary: &summary,
                    selected: props.selected.as_ref() == Some(&slot.object.key()),
                    now,
                    pointer,
                    locale,
                    onselect: &props.onselect,
                },
            )
        })
        .collect()
}

fn arrows(scene: &Scene, selected: Option<&ObjectKey>) -> Html {
    wires(scene)
        .into_iter()
        .map(|wire| {
            let touched = selected.is_some_and(|key| *key == wire.from || *key == wire.to);
            let class = classes!(wire.meaning.class(), touched.then_some("wire-on"));
            html! {
                <path
                    key={format!("{:?} {} {} {} {}", wire.meaning, wire.from.kind, wire.from, wire.to.kind, wire.to)}
                    {class}
                    d={wire.path}
                />
            }
        })
        .collect()
}

/// A column's heading; its name opens the term beside the picture.
fn heading(index: i32, column: Column, reader: &Reader, locale: Locale) -> Html {
    let term = term_of(column.kind());
    let (by_mouse, by_key) = (reader.show(term), reader.show.clone());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            by_key.emit(Some(AttrValue::Static(term)));
        }
    });
    let x = column_x(index);
    let name = locale.say(Stage::Column(column));
    html! {
        <g class="column">
            <text
                class="column-name column-term"
                role="button"
                tabindex="0"
                data-testid={format!("column-{term}")}
                x={x.to_string()}
                y="16"
                onclick={by_mouse}
                {onkeydown}
            >
                { name.clone() }
            </text>
            <text class="column-meaning" x={x.to_string()} y="33">
                { locale.say(Stage::ColumnMeaning(column)) }
            </text>
            if index < 5 {
                <path
                    class="column-next"
                    d={format!("M{} 11.5H{}", f32_at(x, &name), column_x(index + 1) - 10)}
                />
            }
        </g>
    }
}

/// Where the line to the next heading begins.
#[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
fn f32_at(x: i32, name: &str) -> f32 {
    x as f32 + width_of(name, 14.5) + 12.0
}

fn arrowheads() -> Html {
    html! {
        <defs>
            { for ["arrow-made", "arrow-names", "arrow-on"].iter().map(|id| html! {
                <marker
                    id={*id}
                    viewBox="0 0 8 8"
                    refX="7"
                    refY="4"
                    markerWidth="7"
                    markerHeight="7"
                    markerUnits="userSpaceOnUse"
                    orient="auto"
                >
                    <path class={*id} d="M0.5 0.8L7.2 4L0.5 7.2z" />
                </marker>
            }) }
        </defs>
    }
}
