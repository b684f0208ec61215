//! What is at hand: each thing with what it says, its files, and the way to the tab that
//! reads.

use certlab::encoding::to_pem;
use certlab::lab::takeout::FileKind;
use certlab::x509::making::{Place, Shelf, Signer};
use certlab::x509::{Certificate, CertificateSigningRequest, KeyEncoding, PrivateKey};
use yew::prelude::*;

use super::desk::Desk;
use crate::ui::components::{CopyButton, FormField, Icon, icon};
use crate::ui::i18n::{Files, Make};
use crate::ui::inspect::{ToWorkshop, media_type, test_id};
use crate::ui::platform;

/// Everything on the shelf, the newest first.
pub(super) fn view(desk: &Desk) -> Html {
    let (locale, shelf) = (desk.locale, &desk.making.bench.shelf);
    let is_empty =
        shelf.keys().is_empty() && shelf.requests().is_empty() && shelf.certificates().is_empty();
    html! {
        <section class="make-shelf" aria-labelledby="make-shelf" data-testid="shelf">
            <h2 id="make-shelf">{ locale.say(Make::Shelf) }</h2>
            <p class="small quiet">
                { locale.say(if is_empty { Make::ShelfEmpty } else { Make::ShelfHint }) }
            </p>
            if !is_empty {
                { lock(desk) }
            }
            <div aria-live="polite">
                { for (0..shelf.lists().len()).rev().map(|place| list(desk, place)) }
                { for (0..shelf.certificates().len()).rev().map(|place| certificate(desk, place)) }
                { for (0..shelf.requests().len()).rev().map(|place| request(desk, place)) }
                { for (0..shelf.keys().len()).rev().map(|place| key(desk, place)) }
            </div>
            if !is_empty {
                <button
                    type="button"
                    class="button-plain button-danger"
                    data-testid="shelf-clear"
                    onclick={desk.change(|making, _: &MouseEvent| {
                        making.begin_anew();
                        making.bench.shelf = Shelf::default().into();
                        making.bench.subject = None;
                        making.bench.signer = Signer::Itself;
                        making.bench.list_signer = None;
                    })}
                >
                    { locale.say(Make::ClearShelf) }
                </button>
            }
        </section>
    }
}

/// What locks files.
fn lock(desk: &Desk) -> Html {
    let (locale, making) = (desk.locale, &desk.making);
    let is_missing = making.lock_wanted && making.lock.is_empty();
    html! {
        <FormField
            id="make-lock"
            label={locale.say(Make::Lock)}
            hint={locale.say(Make::LockHint)}
            errors={if is_missing { vec![locale.say(Make::LockWanted)] } else { Vec::new() }}
        >
            <input
                id="make-lock"
                type="password"
                autocomplete="new-password"
                value={making.lock.clone()}
                aria-invalid={is_missing.then_some("true")}
                aria-describedby="hint-make-lock error-make-lock"
                data-testid="make-lock"
                oninput={desk.change(|making, event: &InputEvent| {
                    making.lock = platform::input_value(event);
                    making.lock_wanted = false;
                })}
            />
        </FormField>
    }
}

/// One thing: what it is, and when it is open what it says and its files.
fn thing(id: &'static str, place: usize, kind: AttrValue, title: String, body: Html) -> Html {
    html! {
        <details key={format!("{id}-{place}")} class="shelf-thing" data-testid={id} data-place={place.to_string()}>
            <summary>
                <span class="item-kind">{ kind }</span>
                { " " }
                <span class="shelf-title">{ title }</span>
            </summary>
            <div class="shelf-body">{ body }</div>
        </details>
    }
}

fn fact(id: &'static str, label: AttrValue, value: String) -> Html {
    html! {
        <div key={id}>
            <dt>{ label.clone() }</dt>
            <dd>
                <span class="value" data-testid={id}>{ value.clone() }</span>
                <CopyButton {value} what={label} />
            </dd>
        </div>
    }
}

