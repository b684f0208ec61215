//! Field names of the RFCs, each with the section that defines it.

/// Lists fields once: the variant, the RFC's name, and where it is defined.
macro_rules! fields {
    ($($field:ident $name:literal $source:literal;)*) => {
        /// What an RFC calls an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "` (", $source, ")")] $field,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$field),*];

            /// The name that the RFC gives it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$field => $name,)* }
            }

            /// The section that defines it.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$field => $source,)* }
            }
        }
    };
}

fields! {
    Certificate "Certificate" "RFC 5280 §4.1";
    TbsCertificate "tbsCertificate" "RFC 5280 §4.1.1.1";
    SignatureAlgorithm "signatureAlgorithm" "RFC 5280 §4.1.1.2";
    SignatureValue "signatureValue" "RFC 5280 §4.1.1.3";
    Version "version" "RFC 5280 §4.1.2.1";
    VersionNumber "Version" "RFC 5280 §4.1.2.1";
    SerialNumber "serialNumber" "RFC 5280 §4.1.2.2";
    Signature "signature" "RFC 5280 §4.1.2.3";
    Issuer "issuer" "RFC 5280 §4.1.2.4";
    Validity "validity" "RFC 5280 §4.1.2.5";
    NotBefore "notBefore" "RFC 5280 §4.1.2.5";
    NotAfter "notAfter" "RFC 5280 §4.1.2.5";
    Subject "subject" "RFC 5280 §4.1.2.6";
    SubjectPublicKeyInfo "subjectPublicKeyInfo" "RFC 5280 §4.1.2.7";
    Algorithm "algorithm" "RFC 5280 §4.1.1.2";
    Parameters "parameters" "RFC 5280 §4.1.1.2";
    AlgorithmIdentifier "AlgorithmIdentifier" "RFC 5280 §4.1.1.2";
    SubjectPublicKey "subjectPublicKey" "RFC 5280 §4.1.2.7";
    RsaPublicKey "RSAPublicKey" "RFC 8017 §A.1.1";
    Modulus "modulus" "RFC 8017 §3.1";
    PublicExponent "publicExponent" "RFC 8017 §3.1";
    IssuerUniqueId "issuerUniqueID" "RFC 5280 §4.1.2.8";
    SubjectUniqueId "subjectUniqueID" "RFC 5280 §4.1.2.8";
    Extensions "extensions" "RFC 5280 §4.1.2.9";
    ExtensionList "Extensions" "RFC 5280 §4.1.2.9";
    Extension "Extension" "RFC 5280 §4.2";
    ExtnId "extnID" "RFC 5280 §4.2";
    Critical "critical" "RFC 5280 §4.2";
    ExtnValue "extnValue" "RFC 5280 §4.2";
    RelativeDistinguishedName "RelativeDistinguishedName" "RFC 5280 §4.1.2.4";
    AttributeTypeAndValue "AttributeTypeAndValue" "RFC 5280 §4.1.2.4";
    AttributeType "type" "RFC 5280 §4.1.2.4";
    AttributeValue "value" "RFC 5280 §4.1.2.4";
    EcdsaSigValue "ECDSA-Sig-Value" "RFC 5480 §A";
    SignatureR "r" "RFC 5480 §A";
    SignatureS "s" "RFC 5480 §A";
    AuthorityKeyIdentifier "AuthorityKeyIdentifier" "RFC 5280 §4.2.1.1";
    KeyIdentifier "keyIdentifier" "RFC 5280 §4.2.1.2";
    AuthorityCertIssuer "authorityCertIssuer" "RFC 5280 §4.2.1.1";
    AuthorityCertSerialNumber "authorityCertSerialNumber" "RFC 5280 §4.2.1.1";
    KeyUsage "KeyUsage" "RFC 5280 §4.2.1.3";
    ExtKeyUsage "ExtKeyUsageSyntax" "RFC 5280 §4.2.1.12";
    KeyPurposeId "KeyPurposeId" "RFC 5280 §4.2.1.12";
    CertificatePolicies "certificatePolicies" "RFC 5280 §4.2.1.4";
    PolicyInformation "PolicyInformation" "RFC 5280 §4.2.1.4";
    PolicyIdentifier "policyIdentifier" "RFC 5280 §4.2.1.4";
    PolicyQualifiers "policyQualifiers" "RFC 5280 §4.2.1.4";
    PolicyQualifierInfo "PolicyQualifierInfo" "RFC 5280 §4.2.1.4";
    PolicyQualifierId "policyQualifierId" "RFC 5280 §4.2.1.4";
    Qualifier "qualifier" "RFC 5280 §4.2.1.4";
    PolicyMappings "PolicyMappings" "RFC 5280 §4.2.1.5";
    PolicyMapping "PolicyMapping" "RFC 5280 §4.2.1.5";
    IssuerDomainPolicy "issuerDomainPolicy" "RFC 5280 §4.2.1.5";
    SubjectDomainPolicy "subjectDomainPolicy" "RFC 5280 §4.2.1.5";
    GeneralNames "GeneralNames" "RFC 5280 §4.2.1.6";
    OtherName "otherName" "RFC 5280 §4.2.1.6";
    TypeId "type-id" "RFC 5280 §4.2.1.6";
    OtherNameValue "value" "RFC 5280 §4.2.1.6";
    Rfc822Name "rfc822Name" "RFC 5280 §4.2.1.6";
    DnsName "dNSName" "RFC 5280 §4.2.1.6";
    DirectoryName "directoryName" "RFC 5280 §4.2.1.6";
    RdnSequence "rdnSequence" "RFC 5280 §4.1.2.4";
    EdiPartyName "ediPartyName" "RFC 5280 §4.2.1.6";
    UniformResourceIdentifier "uniformResourceIdentifier" "RFC 5280 §4.2.1.6";
    IpAddress "iPAddress" "RFC 5280 §4.2.1.6";
    RegisteredId "registeredID" "RFC 5280 §4.2.1.6";
    BasicConstraints "BasicConstraints" "RFC 5280 §4.2.1.9";
    Ca "cA" "RFC 5280 §4.2.1.9";
    PathLenConstraint "pathLenConstraint" "RFC 5280 §4.2.1.9";
    NameConstraints "NameConstraints" "RFC 5280 §4.2.1.10";
    PermittedSubtrees "permittedSubtrees" "RFC 5280 §4.2.1.10";
    ExcludedSubtrees "excludedSubtrees" "RFC 5280 §4.2.1.10";
    GeneralSubtree "GeneralSubtree" "RFC 5280 §4.2.1.10";
    PolicyConstraints "PolicyConstraints" "RFC 5280 §4.2.1.11";
    RequireExplicitPolicy "requireExplicitPolicy" "RFC 5280 §4.2.1.11";
    InhibitPolicyMapping "inhibitPolicyMapping" "RFC 5280 §4.2.1.11";
    SkipCerts "InhibitAnyPolicy" "RFC 5280 §4.2.1.14";
    CrlDistributionPoints "CRLDistributionPoints" "RFC 5280 §4.2.1.13";
    DistributionPoint "DistributionPoint" "RFC 5280 §4.2.1.13";
    DistributionPointName "distributionPoint" "RFC 5280 §4.2.1.13";
    FullName "fullName" "RFC 5280 §4.2.1.13";
    NameRelativeToCrlIssuer "nameRelativeToCRLIssuer" "RFC 5280 §4.2.1.13";
    Reasons "reasons" "RFC 5280 §4.2.1.13";
    CrlIssuer "cRLIssuer" "RFC 5280 §4.2.1.13";
    InfoAccess "InfoAccessSyntax" "RFC 5280 §4.2.2.1";
    AccessDescription "AccessDescription" "RFC 5280 §4.2.2.1";
    AccessMethod "accessMethod" "RFC 5280 §4.2.2.1";
    AccessLocation "accessLocation" "RFC 5280 §4.2.2.1";
    SctList "SignedCertificateTimestampList" "RFC 6962 §3.3";
    TlsFeature "Features" "RFC 7633 §4";
    Feature "Feature" "RFC 7633 §4";
    PrivateKeyUsagePeriod "PrivateKeyUsagePeriod" "X.509 §9.2.2.5";
    NullValue "NULL" "RFC 5280 §4.2";
    Value "value" "RFC 5280 §4.2";
    CertificationRequest "CertificationRequest" "RFC 2986 §4.2";
    CertificationRequestInfo "certificationRequestInfo" "RFC 2986 §4.1";
    Attributes "attributes" "RFC 2986 §4.1";
    Attribute "Attribute" "RFC 2986 §4.1";
    AttributeValues "values" "RFC 2986 §4.1";
    ChallengePassword "challengePassword" "RFC 2985 §5.4.1";
    CertificateList "CertificateList" "RFC 5280 §5.1";
    TbsCertList "tbsCertList" "RFC 5280 §5.1.1.1";
    ThisUpdate "thisUpdate" "RFC 5280 §5.1.2.4";
    NextUpdate "nextUpdate" "RFC 5280 §5.1.2.5";
    RevokedCertificates "revokedCertificates" "RFC 5280 §5.1.2.6";
    RevokedCertificate "revokedCertificate" "RFC 5280 §5.1.2.6";
    UserCertificate "userCertificate" "RFC 5280 §5.1.2.6";
    RevocationDate "revocationDate" "RFC 5280 §5.1.2.6";
    CrlEntryExtensions "crlEntryExtensions" "RFC 5280 §5.3";
    CrlExtensions "crlExtensions" "RFC 5280 §5.2";
    CrlNumber "CRLNumber" "RFC 5280 §5.2.3";
    BaseCrlNumber "BaseCRLNumber" "RFC 5280 §5.2.4";
    IssuingDistributionPoint "IssuingDistributionPoint" "RFC 5280 §5.2.5";
    OnlyContainsUserCerts "onlyContainsUserCerts" "RFC 5280 §5.2.5";
    OnlyContainsCaCerts "onlyContainsCACerts" "RFC 5280 §5.2.5";
    OnlySomeReasons "onlySomeReasons" "RFC 5280 §5.2.5";
    IndirectCrl "indirectCRL" "RFC 5280 §5.2.5";
    OnlyContainsAttributeCerts "onlyContainsAttributeCerts" "RFC 5280 §5.2.5";
    ReasonCode "CRLReason" "RFC 5280 §5.3.1";
    InvalidityDate "InvalidityDate" "RFC 5280 §5.3.2";
    PrivateKeyInfo "PrivateKeyInfo" "RFC 5958 §2";
    KeyVersion "version" "RFC 5958 §2";
    PrivateKeyAlgorithm "privateKeyAlgorithm" "RFC 5958 §2";
    PrivateKey "privateKey" "RFC 5958 §2";
    PrivateKeyContent "PrivateKey" "RFC 5958 §2";
    CurvePrivateKey "CurvePrivateKey" "RFC 8410 §7";
    PublicKey "publicKey" "RFC 5958 §2";
    EcPrivateKey "ECPrivateKey" "RFC 5915 §3";
    EcSecret "privateKey" "RFC 5915 §3";
    EcParameters "parameters" "RFC 5915 §3";
    RsaPrivateKey "RSAPrivateKey" "RFC 8017 §A.1.2";
    PrivateExponent "privateExponent" "RFC 8017 §3.2";
    Prime1 "prime1" "RFC 8017 §3.2";
    Prime2 "prime2" "RFC 8017 §3.2";
    Exponent1 "exponent1" "RFC 8017 §3.2";
    Exponent2 "exponent2" "RFC 8017 §3.2";
    Coefficient "coefficient" "RFC 8017 §3.2";
    EncryptedPrivateKeyInfo "EncryptedPrivateKeyInfo" "RFC 5958 §3";
    EncryptionAlgorithm "encryptionAlgorithm" "RFC 5958 §3";
    EncryptedData "encryptedData" "RFC 5958 §3";
    ContentInfo "ContentInfo" "RFC 5652 §3";
    ContentType "contentType" "RFC 5652 §3";
    Content "content" "RFC 5652 §3";
    SignedData "SignedData" "RFC 5652 §5.1";
    CmsVersion "version" "RFC 5652 §5.1";
    DigestAlgorithms "digestAlgorithms" "RFC 5652 §5.1";
    EncapContentInfo "encapContentInfo" "RFC 5652 §5.2";
    Certificates "certificates" "RFC 5652 §5.1";
    Crls "crls" "RFC 5652 §5.1";
    SignerInfos "signerInfos" "RFC 5652 §5.3";
    Pfx "PFX" "RFC 7292 §4";
    AuthSafe "authSafe" "RFC 7292 §4";
    MacData "macData" "RFC 7292 §4";
}
