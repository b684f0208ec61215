//! One decoded field in words, and what it stands under.

use certlab::encoding::hex;
use certlab::x509::oid;
use certlab::x509::reading::{Line, Topic, Value};
use yew::prelude::*;

use crate::ui::i18n::workshop::Heading;
use crate::ui::i18n::{Locale, Workshop};

/// What a section is called; an extension also has its object identifier.
pub(crate) fn topic(topic: &Topic, locale: Locale) -> (AttrValue, Option<String>) {
    match topic {
        Topic::Extension(dotted) => match oid::name(dotted) {
            Some(name) => (AttrValue::Static(name), Some(dotted.clone())),
            None => (AttrValue::from(dotted.clone()), None),
        },
        other => (locale.say(Workshop::Heading(heading(other))), None),
    }
}

const fn heading(topic: &Topic) -> Heading {
    match topic {
        Topic::Validity => Heading::Validity,
        Topic::Key => Heading::Key,
        Topic::Signature => Heading::Signature,
        Topic::Fingerprints => Heading::Fingerprints,
        Topic::Attributes => Heading::Attributes,
        Topic::Revoked => Heading::Revoked,
        Topic::Identity | Topic::Extension(_) => Heading::Identity,
    }
}

/// What a field says.
pub(crate) fn value(line: &Line, locale: Locale) -> Html {
    match &line.value {
        Value::Text(text) => html! { text.clone() },
        Value::Time(time) => {
            html! { <time datetime={time.rfc3339()}>{ format!("{} UTC", locale.date_time(*time)) }</time> }
        }
        Value::Flag(flag) => html! { locale.say(Workshop::Flag(*flag)) },
        Value::Number(number) => html! { number.to_string() },
        Value::Octets(bytes) => html! { <span class="item-octets">{ octets(bytes) }</span> },
        Value::Identifier(dotted) => html! { oid::show(dotted) },
        Value::Name(kind, name) => html! {
            <>
                <span class="quiet">{ locale.say(Workshop::NameKind(*kind)) }</span>
                { " " }
                { name.clone() }
            </>
        },
        Value::Usage(bit) => html! { locale.say(Workshop::Usage(*bit)) },
        Value::Revoked(serial, when, why) => html! {
            <>
                { serial.clone() }
                { " " }
                <span class="quiet">{ locale.say(Workshop::RevokedOn(locale.date_time(*when), *why)) }</span>
            </>
        },
    }
}

/// Octets as openssl prints them: pairs with colons.
pub(crate) fn octets(bytes: &[u8]) -> String {
    let digits = hex(bytes).to_uppercase();
    let mut shown = String::with_capacity(digits.len().saturating_mul(2));
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 2 == 0 {
            shown.push(':');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_are_pairs_with_colons() {
        for (bytes, shown) in [
            (&[][..], ""),
            (&[0x0a], "0A"),
            (&[0x0a, 0xff, 0], "0A:FF:00"),
        ] {
            assert_eq!(octets(bytes), shown);
        }
    }
}
