//! Words of the list of what left this tab.

/// What the list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// Heading, and the link to it.
    Title,
    /// What is listed.
    Lead,
    /// The list is empty.
    Nothing,
    /// So many requests.
    Count(usize),
    /// Column: when.
    When,
    /// Column: to whom.
    Whom,
    /// Column: what for.
    What,
    /// Column: what came of it.
    Outcome,
    /// An ACME operation.
    Acme(String),
    /// A request to Vault.
    Vault(String),
    /// A request to Venafi.
    Venafi(String),
    /// A question to a resolver.
    Dns(String),
    /// A question to a web server.
    Web,
    /// A directory was tried.
    Probe,
}
