//! Words of the show: a practice issuance that plays by itself.

use crate::ui::stages::Beat;

/// What the show says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tour {
    /// Accessible name.
    Name,
    /// What happens now.
    Beat(Beat),
    /// Button: stop, and go on by hand.
    TakeOver,
    /// Button: open the certificate.
    Open,
}
