//! A value's elements and its bytes side by side, each marking the other.

use std::collections::BTreeSet;
use std::rc::Rc;

use certlab::encoding::hex;
use certlab::x509::asn1::{Node, Tree};
use certlab::x509::file;
use yew::prelude::*;

use super::hex::Hex;
use crate::ui::components::CopyButton;
use crate::ui::i18n::{Locale, Workshop, use_locale};
use crate::ui::platform;

/// What the view needs.
#[derive(Properties, PartialEq)]
pub(super) struct Asn1Props {
    /// Element id.
    pub(super) id: AttrValue,
    /// All that was found in a file.
    pub(super) found: Rc<file::Reading>,
    /// Which of it is shown.
    pub(super) index: usize,
}

/// The elements and the bytes of a value.
#[component]
pub(super) fn Asn1(props: &Asn1Props) -> Html {
    let locale = use_locale();
    let tree = use_memo(
        (props.found.clone(), props.index),
        |(found, index)| -> Option<Rc<Tree>> {
            let item = found.items.get(*index)?;
            Tree::read(item.content.bytes()).ok().map(Rc::new)
        },
    );
    let selected = use_state_eq(|| 0_usize);
    // A byte that was gone to in the bytes; else the element's first.
    let byte = use_state_eq(|| None::<usize>);
    let hovered = use_state_eq(|| None::<usize>);
    let folded = use_state_eq(|| tree.as_deref().map(fold_at_first).unwrap_or_default());
    let (tree_id, hex_id) = (format!("{}-tree", props.id), format!("{}-hex", props.id));
    {
        let frame = tree_id.clone();
        use_effect_with(*selected, move |selected| {
            platform::reveal(&frame, &format!("{frame}-{selected}"));
        });
    }
    let Some(tree) = (*tree).clone() else {
        return Html::default();
    };
    let select = {
        let (tree, folded) = (tree.clone(), folded.clone());
        let (selected, byte) = (selected.setter(), byte.setter());
        Callback::from(move |(index, at): (usize, Option<usize>)| {
            folded.set(unfolded_to(&tree, index, &folded));
            selected.set(index);
            byte.set(at);
        })
    };
    let rows = visible(&tree, &folded);
    let onkeydown = {
        let (tree, rows, folded) = (tree.clone(), rows.clone(), folded.clone());
        let (select, selected) = (select.clone(), *selected);
        Callback::from(move |event: KeyboardEvent| {
            let Some(step) = key_step(&event.key(), &tree, &rows, &folded, selected) else {
                return;
            };
            event.prevent_default();
            match step {
                Step::Go(index) => select.emit((index, None)),
                Step::Fold(index) => folded.set(toggled(&folded, index)),
            }
        })
    };
    let onclick = {
        let (select, folded, selected) = (select.clone(), folded.clone(), *selected);
        Callback::from(move |event: MouseEvent| {
            if let Some(index) = platform::data_at(&event) {
                if index == selected {
                    folded.set(toggled(&folded, index));
                } else {
                    select.emit((index, None));
                }
            }
        })
    };
    let onpointerover = {
        let hovered = hovered.setter();
        Callback::from(move |event: PointerEvent| hovered.set(platform::data_at(&event)))
    };
    let onpointerleave = {
        let hovered = hovered.setter();
        Callback::from(move |_: PointerEvent| hovered.set(None))
    };
    let hidden = rows.len().saturating_sub(MOST_ROWS);
    let onbyte = {
        let (tree, select) = (tree.clone(), select);
        Callback::from(move |at: usize| {
            if let Some(index) = tree.at(at) {
                select.emit((index, Some(at)));
            }
        })
    };
    let onhover = {
        let (tree, hovered) = (tree.clone(), hovered.setter());
        Callback::from(move |at: Option<usize>| hovered.set(at.and_then(|at| tree.at(at))))
    };
    html! {
        <div class="asn1" data-testid="asn1">
            <p class="small quiet">{ locale.say(Workshop::TreeKeys) }</p>
            if let Some(broken) = tree.broken() {
                <p class="errors" role="alert">{ locale.say(Workshop::Broken(broken.at, broken.why)) }</p>
            }
            <div class="asn1-sides">
                <div
                    class="asn1-tree"
                    id={tree_id.clone()}
                    role="tree"
                    tabindex="0"
                    aria-label={locale.say(Workshop::Tree)}
                    aria-activedescendant={format!("{tree_id}-{}", *selected)}
                    data-testid="asn1-tree"
                    {onkeydown}
                    {onclick}
                    {onpointerover}
                    {onpointerleave}
                >
                    { for rows.iter().take(MOST_ROWS).filter_map(|index| {
                        let node = tree.node(*index)?;
                        Some(row(&tree_id, &tree, *index, node, *selected, *hovered, &folded))
                    }) }
                    if hidden > 0 {
                        <p class="small quiet">{ locale.say(Workshop::MoreNodes(hidden)) }</p>
                    }
                </div>
                <Hex
                    id={hex_id}
                    tree={tree.clone()}
                    selected={*selected}
                    hovered={*hovered}
                    byte={*byte}
                    {onbyte}
                    {onhover}
                />
            </div>
            { told(&tree, hovered.unwrap_or(*selected), *selected, locale) }
        </div>
    }
}