fn save(id: &str, word: AttrValue, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button key={id.to_owned()} type="button" data-testid={id.to_owned()} {onclick}>
            { icon(Icon::Download) }
            { word }
        </button>
    }
}

/// Saves what is ready at once.
fn save_text(id: &str, word: AttrValue, file: String, content: String) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| {
        platform::download(&file, "application/x-pem-file", content.as_bytes());
    });
    save(id, word, onclick)
}

fn key(desk: &Desk, place: usize) -> Html {
    let locale = desk.locale;
    let Some(key) = desk.making.bench.shelf.keys().get(place) else {
        return Html::default();
    };
    let public = key.public_key();
    let file = key_file(key);
    let form = match key.to_own_der() {
        Some(("RSA PRIVATE KEY", _)) => Some("PKCS #1"),
        Some(_) => Some("SEC 1"),
        None => None,
    };
    let save_key = |id: &'static str, word: AttrValue, encoding: KeyEncoding| {
        let (key, file) = (key.clone(), format!("{file}.key"));
        let onclick = Callback::from(move |_: MouseEvent| {
            let pem = key.to_pem(encoding);
            platform::download(&file, media_type(FileKind::Key), pem.as_bytes());
        });
        save(id, word, onclick)
    };
    let locked = {
        let (key, file) = (key.clone(), format!("{file}-locked.key"));
        desk.change(move |making, _: &MouseEvent| {
            making.lock_wanted = making.lock.is_empty();
            if !making.lock_wanted
                && let Ok(pem) = platform::locked_key(&key, &making.lock)
            {
                platform::download(&file, media_type(FileKind::Key), pem.as_bytes());
            }
        })
    };
    let body = html! {
        <>
            <dl class="fields">
                { fact("fact-Thumbprint", locale.say(Make::Thumbprint), public.jwk_thumbprint()) }
                { fact("fact-SpkiSha256", locale.say(Make::SpkiSha256), public.spki_sha256()) }
                { fact("fact-Jwk", locale.say(Make::Jwk), public.jwk()) }
            </dl>
            <div class="actions">
                if let Some(form) = form {
                    { save_key("key-own", locale.say(Make::OwnForm(form)), KeyEncoding::Pkcs1) }
                }
                { save_key("key-pkcs8", locale.say(Make::OwnForm("PKCS #8")), KeyEncoding::Pkcs8) }
                { save("key-locked", locale.say(Make::Locked), locked) }
                { save_text("key-public", locale.say(Make::PublicHalf), format!("{file}.pub"), public.to_pem()) }
            </div>
        </>
    };
    thing(
        "shelf-key",
        place,
        locale.say(Make::AKey),
        key_title(key),
        body,
    )
}

fn request(desk: &Desk, place: usize) -> Html {
    let locale = desk.locale;
    let Some(request) = desk.making.bench.shelf.requests().get(place) else {
        return Html::default();
    };
    let title = request_title(request);
    let file = format!("{}.csr", slug(&title));
    let pem = request.to_pem();
    let body = html! {
        <div class="actions">
            { save_text("save-request", "PEM".into(), file, pem.clone()) }
            <ToWorkshop {pem} word={locale.say(Make::OpenInRead)} />
        </div>
    };
    thing(
        "shelf-request",
        place,
        locale.say(Make::ARequest),
        title,
        body,
    )
}

fn list(desk: &Desk, place: usize) -> Html {
    let (locale, shelf) = (desk.locale, &desk.making.bench.shelf);
    let Some(list) = shelf.lists().get(place) else {
        return Html::default();
    };
    let authority = shelf.certificates().get(list.authority);
    let name = authority.map(certificate_title).unwrap_or_default();
    let pem = to_pem("X509 CRL", &list.der);
    let file = slug(&name);
    let save_der = {
        let (der, file) = (list.der.clone(), format!("{file}.crl"));
        Callback::from(move |_: MouseEvent| {
            platform::download(&file, "application/pkix-crl", &der);
        })
    };
    let body = html! {
        <div class="actions">
            { save_text("save-list", "PEM".into(), format!("{file}-crl.pem"), pem.clone()) }
            { save("save-list-der", "DER".into(), save_der) }
            <ToWorkshop {pem} word={locale.say(Make::OpenInRead)} />
        </div>
    };
    let title = locale.say(Make::ListOf(name)).to_string();
    thing("shelf-list", place, locale.say(Make::AList), title, body)
}

