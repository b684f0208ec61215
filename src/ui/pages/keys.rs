//! The keys that work all over the page, listed by `?`, and presenting.

use yew::prelude::*;

use crate::ui::hooks::use_key;
use crate::ui::i18n::{Keys, Shell, use_locale};
use crate::ui::platform;

/// Hears `?` and `p`, and shows the list of keys while it is wanted.
#[component]
pub(crate) fn KeyHelp() -> Html {
    let locale = use_locale();
    let open = use_state_eq(|| false);
    let presenting = use_state_eq(|| false);
    {
        let (open, presenting) = (open.clone(), presenting.clone());
        use_key(move |key| {
            match key {
                "?" => open.set(!*open),
                "Escape" if *open => open.set(false),
                "p" => {
                    platform::present(!*presenting);
                    presenting.set(!*presenting);
                }
                _ => return false,
            }
            true
        });
    }
    use_effect_with(*presenting, |presenting| {
        let listener = presenting.then(|| platform::follow_pointer(SPOT)).flatten();
        move || drop(listener)
    });
    use_effect_with(*open, |open| {
        if *open {
            platform::focus(CLOSE);
        }
    });
    // A plain ring around the pointer, for those who look from afar.
    let spot = html! {
        if *presenting {
            <div id={SPOT} class="spot" aria-hidden="true" />
        }
    };
    if !*open {
        return spot;
    }
    let close = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(false))
    };
    html! {
        <>
        { spot }
        <div class="keys" role="dialog" aria-modal="true" aria-labelledby="keys-title" data-testid="keys">
            <div class="panel-head">
                <h2 id="keys-title">{ locale.say(Keys::Title) }</h2>
                <span class="end">
                    <button id={CLOSE} type="button" data-testid="keys-close" onclick={close}>
                        { locale.say(Shell::Close) }
                    </button>
                </span>
            </div>
            <dl class="fields">
                { for KEYS.iter().map(|(keys, meaning)| html! {
                    <div key={*keys}>
                        <dt><kbd>{ *keys }</kbd></dt>
                        <dd>{ locale.say(meaning.clone()) }</dd>
                    </div>
                }) }
            </dl>
        </div>
        </>
    }
}

const KEYS: &[(&str, Keys)] = &[
    ("Tab", Keys::Tab),
    ("← ↑ ↓ →", Keys::Rove),
    ("Enter", Keys::Open),
    ("Esc", Keys::Close),
    ("+ − 0", Keys::Zoom),
    (", .", Keys::Step),
    ("PgUp PgDn", Keys::Clicker),
    ("← → PgUp PgDn Home End", Keys::Scrub),
    ("n", Keys::Now),
    ("p", Keys::Present),
    ("[ ] PgUp PgDn", Keys::Turn),
    ("?", Keys::Help),
];

const SPOT: &str = "spot";

const CLOSE: &str = "keys-close";
