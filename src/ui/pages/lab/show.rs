//! A practice issuance that plays by itself: the same actions that a person
//! would take, slowly, with a sentence for each thing that happens.

use std::collections::BTreeSet;

use certlab::certmanager::api::Challenge;
use certlab::clock::Timestamp;
use certlab::kube::ObjectKey;
use certlab::lab::{Action, World};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::hooks::{use_now, use_select};
use crate::ui::i18n::{Tour, use_locale};
use crate::ui::platform::{EngineHandle, use_engine};
use crate::ui::routes::Route;
use crate::ui::stages::{Beat, beat};
use crate::ui::store::practice_wildcard;

/// What the show needs.
#[derive(Properties, PartialEq)]
pub(super) struct ShowProps {
    /// The Certificate that is issued, once there is one.
    pub(super) certificate: UseStateHandle<Option<ObjectKey>>,
}

/// Plays the issuance, and says what happens.
#[component]
pub(super) fn Show(props: &ShowProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let wall = use_now();
    let navigator = use_navigator();
    let select = use_select();
    let hand = use_mut_ref(Hand::default);
    {
        let (engine, certificate) = (engine.clone(), props.certificate.clone());
        use_effect_with(wall, move |wall| {
            hand.borrow_mut().act(&engine, &certificate, *wall);
        });
    }
    {
        let engine = engine.clone();
        use_effect_with((), move |()| {
            engine.slow_down(true);
            move || engine.slow_down(false)
        });
    }
    let now = match &*props.certificate {
        Some(key) => beat(&engine.lab, key).0,
        None => Beat::Wish,
    };
    let leave = Callback::from(move |_: MouseEvent| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Lab);
        }
    });
    let open = {
        let certificate = (*props.certificate).clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(key) = &certificate {
                select.emit(key.clone());
            }
        })
    };
    html! {
        <section class="show" data-testid="show" data-beat={format!("{now:?}")} aria-label={locale.say(Tour::Name)}>
            <ol class="show-beats" aria-hidden="true">
                { for Beat::ALL.into_iter().map(|beat| html! {
                    <li key={format!("{beat:?}")} class={(beat <= now).then_some("show-past")} />
                }) }
            </ol>
            <p class="show-words" role="status">{ locale.say(Tour::Beat(now)) }</p>
            if now == Beat::Done {
                <button type="button" class="button-primary" data-testid="show-open" onclick={open}>
                    { locale.say(Tour::Open) }
                </button>
            } else {
                <button type="button" data-testid="show-stop" onclick={leave}>
                    { locale.say(Tour::TakeOver) }
                </button>
            }
        </section>
    }
}

/// The hand that does what a person would do.
#[derive(Default)]
struct Hand {
    /// Since when a record has been waited for.
    waiting_since: Option<Timestamp>,
    published: BTreeSet<ObjectKey>,
}

impl Hand {
    /// Called once a second.
    fn act(
        &mut self,
        engine: &EngineHandle,
        certificate: &UseStateHandle<Option<ObjectKey>>,
        wall: Timestamp,
    ) {
        if engine.world() != World::Practice || !engine.is_now() {
            return engine.switch_world(World::Practice);
        }
        let Some(key) = &**certificate else {
            let objects = practice_wildcard(&engine.lab);
            certificate.set(objects.last().map(ObjectKey::from));
            return engine.dispatch(Action::Apply { objects });
        };
        let (Beat::Record, challenge) = beat(&engine.lab, key) else {
            self.waiting_since = None;
            return;
        };
        let since = *self.waiting_since.get_or_insert(wall);
        if wall.since(since).as_secs() < READING_SECS || self.published.contains(&challenge) {
            return;
        }
        let object = engine.lab.store().get(&challenge);
        if let Some(spec) = object.and_then(|object| object.challenge()) {
            engine.dispatch(publish(spec));
            engine.dispatch(Action::CheckNow {
                challenge: challenge.clone(),
            });
            self.published.insert(challenge);
        }
    }
}

fn publish(challenge: &Challenge) -> Action {
    Action::Publish {
        name: challenge.record_name(),
        value: challenge.spec.key.clone(),
        ttl_secs: TTL_SECS,
    }
}

/// So long a record is looked at before it is published.
const READING_SECS: u64 = 6;

const TTL_SECS: u32 = 60;
