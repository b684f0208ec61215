//! The commands that do what the buttons above do.

use yew::prelude::*;

use super::CopyButton;
use crate::ui::i18n::{Console, use_locale};

/// Which commands.
#[derive(Properties, PartialEq)]
pub(crate) struct ByHandProps {
    /// The commands.
    pub(crate) commands: Vec<AttrValue>,
}

/// The same by hand.
#[component]
pub(crate) fn ByHand(props: &ByHandProps) -> Html {
    let locale = use_locale();
    html! {
        <div class="by-hand" data-testid="by-hand">
            <span class="small quiet">{ locale.say(Console::ByHand) }</span>
            <ul>
                { for props.commands.iter().map(|command| html! {
                    <li key={command.to_string()}>
                        <code lang="en">{ command.clone() }</code>
                        <CopyButton value={command.clone()} what={command.clone()} />
                    </li>
                }) }
            </ul>
        </div>
    }
}
