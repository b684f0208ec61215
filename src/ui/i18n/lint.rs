//! Words around the findings of lint; the rules' own are a file of the site.

use certlab::x509::lint::{Severity, Standard};

/// What is said around the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lint {
    /// Heading.
    Title,
    /// A standard by its short name.
    Name(Standard),
    /// Whom a standard binds.
    Binds(Standard),
    /// So many findings of a severity.
    Count(Severity, usize),
    /// None.
    Sound,
    /// A finding's severity.
    Severity(Severity),
    /// So many rules hold.
    Passed(usize),
    /// The Baseline Requirements were not asked.
    NotTls,
}
