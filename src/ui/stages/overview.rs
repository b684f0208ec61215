//! Hundreds of Certificates at a glance: one tile each, grouped by issuer and
//! state; near enough, a tile says its name and what it waits for.

use certlab::certmanager::api::Object;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use super::card::state_words;
use super::glyph::{kind_class, kind_glyph, state_class, state_glyph};
use super::map::{Group, Map, TILE, Tile};
use super::measure::{fit, fit_name, width_of};
use super::rove::{Rove, Spot, element_id, use_rove};
use super::scene::WIDTH;
use super::tools::ZoomTools;
use crate::ui::hooks::{INSPECTOR, use_viewport};
use crate::ui::i18n::{Locale, Stage, use_locale};
use crate::ui::platform::{self, use_engine};

/// So many Certificates have a band of their own; more are shown as an overview.
pub(super) const MOST_BANDS: usize = 12;

/// The Certificate that an object belongs to, by its owners.
pub(super) fn certificate_of(lab: &Lab, key: &ObjectKey) -> Option<ObjectKey> {
    let mut object = lab.store().get(key)?.clone();
    // Challenge, Order, CertificateRequest, Certificate.
    for _ in 0..4 {
        if object.kind() == Kind::Certificate {
            return Some(object.key());
        }
        if let Some(certificate) = certificate_with(lab, &object) {
            return Some(certificate);
        }
        let owner = object.meta().controller()?.uid.clone();
        let next = lab
            .store()
            .iter()
            .find(|candidate| candidate.meta().uid == owner)?;
        object = next.clone();
    }
    None
}

/// The Certificate that names a Secret as its own.
fn certificate_with(lab: &Lab, secret: &Object) -> Option<ObjectKey> {
    let key = secret.key();
    if key.kind != Kind::Secret {
        return None;
    }
    let mut certificates = lab.store().list(Kind::Certificate);
    let found = certificates.find(|object| {
        object.certificate().is_some_and(|certificate| {
            object.key().namespace == key.namespace && certificate.spec.secret_name == key.name
        })
    });
    found.map(|object| object.key())
}

/// What the overview needs.
#[derive(Properties, PartialEq)]
pub(super) struct OverviewProps {
    /// Opens an object in the inspector.
    pub(super) onselect: Callback<ObjectKey>,
    /// The Certificate that was shown before: a key goes on from there.
    #[prop_or_default]
    pub(super) from: Option<ObjectKey>,
}

/// All Certificates as tiles.
#[component]
pub(super) fn Overview(props: &OverviewProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let map = use_memo(engine.clone(), |engine| Map::of(&engine.lab));
    let (frame, zoom) = use_viewport();
    let tiles = || map.groups.iter().flat_map(|group| &group.tiles);
    let rove = use_rove(tiles().map(spot).collect());
    let from = use_memo((), |()| props.from.clone());
    use_effect_with((), move |()| {
        if let Some(key) = &*from {
            platform::focus_from_nowhere(&element_id(key), true);
        }
    });
    html! {
        <>
        <div class="stage overview" ref={frame} tabindex="-1">
            <svg
                viewBox={format!("0 0 {WIDTH} {}", map.bottom)}
                role="group"
                aria-label={locale.say(Stage::Overview(tiles().count()))}
                data-testid="overview"
                data-seen="far"
                onkeydown={rove.onkeydown()}
            >
                { for map.groups.iter().map(|group| heading(group, locale)) }
                { for tiles().map(|tile| self::tile(tile, &rove, &props.onselect, locale)) }
            </svg>
        </div>
        <ZoomTools {zoom} />
        </>
    }
}

fn spot(tile: &Tile) -> Spot {
    Spot {
        key: tile.key.clone(),
        x: tile.x,
        y: tile.y,
    }
}

/// The issuer, how many Certificates it has, and in which states.
fn heading(group: &Group, locale: Locale) -> Html {
    let count = locale.say(Stage::Certificates(group.tiles.len()));
    let after = 30.0 + width_of(&group.issuer, 14.5);
    let mut x = 24.0;
    let counts: Vec<Html> = group
        .counts
        .iter()
        .map(|(state, count)| {
            let words = format!("{count} {}", locale.say(Stage::State(*state)));
            let left = x;
            x += width_of(&words, 12.0) + 42.0;
            html! {
                <g
                    key={state.as_str()}
                    class={state_class(*state)}
                    transform={format!("translate({left} 26)")}
                >
                    <g transform="translate(-18 0)">{ state_glyph(*state) }</g>
                    <text class="card-state" x="4" y="12">{ words }</text>
                </g>
            }
        })
        .collect();
    html! {
        <g
            key={format!("{}/{}", group.kind, group.issuer)}
            class={classes!("overview-group", kind_class(group.kind))}
            transform={format!("translate(4 {})", group.top)}
        >
            <g transform="translate(0 2)">{ kind_glyph(group.kind) }</g>
            <text class="card-name" x="24" y="15">{ group.issuer.clone() }</text>
            <text class="column-meaning" x={after.to_string()} y="15">{ count }</text>
            { for counts }
        </g>
    }
}

fn tile(tile: &Tile, rove: &Rove, onselect: &Callback<ObjectKey>, locale: Locale) -> Html {
    let (key, summary) = (&tile.key, &tile.summary);
    let name = locale.say(Stage::Card {
        kind: key.kind,
        name: key.name.clone(),
        state: summary.state,
        line: summary.line.clone(),
    });
    let onclick = {
        let (onselect, key) = (onselect.clone(), key.clone());
        Callback::from(move |_: MouseEvent| onselect.emit(key.clone()))
    };
    let onkeydown = {
        let (onselect, key) = (onselect.clone(), key.clone());
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                onselect.emit(key.clone());
                platform::follow_soon(INSPECTOR);
            }
        })
    };
    let words = state_words(summary.state, summary.waits.as_ref(), locale);
    html! {
        <g
            key={key.to_string()}
            id={element_id(key)}
            class={classes!("card", "tile", state_class(summary.state))}
            transform={format!("translate({} {})", tile.x, tile.y)}
            role="button"
            tabindex={rove.tab_index(key)}
            data-testid={format!("tile-{}", key.name)}
            data-state={summary.state.as_str()}
            {onclick}
            {onkeydown}
            onfocus={rove.onfocus(key)}
        >
            <title>{ name }</title>
            <rect
                class="card-frame"
                x="0.5"
                y="0.5"
                width={(TILE - 1).to_string()}
                height={(TILE - 1).to_string()}
                rx="4"
            />
            <g class="tile-sign" transform="translate(7 7)">{ state_glyph(summary.state) }</g>
            <g class="tile-print">
                <text class="tile-name" x="15" y="19.4">{ fit_name(&key.name, 4.2, 27.0) }</text>
                <text class="tile-words" x="15" y="25.2">{ fit(&words, 3.5, 27.0) }</text>
            </g>
        </g>
    }
}
