//! The form for a new Certificate.

mod desk;
mod directory;
mod names;
mod preview;
mod proof;
mod signer;

use std::collections::{BTreeMap, BTreeSet};

use certlab::kube::ObjectKey;
use certlab::lab::Action;
use yew::prelude::*;
use yew_router::prelude::*;

use self::desk::Desk;
use crate::ui::components::ByHand;
use crate::ui::i18n::{Form, Mistake, use_locale};
use crate::ui::platform::{self, use_engine};
use crate::ui::routes::Route;
use crate::ui::store::check::{Fault, check};
use crate::ui::store::directory::{address, directory_url};
use crate::ui::store::draft::DraftAction;
use crate::ui::store::manifest::objects;
use crate::ui::store::{DraftHandle, Field};

/// The form.
#[component]
pub(crate) fn NewPage() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let draft = use_context::<DraftHandle>();
    let seen = use_state_eq(BTreeSet::<Field>::new);
    let left = use_mut_ref(BTreeMap::new);
    let submitted = use_state_eq(|| false);
    // Wanted as soon as the directory has been tried.
    let queued = use_state_eq(|| false);
    let navigator = use_navigator();
    let faults = draft
        .as_ref()
        .map(|draft| check(draft, &engine.lab))
        .unwrap_or_default();

    let send = {
        let (engine, draft) = (engine.clone(), draft.clone());
        move || {
            let Some(draft) = &draft else { return };
            let objects = objects(draft, &engine.lab);
            let key = objects.last().map(ObjectKey::from);
            engine.dispatch(Action::Apply { objects });
            draft.dispatch(DraftAction::Sent);
            if let (Some(navigator), Some(key)) = (&navigator, key) {
                navigator.push(&Route::object(&key));
            }
        }
    };
    {
        let (send, queued, deps) = (send.clone(), queued.clone(), faults.clone());
        use_effect_with((deps, *queued), move |(faults, wanted)| {
            if *wanted && !faults.iter().all(is_untried) {
                queued.set(false);
            } else if *wanted && faults.is_empty() {
                queued.set(false);
                send();
            }
        });
    }
    let Some(draft) = draft else {
        return Html::default();
    };
    let onsubmit = {
        let (engine, draft, faults) = (engine.clone(), draft.clone(), faults.clone());
        let (submitted, queued) = (submitted.clone(), queued.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            submitted.set(true);
            let choice = draft.choice_in(engine.world());
            if faults.iter().any(is_untried)
                && let Some(url) = directory_url(&draft, choice)
            {
                probe(&engine, url);
            }
            match faults.iter().find(|fault| !is_untried(fault)) {
                Some(fault) => platform::focus(fault.field.id()),
                None if faults.is_empty() => send(),
                None => queued.set(true),
            }
        })
    };
    let desk = Desk {
        locale,
        draft: draft.clone(),
        faults,
        seen,
        left,
        submitted: *submitted,
        world: engine.world(),
    };
    let shown = desk.shown();
    html! {
        <form class="form" {onsubmit} novalidate=true>
            <header class="form-head">
                <h1>{ locale.say(Form::Title) }</h1>
                <p class="quiet">{ locale.say(Form::Lead) }</p>
            </header>
            <div class="form-columns">
                <div class="form-main">
                    { names::view(&desk) }
                    { signer::view(&desk, &engine) }
                    <div class="form-end">
                        <button
                            type="submit"
                            class="button-primary button-large"
                            data-testid="create-certificate"
                        >
                            { locale.say(Form::Create) }
                        </button>
                        <button
                            type="button"
                            class="button-plain"
                            onclick={Callback::from(move |_| draft.dispatch(DraftAction::Clear))}
                        >
                            { locale.say(Form::Clear) }
                        </button>
                        <span class="errors" role="status">
                            if shown > 0 && desk.submitted {
                                { locale.say(Form::Unready(shown)) }
                            }
                        </span>
                    </div>
                    <ByHand commands={vec![AttrValue::Static("kubectl apply -f -")]} />
                </div>
                { preview::view(&desk, &engine) }
            </div>
        </form>
    }
}

/// Waits only for the directory to answer.
fn is_untried(fault: &Fault) -> bool {
    fault.mistake == Mistake::DirectoryUntried
}

/// Tries a directory, unless its address is none.
fn probe(engine: &platform::EngineHandle, url: &str) {
    let url = url.trim();
    if address(url).is_ok() {
        engine.dispatch(Action::ProbeDirectory {
            url: url.to_owned(),
        });
    }
}
