//! What stands on the stage, and the measures of the picture.

use std::rc::Rc;

use certlab::certmanager::api::Object;
use certlab::kube::{ObjectKey, Resource as _};

/// Width of the whole picture.
pub(super) const WIDTH: i32 = 2 * MARGIN + 6 * CARD_WIDTH + 5 * GAP;
/// Space at the left and right.
pub(super) const MARGIN: i32 = 4;
/// Width of a card, and of a column.
pub(super) const CARD_WIDTH: i32 = 192;
/// Space between columns: arrows run there.
pub(super) const GAP: i32 = 28;
/// Height of a card.
pub(super) const CARD_HEIGHT: i32 = 90;
/// Height of a small card.
pub(super) const SMALL_HEIGHT: i32 = 32;
/// From one row to the next.
pub(super) const ROW: i32 = CARD_HEIGHT + 22;
/// Height of the column headings.
pub(super) const HEAD: i32 = 46;
/// Space above the first row of a band.
pub(super) const BAND_TOP: i32 = 20;

/// What stands on the stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scene {
    /// Cards, in reading order.
    pub(super) cards: Vec<Slot>,
    /// Target Secrets that do not exist yet.
    pub(super) ghosts: Vec<Ghost>,
    /// Upper edges of the bands after the first.
    pub(super) rules: Vec<i32>,
    /// Where the bands end.
    pub(super) bottom: i32,
}

/// A card's place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slot {
    /// The object.
    pub(super) object: Rc<Object>,
    /// Left.
    pub(super) x: i32,
    /// Top.
    pub(super) y: i32,
    /// What part it plays.
    pub(super) role: Role,
}

/// What part a card plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A card of full size.
    Full,
    /// A small one: the ACME account's key.
    AccountKey,
    /// A small one: the key of the certificate to come.
    NextKey,
}

/// The place of a Secret to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ghost {
    /// The Certificate that will write it.
    pub(super) certificate: ObjectKey,
    /// Its name.
    pub(super) name: String,
    /// Left.
    pub(super) x: i32,
    /// Top.
    pub(super) y: i32,
}

impl Slot {
    /// Height of the card.
    pub(super) const fn height(&self) -> i32 {
        match self.role {
            Role::Full => CARD_HEIGHT,
            Role::AccountKey | Role::NextKey => SMALL_HEIGHT,
        }
    }

    /// Middle of its height.
    pub(super) const fn middle(&self) -> i32 {
        self.y + self.height() / 2
    }
}

impl Scene {
    /// The card of an object.
    pub(super) fn slot(&self, key: &ObjectKey) -> Option<&Slot> {
        self.cards.iter().find(|slot| slot.object.key() == *key)
    }
}

/// Left edge of a column, from 0.
pub(super) const fn column_x(column: i32) -> i32 {
    MARGIN + column * (CARD_WIDTH + GAP)
}
