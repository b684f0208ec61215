//! Bytes in hexadecimal, with those of an element marked.

use std::rc::Rc;

use certlab::x509::asn1::Tree;
use yew::prelude::*;

use crate::ui::i18n::{Workshop, use_locale};
use crate::ui::platform;

/// What the bytes need.
#[derive(Properties, PartialEq)]
pub(super) struct HexProps {
    /// Element id.
    pub(super) id: AttrValue,
    /// The value.
    pub(super) tree: Rc<Tree>,
    /// The element whose bytes are marked.
    pub(super) selected: usize,
    /// The element that is pointed at.
    pub(super) hovered: Option<usize>,
    /// The byte that was gone to.
    pub(super) byte: Option<usize>,
    /// Goes to a byte.
    pub(super) onbyte: Callback<usize>,
    /// Points at a byte, or at none.
    pub(super) onhover: Callback<Option<usize>>,
}

/// The bytes of a value, some hundreds at a time.
#[component]
pub(super) fn Hex(props: &HexProps) -> Html {
    let locale = use_locale();
    let bytes = props.tree.bytes();
    let node = props.tree.node(props.selected);
    let at = props
        .byte
        .unwrap_or_else(|| node.map_or(0, |node| node.start));
    // Turned by hand until another place is gone to.
    let turned = use_state_eq(|| None::<usize>);
    {
        let (turned, frame) = (turned.setter(), props.id.to_string());
        use_effect_with(at, move |at| {
            turned.set(None);
            platform::reveal(&frame, &format!("{frame}-{}", at / ROW));
        });
    }
    let page = turned.unwrap_or(at / PAGE);
    let from = page.saturating_mul(PAGE);
    let to = from.saturating_add(PAGE).min(bytes.len());
    let marks = |index: Option<usize>| {
        let node = index.and_then(|index| props.tree.node(index));
        node.map_or((0, 0, 0), |node| (node.start, node.content, node.end))
    };
    let (start, content, end) = marks(Some(props.selected));
    let (hover_start, _, hover_end) = marks(props.hovered);
    let onkeydown = {
        let (onbyte, last) = (props.onbyte.clone(), bytes.len().saturating_sub(1));
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => at.saturating_add(1),
                "ArrowLeft" => at.saturating_sub(1),
                "ArrowDown" => at.saturating_add(ROW),
                "ArrowUp" => at.saturating_sub(ROW),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            onbyte.emit(next.min(last));
        })
    };
    let onclick = {
        let onbyte = props.onbyte.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(at) = platform::data_at(&event) {
                onbyte.emit(at);
            }
        })
    };
    let onpointerover = props
        .onhover
        .reform(|event: PointerEvent| platform::data_at(&event));
    let onpointerleave = props.onhover.reform(|_: PointerEvent| None);
    let turn = |page: usize| {
        let turned = turned.setter();
        Callback::from(move |_: MouseEvent| turned.set(Some(page)))
    };
    let shown = bytes.get(from..to).unwrap_or_default();
    html! {
        <div class="hex-side">
            <div
                class="hex"
                id={props.id.clone()}
                role="group"
                tabindex="0"
                aria-label={locale.say(Workshop::Hex)}
                data-testid="asn1-hex"
                {onkeydown}
                {onclick}
                {onpointerover}
                {onpointerleave}
            >
                { for shown.chunks(ROW).enumerate().map(|(row, chunk)| {
                    let begin = from.saturating_add(row.saturating_mul(ROW));
                    html! {
                        <div key={begin} class="hex-row" id={format!("{}-{}", props.id, begin / ROW)}>
                            <span class="hex-at">{ format!("{begin:04x}") }</span>
                            { for chunk.iter().enumerate().map(|(place, byte)| {
                                let here = begin.saturating_add(place);
                                let marked = (start..end).contains(&here);
                                html! {
                                    <span
                                        class={classes!(
                                            "hex-byte",
                                            (marked && here < content).then_some("hex-head"),
                                            (marked && here >= content).then_some("hex-content"),
                                            (hover_start..hover_end).contains(&here).then_some("hex-hover"),
                                            (props.byte == Some(here)).then_some("hex-cursor"),
                                        )}
                                        data-at={here.to_string()}
                                        data-mark={marked.then_some("on")}
                                        data-testid="hex-byte"
                                    >
                                        { format!("{byte:02x}") }
                                    </span>
                                }
                            }) }
                            <span class="hex-text" aria-hidden="true">
                                { chunk.iter().map(|byte| readable(*byte)).collect::<String>() }
                            </span>
                        </div>
                    }
                }) }
            </div>
            if bytes.len() > PAGE {
                <div class="hex-pages small">
                    <button type="button" class="button-plain" disabled={page == 0} onclick={turn(page.saturating_sub(1))}>
                        { locale.say(Workshop::Before) }
                    </button>
                    <span class="quiet">
                        { locale.say(Workshop::HexRange(from, to.saturating_sub(1), bytes.len())) }
                    </span>
                    <button type="button" class="button-plain" disabled={to >= bytes.len()} onclick={turn(page.saturating_add(1))}>
                        { locale.say(Workshop::After) }
                    </button>
                </div>
            }
        </div>
    }
}

const fn readable(byte: u8) -> char {
    if byte.is_ascii_graphic() {
        byte as char
    } else {
        '·'
    }
}

const ROW: usize = 16;

/// A whole number of rows.
const PAGE: usize = 1_024;
