//! The troubleshooter: what holds a Certificate up, and what to do.

use certlab::certmanager::api::Certificate;
use certlab::certmanager::troubleshoot::{Cause, troubleshoot};
use certlab::clock::Timestamp;
use certlab::kube::ObjectKey;
use certlab::lab::Lab;
use yew::prelude::*;

use crate::ui::components::{ByHand, Explained};
use crate::ui::i18n::{Locale, Stage, Trouble};
use crate::ui::stages::kind_icon;

/// What holds a Certificate up; nothing if nothing does.
pub(super) fn trouble(
    certificate: &Certificate,
    key: &ObjectKey,
    lab: &Lab,
    now: Timestamp,
    locale: Locale,
    onselect: &Callback<ObjectKey>,
) -> Html {
    let limits = lab.backoff();
    let found = troubleshoot(lab.store(), key, limits.first_secs, limits.max_secs, now);
    let Some(found) = found.filter(|found| found.cause != Cause::Working) else {
        return Html::default();
    };
    let commands: Vec<AttrValue> = found.commands.into_iter().map(AttrValue::from).collect();
    html! {
        <section class="trouble" data-testid="trouble" data-cause={format!("{:?}", found.cause)}>
            <h3>{ locale.say(Trouble::Heading) }</h3>
            <ol class="trouble-chain" aria-label={locale.say(Trouble::Chain)}>
                { for found.chain.iter().map(|key| link(key, lab, locale, onselect)) }
            </ol>
            <p><Explained text={locale.say(Trouble::Why(found.cause))} /></p>
            if !found.words.is_empty() {
                <p class="words value" lang="en">{ found.words }</p>
            }
            <h3>{ locale.say(Trouble::Do) }</h3>
            <p><Explained text={locale.say(Trouble::Remedy(found.cause))} /></p>
            if let Some(at) = found.next_attempt {
                <p class="small quiet">{ locale.say(Trouble::Next(locale.date_time(at))) }</p>
            }
            if certificate.is_ready() {
                <p class="small quiet">{ locale.say(Trouble::Still) }</p>
            }
            <ByHand {commands} />
        </section>
    }
}

fn link(key: &ObjectKey, lab: &Lab, locale: Locale, onselect: &Callback<ObjectKey>) -> Html {
    let words = html! {
        <>
            { kind_icon(key.kind) }
            { format!("{} {}", locale.say(Stage::Kind(key.kind)), key.name) }
        </>
    };
    let onclick = {
        let (onselect, key) = (onselect.clone(), key.clone());
        Callback::from(move |_: MouseEvent| onselect.emit(key.clone()))
    };
    html! {
        <li key={format!("{} {key}", key.kind)}>
            if lab.store().get(key).is_some() {
                <button type="button" class="button-plain" {onclick}>{ words }</button>
            } else {
                <span class="trouble-missing">{ words }</span>
            }
        </li>
    }
}
