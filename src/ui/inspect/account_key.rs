//! The key of an ACME account: changed, taken away, brought along.

use certlab::certmanager::controller::Custody;
use certlab::kube::ObjectKey;
use certlab::lab::AccountAct;
use certlab::x509::PrivateKey;
use yew::prelude::*;

use super::account::acting;
use crate::ui::components::{FormField, Icon, icon};
use crate::ui::i18n::{Account, use_locale};
use crate::ui::platform::{self, use_engine};

/// What the key's part of the panel needs.
#[derive(Properties, PartialEq)]
pub(super) struct AccountKeyProps {
    /// Whose account.
    pub(super) issuer: ObjectKey,
}

/// The account's key.
#[component]
pub(super) fn AccountKey(props: &AccountKeyProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let passphrase = use_state_eq(String::new);
    let text = use_state_eq(String::new);
    let refusal = use_state_eq(|| None::<String>);
    let issuer = &props.issuer;
    let busy = engine.lab.is_account_busy(issuer);
    let key = engine.lab.account_key(issuer);
    let leaving = key.filter(|key| engine.may_leave(key));
    let typed = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |event: InputEvent| setter.set(platform::input_value(&event)))
    };
    let export = leaving.map(|key| {
        let (engine, issuer, passphrase) = (engine.clone(), issuer.clone(), passphrase.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(pem) = engine.export_locked(&key, &passphrase) {
                let file = format!("{}-account.key", issuer.name);
                platform::download(&file, "application/x-pem-file", pem.as_bytes());
            }
        })
    });
    let import = {
        let (engine, issuer) = (engine.clone(), issuer.clone());
        let (text, passphrase, refusal) = (text.clone(), passphrase.clone(), refusal.setter());
        Callback::from(move |_: MouseEvent| {
            match PrivateKey::from_encrypted_pem(&text, &passphrase) {
                Ok(key) => {
                    let refusal = refusal.clone();
                    engine.import_account_key(
                        issuer.clone(),
                        key,
                        Callback::from(move |failure: Option<String>| refusal.set(failure)),
                    );
                    text.set(String::new());
                    passphrase.set(String::new());
                }
                Err(error) => refusal.set(Some(error.to_string())),
            }
        })
    };
    let errors: Vec<AttrValue> = refusal
        .iter()
        .map(|why| locale.say(Account::ImportFailed(why.clone())))
        .collect();
    let change = |custody| acting(&engine, issuer, AccountAct::ChangeKey { custody });
    html! {
        <>
            <details data-testid="account-key-change">
                <summary>{ locale.say(Account::ChangeTitle) }</summary>
                <p class="small">{ locale.say(Account::ChangeMeaning) }</p>
                <div class="actions">
                    <button
                        type="button"
                        data-testid="account-rollover"
                        disabled={busy}
                        onclick={change(Custody::Account)}
                    >
                        { locale.say(Account::ChangeToStay) }
                    </button>
                    <button
                        type="button"
                        data-testid="account-rollover-leave"
                        disabled={busy}
                        onclick={change(Custody::Exportable)}
                    >
                        { locale.say(Account::ChangeToLeave) }
                    </button>
                </div>
                if let Some(export) = export {
                    { passphrase_field("account-passphrase", &passphrase, typed(&passphrase), locale.say(Account::Passphrase), Some(locale.say(Account::PassphraseHint))) }
                    <button
                        type="button"
                        data-testid="account-export"
                        disabled={passphrase.is_empty()}
                        onclick={export}
                    >
                        { icon(Icon::Download) }
                        { locale.say(Account::Export) }
                    </button>
                }
            </details>
            <details data-testid="account-key-import">
                <summary>{ locale.say(Account::ImportTitle) }</summary>
                <p class="small">{ locale.say(Account::ImportMeaning) }</p>
                <FormField id="account-import-text" label={locale.say(Account::ImportField)} {errors}>
                    <textarea
                        id="account-import-text"
                        class="value"
                        rows="5"
                        spellcheck="false"
                        autocapitalize="none"
                        aria-describedby="error-account-import-text"
                        data-testid="account-import-text"
                        value={(*text).clone()}
                        oninput={typed(&text)}
                    />
                </FormField>
                { passphrase_field("account-import-passphrase", &passphrase, typed(&passphrase), locale.say(Account::Passphrase), None) }
                <button
                    type="button"
                    data-testid="account-import"
                    disabled={busy || text.trim().is_empty()}
                    onclick={import}
                >
                    { locale.say(Account::Import) }
                </button>
            </details>
        </>
    }
}

fn passphrase_field(
    id: &'static str,
    passphrase: &UseStateHandle<String>,
    oninput: Callback<InputEvent>,
    label: AttrValue,
    hint: Option<AttrValue>,
) -> Html {
    html! {
        <FormField {id} {label} {hint}>
            <input
                {id}
                type="password"
                autocomplete="new-password"
                data-testid={id}
                value={(**passphrase).clone()}
                {oninput}
            />
        </FormField>
    }
}
