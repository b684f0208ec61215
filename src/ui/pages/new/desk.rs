//! What every part of the form works with.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use certlab::lab::World;
use yew::prelude::*;

use crate::ui::i18n::Locale;
use crate::ui::platform::{self, Timeout};
use crate::ui::store::check::Fault;
use crate::ui::store::draft::DraftAction;
use crate::ui::store::{Draft, DraftHandle, Field};

/// The open form.
pub(super) struct Desk {
    /// Language.
    pub(super) locale: Locale,
    /// What is in it.
    pub(super) draft: DraftHandle,
    /// What is wrong with it.
    pub(super) faults: Vec<Fault>,
    /// The fields that were left once.
    pub(super) seen: UseStateHandle<BTreeSet<Field>>,
    /// The fields that were left just now, each with the timer that tells.
    pub(super) left: Rc<RefCell<BTreeMap<Field, Timeout>>>,
    /// Whether it was sent once.
    pub(super) submitted: bool,
    /// The open world.
    pub(super) world: World,
}

impl Desk {
    /// What is wrong with a field, once somebody has left it.
    pub(super) fn errors(&self, field: Field) -> Vec<AttrValue> {
        if !self.submitted && !self.seen.contains(&field) {
            return Vec::new();
        }
        self.all_errors(field)
    }

    /// What is wrong with a field.
    pub(super) fn all_errors(&self, field: Field) -> Vec<AttrValue> {
        self.faults
            .iter()
            .filter(|fault| fault.field == field)
            .map(|fault| self.locale.say(fault.mistake.clone()))
            .collect()
    }

    /// How many fields have faults.
    pub(super) fn shown(&self) -> usize {
        let fields: BTreeSet<Field> = self.faults.iter().map(|fault| fault.field).collect();
        fields.len()
    }

    /// Takes over what is typed.
    pub(super) fn oninput(&self, change: fn(&mut Draft, String)) -> Callback<InputEvent> {
        let desk = self.handle();
        Callback::from(move |event: InputEvent| {
            let value = platform::input_value(&event);
            desk.change(|draft| change(draft, value));
        })
    }

    /// Takes over what is chosen.
    pub(super) fn onchange(&self, change: fn(&mut Draft, String)) -> Callback<Event> {
        let desk = self.handle();
        Callback::from(move |event: Event| {
            let value = platform::change_value(&event);
            desk.change(|draft| change(draft, value));
        })
    }

    /// Takes over a box.
    pub(super) fn oncheck(&self, change: fn(&mut Draft, bool)) -> Callback<Event> {
        let desk = self.handle();
        Callback::from(move |event: Event| {
            let checked = platform::is_checked(&event);
            desk.change(|draft| change(draft, checked));
        })
    }

    /// From now on the field's errors are shown: not at once, for what the
    /// person leaves the field to click on must not move under the pointer.
    pub(super) fn onblur(&self, field: Field) -> Callback<FocusEvent> {
        let (seen, left) = (self.seen.clone(), self.left.clone());
        Callback::from(move |_| {
            let seen = seen.clone();
            let show = Timeout::new(LEFT_MS, move || {
                let mut fields = (*seen).clone();
                fields.insert(field);
                seen.set(fields);
            });
            left.borrow_mut().insert(field, show);
        })
    }

    /// Changes the form from a callback.
    pub(super) fn handle(&self) -> Changer {
        Changer(self.draft.clone())
    }
}

/// Changes the form as it is when something happens, not as it was when drawn.
pub(super) struct Changer(DraftHandle);

impl Changer {
    /// Changes the form.
    pub(super) fn change(&self, change: impl FnOnce(&mut Draft)) {
        let mut draft = (*self.0).clone();
        change(&mut draft);
        self.0.dispatch(DraftAction::Set(draft));
    }
}

/// Longer than a click takes.
const LEFT_MS: u32 = 250;

/// The ids of a field's hint and errors.
pub(super) fn described_by(field: Field) -> String {
    format!("hint-{0} error-{0}", field.id())
}
