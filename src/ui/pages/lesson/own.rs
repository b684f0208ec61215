//! Lessons of a teacher's own: from a file, or from an address of this site.

use certlab::lab::lesson::Lesson as Content;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::hooks::{keep_lesson, lesson_at};
use crate::ui::i18n::{Lesson, use_locale};
use crate::ui::platform::{self, use_engine};
use crate::ui::routes::Route;

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    Unread,
    Bad(AttrValue),
}

/// Opens a lesson of one's own.
#[component]
pub(super) fn OwnLesson() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let navigator = use_navigator();
    let fault = use_state_eq(|| None::<Fault>);
    let address = use_state_eq(AttrValue::default);
    let open = Callback::from(move |name: String| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Lesson { name });
        }
    });
    let onchange = {
        let (fault, open) = (fault.setter(), open.clone());
        Callback::from(move |event: Event| {
            let (fault, open, engine) = (fault.clone(), open.clone(), engine.clone());
            let done = Callback::from(move |(_, text): (String, Option<String>)| {
                match text.as_deref().map(|text| (text, Content::read(text))) {
                    None => fault.set(Some(Fault::Unread)),
                    Some((_, Err(why))) => fault.set(Some(Fault::Bad(why.to_string().into()))),
                    Some((text, Ok(lesson))) => {
                        fault.set(None);
                        let name = keep_lesson(text);
                        // Opened again, it begins again.
                        engine.begin_lesson(&name, lesson.world);
                        open.emit(name);
                    }
                }
            });
            platform::read_chosen(&event, MOST, done);
        })
    };
    let oninput = {
        let address = address.setter();
        Callback::from(move |event: InputEvent| address.set(platform::input_value(&event).into()))
    };
    let named = lesson_at(&address);
    let go = {
        let named = named.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(name) = named.clone() {
                open.emit(name);
            }
        })
    };
    html! {
        <section class="own-lesson" data-testid="own-lesson">
            <h2>{ locale.say(Lesson::Own) }</h2>
            <p class="quiet">{ locale.say(Lesson::OwnLead) }</p>
            <label class="button">
                { locale.say(Lesson::OwnFile) }
                <input
                    type="file"
                    class="hidden-text"
                    accept=".json,application/json"
                    data-testid="own-file"
                    {onchange}
                />
            </label>
            <div role="alert">
                if let Some(fault) = &*fault {
                    { said(fault, locale.say(Lesson::OwnUnread), locale.say(Lesson::OwnBad)) }
                }
            </div>
            <div class="field">
                <label for="own-address">{ locale.say(Lesson::OwnAddress) }</label>
                <div class="actions">
                    <input id="own-address" data-testid="own-address" spellcheck="false" value={(*address).clone()} {oninput} />
                    <button type="button" data-testid="own-open" disabled={named.is_none()} onclick={go}>
                        { locale.say(Lesson::OwnOpen) }
                    </button>
                </div>
            </div>
        </section>
    }
}

fn said(fault: &Fault, unread: AttrValue, bad: AttrValue) -> Html {
    match fault {
        Fault::Unread => html! { <p class="bad" data-testid="own-fault">{ unread }</p> },
        Fault::Bad(why) => html! {
            <>
                <p class="bad">{ bad }</p>
                <p class="value" lang="en" data-testid="own-fault">{ why.clone() }</p>
            </>
        },
    }
}

/// Lessons of the site are a tenth of that.
const MOST: usize = 200_000;
