//! The inspector: one object from all sides.

use certlab::certmanager::api::{Object, condition_type};
use certlab::certmanager::external;
use certlab::certmanager::hand::Decision;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::Action;
use yew::prelude::*;
use yew_router::prelude::*;

use super::account::AccountPanel;
use super::approval::Approval;
use super::certificate::x509;
use super::changes::ChangesView;
use super::downloads::Downloads;
use super::external::ExternalPanel;
use super::messages::messages;
use super::revoke::AcmeCertificate;
use super::status::status;
use super::trouble::trouble;
use super::what::what;
use crate::ui::components::{ByHand, Code, Icon, TabItem, Tabs, TermLink, icon, term_of};
use crate::ui::hooks::{INSPECTOR, use_now, use_pointer};
use crate::ui::i18n::inspect::Tab;
use crate::ui::i18n::{Console, Inspect, Locale, Shell, Stage, use_locale};
use crate::ui::platform::{self, EngineHandle, use_engine};
use crate::ui::routes::Route;
use crate::ui::stages::{element_id, kind_icon, row_id, state_icon, summarize};

/// What the inspector needs.
#[derive(Properties, PartialEq)]
pub(crate) struct InspectorProps {
    /// The object.
    pub(crate) object: ObjectKey,
    /// The view that the address names.
    pub(crate) tab: Option<AttrValue>,
    /// Opens another.
    pub(crate) onselect: Callback<ObjectKey>,
    /// Closes the inspector.
    pub(crate) onclose: Callback<()>,
}

/// One object from all sides.
#[component]
pub(crate) fn Inspector(props: &InspectorProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let now = engine.now(use_now());
    let navigator = use_navigator();
    let pointer = use_pointer();
    let key = &props.object;
    let object = engine.lab.store().get(key).cloned();
    // Who opened it by a key goes on reading in it.
    use_effect_with((), |()| platform::follow(INSPECTOR));
    let tabs = tabs(key.kind);
    let wanted = props.tab.as_deref().unwrap_or_default();
    // A comparison names its two moments: `changes.12.40`.
    let (wanted, moments) = wanted.split_once('.').unwrap_or((wanted, ""));
    let chosen = moments
        .split_once('.')
        .and_then(|(before, after)| Some((before.parse().ok()?, after.parse().ok()?)));
    let open = tabs
        .iter()
        .position(|tab| wanted == tab_word(*tab))
        .unwrap_or(0);
    let onchoose = {
        let (navigator, key) = (navigator.clone(), key.clone());
        Callback::from(move |(before, after): (usize, usize)| {
            if let Some(navigator) = &navigator {
                let word = format!("{}.{before}.{after}", tab_word(Tab::Changes));
                navigator.replace(&Route::view(&key, &word));
            }
        })
    };
    let onopen = {
        let key = key.clone();
        Callback::from(move |index: usize| {
            if let (Some(navigator), Some(tab)) = (&navigator, tabs.get(index)) {
                navigator.replace(&Route::view(&key, tab_word(*tab)));
            }
        })
    };
    let view = match (&object, tabs.get(open).copied().unwrap_or(Tab::What)) {
        (_, Tab::Changes) => html! {
            <ChangesView object={key.clone()} {chosen} {onchoose} />
        },
        (None, _) => html! { <p class="quiet">{ locale.say(Inspect::Gone) }</p> },
        (Some(object), Tab::What) => what(object, &engine.lab, &pointer, locale, &props.onselect),
        (Some(object), Tab::Status) => html! {
            <>
                if let Some(certificate) = object.certificate() {
                    { trouble(certificate, key, &engine.lab, now, locale, &props.onselect) }
                }
                { status(object, &engine.lab, locale) }
                if object.issuer().is_some_and(|issuer| issuer.spec.acme.is_some()) {
                    <AccountPanel issuer={key.clone()} />
                }
                if let Some(certificate) = object.certificate() {
                    <AcmeCertificate certificate={certificate.clone()} />
                }
            </>
        },
        (Some(object), Tab::Yaml) => yaml(object),
        (Some(_), Tab::Messages) => messages(key, &engine, &pointer, locale),
        (Some(object), Tab::X509) => x509(object, &engine.lab, locale),
    };
    let items: Vec<TabItem> = tabs
        .iter()
        .map(|tab| TabItem {
            id: AttrValue::Static(tab_id(*tab)),
            label: locale.say(Inspect::Tab(*tab)),
        })
        .collect();
    let onclose = {
        let places = [element_id(key), row_id(key)];
        props
            .onclose
            .reform(move |()| platform::focus_first_seen(&places))
    };
    let onkeydown = {
        let onclose = onclose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                onclose.emit(());
            }
        })
    };
    html! {
        <section
            class="panel inspector"
            data-testid="inspector"
            aria-labelledby={INSPECTOR}
            {onkeydown}
        >
            { head(key, object.as_deref(), &engine, locale, &onclose) }
            <Tabs label={locale.say(Inspect::Tabs)} {items} {open} {onopen}>{ view }</Tabs>
        </section>
    }
}

