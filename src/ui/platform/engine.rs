//! The engine: carries the lab's effects and keeps what happens.
//!
//! The rule that loses nothing: the bench is saved after every change and
//! before any request goes out. What was under way when the tab closed is in
//! the saved state, and is taken up again by [`Action::Resume`].

mod departures;
mod entropy;
mod export;
mod hand;
mod kept;
mod lesson;
mod open_bench;
mod play;
mod replay;
mod tab;
mod work;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use certlab::clock::Timestamp;
use certlab::lab::lesson::{Deed, Progress};
use certlab::lab::{Action, Effect, Lab, Speed, Tape, World};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub(crate) use self::departures::Departure;
pub(super) use self::entropy::SystemEntropy;
pub(crate) use self::entropy::throwaway;
pub(crate) use self::kept::saved_workspace;
use self::open_bench::OpenBench;
use self::play::Playing;
use self::replay::Viewing;
pub(crate) use self::replay::{Shown, Story, moment_of};
use self::tab::Tab;
use super::dom;
use super::storage::{Slot, Storage};

/// The shortest wait for a planned wake-up, so that one that is due already
/// cannot keep the page busy.
const SHORTEST_WAIT: Duration = Duration::from_millis(250);

/// Whether the workspace is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saving {
    /// Everything is saved.
    Saved,
    /// A save is under way.
    Unsaved,
    /// The browser keeps nothing (private window, storage full or blocked).
    Off,
    /// What is saved cannot be read by this version; it is left as it is.
    Unreadable,
    /// Another tab has the workspace.
    ReadOnly,
}

/// What components see of the engine, anew after each change.
#[derive(Clone)]
pub(crate) struct EngineHandle {
    /// The lab at the moment on the screen.
    pub(crate) lab: Rc<Lab>,
    /// Which moment that is.
    pub(crate) shown: Shown,
    /// Whether it is on disk.
    pub(crate) saving: Saving,
    /// What was sent to servers since the page was loaded.
    pub(crate) departures: Rc<Vec<Departure>>,
    /// How fast the lab's clock is played, if faster than the wall's.
    pub(crate) speed: Option<Speed>,
    /// Whether something waits for the word of a person before it reaches production.
    pub(crate) holds: bool,
    /// Which bench is open.
    pub(crate) slot: Slot,
    /// How far the pupil is in which lesson.
    pub(crate) progress: Rc<Progress>,
    engine: Engine,
    generation: u64,
}

impl EngineHandle {
    /// The world on the screen.
    pub(crate) fn world(&self) -> World {
        self.lab.world()
    }

    /// Lets an action happen now; the past cannot be acted on.
    pub(crate) fn dispatch(&self, action: Action) {
        if self.is_now() {
            self.engine.apply(action);
        }
    }

    /// Lets the simulated clock stand, or run that fast.
    pub(crate) fn play(&self, speed: Option<Speed>) {
        if self.is_now() {
            self.engine.play(speed);
        }
    }

    /// Lets everything happen that is due up to a moment of the simulated clock.
    pub(crate) fn jump(&self, moment: Timestamp) {
        if self.is_now() {
            self.engine.jump(moment);
        }
    }

    /// Saves this world's bench and opens the other's.
    pub(crate) fn switch_world(&self, world: World) {
        self.back_to_now();
        if Some(world) != self.engine.world() {
            spawn_local(self.engine.clone().open(Slot::own(world)));
        }
    }

    /// Forgets the open bench, keys included, and starts an empty one; a lesson
    /// begins again with its bench.
    pub(crate) fn start_over(&self) {
        if self.is_now() {
            match (self.slot, &self.progress.lesson) {
                (Slot::Lesson, Some(lesson)) => self.begin_lesson(lesson, World::Practice),
                _ => spawn_local(self.engine.clone().start_over(self.slot)),
            }
        }
    }
}

impl PartialEq for EngineHandle {
    fn eq(&self, other: &Self) -> bool {
        self.generation == other.generation
    }
}

