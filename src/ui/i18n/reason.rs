//! cert-manager's reasons, explained.

/// A reason of a condition or event that has an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// `ACMEAccountRegistered`
    AccountRegistered,
    /// `Approved` by cert-manager.io
    Approved,
    /// `CertificateIssued`, `Issued`
    Issued,
    /// `Complete`
    OrderComplete,
    /// `Created` (Challenge)
    ChallengeCreated,
    /// `Denied`
    Denied,
    /// `DoesNotExist`
    DoesNotExist,
    /// `DomainVerified`
    DomainVerified,
    /// `ErrGetKeyPair`
    CaSecretMissing,
    /// `ErrInvalidKeyPair`
    CaSecretInvalid,
    /// `ErrInitIssuer`
    IssuerInit,
    /// `ErrRegisterACMEAccount`
    RegisterFailed,
    /// `ErrVerifyACMEAccount`, `ErrUpdateACMEAccount`
    AccountFailed,
    /// `Expired`
    Expired,
    /// `Failed`
    Failed,
    /// `Generated`
    KeyGenerated,
    /// `IncorrectIssuer`
    OtherIssuer,
    /// `IncorrectCertificate`
    OtherCertificate,
    /// `InvalidConfig`, `InvalidURL`
    IssuerConfig,
    /// `InvalidKeyPair`, `InvalidCertificate`
    SecretBroken,
    /// `InvalidOrder`, `OrderBuildingError`
    InvalidOrder,
    /// `IsReady`
    SelfSignedReady,
    /// `IssuerNotFound`
    IssuerNotFound,
    /// `IssuerNotReady`
    IssuerNotReady,
    /// `Issuing`, at its beginning
    Issuing,
    /// `Issuing`, at its end
    IssuedWell,
    /// `KeyPairVerified`
    CaVerified,
    /// `ManuallyTriggered`
    Manual,
    /// `MissingData`
    MissingData,
    /// `OrderCreated`
    OrderCreated,
    /// `OrderFailed`
    OrderFailed,
    /// `OrderPending`
    OrderPending,
    /// `Pending`
    Pending,
    /// `Presented`
    Presented,
    /// `PresentError`
    PresentError,
    /// `Ready`
    Ready,
    /// `Renewing`
    Renewing,
    /// `RequestChanged`, `SecretMismatch`
    Changed,
    /// `Requested`
    Requested,
    /// `Reused`
    KeyReused,
    /// `SecretMissing`, `SecretGetError`, `SecretInvalidData`
    SigningSecret,
    /// `SigningError`, `ErrorSigning`, `ErrorGenerating`
    SigningError,
    /// `BadConfig`
    EmptyIssuer,
    /// `Solver`
    NoSolver,
    /// `Started`
    ChallengeStarted,
    /// `WaitingForApproval`
    WaitingForApproval,
    /// A Challenge's reason: `Waiting for DNS-01 challenge propagation`.
    Propagation,
    /// A Challenge's reason: `Error accepting authorization`.
    NotAuthorized,
    /// An Order's or Challenge's reason: a refusal when asking the server.
    Refused,
}

impl Reason {
    /// The explanation for a reason of a condition or event.
    pub(crate) fn of(reason: &str, message: &str) -> Option<Self> {
        Some(match reason {
            // cert-manager uses one reason for both ends of an issuance.
            "Issuing" if message.contains("successfully issued") => Self::IssuedWell,
            "ACMEAccountRegistered" => Self::AccountRegistered,
            "cert-manager.io" | "Approved" => Self::Approved,
            "CertificateIssued" | "Issued" => Self::Issued,
            "Complete" => Self::OrderComplete,
            "Created" => Self::ChallengeCreated,
            "Denied" => Self::Denied,
            "DoesNotExist" => Self::DoesNotExist,
            "DomainVerified" => Self::DomainVerified,
            "ErrGetKeyPair" => Self::CaSecretMissing,
            "ErrInvalidKeyPair" => Self::CaSecretInvalid,
            "ErrInitIssuer" => Self::IssuerInit,
            "ErrRegisterACMEAccount" => Self::RegisterFailed,
            "ErrVerifyACMEAccount" | "ErrUpdateACMEAccount" => Self::AccountFailed,
            "Expired" => Self::Expired,
            "Failed" => Self::Failed,
            "Generated" => Self::KeyGenerated,
            "IncorrectIssuer" => Self::OtherIssuer,
            "IncorrectCertificate" => Self::OtherCertificate,
            "InvalidConfig" | "InvalidURL" => Self::IssuerConfig,
            "InvalidKeyPair" | "InvalidCertificate" => Self::SecretBroken,
            "InvalidOrder" | "OrderBuildingError" => Self::InvalidOrder,
            "IsReady" => Self::SelfSignedReady,
            "IssuerNotFound" => Self::IssuerNotFound,
            "IssuerNotReady" => Self::IssuerNotReady,
            "Issuing" => Self::Issuing,
            "KeyPairVerified" => Self::CaVerified,
            "ManuallyTriggered" => Self::Manual,
            "MissingData" => Self::MissingData,
            "OrderCreated" => Self::OrderCreated,
            "OrderFailed" => Self::OrderFailed,
            "OrderPending" => Self::OrderPending,
            "Pending" => Self::Pending,
            "Presented" => Self::Presented,
            "PresentError" => Self::PresentError,
            "Ready" => Self::Ready,
            "Renewing" => Self::Renewing,
            "RequestChanged" | "SecretMismatch" => Self::Changed,
            "Requested" => Self::Requested,
            "Reused" => Self::KeyReused,
            "SecretMissing" | "SecretGetError" | "SecretInvalidData" => Self::SigningSecret,
            "SigningError" | "ErrorSigning" | "ErrorGenerating" => Self::SigningError,
            "BadConfig" => Self::EmptyIssuer,
            "Solver" => Self::NoSolver,
            "Started" => Self::ChallengeStarted,
            "WaitingForApproval" => Self::WaitingForApproval,
            _ => return None,
        })
    }

    /// The explanation for the reason that an Order or Challenge carries as a sentence.
    pub(crate) fn of_sentence(sentence: &str) -> Option<Self> {
        [
            (
                "Waiting for DNS-01 challenge propagation",
                Self::Propagation,
            ),
            ("Error accepting authorization", Self::NotAuthorized),
            ("Successfully authorized domain", Self::DomainVerified),
            ("Failed to", Self::Refused),
            ("Error accepting challenge", Self::Refused),
        ]
        .into_iter()
        .find_map(|(beginning, reason)| sentence.starts_with(beginning).then_some(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_an_issuance_are_told_apart() {
        for (message, reason) in [
            (
                "Issuing certificate as Secret does not exist",
                Reason::Issuing,
            ),
            (
                "The certificate has been successfully issued",
                Reason::IssuedWell,
            ),
        ] {
            assert_eq!(Reason::of("Issuing", message), Some(reason));
        }
    }

    #[test]
    fn reasons_of_challenges_are_told_by_their_beginning() {
        for (sentence, reason) in [
            (
                "Waiting for DNS-01 challenge propagation: DNS record for \"a.test\" not yet propagated",
                Some(Reason::Propagation),
            ),
            (
                "Error accepting authorization: acme: authorization error for a.test: 403 …",
                Some(Reason::NotAuthorized),
            ),
            ("Failed to create Order: 429 …", Some(Reason::Refused)),
            ("", None),
        ] {
            assert_eq!(Reason::of_sentence(sentence), reason, "{sentence}");
        }
    }
}
