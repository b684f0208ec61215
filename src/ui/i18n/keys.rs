//! Words of the list of keys.

/// What the list of keys says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// Turn the lesson's steps while presenting.
    Turn,
    /// Heading.
    Title,
    /// From one thing to the next.
    Tab,
    /// From card to card.
    Rove,
    /// Opens a card.
    Open,
    /// Closes the inspector.
    Close,
    /// Enlarges the picture.
    Zoom,
    /// Steps along the timeline.
    Step,
    /// The same by a presenter's clicker.
    Clicker,
    /// Moves on the timeline.
    Scrub,
    /// Back to now.
    Now,
    /// Large type for a projector.
    Present,
    /// This list.
    Help,
}
