//! The frame: top bar, main part, foot.

use certlab::lab::World;
use yew::prelude::*;
use yew_router::prelude::*;

use super::glossary::TermDrawer;
use super::keys::KeyHelp;
use super::lesson::LessonPanel;
use super::production::ProductionGuard;
use crate::ui::components::{Icon, icon, seal};
use crate::ui::i18n::shell::Part;
use crate::ui::i18n::{Left, Locale, Shell, use_locale};
use crate::ui::platform::engine::Saving;
use crate::ui::platform::{self, EngineHandle, use_engine};
use crate::ui::routes::Route;
use crate::ui::store::{Preferences, Theme};

/// What stands inside the frame.
#[derive(Properties, PartialEq)]
pub(crate) struct FrameProps {
    /// The page.
    pub(crate) children: Html,
}

/// The frame around every page.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let navigator = use_navigator();
    let route = use_route::<Route>();
    let on_object = matches!(
        route,
        Some(Route::Object { .. } | Route::View { .. } | Route::Show)
    );
    // The form and the lab are two pages, each begun at its top; opening an
    // object beside the stage moves nothing.
    use_effect_with(matches!(route, Some(Route::New)), |_| platform::to_top());
    // An object belongs to its world: its address means nothing in the other.
    let leave = Callback::from(move |()| {
        if let (Some(navigator), true) = (&navigator, on_object) {
            navigator.push(&Route::Lab);
        }
    });
    let skip = Callback::from(|event: MouseEvent| {
        // The address after `#` is the route's; so the link moves focus by hand.
        event.prevent_default();
        platform::focus(MAIN);
    });
    html! {
        <>
            <a class="skip" href="#main" onclick={skip}>{ locale.say(Shell::SkipToContent) }</a>
            <header class="bar">
                <a class="brand" aria-label={locale.say(Shell::Name)} href={format!("#{}", Route::Lab.to_path())} data-testid="nav-lab">
                    { seal() }
                    <span>{ locale.say(Shell::Name) }</span>
                </a>
                { worlds(&engine, &leave, locale) }
                { nav(route.as_ref(), locale) }
                <div class="bar-end">
                    <a
                        class="button button-primary bar-new"
                        href={format!("#{}", Route::New.to_path())}
                        aria-label={locale.say(Shell::NewCertificate)}
                        data-testid="new-certificate"
                    >
                        { icon(Icon::Add) }
                        <span class="bar-new-word">{ locale.say(Shell::NewCertificate) }</span>
                    </a>
                    { saved(engine.saving, locale) }
                    <Switches />
                </div>
            </header>
            <main id={MAIN} tabindex="-1">{ props.children.clone() }</main>
            <LessonPanel />
            <ProductionGuard />
            <TermDrawer />
            <KeyHelp />
            <footer>
                <span>{ locale.say(Shell::FootKeys) }</span>
                <span>{ locale.say(Shell::FootNetwork(engine.world())) }</span>
                // Which of the two is shown, the service worker says: xtask/src/offline.
                <span class="foot-ready">{ locale.say(Shell::FootOffline) }</span>
                <span class="foot-newer">{ locale.say(Shell::FootNewer) }</span>
                <a href={format!("#{}", Route::Left.to_path())} data-testid="nav-left">
                    { format!("{}: {}", locale.say(Left::Title), engine.departures.len()) }
                </a>
            </footer>
        </>
    }
}

/// The parts of the lab, in the bar's order.
const PARTS: &[(Part, Route, &str)] = &[
    (Part::Lab, Route::Lab, "nav-stage"),
    (Part::Lessons, Route::Lessons, "nav-lessons"),
    (Part::Glossary, Route::Glossary, "nav-glossary"),
    (Part::Workshop, Route::Workshop, "nav-workshop"),
    (Part::Yaml, Route::Yaml, "nav-yaml"),
    (Part::Console, Route::Console, "nav-console"),
    (Part::Runs, Route::Runs, "nav-runs"),
];

