//! A request beside the certificate made from it, folded until somebody asks.

use std::rc::Rc;

use certlab::x509::compare::{Outcome, Part, Side, compare};
use yew::prelude::*;

use super::line::{topic, value};
use crate::ui::i18n::{Compare, Locale, Workshop, use_locale};

/// What is compared.
#[derive(Properties, PartialEq)]
pub(crate) struct CompareViewProps {
    /// Element id of what is folded.
    pub(crate) id: AttrValue,
    /// What the certificate is called, where that is not plain.
    #[prop_or_default]
    pub(crate) name: Option<String>,
    /// The request's DER.
    pub(crate) request: Rc<[u8]>,
    /// The certificate's DER.
    pub(crate) certificate: Rc<[u8]>,
}

/// The outcomes in one line, and below it each field with whoever has it.
#[component]
pub(crate) fn CompareView(props: &CompareViewProps) -> Html {
    let locale = use_locale();
    let open = use_state_eq(|| false);
    let parts = use_memo(
        (props.request.clone(), props.certificate.clone()),
        |(request, certificate)| compare(request, certificate),
    );
    let Some(parts) = &*parts else {
        return Html::default();
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let title = match &props.name {
        Some(name) => Compare::TitleOf(name.clone()),
        None => Compare::Title,
    };
    html! {
        <section class="compare" data-testid="compare">
            <h3 class="lint-head">
                <button
                    type="button"
                    aria-expanded={open.to_string()}
                    aria-controls={props.id.clone()}
                    data-testid="compare-toggle"
                    {onclick}
                >
                    <span class="item-sign" aria-hidden="true">{ if *open { "▾" } else { "▸" } }</span>
                    <span>{ locale.say(title) }</span>
                    <span class="lint-count small">{ for OUTCOMES.into_iter().map(|outcome| count(parts, outcome, locale)) }</span>
                </button>
            </h3>
            <div id={props.id.clone()} hidden={!*open}>
                if *open {
                    <p class="small quiet">{ locale.say(Compare::Lead) }</p>
                    <div class="item-sections">
                        { for parts.iter().enumerate().map(|(place, one)| part(place, one, locale)) }
                    </div>
                }
            </div>
        </section>
    }
}

fn count(parts: &[Part], outcome: Outcome, locale: Locale) -> Html {
    let count = parts.iter().filter(|part| part.outcome == outcome).count();
    if count == 0 {
        return Html::default();
    }
    html! {
        <span key={format!("{outcome:?}")} class={tone(outcome)}>
            { locale.say(Compare::Count(outcome, count)) }
        </span>
    }
}

fn part(place: usize, part: &Part, locale: Locale) -> Html {
    let (title, dotted) = topic(&part.topic, locale);
    let flag = match part.critical {
        [Some(asked), Some(given)] if asked != given => Some(given),
        _ => None,
    };
    html! {
        <div
            class="item-section"
            key={place}
            data-testid="compare-part"
            data-topic={title.clone()}
            data-outcome={format!("{:?}", part.outcome)}
        >
            <h4>
                { title }
                if let Some(dotted) = dotted {
                    <span class="small quiet value">{ format!(" {dotted}") }</span>
                }
                <span class={classes!("compare-outcome", "small", tone(part.outcome))}>
                    { locale.say(Compare::Outcome(part.outcome)) }
                </span>
            </h4>
            if let Some(given) = flag {
                <p class="small lint-warning">{ locale.say(Compare::Critical { given }) }</p>
            }
            <dl class="fields">
                { for part.lines.iter().enumerate().map(|(place, (side, line))| html! {
                    <div key={place} class={shade(*side)} data-side={format!("{side:?}")}>
                        <dt>
                            <span aria-hidden="true">{ mark(*side) }</span>
                            <span class="hidden-text">{ format!("{}: ", locale.say(Compare::Side(*side))) }</span>
                            { locale.say(Workshop::Label(line.label)) }
                        </dt>
                        <dd class="value">{ value(line, locale) }</dd>
                    </div>
                }) }
            </dl>
        </div>
    }
}

const fn tone(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Same => "lint-sound",
        Outcome::Changed | Outcome::Dropped => "lint-warning",
        Outcome::Added => "lint-notice",
    }
}

const fn shade(side: Side) -> &'static str {
    match side {
        Side::Both => "compare-both",
        Side::Asked => "compare-asked",
        Side::Given => "compare-given",
    }
}

const fn mark(side: Side) -> &'static str {
    match side {
        Side::Both => "= ",
        Side::Asked => "− ",
        Side::Given => "+ ",
    }
}

const OUTCOMES: [Outcome; 4] = [
    Outcome::Same,
    Outcome::Changed,
    Outcome::Dropped,
    Outcome::Added,
];
