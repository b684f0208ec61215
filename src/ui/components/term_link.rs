//! A word that opens its term beside the work.

use certlab::kube::Kind;
use yew::prelude::*;

use crate::ui::hooks::use_reader;

/// What a term's link needs.
#[derive(Properties, PartialEq)]
pub(crate) struct TermLinkProps {
    /// The term.
    pub(crate) id: AttrValue,
    /// The word.
    pub(crate) children: Html,
}

/// A word that opens its term.
#[component]
pub(crate) fn TermLink(props: &TermLinkProps) -> Html {
    let reader = use_reader();
    html! {
        <button
            type="button"
            class="link term-link"
            data-testid={format!("term-{}", props.id)}
            onclick={reader.show(props.id.clone())}
        >
            { props.children.clone() }
        </button>
    }
}

/// The term that says what a kind is.
pub(crate) const fn term_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Issuer => "issuer",
        Kind::ClusterIssuer => "cluster-issuer",
        Kind::Certificate => "certificate",
        Kind::CertificateRequest => "certificate-request",
        Kind::Order => "order",
        Kind::Challenge => "challenge",
        Kind::Secret => "secret",
        Kind::Ingress => "ingress",
    }
}
