//! A card on the stage.

use std::time::Duration;

use certlab::clock::Timestamp;
use certlab::kube::{ObjectKey, Resource as _};
use yew::prelude::*;

use super::glyph::{kind_class, kind_glyph, state_class, state_glyph};
use super::measure::{fit, fit_name};
use super::rove::{Rove, element_id};
use super::scene::{CARD_HEIGHT, CARD_WIDTH, Ghost, Role, SMALL_HEIGHT, Slot};
use super::state::{State, Waits};
use super::summary::Summary;
use crate::ui::hooks::{INSPECTOR, Pointer, point};
use crate::ui::i18n::{Locale, Stage};
use crate::ui::platform;

/// What a card needs to know beside its place.
pub(super) struct Dress<'a> {
    /// What it says.
    pub(super) summary: &'a Summary,
    /// Whether the inspector shows this object.
    pub(super) selected: bool,
    /// The lab's time.
    pub(super) now: Timestamp,
    /// The object that is pointed at anywhere.
    pub(super) pointer: &'a Pointer,
    /// Where the Tab key stops.
    pub(super) rove: &'a Rove,
    /// Language.
    pub(super) locale: Locale,
    /// Opens the inspector.
    pub(super) onselect: &'a Callback<ObjectKey>,
}

/// Draws a card: a button in the picture.
pub(super) fn card(slot: &Slot, dress: &Dress<'_>) -> Html {
    let key = slot.object.key();
    let kind = key.kind;
    let summary = dress.summary;
    let locale = dress.locale;
    let label = locale.say(Stage::Card {
        kind,
        name: key.name.clone(),
        state: summary.state,
        line: summary.line.clone(),
    });
    let class = classes!(
        "card",
        kind_class(kind),
        state_class(summary.state),
        dress.selected.then_some("card-selected"),
        dress.pointer.marks(Some(&key)).then_some("card-pointed"),
        (summary.waits == Some(Waits::Person)).then_some("card-person"),
    );
    let onclick = {
        let (onselect, key) = (dress.onselect.clone(), key.clone());
        Callback::from(move |_| onselect.emit(key.clone()))
    };
    let onkeydown = {
        let (onselect, key) = (dress.onselect.clone(), key.clone());
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                onselect.emit(key.clone());
                platform::follow_soon(INSPECTOR);
            }
        })
    };
    html! {
        <g
            key={format!("{kind}/{key}")}
            id={element_id(&key)}
            {class}
            transform={format!("translate({} {})", slot.x, slot.y)}
            role="button"
            tabindex={dress.rove.tab_index(&key)}
            aria-pressed={dress.selected.to_string()}
            data-testid={format!("card-{kind}-{}", key.name)}
            data-state={summary.state.as_str()}
            {onclick}
            {onkeydown}
            onfocus={dress.rove.onfocus(&key)}
            onpointerenter={point(dress.pointer, Some(&key))}
            onpointerleave={point(dress.pointer, None)}
        >
            // The whole name: what is drawn may be cut.
            <title>{ label }</title>
            { face(slot, summary, dress.now, locale) }
        </g>
    }
}

fn face(slot: &Slot, summary: &Summary, now: Timestamp, locale: Locale) -> Html {
    let key = slot.object.key();
    let small = match slot.role {
        Role::Full => None,
        Role::AccountKey => Some(locale.say(Stage::AccountKey)),
        Role::NextKey => Some(locale.say(Stage::NextKey)),
    };
    match small {
        Some(what) => html! {
            <>
                { frame(SMALL_HEIGHT) }
                <g transform="translate(10 8)">{ kind_glyph(key.kind) }</g>
                <text class="card-kind" x="33" y="20.5">{ fit(&what, 12.0, 118.0) }</text>
                <g transform="translate(168 8)">{ state_glyph(summary.state) }</g>
            </>
        },
        None => html! {
            <>
                { frame(CARD_HEIGHT) }
                <g transform="translate(11 9)">{ kind_glyph(key.kind) }</g>
                <text class="card-kind" x="33" y="21.5">
                    { fit(&locale.say(Stage::Kind(key.kind)), 12.0, 118.0) }
                </text>
                <g transform="translate(168 9)">{ state_glyph(summary.state) }</g>
                <text class="card-age" x="162" y="21.5">{ age(slot, now) }</text>
                <text class="card-name" x="12" y="43">{ fit_name(&key.name, NAME_SIZE, 168.0) }</text>
                <text class="card-line" x="12" y="62">
                    { fit(&locale.say(Stage::Line(summary.line.clone())), 12.0, 170.0) }
                </text>
                <text class="card-state" x="12" y="79.5">
                    { fit(&state_words(summary.state, summary.waits.as_ref(), locale), 12.6, 170.0) }
                </text>
            </>
        },
    }
}

