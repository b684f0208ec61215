//! A field of a form with its label, hint and errors.

use yew::prelude::*;

use super::{Explained, TermMark};

/// What a field shows around its input.
#[derive(Properties, PartialEq)]
pub(crate) struct FormFieldProps {
    /// Id of the input.
    pub(crate) id: AttrValue,
    /// Label.
    pub(crate) label: AttrValue,
    /// Said small beside the label, such as "optional".
    #[prop_or_default]
    pub(crate) aside: Option<AttrValue>,
    /// Hint below the label.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// What is wrong with what was typed.
    #[prop_or_default]
    pub(crate) errors: Vec<AttrValue>,
    /// The input.
    pub(crate) children: Html,
}

/// Puts label and hint above an input, and errors below it.
#[component]
pub(crate) fn FormField(props: &FormFieldProps) -> Html {
    let id = &props.id;
    html! {
        <div class={classes!("field", (!props.errors.is_empty()).then_some("field-bad"))}>
            <div class="field-label">
                <label for={id.clone()}>
                    { props.label.clone() }
                    if let Some(aside) = &props.aside {
                        <span class="quiet">{ format!(" · {aside}") }</span>
                    }
                </label>
                <TermMark text={props.label.clone()} />
            </div>
            { props.children.clone() }
            if let Some(hint) = &props.hint {
                <p class="hint" id={format!("hint-{id}")}><Explained text={hint.clone()} /></p>
            }
            <div
                class="errors"
                id={format!("error-{id}")}
                role="alert"
                data-testid={(!props.errors.is_empty()).then(|| format!("error-{id}"))}
            >
                { for props.errors.iter().map(|error| html! { <p key={error.to_string()}>{ error.clone() }</p> }) }
            </div>
        </div>
    }
}
