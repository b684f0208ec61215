//! What a person has to do now: the records that Challenges wait for.

use std::collections::BTreeSet;
use std::rc::Rc;

use certlab::certmanager::api::{Challenge, ChallengeType, Object};
use certlab::clock::Timestamp;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::{Action, DnsCheck, Lab, World};
use yew::prelude::*;

use super::coach::{diagnoses, place_of};
use super::record::{Record, TTL_SECS};
use super::resolver_answers::{Place, answers, is_asking};
use super::resolvers::Resolvers;
use crate::ui::components::{CopyButton, Explained, Icon, icon};
use crate::ui::hooks::{use_now, use_place_after};
use crate::ui::i18n::{Dns, Locale, use_locale};
use crate::ui::platform::{EngineHandle, use_engine};
use crate::ui::stages::{kind_icon, proven_name};

/// What the guidance needs.
#[derive(Properties, PartialEq)]
pub(crate) struct GuidanceProps {
    /// Opens an object in the inspector.
    pub(crate) onselect: Callback<ObjectKey>,
}

/// The records that are still to be published; nothing if there are none.
#[component]
pub(crate) fn Guidance(props: &GuidanceProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let now = engine.now(use_now());
    let challenges = open_challenges(&engine.lab, ChallengeType::Dns01);
    use_place_after(challenges.len());
    if challenges.is_empty() {
        return Html::default();
    }
    let task = match engine.world() {
        World::Practice => Dns::TaskPractice,
        World::Real => Dns::Task,
    };
    let shared = shared_names(&challenges);
    html! {
        <section class="panel guidance" aria-labelledby="guidance-title">
            <div class="panel-head">
                <h2 id="guidance-title">{ locale.say(Dns::Title(challenges.len())) }</h2>
            </div>
            <div class="task">
                <p><Explained text={locale.say(task)} /></p>
                { for shared.iter().map(|name| html! {
                    <p key={name.clone()}>{ locale.say(Dns::WhyTwo(name.clone())) }</p>
                }) }
            </div>
            <div class="records">
                { for challenges.iter().filter_map(|object| {
                    Some(block(object, object.challenge()?, &engine, now, locale, &props.onselect))
                }) }
            </div>
            if engine.world() == World::Real {
                <Resolvers />
            }
        </section>
    }
}

/// The Challenges of a type that are not final, by name, apex before wildcard.
pub(super) fn open_challenges(lab: &Lab, of_type: ChallengeType) -> Vec<Rc<Object>> {
    let mut open: Vec<Rc<Object>> = lab
        .store()
        .list(Kind::Challenge)
        .filter(|object| {
            object.challenge().is_some_and(|challenge| {
                !challenge.is_final() && challenge.spec.challenge_type == of_type
            })
        })
        .cloned()
        .collect();
    open.sort_by_key(|object| {
        object
            .challenge()
            .map(|challenge| (challenge.spec.dns_name.clone(), challenge.spec.wildcard))
    });
    open
}

/// The names that are proven twice: with and without a star.
fn shared_names(challenges: &[Rc<Object>]) -> BTreeSet<String> {
    let specs = || {
        challenges
            .iter()
            .filter_map(|object| object.challenge())
            .map(|challenge| &challenge.spec)
    };
    specs()
        .filter(|spec| {
            spec.wildcard && specs().any(|other| !other.wildcard && other.dns_name == spec.dns_name)
        })
        .map(|spec| spec.dns_name.clone())
        .collect()
}

