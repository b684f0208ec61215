//! The open lesson: a bench of its own, and how far the pupil is. Both are
//! changed and saved as one, so that neither can be ahead of the other.

use std::rc::Rc;

use certlab::lab::lesson::{Deed, Goal, Progress};
use certlab::lab::{Action, Scenario, World};
use wasm_bindgen_futures::spawn_local;

use super::super::dom;
use super::super::storage::{Slot, Storage};
use super::{Engine, EngineHandle, OpenBench};

impl EngineHandle {
    /// Opens a lesson at its beginning: on an empty bench of its own, or on
    /// the reader's own in the Real world, where what is there already does
    /// not count.
    pub(crate) fn begin_lesson(&self, name: &str, world: World) {
        spawn_local(self.engine.clone().begin_lesson(name.to_owned(), world));
    }

    /// Puts the open lesson's bench on the screen.
    pub(crate) fn to_lesson(&self, world: World) {
        self.back_to_now();
        let slot = slot(world);
        if slot != self.slot {
            spawn_local(self.engine.clone().open(slot));
        }
    }

    /// Closes the lesson, and puts the reader's own bench back.
    pub(crate) fn leave_lesson(&self) {
        self.back_to_now();
        self.engine.set_progress(|progress| progress.at(None));
        if self.slot == Slot::Lesson {
            spawn_local(self.engine.clone().open(Slot::Practice));
        }
    }

    /// Whether the lesson's own bench is on the screen, at any of its moments.
    pub(crate) fn is_lesson(&self, world: World) -> bool {
        self.slot == slot(world) && !self.is_read_only()
    }

    /// The lab does its part for the step that is to be done.
    pub(crate) fn begin_step(&self, bench: Option<Scenario>, actions: Vec<Action>) {
        self.engine.begin_step(bench, actions);
    }

    /// The step is done.
    pub(crate) fn finish_step(&self) {
        self.engine.state.borrow_mut().deeds.clear();
        self.engine.set_progress(|progress| Progress {
            done: progress.done.saturating_add(1),
            ..progress.clone()
        });
    }

    /// The lesson is taken to its end.
    pub(crate) fn finish_lesson(&self) {
        self.engine.set_progress(Progress::taken);
    }

    /// Tells the open lesson what the pupil did.
    pub(crate) fn did(&self, deed: Deed) {
        {
            let mut state = self.engine.state.borrow_mut();
            let lesson = state.progress.as_ref().and_then(|it| it.lesson.as_ref());
            if lesson.is_none() || state.deeds.last() == Some(&deed) {
                return;
            }
            if state.deeds.len() >= MOST_DEEDS {
                state.deeds.remove(0);
            }
            state.deeds.push(deed);
        }
        self.engine.publish();
    }

    /// Whether a goal is reached.
    pub(crate) fn is_met(&self, goal: &Goal) -> bool {
        let state = self.engine.state.borrow();
        (self.is_now() || !goal.is_of_the_bench())
            && goal.is_met(&self.lab, self.progress.since, &state.deeds)
    }

    /// What the pupil answered last since the step began.
    pub(crate) fn last_answer(&self) -> Option<String> {
        let state = self.engine.state.borrow();
        state.deeds.iter().rev().find_map(|deed| match deed {
            Deed::Answer(answer) => Some(answer.clone()),
            _ => None,
        })
    }
}

impl Engine {
    /// Reads how far the pupil is, once; then which bench may be opened: a
    /// lesson's only with its lesson.
    pub(super) async fn know_progress(&self, storage: Option<&Storage>, slot: Slot) -> Slot {
        let known = self.state.borrow().progress.clone();
        let progress = match (known, storage) {
            (Some(progress), _) => progress,
            (None, Some(storage)) => Rc::new(storage.progress().await.unwrap_or_default()),
            (None, None) => Rc::default(),
        };
        let has_lesson = progress.lesson.is_some();
        self.state.borrow_mut().progress = Some(progress);
        if slot == Slot::Lesson && !has_lesson {
            return Slot::Practice;
        }
        slot
    }

    async fn begin_lesson(self, name: String, world: World) {
        if self.is_read_only() {
            return;
        }
        let asked = {
            let mut state = self.state.borrow_mut();
            state.lessons_asked = state.lessons_asked.wrapping_add(1);
            state.lessons_asked
        };
        self.save().await;
        if self.state.borrow().lessons_asked != asked {
            return;
        }
        match world {
            World::Practice => {
                self.replace(OpenBench::empty(world));
                dom::set_preference("world", Slot::Lesson.name());
            }
            World::Real => {
                if self.state.borrow().slot != Slot::Real {
                    self.clone().open(Slot::Real).await;
                }
            }
        }
        self.state.borrow_mut().deeds.clear();
        self.set_progress(|progress| progress.at(Some(name)));
        self.count_from_here();
        self.go_on();
    }

    fn begin_step(&self, bench: Option<Scenario>, actions: Vec<Action>) {
        if let Some(scenario) = bench {
            let (bench, keys) = scenario.bench();
            self.replace(OpenBench::new(bench, keys));
            self.count_from_here();
            self.act(Action::Run);
            self.prepare();
        }
        for action in actions {
            self.act(action);
        }
        self.state.borrow_mut().deeds.clear();
        self.set_progress(|progress| Progress {
            begun: progress.done.saturating_add(1),
            ..progress.clone()
        });
        self.go_on();
    }

    /// Puts a bench in the place of the lesson's.
    fn replace(&self, open: OpenBench) {
        let open = OpenBench {
            dirty: true,
            replaces: true,
            ..open
        };
        self.put_on_screen(Slot::Lesson, open);
    }

    fn count_from_here(&self) {
        let mut state = self.state.borrow_mut();
        let mut progress = state.progress.clone().unwrap_or_default();
        if let Some(open) = state.open.as_ref() {
            Rc::make_mut(&mut progress).count_from(&open.bench.lab);
        }
        state.progress = Some(progress);
    }

    fn set_progress(&self, change: impl FnOnce(&Progress) -> Progress) {
        {
            let mut state = self.state.borrow_mut();
            if state.tab.is_read_only() {
                return;
            }
            let progress = state.progress.clone().unwrap_or_default();
            state.progress = Some(Rc::new(change(&progress)));
            if let Some(open) = state.open.as_mut() {
                open.dirty = true;
            }
        }
        self.go_on();
    }
}

/// Where a lesson is held.
const fn slot(world: World) -> Slot {
    match world {
        World::Practice => Slot::Lesson,
        World::Real => Slot::Real,
    }
}

/// Looking about is done often; what counts was done lately.
const MOST_DEEDS: usize = 64;
