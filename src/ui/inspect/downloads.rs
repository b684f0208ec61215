//! The files of a good Certificate: the usual four as buttons, every other one behind them
//! with the command line that does the same.

use certlab::certmanager::api::{Certificate, OutputError, Secret};
use certlab::lab::lesson::Deed;
use certlab::lab::takeout::{self, FileKind};
use certlab::x509::command::{ASK_PASSPHRASE, CommandLine};
use certlab::x509::file::pkcs12::Profile;
use yew::prelude::*;

use crate::ui::components::{CopyButton, FormField, Icon, icon};
use crate::ui::i18n::{Files, Inspect, Locale, use_locale};
use crate::ui::platform::{self, EngineHandle, use_engine};

/// What the downloads need.
#[derive(Properties, PartialEq)]
pub(super) struct DownloadsProps {
    /// Whose files.
    pub(super) certificate: Certificate,
}

/// Every file of a Certificate; nothing before it is ready.
#[component]
pub(super) fn Downloads(props: &DownloadsProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let passphrase = use_state_eq(String::new);
    let failure = use_state_eq(|| None::<OutputError>);
    let certificate = &props.certificate;
    let secret = takeout::secret(&engine.lab, certificate).filter(|_| certificate.is_ready());
    let Some(secret) = secret else {
        return Html::default();
    };
    let kinds = takeout::kinds(secret);
    let (usual, others): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|kind| is_usual(*kind));
    let save = |kind: FileKind| {
        let (engine, certificate) = (engine.clone(), certificate.clone());
        let (passphrase, failure) = (passphrase.clone(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            failure.set(save(&engine, &certificate, kind, &passphrase).err());
        })
    };
    let oninput = {
        let setter = passphrase.setter();
        Callback::from(move |event: InputEvent| setter.set(platform::input_value(&event)))
    };
    let button = |kind: FileKind| button(kind, certificate, &passphrase, save(kind), locale);
    let errors: Vec<AttrValue> = failure
        .iter()
        .map(|error| locale.say(Files::Failed(error.clone())))
        .collect();
    html! {
        <div class="downloads">
            <div class="actions" role="group" aria-label={locale.say(Inspect::Downloads)}>
                { for usual.iter().map(|kind| button(*kind)) }
            </div>
            <p class="small quiet">{ locale.say(Inspect::KeyStays) }</p>
            <details class="files" data-testid="files">
                <summary>{ locale.say(Files::More) }</summary>
                <FormField
                    id="file-passphrase"
                    label={locale.say(Files::Passphrase)}
                    hint={locale.say(hint(&passphrase))}
                    {errors}
                >
                    <input
                        id="file-passphrase"
                        data-testid="file-passphrase"
                        type="password"
                        autocomplete="new-password"
                        value={(*passphrase).clone()}
                        {oninput}
                    />
                </FormField>
                <ul class="file-list">
                    { for usual.iter().chain(&others).map(|kind| {
                        let command = takeout::command(*kind, certificate, secret);
                        row(*kind, button(*kind), command, locale)
                    }) }
                </ul>
                { recipe(&engine, certificate, secret, locale) }
            </details>
        </div>
    }
}

/// The files that nearly everybody wants.
const fn is_usual(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::Key | FileKind::Leaf | FileKind::Chain | FileKind::Ca
    )
}

/// What to know about the passphrase that is typed.
fn hint(passphrase: &str) -> Files {
    if passphrase.is_empty() {
        Files::PassphraseWanted
    } else if !passphrase.is_ascii() {
        Files::PassphraseBeyondAscii
    } else if passphrase.chars().count() < SHORTEST_FOR_JAVA {
        Files::PassphraseShort
    } else {
        Files::PassphraseFits
    }
}

fn save(
    engine: &EngineHandle,
    certificate: &Certificate,
    kind: FileKind,
    passphrase: &str,
) -> Result<(), OutputError> {
    let made = engine.take_out(certificate, kind, passphrase)?;
    let file = kind.file_name(&certificate.metadata.name);
    platform::download(&file, media_type(kind), &made);
    engine.did(Deed::Download(file));
    Ok(())
}

