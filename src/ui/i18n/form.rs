//! Words of the form for a new Certificate.

/// What the form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Heading.
    Title,
    /// What will happen.
    Lead,
    /// Section: the names.
    Names,
    /// Section: who signs.
    Signer,
    /// Section: more.
    More,
    /// Field: DNS names.
    DnsNames,
    /// Hint.
    DnsNamesHint,
    /// Field: the object's name.
    Name,
    /// Hint.
    NameHint,
    /// Field: common name.
    CommonName,
    /// Hint.
    CommonNameHint,
    /// Field: duration.
    Duration,
    /// Hint.
    DurationHint,
    /// Box: is a CA.
    IsCa,
    /// Hint.
    IsCaHint,
    /// Box: for every namespace.
    Cluster,
    /// Hint.
    ClusterHint,
    /// Not required.
    Optional,
    /// A signer's name.
    Choice(Choice),
    /// What it does.
    ChoiceMeaning(Choice),
    /// Select: which CA.
    CaSecret,
    /// No CA yet.
    NoCa,
    /// Make one.
    MakeCa,
    /// The CA is being made.
    CaComing,
    /// Field: directory URL.
    Directory,
    /// Hint.
    DirectoryHint,
    /// Try the directory.
    Probe,
    /// It is being tried.
    Probing,
    /// It can be used; the host, and whether terms exist.
    Usable(String),
    /// Field: e-mail.
    Email,
    /// Hint.
    EmailHint,
    /// Box: agree to the terms.
    Terms,
    /// Link to them.
    TermsLink,
    /// ACME ignores the duration.
    AcmeDuration,
    /// Submit.
    Create,
    /// Something must be put right first.
    Unready(usize),
    /// Preview heading.
    Preview,
    /// What the preview is.
    PreviewWhy,
    /// There is nothing to preview yet.
    PreviewEmpty,
    /// Empty the form.
    Clear,
}

/// Who is to sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Choice {
    /// The key itself.
    SelfSigned,
    /// A CA of one's own.
    Ca,
    /// The practice CA by ACME.
    #[default]
    AcmePractice,
    /// Let's Encrypt's staging server.
    AcmeStaging,
    /// Let's Encrypt's production server.
    AcmeProduction,
    /// Another ACME directory.
    AcmeUrl,
}

impl Choice {
    /// Whether an ACME server signs.
    pub(crate) const fn is_acme(self) -> bool {
        !matches!(self, Self::SelfSigned | Self::Ca)
    }

    /// The test id of its radio button.
    pub(crate) const fn test_id(self) -> &'static str {
        match self {
            Self::SelfSigned => "issuer-selfsigned",
            Self::Ca => "issuer-ca",
            Self::AcmePractice => "issuer-acme-practice",
            Self::AcmeStaging => "issuer-acme-staging",
            Self::AcmeProduction => "issuer-acme-production",
            Self::AcmeUrl => "issuer-acme-url",
        }
    }
}
