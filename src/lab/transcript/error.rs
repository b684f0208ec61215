//! Why a file is no run that the lab can replay.

use thiserror::Error;

use super::recording::{FORMAT, MOST_BYTES, MOST_ENTRIES};

/// Why a file is no run that the lab can replay.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// Larger than any run.
    #[error("the file is larger than {MOST_BYTES} bytes")]
    TooLarge,
    /// More events than are replayed in a page.
    #[error("the run has more than {MOST_ENTRIES} events")]
    TooLong,
    /// Not JSON, or JSON of something else.
    #[error("the file is no recorded run: {0}")]
    NotARun(String),
    /// Written by a lab that writes another format.
    #[error("the run is of format {0}; this lab reads format {FORMAT}")]
    OtherFormat(u64),
}
