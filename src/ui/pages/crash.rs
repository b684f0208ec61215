//! After a crash: the report, the saved workspace, and the way back.

use yew::prelude::*;

use super::kept::SaveWorkspace;
use crate::ui::components::{CopyButton, seal};
use crate::ui::i18n::{Kept, Locale, Shell, use_locale};
use crate::ui::platform;

/// What the page needs.
#[derive(Properties, PartialEq)]
pub(crate) struct CrashPageProps {
    /// What the program that ended left.
    pub(crate) report: AttrValue,
    /// Changes the language.
    pub(crate) set_locale: Callback<Locale>,
}

/// What is shown in place of the lab after a crash.
#[component]
pub(crate) fn CrashPage(props: &CrashPageProps) -> Html {
    let locale = use_locale();
    let other = match locale {
        Locale::En => (Locale::Zh, "中文"),
        Locale::Zh => (Locale::En, "English"),
    };
    let set_locale = props.set_locale.clone();
    let reopen = Callback::from(|_: MouseEvent| platform::after_crash());
    html! {
        <main class="crash" data-testid="crash">
            <p class="crash-brand">
                { seal() }
                <span>{ locale.say(Shell::Name) }</span>
                <button
                    type="button"
                    class="button-plain"
                    lang={other.0.tag()}
                    data-testid="crash-language"
                    onclick={Callback::from(move |_| set_locale.emit(other.0))}
                >
                    { other.1 }
                </button>
            </p>
            <h1 class="page-title">{ locale.say(Kept::Crash) }</h1>
            <p class="lead">{ locale.say(Kept::CrashMeaning) }</p>
            <div class="kept-actions">
                <button
                    type="button"
                    class="button-primary"
                    data-testid="crash-reopen"
                    onclick={reopen}
                >
                    { locale.say(Kept::Reopen) }
                </button>
                <SaveWorkspace />
            </div>
            <p class="small quiet lead">{ locale.say(Kept::SaveMeaning) }</p>
            <h2>{ locale.say(Kept::Report) }</h2>
            <p class="small quiet lead">
                { locale.say(Kept::ReportMeaning) }
                { " " }
                <CopyButton value={props.report.clone()} what={locale.say(Kept::Report)} testid="crash-copy" />
            </p>
            <pre class="code" tabindex="0" lang="en" data-testid="crash-report">{ props.report.clone() }</pre>
        </main>
    }
}
