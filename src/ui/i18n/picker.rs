//! Words of the choice of an ACME server.

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Picker {
    /// The page can read what it must.
    Readable,
    /// Fact: external account binding.
    ExternalAccount,
    /// Fact: certificate profiles.
    Profiles,
    /// Fact: renewal information.
    RenewalInfo,
    /// Fact: names for CAA records.
    Caa,
    /// It is needed.
    Needed,
    /// It is not needed.
    NotNeeded,
    /// There is such a thing.
    Offered,
    /// There is none.
    NoneOffered,
    /// The server does not say.
    NotSaid,
    /// These.
    Listed(String),
    /// What production is.
    Production,
    /// Its rate limits.
    Limits,
    /// Certificate Transparency.
    Logged,
    /// A tab renews nothing.
    NoRenewal,
    /// The person agrees.
    Agree,
}
