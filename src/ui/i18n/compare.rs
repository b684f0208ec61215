//! Words of the comparison of a request and its certificate.

use certlab::x509::compare::{Outcome, Side};

/// What the comparison says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Compare {
    /// Heading.
    Title,
    /// Heading, for the one of this name.
    TitleOf(String),
    /// What there is to see.
    Lead,
    /// So many parts with this outcome.
    Count(Outcome, usize),
    /// A part's outcome.
    Outcome(Outcome),
    /// Who has a field.
    Side(Side),
    /// The extension was asked for as critical, or not, and given otherwise.
    Critical {
        /// Whether it is critical now.
        given: bool,
    },
}
