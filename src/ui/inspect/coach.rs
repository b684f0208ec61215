//! The DNS coach: where a record belongs, and what is wrong with it.

use certlab::certmanager::api::Challenge;
use certlab::dns::Diagnosis;
use certlab::dns::survey::{Home, Misplacement};
use yew::prelude::*;

use super::record::Record;
use crate::ui::i18n::{Coach, Locale};
use crate::ui::stages::{State, state_icon};

/// Which zone the record belongs into, once resolvers have told.
pub(super) fn place_of(
    challenge: &Challenge,
    record: &Record,
    home: Option<&Home>,
    locale: Locale,
) -> Html {
    let Some(home) = home else {
        return Html::default();
    };
    let alias = home.aliases.last().map(|to| Coach::Alias {
        from: challenge.record_name(),
        to: to.clone(),
    });
    let cut = record
        .registered
        .as_ref()
        .filter(|_| home.aliases.is_empty())
        .map(|registered| Coach::Cut {
            zone: home.zone.clone(),
            registered: registered.clone(),
        });
    html! {
        <div class="zone small" data-testid="dns-zone" data-zone={home.zone.clone()}>
            <p>
                { locale.say(Coach::Zone(home.zone.clone())) }
                if !home.servers.is_empty() {
                    { " " }
                    <span class="quiet">
                        { locale.say(Coach::Servers(home.servers.join(", "))) }
                    </span>
                }
            </p>
            { for [alias, cut].into_iter().flatten().map(|text| html! {
                <p>{ locale.say(text) }</p>
            }) }
        </div>
    }
}

/// What is wrong and what to do, the most useful first.
pub(super) fn diagnoses(found: &[Diagnosis], record: &Record, locale: Locale) -> Html {
    if found.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="diagnoses" aria-live="polite">
            { for found.iter().enumerate().map(|(number, diagnosis)| {
                let remedy = Coach::Remedy {
                    diagnosis: diagnosis.clone(),
                    relative_name: record.relative_name.clone(),
                    zone: record.zone.clone(),
                };
                html! {
                    <li
                        key={number}
                        data-testid="dns-diagnosis"
                        data-diagnosis={code(diagnosis)}
                    >
                        { state_icon(state(diagnosis)) }
                        <div>
                            <p><strong>{ locale.say(Coach::What(diagnosis.clone())) }</strong></p>
                            if let Diagnosis::Caa { records, .. } = diagnosis {
                                { for records.iter().map(|record| html! {
                                    <p class="value small">
                                        { format!("{} \"{}\"", record.tag, record.value) }
                                    </p>
                                }) }
                            }
                            <p class="small">{ locale.say(remedy) }</p>
                        </div>
                    </li>
                }
            }) }
        </ul>
    }
}

fn state(diagnosis: &Diagnosis) -> State {
    match diagnosis {
        Diagnosis::OnlySibling => State::Waiting,
        _ => State::Failed,
    }
}

/// A word for each, for tests and styles.
const fn code(diagnosis: &Diagnosis) -> &'static str {
    match diagnosis {
        Diagnosis::Misplaced { why, .. } => match why {
            Misplacement::Doubled => "doubled",
            Misplacement::Bare => "bare",
            Misplacement::Above => "above",
            Misplacement::Star => "star",
        },
        Diagnosis::Dressed => "dressed",
        Diagnosis::KeyAuthorization => "key-authorization",
        Diagnosis::OlderOrder { .. } => "older-order",
        Diagnosis::LikeAnOrders => "like-an-orders",
        Diagnosis::OnlySibling => "only-sibling",
        Diagnosis::Caa { .. } => "caa",
        Diagnosis::CaaFailed { .. } => "caa-failed",
        _ => "other",
    }
}
