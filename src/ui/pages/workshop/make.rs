//! The page that makes keys, requests, certificates and revocation lists.

mod desk;
mod fields;
mod keys;
mod revoke;
mod shelf;
mod signer;

use yew::prelude::*;

use self::desk::Desk;
use super::tabs::tabs;
use crate::ui::i18n::make::Part;
use crate::ui::i18n::{Make, use_locale};
use crate::ui::routes::Route;
use crate::ui::store::MakingHandle;

/// The page.
#[component]
pub(crate) fn MakePage() -> Html {
    let locale = use_locale();
    let Some(making) = use_context::<MakingHandle>() else {
        return Html::default();
    };
    let desk = Desk::new(locale, making);
    let part = |part: Part, content: Html| {
        html! {
            <fieldset class="section">
                <legend>{ locale.say(Make::Part(part)) }</legend>
                { content }
            </fieldset>
        }
    };
    html! {
        <div class="make">
            { tabs(&Route::Make, locale) }
            <header class="page-head"><h1 class="page-title">{ locale.say(Make::Title) }</h1></header>
            <p class="quiet workshop-lead">{ locale.say(Make::Lead) }</p>
            <div class="form-columns">
                <form class="form-main" novalidate=true onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                    { part(Part::Key, keys::view(&desk)) }
                    { part(Part::Names, fields::names(&desk)) }
                    { part(Part::Uses, fields::uses(&desk)) }
                    { part(Part::Signer, signer::view(&desk)) }
                    { part(Part::Revocation, revoke::view(&desk)) }
                </form>
                { shelf::view(&desk) }
            </div>
        </div>
    }
}
