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
    /// How much is used, of how much, in bytes.
    Room(u64, u64),
    /// The browser may clear it.
    MayBeCleared,
    /// Asks the browser not to.
    KeepForGood,
    /// The browser has agreed.
    ForGood,
    /// The browser has not agreed.
    NotForGood,
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

/// Bytes in the unit that fits.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => {
            let tenths = bytes / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
        _ => {
            let tenths = bytes / 100_000_000;
            format!("{}.{} GB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn bytes_are_told_in_the_unit_that_fits() {
        for (bytes, expected) in [
            (0, "0 kB"),
            (1, "1 kB"),
            (999_999, "1000 kB"),
            (1_250_000, "1.2 MB"),
            (299_999_999_999, "299.9 GB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
    }
}