fn certificate(desk: &Desk, place: usize) -> Html {
    let (locale, shelf) = (desk.locale, &desk.making.bench.shelf);
    let Some(certificate) = shelf.certificates().get(place) else {
        return Html::default();
    };
    let title = certificate_title(certificate);
    let button = |kind: FileKind| {
        let (certificate, name) = (certificate.clone(), slug(&title));
        let onclick = desk.change(move |making, _: &MouseEvent| {
            making.lock_wanted = kind.is_locked() && making.lock.is_empty();
            let shelf = &making.bench.shelf;
            let made = platform::certificate_file(shelf, &certificate, kind, &name, &making.lock);
            if let Ok(made) = made {
                platform::download(&kind.file_name(&name), media_type(kind), &made);
            }
        });
        save(test_id(kind), locale.say(Files::Kind(kind)), onclick)
    };
    let kinds = platform::certificate_files(shelf, certificate);
    let validity = format!(
        "{} – {}",
        certificate.not_before().rfc3339(),
        certificate.not_after().rfc3339()
    );
    let body = html! {
        <>
            <dl class="fields">
                { fact("fact-Serial", locale.say(Make::Label(Place::Serial)), certificate.serial().hex()) }
                { fact("fact-Issuer", locale.say(Make::IssuedBy), certificate.issuer()) }
                { fact("fact-Validity", locale.say(Make::Validity), validity) }
            </dl>
            <div class="actions">
                { for kinds.into_iter().map(button) }
                <ToWorkshop pem={certificate.to_pem()} word={locale.say(Make::OpenInRead)} />
            </div>
        </>
    };
    let kind = if certificate.is_ca() {
        Make::AnAuthority
    } else {
        Make::ACertificate
    };
    thing("shelf-certificate", place, locale.say(kind), title, body)
}

/// Kind of key, and the beginning of its fingerprint.
pub(super) fn key_title(key: &PrivateKey) -> String {
    let print = key.public_key().spki_sha256();
    let print = print.get(..8).unwrap_or_default();
    format!("{} · {print}", key.algorithm())
}

fn key_file(key: &PrivateKey) -> String {
    slug(&key_title(key).replace(" · ", "-"))
}

/// What a certificate is called.
pub(super) fn certificate_title(certificate: &Certificate) -> String {
    let names = certificate.dns_names();
    called(certificate.common_name(), &names, certificate.subject())
        .unwrap_or_else(|| certificate.serial().hex())
}

/// What a request is called.
pub(super) fn request_title(request: &CertificateSigningRequest) -> String {
    let names = request.dns_names();
    let print = request.public_key().spki_sha256();
    called(request.common_name(), &names, request.subject())
        .unwrap_or_else(|| print.get(..8).unwrap_or_default().to_owned())
}

fn called(common_name: Option<String>, names: &[String], subject: String) -> Option<String> {
    common_name
        .or_else(|| names.first().cloned())
        .or_else(|| (!subject.is_empty()).then_some(subject))
}

/// A name for files.
fn slug(title: &str) -> String {
    let letters = title.chars().map(|c| match c {
        '*' => '_',
        c if c.is_alphanumeric() || "-._".contains(c) => c,
        _ => '-',
    });
    letters.take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_letters_that_any_system_takes() {
        for (title, name) in [
            ("*.example.com", "_.example.com"),
            ("a/b: c", "a-b--c"),
            ("根 CA", "根-CA"),
        ] {
            assert_eq!(slug(title), name);
        }
    }
}
