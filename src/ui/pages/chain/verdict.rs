//! The verdict: each path as a row of certificates, each rule with its source.

use certlab::clock::Timestamp;
use certlab::x509::View;
use certlab::x509::path::{Check, End, Outcome, Path, Report};
use yew::prelude::*;

use crate::ui::i18n::Locale;
use crate::ui::i18n::chain::Chain;

/// Shows what came of a check.
pub(super) fn show(report: &Report, at: Timestamp, locale: Locale) -> Html {
    let is_valid = report.is_valid();
    let verdict = if is_valid {
        Chain::Sound
    } else {
        Chain::Unsound
    };
    html! {
        <>
            <p class={classes!("chain-result", tone(is_valid))} data-testid="chain-result">
                <span aria-hidden="true">{ mark(is_valid) }</span>
                { locale.say(verdict) }
            </p>
            <p class="small quiet">
                { locale.say(Chain::Found {
                    certificates: report.certificates.len(),
                    paths: report.paths.len(),
                    at: at.rfc3339(),
                }) }
            </p>
            { for report.paths.iter().zip(1..).map(|(path, number)| one(report, path, number, locale)) }
            if report.is_cut_short {
                <p class="small quiet">{ locale.say(Chain::CutShort) }</p>
            }
        </>
    }
}

fn one(report: &Report, path: &Path, number: usize, locale: Locale) -> Html {
    let is_sound = path.is_valid();
    html! {
        <section class="chain-path" key={number} data-testid="chain-path">
            <h2 class={tone(is_sound)}>{ locale.say(Chain::Path { number, is_sound }) }</h2>
            <ol class="chain-links">
                { for path.certificates.iter().enumerate().map(|(position, place)| {
                    let name = report.certificates.get(*place).map(View::subject).unwrap_or_default();
                    certificate(path, position, &name, locale)
                }) }
                if let End::Missing { issuer, .. } = &path.end {
                    <li class="chain-link chain-missing">
                        <p class="small quiet">{ format!("↑ {}", locale.say(Chain::SignedBy)) }</p>
                        <p><span class="value strong">{ issuer.clone() }</span>{ " " }<span class="chain-role">{ locale.say(Chain::Missing) }</span></p>
                    </li>
                }
            </ol>
        </section>
    }
}

fn certificate(path: &Path, position: usize, name: &str, locale: Locale) -> Html {
    let top = path.certificates.len().saturating_sub(1);
    let role = match (&path.end, position) {
        (End::Anchor, position) if position == top => Chain::Anchor,
        (End::Untrusted, position) if position == top => Chain::Untrusted,
        (_, 0) => Chain::Leaf,
        _ => Chain::Intermediate,
    };
    let own = || {
        path.checks
            .iter()
            .filter(move |check| check.position == position)
    };
    let count = |outcome: &Outcome| own().filter(|check| check.outcome == *outcome).count();
    let (passed, idle) = (count(&Outcome::Passed), count(&Outcome::NotAsked));
    html! {
        <li class="chain-link" key={position}>
            if position > 0 {
                <p class="small quiet">{ format!("↑ {}", locale.say(Chain::SignedBy)) }</p>
            }
            <p>
                <span class="value strong">{ if name.is_empty() { "—" } else { name } }</span>{ " " }
                <span class="chain-role">{ locale.say(role) }</span>
            </p>
            { for own().filter_map(|check| trouble(check, locale)) }
            <details>
                <summary class="small">
                    { locale.say(Chain::Passed(passed)) }
                    if idle > 0 { { format!(" · {}", locale.say(Chain::NotAsked(idle))) } }
                </summary>
                <ul class="chain-rules">
                    { for own().filter(|check| check.outcome == Outcome::Passed).map(|check| html! {
                        <li key={format!("{:?}", check.rule)}>
                            <span class="chain-good" aria-label={locale.say(Chain::Holds)}>{ "✓" }</span>
                            <span>{ locale.say(Chain::Rule(check.rule)) }</span>
                            <span class="small quiet" lang="en">{ check.rule.source() }</span>
                        </li>
                    }) }
                </ul>
            </details>
        </li>
    }
}

/// A rule that is broken, or was not reached.
fn trouble(check: &Check, locale: Locale) -> Option<Html> {
    let rule = locale.say(Chain::Rule(check.rule));
    match &check.outcome {
        Outcome::Failed(failure) => Some(html! {
            <div class="chain-broken" key={format!("{:?}", check.rule)} data-testid="chain-broken">
                <p class="strong"><span aria-hidden="true">{ "✗ " }</span>{ locale.say(Chain::Broken) }{ ": " }{ rule }</p>
                <p>{ locale.say(Chain::Failure(failure.clone())) }</p>
                <p class="quiet">{ locale.say(Chain::Advice(failure.clone())) }</p>
                <p class="small quiet" lang="en">{ check.rule.source() }</p>
            </div>
        }),
        Outcome::NotReached => Some(html! {
            <p class="small quiet" key={format!("{:?}", check.rule)}>{ format!("○ {}: {rule}", locale.say(Chain::NotReached)) }</p>
        }),
        Outcome::Passed | Outcome::NotAsked => None,
    }
}

const fn tone(is_good: bool) -> &'static str {
    if is_good { "chain-good" } else { "chain-bad" }
}

const fn mark(is_good: bool) -> &'static str {
    if is_good { "✓ " } else { "✗ " }
}
