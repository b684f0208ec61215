//! The glossary: all terms with a search, and the drawer that opens one beside
//! the work.

mod demo;
mod drawer;
mod term;

use certlab::lab::glossary::Term;
use yew::prelude::*;
use yew_router::prelude::*;

use self::term::{TermView, name_of, other_of, shelf_notice};
use crate::ui::hooks::{Shelf, use_reader};
use crate::ui::i18n::{Glossary, Locale, use_locale};
use crate::ui::platform;
use crate::ui::routes::Route;

pub(crate) use drawer::TermDrawer;

/// Which term is open.
#[derive(Properties, PartialEq)]
pub(crate) struct GlossaryPageProps {
    /// The term, if any.
    #[prop_or_default]
    pub(crate) term: Option<AttrValue>,
}

/// All terms.
#[component]
pub(crate) fn GlossaryPage(props: &GlossaryPageProps) -> Html {
    let locale = use_locale();
    let reader = use_reader();
    let query = use_state_eq(String::new);
    let Shelf::Here(glossary) = &reader.shelf else {
        return shelf_notice(&reader, locale);
    };
    let found = glossary.search(&query);
    let oninput = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| query.set(platform::input_value(&event)))
    };
    // Without a choice, the first of what was found is open.
    let open = props
        .term
        .clone()
        .or_else(|| found.first().map(|term| AttrValue::from(term.id.clone())));
    html! {
        <section class={classes!("glossary", props.term.is_some().then_some("glossary-open"))}>
            <header class="glossary-head">
                <h1 class="page-title">{ locale.say(Glossary::Title) }</h1>
                <p class="quiet lead">{ locale.say(Glossary::Lead) }</p>
            </header>
            <div class="glossary-list">
                <input
                    type="search"
                    aria-label={locale.say(Glossary::Search)}
                    placeholder={locale.say(Glossary::Search)}
                    data-testid="glossary-search"
                    value={(*query).clone()}
                    {oninput}
                />
                <p class="small quiet" role="status" data-testid="glossary-found">
                    { locale.say(Glossary::Found(found.len())) }
                </p>
                <ul data-testid="glossary-terms">
                    { for found.iter().map(|term| item(term, open.as_deref(), locale)) }
                </ul>
            </div>
            if let Some(id) = open {
                <div class="glossary-term" data-testid="glossary-term">
                    <TermView {id} is_page=true />
                </div>
            }
        </section>
    }
}

fn item(term: &Term, open: Option<&str>, locale: Locale) -> Html {
    let route = Route::Term {
        term: term.id.clone(),
    };
    let current = open == Some(term.id.as_str());
    html! {
        <li key={term.id.clone()}>
            <a
                href={format!("#{}", route.to_path())}
                aria-current={current.then_some("true")}
                data-testid={format!("glossary-{}", term.id)}
            >
                <span>{ name_of(term, locale) }</span>
                { other_of(term, locale) }
            </a>
        </li>
    }
}