fn row(
    tree_id: &str,
    tree: &Tree,
    index: usize,
    node: &Node,
    selected: usize,
    hovered: Option<usize>,
    folded: &BTreeSet<usize>,
) -> Html {
    let has_children = node.next > index.saturating_add(1);
    let expanded = has_children.then(|| !folded.contains(&index));
    let sign = match expanded {
        None => "",
        Some(true) => "▾",
        Some(false) => "▸",
    };
    let name = node.field.map(certlab::x509::asn1::Field::name);
    html! {
        <div
            key={index}
            id={format!("{tree_id}-{index}")}
            class={classes!("asn1-row", (hovered == Some(index)).then_some("asn1-hover"))}
            role="treeitem"
            aria-level={node.depth.saturating_add(1).to_string()}
            aria-selected={(index == selected).to_string()}
            aria-expanded={expanded.map(|expanded| expanded.to_string())}
            style={format!("--depth: {}", node.depth)}
            data-at={index.to_string()}
            data-field={name}
            data-testid="asn1-node"
        >
            <span class="asn1-sign" aria-hidden="true">{ sign }</span>
            if let Some(name) = name {
                <span class="asn1-name">{ name }</span>
            }
            <span class="asn1-type">{ node.type_name() }</span>
            if !has_children {
                <span class="asn1-value">{ short(&tree.value(index).to_string()) }</span>
            }
            if !node.oddities.is_empty() {
                <span class="asn1-odd" aria-hidden="true">{ "!" }</span>
            }
        </div>
    }
}

/// What is to be told of an element: its RFC's name and sentence, its place, what is odd.
fn told(tree: &Tree, index: usize, selected: usize, locale: Locale) -> Html {
    let Some(node) = tree.node(index) else {
        return Html::default();
    };
    html! {
        <div class="asn1-told" data-testid="asn1-told">
            <p>
                <strong class="value">{ node.field.map_or_else(|| node.type_name(), |field| field.name().to_owned()) }</strong>
                if let Some(field) = node.field {
                    <span class="small quiet">{ format!(" {} · {}", node.type_name(), field.source()) }</span>
                }
                <span class="small quiet">
                    { " · " }
                    { locale.say(Workshop::Place {
                        start: node.start,
                        header: node.content.saturating_sub(node.start),
                        content: node.content_end.saturating_sub(node.content),
                    }) }
                </span>
            </p>
            <p data-testid="asn1-explained">
                { locale.say(node.field.map_or(Workshop::NoField, Workshop::Explain)) }
            </p>
            { for node.oddities.iter().enumerate().map(|(place, oddity)| html! {
                <p key={place} class="asn1-oddity">{ locale.say(Workshop::Oddity(*oddity)) }</p>
            }) }
            <p class="asn1-whole value">{ tree.value(index).to_string() }</p>
            <CopyButton
                value={hex(tree.element(selected))}
                what={locale.say(Workshop::NodeBytes)}
                testid="asn1-copy"
            />
        </div>
    }
}

/// What a key does in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Go(usize),
    Fold(usize),
}

