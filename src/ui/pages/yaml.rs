//! Bring YAML: manifests from elsewhere, checked document by document.

use certlab::lab::Action;
use certlab::lab::console::{self, Brought, bring};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::components::ByHand;
use crate::ui::i18n::console::Fate;
use crate::ui::i18n::{Console, Locale, use_locale};
use crate::ui::platform::{self, use_engine};
use crate::ui::routes::Route;

/// Manifests from elsewhere.
#[component]
pub(crate) fn YamlPage() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let text = use_state_eq(|| platform::preference(KEPT).unwrap_or_default());
    let unread = use_state_eq(|| None::<String>);
    let applied = use_state_eq(|| None::<usize>);
    use_effect_with((*text).clone(), |text| platform::set_preference(KEPT, text));
    // A long text is read again only when it, or the lab, has changed.
    let brought = use_memo(((*text).clone(), engine.clone()), |(text, engine)| {
        let now = engine.lab.now(platform::now());
        bring(engine.lab.store(), text, "default", now)
    });
    let set = {
        let (text, applied) = (text.setter(), applied.setter());
        Callback::from(move |value: String| {
            text.set(value);
            applied.set(None);
        })
    };
    let read = {
        let (set, unread) = (set.clone(), unread.setter());
        Callback::from(
            move |(name, content): (String, Option<String>)| match content {
                Some(content) => {
                    set.emit(content);
                    unread.set(None);
                }
                None => unread.set(Some(name)),
            },
        )
    };
    let ondrop = {
        let read = read.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            platform::read_dropped(&event, MOST_BYTES, read.clone());
        })
    };
    let good = brought.iter().filter(|one| one.object.is_some()).count();
    let apply = {
        let (engine, text, applied) = (engine.clone(), text.clone(), applied.setter());
        Callback::from(move |_: MouseEvent| {
            let store = engine.lab.store();
            let now = engine.lab.now(platform::now());
            let (mut keys, mut objects) = (Vec::new(), Vec::new());
            for one in bring(store, &text, "default", now) {
                keys.extend(one.keys);
                objects.extend(one.object);
            }
            applied.set(Some(objects.len()));
            engine.carry_out(keys, vec![Action::Apply { objects }]);
        })
    };
    html! {
        <div class="yaml-page">
            <header class="page-head"><h1 class="page-title">{ locale.say(Console::YamlTitle) }</h1></header>
            <p class="quiet">{ locale.say(Console::YamlLead) }</p>
            <div class="yaml-columns">
                <div class="yaml-text">
                    <label for="yaml-text" class="hidden-text">{ locale.say(Console::YamlText) }</label>
                    <textarea
                        id="yaml-text"
                        class="value"
                        rows="22"
                        spellcheck="false"
                        autocapitalize="none"
                        placeholder={PLACEHOLDER}
                        value={(*text).clone()}
                        data-testid="yaml-text"
                        oninput={set.reform(|event: InputEvent| platform::input_value(&event))}
                        ondragover={Callback::from(|event: DragEvent| event.prevent_default())}
                        {ondrop}
                    />
                    <div class="actions">
                        <button
                            type="button"
                            class="button-primary"
                            disabled={good == 0 || !engine.is_now()}
                            data-testid="yaml-apply"
                            onclick={apply}
                        >
                            { locale.say(Console::YamlApply(good)) }
                        </button>
                        <label class="button">
                            { locale.say(Console::YamlOpen) }
                            <input
                                type="file"
                                class="hidden-text"
                                accept=".yaml,.yml,.json,text/*"
                                data-testid="yaml-file"
                                onchange={Callback::from(move |event: Event| {
                                    platform::read_chosen(&event, MOST_BYTES, read.clone());
                                })}
                            />
                        </label>
                        <button
                            type="button"
                            class="button-plain"
                            onclick={set.reform(|_: MouseEvent| String::new())}
                        >
                            { locale.say(Console::YamlClear) }
                        </button>
                    </div>
                    <div role="status" data-testid="yaml-status">
                        if let Some(name) = &*unread {
                            <p class="errors">{ locale.say(Console::YamlUnread(name.clone())) }</p>
                        }
                        if let Some(count) = *applied {
                            <p>
                                { locale.say(Console::YamlApplied(count)) }
                                { " " }
                                <a href={format!("#{}", Route::Lab.to_path())}>
                                    { locale.say(Console::YamlToStage) }
                                </a>
                            </p>
                        }
                    </div>
                    <ByHand commands={vec![AttrValue::Static("kubectl apply -f -")]} />
                </div>
                <ol class="yaml-documents" aria-live="polite">
                    if brought.is_empty() {
                        <li class="quiet">{ locale.say(Console::YamlNothing) }</li>
                    }
                    { for brought.iter().enumerate().map(|(place, one)| document(place, one, locale)) }
                </ol>
            </div>
        </div>
    }
}

fn document(place: usize, one: &Brought, locale: Locale) -> Html {
    let fate = match one.fate {
        Some(console::Fate::Created) => Fate::Created,
        Some(console::Fate::Configured) => Fate::Configured,
        Some(console::Fate::Unchanged) => Fate::Unchanged,
        None => Fate::Refused,
    };
    html! {
        <li key={place} class={classes!("yaml-document", (fate == Fate::Refused).then_some("yaml-bad"))} data-testid="yaml-document">
            <div class="fact">
                <span class="strong">
                    if one.kind.is_empty() { { locale.say(Console::Unnamed) } } else { { one.kind.clone() } }
                </span>
                <span class="value">{ one.name.clone() }</span>
                <span class="small quiet">{ locale.say(Console::Line(one.line)) }</span>
                <span class="small yaml-fate">{ locale.say(Console::Fate(fate)) }</span>
            </div>
            <ul class="yaml-faults">
                { for one.faults.iter().enumerate().map(|(number, fault)| html! {
                    <li key={number}>
                        if let Some(line) = fault.line {
                            <span class="small quiet">{ locale.say(Console::Line(line)) }</span>
                        }
                        <span class="value" lang="en">{ fault.message.clone() }</span>
                    </li>
                }) }
            </ul>
        </li>
    }
}

const KEPT: &str = "yaml";

const MOST_BYTES: usize = 1 << 20;

const PLACEHOLDER: &str = "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: selfsigned\nspec:\n  selfSigned: {}\n---\n…";
