//! Who approves `CertificateRequests`.

use certlab::lab::Action;
use yew::prelude::*;

use crate::ui::components::Explained;
use crate::ui::i18n::{Console, use_locale};
use crate::ui::platform::use_engine;

/// The choice between cert-manager and a person.
#[component]
pub(crate) fn Approval() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let chosen = engine.lab.approves();
    html! {
        <div class="approval">
            <span class="small quiet">{ locale.say(Console::Approval) }</span>
            <div class="segments" role="group" aria-label={locale.say(Console::Approval)}>
                { for [(true, Console::Automatic, "approval-automatic"), (false, Console::Manual, "approval-manual")]
                    .into_iter()
                    .map(|(automatic, word, id)| {
                        let engine = engine.clone();
                        html! {
                            <button
                                key={id}
                                type="button"
                                aria-pressed={(automatic == chosen).to_string()}
                                data-testid={id}
                                onclick={Callback::from(move |_| {
                                    if automatic != chosen {
                                        engine.dispatch(Action::SetApproval { automatic });
                                    }
                                })}
                            >
                                { locale.say(word) }
                            </button>
                        }
                    }) }
            </div>
            <p class="small quiet"><Explained text={locale.say(Console::ApprovalMeaning(chosen))} /></p>
        </div>
    }
}
