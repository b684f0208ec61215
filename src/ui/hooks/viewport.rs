//! A drawing that can be enlarged and dragged within its frame.

use yew::prelude::*;

use crate::ui::platform::{Viewport, Zoom};

/// The frame's reference, and what enlarges the drawing in it. The frame has
/// one child; scale and place last as long as the component.
#[hook]
pub(crate) fn use_viewport() -> (NodeRef, Callback<Zoom>) {
    let frame = use_node_ref();
    let viewport = use_mut_ref(|| None::<Viewport>);
    {
        let (frame, viewport) = (frame.clone(), viewport.clone());
        use_effect_with((), move |()| {
            *viewport.borrow_mut() = Viewport::of(&frame);
            move || {
                viewport.borrow_mut().take();
            }
        });
    }
    let zoom = Callback::from(move |zoom| {
        if let Some(viewport) = &*viewport.borrow() {
            viewport.zoom(zoom);
        }
    });
    (frame, zoom)
}
