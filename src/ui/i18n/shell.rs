//! Words of the frame and of the start.

use certlab::lab::World;

use crate::ui::store::Theme;

/// What the frame and the start say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shell {
    /// The lab's name.
    Name,
    /// Skip link.
    SkipToContent,
    /// Name of the group of world buttons.
    Worlds,
    /// A world's name.
    World(World),
    /// What that world is, in one line.
    WorldMeaning(World),
    /// Accessible name of the bar's links.
    Parts,
    /// A part of the lab.
    Part(Part),
    /// Name of the group of language buttons.
    Languages,
    /// Accessible name of the theme button.
    ThemeIs(Theme),
    /// Everything is on disk.
    Saved,
    /// A save is under way.
    Saving,
    /// The browser keeps nothing.
    NotKept,
    /// What that means.
    NotKeptWhy,
    /// What was saved cannot be read.
    Unreadable,
    /// What that means.
    UnreadableWhy,
    /// Another tab has the workspace.
    ReadOnly,
    /// Link to the form.
    NewCertificate,
    /// Heading over the stage.
    StageTitle,
    /// No such page or object.
    NotFound,
    /// Link back.
    BackToLab,
    /// Forget everything in this world.
    StartOver,
    /// The question before that.
    StartOverSure,
    /// Yes.
    StartOverYes,
    /// No.
    Cancel,
    /// Copy button.
    Copy,
    /// After copying.
    Copied,
    /// The browser refused.
    CopyFailed,
    /// Accessible name of a copy button.
    CopyWhat(String),
    /// Close a panel.
    Close,
    /// Foot: where keys are.
    FootKeys,
    /// Foot: what left this tab.
    FootNetwork(World),
    /// Foot: the lab is kept for use without a network.
    FootOffline,
    /// Foot: a newer build is here.
    FootNewer,
    /// The start's heading.
    StartTitle,
    /// The start's lead.
    StartLead,
    /// A way in: its name.
    Door(Door),
    /// A way in: what happens there.
    DoorMeaning(Door),
}

/// The parts of the lab that the bar leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The stage.
    Lab,
    /// Runs to be replayed.
    Runs,
    /// The command line.
    Console,
    /// Manifests from elsewhere.
    Yaml,
    /// The terms.
    Glossary,
    /// The lessons.
    Lessons,
    /// Certificates and keys from elsewhere.
    Workshop,
}

/// The ways into an empty lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// A practice issuance that plays by itself.
    Show,
    /// A wildcard certificate from the practice CA, whose records a person publishes.
    Wildcard,
    /// The form.
    Form,
    /// Manifests, pasted or dropped.
    Yaml,
    /// A CA of one's own, ready to run.
    OwnCa,
    /// The Real world.
    Real,
}
