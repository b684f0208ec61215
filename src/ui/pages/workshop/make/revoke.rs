//! Revocation: which certificates, why, and the list.

use certlab::x509::making::{Place, Product, reason_word};
use yew::prelude::*;

use super::desk::{Desk, id};
use super::shelf::certificate_title;
use crate::ui::components::FormField;
use crate::ui::i18n::Make;
use crate::ui::platform;

/// The part about revocation; a hint where no CA is at hand.
pub(super) fn view(desk: &Desk) -> Html {
    let (locale, making) = (desk.locale, &desk.making);
    let shelf = &making.bench.shelf;
    let authorities: Vec<_> = shelf.authorities().collect();
    let chosen = making.bench.list_signer;
    let found = authorities
        .iter()
        .find(|(place, _)| Some(*place) == chosen)
        .or_else(|| authorities.first());
    let Some((place, authority)) = found.copied() else {
        return html! { <p class="quiet" data-testid="no-authority">{ locale.say(Make::NoAuthorityYet) }</p> };
    };
    let choose = desk.change(|making, event: &Event| {
        making.begin_anew();
        making.bench.list_signer = platform::change_value(event).parse().ok();
    });
    let errors = desk.errors(Place::ListSigner);
    let field = id(Place::ListSigner);
    html! {
        <>
            <FormField id={field.clone()} label={locale.say(Make::Label(Place::ListSigner))} {errors}>
                <select id={field.clone()} data-testid={field} onchange={choose}>
                    { for authorities.iter().map(|(other, authority)| html! {
                        <option key={*other} value={other.to_string()} selected={*other == place}>
                            { certificate_title(authority) }
                        </option>
                    }) }
                </select>
            </FormField>
            <FormField id="make-reason" label={locale.say(Make::Reason)}>
                <select
                    id="make-reason"
                    data-testid="make-reason"
                    onchange={desk.change(|making, event: &Event| {
                        making.reason = platform::change_value(event).parse().unwrap_or(0);
                    })}
                >
                    { for (0..=10_u8).filter_map(|number| Some((number, reason_word(number)?))).map(|(number, word)| html! {
                        <option key={number} value={number.to_string()} selected={making.reason == number} lang="en">
                            { word }
                        </option>
                    }) }
                </select>
            </FormField>
            <ul class="actions">
                { for shelf.issued_by(authority).map(|(place, issued)| {
                    let serial = issued.serial().hex();
                    let name = certificate_title(issued);
                    html! {
                        <li key={place}>
                            <button
                                type="button"
                                data-testid={format!("revoke-{place}")}
                                onclick={desk.change(move |making, _: &MouseEvent| {
                                    let word = reason_word(making.reason).unwrap_or_default();
                                    let mut lines: Vec<String> = making
                                        .bench
                                        .sheet
                                        .lines(Place::Revoked)
                                        .filter(|line| !line.starts_with(&serial))
                                        .map(str::to_owned)
                                        .collect();
                                    lines.push(format!("{serial} {word}"));
                                    making.set(Place::Revoked, lines.join("\n"));
                                })}
                            >
                                { locale.say(Make::Revoke(name)) }
                            </button>
                        </li>
                    }
                }) }
            </ul>
            { desk.lines(Place::Revoked) }
            <div class="make-grid">
                { desk.text(Place::ListNumber) }
                { desk.text(Place::ListDuration) }
            </div>
            <div class="form-end">
                <button
                    type="button"
                    class="button-primary"
                    disabled={making.is_busy}
                    data-testid="make-list"
                    onclick={desk.make(Product::List(place))}
                >
                    { locale.say(Make::ListButton) }
                </button>
                <span class="good" role="status">
                    if matches!(making.made, Some(Product::List(_))) {
                        { locale.say(Make::Made) }
                    }
                </span>
            </div>
        </>
    }
}
