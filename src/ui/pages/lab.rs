//! The lab: the start while nothing is there, and then the stage with the
//! guidance and the inspector below it.

mod show;

use certlab::kube::{Kind, ObjectKey};
use yew::prelude::*;
use yew_router::prelude::*;

use self::show::Show;
use crate::ui::hooks::{Pointer, use_select};
use crate::ui::i18n::{Shell, Timeline, use_locale};
use crate::ui::inspect::clock::ClockBar;
use crate::ui::inspect::faults::FaultPanel;
use crate::ui::inspect::file_guidance::FileGuidance;
use crate::ui::inspect::guidance::Guidance;
use crate::ui::inspect::inspector::Inspector;
use crate::ui::inspect::problems::Problems;
use crate::ui::platform::engine::{Shown, Story};
use crate::ui::platform::use_engine;
use crate::ui::routes::Route;
use crate::ui::stages::beat;
use crate::ui::stages::herald::Herald;
use crate::ui::stages::stage::StageView;
use crate::ui::stages::start::Start;
use crate::ui::stages::timeline::TimelineView;

/// Which object is open.
#[derive(Properties, PartialEq)]
pub(crate) struct LabPageProps {
    /// The object in the inspector.
    #[prop_or_default]
    pub(crate) selected: Option<ObjectKey>,
    /// Its view.
    #[prop_or_default]
    pub(crate) tab: Option<AttrValue>,
    /// Whether an issuance plays by itself.
    #[prop_or_default]
    pub(crate) show: bool,
}

/// The lab.
#[component]
pub(crate) fn LabPage(props: &LabPageProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let select = use_select();
    let navigator = use_navigator();
    let store = engine.lab.store();
    let empty = Kind::ALL
        .iter()
        .all(|kind| store.list(*kind).next().is_none());
    let pointed = use_state_eq(|| None::<ObjectKey>);
    let shown_certificate = use_state_eq(|| None::<ObjectKey>);
    if empty && engine.is_now() && !props.show {
        return html! { <Start /> };
    }
    let selected = match (&*shown_certificate, props.show) {
        (Some(key), true) => Some(beat(&engine.lab, key).1),
        _ => props.selected.clone(),
    };
    let onclose = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Lab);
        }
    });
    let pointer = Pointer {
        at: (*pointed).clone(),
        set: {
            let setter = pointed.setter();
            Callback::from(move |object| setter.set(object))
        },
    };
    html! {
        <ContextProvider<Pointer> context={pointer}>
            <Elsewhen />
            if props.show {
                <Show certificate={shown_certificate} />
            }
            <div class="page-head">
                <h1 class={if props.show { "hidden-text" } else { "page-title" }}>
                    { locale.say(Shell::StageTitle) }
                </h1>
                if engine.is_now() && !props.show {
                    <StartOver />
                }
            </div>
            <StageView {selected} onselect={select.clone()} onclose={onclose.clone()} />
            <Herald />
            <TimelineView />
            if engine.is_now() {
                <ClockBar />
            }
            if engine.is_now() {
                <FaultPanel />
            }
            <Problems onselect={select.clone()} />
            <div class="panels">
                if !props.show {
                    <Guidance onselect={select.clone()} />
                    <FileGuidance onselect={select.clone()} />
                }
                if let Some(selected) = &props.selected {
                    <Inspector
                        key={format!("{}/{selected}", selected.kind)}
                        object={selected.clone()}
                        tab={props.tab.clone()}
                        onselect={select}
                        {onclose}
                    />
                }
            </div>
        </ContextProvider<Pointer>>
    }
}

/// Says plainly that another moment than now is on the screen, and leads back.
#[component]
fn Elsewhen() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let (title, meaning, way) = match &engine.shown {
        Shown::Now | Shown::Elsewhere => return Html::default(),
        Shown::Past(_) => (Timeline::Past, Timeline::PastMeaning, Timeline::BackToNow),
        Shown::Recorded {
            story, faithful, ..
        } => {
            let name = match story {
                Story::Scenario(scenario) => locale.say(Timeline::Scenario(*scenario)).to_string(),
                Story::File(name) => name.clone(),
                Story::Link => locale.say(Timeline::FromLink).to_string(),
            };
            let meaning = match faithful {
                Some(false) => Timeline::Unfaithful,
                _ => Timeline::RecordedMeaning,
            };
            (Timeline::Recorded(name), meaning, Timeline::CloseRun)
        }
    };
    let back = Callback::from(move |_| engine.back_to_now());
    html! {
        <div class="elsewhen" role="status" data-testid="elsewhen">
            <p><strong>{ locale.say(title) }</strong>{ " " }<span class="small">{ locale.say(meaning) }</span></p>
            <button type="button" data-testid="back-to-now" onclick={back}>{ locale.say(way) }</button>
        </div>
    }
}

/// Forgets everything in this world, after asking.
#[component]
fn StartOver() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let asking = use_state_eq(|| false);
    let set = |value: bool| {
        let setter = asking.setter();
        Callback::from(move |_: MouseEvent| setter.set(value))
    };
    if !*asking {
        return html! {
            <button type="button" class="button-plain" data-testid="start-over" onclick={set(true)}>
                { locale.say(Shell::StartOver) }
            </button>
        };
    }
    let sure = Callback::from(move |_| engine.start_over());
    html! {
        <div class="question" role="alertdialog" aria-label={locale.say(Shell::StartOver)}>
            <span class="small">{ locale.say(Shell::StartOverSure) }</span>
            <button type="button" class="button-danger" data-testid="start-over-yes" onclick={sure}>
                { locale.say(Shell::StartOverYes) }
            </button>
            <button type="button" onclick={set(false)}>{ locale.say(Shell::Cancel) }</button>
        </div>
    }
}
