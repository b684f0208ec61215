//! Runs: those that ship with the lab, one's own, and those of a file or link.

use certlab::lab::{Recording, RecordingError, Scenario};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::components::{Icon, Notice, Tone, icon};
use crate::ui::i18n::timeline::RunFault;
use crate::ui::i18n::{Console, Locale, Shell, Timeline, use_locale};
use crate::ui::platform::engine::Story;
use crate::ui::platform::{self, EngineHandle, use_engine};
use crate::ui::routes::Route;

/// All runs that can be replayed from here.
#[component]
pub(crate) fn RunsPage() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let fault = use_state_eq(|| None::<RunFault>);
    let navigator = use_navigator();
    let open_file = {
        let (engine, fault) = (engine.clone(), fault.setter());
        Callback::from(move |event: Event| {
            let (engine, fault, navigator) = (engine.clone(), fault.clone(), navigator.clone());
            let read = move |(name, text): (String, Option<String>)| {
                let run = text.ok_or(RunFault::TooLarge).and_then(|text| read(&text));
                match run {
                    Ok(run) => {
                        engine.open_recording(run, Story::File(name));
                        if let Some(navigator) = &navigator {
                            navigator.push(&Route::Lab);
                        }
                    }
                    Err(why) => fault.set(Some(why)),
                }
            };
            platform::read_chosen(&event, MOST_BYTES, Callback::from(read));
        })
    };
    html! {
        <section class="runs">
            <header class="start-lead">
                <h1 class="page-title">{ locale.say(Timeline::RunsTitle) }</h1>
                <p class="quiet">{ locale.say(Timeline::RunsLead) }</p>
            </header>
            <ul class="run-list">
                { for Scenario::ALL.iter().copied().map(|scenario| html! {
                    <li key={scenario.as_str()}>
                        <h2>{ locale.say(Timeline::Scenario(scenario)) }</h2>
                        <p class="quiet">{ locale.say(Timeline::ScenarioMeaning(scenario)) }</p>
                        <Link<Route>
                            classes="button"
                            to={Route::Run { what: scenario.as_str().to_owned() }}
                        >
                            { icon(Icon::Play) }
                            { locale.say(Timeline::Replay) }
                        </Link<Route>>
                    </li>
                }) }
            </ul>
            <div class="run-more">
                <section>
                    <h2>{ locale.say(Timeline::YourRun) }</h2>
                    <p class="quiet">{ locale.say(Timeline::YourRunLength(engine.length())) }</p>
                    <p class="small quiet">{ locale.say(Timeline::NoKeys) }</p>
                    <Export />
                </section>
                <section>
                    <h2>{ locale.say(Timeline::OpenFile) }</h2>
                    <p class="quiet small">{ locale.say(Timeline::OpenFileHint) }</p>
                    <label class="button">
                        { locale.say(Console::YamlOpen) }
                        <input
                            type="file"
                            class="hidden-text"
                            accept=".json,application/json"
                            data-testid="open-run"
                            onchange={open_file}
                        />
                    </label>
                    <div role="alert">{ fault_view(fault.as_ref(), locale) }</div>
                </section>
            </div>
        </section>
    }
}

/// Saves the run on the screen as a file, or puts a link to it on the clipboard.
#[component]
fn Export() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let shared = use_state_eq(|| None::<bool>);
    let is_empty = engine.length() == 0;
    let save = {
        let engine = engine.clone();
        Callback::from(move |_| {
            if let Some(run) = engine.recording() {
                platform::download(
                    "certlab-run.json",
                    "application/json",
                    run.to_json().as_bytes(),
                );
            }
        })
    };
    let share = {
        let (engine, shared) = (engine.clone(), shared.setter());
        Callback::from(move |_| share(&engine, &shared))
    };
    let said = match *shared {
        None => AttrValue::default(),
        Some(true) => locale.say(Timeline::Shared),
        Some(false) => locale.say(Timeline::TooLongToShare),
    };
    html! {
        <>
            <div class="actions">
                <button type="button" data-testid="export-run" disabled={is_empty} onclick={save}>
                    { icon(Icon::Download) }
                    { locale.say(Timeline::Export) }
                </button>
                <button type="button" data-testid="share-run" disabled={is_empty} onclick={share}>
                    { icon(Icon::Copy) }
                    { locale.say(Timeline::Share) }
                </button>
            </div>
            <p class="small" role="status">{ said }</p>
        </>
    }
}

