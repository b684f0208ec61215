//! One thing that was found.

use std::rc::Rc;

use certlab::clock::Timestamp;
use certlab::encoding::to_pem;
use certlab::x509::file::{self, Content, Item, KeyForm};
use certlab::x509::reading::{Gist, Reading};
use yew::prelude::*;

use super::asn1::Asn1;
use super::fields::sections;
use crate::ui::components::CopyButton;
use crate::ui::i18n::workshop::{Standing, What};
use crate::ui::i18n::{Locale, Workshop, use_locale};
use crate::ui::inspect::lint::LintView;
use crate::ui::platform;

/// What a card needs.
#[derive(Properties, PartialEq)]
pub(super) struct CardProps {
    /// Element id, and that of what is in it.
    pub(super) id: AttrValue,
    /// All that was found in a file.
    pub(super) found: Rc<file::Reading>,
    /// Which of it this is.
    pub(super) index: usize,
    /// The file's name.
    pub(super) source: AttrValue,
    /// Whether it is open at first.
    pub(super) open: bool,
}

/// One thing that was found: its gist, and when it is open its fields and its bytes.
#[component]
pub(super) fn Card(props: &CardProps) -> Html {
    let locale = use_locale();
    let open = use_state_eq(|| None::<bool>);
    let bytes = use_state_eq(|| false);
    let reading = use_memo(
        (props.found.clone(), props.index),
        |(found, index)| match found.items.get(*index) {
            Some(item) => Reading::of(item.content.bytes()),
            None => Reading::of(&[]),
        },
    );
    let Some(item) = props.found.items.get(props.index) else {
        return Html::default();
    };
    let is_open = open.unwrap_or(props.open);
    let toggle = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(Some(!is_open)))
    };
    let toggle_bytes = {
        let bytes = bytes.clone();
        Callback::from(move |_: MouseEvent| bytes.set(!*bytes))
    };
    let what = what(item, &reading.gist);
    let body = format!("{}-body", props.id);
    html! {
        <section class="item" id={props.id.clone()} data-testid="workshop-item">
            <h2 class="item-head">
                <button
                    type="button"
                    aria-expanded={is_open.to_string()}
                    aria-controls={body.clone()}
                    data-testid="item-toggle"
                    onclick={toggle}
                >
                    <span class="item-sign" aria-hidden="true">{ if is_open { "▾" } else { "▸" } }</span>
                    <span class="item-kind" data-testid="item-kind">{ locale.say(Workshop::Kind(what)) }</span>
                    <span class="item-title">{ title(item, &reading.gist) }</span>
                    { standing(&reading.gist, locale) }
                </button>
            </h2>
            <div id={body} class="item-body" hidden={!is_open}>
                if is_open {
                    <div class="item-where">
                        <span class="small quiet">
                            { props.source.clone() }
                            { for item.place.layers.first().map(|_| html! {
                                <span lang="en">{ format!(" › {}", item.place) }</span>
                            }) }
                        </span>
                        if let Some(label) = pem_label(&item.content) {
                            <CopyButton
                                value={to_pem(label, item.content.bytes())}
                                what={format!("{} (PEM)", locale.say(Workshop::Kind(what)))}
                            />
                        }
                        <button
                            type="button"
                            class="button-plain"
                            aria-expanded={bytes.to_string()}
                            data-testid="item-bytes"
                            onclick={toggle_bytes}
                        >
                            { locale.say(Workshop::Bytes) }
                        </button>
                    </div>
                    if what == What::PrivateKey {
                        <p class="quiet">{ locale.say(Workshop::PrivateKeyHint) }</p>
                    }
                    if !reading.is_decoded() && is_standard(&item.content) {
                        <p class="errors">{ locale.say(Workshop::Undecoded) }</p>
                    }
                    if *bytes {
                        <Asn1 id={format!("{}-asn1", props.id)} found={props.found.clone()} index={props.index} />
                    }
                    if let Some(is_list) = lintable(&item.content) {
                        <LintView
                            id={format!("{}-lint", props.id)}
                            der={Rc::from(item.content.bytes())}
                            {is_list}
                        />
                    }
                    { sections(&reading, locale) }
                }
            </div>
        </section>
    }
}

