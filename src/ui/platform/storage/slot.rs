//! The benches that a workspace has.

use certlab::lab::World;

/// Which bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The reader's own in the Practice world.
    Practice,
    /// The reader's own in the Real world.
    Real,
    /// A lesson's, in the Practice world.
    Lesson,
}

impl Slot {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Practice, Self::Real, Self::Lesson];

    /// The reader's own bench in a world.
    pub(crate) const fn own(world: World) -> Self {
        match world {
            World::Practice => Self::Practice,
            World::Real => Self::Real,
        }
    }

    /// The world that it is in.
    pub(crate) const fn world(self) -> World {
        match self {
            Self::Practice | Self::Lesson => World::Practice,
            Self::Real => World::Real,
        }
    }

    /// Its name in storage.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Real => "real",
            Self::Lesson => "lesson",
        }
    }
}
