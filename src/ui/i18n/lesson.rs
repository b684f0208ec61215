//! Words around a lesson.

/// What stands around a lesson's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lesson {
    /// Heading of the list.
    Title,
    /// What lessons are.
    Lead,
    /// How long one takes.
    Minutes(u8),
    /// It was taken to its end.
    Taken,
    /// Begin it.
    Begin,
    /// The sheet for the class.
    Sheet,
    /// Print it.
    Print,
    /// Where pupils find the lesson.
    SheetLink,
    /// Name and date are written by hand.
    SheetName,
    /// Heading of the terms that are met.
    SheetTerms,
    /// Heading of lessons of one's own.
    Own,
    /// How they are made and opened.
    OwnLead,
    /// Choose a file.
    OwnFile,
    /// An address of this site.
    OwnAddress,
    /// Open it.
    OwnOpen,
    /// The file is no lesson.
    OwnBad,
    /// The file is too large, or no text.
    OwnUnread,
    /// The lesson's text is on its way.
    Loading,
    /// It cannot be had.
    Missing,
    /// The lab looks at the bench for it.
    Watching,
    /// A hint is to be had.
    Hint,
    /// Begin again on an empty bench.
    Afresh,
    /// A question follows.
    Question,
    /// The answer is right.
    Right,
    /// The answer is not.
    Wrong,
    /// To the other lessons.
    Others,
    /// The lesson has a bench of its own.
    OwnBench,
    /// Another bench is on the screen.
    Elsewhere,
    /// Back to the lesson's.
    ToBench,
    /// Whether to begin again.
    AfreshSure,
    /// Yes, begin again.
    AfreshYes,
    /// What is typed is an answer.
    Answer,
    /// Hand the answer in.
    Check,
    /// The answer is wrong so far.
    LookAgain,
}
