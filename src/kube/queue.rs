//! The controllers' work queue: what to look at now, and what later.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// How long to wait after the first error in a row, and at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// After the first error; doubles with each further one.
    pub first: Duration,
    /// At most.
    pub max: Duration,
}

impl Backoff {
    /// The wait after `failures` errors before this one.
    pub fn delay(self, failures: u32) -> Duration {
        let factor = 2_u32.checked_pow(failures).unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.max)
    }
}

/// First in, first out; an item waits at most once, and at most once for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Snapshot<T>", into = "Snapshot<T>")]
#[serde(bound(
    serialize = "T: Ord + Clone + Serialize",
    deserialize = "T: Ord + Clone + Deserialize<'de>"
))]
pub struct Queue<T: Ord> {
    ready: VecDeque<T>,
    waiting: BTreeSet<T>,
    due: BTreeMap<T, Timestamp>,
    agenda: BTreeSet<(Timestamp, T)>,
    failures: BTreeMap<T, u32>,
}

impl<T: Ord> Default for Queue<T> {
    fn default() -> Self {
        Self {
            ready: VecDeque::new(),
            waiting: BTreeSet::new(),
            due: BTreeMap::new(),
            agenda: BTreeSet::new(),
            failures: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Clone> Queue<T> {
    /// Puts an item at the end, unless it waits already.
    pub fn add(&mut self, item: T) {
        if self.waiting.insert(item.clone()) {
            self.ready.push_back(item);
        }
    }

    /// Puts an item on the agenda, in place of what was there for it.
    pub fn schedule(&mut self, item: T, at: Timestamp) {
        self.unschedule(&item);
        self.agenda.insert((at, item.clone()));
        self.due.insert(item, at);
    }

    /// Takes an item off the agenda.
    pub fn unschedule(&mut self, item: &T) {
        if let Some((item, at)) = self.due.remove_entry(item) {
            self.agenda.remove(&(at, item));
        }
    }

    /// Puts an item on the agenda after an error, later with each in a row.
    pub fn fail(&mut self, item: T, now: Timestamp, backoff: Backoff) {
        let failures = self.failures.entry(item.clone()).or_default();
        let at = now + backoff.delay(*failures);
        *failures = failures.saturating_add(1);
        self.schedule(item, at);
    }

    /// Forgets the errors of an item.
    pub fn succeed(&mut self, item: &T) {
        self.failures.remove(item);
    }

    /// The next item whose time has come.
    pub fn pop(&mut self, now: Timestamp) -> Option<T> {
        while self.agenda.first().is_some_and(|(at, _)| *at <= now) {
            if let Some((_, item)) = self.agenda.pop_first() {
                self.due.remove(&item);
                self.add(item);
            }
        }
        let item = self.ready.pop_front()?;
        self.waiting.remove(&item);
        Some(item)
    }

    /// Whether an item could be taken without waiting.
    pub fn is_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    /// What is on the agenda, the first to come first.
    pub fn agenda(&self) -> impl Iterator<Item = &(Timestamp, T)> {
        self.agenda.iter()
    }

    /// When the first item of the agenda is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.agenda.first().map(|(at, _)| *at)
    }
}

/// A queue as it is saved.
#[derive(Serialize, Deserialize)]
struct Snapshot<T> {
    ready: VecDeque<T>,
    due: Vec<(T, Timestamp)>,
    failures: Vec<(T, u32)>,
}

impl<T: Ord> From<Queue<T>> for Snapshot<T> {
    fn from(queue: Queue<T>) -> Self {
        Self {
            ready: queue.ready,
            due: queue.due.into_iter().collect(),
            failures: queue.failures.into_iter().collect(),
        }
    }
}

impl<T: Ord + Clone> From<Snapshot<T>> for Queue<T> {
    fn from(snapshot: Snapshot<T>) -> Self {
        let mut queue = Self {
            failures: snapshot.failures.into_iter().collect(),
            ..Self::default()
        };
        for item in snapshot.ready {
            queue.add(item);
        }
        for (item, at) in snapshot.due {
            queue.schedule(item, at);
        }
        queue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_secs(0);

    #[test]
    fn an_item_waits_once_and_items_come_in_order() {
        let mut queue = Queue::default();
        for item in ["b", "a", "b"] {
            queue.add(item);
        }
        let taken: Vec<_> = std::iter::from_fn(|| queue.pop(NOW)).collect();
        assert_eq!(taken, ["b", "a"]);
    }

    #[test]
    fn a_new_time_replaces_the_old() {
        let mut queue = Queue::default();
        queue.schedule("a", Timestamp::from_unix_secs(10));
        queue.schedule("a", Timestamp::from_unix_secs(5));
        assert_eq!(queue.next_due(), Some(Timestamp::from_unix_secs(5)));
        assert_eq!(queue.pop(NOW), None);
        assert_eq!(queue.pop(Timestamp::from_unix_secs(5)), Some("a"));
        assert_eq!(queue.next_due(), None);
    }

    #[test]
    fn errors_in_a_row_wait_longer_until_a_success() {
        let backoff = Backoff {
            first: Duration::from_secs(5),
            max: Duration::from_mins(30),
        };
        let mut queue = Queue::default();
        let mut waits = Vec::new();
        for _ in 0..10 {
            queue.fail("a", NOW, backoff);
            waits.push(queue.next_due().unwrap().unix_secs());
        }
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800]);
        queue.succeed(&"a");
        queue.fail("a", NOW, backoff);
        assert_eq!(queue.next_due(), Some(Timestamp::from_unix_secs(5)));
    }

    #[test]
    fn a_saved_queue_is_the_same_queue() {
        let mut queue = Queue::default();
        queue.add("now".to_owned());
        queue.schedule("later".to_owned(), Timestamp::from_unix_secs(7));
        let text = serde_json::to_string(&queue).unwrap();
        assert_eq!(serde_json::from_str::<Queue<String>>(&text).unwrap(), queue);
    }
}
