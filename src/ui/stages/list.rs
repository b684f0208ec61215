//! The flow as a list, where the page is too narrow for the picture.

use certlab::kube::{ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use super::card::state_words;
use super::glyph::{kind_class, kind_icon, state_class, state_icon};
use super::scene::{Role, Scene, Slot};
use super::state::Waits;
use super::summary::summarize;
use crate::ui::hooks::INSPECTOR;
use crate::ui::i18n::{Locale, Stage};
use crate::ui::platform;

/// Every object in the picture's order, one below the other.
pub(super) fn list(
    scene: &Scene,
    lab: &Lab,
    selected: Option<&ObjectKey>,
    onselect: &Callback<ObjectKey>,
    locale: Locale,
) -> Html {
    html! {
        <ol class="stage-list" aria-label={locale.say(Stage::Picture)}>
            { for scene.cards.iter().map(|slot| row(slot, lab, selected, onselect, locale)) }
        </ol>
    }
}

/// The element id of an object's row.
pub(crate) fn row_id(key: &ObjectKey) -> String {
    format!("row/{}/{key}", key.kind)
}

fn row(
    slot: &Slot,
    lab: &Lab,
    selected: Option<&ObjectKey>,
    onselect: &Callback<ObjectKey>,
    locale: Locale,
) -> Html {
    let key = slot.object.key();
    let summary = summarize(&slot.object, lab);
    let kind = match slot.role {
        Role::Full => locale.say(Stage::Kind(key.kind)),
        Role::AccountKey => locale.say(Stage::AccountKey),
        Role::NextKey => locale.say(Stage::NextKey),
    };
    let class = classes!(
        "stage-row",
        kind_class(key.kind),
        state_class(summary.state),
        (summary.waits == Some(Waits::Person)).then_some("card-person"),
    );
    let id = format!("row-{}-{}", key.kind, key.name);
    let pressed = (selected == Some(&key)).to_string();
    let onclick = {
        let (onselect, key) = (onselect.clone(), key.clone());
        Callback::from(move |_: MouseEvent| {
            onselect.emit(key.clone());
            platform::follow_soon(INSPECTOR);
        })
    };
    html! {
        <li key={format!("{}/{key}", key.kind)}>
            <button type="button" id={row_id(&key)} {class} aria-pressed={pressed} data-testid={id} {onclick}>
                { kind_icon(key.kind) }
                <span class="row-kind small">{ kind }</span>
                <strong class="object-name">{ key.name.clone() }</strong>
                <span class="row-state small">
                    { state_icon(summary.state) }
                    { state_words(summary.state, summary.waits.as_ref(), locale) }
                </span>
                <span class="row-line small quiet">{ locale.say(Stage::Line(summary.line)) }</span>
            </button>
        </li>
    }
}
