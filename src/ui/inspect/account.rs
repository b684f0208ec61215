//! The account of an ACME issuer: what the server shows of it, its key, its end.

use certlab::acme::wire;
use certlab::kube::ObjectKey;
use certlab::lab::{AccountAct, AccountFailure, AccountView, Action};
use yew::prelude::*;

use super::account_key::AccountKey;
use super::status::explained;
use crate::ui::components::{CopyButton, TermLink};
use crate::ui::i18n::{Account, Locale, use_locale};
use crate::ui::platform::{EngineHandle, use_engine};

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub(super) struct AccountPanelProps {
    /// An Issuer or `ClusterIssuer` of the type ACME.
    pub(super) issuer: ObjectKey,
}

/// An ACME issuer's account.
#[component]
pub(super) fn AccountPanel(props: &AccountPanelProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let issuer = &props.issuer;
    let lab = &engine.lab;
    let object = lab.store().get(issuer);
    let status = object
        .and_then(|object| object.issuer())
        .and_then(|found| found.status.acme.clone());
    let Some(status) = status.filter(|status| !status.uri.is_empty()) else {
        return Html::default();
    };
    let busy = lab.is_account_busy(issuer);
    let view = lab.account(issuer).cloned().unwrap_or_default();
    let act = |act: AccountAct| acting(&engine, issuer, act);
    html! {
        <section class="account" aria-labelledby="account-title" data-testid="account">
            <h3 id="account-title">
                <TermLink id="account">{ locale.say(Account::Title) }</TermLink>
            </h3>
            <dl class="fields">
                { row(&locale.say(Account::Uri), value(&status.uri, "account-uri")) }
                if let Some(thumbprint) = lab.account_thumbprint(issuer) {
                    { row(&locale.say(Account::Thumbprint), value(&thumbprint, "account-thumbprint")) }
                }
                if let Some(key) = lab.account_key(issuer) {
                    { row(
                        &locale.say(Account::Key),
                        html! {
                            <span data-testid="account-key" data-may-leave={engine.may_leave(&key).to_string()}>
                                { locale.say(if engine.may_leave(&key) {
                                    Account::KeyMayLeave
                                } else {
                                    Account::KeyStays
                                }) }
                            </span>
                        },
                    ) }
                }
                { terms(&engine, issuer, &view, locale) }
                if let Some(account) = &view.account {
                    { shown(account, locale) }
                }
            </dl>
            if view.account.is_some() {
                <p class="small quiet">{ locale.say(Account::AskedAt(locale.date_time(view.at))) }</p>
            }
            if let Some(failure) = &view.failure {
                { failed(failure, locale) }
            }
            if engine.is_now() {
                <div class="actions">
                    <button
                        type="button"
                        data-testid="account-look"
                        disabled={busy}
                        onclick={act(AccountAct::Look)}
                    >
                        { locale.say(if busy { Account::Working } else { Account::Look }) }
                    </button>
                </div>
                <AccountKey issuer={issuer.clone()} />
                <details>
                    <summary>{ locale.say(Account::EndTitle) }</summary>
                    <p class="small">{ locale.say(Account::EndMeaning) }</p>
                    <button
                        type="button"
                        class="button-danger"
                        data-testid="account-end"
                        disabled={busy}
                        onclick={act(AccountAct::Deactivate)}
                    >
                        { locale.say(Account::End) }
                    </button>
                </details>
            }
        </section>
    }
}

/// Does something with the account.
pub(super) fn acting(
    engine: &EngineHandle,
    issuer: &ObjectKey,
    act: AccountAct,
) -> Callback<MouseEvent> {
    let (engine, issuer) = (engine.clone(), issuer.clone());
    Callback::from(move |_: MouseEvent| {
        engine.dispatch(Action::Account {
            issuer: issuer.clone(),
            act: act.clone(),
        });
    })
}

/// Why an act came to nothing: in our words, or in the server's and explained.
pub(super) fn failed(failure: &AccountFailure, locale: Locale) -> Html {
    let text = locale.say(Account::Failed(failure.clone()));
    html! {
        <div role="alert" data-testid="account-failed">
            if matches!(failure, AccountFailure::Acme(_)) {
                <p class="words value" lang="en">{ text.clone() }</p>
                { explained(None, &text, locale) }
            } else {
                <p class="bad">{ text }</p>
            }
        </div>
    }
}

fn shown(account: &wire::Account, locale: Locale) -> Html {
    let contacts = account.contact.join(", ");
    html! {
        <>
            { row(
                &locale.say(Account::Status),
                html! {
                    <>
                        <span class="value" data-testid="account-status">
                            { account.status.as_str().to_owned() }
                        </span>
                        { " " }
                        <span class="quiet">{ locale.say(Account::Is(account.status.clone())) }</span>
                    </>
                },
            ) }
            { row(
                &locale.say(Account::Contacts),
                if contacts.is_empty() {
                    html! { <span class="quiet">{ locale.say(Account::NoContacts) }</span> }
                } else {
                    html! { <span class="value" data-testid="account-contacts">{ contacts }</span> }
                },
            ) }
            { row(
                &locale.say(Account::OrdersUrl),
                match &account.orders {
                    Some(url) => value(url, "account-orders"),
                    None => html! {
                        <span class="quiet">{ locale.say(Account::NoOrdersUrl) }</span>
                    },
                },
            ) }
        </>
    }
}

fn terms(engine: &EngineHandle, issuer: &ObjectKey, view: &AccountView, locale: Locale) -> Html {
    let directory = engine.lab.directory_of(issuer);
    let Some(url) = directory.and_then(|directory| directory.meta.terms_of_service.clone()) else {
        return Html::default();
    };
    let agreed = view
        .account
        .as_ref()
        .is_some_and(|account| account.terms_of_service_agreed == Some(true));
    // An address that a server names is opened only if a browser may.
    let link = url.starts_with("https://");
    row(
        &locale.say(Account::Terms),
        html! {
            <>
                if link {
                    <a class="value" href={url.clone()} target="_blank" rel="noopener noreferrer">
                        { url.clone() }
                    </a>
                } else {
                    <span class="value">{ url }</span>
                }
                if agreed {
                    { " " }
                    <span class="quiet">{ locale.say(Account::Agreed) }</span>
                }
            </>
        },
    )
}

fn row(label: &AttrValue, content: Html) -> Html {
    html! {
        <div key={label.to_string()}>
            <dt>{ label.clone() }</dt>
            <dd>{ content }</dd>
        </div>
    }
}

fn value(text: &str, testid: &'static str) -> Html {
    html! {
        <>
            <span class="value" data-testid={testid}>{ text.to_owned() }</span>
            <CopyButton value={text.to_owned()} what={text.to_owned()} />
        </>
    }
}
