//! Keys and the pointer, beyond what a component hears by itself.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// Hears a key that is pressed anywhere on the page but where text is typed;
/// `heard` says whether it was for it. Stops when it is dropped.
pub(crate) fn on_key(heard: impl Fn(&str) -> bool + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &window,
        "keydown",
        options,
        move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            let held = key.ctrl_key() || key.meta_key() || key.alt_key();
            let typing = key
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|element| element.matches(TYPING).unwrap_or(false));
            if !held && !typing && heard(&key.key()) {
                key.prevent_default();
            }
        },
    ))
}

/// Lets an element follow the pointer, by a transform. Stops when it is dropped.
pub(crate) fn follow_pointer(id: &'static str) -> Option<EventListener> {
    let window = web_sys::window()?;
    let document = window.document()?;
    Some(EventListener::new(&window, "pointermove", move |event| {
        let element = document.get_element_by_id(id);
        if let (Some(element), Some(pointer)) = (element, event.dyn_ref::<PointerEvent>()) {
            let (x, y) = (pointer.client_x(), pointer.client_y());
            // The attribute's name is valid, so setting it cannot fail.
            let _ = element.set_attribute("style", &format!("transform:translate({x}px,{y}px)"));
        }
    }))
}

/// Where a pressed pointer is across the element that hears it, from 0 to 1;
/// nothing if it only hovers. The element then hears it until it is let go.
pub(crate) fn dragged_to(event: &PointerEvent) -> Option<f64> {
    if event.buttons() & 1 == 0 {
        return None;
    }
    let element: Element = event.current_target()?.dyn_into().ok()?;
    if event.type_() == "pointerdown" {
        // Without it a drag that leaves the element ends there.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
    let rect = element.get_bounding_client_rect();
    let across = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
    Some(across.clamp(0.0, 1.0))
}

/// Elements that take text.
const TYPING: &str = "input:not([type=checkbox]):not([type=radio]):not([type=range]),textarea,select,[contenteditable]";
