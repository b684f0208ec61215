//! The keyboard's place, when what had it is done and gone.

use yew::prelude::*;

use crate::ui::platform;

/// When there are fewer tasks than before, and the focus was on one that is
/// gone, it goes on at the stage.
#[hook]
pub(crate) fn use_place_after(tasks: usize) {
    let before = use_mut_ref(|| tasks);
    use_effect_with(tasks, move |tasks| {
        if before.replace(*tasks) > *tasks {
            platform::focus_from_nowhere(STAGE, false);
        }
    });
}

/// The element id of the stage.
pub(crate) const STAGE: &str = "stage";

/// The element id of the inspector's heading.
pub(crate) const INSPECTOR: &str = "inspector-title";
