//! Words about what this browser keeps: several tabs, crashes, forgetting.

/// What is said of the saved workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Another tab has the workspace.
    OtherTab,
    /// What that means.
    OtherTabMeaning,
    /// Takes the workspace over.
    TakeOver,
    /// Heading of the list of what is kept.
    Title,
    /// What is kept.
    Lead,
    /// Takes the workspace away as a file.
    Save,
    /// What is in the file.
    SaveMeaning,
    /// The workspace cannot be read.
    SaveFailed,
    /// Puts a file back.
    Restore,
    /// The file is none.
    RestoreFailed,
    /// Forgets everything.
    Forget,
    /// The question before that.
    ForgetSure,
    /// Yes.
    ForgetYes,
    /// The lab ended.
    Crash,
    /// What that means.
    CrashMeaning,
    /// Opens the lab again.
    Reopen,
    /// The report.
    Report,
    /// What is in the report.
    ReportMeaning,
}
