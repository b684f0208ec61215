//! Names, uses, limits and dates.

use certlab::x509::making::Place;
use certlab::x509::profile::PROFILES;
use certlab::x509::usage::{Effect, Usage};
use certlab::x509::{SignatureAlgorithm, oid};
use yew::prelude::*;

use super::desk::Desk;
use crate::ui::components::FormField;
use crate::ui::i18n::{Make, Workshop};
use crate::ui::platform;

/// The part about names.
pub(super) fn names(desk: &Desk) -> Html {
    let locale = desk.locale;
    html! {
        <>
            { profile(desk) }
            { desk.text(Place::CommonName) }
            { desk.lines(Place::DnsNames) }
            <details open={has_any(desk, &SUBJECT)}>
                <summary data-testid="make-more-subject">{ locale.say(Make::MoreSubject) }</summary>
                <div class="section-more make-grid">
                    { desk.lines(Place::Organizations) }
                    { desk.lines(Place::Units) }
                    { for SUBJECT.iter().skip(2).map(|place| desk.text(*place)) }
                </div>
            </details>
            <details open={has_any(desk, &NAMES)}>
                <summary data-testid="make-more-names">{ locale.say(Make::MoreNames) }</summary>
                <div class="section-more make-grid">
                    { for NAMES.iter().map(|place| desk.lines(*place)) }
                </div>
            </details>
        </>
    }
}

fn profile(desk: &Desk) -> Html {
    let locale = desk.locale;
    let chosen = desk.making.bench.sheet.kind();
    let choose = desk.change(|making, event: &Event| {
        let place: Option<usize> = platform::change_value(event).parse().ok();
        if let Some(profile) = place.and_then(|place| PROFILES.get(place)) {
            making.begin_anew();
            making.bench.sheet.choose(profile.kind);
        }
    });
    html! {
        <FormField
            id="make-profile"
            label={locale.say(Make::Profile)}
            hint={locale.say(Make::KindMeaning(chosen))}
        >
            <select id="make-profile" data-testid="make-profile" aria-describedby="hint-make-profile" onchange={choose}>
                { for PROFILES.iter().enumerate().map(|(place, profile)| html! {
                    <option key={place} value={place.to_string()} selected={profile.kind == chosen}>
                        { locale.say(Make::Kind(profile.kind)) }
                    </option>
                }) }
            </select>
        </FormField>
    }
}

/// The part about uses, limits and dates.
pub(super) fn uses(desk: &Desk) -> Html {
    let (locale, sheet) = (desk.locale, &desk.making.bench.sheet);
    html! {
        <>
            { validity(desk) }
            <div class="field">
                <label class="check">
                    <input
                        type="checkbox"
                        checked={sheet.is_ca()}
                        data-testid="make-is-ca"
                        onchange={desk.change(|making, event: &Event| {
                            making.begin_anew();
                            making.bench.sheet.set_ca(platform::is_checked(event));
                        })}
                    />
                    <span>{ locale.say(Make::IsCa) }</span>
                </label>
            </div>
            if sheet.is_ca() {
                <div class="make-limits">
                    { desk.text(Place::PathLength) }
                    <div class="make-grid">
                        { desk.lines(Place::Permitted) }
                        { desk.lines(Place::Excluded) }
                    </div>
                    <label class="check">
                        <input
                            type="checkbox"
                            checked={!sheet.mild_constraints}
                            data-testid="make-critical"
                            onchange={desk.change(|making, event: &Event| {
                                making.bench.sheet.mild_constraints = !platform::is_checked(event);
                            })}
                        />
                        <span class="small">{ locale.say(Make::Critical) }</span>
                    </label>
                </div>
            }
            { usages(desk) }
            <details open={has_any(desk, &MORE)}>
                <summary data-testid="make-more">{ locale.say(Make::MoreFields) }</summary>
                <div class="section-more">
                    { desk.text(Place::Serial) }
                    { for MORE.iter().skip(1).map(|place| desk.lines(*place)) }
                    { signature(desk) }
                </div>
            </details>
        </>
    }
}

