//! How far the reader is in which lesson, kept between visits.

use certlab::encoding::json;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::ui::platform;

/// The lesson that is open, and those taken to their end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Progress {
    /// The open lesson.
    pub(crate) lesson: Option<String>,
    /// Steps of it that are done.
    pub(crate) done: usize,
    /// Steps of it that have begun: the lab has done its part for them.
    pub(crate) begun: usize,
    /// Lessons taken to their end.
    pub(crate) taken: Vec<String>,
}

impl Progress {
    /// With that lesson open at its beginning; unchanged if it is open already.
    pub(crate) fn with(&self, lesson: &str) -> Self {
        if self.lesson.as_deref() == Some(lesson) {
            return self.clone();
        }
        Self {
            lesson: Some(lesson.to_owned()),
            taken: self.taken.clone(),
            ..Self::default()
        }
    }

    /// At the beginning of the lesson that is open.
    pub(crate) fn afresh(&self) -> Self {
        Self {
            lesson: self.lesson.clone(),
            taken: self.taken.clone(),
            ..Self::default()
        }
    }

    /// With the open lesson taken to its end.
    pub(crate) fn taken(&self) -> Self {
        let mut progress = self.clone();
        if let Some(lesson) = &self.lesson
            && !self.taken.contains(lesson)
        {
            progress.taken.push(lesson.clone());
        }
        progress
    }
}

/// Progress, and how to change it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pupil {
    /// How far the reader is.
    pub(crate) progress: Progress,
    /// Changes it, and keeps the change.
    pub(crate) set: Callback<Progress>,
}

/// Progress as it was left.
#[hook]
pub(crate) fn use_pupil_store() -> Pupil {
    let progress = use_state_eq(|| {
        platform::preference(KEPT)
            .and_then(|kept| json::read::<Progress>(&kept).ok())
            .unwrap_or_default()
    });
    let setter = progress.setter();
    Pupil {
        progress: (*progress).clone(),
        set: Callback::from(move |progress: Progress| {
            if let Ok(kept) = json::write(&progress) {
                platform::set_preference(KEPT, &kept);
            }
            setter.set(progress);
        }),
    }
}

const KEPT: &str = "lessons";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_lesson_begins_at_its_beginning_and_none_is_taken_twice() {
        let first = Progress::default().with("own-ca");
        let on = Progress { done: 2, ..first };
        assert_eq!(on.with("own-ca"), on);
        let taken = on.taken().taken();
        assert_eq!(taken.taken, ["own-ca"]);
        let next = taken.with("self-signed");
        assert_eq!((next.done, next.taken.len()), (0, 1));
        assert_eq!(taken.afresh().done, 0);
    }
}