impl fmt::Debug for EngineHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EngineHandle")
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

/// Children of [`EngineProvider`].
#[derive(Properties, PartialEq)]
pub(crate) struct EngineProviderProps {
    /// Shown once the saved workspace is open.
    pub(crate) children: Html,
}

/// Opens the workspace and gives the engine to everything inside.
#[component]
pub(crate) fn EngineProvider(props: &EngineProviderProps) -> Html {
    let handle = use_state(|| None::<EngineHandle>);
    {
        let setter = handle.setter();
        use_effect_with((), move |()| {
            let engine = Engine {
                state: Rc::new(RefCell::new(State::new(Callback::from(
                    move |handle: EngineHandle| setter.set(Some(handle)),
                )))),
            };
            let wanted = dom::preference("world");
            let slot = Slot::ALL
                .into_iter()
                .find(|slot| Some(slot.name()) == wanted.as_deref());
            spawn_local(engine.open(slot.unwrap_or(Slot::Practice)));
        });
    }
    match (*handle).clone() {
        Some(handle) => html! {
            <ContextProvider<EngineHandle> context={handle}>
                { props.children.clone() }
            </ContextProvider<EngineHandle>>
        },
        None => Html::default(),
    }
}

/// The engine, inside [`EngineProvider`].
#[hook]
#[expect(
    clippy::expect_used,
    reason = "a component outside the provider is a programming error that the first render shows"
)]
pub(crate) fn use_engine() -> EngineHandle {
    use_context::<EngineHandle>().expect("inside EngineProvider")
}

#[derive(Clone)]
struct Engine {
    state: Rc<RefCell<State>>,
}

struct State {
    publish: Callback<EngineHandle>,
    generation: u64,
    storage: Option<Rc<Storage>>,
    saving: Saving,
    /// Whether this tab may write, and by which mark.
    tab: Tab,
    slot: Slot,
    open: Option<OpenBench>,
    /// How far the pupil is; unknown before the storage is open.
    progress: Option<Rc<Progress>>,
    /// What the pupil has done since the step began.
    deeds: Vec<Deed>,
    /// Counts lessons that were asked for: of two at once the last is opened.
    lessons_asked: u64,
    /// Another moment that is on the screen.
    viewing: Option<Viewing>,
    /// A moment that is to be on the screen once the run is wound so far.
    wanted: Option<usize>,
    departures: Rc<Vec<Departure>>,
    /// The practice servers take their time, to be watched.
    slow: bool,
    /// Counts openings: an answer that arrives for a closed bench is dropped.
    epoch: u64,
    queue: VecDeque<Effect>,
    working: bool,
    wake: Option<Timeout>,
    playing: Option<Playing>,
    /// Actions that would reach production, until that is agreed to.
    held: Option<Vec<Action>>,
}

impl State {
    fn new(publish: Callback<EngineHandle>) -> Self {
        Self {
            publish,
            generation: 0,
            storage: None,
            saving: Saving::Unsaved,
            tab: Tab::new(),
            slot: Slot::Practice,
            open: None,
            progress: None,
            deeds: Vec::new(),
            lessons_asked: 0,
            viewing: None,
            wanted: None,
            departures: Rc::default(),
            slow: false,
            epoch: 0,
            queue: VecDeque::new(),
            working: false,
            wake: None,
            playing: None,
            held: None,
        }
    }
}

