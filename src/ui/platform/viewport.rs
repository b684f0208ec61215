//! A frame in which a drawing is moved by scrolling and enlarged by one
//! transform: nothing is drawn anew while it moves.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, PointerEvent, WheelEvent};
use yew::NodeRef;

/// What a zoom button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zoom {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// As large as the page.
    Fit,
}

/// A frame that hears wheel and pointer for as long as it lives.
pub(crate) struct Viewport {
    sheet: Rc<Sheet>,
    _listeners: Vec<EventListener>,
}

impl Viewport {
    /// Makes a viewport of an element and its only child.
    pub(crate) fn of(frame: &NodeRef) -> Option<Self> {
        let frame: HtmlElement = frame.cast()?;
        let drawing = frame.first_element_child()?;
        let sheet = Rc::new(Sheet {
            frame: frame.clone(),
            drawing,
            scale: Cell::new(1.0),
            settling: RefCell::new(None),
        });
        let listeners = vec![
            wheel(&frame, &sheet),
            press(&frame, &sheet),
            click(&frame, &sheet),
        ];
        Some(Self {
            sheet,
            _listeners: listeners,
        })
    }

    /// Enlarges the middle of what is seen.
    pub(crate) fn zoom(&self, zoom: Zoom) {
        let by = match zoom {
            Zoom::In => STEP,
            Zoom::Out => 1.0 / STEP,
            Zoom::Fit => 1.0 / self.sheet.scale.get(),
        };
        let frame = &self.sheet.frame;
        let middle = (
            f64::from(frame.client_width()) / 2.0,
            f64::from(frame.client_height()) / 2.0,
        );
        Rc::clone(&self.sheet).enlarge(by, middle);
    }
}

/// The drawing in its frame.
struct Sheet {
    frame: HtmlElement,
    drawing: Element,
    scale: Cell<f64>,
    /// Draws it sharply once it rests.
    settling: RefCell<Option<Timeout>>,
}

impl Sheet {
    /// Enlarges the drawing; the point of it below `at` stays there.
    fn enlarge(self: Rc<Self>, by: f64, at: (f64, f64)) {
        let before = self.scale.get();
        let after = (before * by).clamp(LEAST, MOST);
        if (after - before).abs() < f64::EPSILON {
            return;
        }
        let frame = &self.frame;
        let left = (f64::from(frame.scroll_left()) + at.0) / before;
        let top = (f64::from(frame.scroll_top()) + at.1) / before;
        self.scale.set(after);
        self.dress(true);
        frame.set_scroll_left(pixels(left * after - at.0));
        frame.set_scroll_top(pixels(top * after - at.1));
        let sheet = Rc::clone(&self);
        *self.settling.borrow_mut() = Some(Timeout::new(REST_MS, move || sheet.dress(false)));
    }

    /// Writes the transform; a drawing that moves is kept as one picture.
    fn dress(&self, moves: bool) {
        let scale = self.scale.get();
        let mut style = String::new();
        if (scale - 1.0).abs() > 1e-6 {
            style = format!("transform:scale({scale:.4});");
        }
        if moves {
            style.push_str("will-change:transform");
        }
        // These attribute names are valid, so setting them cannot fail.
        let _ = self.drawing.set_attribute("style", &style);
        let near = if scale >= NEAR { "near" } else { "far" };
        let _ = self.drawing.set_attribute("data-seen", near);
    }
}

/// Ctrl and wheel, which is also what two fingers on a touchpad send, enlarge;
/// the wheel alone scrolls, as everywhere.
fn wheel(frame: &HtmlElement, sheet: &Rc<Sheet>) -> EventListener {
    let sheet = Rc::clone(sheet);
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(frame, "wheel", options, move |event| {
        let Some(wheel) = event.dyn_ref::<WheelEvent>() else {
            return;
        };
        if !wheel.ctrl_key() && !wheel.meta_key() {
            return;
        }
        wheel.prevent_default();
        let rect = sheet.frame.get_bounding_client_rect();
        let at = (
            f64::from(wheel.client_x()) - rect.left(),
            f64::from(wheel.client_y()) - rect.top(),
        );
        let by = (-wheel.delta_y() / WHEEL).clamp(-0.4, 0.4).exp();
        Rc::clone(&sheet).enlarge(by, at);
    })
}

/// A pressed mouse drags the drawing; fingers scroll it by themselves.
fn press(frame: &HtmlElement, sheet: &Rc<Sheet>) -> EventListener {
    let sheet = Rc::clone(sheet);
    EventListener::new(frame, "pointermove", move |event| {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        if pointer.buttons() & 1 == 0 || pointer.pointer_type() != "mouse" {
            return;
        }
        let frame = &sheet.frame;
        let held = frame.has_pointer_capture(pointer.pointer_id());
        let (x, y) = (pointer.movement_x(), pointer.movement_y());
        if !held {
            // A hand that clicks is never quite still.
            if x.abs().max(y.abs()) < 3 {
                return;
            }
            // Without it a drag that leaves the frame ends there.
            let _ = frame.set_pointer_capture(pointer.pointer_id());
            let _ = frame.set_attribute(DRAGGED, "");
        }
        frame.set_scroll_left(frame.scroll_left().saturating_sub(x));
        frame.set_scroll_top(frame.scroll_top().saturating_sub(y));
    })
}

/// The click at the end of a drag opens nothing.
fn click(frame: &HtmlElement, sheet: &Rc<Sheet>) -> EventListener {
    let sheet = Rc::clone(sheet);
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    EventListener::new_with_options(frame, "click", options, move |event| {
        let frame: &Element = &sheet.frame;
        if frame.has_attribute(DRAGGED) {
            let _ = frame.remove_attribute(DRAGGED);
            event.stop_propagation();
        }
    })
}

/// To the nearest pixel.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a drawing of some thousand pixels"
)]
fn pixels(length: f64) -> i32 {
    length.round() as i32
}

/// What a button enlarges by.
const STEP: f64 = 1.25;
/// Wheel movement that enlarges by e.
const WHEEL: f64 = 240.0;
/// The smallest scale.
const LEAST: f64 = 0.5;
/// The largest scale.
const MOST: f64 = 5.0;
/// From this scale on, small print can be read.
const NEAR: f64 = 2.4;
/// A drawing that did not move for so long rests.
const REST_MS: u32 = 180;
/// Marks a frame whose drawing was dragged since the pointer was pressed.
const DRAGGED: &str = "data-dragged";
