//! The decoded fields of a thing, in words.

use certlab::x509::reading::{Reading, Section};
use yew::prelude::*;

use crate::ui::i18n::{Locale, Workshop};
use crate::ui::inspect::line::{octets, topic, value};

/// All that a thing says.
pub(super) fn sections(reading: &Reading, locale: Locale) -> Html {
    html! {
        <div class="item-sections">
            { for reading.sections.iter().enumerate().map(|(place, part)| section(place, part, locale)) }
        </div>
    }
}

fn section(place: usize, section: &Section, locale: Locale) -> Html {
    let (title, dotted) = topic(&section.topic, locale);
    html! {
        <div class="item-section" key={place}>
            <h3>
                { title }
                if let Some(dotted) = dotted {
                    <span class="small quiet value">{ format!(" {dotted}") }</span>
                }
                if section.critical == Some(true) {
                    <span class="item-critical small">{ locale.say(Workshop::Critical) }</span>
                }
            </h3>
            if section.malformed {
                <p class="errors">{ locale.say(Workshop::Malformed) }</p>
            }
            <dl class="fields">
                { for section.lines.iter().enumerate().map(|(place, line)| html! {
                    <div key={place}>
                        <dt>{ locale.say(Workshop::Label(line.label)) }</dt>
                        <dd class="value" data-testid="item-field" data-label={format!("{:?}", line.label)}>
                            { value(line, locale) }
                        </dd>
                    </div>
                }) }
            </dl>
            if let Some(raw) = &section.raw {
                <p class="value item-octets">{ octets(raw) }</p>
            }
        </div>
    }
}
