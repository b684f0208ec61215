//! Words around the console and of the page for manifests.

/// What is said around the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Console {
    /// Heading of the console.
    Title,
    /// What it is.
    Lead,
    /// Name of the screen.
    Screen,
    /// Name of the line to type in.
    Prompt,
    /// Run what is typed.
    Run,
    /// End what goes on.
    Stop,
    /// A manifest is to be pasted.
    PasteHere,
    /// Hand it over.
    Send,
    /// Do not.
    Cancel,
    /// Heading of the examples.
    Examples,
    /// What an example does.
    Example(Example),
    /// The keys.
    Keys,
    /// The line under buttons.
    ByHand,
    /// Who approves requests.
    Approval,
    /// cert-manager does.
    Automatic,
    /// A person does.
    Manual,
    /// What that means.
    ApprovalMeaning(bool),
    /// Approve.
    Approve,
    /// Deny.
    Deny,
    /// Heading of the page for manifests.
    YamlTitle,
    /// What it is for.
    YamlLead,
    /// Name of the text area.
    YamlText,
    /// Open a file.
    YamlOpen,
    /// A file was too large or could not be read.
    YamlUnread(String),
    /// Apply all that can be applied.
    YamlApply(usize),
    /// After that.
    YamlApplied(usize),
    /// To the stage.
    YamlToStage,
    /// Empty the text.
    YamlClear,
    /// Nothing is there yet.
    YamlNothing,
    /// What applying does: `created`, `configured`, `unchanged`.
    Fate(Fate),
    /// A document of no known kind.
    Unnamed,
    /// A line's number.
    Line(usize),
}

/// A command to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Example {
    /// Every certificate.
    List,
    /// Where one stands.
    Status,
    /// One object with its events.
    Describe,
    /// From a manifest.
    Apply,
    /// Again.
    Renew,
    /// A field.
    Explain,
}

impl Example {
    /// In the order shown.
    pub(crate) const ALL: [Self; 6] = [
        Self::List,
        Self::Status,
        Self::Describe,
        Self::Apply,
        Self::Renew,
        Self::Explain,
    ];
}

/// What applying an object does, or that it would not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// A new object.
    Created,
    /// A change.
    Configured,
    /// No change.
    Unchanged,
    /// A refusal.
    Refused,
}
