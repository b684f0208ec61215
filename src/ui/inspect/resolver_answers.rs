//! What resolvers say of a record, and what follows from it.

use certlab::clock::Timestamp;
use certlab::dns::{ExtendedError, Failure, Finding};
use certlab::http::HttpFailure;
use certlab::lab::{DnsCheck, ResolverAnswer, World};
use yew::prelude::*;

use crate::ui::i18n::dns::Advice;
use crate::ui::i18n::{Coach, Dns, Locale, Stage};
use crate::ui::stages::{State, state_icon};

/// Where a record is asked for.
pub(super) struct Place<'a> {
    /// The open world.
    pub(super) world: World,
    /// The values of other Challenges at the same name.
    pub(super) siblings: &'a [&'a str],
    /// Whether it is the Challenge's turn.
    pub(super) processing: bool,
    /// Whether it is known what is wrong.
    pub(super) diagnosed: bool,
}

/// Whether questions are under way.
pub(super) fn is_asking(check: Option<&DnsCheck>) -> bool {
    check.is_some_and(|check| !check.is_complete())
}

/// One row a resolver, and advice below.
pub(super) fn answers(
    check: Option<&DnsCheck>,
    now: Timestamp,
    place: &Place<'_>,
    locale: Locale,
) -> Html {
    let Some(check) = check else {
        return html! { <p class="small quiet">{ locale.say(Dns::NotAsked) }</p> };
    };
    html! {
        <div class="answers" aria-live="polite">
            <div class="answers-head small">
                <strong>{ locale.say(Dns::Answers) }</strong>
                <span class="quiet">{ locale.say(Dns::Asked(now.since(check.at).as_secs())) }</span>
            </div>
            <ul>
                { for check.answers.iter().map(|answer| {
                    row(answer, now.since(check.at).as_secs(), place, locale)
                }) }
            </ul>
            if let Some(advice) = advice(check).filter(|advice| match advice {
                Advice::AllSee => place.processing,
                Advice::NobodySees | Advice::WrongValue => !place.diagnosed,
                Advice::SomeSee | Advice::NoAnswer => true,
            }) {
                <p class="small">{ locale.say(Dns::Advice(advice)) }</p>
            }
        </div>
    }
}

fn row(answer: &ResolverAnswer, age_secs: u64, place: &Place<'_>, locale: Locale) -> Html {
    let (finding, state, text) = reading(answer.finding.as_ref(), place.siblings);
    let name = match place.world {
        World::Practice => locale.say(Stage::PracticeDns),
        World::Real => AttrValue::from(answer.resolver.name.clone()),
    };
    let left = answer.finding.as_ref().and_then(Finding::ttl_secs);
    let left = left.map(|ttl| u64::from(ttl).saturating_sub(age_secs));
    html! {
        <li
            key={answer.resolver.url.clone()}
            data-testid="resolver-answer"
            data-resolver={answer.resolver.name.clone()}
            data-finding={finding}
        >
            { state_icon(state) }
            <span class="resolver-name">{ name }</span>
            <span class="quiet">
                { locale.say(text) }
                if !answer.aliases.is_empty() {
                    { " " }
                    { locale.say(Dns::Aliases(answer.aliases.join(" → "))) }
                }
                if let Some(left) = left {
                    { " " }
                    <span data-testid="ttl-left">{ locale.say(Coach::Left(left)) }</span>
                }
                if answer.is_bogus() {
                    <span class="why" data-testid="dnssec-bogus">{ locale.say(Coach::Bogus) }</span>
                }
                { for answer.errors.iter().map(|error| why(error, locale)) }
            </span>
        </li>
    }
}

/// Why the resolver failed, in its words and in ours.
fn why(error: &ExtendedError, locale: Locale) -> Html {
    let name = error.name().unwrap_or("?");
    let text = match error.text.as_str() {
        "" => String::new(),
        text => format!(": {text}"),
    };
    html! {
        <span class="why" data-testid="extended-error" data-code={error.code.to_string()}>
            <span lang="en">{ format!("EDE {} {name}{text}", error.code) }</span>
            { " " }
            { locale.say(Coach::Extended(error.code)) }
        </span>
    }
}

