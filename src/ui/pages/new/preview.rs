//! What a form would apply, as a manifest.

use yew::prelude::*;

use super::desk::Desk;
use crate::ui::components::CopyButton;
use crate::ui::i18n::Form;
use crate::ui::i18n::form::Choice;
use crate::ui::platform::EngineHandle;
use crate::ui::store::manifest::objects;

/// The manifest beside the form.
pub(super) fn view(desk: &Desk, engine: &EngineHandle) -> Html {
    let locale = desk.locale;
    let directory_missing = desk.draft.choice_in(desk.world) == Choice::AcmeUrl
        && desk.draft.directory.trim().is_empty();
    if desk.draft.object_name().is_empty() || directory_missing {
        return html! {
            <aside class="preview">
                <h2>{ locale.say(Form::Preview) }</h2>
                <p class="small quiet">{ locale.say(Form::PreviewEmpty) }</p>
            </aside>
        };
    }
    let manifests: Vec<String> = objects(&desk.draft, &engine.lab)
        .iter()
        .map(certlab::certmanager::api::Object::to_yaml)
        .collect();
    let yaml = manifests.join("---\n");
    let title = locale.say(Form::Preview);
    html! {
        <aside class="preview">
            <div class="panel-head">
                <h2>{ title.clone() }</h2>
                <span class="end"><CopyButton value={yaml.clone()} what={title} testid="copy-manifest" /></span>
            </div>
            <p class="small quiet">{ locale.say(Form::PreviewWhy) }</p>
            <pre class="code" tabindex="0" data-testid="preview">{ yaml }</pre>
        </aside>
    }
}
