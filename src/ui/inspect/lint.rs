//! What the standards say of a certificate or a list, folded until somebody asks.

use std::rc::Rc;

use certlab::x509::lint::{self, Finding, Report, Severity, Standard, Words};
use yew::prelude::*;

use crate::ui::hooks::use_lint_words;
use crate::ui::i18n::{Lint, Locale, use_locale};

/// What is linted.
#[derive(Properties, PartialEq)]
pub(crate) struct LintViewProps {
    /// Element id of what is folded.
    pub(crate) id: AttrValue,
    /// The certificate's or the list's DER.
    pub(crate) der: Rc<[u8]>,
    /// Whether it is a revocation list.
    #[prop_or_default]
    pub(crate) is_list: bool,
}

/// The counts, and below them each finding with its source and what to do.
#[component]
pub(crate) fn LintView(props: &LintViewProps) -> Html {
    let locale = use_locale();
    let open = use_state_eq(|| false);
    let words = use_lint_words(*open);
    let report = use_memo((props.der.clone(), props.is_list), |(der, is_list)| {
        if *is_list {
            lint::revocation_list(der)
        } else {
            lint::certificate(der)
        }
    });
    let Some(report) = &*report else {
        return Html::default();
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let standards = [Standard::Pkix, Standard::Baseline];
    let asked = standards
        .into_iter()
        .filter(|standard| *standard == Standard::Pkix || report.is_tls);
    html! {
        <section class="lint" data-testid="lint">
            <h3 class="lint-head">
                <button
                    type="button"
                    aria-expanded={open.to_string()}
                    aria-controls={props.id.clone()}
                    data-testid="lint-toggle"
                    {onclick}
                >
                    <span class="item-sign" aria-hidden="true">{ if *open { "▾" } else { "▸" } }</span>
                    <span>{ locale.say(Lint::Title) }</span>
                    { for asked.clone().map(|standard| counts(report, standard, locale)) }
                </button>
            </h3>
            <div id={props.id.clone()} hidden={!*open}>
                if *open {
                    { for asked.map(|standard| group(report, standard, words.as_deref(), locale)) }
                    if !report.is_tls {
                        <p class="small quiet">{ locale.say(Lint::NotTls) }</p>
                    }
                    <p class="small quiet" data-testid="lint-passed">{ locale.say(Lint::Passed(report.passed)) }</p>
                }
            </div>
        </section>
    }
}

/// A standard's name and how many findings of each severity it has.
fn counts(report: &Report, standard: Standard, locale: Locale) -> Html {
    let count = |severity| {
        let findings = of(report, standard);
        findings
            .filter(|finding| finding.rule.severity == severity)
            .count()
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Notice];
    let mut found = severities
        .into_iter()
        .map(|severity| (severity, count(severity)))
        .filter(|(_, count)| *count > 0)
        .peekable();
    let is_sound = found.peek().is_none();
    html! {
        <span class="lint-count small" key={format!("{standard:?}")}>
            <span class="quiet">{ locale.say(Lint::Name(standard)) }</span>
            if is_sound {
                <span class="lint-sound">{ format!("✓ {}", locale.say(Lint::Sound)) }</span>
            }
            { for found.map(|(severity, count)| html! {
                <span key={format!("{severity:?}")} class={tone(standard, severity)}>
                    { format!("{} {}", mark(severity), locale.say(Lint::Count(severity, count))) }
                </span>
            }) }
        </span>
    }
}

fn group(report: &Report, standard: Standard, words: Option<&Words>, locale: Locale) -> Html {
    let mut findings = of(report, standard).peekable();
    if findings.peek().is_none() {
        return Html::default();
    }
    html! {
        <div class="lint-group" key={format!("{standard:?}")}>
            <p class="small quiet">{ locale.say(Lint::Binds(standard)) }</p>
            <ul>{ for findings.map(|found| finding(found, words, locale)) }</ul>
        </div>
    }
}

fn finding(finding: &Finding, words: Option<&Words>, locale: Locale) -> Html {
    let rule = finding.rule;
    let texts = words.and_then(|words| words.of(rule.id));
    html! {
        <li key={rule.id} data-testid="lint-finding" data-rule={rule.id}>
            <span class={tone(rule.standard(), rule.severity)} aria-hidden="true">{ mark(rule.severity) }</span>
            <div>
                <p>
                    <span class="hidden-text">{ format!("{}: ", locale.say(Lint::Severity(rule.severity))) }</span>
                    { texts.map_or(rule.id, |(what, _)| what).to_owned() }
                </p>
                if !finding.facts.is_empty() {
                    <p class="value">{ finding.facts.clone() }</p>
                }
                if let Some((_, advice)) = texts {
                    <p class="quiet">{ advice.to_owned() }</p>
                }
                <p class="small quiet" lang="en">{ format!("{} · {}", rule.source, rule.id) }</p>
            </div>
        </li>
    }
}

fn of(report: &Report, standard: Standard) -> impl Iterator<Item = &Finding> {
    let findings = report.findings.iter();
    findings.filter(move |finding| finding.rule.standard() == standard)
}

/// Only what binds everybody is alarming.
const fn tone(standard: Standard, severity: Severity) -> &'static str {
    match (standard, severity) {
        (Standard::Pkix, Severity::Error) => "lint-error",
        (_, Severity::Notice) => "lint-notice",
        _ => "lint-warning",
    }
}

const fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✗",
        Severity::Warning => "!",
        Severity::Notice => "·",
    }
}