/// How old the object is, as kubectl says it.
fn age(slot: &Slot, now: Timestamp) -> String {
    let made = slot.object.meta().creation_timestamp;
    made.map_or_else(String::new, |made| short_age(now.since(made)))
}

/// The largest unit that fits, such as `61d`.
fn short_age(age: Duration) -> String {
    let secs = age.as_secs();
    match secs {
        0..120 => format!("{secs}s"),
        120..7_200 => format!("{}m", secs / 60),
        7_200..172_800 => format!("{}h", secs / 3_600),
        _ => format!("{}d", secs / 86_400),
    }
}

/// A state's word, and for whom it waits.
pub(super) fn state_words(state: State, waits: Option<&Waits>, locale: Locale) -> String {
    let word = locale.say(Stage::State(state));
    let Some(waits) = waits else {
        return word.to_string();
    };
    let for_whom = locale.say(Stage::Waits(waits.clone()));
    match (locale, state) {
        // The Chinese words for whom it waits say that it waits.
        (Locale::Zh, State::Waiting) => for_whom.to_string(),
        (Locale::Zh, _) => format!("{word} · {for_whom}"),
        (Locale::En, State::Waiting) => format!("{word} {for_whom}"),
        (Locale::En, _) => format!("{word}, {for_whom}"),
    }
}

fn frame(height: i32) -> Html {
    html! {
        <>
            <rect
                class="card-frame"
                x="0.5"
                y="0.5"
                width={(CARD_WIDTH - 1).to_string()}
                height={(height - 1).to_string()}
                rx="6"
            />
            <path class="card-edge" d={format!("M2.5 7V{}", height - 7)} />
        </>
    }
}

/// Draws the outline of a Secret to come.
pub(super) fn ghost(ghost: &Ghost, locale: Locale) -> Html {
    html! {
        <g
            key={format!("ghost/{}", ghost.certificate)}
            class="ghost kind-secret state-waiting"
            transform={format!("translate({} {})", ghost.x, ghost.y)}
        >
            <rect
                class="card-frame"
                x="0.5"
                y="0.5"
                width={(CARD_WIDTH - 1).to_string()}
                height={(CARD_HEIGHT - 1).to_string()}
                rx="6"
            />
            <g transform="translate(11 9)">{ kind_glyph(certlab::kube::Kind::Secret) }</g>
            <text class="card-kind" x="33" y="21.5">
                { locale.say(Stage::Kind(certlab::kube::Kind::Secret)) }
            </text>
            <g transform="translate(168 9)">{ state_glyph(State::Waiting) }</g>
            <text class="card-name" x="12" y="43">{ fit_name(&ghost.name, NAME_SIZE, 168.0) }</text>
            <text class="card-state" x="12" y="79.5">
                { state_words(State::Waiting, Some(&Waits::Signature), locale) }
            </text>
        </g>
    }
}

/// The type size of names, a little up: they are bold.
const NAME_SIZE: f32 = 15.8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_as_kubectl_says_them() {
        for (secs, text) in [
            (5, "5s"),
            (119, "119s"),
            (125, "2m"),
            (7_300, "2h"),
            (5_270_400, "61d"),
        ] {
            assert_eq!(short_age(Duration::from_secs(secs)), text);
        }
    }
}
