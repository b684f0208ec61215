//! Words of the timeline, and of runs that are replayed.

use certlab::lab::Scenario;

use crate::ui::stages::{Ahead, Happened};

/// What the timeline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Timeline {
    /// Accessible name of the whole.
    Name,
    /// Accessible name of the buttons.
    Controls,
    /// Accessible name of the slider.
    Moment,
    /// One event back.
    Back,
    /// One event on.
    On,
    /// Play from here.
    Play,
    /// Stop playing.
    Pause,
    /// Before the first event.
    Beginning,
    /// A pause of that length.
    Gap(String),
    /// In that time.
    In(String),
    /// Accessible name of what lies ahead.
    AheadName,
    /// Something that lies ahead.
    Ahead(Ahead),
    /// What an event was.
    Happened(Happened),
    /// The past is on the screen.
    Past,
    /// What that means.
    PastMeaning,
    /// A recorded run is on the screen.
    Recorded(String),
    /// What that means.
    RecordedMeaning,
    /// Its replay ends otherwise than it did.
    Unfaithful,
    /// Button: back to now, and its key.
    BackToNow,
    /// Button: put the recorded run away.
    CloseRun,
    /// The page of runs.
    RunsTitle,
    /// What it is for.
    RunsLead,
    /// A run that ships with the lab.
    Scenario(Scenario),
    /// What happens in it.
    ScenarioMeaning(Scenario),
    /// Button: replay it.
    Replay,
    /// Heading: the run of the open bench.
    YourRun,
    /// How many events it has.
    YourRunLength(usize),
    /// What is not in an exported run.
    NoKeys,
    /// Button: save as a file.
    Export,
    /// Button: copy a link that holds the run.
    Share,
    /// The link is on the clipboard.
    Shared,
    /// Too large for a link.
    TooLongToShare,
    /// Heading: open a file.
    OpenFile,
    /// What kind of file.
    OpenFileHint,
    /// The run of a link.
    FromLink,
    /// A file or link cannot be read.
    Bad(RunFault),
    /// It is being read.
    Opening,
}

/// Why a run could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RunFault {
    /// Too large, in bytes or events.
    TooLarge,
    /// No run; what the reader of it says.
    NotARun(String),
    /// Another format.
    OtherFormat(u64),
    /// The link is cut off or not from this lab.
    BadLink,
}
