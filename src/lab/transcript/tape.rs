//! A run that can be seen at any of its moments.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::Entry;
use crate::certmanager::api::Object;
use crate::clock::Timestamp;
use crate::kube::ObjectKey;
use crate::lab::{Lab, World};

/// A run that can be seen at any of its moments.
///
/// Replaying a long run from its beginning takes seconds; so the lab is kept
/// as it was after every [`Tape::EVERY`] entries, and any moment is at most
/// that many entries away from one that is kept.
#[derive(Clone, Debug)]
pub struct Tape {
    world: World,
    seed: [u8; 32],
    entries: Vec<Rc<Entry>>,
    /// The lab after so many entries, without its transcript.
    kept: BTreeMap<usize, Lab>,
    /// How far [`Self::prepare`] has come.
    prepared: usize,
}

/// A state that an object had.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// After so many entries it came to that.
    pub moment: usize,
    /// The lab's time then.
    pub at: Timestamp,
    /// The object; `None` once it was deleted.
    pub object: Option<Rc<Object>>,
}

impl Tape {
    /// So many entries lie between two moments that are kept.
    pub const EVERY: usize = 32;

    /// A run from its entries.
    pub fn new(world: World, seed: [u8; 32], entries: Vec<Rc<Entry>>) -> Self {
        Self {
            world,
            seed,
            entries,
            kept: BTreeMap::new(),
            prepared: 0,
        }
    }

    /// The run of a lab so far.
    pub fn of(lab: &Lab) -> Self {
        Self::new(lab.world(), lab.seed(), lab.transcript().to_vec())
    }

    /// How many moments follow the beginning.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing happened.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What happened, oldest first.
    pub fn entries(&self) -> &[Rc<Entry>] {
        &self.entries
    }

    /// Takes in what happened to the lab since; called after each action, it
    /// keeps the moments to be kept without replaying anything.
    pub fn follow(&mut self, lab: &Lab) {
        let new = lab.transcript().get(self.entries.len()..);
        self.entries.extend(new.unwrap_or_default().iter().cloned());
        let moment = self.entries.len();
        if moment.is_multiple_of(Self::EVERY) && moment > 0 {
            self.kept.insert(moment, lab.without_transcript());
            if self.prepared.saturating_add(Self::EVERY) == moment {
                self.prepared = moment;
            }
        }
    }

    /// Makes the next moment that is to be kept and is not; false when there
    /// is none. A page calls it between two frames until then.
    pub fn prepare(&mut self) -> bool {
        let next = loop {
            let next = self.prepared.saturating_add(Self::EVERY);
            if next > self.entries.len() {
                return false;
            }
            if !self.kept.contains_key(&next) {
                break next;
            }
            self.prepared = next;
        };
        let lab = self.replayed(next);
        self.kept.insert(next, lab);
        self.prepared = next;
        true
    }

    /// How many entries have to be replayed to show a moment.
    pub fn steps_to(&self, moment: usize) -> usize {
        let moment = moment.min(self.entries.len());
        let kept = self.kept.range(..=moment).next_back();
        moment.saturating_sub(kept.map_or(0, |(from, _)| *from))
    }

    /// Whether every moment is near one that is kept.
    pub const fn is_prepared(&self) -> bool {
        self.prepared.saturating_add(Self::EVERY) > self.entries.len()
    }

    /// The states that an object had up to a moment, newest first, at most so
    /// many. Only stretches in which it changed are replayed.
    pub fn history(&self, key: &ObjectKey, until: usize, most: usize) -> Vec<Version> {
        let until = until.min(self.entries.len());
        let mut later = self.replayed(until);
        let mut versions = Vec::new();
        let mut end = until;
        while end > 0 && versions.len() < most {
            let kept = self.kept.range(..end).next_back();
            let (start, earlier) = match kept {
                Some((start, lab)) => (*start, lab.clone()),
                None => (0, Lab::new(self.world, self.seed)),
            };
            let states = [&earlier, &later].map(|lab| lab.store().get(key).cloned());
            if states.first() != states.last() {
                self.changes(key, earlier.clone(), start..end, &mut versions);
            }
            (later, end) = (earlier, start);
        }
        versions.truncate(most);
        versions
    }

    /// Puts the changes of an object in one stretch before those that are known.
    fn changes(
        &self,
        key: &ObjectKey,
        mut lab: Lab,
        stretch: Range<usize>,
        known: &mut Vec<Version>,
    ) {
        let mut found = Vec::new();
        let entries = self.entries.get(stretch.clone()).unwrap_or_default();
        for (moment, entry) in (stretch.start + 1..).zip(entries) {
            let before = lab.store().get(key).cloned();
            lab.apply(entry.action.clone(), entry.wall);
            let object = lab.store().get(key).cloned();
            if object != before {
                found.push(Version {
                    moment,
                    at: entry.at,
                    object,
                });
            }
        }
        known.extend(found.into_iter().rev());
    }

    /// The lab as it was after so many entries.
    pub fn at(&self, moment: usize) -> Lab {
        let moment = moment.min(self.entries.len());
        let mut lab = self.replayed(moment);
        lab.transcript = self.entries.iter().take(moment).cloned().collect();
        lab
    }

    fn replayed(&self, moment: usize) -> Lab {
        let (from, mut lab) = match self.kept.range(..=moment).next_back() {
            Some((from, lab)) => (*from, lab.clone()),
            None => (0, Lab::new(self.world, self.seed)),
        };
        let entries = self.entries.get(from..moment).unwrap_or_default();
        for entry in entries {
            // What the lab wants from outside, it got: the answers follow.
            lab.apply(entry.action.clone(), entry.wall);
        }
        lab.transcript.clear();
        lab
    }
}
