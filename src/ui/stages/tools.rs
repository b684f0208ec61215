//! The buttons beside the picture.

use yew::prelude::*;

use crate::ui::components::{Icon, icon};
use crate::ui::hooks::use_key;
use crate::ui::i18n::{Stage, use_locale};
use crate::ui::platform::Zoom;

/// What the buttons need.
#[derive(Properties, PartialEq)]
pub(super) struct ZoomToolsProps {
    /// Enlarges the picture.
    pub(super) zoom: Callback<Zoom>,
    /// More buttons, before these.
    #[prop_or_default]
    pub(super) children: Html,
}

/// Smaller, fitting, larger: by buttons, and by `-`, `0` and `+`.
#[component]
pub(super) fn ZoomTools(props: &ZoomToolsProps) -> Html {
    let locale = use_locale();
    {
        let zoom = props.zoom.clone();
        use_key(move |key| {
            let by = match key {
                "+" | "=" => Zoom::In,
                "-" => Zoom::Out,
                "0" => Zoom::Fit,
                _ => return false,
            };
            zoom.emit(by);
            true
        });
    }
    html! {
        <div class="stage-tools" role="group" aria-label={locale.say(Stage::Zoom)}>
            { props.children.clone() }
            { for [
                ("zoom-out", Icon::Less, Stage::ZoomOut, Zoom::Out),
                ("zoom-fit", Icon::Fit, Stage::ZoomFit, Zoom::Fit),
                ("zoom-in", Icon::Add, Stage::ZoomIn, Zoom::In),
            ].into_iter().map(|(id, sign, name, by)| {
                let name = locale.say(name);
                let onclick = props.zoom.reform(move |_: MouseEvent| by);
                html! {
                    <button
                        key={id}
                        type="button"
                        class="button-square button-plain"
                        data-testid={id}
                        aria-label={name.clone()}
                        title={name}
                        {onclick}
                    >
                        { icon(sign) }
                    </button>
                }
            }) }
        </div>
    }
}
