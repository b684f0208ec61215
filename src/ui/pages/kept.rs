//! What this browser keeps, and what can be done about it.

use yew::prelude::*;

use crate::ui::components::{Icon, icon};
use crate::ui::i18n::{Kept, Shell, use_locale};
use crate::ui::platform::{self, Room, use_engine};

/// Says that another tab has the workspace, and takes it over; nothing where this one has it.
#[component]
pub(crate) fn OtherTab() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    if !engine.is_read_only() {
        return Html::default();
    }
    let take_over = Callback::from(move |_: MouseEvent| engine.take_over());
    html! {
        <div class="elsewhen" role="status" data-testid="read-only">
            <p>
                <strong>{ locale.say(Kept::OtherTab) }</strong>
                { " " }
                <span class="small">{ locale.say(Kept::OtherTabMeaning) }</span>
            </p>
            <button type="button" data-testid="take-over" onclick={take_over}>
                { locale.say(Kept::TakeOver) }
            </button>
        </div>
    }
}

/// The list of what is kept: save it, put it back, forget it.
#[component]
pub(super) fn KeptHere() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let failed = use_state_eq(|| false);
    let asking = use_state_eq(|| false);
    let ask = |value: bool| {
        let setter = asking.setter();
        Callback::from(move |_: MouseEvent| setter.set(value))
    };
    let restore = {
        let (engine, failed) = (engine.clone(), failed.setter());
        Callback::from(move |event: Event| {
            let (engine, failed) = (engine.clone(), failed.clone());
            failed.set(false);
            let read = Callback::from(move |(_, content): (String, Option<String>)| {
                let failed = failed.clone();
                let fail = Callback::from(move |()| failed.set(true));
                match content {
                    Some(text) => engine.restore_workspace(&text, fail),
                    None => fail.emit(()),
                }
            });
            platform::read_chosen(&event, MOST_BYTES, read);
        })
    };
    let forget = Callback::from(move |_: MouseEvent| engine.forget_everything());
    html! {
        <section class="kept" aria-labelledby="kept-title">
            <h2 id="kept-title">{ locale.say(Kept::Title) }</h2>
            <p class="lead">{ locale.say(Kept::Lead) }</p>
            <HowLong />
            <div class="kept-actions">
                <SaveWorkspace />
                <label class="button">
                    { locale.say(Kept::Restore) }
                    <input
                        type="file"
                        class="hidden-text"
                        accept=".json"
                        data-testid="workspace-restore"
                        onchange={restore}
                    />
                </label>
                if !*asking {
                    <button
                        type="button"
                        class="button-danger"
                        data-testid="forget"
                        onclick={ask(true)}
                    >
                        { locale.say(Kept::Forget) }
                    </button>
                }
            </div>
            if *asking {
                <div class="question" role="alertdialog" aria-label={locale.say(Kept::Forget)}>
                    <span class="small">{ locale.say(Kept::ForgetSure) }</span>
                    <button
                        type="button"
                        class="button-danger"
                        data-testid="forget-yes"
                        onclick={forget}
                    >
                        { locale.say(Kept::ForgetYes) }
                    </button>
                    <button type="button" onclick={ask(false)}>{ locale.say(Shell::Cancel) }</button>
                </div>
            }
            <div class="errors" role="alert" data-testid={(*failed).then_some("restore-failed")}>
                if *failed {
                    <p>{ locale.say(Kept::RestoreFailed) }</p>
                }
            </div>
            <p class="small quiet lead">{ locale.say(Kept::SaveMeaning) }</p>
        </section>
    }
}

/// How much is used, and whether the browser may clear it; nothing where it does not say.
#[component]
fn HowLong() -> Html {
    let locale = use_locale();
    let seen = use_state_eq(|| None::<Room>);
    let asked = use_state_eq(|| false);
    let look = {
        let seen = seen.setter();
        Callback::from(move |room| seen.set(room))
    };
    {
        let look = look.clone();
        use_effect_with((), move |()| platform::room(look));
    }
    let Some(room) = *seen else {
        return Html::default();
    };
    let ask = {
        let asked = asked.setter();
        Callback::from(move |_: MouseEvent| {
            let (asked, look) = (asked.clone(), look.clone());
            platform::keep_for_good(Callback::from(move |room| {
                asked.set(true);
                look.emit(room);
            }));
        })
    };
    let stands = match (room.is_for_good, *asked) {
        (true, _) => Kept::ForGood,
        (false, true) => Kept::NotForGood,
        (false, false) => Kept::MayBeCleared,
    };
    html! {
        <div class="kept-actions" data-testid="room">
            <p class="lead" role="status">
                { locale.say(Kept::Room(whole(room.used), whole(room.quota))) }
                { " " }
                { locale.say(stands) }
            </p>
            if !room.is_for_good && !*asked {
                <button type="button" data-testid="keep-for-good" onclick={ask}>
                    { locale.say(Kept::KeepForGood) }
                </button>
            }
        </div>
    }
}

/// Bytes as a whole number; the browser only guesses anyway.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float is cut off at the ends of the range"
)]
const fn whole(bytes: f64) -> u64 {
    bytes as u64
}

/// Downloads the saved workspace.
#[component]
pub(super) fn SaveWorkspace() -> Html {
    let locale = use_locale();
    let failed = use_state_eq(|| false);
    let save = {
        let failed = failed.setter();
        Callback::from(move |_: MouseEvent| {
            let failed = failed.clone();
            platform::saved_workspace(Callback::from(move |text: Option<String>| {
                failed.set(text.is_none());
                if let Some(text) = text {
                    platform::download(FILE, "application/json", text.as_bytes());
                }
            }));
        })
    };
    html! {
        <>
            <button type="button" data-testid="workspace-save" onclick={save}>
                { icon(Icon::Download) }
                { locale.say(Kept::Save) }
            </button>
            <span class="errors" role="alert">
                if *failed {
                    { locale.say(Kept::SaveFailed) }
                }
            </span>
        </>
    }
}

const FILE: &str = "certlab-workspace.json";

/// More than any browser's quota lets a workspace become in practice.
const MOST_BYTES: usize = 1 << 26;