fn nav(open: Option<&Route>, locale: Locale) -> Html {
    html! {
        <nav class="nav" aria-label={locale.say(Shell::Parts)}>
            { for PARTS.iter().map(|(part, route, id)| {
                let current = open.is_some_and(|open| open == route || open.belongs_to(route));
                html! {
                    <a
                        key={*id}
                        href={format!("#{}", route.to_path())}
                        aria-current={current.then_some("page")}
                        data-testid={*id}
                    >
                        { locale.say(Shell::Part(*part)) }
                    </a>
                }
            }) }
        </nav>
    }
}

fn worlds(engine: &EngineHandle, leave: &Callback<()>, locale: Locale) -> Html {
    let open = (engine.is_now() || engine.is_read_only()).then(|| engine.world());
    html! {
        <div class="segments" role="group" aria-label={locale.say(Shell::Worlds)}>
            { for [World::Practice, World::Real].into_iter().map(|world| {
                let (engine, leave) = (engine.clone(), leave.clone());
                let id = match world {
                    World::Practice => "world-practice",
                    World::Real => "world-real",
                };
                html! {
                    <button
                        key={id}
                        type="button"
                        aria-pressed={(Some(world) == open).to_string()}
                        title={locale.say(Shell::WorldMeaning(world))}
                        data-testid={id}
                        onclick={Callback::from(move |_| {
                            if Some(world) != open {
                                leave.emit(());
                                engine.switch_world(world);
                            }
                        })}
                    >
                        { locale.say(Shell::World(world)) }
                    </button>
                }
            }) }
        </div>
    }
}

fn saved(saving: Saving, locale: Locale) -> Html {
    let (word, why) = match saving {
        Saving::Saved => (Shell::Saved, None),
        Saving::Unsaved => (Shell::Saving, None),
        Saving::Off => (Shell::NotKept, Some(Shell::NotKeptWhy)),
        Saving::Unreadable => (Shell::Unreadable, Some(Shell::UnreadableWhy)),
        Saving::ReadOnly => (Shell::ReadOnly, None),
    };
    let sign = match saving {
        Saving::Saved => Icon::Done,
        Saving::Unsaved => Icon::Play,
        Saving::ReadOnly => Icon::Pause,
        Saving::Off | Saving::Unreadable => Icon::Close,
    };
    html! {
        <span
            class="saved"
            data-testid="saved"
            data-saved={(saving == Saving::Saved).to_string()}
            title={why.map(|why| locale.say(why))}
        >
            { icon(sign) }
            <span class="saved-word">{ locale.say(word) }</span>
        </span>
    }
}

/// Language and theme.
#[component]
fn Switches() -> Html {
    let locale = use_locale();
    let Some(preferences) = use_context::<Preferences>() else {
        return Html::default();
    };
    let language = |other: Locale, id: &'static str, name: &'static str| {
        let set = preferences.set_locale.clone();
        html! {
            <button
                type="button"
                lang={other.tag()}
                aria-pressed={(other == locale).to_string()}
                data-testid={id}
                onclick={Callback::from(move |_| set.emit(other))}
            >
                { name }
            </button>
        }
    };
    let theme = preferences.theme;
    let sign = match theme {
        Theme::Auto => Icon::Auto,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    };
    let set_theme = preferences.set_theme.clone();
    html! {
        <>
            <div class="segments" role="group" aria-label={locale.say(Shell::Languages)}>
                { language(Locale::En, "lang-en", "EN") }
                { language(Locale::Zh, "lang-zh", "中文") }
            </div>
            <button
                type="button"
                class="button-square"
                data-testid="theme-toggle"
                aria-label={locale.say(Shell::ThemeIs(theme))}
                title={locale.say(Shell::ThemeIs(theme))}
                onclick={Callback::from(move |_| set_theme.emit(theme.next(platform::prefers_dark())))}
            >
                { icon(sign) }
            </button>
        </>
    }
}

const MAIN: &str = "main";