fn head(
    key: &ObjectKey,
    object: Option<&Object>,
    engine: &EngineHandle,
    locale: Locale,
    onclose: &Callback<()>,
) -> Html {
    let state = object.map(|object| summarize(object, &engine.lab).state);
    let close = onclose.reform(|_: MouseEvent| ());
    html! {
        <>
            <div class="panel-head">
                { kind_icon(key.kind) }
                <h2 id={INSPECTOR} tabindex="-1">
                    <TermLink id={term_of(key.kind)}>{ locale.say(Stage::Kind(key.kind)) }</TermLink>
                    { " " }
                    <span class="object-name">{ key.name.clone() }</span>
                </h2>
                if let Some(state) = state {
                    <span class="state-word">
                        { state_icon(state) }
                        { locale.say(Stage::State(state)) }
                    </span>
                }
                <span class="end">
                    <button
                        type="button"
                        class="button-plain"
                        data-testid="inspector-close"
                        aria-label={locale.say(Shell::Close)}
                        title={locale.say(Shell::Close)}
                        onclick={close}
                    >
                        { icon(Icon::Close) }
                    </button>
                </span>
            </div>
            if let Some(object) = object.filter(|_| engine.is_now()) {
                { actions(key, object, engine, locale, onclose) }
            }
        </>
    }
}

fn actions(
    key: &ObjectKey,
    object: &Object,
    engine: &EngineHandle,
    locale: Locale,
    onclose: &Callback<()>,
) -> Html {
    let act = |action: Action| {
        let engine = engine.clone();
        Callback::from(move |_: MouseEvent| engine.dispatch(action.clone()))
    };
    let delete = {
        let (engine, onclose, object) = (engine.clone(), onclose.clone(), key.clone());
        Callback::from(move |_: MouseEvent| {
            engine.dispatch(Action::Delete {
                object: object.clone(),
            });
            onclose.emit(());
        })
    };
    let renew = act(Action::Renew {
        certificate: key.clone(),
    });
    let undecided = object.certificate_request().is_some_and(|request| {
        !request.is(condition_type::APPROVED) && !request.is(condition_type::DENIED)
    });
    html! {
        <div class="inspector-actions">
            if let Some(certificate) = object.certificate() {
                <Downloads certificate={certificate.clone()} />
            }
            <div class="actions">
                if key.kind == Kind::Certificate {
                    <button type="button" data-testid="renew" onclick={renew}>
                        { locale.say(Inspect::Renew) }
                    </button>
                }
                if undecided {
                    { for [Decision::Approve, Decision::Deny].map(|decision| {
                        decide(key, decision, engine, locale)
                    }) }
                }
                <button type="button" class="button-danger" data-testid="delete" onclick={delete}>
                    { locale.say(Inspect::Delete) }
                </button>
            </div>
            if undecided {
                <Approval />
            }
            if let Some(request) = object.certificate_request().filter(|request| external::awaits(request)) {
                <ExternalPanel object={key.clone()} request={request.clone()} />
            }
            <ByHand commands={commands(key, undecided)} />
        </div>
    }
}

/// Approves or denies a request.
fn decide(key: &ObjectKey, decision: Decision, engine: &EngineHandle, locale: Locale) -> Html {
    let (word, id, message) = match decision {
        Decision::Approve => (
            Console::Approve,
            "approve",
            "manually approved by \"cmctl\"",
        ),
        Decision::Deny => (Console::Deny, "deny", "manually denied by \"cmctl\""),
    };
    let action = Action::Decide {
        request: key.clone(),
        decision,
        reason: "KubectlCertManager".to_owned(),
        message: message.to_owned(),
    };
    let engine = engine.clone();
    html! {
        <button
            key={id}
            type="button"
            data-testid={id}
            onclick={Callback::from(move |_: MouseEvent| engine.dispatch(action.clone()))}
        >
            { locale.say(word) }
        </button>
    }
}

/// The commands that do what the buttons do.
fn commands(key: &ObjectKey, undecided: bool) -> Vec<AttrValue> {
    let name = &key.name;
    let namespace = match key.namespace.as_deref() {
        None | Some("default") => String::new(),
        Some(namespace) => format!(" -n {namespace}"),
    };
    let mut commands = Vec::new();
    if key.kind == Kind::Certificate {
        commands.push(format!("cmctl renew {name}{namespace}"));
    }
    if undecided {
        for verb in ["approve", "deny"] {
            commands.push(format!("cmctl {verb} {name}{namespace}"));
        }
    }
    let kind = key.kind.as_str().to_lowercase();
    commands.push(format!("kubectl delete {kind} {name}{namespace}"));
    commands.into_iter().map(AttrValue::from).collect()
}

fn yaml(object: &Object) -> Html {
    let yaml = object.to_yaml();
    html! { <div class="yaml"><Code text={yaml} what="YAML" testid="copy-yaml" /></div> }
}

/// The views of a kind: those that never hold a certificate have no X.509 view.
const fn tabs(kind: Kind) -> &'static [Tab] {
    match kind {
        Kind::Ingress => &[Tab::What, Tab::Status, Tab::Yaml, Tab::Changes],
        Kind::ClusterIssuer | Kind::Challenge => &[
            Tab::What,
            Tab::Status,
            Tab::Yaml,
            Tab::Messages,
            Tab::Changes,
        ],
        Kind::Certificate
        | Kind::CertificateRequest
        | Kind::Issuer
        | Kind::Order
        | Kind::Secret => &[
            Tab::What,
            Tab::Status,
            Tab::Yaml,
            Tab::Messages,
            Tab::X509,
            Tab::Changes,
        ],
    }
}

/// A view's word in addresses.
const fn tab_word(tab: Tab) -> &'static str {
    match tab {
        Tab::What => "what",
        Tab::Status => "status",
        Tab::Yaml => "yaml",
        Tab::Messages => "messages",
        Tab::X509 => "x509",
        Tab::Changes => "changes",
    }
}

const fn tab_id(tab: Tab) -> &'static str {
    match tab {
        Tab::What => "tab-what",
        Tab::Status => "tab-status",
        Tab::Yaml => "tab-yaml",
        Tab::Messages => "tab-messages",
        Tab::X509 => "tab-x509",
        Tab::Changes => "tab-changes",
    }
}
