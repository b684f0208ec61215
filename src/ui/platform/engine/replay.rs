//! Another moment on the screen than now: the past of the open bench, or a
//! recorded run. The bench itself goes on meanwhile.

use std::rc::Rc;

use certlab::clock::Timestamp;
use certlab::kube::ObjectKey;
use certlab::lab::{Entry, Lab, Recording, Scenario, Tape, Version};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::{Engine, EngineHandle, State};

/// Which moment is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The bench as it stands.
    Now,
    /// The bench as another tab, which has it now, saved it last.
    Elsewhere,
    /// The bench as it was after so many events.
    Past(usize),
    /// A recorded run after so many events.
    Recorded {
        /// Which run.
        story: Story,
        /// After so many events.
        moment: usize,
        /// Whether its replay ends as it did when it was recorded; not known at once.
        faithful: Option<bool>,
    },
}

/// Where a recorded run comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Story {
    /// It ships with the lab.
    Scenario(Scenario),
    /// A file, by its name.
    File(String),
    /// An address that somebody shared.
    Link,
}

/// What is on the screen in place of the bench as it stands.
pub(super) struct Viewing {
    recorded: Option<Recorded>,
    moment: usize,
    lab: Rc<Lab>,
}

struct Recorded {
    story: Story,
    recording: Recording,
    tape: Tape,
    faithful: Option<bool>,
}

impl EngineHandle {
    /// Whether the bench as it stands is on the screen, to be acted on.
    pub(crate) fn is_now(&self) -> bool {
        self.shown == Shown::Now
    }

    /// The lab's time at the moment on the screen.
    pub(crate) fn now(&self, wall: Timestamp) -> Timestamp {
        let last = self.lab.transcript().last();
        match (&self.shown, last) {
            (Shown::Now, _) => self.lab.now(wall),
            (_, Some(entry)) => moment_of(entry),
            (_, None) => self
                .entries()
                .first()
                .map_or(wall, |entry| moment_of(entry)),
        }
    }

    /// Everything that happened in the run on the screen, before and after the
    /// moment shown.
    pub(crate) fn entries(&self) -> Vec<Rc<Entry>> {
        let state = self.engine.state.borrow();
        state
            .tape()
            .map_or_else(Vec::new, |tape| tape.entries().to_vec())
    }

    /// How many events that run has.
    pub(crate) fn length(&self) -> usize {
        self.engine.state.borrow().tape().map_or(0, Tape::len)
    }

    /// Shows the run on the screen after so many events; the last moment of the
    /// bench's own run is now.
    pub(crate) fn show(&self, moment: usize) {
        self.engine.show(moment);
    }

    /// After how many events the lab on the screen is.
    pub(crate) fn moment(&self) -> usize {
        match &self.shown {
            Shown::Now | Shown::Elsewhere => self.length(),
            Shown::Past(moment) | Shown::Recorded { moment, .. } => *moment,
        }
    }

    /// The states of an object up to the moment on the screen, newest first.
    pub(crate) fn history(&self, key: &ObjectKey) -> Vec<Version> {
        let state = self.engine.state.borrow();
        let history = |tape: &Tape| tape.history(key, self.moment(), MOST_VERSIONS);
        state.tape().map(history).unwrap_or_default()
    }

    /// The lab of the run on the screen after so many events.
    pub(crate) fn lab_at(&self, moment: usize) -> Rc<Lab> {
        let state = self.engine.state.borrow();
        state
            .tape()
            .map_or_else(|| Rc::clone(&self.lab), |tape| Rc::new(tape.at(moment)))
    }

    /// Whether any moment of that run is shown at once.
    pub(crate) fn is_wound(&self) -> bool {
        let state = self.engine.state.borrow();
        state.tape().is_none_or(Tape::is_prepared)
    }

    /// The moment that is being wound to.
    pub(crate) fn wanted(&self) -> Option<usize> {
        self.engine.state.borrow().wanted
    }

    /// Shows the bench as it stands; a recorded run is put away.
    pub(crate) fn back_to_now(&self) {
        {
            let mut state = self.engine.state.borrow_mut();
            state.viewing = None;
            state.wanted = None;
        }
        self.engine.publish();
    }

    /// Opens a recorded run at its beginning.
    pub(crate) fn open_recording(&self, recording: Recording, story: Story) {
        let tape = recording.tape();
        let recorded = Recorded {
            story,
            tape,
            recording,
            faithful: None,
        };
        {
            let mut state = self.engine.state.borrow_mut();
            state.wanted = None;
            state.viewing = Some(Viewing {
                lab: Rc::new(recorded.tape.at(0)),
                recorded: Some(recorded),
                moment: 0,
            });
        }
        self.engine.publish();
        self.engine.prepare();
    }