fn button(
    kind: FileKind,
    certificate: &Certificate,
    passphrase: &str,
    onclick: Callback<MouseEvent>,
    locale: Locale,
) -> Html {
    let file = kind.file_name(&certificate.metadata.name);
    let disabled = kind.is_locked() && passphrase.is_empty();
    html! {
        <button
            key={test_id(kind)}
            type="button"
            data-testid={test_id(kind)}
            title={file}
            {disabled}
            {onclick}
        >
            { icon(Icon::Download) }
            { locale.say(Files::Kind(kind)) }
        </button>
    }
}

fn row(kind: FileKind, button: Html, command: Option<CommandLine>, locale: Locale) -> Html {
    html! {
        <li key={test_id(kind)}>
            if is_usual(kind) {
                <span class="file-name">{ locale.say(Files::Kind(kind)) }</span>
            } else {
                { button }
            }
            <span class="quiet small">{ locale.say(Files::About(kind)) }</span>
            if let Some(command) = command {
                { line(&command.to_string(), test_id(kind)) }
            }
        </li>
    }
}

/// A command line with its copy button.
fn line(command: &str, id: &str) -> Html {
    html! {
        <div class="command">
            <code tabindex="0">{ command.to_owned() }</code>
            <CopyButton value={command.to_owned()} what={command.to_owned()} testid={format!("copy-{id}")} />
        </div>
    }
}

/// How such a certificate is made without the lab.
fn recipe(
    engine: &EngineHandle,
    certificate: &Certificate,
    secret: &Secret,
    locale: Locale,
) -> Html {
    let lines = takeout::recipe(&engine.lab, certificate);
    let needs_passphrase = takeout::kinds(secret).into_iter().any(FileKind::is_locked);
    html! {
        <>
            if needs_passphrase {
                <p class="small quiet">{ locale.say(Files::FromEnvironment) }</p>
                { line(ASK_PASSPHRASE, "ask-passphrase") }
            }
            if !lines.is_empty() {
                <p class="small quiet">{ locale.say(Files::Recipe) }</p>
                { for lines.iter().enumerate().map(|(index, command)| {
                    line(&command.to_string(), &format!("recipe-{index}"))
                }) }
            }
        </>
    }
}

/// A file's button.
pub(crate) const fn test_id(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Key => "download-key",
        FileKind::Leaf => "download-certificate",
        FileKind::Chain => "download-chain",
        FileKind::FullChain => "download-fullchain",
        FileKind::Ca => "download-ca",
        FileKind::Der => "download-der",
        FileKind::KeyDer => "download-key-der",
        FileKind::Combined => "download-combined",
        FileKind::Pkcs7 => "download-pkcs7",
        FileKind::Pkcs12(Profile::Modern2023) => "download-pkcs12",
        FileKind::Pkcs12(_) => "download-pkcs12-legacy",
        FileKind::Jks => "download-jks",
        FileKind::Manifest => "download-manifest",
        FileKind::Zip => "download-zip",
    }
}

/// None of them is opened by a browser: each is saved.
pub(crate) const fn media_type(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Der => "application/pkix-cert",
        FileKind::KeyDer => "application/pkcs8",
        FileKind::Pkcs7 => "application/pkcs7-mime",
        FileKind::Pkcs12(_) => "application/pkcs12",
        FileKind::Jks => "application/octet-stream",
        FileKind::Manifest => "application/yaml",
        FileKind::Zip => "application/zip",
        _ => "application/x-pem-file",
    }
}

/// What `keytool` demands.
const SHORTEST_FOR_JAVA: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_passphrase_depends_on_it() {
        for (passphrase, expected) in [
            ("", Files::PassphraseWanted),
            ("short", Files::PassphraseShort),
            ("密码密码密码", Files::PassphraseBeyondAscii),
            ("changeit", Files::PassphraseFits),
        ] {
            assert_eq!(hint(passphrase), expected, "{passphrase}");
        }
    }
}
