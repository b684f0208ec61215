//! The signs for kinds and states, drawn once for all places.

use certlab::kube::Kind;
use yew::prelude::*;

use super::state::State;

/// The style class that gives a kind its colour.
pub(crate) const fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Issuer | Kind::ClusterIssuer => "kind-issuer",
        Kind::Certificate | Kind::Ingress => "kind-certificate",
        Kind::CertificateRequest => "kind-request",
        Kind::Order => "kind-order",
        Kind::Challenge => "kind-challenge",
        Kind::Secret => "kind-secret",
    }
}

/// A kind's sign within a drawing, 16 by 16.
pub(super) fn kind_glyph(kind: Kind) -> Html {
    let path = match kind {
        // A seal; for the whole cluster, a seal with another behind it.
        Kind::Issuer => {
            "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6"
        }
        Kind::ClusterIssuer => {
            "M6.4 3a5.2 5.2 0 1 0 0 10.4a5.2 5.2 0 1 0 0-10.4M6.4 5.9a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 1 0 0-4.6M9.6 2.2a5.4 5.4 0 0 1 0 11.6"
        }
        // A sheet that bears a seal.
        Kind::Certificate => {
            "M7 13.2H2.6V2h9v4.4M5 5h4.4M5 7.6h2.4M11.2 7.9a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 1 0 0-4.6M10 12.3l-.6 2.5 1.8-.9 1.8.9-.6-2.5"
        }
        // An envelope.
        Kind::CertificateRequest => "M1.8 3.6h12.4v8.8H1.8zM2 4l6 5 6-5",
        // A list that is ticked off.
        Kind::Order => {
            "M3 1.8h10v12.4H3zM7.6 5.2h3M7.6 8.2h3M7.6 11.2h3M5 5.2h.4M5 8.2h.4M5 11.2h.4"
        }
        // A flag, planted where only the owner can.
        Kind::Challenge => "M3.6 14.6V1.6M3.6 2.4h8.8l-2.2 3.1 2.2 3.1H3.6",
        // A key.
        Kind::Secret => {
            "M5 6.2a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4M7.3 7.2l6-6M10.4 4.2l2.6 2.6M8.6 6l1.4 1.4"
        }
        // A door.
        Kind::Ingress => "M2.2 14.2h11.6M4.2 14.2V2.2h7.6v12M9.4 8.2h.4",
    };
    html! { <path class="glyph" d={path} /> }
}

/// A kind's sign in running text.
pub(crate) fn kind_icon(kind: Kind) -> Html {
    html! {
        <svg class={classes!("icon", kind_class(kind))} viewBox="0 0 16 16" aria-hidden="true">
            { kind_glyph(kind) }
        </svg>
    }
}

/// A state's sign within a drawing, 16 by 16.
pub(super) fn state_glyph(state: State) -> Html {
    match state {
        State::Waiting => html! { <circle class="mark-hollow" cx="8" cy="8" r="5.4" /> },
        State::Working => html! {
            <>
                <circle class="mark-track" cx="8" cy="8" r="5.4" />
                <circle class="mark-ring" cx="8" cy="8" r="5.4" pathLength="4" />
            </>
        },
        State::Ready => html! {
            <>
                <circle class="mark-full" cx="8" cy="8" r="6.2" />
                <path class="mark-sign" d="M5.2 8.2l2 2 3.7-4.2" />
            </>
        },
        State::Failed => html! {
            <>
                <circle class="mark-full" cx="8" cy="8" r="6.2" />
                <path class="mark-sign" d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" />
            </>
        },
    }
}

/// A state's sign in running text.
pub(crate) fn state_icon(state: State) -> Html {
    html! {
        <svg class={classes!("icon", "state", state_class(state))} viewBox="0 0 16 16" aria-hidden="true">
            { state_glyph(state) }
        </svg>
    }
}

/// The style class that gives a state its colour.
pub(super) const fn state_class(state: State) -> &'static str {
    match state {
        State::Waiting => "state-waiting",
        State::Working => "state-working",
        State::Ready => "state-ready",
        State::Failed => "state-failed",
    }
}
