//! Words for mistakes in fields.

use certlab::x509::NameError;

/// What is wrong with a field, said beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// No DNS name and no common name.
    NoNames,
    /// A DNS name that is none.
    Name {
        /// As typed.
        typed: String,
        /// What is wrong with it.
        error: NameError,
    },
    /// The same name twice.
    Twice(String),
    /// An object name is missing.
    ObjectNameEmpty,
    /// An object name that Kubernetes does not take (RFC 1123 subdomain).
    ObjectNameForm,
    /// An object name of more than 253 characters, or its Secret's.
    ObjectNameLong(usize),
    /// A Certificate of that name exists.
    Exists(String),
    /// The Secret that would be written belongs to another Certificate.
    SecretTaken(String),
    /// A common name of more than 64 characters.
    CommonNameLong(usize),
    /// ACME: the common name must be among the DNS names.
    CommonNameNotListed(String),
    /// A wildcard that was to be proved by a file.
    WildcardByHttp(String),
    /// ACME does not issue CAs.
    CaByAcme,
    /// Not a duration.
    Duration,
    /// Less than an hour.
    DurationShort,
    /// No CA chosen.
    NoCaChosen,
    /// No directory URL.
    DirectoryEmpty,
    /// Not a URL.
    DirectoryNotUrl,
    /// Plain HTTP.
    DirectoryNotHttps,
    /// It has not been tried yet, or is being tried.
    DirectoryUntried,
    /// It answers, but is no ACME directory.
    NotADirectory,
    /// It refuses.
    DirectoryStatus(u16),
    /// It lets no web page read it.
    DirectoryBlocked,
    /// Nothing answers.
    DirectoryUnreachable,
    /// Nothing answers in one's own network.
    DirectoryUnreachableLocal,
    /// What production means is not agreed to.
    Guard,
    /// Its nonces cannot be read.
    NonceUnreadable,
    /// The server takes only accounts that are known beforehand.
    ExternalAccount,
    /// No e-mail address.
    EmailEmpty,
    /// No `@`.
    EmailNoAt,
    /// Nothing before the `@`.
    EmailNoLocalPart,
    /// A wrong domain behind it.
    EmailDomain(NameError),
    /// Something else in an address.
    EmailOther(String),
    /// The terms are not agreed to.
    Terms,
    /// What cert-manager's own validation says of a field.
    Field {
        /// The field's path.
        path: String,
        /// Its message.
        message: String,
    },
}
