//! One tab stop for the whole picture; arrow keys go from card to card.

use std::rc::Rc;

use certlab::kube::ObjectKey;
use yew::prelude::*;

use crate::ui::platform;

/// Where something that can be reached stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The object.
    pub(super) key: ObjectKey,
    /// Left.
    pub(super) x: i32,
    /// Top.
    pub(super) y: i32,
}

/// Which way a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Way {
    /// The way of a key, by its name in the browser.
    fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }
}

/// The nearest that way; what stands in line comes before what stands askew.
pub(super) fn next(spots: &[Spot], from: usize, way: Way) -> Option<usize> {
    let here = spots.get(from)?;
    let ahead = |there: &Spot| {
        let (right, down) = (there.x - here.x, there.y - here.y);
        match way {
            Way::Left => (-right, down),
            Way::Right => (right, down),
            Way::Up => (-down, right),
            Way::Down | Way::First | Way::Last => (down, right),
        }
    };
    let nearest = || {
        let places = spots.iter().map(ahead).enumerate();
        places
            .filter(|(_, (along, _))| *along > 0)
            .min_by_key(|(_, (along, across))| along + 3 * across.abs())
            .map(|(index, _)| index)
    };
    match way {
        Way::First => Some(0),
        Way::Last => spots.len().checked_sub(1),
        Way::Left | Way::Right | Way::Up | Way::Down => nearest(),
    }
}

/// Which of the picture's cards the Tab key stops at.
#[derive(Clone)]
pub(super) struct Rove {
    at: UseStateSetter<Option<ObjectKey>>,
    /// The card that Tab stops at.
    stop: Option<usize>,
    spots: Rc<Vec<Spot>>,
}

impl Rove {
    /// The tab index of a card.
    pub(super) fn tab_index(&self, key: &ObjectKey) -> &'static str {
        let stop = self.stop.and_then(|stop| self.spots.get(stop));
        if stop.is_some_and(|stop| stop.key == *key) {
            "0"
        } else {
            "-1"
        }
    }

    /// What a card calls when it gets the focus, however it did.
    pub(super) fn onfocus(&self, key: &ObjectKey) -> Callback<FocusEvent> {
        let (at, key) = (self.at.clone(), key.clone());
        Callback::from(move |_| at.set(Some(key.clone())))
    }

    /// What the picture does with a key.
    pub(super) fn onkeydown(&self) -> Callback<KeyboardEvent> {
        let rove = self.clone();
        Callback::from(move |event: KeyboardEvent| {
            let way = Way::of(&event.key());
            let to = way
                .zip(rove.stop)
                .and_then(|(way, from)| next(&rove.spots, from, way));
            if let Some(spot) = to.and_then(|to| rove.spots.get(to)) {
                event.prevent_default();
                rove.at.set(Some(spot.key.clone()));
                platform::focus(&element_id(&spot.key));
            }
        })
    }
}

/// Makes one tab stop of all spots, in reading order.
#[hook]
pub(super) fn use_rove(spots: Vec<Spot>) -> Rove {
    let at = use_state_eq(|| None::<ObjectKey>);
    let known = at.as_ref();
    let known = known.and_then(|at| spots.iter().position(|spot| spot.key == *at));
    Rove {
        at: at.setter(),
        stop: known.or_else(|| (!spots.is_empty()).then_some(0)),
        spots: Rc::new(spots),
    }
}

/// The element id of an object's card.
pub(crate) fn element_id(key: &ObjectKey) -> String {
    format!("stage/{}/{key}", key.kind)
}

#[cfg(test)]
mod tests {
    use certlab::kube::Kind;

    use super::*;

    /// Two rows of three, and one more below the first.
    fn spots() -> Vec<Spot> {
        [
            (0, 0),
            (220, 0),
            (440, 0),
            (0, 112),
            (220, 112),
            (440, 112),
            (0, 250),
        ]
        .into_iter()
        .zip(0..)
        .map(|((x, y), number)| Spot {
            key: ObjectKey::new(Kind::Secret, "default", &number.to_string()),
            x,
            y,
        })
        .collect()
    }

    #[test]
    fn arrows_lead_to_the_nearest_in_line_and_stop_at_the_edge() {
        let spots = spots();
        for (from, way, to) in [
            (0, Way::Right, Some(1)),
            (1, Way::Left, Some(0)),
            (1, Way::Down, Some(4)),
            (4, Way::Up, Some(1)),
            (3, Way::Down, Some(6)),
            (5, Way::Down, Some(6)),
            (0, Way::Left, None),
            (2, Way::Up, None),
            (4, Way::First, Some(0)),
            (4, Way::Last, Some(6)),
        ] {
            assert_eq!(next(&spots, from, way), to, "{from} {way:?}");
        }
        assert_eq!(next(&[], 0, Way::Right), None);
    }
}