    /// The run on the screen as a file, without private material.
    pub(crate) fn recording(&self) -> Option<Recording> {
        let state = self.engine.state.borrow();
        match state
            .viewing
            .as_ref()
            .and_then(|view| view.recorded.as_ref())
        {
            Some(recorded) => Some(recorded.recording.clone()),
            None => Some(Recording::of(&state.open.as_ref()?.bench.lab)),
        }
    }
}

/// The lab's time after an event; runs from before it was written down have
/// the wall's.
pub(crate) fn moment_of(entry: &Entry) -> Timestamp {
    if entry.at == Timestamp::default() {
        entry.wall
    } else {
        entry.at
    }
}

impl State {
    /// The run on the screen.
    fn tape(&self) -> Option<&Tape> {
        match &self.viewing {
            Some(Viewing {
                recorded: Some(recorded),
                ..
            }) => Some(&recorded.tape),
            _ => Some(&self.open.as_ref()?.tape),
        }
    }

    fn tape_mut(&mut self) -> Option<&mut Tape> {
        match &mut self.viewing {
            Some(Viewing {
                recorded: Some(recorded),
                ..
            }) => Some(&mut recorded.tape),
            _ => Some(&mut self.open.as_mut()?.tape),
        }
    }

    /// What is on the screen, in place of the bench as it stands.
    pub(super) fn shown(&self) -> Option<(Rc<Lab>, Shown)> {
        let viewing = self.viewing.as_ref()?;
        let shown = match &viewing.recorded {
            None => Shown::Past(viewing.moment),
            Some(recorded) => Shown::Recorded {
                story: recorded.story.clone(),
                moment: viewing.moment,
                faithful: recorded.faithful,
            },
        };
        Some((Rc::clone(&viewing.lab), shown))
    }
}

impl Engine {
    fn show(&self, moment: usize) {
        {
            let mut state = self.state.borrow_mut();
            let Some(tape) = state.tape() else { return };
            let moment = moment.min(tape.len());
            let is_end = moment == tape.len();
            state.wanted = None;
            if is_end
                && state
                    .viewing
                    .as_ref()
                    .is_none_or(|it| it.recorded.is_none())
            {
                state.viewing = None;
                drop(state);
                return self.publish();
            }
            let Some(tape) = state.tape() else { return };
            if tape.steps_to(moment) > 2 * Tape::EVERY {
                // A long way is gone in short steps, and the page lives meanwhile.
                state.wanted = Some(moment);
                drop(state);
                return self.publish();
            }
            let lab = Rc::new(tape.at(moment));
            match &mut state.viewing {
                Some(viewing) if viewing.recorded.is_some() => {
                    viewing.moment = moment;
                    viewing.lab = lab;
                }
                viewing => {
                    *viewing = Some(Viewing {
                        recorded: None,
                        moment,
                        lab,
                    });
                }
            }
        }
        self.publish();
    }

    /// Makes every moment quick to show, a little at a time.
    pub(super) fn prepare(&self) {
        spawn_local(self.clone().prepare_all());
    }

    async fn prepare_all(self) {
        let epoch = self.state.borrow().epoch;
        loop {
            let wanted = self.state.borrow().wanted;
            TimeoutFuture::new(if wanted.is_some() { 0 } else { PAUSE_MS }).await;
            let mut state = self.state.borrow_mut();
            if state.epoch != epoch {
                return;
            }
            if !state.tape_mut().is_some_and(Tape::prepare) {
                break;
            }
            let steps = |moment| state.tape().map_or(0, |tape| tape.steps_to(moment));
            if let Some(moment) = wanted.filter(|moment| steps(*moment) < Tape::EVERY) {
                drop(state);
                self.show(moment);
            }
        }
        let wanted = self.state.borrow_mut().wanted.take();
        if let Some(moment) = wanted {
            self.show(moment);
        }
        self.judge();
        self.publish();
    }

    /// Says of a recorded run whether its replay ends as it did.
    fn judge(&self) {
        {
            let mut state = self.state.borrow_mut();
            let recorded = state
                .viewing
                .as_mut()
                .and_then(|viewing| viewing.recorded.as_mut());
            let Some(recorded) = recorded.filter(|recorded| recorded.faithful.is_none()) else {
                return;
            };
            let end = recorded.tape.at(recorded.tape.len());
            recorded.faithful = Some(recorded.recording.ends_in(&end));
        }
        self.publish();
    }
}

/// States of an object that are offered for comparison.
const MOST_VERSIONS: usize = 60;
/// Between two steps of preparation: time for the page's own work.
const PAUSE_MS: u32 = 20;
