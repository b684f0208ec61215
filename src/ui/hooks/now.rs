//! A clock that ticks in components.

use certlab::clock::Timestamp;
use yew::prelude::*;

use crate::ui::platform::{self, Interval};

/// The wall clock, once a second.
#[hook]
pub(crate) fn use_now() -> Timestamp {
    let tick = use_force_update();
    use_effect_with((), move |()| {
        let interval = Interval::new(1000, move || tick.force_update());
        move || drop(interval)
    });
    platform::now()
}
