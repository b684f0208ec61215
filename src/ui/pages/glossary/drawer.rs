//! The drawer: a term beside the work, never away from it.

use yew::prelude::*;
use yew_router::prelude::*;

use super::term::{TermView, shelf_notice};
use crate::ui::components::{Icon, icon};
use crate::ui::hooks::{Shelf, use_reader};
use crate::ui::i18n::{Glossary, Shell, use_locale};
use crate::ui::platform;
use crate::ui::routes::Route;

/// The term that is open beside the work; nothing if there is none.
#[component]
pub(crate) fn TermDrawer() -> Html {
    let locale = use_locale();
    let reader = use_reader();
    use_effect_with(reader.open.clone(), |open| {
        if open.is_some() {
            platform::focus(CLOSE);
        }
    });
    let Some(id) = reader.open.clone() else {
        return Html::default();
    };
    let close = reader.show.reform(|_: MouseEvent| None);
    let onkeydown = {
        let show = reader.show.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                show.emit(None);
            }
        })
    };
    html! {
        <aside
            class="drawer"
            aria-label={locale.say(Glossary::Title)}
            data-testid="term-drawer"
            {onkeydown}
        >
            <div class="drawer-head">
                <a
                    class="small"
                    href={format!("#{}", Route::Glossary.to_path())}
                    data-testid="drawer-all"
                    onclick={close.clone()}
                >
                    { locale.say(Glossary::All) }
                </a>
                <button
                    id={CLOSE}
                    type="button"
                    class="button-plain"
                    data-testid="drawer-close"
                    aria-label={locale.say(Shell::Close)}
                    title={locale.say(Shell::Close)}
                    onclick={close}
                >
                    { icon(Icon::Close) }
                </button>
            </div>
            if let Shelf::Here(_) = &reader.shelf {
                <TermView {id} />
            } else {
                { shelf_notice(&reader, locale) }
            }
        </aside>
    }
}

const CLOSE: &str = "drawer-close";
