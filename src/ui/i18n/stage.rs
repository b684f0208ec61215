//! Words of the stage.

use certlab::kube::Kind;

use crate::ui::stages::{Column, Line, State, Waits};

/// What the stage says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Accessible name of the picture.
    Picture,
    /// Accessible name of the overview of so many Certificates.
    Overview(usize),
    /// So many Certificates.
    Certificates(usize),
    /// So many more changed.
    More(usize),
    /// Back from one Certificate to all of them.
    Whole,
    /// One Certificate, and what belongs to it.
    Alone,
    /// Name of the zoom buttons.
    Zoom,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As large as the page.
    ZoomFit,
    /// A kind, in the reader's language.
    Kind(Kind),
    /// A column's heading.
    Column(Column),
    /// What that column answers.
    ColumnMeaning(Column),
    /// A state's word.
    State(State),
    /// Whom an object waits for.
    Waits(Waits),
    /// An object's state in one line.
    Line(Line),
    /// Accessible name of a card.
    Card {
        /// Kind.
        kind: Kind,
        /// Name.
        name: String,
        /// State.
        state: State,
        /// The line on the card.
        line: Line,
    },
    /// The lane of the outside world.
    Outside,
    /// The outside world inside the tab.
    OutsideInside,
    /// The ACME server.
    AcmeServer,
    /// The practice CA.
    PracticeCa,
    /// A Vault.
    Vault,
    /// The practice Vault.
    PracticeVault,
    /// A Venafi.
    Venafi,
    /// The practice Venafi.
    PracticeVenafi,
    /// DNS resolvers.
    Dns,
    /// The practice zone.
    PracticeDns,
    /// The names' web servers.
    Web,
    /// The practice web root.
    PracticeWeb,
    /// Nothing has been asked yet.
    NothingAsked,
    /// How many requests went there.
    Requests(usize),
    /// A small Secret: the account key.
    AccountKey,
    /// A small Secret: the next private key.
    NextKey,
}
