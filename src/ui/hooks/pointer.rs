//! The object that the pointer is at, in whichever view: the others mark it too.

use certlab::kube::ObjectKey;
use yew::prelude::*;

/// The object that is pointed at, and how to point at another.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pointer {
    /// The object.
    pub(crate) at: Option<ObjectKey>,
    /// Points at another, or at none.
    pub(crate) set: Callback<Option<ObjectKey>>,
}

impl Pointer {
    /// Whether this object is pointed at.
    pub(crate) fn marks(&self, object: Option<&ObjectKey>) -> bool {
        object.is_some() && self.at.as_ref() == object
    }
}

/// The pointer of the page, inside a provider of it.
#[hook]
pub(crate) fn use_pointer() -> Pointer {
    use_context::<Pointer>().unwrap_or_default()
}

/// A callback that points at an object, or at none.
pub(crate) fn point(pointer: &Pointer, object: Option<&ObjectKey>) -> Callback<PointerEvent> {
    let object = object.cloned();
    pointer.set.reform(move |_| object.clone())
}