/// The keys of a tree, as the ARIA authoring practices have them.
fn key_step(
    key: &str,
    tree: &Tree,
    rows: &[usize],
    folded: &BTreeSet<usize>,
    selected: usize,
) -> Option<Step> {
    let place = rows.iter().position(|index| *index == selected)?;
    let node = tree.node(selected)?;
    let has_children = node.next > selected.saturating_add(1);
    let is_folded = folded.contains(&selected);
    match key {
        "ArrowDown" => rows.get(place.saturating_add(1)).copied().map(Step::Go),
        "ArrowUp" => rows.get(place.checked_sub(1)?).copied().map(Step::Go),
        "ArrowRight" if has_children && is_folded => Some(Step::Fold(selected)),
        "ArrowRight" if has_children => Some(Step::Go(selected.saturating_add(1))),
        "ArrowLeft" if has_children && !is_folded => Some(Step::Fold(selected)),
        "ArrowLeft" => node.parent.map(Step::Go),
        "Home" => rows.first().copied().map(Step::Go),
        "End" => rows.last().copied().map(Step::Go),
        "Enter" | " " if has_children => Some(Step::Fold(selected)),
        _ => None,
    }
}

fn toggled(folded: &BTreeSet<usize>, index: usize) -> BTreeSet<usize> {
    let mut folded = folded.clone();
    if !folded.remove(&index) {
        folded.insert(index);
    }
    folded
}

/// The same with nothing folded around an element.
fn unfolded_to(tree: &Tree, index: usize, folded: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut folded = folded.clone();
    let mut at = tree.node(index).and_then(|node| node.parent);
    while let Some(index) = at {
        folded.remove(&index);
        at = tree.node(index).and_then(|node| node.parent);
    }
    folded
}

/// The elements that no folded one hides.
fn visible(tree: &Tree, folded: &BTreeSet<usize>) -> Vec<usize> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(node) = tree.node(at) {
        rows.push(at);
        let inside = at.saturating_add(1);
        at = if folded.contains(&at) {
            node.next.max(inside)
        } else {
            inside
        };
    }
    rows
}

/// A large value begins with its outer elements only.
fn fold_at_first(tree: &Tree) -> BTreeSet<usize> {
    if tree.nodes().len() <= MOST_UNFOLDED {
        return BTreeSet::new();
    }
    let nodes = tree.nodes().iter().enumerate();
    nodes
        .filter(|(index, node)| node.depth >= 2 && node.next > index.saturating_add(1))
        .map(|(index, _)| index)
        .collect()
}

fn short(text: &str) -> String {
    if text.chars().count() <= MOST_SHOWN {
        return text.to_owned();
    }
    let head: String = text.chars().take(MOST_SHOWN).collect();
    format!("{head}…")
}

const MOST_ROWS: usize = 1_000;

const MOST_UNFOLDED: usize = 400;

const MOST_SHOWN: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    /// `SEQUENCE { INTEGER 1, SEQUENCE { INTEGER 2 } }`
    const NESTED: [u8; 10] = [0x30, 8, 2, 1, 1, 0x30, 3, 2, 1, 2];

    #[test]
    fn keys_go_through_the_tree_and_fold_it() {
        let tree = Tree::read(&NESTED).unwrap();
        let open = BTreeSet::new();
        let all = visible(&tree, &open);
        assert_eq!(all, [0, 1, 2, 3]);
        let folded = toggled(&open, 2);
        assert_eq!(visible(&tree, &folded), [0, 1, 2]);
        assert_eq!(unfolded_to(&tree, 3, &folded), open);
        for (key, selected, step) in [
            ("ArrowDown", 0, Some(Step::Go(1))),
            ("ArrowUp", 0, None),
            ("ArrowRight", 2, Some(Step::Go(3))),
            ("ArrowLeft", 2, Some(Step::Fold(2))),
            ("ArrowLeft", 3, Some(Step::Go(2))),
            ("End", 0, Some(Step::Go(3))),
            ("x", 0, None),
        ] {
            assert_eq!(key_step(key, &tree, &all, &open, selected), step, "{key}");
        }
        let rows = visible(&tree, &folded);
        assert_eq!(
            key_step("ArrowRight", &tree, &rows, &folded, 2),
            Some(Step::Fold(2))
        );
    }
}
