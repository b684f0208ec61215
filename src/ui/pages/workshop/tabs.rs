//! The workshop's tabs: pages of their own, with addresses of their own.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::i18n::{Locale, Make};
use crate::ui::routes::Route;

/// The row of tabs; `open` is the page that is shown.
pub(crate) fn tabs(open: &Route, locale: Locale) -> Html {
    let tabs = [
        (Route::Workshop, Make::TabRead, "workshop-read"),
        (Route::Make, Make::TabMaking, "workshop-make"),
        (Route::Chain, Make::TabChain, "workshop-chain"),
    ];
    html! {
        <nav class="workshop-tabs" aria-label={locale.say(Make::Tabs)}>
            { for tabs.into_iter().map(|(route, word, id)| html! {
                <a
                    key={id}
                    href={format!("#{}", route.to_path())}
                    aria-current={(route == *open).then_some("page")}
                    data-testid={id}
                >
                    { locale.say(word) }
                </a>
            }) }
        </nav>
    }
}
