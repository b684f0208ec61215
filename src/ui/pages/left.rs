//! What left this tab: every request that the page made of anybody else.

use certlab::lab::Purpose;
use yew::prelude::*;

use super::kept::KeptHere;
use crate::ui::components::CopyButton;
use crate::ui::i18n::{Left, use_locale};
use crate::ui::platform::engine::Departure;
use crate::ui::platform::use_engine;

/// Every request since the page was loaded.
#[component]
pub(crate) fn LeftPage() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let departures = &engine.departures;
    html! {
        <section class="left-tab">
            <header class="start-lead">
                <h1 class="page-title">{ locale.say(Left::Title) }</h1>
                <p class="quiet">{ locale.say(Left::Lead) }</p>
            </header>
            if departures.is_empty() {
                <p class="left-none" data-testid="left-none">{ locale.say(Left::Nothing) }</p>
            } else {
                <p class="small">
                    { locale.say(Left::Count(departures.len())) }
                    <CopyButton value={as_text(departures)} what={locale.say(Left::Title)} />
                </p>
                <div class="left-scroll" tabindex="0" role="region" aria-label={locale.say(Left::Title)}>
                    <table data-testid="left">
                        <thead>
                            <tr>
                                <th scope="col">{ locale.say(Left::When) }</th>
                                <th scope="col">{ locale.say(Left::Whom) }</th>
                                <th scope="col">{ locale.say(Left::What) }</th>
                                <th scope="col">{ locale.say(Left::Outcome) }</th>
                            </tr>
                        </thead>
                        <tbody>
                            { for departures.iter().rev().enumerate().map(|(index, departure)| html! {
                                <tr key={departures.len() - index}>
                                    <td><time class="value">{ locale.date_time(departure.at) }</time></td>
                                    <td class="value">{ format!("{} {}", departure.method, departure.url) }</td>
                                    <td>{ locale.say(purpose(departure)) }</td>
                                    <td class="value">{ outcome(departure) }</td>
                                </tr>
                            }) }
                        </tbody>
                    </table>
                </div>
            }
            <KeptHere />
        </section>
    }
}

fn purpose(departure: &Departure) -> Left {
    match &departure.purpose {
        Purpose::Acme { operation, .. } => Left::Acme(operation.clone()),
        Purpose::Vault { operation, .. } => Left::Vault(operation.clone()),
        Purpose::Venafi { operation, .. } => Left::Venafi(operation.clone()),
        Purpose::Dns { resolver, .. } => Left::Dns(resolver.clone()),
        Purpose::Web { .. } => Left::Web,
        Purpose::Probe { .. } => Left::Probe,
    }
}

fn outcome(departure: &Departure) -> String {
    match departure.status {
        Some(Ok(status)) => status.to_string(),
        Some(Err(failure)) => failure.to_string(),
        None => "…".to_owned(),
    }
}

fn as_text(departures: &[Departure]) -> String {
    let lines = departures.iter().map(|departure| {
        let (at, method, url) = (departure.at, departure.method, &departure.url);
        format!("{at} {method} {url} {}", outcome(departure))
    });
    lines.collect::<Vec<_>>().join("\n")
}
