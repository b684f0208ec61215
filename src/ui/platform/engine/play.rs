//! Playing the simulated clock faster than the wall's.
//!
//! The lab's clock stands meanwhile and is moved on in small steps, never past
//! a moment at which something is due: nothing happens late because time ran
//! fast. While a request is under way lab time waits for its answer.

use std::time::Duration;

use certlab::clock::Timestamp;
use certlab::lab::{Action, Speed, World};
use gloo_timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;

use super::super::dom;
use super::Engine;

/// A clock that is being played.
pub(super) struct Playing {
    pace: Pace,
    /// Lab seconds that may still pass.
    left_secs: u64,
    /// Ticks since the last save.
    unsaved_ticks: u32,
    /// Ticks that the lab has waited for an answer.
    waited_ticks: u32,
    /// Stops when it is dropped.
    _timer: Interval,
}

/// How far lab time may go.
#[derive(Clone, Copy)]
enum Pace {
    /// So much in every second.
    Speed(Speed),
    /// At once to a moment, and then on as before.
    Until {
        moment: Timestamp,
        was_running: bool,
    },
}

impl Playing {
    fn new(pace: Pace, engine: &Engine) -> Self {
        let engine = engine.clone();
        Self {
            pace,
            left_secs: 0,
            unsaved_ticks: 0,
            waited_ticks: 0,
            _timer: Interval::new(TICK_MS, move || engine.tick()),
        }
    }

    pub(super) const fn speed(&self) -> Option<Speed> {
        match self.pace {
            Pace::Speed(speed) => Some(speed),
            Pace::Until { .. } => None,
        }
    }
}

impl Engine {
    /// Lets the simulated clock stand, or run that fast.
    pub(super) fn play(&self, speed: Option<Speed>) {
        let is_practice = {
            let mut state = self.state.borrow_mut();
            state.playing = None;
            let open = state.open.as_ref();
            open.is_some_and(|open| open.bench.lab.world() == World::Practice)
        };
        if !is_practice {
            return;
        }
        match speed {
            Some(Speed::Second) => self.apply(Action::Run),
            None => self.apply(Action::Pause),
            Some(speed) => {
                self.apply(Action::Pause);
                let playing = Playing::new(Pace::Speed(speed), self);
                self.state.borrow_mut().playing = Some(playing);
                self.publish();
            }
        }
    }

    /// Lets everything happen that is due up to a moment, as fast as it goes.
    pub(super) fn jump(&self, moment: Timestamp) {
        let was_running = {
            let state = self.state.borrow();
            let Some(open) = state.open.as_ref() else {
                return;
            };
            if open.bench.lab.world() != World::Practice {
                return;
            }
            !open.bench.lab.clock().is_paused()
        };
        self.apply(Action::Pause);
        let pace = Pace::Until {
            moment,
            was_running,
        };
        let playing = Playing::new(pace, self);
        self.state.borrow_mut().playing = Some(playing);
        self.tick();
    }

    pub(super) fn is_playing(&self) -> bool {
        self.state.borrow().playing.is_some()
    }

    /// One tick: a bounded number of steps in a bounded time.
    fn tick(&self) {
        if let Some(was_running) = self.arrived() {
            self.state.borrow_mut().playing = None;
            if was_running {
                self.apply(Action::Run);
            } else {
                self.go_on();
            }
            return;
        }
        let Some(save) = self.begin_tick() else {
            return;
        };
        if save {
            spawn_local({
                let engine = self.clone();
                async move { engine.save().await }
            });
        }
        let began = dom::milliseconds();
        let mut moved = false;
        for _ in 0..STEPS_PER_TICK {
            if dom::milliseconds() - began > WORK_MS {
                break;
            }
            let Some(action) = self.next_step() else {
                break;
            };
            moved |= self.act(action);
            if !self.state.borrow().queue.is_empty() {
                break;
            }
        }
        if moved {
            self.go_on();
        }
    }

    /// Whether a jump is at its end, and then whether the clock ran before.
    fn arrived(&self) -> Option<bool> {
        let state = self.state.borrow();
        let lab = &state.open.as_ref()?.bench.lab;
        match state.playing.as_ref()?.pace {
            Pace::Until {
                moment,
                was_running,
            } if lab.now(dom::now()) >= moment => Some(was_running),
            _ => None,
        }
    }

    /// Gives the tick its time; none while the lab waits for an answer, else
    /// whether to save.
    fn begin_tick(&self) -> Option<bool> {
        let mut state = self.state.borrow_mut();
        let lab = &state.open.as_ref()?.bench.lab;
        let (is_asking, now) = (lab.is_asking(), lab.now(dom::now()));
        let is_busy = !state.queue.is_empty();
        let playing = state.playing.as_mut()?;
        playing.waited_ticks = playing.waited_ticks.saturating_add(1);
        if is_busy || (is_asking && playing.waited_ticks < LONGEST_WAIT_TICKS) {
            return None;
        }
        playing.waited_ticks = 0;
        playing.left_secs = match playing.pace {
            Pace::Speed(speed) => {
                let grant = speed.secs().saturating_mul(u64::from(TICK_MS)) / 1_000;
                let left = playing.left_secs.saturating_add(grant);
                left.min(grant.saturating_mul(2))
            }
            Pace::Until { moment, .. } => moment.since(now).as_secs(),
        };
        playing.unsaved_ticks = playing.unsaved_ticks.saturating_add(1);
        let save = playing.unsaved_ticks >= SAVE_TICKS;
        if save {
            playing.unsaved_ticks = 0;
        }
        Some(save)
    }

    /// The next step of this tick: to the next moment at which something is
    /// due, or as far as its time reaches.
    fn next_step(&self) -> Option<Action> {
        let mut state = self.state.borrow_mut();
        let open = state.open.as_ref()?;
        let now = open.bench.lab.now(dom::now());
        let stop = open.bench.lab.next_stop(now);
        let playing = state.playing.as_mut().filter(|it| it.left_secs > 0)?;
        let reach = now + Duration::from_secs(playing.left_secs);
        // What is due and does not get done must not hold up time.
        let to = stop.map_or(reach, |stop| stop.max(now + SHORTEST_STEP).min(reach));
        playing.left_secs = playing.left_secs.saturating_sub(to.since(now).as_secs());
        Some(Action::Advance { to })
    }
}

const TICK_MS: u32 = 100;

const SHORTEST_STEP: Duration = Duration::from_secs(1);

/// How much of a tick may be spent.
const WORK_MS: f64 = 25.0;

const STEPS_PER_TICK: usize = 64;

/// A save every two seconds.
const SAVE_TICKS: u32 = 20;

/// An answer that does not come within five seconds is not waited for.
const LONGEST_WAIT_TICKS: u32 = 50;