const fn what(item: &Item, gist: &Gist) -> What {
    match &item.content {
        Content::Certificate(_) if gist.is_ca => What::Authority,
        Content::Certificate(_) => What::Certificate,
        Content::Request(_) => What::Request,
        Content::RevocationList(_) => What::RevocationList,
        Content::PublicKey(_) | Content::RsaPublicKey(_) => What::PublicKey,
        Content::PrivateKey(_) => What::PrivateKey,
        Content::EncryptedPrivateKey(_) => What::LockedKey,
        _ => What::Other,
    }
}

/// Whether its outline is one whose inside should be decoded.
const fn is_standard(content: &Content) -> bool {
    matches!(
        content,
        Content::Certificate(_)
            | Content::Request(_)
            | Content::RevocationList(_)
            | Content::PublicKey(_)
    )
}

/// Whether it can be linted, and whether as a revocation list.
const fn lintable(content: &Content) -> Option<bool> {
    match content {
        Content::Certificate(_) => Some(false),
        Content::RevocationList(_) => Some(true),
        _ => None,
    }
}

const fn pem_label(content: &Content) -> Option<&'static str> {
    Some(match content {
        Content::Certificate(_) => "CERTIFICATE",
        Content::Request(_) => "CERTIFICATE REQUEST",
        Content::RevocationList(_) => "X509 CRL",
        Content::PublicKey(_) => "PUBLIC KEY",
        Content::RsaPublicKey(_) => "RSA PUBLIC KEY",
        Content::EncryptedPrivateKey(_) => "ENCRYPTED PRIVATE KEY",
        Content::PrivateKey(key) => match key.form {
            KeyForm::Pkcs8 => "PRIVATE KEY",
            KeyForm::Pkcs1 => "RSA PRIVATE KEY",
            KeyForm::Sec1 => "EC PRIVATE KEY",
        },
        _ => return None,
    })
}

/// The file's own name for it, else what it says of itself.
fn title(item: &Item, gist: &Gist) -> String {
    let own = if gist.title.is_empty() {
        gist.key.clone().unwrap_or_default()
    } else {
        gist.title.clone()
    };
    match (&item.name, &item.content) {
        (Some(name), _) if own.is_empty() || *name == own => name.clone(),
        (Some(name), _) => format!("{own} · {name}"),
        (None, Content::Other { label, .. }) => label.clone(),
        (None, _) => own,
    }
}

fn standing(gist: &Gist, locale: Locale) -> Html {
    let Some(standing) = standing_at(gist.not_before, gist.not_after, platform::now()) else {
        return Html::default();
    };
    let class = match standing {
        Standing::Valid(_) => "item-valid",
        Standing::Future(_) | Standing::Expired(_) => "item-invalid",
    };
    html! {
        <span class={classes!("item-standing", class)} data-testid="item-standing">
            { locale.say(Workshop::Standing(standing)) }
        </span>
    }
}

fn standing_at(
    not_before: Option<Timestamp>,
    not_after: Option<Timestamp>,
    now: Timestamp,
) -> Option<Standing> {
    let (not_before, not_after) = (not_before?, not_after?);
    let hours = |later: Timestamp, earlier: Timestamp| later.since(earlier).as_secs() / 3600;
    Some(if now < not_before {
        Standing::Future(hours(not_before, now))
    } else if now > not_after {
        Standing::Expired(hours(now, not_after))
    } else {
        Standing::Valid(hours(not_after, now))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validity_stands_by_its_two_ends_inclusive() {
        let at = |hours: i64| Timestamp::from_unix_secs(hours * 3600);
        for (now, expected) in [
            (0, Standing::Future(10)),
            (10, Standing::Valid(20)),
            (30, Standing::Valid(0)),
            (35, Standing::Expired(5)),
        ] {
            assert_eq!(
                standing_at(Some(at(10)), Some(at(30)), at(now)),
                Some(expected),
                "{now}"
            );
        }
        assert_eq!(standing_at(None, Some(at(1)), at(0)), None);
    }
}
