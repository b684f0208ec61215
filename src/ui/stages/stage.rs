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
use super::overview::{MOST_BANDS, Overview, certificate_of};
use super::rove::{Rove, Spot, use_rove};
use super::scene::{Scene, Slot, WIDTH, column_x};
use super::state::Column;
use super::summary::summarize;
use super::tools::ZoomTools;
use super::wires::wires;
use crate::ui::components::term_of;
use crate::ui::hooks::{Pointer, Reader, STAGE, use_now, use_pointer, use_reader, use_viewport};
use crate::ui::i18n::{Locale, Stage, use_locale};
use crate::ui::platform::use_engine;

/// What the stage needs.
#[derive(Properties, PartialEq)]
pub(crate) struct StageViewProps {
    /// The object in the inspector.
    pub(crate) selected: Option<ObjectKey>,
    /// Opens an object in the inspector.
    pub(crate) onselect: Callback<ObjectKey>,
    /// Puts the inspector away.
    pub(crate) onclose: Callback<()>,
}

/// The picture: of every Certificate, of one, or an overview of hundreds.
#[component]
pub(crate) fn StageView(props: &StageViewProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let alone = use_state_eq(|| false);
    let certificates = engine
        .lab
        .store()
        .list(Kind::Certificate)
        .take(MOST_BANDS + 1);
    let certificates = certificates.count();
    let many = certificates > MOST_BANDS;
    let selected = props.selected.as_ref();
    let its_own = selected.and_then(|key| certificate_of(&engine.lab, key));
    let last = use_mut_ref(|| None::<ObjectKey>);
    if many && its_own.is_none() {
        let from = last.borrow_mut().take();
        return html! { <Overview onselect={props.onselect.clone()} {from} /> };
    }
    last.borrow_mut().clone_from(&its_own);
    let tool = if many {
        let onclick = props.onclose.reform(|_: MouseEvent| ());
        html! {
            <button type="button" class="button-plain" data-testid="stage-all" {onclick}>
                { locale.say(Stage::Whole) }
            </button>
        }
    } else if certificates > 1 && its_own.is_some() {
        let onclick = {
            let alone = alone.clone();
            Callback::from(move |_: MouseEvent| alone.set(!*alone))
        };
        html! {
            <button
                type="button"
                class="button-plain"
                aria-pressed={alone.to_string()}
                data-testid="stage-alone"
                {onclick}
            >
                { locale.say(Stage::Alone) }
            </button>
        }
    } else {
        Html::default()
    };
    html! {
        <Bands
            only={its_own.filter(|_| many || *alone)}
            selected={props.selected.clone()}
            onselect={props.onselect.clone()}
            {tool}
        />
    }
}

/// What the bands need.
#[derive(Properties, PartialEq)]
struct BandsProps {
    /// The only Certificate that is shown, if it is one.
    only: Option<ObjectKey>,
    /// The object in the inspector.
    selected: Option<ObjectKey>,
    /// Opens an object in the inspector.
    onselect: Callback<ObjectKey>,
    /// A button before those that zoom.
    tool: Html,
}

/// Columns of cards, arrows, and the outside world below.
#[component]
fn Bands(props: &BandsProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let lab = &engine.lab;
    let now = engine.now(use_now());
    let pointer = use_pointer();
    let reader = use_reader();
    let (frame, zoom) = use_viewport();
    let scene = layout::scene(lab.store(), props.only.as_ref());
    let rove = use_rove(scene.cards.iter().map(spot).collect());
    let peers = peers(lab);
    // Without a lane there is room for the buttons.
    let lane_height = if peers.is_empty() { 34 } else { lane::HEIGHT };
    let height = scene.bottom + lane_height;
    html! {
        <>
        { list(&scene, lab, props.selected.as_ref(), &props.onselect, locale) }
        <div id={STAGE} class="stage" ref={frame} tabindex="-1">
            <svg
                viewBox={format!("0 0 {WIDTH} {height}")}
                role="group"
                aria-label={locale.say(Stage::Picture)}
                data-testid="stage"
                onkeydown={rove.onkeydown()}
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
                { cards(&scene, lab, props, (&pointer, &rove, now), locale) }
                { for flights(lab, &scene, &peers, now).iter().map(flight) }
            </svg>
        </div>
        <ZoomTools {zoom}>{ props.tool.clone() }</ZoomTools>
        </>
    }
}

fn spot(slot: &Slot) -> Spot {
    Spot {
        key: slot.object.key(),
        x: slot.x,
        y: slot.y,
    }
}

fn cards(
    scene: &Scene,
    lab: &Lab,
    props: &BandsProps,
    (pointer, rove, now): (&Pointer, &Rove, Timestamp),
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
                    rove,
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
