//! No such page.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::i18n::{Shell, use_locale};
use crate::ui::routes::Route;

/// Says so, and leads back.
#[component]
pub(crate) fn NotFoundPage() -> Html {
    let locale = use_locale();
    html! {
        <section class="start-lead" data-testid="not-found">
            <h1>{ locale.say(Shell::NotFound) }</h1>
            <p><Link<Route> to={Route::Lab}>{ locale.say(Shell::BackToLab) }</Link<Route>></p>
        </section>
    }
}