/// A finding as a word for `data-finding`, as a state and as a text.
fn reading(finding: Option<&Finding>, siblings: &[&str]) -> (&'static str, State, Dns) {
    match finding {
        None => ("asking", State::Working, Dns::Asking),
        Some(Finding::Found { ttl_secs }) => ("found", State::Ready, Dns::Found(*ttl_secs)),
        Some(Finding::NotYet { nxdomain: true, .. }) => {
            ("not-yet", State::Waiting, Dns::NameMissing)
        }
        Some(Finding::NotYet { .. }) => ("not-yet", State::Waiting, Dns::RecordMissing),
        Some(Finding::WrongValue { values, .. }) if are_siblings(values, siblings) => {
            ("wrong-value", State::Waiting, Dns::OnlySibling)
        }
        Some(Finding::WrongValue { values, .. }) => (
            "wrong-value",
            State::Failed,
            Dns::WrongValue(values.join(", ")),
        ),
        Some(Finding::Failed(failure)) => ("failed", State::Failed, failed(*failure)),
    }
}

fn failed(failure: Failure) -> Dns {
    match failure {
        Failure::Http(HttpFailure::Unreachable) => Dns::Unreachable,
        Failure::Http(HttpFailure::Blocked) => Dns::Blocked,
        Failure::Status(status) => Dns::Status(status),
        Failure::Rcode(rcode) => Dns::Rcode(format!("{rcode:?}").to_uppercase()),
        Failure::Malformed => Dns::Malformed,
        _ => Dns::OtherFinding,
    }
}

/// Whether all that was found belongs to other Challenges at the same name.
fn are_siblings(values: &[String], siblings: &[&str]) -> bool {
    values
        .iter()
        .all(|value| siblings.contains(&value.as_str()))
}

/// What follows from all answers together; nothing while some are missing.
fn advice(check: &DnsCheck) -> Option<Advice> {
    if !check.is_complete() {
        return None;
    }
    let count = |wanted: fn(&Finding) -> bool| {
        check
            .answers
            .iter()
            .filter_map(|answer| answer.finding.as_ref())
            .filter(|finding| wanted(finding))
            .count()
    };
    let found = count(|finding| matches!(finding, Finding::Found { .. }));
    let missing = count(|finding| matches!(finding, Finding::NotYet { .. }));
    let wrong = count(|finding| matches!(finding, Finding::WrongValue { .. }));
    Some(match (found, missing, wrong) {
        (0, 0, 0) => Advice::NoAnswer,
        (0, _, 1..) => Advice::WrongValue,
        (_, 0, 0) => Advice::AllSee,
        (0, _, 0) => Advice::NobodySees,
        _ => Advice::SomeSee,
    })
}

#[cfg(test)]
mod tests {
    use certlab::dns::Resolver;

    use super::*;

    #[test]
    fn advice_follows_from_all_answers_together() {
        let found = || Some(Finding::Found { ttl_secs: 60 });
        let missing = || {
            Some(Finding::NotYet {
                nxdomain: true,
                ttl_secs: None,
            })
        };
        let wrong = || {
            Some(Finding::WrongValue {
                values: vec!["x".to_owned()],
                ttl_secs: 60,
            })
        };
        let dead = || Some(Finding::Failed(Failure::Http(HttpFailure::Unreachable)));
        for (findings, expected) in [
            (vec![None, found()], None),
            (vec![dead()], Some(Advice::NoAnswer)),
            (vec![missing(), dead()], Some(Advice::NobodySees)),
            (vec![missing(), found()], Some(Advice::SomeSee)),
            (vec![found(), dead()], Some(Advice::AllSee)),
            (vec![found(), wrong()], Some(Advice::SomeSee)),
            (vec![wrong(), missing()], Some(Advice::WrongValue)),
        ] {
            let check = DnsCheck {
                at: Timestamp::default(),
                name: "n".to_owned(),
                expected: "v".to_owned(),
                answers: findings
                    .iter()
                    .map(|finding| ResolverAnswer {
                        finding: finding.clone(),
                        ..ResolverAnswer::new(Resolver::new("r", "https://r.test/dns-query"))
                    })
                    .collect(),
            };
            assert_eq!(advice(&check), expected, "{findings:?}");
        }
    }
}
