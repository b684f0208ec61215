//! The part of the form about how names are proved.

use yew::prelude::*;

use super::desk::Desk;
use super::signer;
use crate::ui::i18n::Web;
use crate::ui::i18n::web::Proof;
use crate::ui::store::Field;

/// By a record or by a file.
pub(super) fn view(desk: &Desk) -> Html {
    let label = desk.locale.say(Web::Question);
    html! {
        <div class="field proof" role="radiogroup" aria-label={label.clone()}>
            <span class="label">{ label }</span>
            <div class="proof-choices">
                { for [Proof::Dns01, Proof::Http01].map(|proof| choice(desk, proof)) }
            </div>
            // Said at once: the choice itself is what is wrong.
            { signer::all_errors(desk, Field::Proof) }
        </div>
    }
}

fn choice(desk: &Desk, proof: Proof) -> Html {
    let locale = desk.locale;
    let chosen = desk.draft.proof == proof;
    let changer = desk.handle();
    let onchange = Callback::from(move |_: Event| changer.change(|draft| draft.proof = proof));
    let testid = match proof {
        Proof::Dns01 => "proof-dns01",
        Proof::Http01 => "proof-http01",
    };
    html! {
        <label key={testid} class="check">
            <input
                type="radio"
                name="proof"
                id={chosen.then(|| Field::Proof.id())}
                checked={chosen}
                data-testid={testid}
                {onchange}
            />
            <span>
                { locale.say(Web::Proof(proof)) }
                <span class="hint">{ locale.say(Web::ProofMeaning(proof)) }</span>
            </span>
        </label>
    }
}
