//! The page as a whole: contexts, frame, routes.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::hooks::{Reader, use_reader_store};
use crate::ui::i18n::{Locale, Shell};
use crate::ui::pages::{
    ChainPage, ConsolePage, Frame, GlossaryPage, LabPage, LeftPage, LessonsPage, MakePage, NewPage,
    NotFoundPage, RunPage, RunsPage, SheetPage, WorkshopPage, YamlPage,
};
use crate::ui::pages::{CrashPage, OtherTab};
use crate::ui::platform::{self, EngineProvider};
use crate::ui::routes::Route;
use crate::ui::store::{
    BenchHandle, ConsoleHandle, DraftHandle, MakingHandle, Preferences, use_bench,
    use_console_store, use_draft, use_making, use_preferences,
};

/// Mounts the page: the lab, or the report of how its last program ended.
pub(crate) fn start() {
    platform::watch_for_crash();
    match platform::crash_report() {
        Some(report) => {
            let props = CrashedProps {
                report: report.into(),
            };
            yew::Renderer::<Crashed>::with_props(props).render();
        }
        None => {
            yew::Renderer::<App>::new().render();
        }
    }
}

/// What is shown after a crash.
#[derive(Properties, PartialEq)]
struct CrashedProps {
    /// The report.
    report: AttrValue,
}

/// The page after a crash: no engine, no routes.
#[component]
fn Crashed(props: &CrashedProps) -> Html {
    let preferences = use_preferences();
    use_effect_with(
        (preferences.locale, preferences.theme),
        |(locale, theme)| {
            platform::set_document(locale.tag(), theme.as_str(), &locale.say(Shell::Name));
        },
    );
    html! {
        <ContextProvider<Locale> context={preferences.locale}>
            <CrashPage report={props.report.clone()} set_locale={preferences.set_locale} />
        </ContextProvider<Locale>>
    }
}

/// The page.
#[component]
fn App() -> Html {
    let preferences = use_preferences();
    let draft = use_draft();
    let console = use_console_store();
    let reader = use_reader_store();
    let bench = use_bench();
    let making = use_making();
    use_effect_with(
        (preferences.locale, preferences.theme),
        |(locale, theme)| {
            platform::set_document(locale.tag(), theme.as_str(), &locale.say(Shell::Name));
        },
    );
    html! {
        <ContextProvider<Locale> context={preferences.locale}>
            <ContextProvider<Preferences> context={preferences.clone()}>
                <ContextProvider<DraftHandle> context={draft}>
                    <ContextProvider<ConsoleHandle> context={console}>
                    <ContextProvider<Reader> context={reader}>
                    <ContextProvider<BenchHandle> context={bench}>
                    <ContextProvider<MakingHandle> context={making}>
                        <EngineProvider>
                            <HashRouter>
                                <Frame>
                                    <OtherTab />
                                    <Switch<Route> render={page} />
                                </Frame>
                            </HashRouter>
                        </EngineProvider>
                    </ContextProvider<MakingHandle>>
                    </ContextProvider<BenchHandle>>
                    </ContextProvider<Reader>>
                    </ContextProvider<ConsoleHandle>>
                </ContextProvider<DraftHandle>>
            </ContextProvider<Preferences>>
        </ContextProvider<Locale>>
    }
}

fn page(route: Route) -> Html {
    match route {
        Route::Lab => html! { <LabPage /> },
        Route::New => html! { <NewPage /> },
        Route::Object {
            kind,
            namespace,
            name,
        } => match Route::key(&kind, &namespace, &name) {
            Some(key) => html! { <LabPage selected={key} /> },
            None => html! { <NotFoundPage /> },
        },
        Route::View {
            kind,
            namespace,
            name,
            tab,
        } => match Route::key(&kind, &namespace, &name) {
            Some(key) => html! { <LabPage selected={key} {tab} /> },
            None => html! { <NotFoundPage /> },
        },
        Route::Show => html! { <LabPage show=true /> },
        Route::Left => html! { <LeftPage /> },
        Route::Console => html! { <ConsolePage /> },
        Route::Yaml => html! { <YamlPage /> },
        Route::Chain => html! { <ChainPage /> },
        Route::ChainOf { namespace, secret } => {
            html! { <ChainPage secret={(namespace, secret)} /> }
        }
        Route::Make => html! { <MakePage /> },
        Route::Workshop => html! { <WorkshopPage /> },
        Route::Runs => html! { <RunsPage /> },
        Route::Run { what } => html! { <RunPage {what} /> },
        Route::Lessons => html! { <LessonsPage /> },
        Route::Sheet { name } => html! { <SheetPage {name} /> },
        Route::Lesson { .. } => html! { <LabPage /> },
        Route::Glossary => html! { <GlossaryPage /> },
        Route::Term { term } => html! { <GlossaryPage {term} /> },
        Route::NotFound => html! { <NotFoundPage /> },
    }
}