/// For a time or until a date.
fn validity(desk: &Desk) -> Html {
    let (locale, until) = (desk.locale, desk.making.bench.sheet.until_date);
    let way = |by_date: bool, word: Make, id: &'static str| {
        html! {
            <button
                type="button"
                aria-pressed={(by_date == until).to_string()}
                data-testid={id}
                onclick={desk.change(move |making, _: &MouseEvent| {
                    making.begin_anew();
                    making.bench.sheet.until_date = by_date;
                })}
            >
                { locale.say(word) }
            </button>
        }
    };
    html! {
        <div class="make-grid">
            { desk.text(Place::NotBefore) }
            <div class="make-until">
                { desk.text(if until { Place::NotAfter } else { Place::Duration }) }
                <div class="segments" role="group" aria-label={locale.say(Make::Label(Place::Duration))}>
                    { way(false, Make::ForTime, "make-for-time") }
                    { way(true, Make::UntilDate, "make-until-date") }
                </div>
            </div>
        </div>
    }
}

/// Every usage that has a word of its own.
fn usages(desk: &Desk) -> Html {
    let (locale, bench) = (desk.locale, &desk.making.bench);
    let ticked = bench.sheet.usages(bench.subject_algorithm());
    let offered = Usage::ALL.into_iter().filter(|usage| {
        // The same bit and the same purpose under another word.
        !matches!(usage, Usage::Signing | Usage::SMime)
    });
    html! {
        <fieldset class="make-usages">
            <legend>{ locale.say(Make::Usages) }</legend>
            { for offered.map(|usage| {
                let word = match usage.effect() {
                    Effect::Bit(bit) => locale.say(Workshop::Usage(bit)),
                    Effect::Purpose(dotted) => oid::name(dotted).map_or_else(
                        || usage.as_str().into(),
                        AttrValue::Static,
                    ),
                };
                html! {
                    <label key={usage.as_str()} class="check small">
                        <input
                            type="checkbox"
                            checked={ticked.contains(&usage)}
                            data-testid={format!("usage-{}", usage.as_str().replace(' ', "-"))}
                            onchange={desk.change(move |making, event: &Event| {
                                let key = making.bench.subject_algorithm();
                                making.bench.sheet.tick(usage, platform::is_checked(event), key);
                            })}
                        />
                        <span>{ word }</span>
                    </label>
                }
            }) }
        </fieldset>
    }
}

fn signature(desk: &Desk) -> Html {
    let (locale, bench) = (desk.locale, &desk.making.bench);
    let signer = bench.signer_algorithm();
    let ways = SignatureAlgorithm::ALL
        .into_iter()
        .filter(|way| signer.is_some_and(|signer| way.fits(signer)));
    let choose = desk.change(|making, event: &Event| {
        making.bench.sheet.signature =
            SignatureAlgorithm::from_word(&platform::change_value(event));
    });
    html! {
        <FormField id="make-signature" label={locale.say(Make::Signature)}>
            <select id="make-signature" data-testid="make-signature" onchange={choose}>
                <option value="" selected={bench.sheet.signature.is_none()}>{ locale.say(Make::ByKey) }</option>
                { for ways.map(|way| html! {
                    <option key={way.as_str()} value={way.as_str()} selected={bench.sheet.signature == Some(way)}>
                        { way.as_str() }
                    </option>
                }) }
            </select>
        </FormField>
    }
}

/// Whether something is typed in one of these, so that they must be seen.
fn has_any(desk: &Desk, places: &[Place]) -> bool {
    let sheet = &desk.making.bench.sheet;
    places
        .iter()
        .any(|place| !sheet.text(*place).is_empty() || !desk.errors(*place).is_empty())
}

const SUBJECT: [Place; 9] = [
    Place::Organizations,
    Place::Units,
    Place::Country,
    Place::Province,
    Place::Locality,
    Place::Street,
    Place::PostalCode,
    Place::SubjectSerial,
    Place::LiteralSubject,
];

const NAMES: [Place; 4] = [
    Place::IpAddresses,
    Place::Emails,
    Place::Uris,
    Place::OtherNames,
];

const MORE: [Place; 4] = [
    Place::Serial,
    Place::ListUrls,
    Place::OcspUrls,
    Place::IssuerUrls,
];
