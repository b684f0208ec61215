//! Who signs, and the buttons that make.

use certlab::x509::making::{Place, Product, Signer};
use yew::prelude::*;

use super::desk::{Desk, id};
use super::shelf::certificate_title;
use crate::ui::components::FormField;
use crate::ui::i18n::Make;
use crate::ui::platform;

/// The part about who signs.
pub(super) fn view(desk: &Desk) -> Html {
    let (locale, making) = (desk.locale, &desk.making);
    let bench = &making.bench;
    let choose = desk.change(|making, event: &Event| {
        making.begin_anew();
        let place: Option<usize> = platform::change_value(event).parse().ok();
        making.bench.signer = place.map_or(Signer::Itself, Signer::Authority);
    });
    let errors = desk.errors(Place::Signer);
    let missing = match making.tried {
        Some(Product::Request | Product::Certificate) => making.faults.len(),
        _ => 0,
    };
    let field = id(Place::Signer);
    html! {
        <>
            <FormField id={field.clone()} label={locale.say(Make::Label(Place::Signer))} {errors}>
                <select id={field.clone()} data-testid={field} onchange={choose}>
                    <option value="" selected={bench.signer == Signer::Itself}>{ locale.say(Make::Itself) }</option>
                    { for bench.shelf.authorities().map(|(place, authority)| html! {
                        <option
                            key={place}
                            value={place.to_string()}
                            selected={bench.signer == Signer::Authority(place)}
                        >
                            { locale.say(Make::ByAuthority(certificate_title(authority))) }
                        </option>
                    }) }
                </select>
            </FormField>
            <div class="form-end">
                <button
                    type="button"
                    class="button-primary button-large"
                    disabled={making.is_busy}
                    data-testid="make-certificate"
                    onclick={desk.make(Product::Certificate)}
                >
                    { locale.say(Make::CertificateButton) }
                </button>
                <button
                    type="button"
                    class="button-large"
                    disabled={making.is_busy}
                    data-testid="make-request"
                    onclick={desk.make(Product::Request)}
                >
                    { locale.say(Make::RequestButton) }
                </button>
                <button
                    type="button"
                    class="button-plain"
                    data-testid="make-clear"
                    onclick={desk.change(|making, _: &MouseEvent| {
                        making.begin_anew();
                        making.bench.sheet.clear();
                    })}
                >
                    { locale.say(Make::ClearForm) }
                </button>
                <span class="errors" role="status" data-testid="make-unready">
                    if missing > 0 { { locale.say(Make::Unready(missing)) } }
                </span>
                <span class="good" role="status" data-testid="make-made">
                    if matches!(making.made, Some(Product::Request | Product::Certificate)) {
                        { locale.say(Make::Made) }
                    }
                </span>
            </div>
        </>
    }
}
