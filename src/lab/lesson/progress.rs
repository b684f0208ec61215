//! How far a pupil is in which lesson.

use serde::{Deserialize, Serialize};

use super::goal::version;
use crate::kube::Kind;
use crate::lab::Lab;

/// The lesson that is open, and those taken to their end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// The open lesson.
    pub lesson: Option<String>,
    /// Steps of it that are done.
    pub done: usize,
    /// Steps of it that have begun: the lab has done its part for them.
    pub begun: usize,
    /// Objects count that were written after this version of the store.
    pub since: u64,
    /// Lessons taken to their end.
    pub taken: Vec<String>,
}

impl Progress {
    /// At the beginning of a lesson, or with none open.
    #[must_use]
    pub fn at(&self, lesson: Option<String>) -> Self {
        Self {
            lesson,
            taken: self.taken.clone(),
            ..Self::default()
        }
    }

    /// With the open lesson taken to its end.
    #[must_use]
    pub fn taken(&self) -> Self {
        let mut progress = self.clone();
        if let Some(lesson) = &self.lesson
            && !self.taken.contains(lesson)
        {
            progress.taken.push(lesson.clone());
        }
        progress
    }

    /// Counts only what is written from now on.
    pub fn count_from(&mut self, lab: &Lab) {
        let objects = Kind::ALL
            .into_iter()
            .flat_map(|kind| lab.store().list(kind));
        self.since = objects
            .map(|object| version(object))
            .max()
            .unwrap_or_default();
    }

    /// Whether the step that is to be done has begun.
    pub const fn has_begun(&self) -> bool {
        self.begun > self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_lesson_begins_at_its_beginning_and_none_is_taken_twice() {
        let at = |progress: &Progress, name: &str| progress.at(Some(name.to_owned()));
        let on = Progress {
            done: 2,
            begun: 3,
            ..at(&Progress::default(), "own-ca")
        };
        assert!(on.has_begun());
        let taken = on.taken().taken();
        assert_eq!(taken.taken, ["own-ca"]);
        let next = at(&taken, "self-signed");
        assert_eq!((next.done, next.begun, next.taken.len()), (0, 0, 1));
        assert_eq!(next.at(None).taken, ["own-ca"]);
    }
}
