//! A small stage with one place lit: where a term stands in the flow.

use certlab::lab::glossary::Place;
use yew::prelude::*;

use super::glyph::{kind_class, kind_glyph};
use super::state::Column;
use crate::ui::i18n::{Glossary, Locale, Stage};

/// Draws the whole flow small, with `lit` in its colour.
pub(crate) fn place(lit: Place, locale: Locale) -> Html {
    html! {
        <svg
            class="place"
            viewBox="0 0 384 116"
            role="img"
            aria-label={locale.say(Glossary::Place(lit))}
            data-testid="place"
        >
            <path class="place-way" d="M44 24H84M108 24H148M172 24H212M236 24H276M300 24H340" />
            <path class="place-rule" d="M0 62.5H384" />
            { for OUTSIDE.iter().map(|(_, x)| html! {
                <path key={*x} class="place-way place-out" d={format!("M{x} 52V74")} />
            }) }
            { for (0_i32..).zip(Column::ALL).map(|(index, column)| {
                station(32 + 64 * index, column, is_at(lit, column), locale)
            }) }
            { for OUTSIDE.iter().map(|(at, x)| outside(*at, *x, *at == lit, locale)) }
        </svg>
    }
}

fn station(x: i32, column: Column, is_lit: bool, locale: Locale) -> Html {
    let kind = column.kind();
    html! {
        <g key={x} class={classes!("place-at", kind_class(kind), is_lit.then_some("place-lit"))}>
            <circle cx={x.to_string()} cy="24" r="14" />
            <g transform={format!("translate({} 16)", x - 8)}>{ kind_glyph(kind) }</g>
            <text x={x.to_string()} y="52">{ locale.say(Stage::Column(column)) }</text>
        </g>
    }
}

fn outside(at: Place, x: i32, is_lit: bool, locale: Locale) -> Html {
    let name = match at {
        Place::Server => locale.say(Stage::AcmeServer),
        Place::Dns => locale.say(Stage::Dns),
        _ => locale.say(Glossary::WhoTrusts),
    };
    html! {
        <g key={x} class={classes!("place-at", is_lit.then_some("place-lit"))}>
            <circle cx={x.to_string()} cy="84" r="8" />
            <text x={x.to_string()} y="108">{ name }</text>
        </g>
    }
}

/// Whether a place is that column.
const fn is_at(place: Place, column: Column) -> bool {
    matches!(
        (place, column),
        (Place::Issuer, Column::Issuer)
            | (Place::Certificate, Column::Certificate)
            | (Place::Request, Column::Request)
            | (Place::Order, Column::Order)
            | (Place::Challenge, Column::Challenge)
            | (Place::Secret, Column::Secret)
    )
}

/// The outside world, below whom it deals with.
const OUTSIDE: [(Place, i32); 3] = [(Place::Server, 224), (Place::Dns, 288), (Place::Trust, 352)];
