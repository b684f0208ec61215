//! From the inspector to the workshop.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::i18n::{Workshop, use_locale};
use crate::ui::routes::Route;
use crate::ui::store::{BenchAction, BenchHandle};

/// What the button needs.
#[derive(Properties, PartialEq)]
pub(crate) struct ToWorkshopProps {
    /// What is carried there.
    pub(crate) pem: AttrValue,
    /// What the button says, where that is not that it leads to the workshop.
    #[prop_or_default]
    pub(crate) word: Option<AttrValue>,
}

/// Opens a certificate or request of the lab in the workshop, beside what lies there.
#[component]
pub(crate) fn ToWorkshop(props: &ToWorkshopProps) -> Html {
    let locale = use_locale();
    let navigator = use_navigator();
    let bench = use_context::<BenchHandle>();
    let onclick = {
        let pem = props.pem.clone();
        Callback::from(move |_: MouseEvent| {
            let (Some(bench), Some(navigator)) = (&bench, &navigator) else {
                return;
            };
            bench.dispatch(BenchAction::Add(pem.to_string()));
            navigator.push(&Route::Workshop);
        })
    };
    html! {
        <button type="button" class="button-plain" data-testid="to-workshop" {onclick}>
            { props.word.clone().unwrap_or_else(|| locale.say(Workshop::OpenHere)) }
        </button>
    }
}
