//! Opening an object in the inspector.

use certlab::kube::ObjectKey;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::ui::routes::Route;

/// A callback that opens an object in the inspector, by its address.
#[hook]
pub(crate) fn use_select() -> Callback<ObjectKey> {
    let navigator = use_navigator();
    Callback::from(move |key: ObjectKey| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::object(&key));
        }
    })
}
