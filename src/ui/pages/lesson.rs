//! The lessons: their list, and the panel of the one that is open.

mod answer;
mod own;
mod panel;
mod question;
mod sheet;

use certlab::lab::lesson::LESSONS;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::components::{Icon, icon};
use crate::ui::hooks::{Text, use_lesson};
use crate::ui::i18n::{Lesson, use_locale};
use crate::ui::platform::use_engine;
use crate::ui::routes::Route;

pub(crate) use panel::LessonPanel;
pub(crate) use sheet::SheetPage;

use own::OwnLesson;

/// All lessons.
#[component]
pub(crate) fn LessonsPage() -> Html {
    let locale = use_locale();
    html! {
        <section class="lessons">
            <header class="glossary-head">
                <h1 class="page-title">{ locale.say(Lesson::Title) }</h1>
                <p class="quiet lead">{ locale.say(Lesson::Lead) }</p>
            </header>
            <ol>
                { for LESSONS.iter().zip(1..).map(|(name, number)| html! {
                    <Entry key={*name} name={*name} {number} />
                }) }
            </ol>
            <OwnLesson />
        </section>
    }
}

/// Which lesson.
#[derive(Properties, PartialEq)]
struct EntryProps {
    /// Its name.
    name: AttrValue,
    /// Its place among them.
    number: usize,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let Text::Here(lesson) = use_lesson(Some(&props.name)) else {
        return html! { <li class="quiet">{ props.name.clone() }</li> };
    };
    let name = props.name.to_string();
    let is_taken = engine.progress.taken.contains(&name);
    let sheet = Route::Sheet { name: name.clone() };
    let route = Route::Lesson { name };
    html! {
        <li>
            <h2>
                <span class="lesson-number">{ props.number }</span>
                { lesson.title.as_str().to_owned() }
            </h2>
            <p class="lead">{ lesson.lead.as_str().to_owned() }</p>
            <p class="actions">
                <a
                    class="button"
                    href={format!("#{}", route.to_path())}
                    aria-label={format!("{} {}", locale.say(Lesson::Begin), lesson.title.as_str())}
                    data-testid={format!("lesson-{}", props.name)}
                >
                    { locale.say(Lesson::Begin) }
                </a>
                <a
                    href={format!("#{}", sheet.to_path())}
                    aria-label={format!("{} {}", locale.say(Lesson::Sheet), lesson.title.as_str())}
                    data-testid={format!("sheet-{}", props.name)}
                >
                    { locale.say(Lesson::Sheet) }
                </a>
                <span class="small quiet">{ locale.say(Lesson::Minutes(lesson.minutes)) }</span>
                if is_taken {
                    <span class="good" data-testid={format!("lesson-taken-{}", props.name)}>{ icon(Icon::Done) }{ " " }{ locale.say(Lesson::Taken) }</span>
                }
            </p>
        </li>
    }
}