fn block(
    object: &Object,
    challenge: &Challenge,
    engine: &EngineHandle,
    now: Timestamp,
    locale: Locale,
    onselect: &Callback<ObjectKey>,
) -> Html {
    let key = object.key();
    let home = engine.lab.home(&key);
    let record = Record::of(challenge, home.as_ref());
    let check = engine.lab.check(&key);
    let siblings: Vec<&str> = engine
        .lab
        .store()
        .list(Kind::Challenge)
        .filter_map(|object| object.challenge())
        .filter(|other| other.spec.dns_name == challenge.spec.dns_name)
        .map(|other| other.spec.key.as_str())
        .filter(|value| *value != challenge.spec.key)
        .collect();
    let place = Place {
        world: engine.world(),
        siblings: &siblings,
        processing: challenge.status.processing,
        diagnosed: !engine.lab.diagnoses(&key).is_empty(),
    };
    let heading = if challenge.spec.wildcard {
        Dns::ForWildcard(challenge.spec.dns_name.clone())
    } else {
        Dns::For(challenge.spec.dns_name.clone())
    };
    let open = {
        let (onselect, key) = (onselect.clone(), key.clone());
        Callback::from(move |_| onselect.emit(key.clone()))
    };
    html! {
        <article
            key={key.to_string()}
            class="record"
            data-testid="dns-guidance"
            data-challenge={key.name.clone()}
            aria-label={proven_name(challenge)}
        >
            <div class="record-head">
                <h3>
                    { kind_icon(Kind::Challenge) }
                    <button type="button" class="link" onclick={open}>{ locale.say(heading) }</button>
                </h3>
                { actions(&key, &record, engine, check, locale) }
            </div>
            <dl class="record-fields">
                { row(locale.say(Dns::FullName), record.full_name.clone(), "txt-fqdn", "copy-fqdn", None) }
                { row(
                    locale.say(Dns::RelativeName),
                    record.relative_name.clone(),
                    "txt-relative",
                    "copy-relative",
                    Some(locale.say(Dns::RelativeTo(record.zone.clone()))),
                ) }
                { row(locale.say(Dns::Value), record.value.clone(), "txt-value", "copy-value", None) }
                <div>
                    <dt>{ locale.say(Dns::Type) }</dt>
                    <dd>
                        <span class="value" data-testid="txt-type">{ "TXT" }</span>
                        <span class="quiet ttl">{ locale.say(Dns::Ttl) }</span>
                        <span class="value" data-testid="txt-ttl">{ TTL_SECS.to_string() }</span>
                        <span class="small quiet">{ locale.say(Dns::TtlUnit) }</span>
                    </dd>
                </div>
            </dl>
            if !challenge.status.processing {
                <p class="small quiet">{ locale.say(Dns::Later) }</p>
            }
            { place_of(challenge, &record, home.as_ref(), locale) }
            { answers(check, now, &place, locale) }
            { diagnoses(&engine.lab.diagnoses(&key), &record, locale) }
        </article>
    }
}

fn row(
    label: AttrValue,
    value: String,
    testid: &'static str,
    copy_testid: &'static str,
    aside: Option<AttrValue>,
) -> Html {
    html! {
        <div>
            <dt>{ label.clone() }</dt>
            <dd>
                <span class="value" data-testid={testid}>{ value.clone() }</span>
                <CopyButton {value} what={label} testid={copy_testid} />
                if let Some(aside) = aside {
                    <span class="small quiet aside">{ aside }</span>
                }
            </dd>
        </div>
    }
}

fn actions(
    key: &ObjectKey,
    record: &Record,
    engine: &EngineHandle,
    check: Option<&DnsCheck>,
    locale: Locale,
) -> Html {
    if !engine.is_now() {
        return Html::default();
    }
    let asking = is_asking(check);
    let published = check.is_some_and(DnsCheck::is_propagated);
    let check_now = {
        let (engine, challenge) = (engine.clone(), key.clone());
        Callback::from(move |_| {
            engine.dispatch(Action::CheckNow {
                challenge: challenge.clone(),
            });
        })
    };
    let publish = {
        let (engine, challenge, record) = (engine.clone(), key.clone(), record.clone());
        Callback::from(move |_| {
            engine.dispatch(Action::Publish {
                name: record.full_name.clone(),
                value: record.value.clone(),
                ttl_secs: TTL_SECS,
            });
            engine.dispatch(Action::CheckNow {
                challenge: challenge.clone(),
            });
        })
    };
    html! {
        <div class="actions">
            if engine.world() == World::Practice && published {
                <span class="good">{ icon(Icon::Done) }{ " " }{ locale.say(Dns::Published) }</span>
            } else if engine.world() == World::Practice {
                <button
                    type="button"
                    class="button-primary"
                    data-testid="publish-practice"
                    onclick={publish}
                >
                    { locale.say(Dns::PublishPractice) }
                </button>
            }
            <button type="button" data-testid="check-now" disabled={asking} onclick={check_now}>
                { locale.say(if asking { Dns::Checking } else { Dns::CheckNow }) }
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use certlab::kube::ObjectMeta;

    use super::*;

    #[test]
    fn a_name_with_and_without_a_star_is_pointed_out() {
        let challenge = |name: &str, wildcard: bool| {
            let mut challenge = Challenge {
                metadata: ObjectMeta::named("default", name),
                ..Challenge::default()
            };
            challenge.spec.dns_name = name.to_owned();
            challenge.spec.wildcard = wildcard;
            Rc::new(Object::Challenge(challenge))
        };
        let challenges = [
            challenge("a.test", false),
            challenge("a.test", true),
            challenge("b.test", true),
        ];
        let shared = shared_names(&challenges);
        assert_eq!(shared.into_iter().collect::<Vec<_>>(), ["a.test"]);
    }
}
