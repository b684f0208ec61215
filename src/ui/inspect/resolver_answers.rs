//! What resolvers say of a record, and what follows from it.

use certlab::clock::Timestamp;
use certlab::dns::{Failure, Finding};
use certlab::encoding::from_base64url;
use certlab::http::HttpFailure;
use certlab::lab::{DnsCheck, ResolverAnswer, World};
use yew::prelude::*;

use crate::ui::i18n::dns::Advice;
use crate::ui::i18n::{Dns, Locale, Stage};
use crate::ui::stages::{State, state_icon};

/// Where a record is asked for.
pub(super) struct Place<'a> {
    /// The open world.
    pub(super) world: World,
    /// The values of other Challenges at the same name.
    pub(super) siblings: &'a [&'a str],
    /// Whether it is the Challenge's turn.
    pub(super) processing: bool,
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
            <ul>{ for check.answers.iter().map(|answer| row(answer, place, locale)) }</ul>
            if let Some(advice) = advice(check, place.siblings)
                .filter(|advice| place.processing || *advice != Advice::AllSee)
            {
                <p class="small">{ locale.say(Dns::Advice(advice)) }</p>
            }
        </div>
    }
}

fn row(answer: &ResolverAnswer, place: &Place<'_>, locale: Locale) -> Html {
    let (finding, state, text) = reading(answer.finding.as_ref(), place.siblings);
    let name = match place.world {
        World::Practice => locale.say(Stage::PracticeDns),
        World::Real => AttrValue::from(answer.resolver.name.clone()),
    };
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
            </span>
        </li>
    }
}

/// A finding as a word for `data-finding`, as a state and as a text.
fn reading(finding: Option<&Finding>, siblings: &[&str]) -> (&'static str, State, Dns) {
    match finding {
        None => ("asking", State::Working, Dns::Asking),
        Some(Finding::Found { ttl_secs }) => ("found", State::Ready, Dns::Found(*ttl_secs)),
        Some(Finding::NotYet { nxdomain: true }) => ("not-yet", State::Waiting, Dns::NameMissing),
        Some(Finding::NotYet { nxdomain: false }) => {
            ("not-yet", State::Waiting, Dns::RecordMissing)
        }
        Some(Finding::WrongValue { values }) if are_siblings(values, siblings) => {
            ("wrong-value", State::Waiting, Dns::OnlySibling)
        }
        Some(Finding::WrongValue { values }) => (
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
fn advice(check: &DnsCheck, siblings: &[&str]) -> Option<Advice> {
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
    let values: Vec<&String> = check
        .answers
        .iter()
        .filter_map(|answer| match &answer.finding {
            Some(Finding::WrongValue { values }) => Some(values),
            _ => None,
        })
        .flatten()
        .collect();
    let wrong = values.len();
    let siblings = wrong > 0
        && values
            .iter()
            .all(|value| siblings.contains(&value.as_str()));
    let expected = check.expected.as_str();
    let dressed = |value: &&String| value.trim_matches(['"', '\'', ' ', '\t']) == expected;
    let older = |value: &&String| {
        // A digest of this length in base64url is some challenge's value (RFC 8555 §8.4).
        from_base64url(value).is_ok_and(|digest| digest.len() == DIGEST)
    };
    Some(match (found, missing, wrong) {
        _ if siblings => Advice::AddBeside,
        _ if values.iter().any(dressed) => Advice::Quoted,
        (0, _, 1..) if values.iter().all(older) => Advice::OlderValue,
        (0, 0, 0) => Advice::NoAnswer,
        (_, _, 1..) => Advice::WrongValue,
        (_, 0, 0) => Advice::AllSee,
        (0, _, 0) => Advice::NobodySees,
        _ => Advice::SomeSee,
    })
}

/// Octets of a SHA-256 digest.
const DIGEST: usize = 32;

#[cfg(test)]
mod tests {
    use certlab::dns::Resolver;

    use super::*;

    #[test]
    fn advice_follows_from_all_answers_together() {
        let found = || Some(Finding::Found { ttl_secs: 60 });
        let missing = || Some(Finding::NotYet { nxdomain: true });
        let wrong = || {
            Some(Finding::WrongValue {
                values: vec!["x".to_owned()],
            })
        };
        let sibling = || {
            Some(Finding::WrongValue {
                values: vec!["y".to_owned()],
            })
        };
        let wrong_as = |value: &str| {
            Some(Finding::WrongValue {
                values: vec![value.to_owned()],
            })
        };
        let dead = || Some(Finding::Failed(Failure::Http(HttpFailure::Unreachable)));
        for (findings, expected) in [
            (vec![None, found()], None),
            (vec![dead()], Some(Advice::NoAnswer)),
            (vec![missing(), dead()], Some(Advice::NobodySees)),
            (vec![missing(), found()], Some(Advice::SomeSee)),
            (vec![found(), dead()], Some(Advice::AllSee)),
            (vec![found(), wrong()], Some(Advice::WrongValue)),
            (vec![sibling(), missing()], Some(Advice::AddBeside)),
            (vec![wrong_as("\"v\"")], Some(Advice::Quoted)),
            (vec![wrong_as("v "), missing()], Some(Advice::Quoted)),
            (
                vec![wrong_as("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")],
                Some(Advice::OlderValue),
            ),
        ] {
            let check = DnsCheck {
                at: Timestamp::default(),
                name: "n".to_owned(),
                expected: "v".to_owned(),
                answers: findings
                    .iter()
                    .map(|finding| ResolverAnswer {
                        resolver: Resolver::new("r", "https://r.test/dns-query"),
                        finding: finding.clone(),
                        aliases: Vec::new(),
                    })
                    .collect(),
            };
            assert_eq!(advice(&check, &["y"]), expected, "{findings:?}");
        }
    }
}
