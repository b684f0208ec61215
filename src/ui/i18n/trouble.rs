//! What the troubleshooter says.

use certlab::certmanager::troubleshoot::Cause;

/// Around a finding, and of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Heading.
    Heading,
    /// Name of the list of objects.
    Chain,
    /// Heading of the remedy.
    Do,
    /// When it is tried again.
    Next(String),
    /// The present certificate is good.
    Still,
    /// Why.
    Why(Cause),
    /// What to do.
    Remedy(Cause),
}
