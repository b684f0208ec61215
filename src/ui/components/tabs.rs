//! Tabs: one of several views.

use yew::prelude::*;

use crate::ui::platform;

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TabItem {
    /// Test id, and the tab's element id.
    pub(crate) id: AttrValue,
    /// What it says.
    pub(crate) label: AttrValue,
}

/// What tabs need.
#[derive(Properties, PartialEq)]
pub(crate) struct TabsProps {
    /// Accessible name of the row.
    pub(crate) label: AttrValue,
    /// The tabs.
    pub(crate) items: Vec<TabItem>,
    /// Which is open, counted from 0.
    pub(crate) open: usize,
    /// Opens another.
    pub(crate) onopen: Callback<usize>,
    /// The open view.
    pub(crate) children: Html,
}

/// A row of tabs above the open view; arrow keys go along the row.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let (open, items, onopen) = (props.open, props.items.clone(), props.onopen.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = items.len().saturating_sub(1);
            let next = match event.key().as_str() {
                "ArrowRight" if open == last => 0,
                "ArrowRight" => open.saturating_add(1),
                "ArrowLeft" if open == 0 => last,
                "ArrowLeft" => open.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            onopen.emit(next);
            if let Some(item) = items.get(next) {
                platform::focus(&item.id);
            }
        })
    };
    let open_id = props.items.get(props.open).map(|item| item.id.clone());
    html! {
        <>
            <div class="tabs" role="tablist" aria-label={props.label.clone()} {onkeydown}>
                { for props.items.iter().enumerate().map(|(index, item)| tab(props, index, item)) }
            </div>
            <div class="tab-view" role="tabpanel" tabindex="0" aria-labelledby={open_id}>
                { props.children.clone() }
            </div>
        </>
    }
}

fn tab(props: &TabsProps, index: usize, item: &TabItem) -> Html {
    let open = index == props.open;
    let onopen = props.onopen.clone();
    html! {
        <button
            key={item.id.to_string()}
            type="button"
            role="tab"
            id={item.id.clone()}
            data-testid={item.id.clone()}
            aria-selected={open.to_string()}
            tabindex={if open { "0" } else { "-1" }}
            onclick={Callback::from(move |_| onopen.emit(index))}
        >
            { item.label.clone() }
        </button>
    }
}
