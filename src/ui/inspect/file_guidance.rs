//! What a person has to do now: the files that Challenges wait for.

use certlab::certmanager::api::{Challenge, ChallengeType, Object};
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::{Action, WebCheck, WebFinding, World};
use yew::prelude::*;

use super::guidance::open_challenges;
use crate::ui::components::{CopyButton, Explained, Icon, icon};
use crate::ui::hooks::use_place_after;
use crate::ui::i18n::{Locale, Web, use_locale};
use crate::ui::platform::{self, EngineHandle, use_engine};
use crate::ui::stages::{State, kind_icon, state_icon};

/// What the guidance needs.
#[derive(Properties, PartialEq)]
pub(crate) struct FileGuidanceProps {
    /// Opens an object in the inspector.
    pub(crate) onselect: Callback<ObjectKey>,
}

/// The files that are still to be put in place; nothing if there are none.
#[component]
pub(crate) fn FileGuidance(props: &FileGuidanceProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let challenges = open_challenges(&engine.lab, ChallengeType::Http01);
    use_place_after(challenges.len());
    if challenges.is_empty() {
        return Html::default();
    }
    let task = match engine.world() {
        World::Practice => Web::TaskPractice,
        World::Real => Web::Task,
    };
    html! {
        <section class="panel guidance" aria-labelledby="file-guidance-title">
            <div class="panel-head">
                <h2 id="file-guidance-title">{ locale.say(Web::Title(challenges.len())) }</h2>
            </div>
            <div class="task">
                <p><Explained text={locale.say(task)} /></p>
                if engine.world() == World::Real {
                    <p>{ locale.say(Web::Unseen) }</p>
                }
            </div>
            <div class="records">
                { for challenges.iter().filter_map(|object| {
                    Some(block(object, object.challenge()?, &engine, locale, &props.onselect))
                }) }
            </div>
        </section>
    }
}

fn block(
    object: &Object,
    challenge: &Challenge,
    engine: &EngineHandle,
    locale: Locale,
    onselect: &Callback<ObjectKey>,
) -> Html {
    let key = object.key();
    let spec = &challenge.spec;
    let check = engine.lab.web_check(&key);
    let open = {
        let (onselect, key) = (onselect.clone(), key.clone());
        Callback::from(move |_| onselect.emit(key.clone()))
    };
    let path = challenge.file_path();
    html! {
        <article
            key={key.to_string()}
            class="record"
            data-testid="file-guidance"
            data-challenge={key.name.clone()}
            aria-label={spec.dns_name.clone()}
        >
            <div class="record-head">
                <h3>
                    { kind_icon(Kind::Challenge) }
                    <button type="button" class="link" onclick={open}>
                        { locale.say(Web::For(spec.dns_name.clone())) }
                    </button>
                </h3>
                { actions(&key, challenge, engine, check, locale) }
            </div>
            <dl class="record-fields">
                { row(locale.say(Web::Address), challenge.file_url(), "file-url") }
                { row(locale.say(Web::Path), path.clone(), "file-path") }
                { row(locale.say(Web::Content), spec.key.clone(), "file-content") }
            </dl>
            if !challenge.status.processing {
                <p class="small quiet">{ locale.say(Web::Later) }</p>
            }
            { finding(check, locale) }
            <details class="lines" open={engine.world() == World::Real}>
                <summary>{ locale.say(Web::Lines) }</summary>
                <dl>
                    { lines(locale.say(Web::Shell), shell(&path, &spec.key), "file-shell") }
                    { lines(locale.say(Web::Nginx), nginx(&path, &spec.key), "file-nginx") }
                    { lines(locale.say(Web::Apache), APACHE.to_owned(), "file-apache") }
                    { lines(locale.say(Web::Look), look(&challenge.file_url()), "file-look") }
                </dl>
            </details>
        </article>
    }
}

fn row(label: AttrValue, value: String, testid: &'static str) -> Html {
    html! {
        <div>
            <dt>{ label.clone() }</dt>
            <dd>
                <span class="value" data-testid={testid}>{ value.clone() }</span>
                <CopyButton {value} what={label} testid={format!("copy-{testid}")} />
            </dd>
        </div>
    }
}

fn lines(label: AttrValue, text: String, testid: &'static str) -> Html {
    html! {
        <div>
            <dt>
                { label.clone() }
                <CopyButton value={text.clone()} what={label} testid={format!("copy-{testid}")} />
            </dt>
            <dd><pre lang="en" tabindex="0" data-testid={testid}>{ text }</pre></dd>
        </div>
    }
}

