//! A certificate from an ACME server: when the server would renew it, and how
//! it is taken back.

use certlab::acme::wire::Reason;
use certlab::certmanager::api::Certificate;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::{AccountAct, Lab, RenewalView, RevokedBy, takeout};
use certlab::x509;
use yew::prelude::*;

use super::account::{acting, failed};
use crate::ui::components::TermLink;
use crate::ui::i18n::{Account, Locale, use_locale};
use crate::ui::platform::{self, use_engine};

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub(super) struct AcmeCertificateProps {
    /// Whose certificate.
    pub(super) certificate: Certificate,
}

/// Renewal information and revocation; nothing if no ACME server issued it.
#[component]
pub(super) fn AcmeCertificate(props: &AcmeCertificateProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let reason = use_state_eq(|| Reason::Unspecified);
    let by = use_state_eq(|| RevokedBy::Account);
    let Some((issuer, secret, leaf)) = issued(&engine.lab, &props.certificate) else {
        return Html::default();
    };
    let busy = engine.lab.is_account_busy(&issuer);
    let offers_renewal = engine
        .lab
        .directory_of(&issuer)
        .is_some_and(|directory| directory.renewal_info.is_some());
    let renewal = engine.lab.renewal_info(&leaf);
    let revocation = engine.lab.revocation(&leaf);
    let act = |act: AccountAct| acting(&engine, &issuer, act);
    let choose_reason = {
        let reason = reason.setter();
        Callback::from(move |event: Event| {
            let chosen = platform::change_value(&event);
            let found = Reason::FOR_SUBSCRIBERS
                .into_iter()
                .find(|reason| reason.code().to_string() == chosen);
            reason.set(found.unwrap_or(Reason::Unspecified));
        })
    };
    html! {
        <section class="account" data-testid="acme-certificate">
            if offers_renewal {
                <h3><TermLink id="ari">{ locale.say(Account::RenewalTitle) }</TermLink></h3>
                <p class="small quiet">{ locale.say(Account::RenewalMeaning) }</p>
                if let Some(view) = renewal {
                    { window(view, locale) }
                }
                if engine.is_now() {
                    <div class="actions">
                        <button
                            type="button"
                            data-testid="renewal-ask"
                            disabled={busy}
                            onclick={act(AccountAct::RenewalInfo { secret: secret.clone() })}
                        >
                            { locale.say(if busy { Account::Working } else { Account::AskRenewal }) }
                        </button>
                    </div>
                }
            }
            if let Some(view) = revocation {
                if let Some(failure) = &view.failure {
                    { failed(failure, locale) }
                } else {
                    <p class="bad" role="status" data-testid="revoked">
                        { locale.say(Account::Revoked(locale.date_time(view.at))) }
                    </p>
                }
            }
            if engine.is_now() {
                <details data-testid="revoke">
                    <summary>{ locale.say(Account::RevokeTitle) }</summary>
                    <p class="small">{ locale.say(Account::RevokeMeaning) }</p>
                    <div class="field">
                        <label for="revoke-reason">{ locale.say(Account::Reason) }</label>
                        <select id="revoke-reason" data-testid="revoke-reason" onchange={choose_reason}>
                            { for Reason::FOR_SUBSCRIBERS.into_iter().map(|one| html! {
                                <option
                                    key={one.code()}
                                    value={one.code().to_string()}
                                    selected={one == *reason}
                                >
                                    { locale.say(Account::For(one)) }
                                </option>
                            }) }
                        </select>
                    </div>
                    { signers(&by, locale) }
                    <button
                        type="button"
                        class="button-danger"
                        data-testid="revoke-now"
                        disabled={busy}
                        onclick={act(AccountAct::Revoke {
                            secret,
                            reason: Some(*reason).filter(|reason| *reason != Reason::Unspecified),
                            by: *by,
                        })}
                    >
                        { locale.say(Account::Revoke) }
                    </button>
                </details>
            }
        </section>
    }
}

fn signers(by: &UseStateHandle<RevokedBy>, locale: Locale) -> Html {
    html! {
        <fieldset class="field signers">
            <legend>{ locale.say(Account::SignedBy) }</legend>
            { for [(RevokedBy::Account, "revoke-by-account"), (RevokedBy::Certificate, "revoke-by-certificate")]
                .into_iter()
                .map(|(one, id)| {
                    let setter = by.setter();
                    html! {
                        <label key={id} class="check">
                            <input
                                type="radio"
                                name="revoked-by"
                                checked={one == **by}
                                data-testid={id}
                                onchange={Callback::from(move |_: Event| setter.set(one))}
                            />
                            <span>{ locale.say(Account::By(one)) }</span>
                        </label>
                    }
                }) }
        </fieldset>
    }
}

fn window(view: &RenewalView, locale: Locale) -> Html {
    if let Some(failure) = &view.failure {
        return failed(failure, locale);
    }
    let Some(info) = &view.info else {
        return Html::default();
    };
    let window = info.suggested_window;
    let why = info
        .explanation_url
        .as_ref()
        .filter(|url| url.starts_with("https://"));
    html! {
        <>
            <p class="value" data-testid="renewal-window">
                { locale.say(Account::Window {
                    from: locale.date_time(window.start),
                    to: locale.date_time(window.end),
                }) }
            </p>
            if let Some(at) = view.ask_again {
                <p class="small quiet">{ locale.say(Account::AskAgain(locale.date_time(at))) }</p>
            }
            if let Some(url) = why {
                <p>
                    <a href={url.clone()} target="_blank" rel="noopener noreferrer">
                        { locale.say(Account::Explanation) }
                    </a>
                </p>
            }
        </>
    }
}

/// Who issued it by ACME, where it is, and the certificate itself.
fn issued(
    lab: &Lab,
    certificate: &Certificate,
) -> Option<(ObjectKey, ObjectKey, x509::Certificate)> {
    let issuer = certificate.spec.issuer_ref.key(certificate.namespace())?;
    let object = lab.store().get(&issuer)?;
    object.issuer()?.spec.acme.as_ref()?;
    let secret = takeout::secret(lab, certificate)?;
    let leaf = secret.chain()?.ok()?.into_iter().next()?;
    let name = &certificate.spec.secret_name;
    let secret = ObjectKey::new(Kind::Secret, certificate.namespace(), name);
    Some((issuer, secret, leaf))
}
