//! The signer outside cert-manager is the person at the screen: the request to take
//! away, a command that signs it, and the way back for the certificate.

use certlab::certmanager::api::CertificateRequest;
use certlab::certmanager::external::{self, SignatureError};
use certlab::kube::ObjectKey;
use certlab::lab::Action;
use yew::prelude::*;

use crate::ui::components::{CopyButton, Explained, FormField, Icon, icon};
use crate::ui::i18n::{External, use_locale};
use crate::ui::platform::{self, use_engine};

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub(super) struct ExternalPanelProps {
    /// Where it is.
    pub(super) object: ObjectKey,
    /// A request that a person is to sign.
    pub(super) request: CertificateRequest,
}

/// Takes the request out and the certificate in.
#[component]
pub(super) fn ExternalPanel(props: &ExternalPanelProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let text = use_state_eq(String::new);
    let refusal = use_state_eq(|| None::<External>);
    let request = &props.request;
    let csr = request.request_pem().into_owned();
    let file = format!("{}.csr", request.metadata.name);
    let set = {
        let (text, refusal) = (text.setter(), refusal.setter());
        Callback::from(move |value: String| {
            text.set(value);
            refusal.set(None);
        })
    };
    let read = {
        let (set, refusal) = (set.clone(), refusal.setter());
        Callback::from(
            move |(name, content): (String, Option<String>)| match content {
                Some(content) => set.emit(content),
                None => refusal.set(Some(External::Unread(name))),
            },
        )
    };
    let save = {
        let (file, csr) = (file.clone(), csr.clone());
        Callback::from(move |_: MouseEvent| {
            platform::download(&file, "application/pkcs10", csr.as_bytes());
        })
    };
    let hand_in = {
        let (engine, request, text) = (engine.clone(), request.clone(), text.clone());
        let object = props.object.clone();
        let refusal = refusal.setter();
        Callback::from(move |_: MouseEvent| {
            let now = engine.lab.now(platform::now());
            match external::check(&request, &text, now) {
                // What was checked is handed in, and nothing that stood around it.
                Ok((chain, ca)) => engine.dispatch(Action::Fulfil {
                    request: object.clone(),
                    certificate: with_ca(chain, ca),
                }),
                Err(error) => refusal.set(Some(refused(error, &text))),
            }
        })
    };
    let errors: Vec<AttrValue> = refusal
        .iter()
        .map(|refusal| locale.say(refusal.clone()))
        .collect();
    let sign = external::openssl_command(request).to_string();
    let make_ca = external::make_ca_command().to_string();
    html! {
        <section class="external" aria-labelledby="external-title" data-testid="external">
            <h3 id="external-title">{ locale.say(External::Title) }</h3>
            <p class="small quiet lead"><Explained text={locale.say(External::Lead)} /></p>
            <ol class="external-steps">
                <li>
                    <p><Explained text={locale.say(External::Take)} /></p>
                    <div class="actions">
                        <button type="button" data-testid="external-csr-download" onclick={save}>
                            { icon(Icon::Download) }
                            { file.clone() }
                        </button>
                        <CopyButton value={csr.clone()} what={file} testid="external-csr-copy" />
                    </div>
                    <details>
                        <summary>{ locale.say(External::Show) }</summary>
                        <pre class="code" tabindex="0" lang="en" data-testid="external-csr">{ csr }</pre>
                    </details>
                </li>
                <li>
                    <p><Explained text={locale.say(External::Sign)} /></p>
                    { command(&sign, "external-command") }
                    <details>
                        <summary>{ locale.say(External::NoCa) }</summary>
                        { command(&make_ca, "external-make-ca") }
                    </details>
                </li>
                <li>
                    <FormField
                        id="external-certificate"
                        label={locale.say(External::Paste)}
                        hint={locale.say(External::PasteHint)}
                        {errors}
                    >
                        <textarea
                            id="external-certificate"
                            class="value"
                            rows="6"
                            spellcheck="false"
                            autocapitalize="none"
                            placeholder={PLACEHOLDER}
                            aria-describedby="hint-external-certificate error-external-certificate"
                            aria-invalid={refusal.is_some().to_string()}
                            data-testid="external-certificate"
                            value={(*text).clone()}
                            oninput={set.reform(|event: InputEvent| platform::input_value(&event))}
                        />
                    </FormField>
                    <div class="actions">
                        <button
                            type="button"
                            class="button-primary"
                            data-testid="external-hand-in"
                            onclick={hand_in}
                        >
                            { locale.say(External::HandIn) }
                        </button>
                        <label class="button">
                            { locale.say(External::Open) }
                            <input
                                type="file"
                                class="hidden-text"
                                accept=".crt,.pem,.cer,.txt"
                                data-testid="external-file"
                                onchange={Callback::from(move |event: Event| {
                                    platform::read_chosen(&event, MOST_BYTES, read.clone());
                                })}
                            />
                        </label>
                    </div>
                </li>
            </ol>
        </section>
    }
}

fn command(line: &str, testid: &'static str) -> Html {
    html! {
        <div class="external-command">
            <code lang="en" data-testid={testid}>{ line.to_owned() }</code>
            <CopyButton value={line.to_owned()} what={line.to_owned()} />
        </div>
    }
}

/// The whole chain again: a lone CA certificate is in it already.
fn with_ca(chain: String, ca: Option<String>) -> String {
    match ca {
        Some(ca) if !chain.contains(&ca) => chain + &ca,
        _ => chain,
    }
}

fn refused(error: SignatureError, text: &str) -> External {
    if text.trim().is_empty() {
        External::Empty
    } else {
        External::Refused(error)
    }
}

const MOST_BYTES: usize = 1 << 18;

const PLACEHOLDER: &str = "-----BEGIN CERTIFICATE-----\n…";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_that_is_its_own_chain_is_handed_in_once() {
        let one = || "A".to_owned();
        for (chain, ca, expected) in [
            (one(), None, "A"),
            (one(), Some(one()), "A"),
            (one(), Some("B".to_owned()), "AB"),
        ] {
            assert_eq!(with_ca(chain, ca), expected);
        }
    }
}
