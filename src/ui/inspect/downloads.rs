//! The files of a good Certificate.

use certlab::certmanager::api::{Certificate, Secret, SecretValue};
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::Lab;
use certlab::x509::chain_pem;
use yew::prelude::*;

use crate::ui::components::{Icon, icon};
use crate::ui::i18n::inspect::Download;
use crate::ui::i18n::{Inspect, Locale};
use crate::ui::platform::{self, EngineHandle};

/// Buttons for key, certificate, chain and CA; nothing before they are there.
pub(super) fn downloads(certificate: &Certificate, engine: &EngineHandle, locale: Locale) -> Html {
    let name = &certificate.metadata.name;
    let Some(secret) = target(certificate, &engine.lab).filter(|_| certificate.is_ready()) else {
        return Html::default();
    };
    let files = files(secret);
    html! {
        <div class="downloads">
            <div class="actions" role="group" aria-label={locale.say(Inspect::Downloads)}>
                { key(name, secret, engine, locale) }
                { for files.into_iter().map(|(what, pem)| {
                    let file = file_name(name, what);
                    let save = {
                        let file = file.clone();
                        Callback::from(move |_| platform::download(&file, MEDIA_TYPE, pem.as_bytes()))
                    };
                    button(what, file, save, locale)
                }) }
            </div>
            <p class="small quiet">{ locale.say(Inspect::KeyStays) }</p>
        </div>
    }
}

/// The key goes out only here, by its owner's click.
fn key(name: &str, secret: &Secret, engine: &EngineHandle, locale: Locale) -> Html {
    let Some(SecretValue::PrivateKey { key, encoding, .. }) = secret.entry("tls.key").cloned()
    else {
        return Html::default();
    };
    let engine = engine.clone();
    let file = file_name(name, Download::Key);
    let save = {
        let file = file.clone();
        Callback::from(move |_| {
            if let Some(pem) = engine.export_key(&key, encoding) {
                platform::download(&file, MEDIA_TYPE, pem.as_bytes());
            }
        })
    };
    button(Download::Key, file, save, locale)
}

fn button(what: Download, file: String, onclick: Callback<MouseEvent>, locale: Locale) -> Html {
    let id = match what {
        Download::Key => "download-key",
        Download::Certificate => "download-certificate",
        Download::Chain => "download-chain",
        Download::Ca => "download-ca",
    };
    html! {
        <button key={id} type="button" data-testid={id} title={file} {onclick}>
            { icon(Icon::Download) }
            { locale.say(Inspect::Download(what)) }
        </button>
    }
}

fn target<'a>(certificate: &Certificate, lab: &'a Lab) -> Option<&'a Secret> {
    let key = ObjectKey::new(
        Kind::Secret,
        certificate.namespace(),
        &certificate.spec.secret_name,
    );
    lab.store().get(&key)?.secret()
}

/// The public files that a Secret holds.
fn files(secret: &Secret) -> Vec<(Download, String)> {
    let mut files = Vec::new();
    if let Some(Ok(chain)) = secret.chain() {
        files.extend(
            chain
                .first()
                .map(|leaf| (Download::Certificate, leaf.to_pem())),
        );
        files.push((Download::Chain, chain_pem(&chain)));
    }
    if let Some(ca) = secret.bytes("ca.crt") {
        files.push((Download::Ca, String::from_utf8_lossy(ca).into_owned()));
    }
    files
}

fn file_name(certificate: &str, what: Download) -> String {
    let ending = match what {
        Download::Key => ".key",
        Download::Certificate => ".crt",
        Download::Chain => "-chain.pem",
        Download::Ca => "-ca.pem",
    };
    format!("{certificate}{ending}")
}

/// RFC 8555 §9.1 has one for chains only; this one is never opened but saved.
const MEDIA_TYPE: &str = "application/x-pem-file";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_the_certificate() {
        for (what, name) in [
            (Download::Key, "www.key"),
            (Download::Certificate, "www.crt"),
            (Download::Chain, "www-chain.pem"),
            (Download::Ca, "www-ca.pem"),
        ] {
            assert_eq!(file_name("www", what), name);
        }
    }
}
