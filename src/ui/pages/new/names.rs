//! The part of the form about names.

use yew::prelude::*;

use super::desk::{Desk, described_by};
use crate::ui::components::FormField;
use crate::ui::i18n::Form;
use crate::ui::store::Field;

/// Names, lifetime, CA or not.
pub(super) fn view(desk: &Desk) -> Html {
    let locale = desk.locale;
    html! {
        <fieldset class="section">
            <legend>{ locale.say(Form::Names) }</legend>
            { dns_names(desk) }
            { object_name(desk) }
            <details open={is_more(desk)}>
                <summary>{ locale.say(Form::More) }</summary>
                <div class="section-more">
                    { common_name(desk) }
                    { duration(desk) }
                    { is_ca(desk) }
                </div>
            </details>
        </fieldset>
    }
}

/// Whether the further fields stand open: something is in them, or wrong with them.
fn is_more(desk: &Desk) -> bool {
    let draft = &desk.draft;
    let more = [Field::CommonName, Field::Duration, Field::IsCa];
    !draft.common_name.is_empty()
        || !draft.duration.is_empty()
        || draft.is_ca
        || more.iter().any(|field| !desk.errors(*field).is_empty())
}

fn dns_names(desk: &Desk) -> Html {
    let (locale, field) = (desk.locale, Field::DnsNames);
    let errors = desk.errors(field);
    html! {
        <FormField
            id={field.id()}
            label={locale.say(Form::DnsNames)}
            hint={locale.say(Form::DnsNamesHint)}
            errors={errors.clone()}
        >
            <textarea
                id={field.id()}
                class="value"
                rows="3"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                placeholder={"example.com\n*.example.com"}
                value={desk.draft.dns_names.clone()}
                aria-invalid={(!errors.is_empty()).to_string()}
                aria-describedby={described_by(field)}
                data-testid={field.id()}
                oninput={desk.oninput(|draft, value| draft.dns_names = value)}
                onblur={desk.onblur(field)}
            />
        </FormField>
    }
}

fn object_name(desk: &Desk) -> Html {
    let (locale, field) = (desk.locale, Field::Name);
    let errors = desk.errors(field);
    html! {
        <FormField
            id={field.id()}
            label={locale.say(Form::Name)}
            hint={locale.say(Form::NameHint)}
            errors={errors.clone()}
        >
            <input
                type="text"
                id={field.id()}
                class="value"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                value={desk.draft.name.clone().unwrap_or_else(|| desk.draft.object_name())}
                aria-invalid={(!errors.is_empty()).to_string()}
                aria-describedby={described_by(field)}
                data-testid={field.id()}
                oninput={desk.oninput(|draft, value| draft.name = Some(value))}
                onblur={desk.onblur(field)}
            />
        </FormField>
    }
}

fn common_name(desk: &Desk) -> Html {
    let (locale, field) = (desk.locale, Field::CommonName);
    let errors = desk.errors(field);
    html! {
        <FormField
            id={field.id()}
            label={locale.say(Form::CommonName)}
            aside={locale.say(Form::Optional)}
            hint={locale.say(Form::CommonNameHint)}
            errors={errors.clone()}
        >
            <input
                type="text"
                id={field.id()}
                value={desk.draft.common_name.clone()}
                autocomplete="off"
                aria-invalid={(!errors.is_empty()).to_string()}
                aria-describedby={described_by(field)}
                data-testid={field.id()}
                oninput={desk.oninput(|draft, value| draft.common_name = value)}
                onblur={desk.onblur(field)}
            />
        </FormField>
    }
}

fn duration(desk: &Desk) -> Html {
    let (locale, field) = (desk.locale, Field::Duration);
    let errors = desk.errors(field);
    let acme = desk.draft.choice_in(desk.world).is_acme() && !desk.draft.duration.is_empty();
    let hint = if acme {
        Form::AcmeDuration
    } else {
        Form::DurationHint
    };
    html! {
        <FormField
            id={field.id()}
            label={locale.say(Form::Duration)}
            aside={locale.say(Form::Optional)}
            hint={locale.say(hint)}
            errors={errors.clone()}
        >
            <input
                type="text"
                id={field.id()}
                class="value"
                placeholder="2160h"
                autocomplete="off"
                value={desk.draft.duration.clone()}
                aria-invalid={(!errors.is_empty()).to_string()}
                aria-describedby={described_by(field)}
                data-testid={field.id()}
                oninput={desk.oninput(|draft, value| draft.duration = value)}
                onblur={desk.onblur(field)}
            />
        </FormField>
    }
}

fn is_ca(desk: &Desk) -> Html {
    let (locale, field) = (desk.locale, Field::IsCa);
    html! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    id={field.id()}
                    checked={desk.draft.is_ca}
                    data-testid={field.id()}
                    onchange={desk.oncheck(|draft, checked| draft.is_ca = checked)}
                    onblur={desk.onblur(field)}
                />
                <span>
                    { locale.say(Form::IsCa) }
                    <span class="hint">{ locale.say(Form::IsCaHint) }</span>
                </span>
            </label>
            { super::signer::errors(desk, field) }
        </div>
    }
}