/// What the web server shows.
fn finding(check: Option<&WebCheck>, locale: Locale) -> Html {
    let (word, state, text) = match check.and_then(|check| check.finding.as_ref()) {
        Some(WebFinding::Right) => ("right", State::Ready, locale.say(Web::Right)),
        Some(WebFinding::Wrong(why)) => ("wrong", State::Waiting, AttrValue::from(why.clone())),
        // Nobody has looked.
        Some(WebFinding::Unseen) | None => return Html::default(),
    };
    html! {
        <div class="answers" aria-live="polite">
            <strong class="small">{ locale.say(Web::Shows) }</strong>
            <p class="small web-finding" data-testid="file-finding" data-finding={word}>
                { state_icon(state) }
                <span class="quiet">{ text }</span>
            </p>
        </div>
    }
}

fn actions(
    key: &ObjectKey,
    challenge: &Challenge,
    engine: &EngineHandle,
    check: Option<&WebCheck>,
    locale: Locale,
) -> Html {
    let download = {
        let (file, content) = (challenge.spec.token.clone(), challenge.spec.key.clone());
        // A browser gives a text an ending, and the file must have none.
        let kind = "application/octet-stream";
        Callback::from(move |_| platform::download(&file, kind, content.as_bytes()))
    };
    let download = html! {
        <button type="button" data-testid="download-file" onclick={download}>
            { locale.say(Web::Download) }
        </button>
    };
    if !engine.is_now() {
        return html! { <div class="actions">{ download }</div> };
    }
    let right = check.is_some_and(|check| check.finding == Some(WebFinding::Right));
    let asking = check.is_some_and(|check| check.finding.is_none());
    let act = |actions: Vec<Action>| {
        let engine = engine.clone();
        Callback::from(move |_: MouseEvent| {
            for action in &actions {
                engine.dispatch(action.clone());
            }
        })
    };
    let check_now = Action::CheckNow {
        challenge: key.clone(),
    };
    let main = match (engine.world(), right) {
        (World::Practice, true) => done(Web::InPlace, locale),
        (World::Real, true) => done(Web::Vouched, locale),
        (World::Practice, false) => {
            let put = Action::PutFile {
                url: challenge.file_url(),
                content: challenge.spec.key.clone(),
            };
            let onclick = act(vec![put, check_now.clone()]);
            html! {
                <button type="button" class="button-primary" data-testid="put-file" {onclick}>
                    { locale.say(Web::Put) }
                </button>
            }
        }
        (World::Real, false) => {
            let vouch = Action::Vouch {
                challenge: key.clone(),
            };
            let onclick = act(vec![vouch]);
            html! {
                <button type="button" class="button-primary" data-testid="vouch-file" {onclick}>
                    { locale.say(Web::Vouch) }
                </button>
            }
        }
    };
    html! {
        <div class="actions">
            { main }
            { download }
            if engine.world() == World::Practice {
                <button
                    type="button"
                    data-testid="check-file"
                    disabled={asking}
                    onclick={act(vec![check_now])}
                >
                    { locale.say(if asking { Web::Checking } else { Web::CheckNow }) }
                </button>
            }
        </div>
    }
}

fn done(text: Web, locale: Locale) -> Html {
    html! { <span class="good">{ icon(Icon::Done) }{ " " }{ locale.say(text) }</span> }
}

/// Tokens and key authorizations are base64url and a dot: nothing to quote.
fn shell(path: &str, content: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("mkdir -p /var/www/html{folder}\nprintf %s '{content}' > /var/www/html{path}")
}

fn nginx(path: &str, content: &str) -> String {
    format!("location = {path} {{\n    default_type text/plain;\n    return 200 \"{content}\";\n}}")
}

fn look(url: &str) -> String {
    format!("curl -fsSL {url}")
}

/// Reaches the shell's file whatever else the site rewrites.
const APACHE: &str = "Alias \"/.well-known/acme-challenge/\" \"/var/www/html/.well-known/acme-challenge/\"\n<Directory \"/var/www/html/.well-known/acme-challenge/\">\n    Require all granted\n</Directory>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_name_the_whole_path_and_content_and_end_in_no_line_break() {
        let path = "/.well-known/acme-challenge/t-1";
        assert_eq!(
            shell(path, "t-1.k"),
            "mkdir -p /var/www/html/.well-known/acme-challenge\n\
             printf %s 't-1.k' > /var/www/html/.well-known/acme-challenge/t-1"
        );
        assert_eq!(
            nginx(path, "t-1.k"),
            "location = /.well-known/acme-challenge/t-1 {\n    default_type text/plain;\n    return 200 \"t-1.k\";\n}"
        );
        assert_eq!(look("http://a.test/x"), "curl -fsSL http://a.test/x");
    }
}