fn share(engine: &EngineHandle, shared: &UseStateSetter<Option<bool>>) {
    let Some(run) = engine.recording() else {
        return;
    };
    let shared = shared.clone();
    let packed =
        move |packed: Option<String>| match packed.filter(|text| text.len() <= LONGEST_LINK) {
            Some(packed) => {
                let what = format!("{LINK}{packed}");
                let address = platform::address_of(&Route::Run { what }.to_path());
                let shared = shared.clone();
                platform::copy(
                    &address,
                    Callback::from(move |done: bool| shared.set(done.then_some(true))),
                );
            }
            None => shared.set(Some(false)),
        };
    platform::pack(run.to_json(), Callback::from(packed));
}

/// Which run an address names.
#[derive(Properties, PartialEq)]
pub(crate) struct RunPageProps {
    /// A scenario's name, or a whole run.
    pub(crate) what: String,
}

/// Opens the run of an address, and goes to the stage.
#[component]
pub(crate) fn RunPage(props: &RunPageProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let fault = use_state_eq(|| None::<RunFault>);
    let navigator = use_navigator();
    {
        let fault = fault.setter();
        use_effect_with(props.what.clone(), move |what| {
            let open = move |run: Recording, story: Story| {
                engine.open_recording(run, story);
                if let Some(navigator) = &navigator {
                    navigator.replace(&Route::Lab);
                }
            };
            let scenario = Scenario::ALL
                .iter()
                .copied()
                .find(|scenario| scenario.as_str() == what);
            match (scenario, what.strip_prefix(LINK)) {
                (Some(scenario), _) => open(scenario.record(), Story::Scenario(scenario)),
                (None, Some(packed)) if packed.len() <= LONGEST_LINK => {
                    let unpacked = move |text: Option<String>| match text
                        .ok_or(RunFault::BadLink)
                        .and_then(|text| read(&text))
                    {
                        Ok(run) => open(run, Story::Link),
                        Err(why) => fault.set(Some(why)),
                    };
                    platform::unpack(packed, Callback::from(unpacked));
                }
                _ => fault.set(Some(RunFault::BadLink)),
            }
        });
    }
    html! {
        <section class="start-lead">
            <h1 class="page-title">{ locale.say(Timeline::RunsTitle) }</h1>
            if fault.is_none() {
                <p role="status">{ locale.say(Timeline::Opening) }</p>
            }
            <div role="alert">{ fault_view(fault.as_ref(), locale) }</div>
            <p><Link<Route> to={Route::Lab}>{ locale.say(Shell::BackToLab) }</Link<Route>></p>
        </section>
    }
}

fn fault_view(fault: Option<&RunFault>, locale: Locale) -> Html {
    fault.map_or_else(Html::default, |fault| {
        html! {
            <Notice tone={Tone::Bad}>
                <p data-testid="run-fault">{ locale.say(Timeline::Bad(fault.clone())) }</p>
            </Notice>
        }
    })
}

fn read(text: &str) -> Result<Recording, RunFault> {
    Recording::from_json(text).map_err(|error| match error {
        RecordingError::OtherFormat(format) => RunFault::OtherFormat(format),
        RecordingError::NotARun(why) => RunFault::NotARun(why),
        _ => RunFault::TooLarge,
    })
}

/// What an address that holds a whole run begins with.
const LINK: &str = "z.";
/// Addresses longer than that are cut off by mail programs and chats.
const LONGEST_LINK: usize = 60_000;
/// Files larger than that are no runs.
const MOST_BYTES: usize = 32 << 20;