impl Engine {
    /// Opens a bench: the saved one, or an empty one.
    async fn open(self, slot: Slot) {
        self.save().await;
        let storage = match self.storage() {
            Some(storage) => Ok(storage),
            None => Storage::open().await.map(Rc::new),
        };
        self.claim(storage.as_deref().ok()).await;
        let slot = self.know_progress(storage.as_deref().ok(), slot).await;
        dom::set_preference("world", slot.name());
        let (storage, saving, saved) = match storage {
            Err(_) => (None, Saving::Off, None),
            Ok(storage) => match storage.load(slot).await {
                Ok(saved) => (Some(storage), Saving::Saved, saved),
                // Nothing is overwritten that an older or newer version may still read.
                Err(_) => (None, Saving::Unreadable, None),
            },
        };
        let resumed = saved.is_some();
        let open = match saved {
            Some(saved) => OpenBench {
                saved_entries: saved.bench.lab.transcript().len(),
                saved_keys: saved.keys.ids().cloned().collect(),
                tape: Tape::of(&saved.bench.lab),
                bench: saved.bench,
                keys: saved.keys,
                account_keys: saved.account_keys,
                dirty: false,
                replaces: false,
            },
            None => OpenBench::empty(slot.world()),
        };
        {
            let mut state = self.state.borrow_mut();
            state.storage = storage;
            state.saving = saving;
        }
        self.put_on_screen(slot, open);
        if self.is_read_only() {
            self.publish();
            self.prepare();
        } else if resumed {
            self.apply(Action::Resume);
            self.prepare();
        } else {
            self.publish();
        }
    }

    /// Puts a bench on the screen in place of the one that is there.
    fn put_on_screen(&self, slot: Slot, open: OpenBench) {
        let mut state = self.state.borrow_mut();
        state.epoch = state.epoch.wrapping_add(1);
        state.slot = slot;
        state.open = Some(open);
        state.viewing = None;
        state.wanted = None;
        state.queue.clear();
        state.wake = None;
        state.playing = None;
    }

    async fn start_over(self, slot: Slot) {
        let storage = match self.storage() {
            Some(storage) => Ok(storage),
            None => Storage::open().await.map(Rc::new),
        };
        {
            // From here on nothing of the old bench may be saved again.
            let mut state = self.state.borrow_mut();
            state.epoch = state.epoch.wrapping_add(1);
            state.open = None;
            state.queue.clear();
        }
        if let Ok(storage) = storage {
            // If the browser cannot forget, the bench opens again as it was.
            let _ = storage.forget(slot).await;
        }
        self.open(slot).await;
    }

    fn storage(&self) -> Option<Rc<Storage>> {
        self.state.borrow().storage.clone()
    }

    fn plan_wake(&self) {
        let mut state = self.state.borrow_mut();
        if state.tab.is_read_only() {
            state.wake = None;
            return;
        }
        let wait = state
            .open
            .as_ref()
            .and_then(|open| open.bench.lab.next_wake(dom::now()));
        state.wake = wait.map(|wait| {
            let engine = self.clone();
            let wait = u32::try_from(wait.max(SHORTEST_WAIT).as_millis())
                // A timer holds 31 bits; a wake-up before its time plans the next one.
                .map_or(i32::MAX.unsigned_abs(), |ms| {
                    ms.min(i32::MAX.unsigned_abs())
                });
            Timeout::new(wait, move || engine.apply(Action::Wake))
        });
    }

    /// Shows the lab as it stands.
    fn publish(&self) {
        let (publish, handle) = {
            let mut state = self.state.borrow_mut();
            state.generation = state.generation.wrapping_add(1);
            let Some(open) = state.open.as_ref() else {
                return;
            };
            let saving = match state.saving {
                _ if state.tab.is_read_only() => Saving::ReadOnly,
                Saving::Saved if open.dirty => Saving::Unsaved,
                saving => saving,
            };
            let (lab, shown) = state
                .shown()
                .unwrap_or_else(|| (Rc::new(open.bench.lab.clone()), state.tab.shown()));
            let handle = EngineHandle {
                lab,
                shown,
                saving,
                departures: Rc::clone(&state.departures),
                speed: state.playing.as_ref().and_then(Playing::speed),
                holds: state.held.is_some(),
                slot: state.slot,
                progress: state.progress.clone().unwrap_or_default(),
                engine: self.clone(),
                generation: state.generation,
            };
            (state.publish.clone(), handle)
        };
        publish.emit(handle);
    }
}
