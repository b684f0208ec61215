//! What is inside the extensions of certificates and lists.

use super::{
    BITS, BOOLEAN, ENUMERATED, Field, INTEGER, Member, NAME, NULL, OCTETS, OID, Rule, Want, flag,
    leaf, member, sequence, tagged,
};

/// The value of an extension (RFC 5280 §4.2, §5.2, §5.3).
pub(super) fn extension(oid: &str) -> Option<&'static Member> {
    static AKI: Member = sequence(Field::AuthorityKeyIdentifier, &AUTHORITY_KEY_ID);
    static SKI: Member = leaf(Want::Type(OCTETS), Field::KeyIdentifier);
    static KEY_USAGE: Member = leaf(Want::Type(BITS), Field::KeyUsage);
    static EKU: Member = sequence(
        Field::ExtKeyUsage,
        &Rule::Each(&[leaf(Want::Type(OID), Field::KeyPurposeId)]),
    );
    static NAMES: Member = sequence(Field::GeneralNames, &GENERAL_NAMES);
    static BASIC: Member = sequence(
        Field::BasicConstraints,
        &Rule::Members(&[
            flag(Want::Type(BOOLEAN), Field::Ca),
            leaf(Want::Type(INTEGER), Field::PathLenConstraint),
        ]),
    );
    static NAME_CONSTRAINTS: Member = sequence(
        Field::NameConstraints,
        &Rule::Members(&[
            tagged(0, Field::PermittedSubtrees, &SUBTREES),
            tagged(1, Field::ExcludedSubtrees, &SUBTREES),
        ]),
    );
    static POLICIES: Member = sequence(Field::CertificatePolicies, &POLICY_LIST);
    static MAPPINGS: Member = sequence(
        Field::PolicyMappings,
        &Rule::Each(&[sequence(
            Field::PolicyMapping,
            &Rule::Members(&[
                leaf(Want::Type(OID), Field::IssuerDomainPolicy),
                leaf(Want::Type(OID), Field::SubjectDomainPolicy),
            ]),
        )]),
    );
    static POLICY_CONSTRAINTS: Member = sequence(
        Field::PolicyConstraints,
        &Rule::Members(&[
            leaf(Want::Tag(0), Field::RequireExplicitPolicy),
            leaf(Want::Tag(1), Field::InhibitPolicyMapping),
        ]),
    );
    static INHIBIT_ANY: Member = leaf(Want::Type(INTEGER), Field::SkipCerts);
    static POINTS: Member = sequence(
        Field::CrlDistributionPoints,
        &Rule::Each(&[sequence(Field::DistributionPoint, &DISTRIBUTION_POINT)]),
    );
    static ACCESS: Member = sequence(
        Field::InfoAccess,
        &Rule::Each(&[sequence(
            Field::AccessDescription,
            &Rule::Members(&[
                leaf(Want::Type(OID), Field::AccessMethod),
                leaf(Want::Any, Field::AccessLocation),
            ]),
        )]),
    );
    static SCTS: Member = leaf(Want::Type(OCTETS), Field::SctList);
    static FEATURES: Member = sequence(
        Field::TlsFeature,
        &Rule::Each(&[leaf(Want::Type(INTEGER), Field::Feature)]),
    );
    static PERIOD: Member = sequence(
        Field::PrivateKeyUsagePeriod,
        &Rule::Members(&[
            leaf(Want::Tag(0), Field::NotBefore),
            leaf(Want::Tag(1), Field::NotAfter),
        ]),
    );
    static NOTHING: Member = leaf(Want::Type(NULL), Field::NullValue);
    static CRL_NUMBER: Member = leaf(Want::Type(INTEGER), Field::CrlNumber);
    static BASE_NUMBER: Member = leaf(Want::Type(INTEGER), Field::BaseCrlNumber);
    static ISSUING_POINT: Member = sequence(Field::IssuingDistributionPoint, &ISSUING);
    static REASON: Member = leaf(Want::Type(ENUMERATED), Field::ReasonCode);
    static INVALIDITY: Member = leaf(Want::Time, Field::InvalidityDate);
    Some(match oid {
        "2.5.29.35" => &AKI,
        "2.5.29.14" => &SKI,
        "2.5.29.15" => &KEY_USAGE,
        "2.5.29.37" => &EKU,
        "2.5.29.17" | "2.5.29.18" | "2.5.29.29" => &NAMES,
        "2.5.29.19" => &BASIC,
        "2.5.29.30" => &NAME_CONSTRAINTS,
        "2.5.29.32" => &POLICIES,
        "2.5.29.33" => &MAPPINGS,
        "2.5.29.36" => &POLICY_CONSTRAINTS,
        "2.5.29.54" => &INHIBIT_ANY,
        "2.5.29.31" | "2.5.29.46" => &POINTS,
        "1.3.6.1.5.5.7.1.1" | "1.3.6.1.5.5.7.1.11" => &ACCESS,
        "1.3.6.1.4.1.11129.2.4.2" => &SCTS,
        "1.3.6.1.5.5.7.1.24" => &FEATURES,
        "2.5.29.16" => &PERIOD,
        "1.3.6.1.5.5.7.48.1.5" | "1.3.6.1.4.1.11129.2.4.3" => &NOTHING,
        "2.5.29.20" => &CRL_NUMBER,
        "2.5.29.27" => &BASE_NUMBER,
        "2.5.29.28" => &ISSUING_POINT,
        "2.5.29.21" => &REASON,
        "2.5.29.24" => &INVALIDITY,
        _ => return None,
    })
}

static GENERAL_NAMES: Rule = Rule::Each(GENERAL_NAME);

static GENERAL_NAME: &[Member] = &[
    tagged(
        0,
        Field::OtherName,
        &Rule::Members(&[
            leaf(Want::Type(OID), Field::TypeId),
            tagged(
                0,
                Field::OtherNameValue,
                &Rule::Each(&[leaf(Want::Any, Field::Value)]),
            ),
        ]),
    ),
    leaf(Want::Tag(1), Field::Rfc822Name),
    leaf(Want::Tag(2), Field::DnsName),
    tagged(
        4,
        Field::DirectoryName,
        &Rule::Each(&[sequence(Field::RdnSequence, &NAME)]),
    ),
    leaf(Want::Tag(5), Field::EdiPartyName),
    leaf(Want::Tag(6), Field::UniformResourceIdentifier),
    leaf(Want::Tag(7), Field::IpAddress),
    leaf(Want::Tag(8), Field::RegisteredId),
];

static SUBTREES: Rule = Rule::Each(&[sequence(Field::GeneralSubtree, &GENERAL_NAMES)]);

static AUTHORITY_KEY_ID: Rule = Rule::Members(&[
    leaf(Want::Tag(0), Field::KeyIdentifier),
    tagged(1, Field::AuthorityCertIssuer, &GENERAL_NAMES),
    leaf(Want::Tag(2), Field::AuthorityCertSerialNumber),
]);

static POLICY_LIST: Rule = Rule::Each(&[sequence(
    Field::PolicyInformation,
    &Rule::Members(&[
        leaf(Want::Type(OID), Field::PolicyIdentifier),
        sequence(
            Field::PolicyQualifiers,
            &Rule::Each(&[sequence(
                Field::PolicyQualifierInfo,
                &Rule::Members(&[
                    leaf(Want::Type(OID), Field::PolicyQualifierId),
                    member(
                        Want::Any,
                        Field::Qualifier,
                        &Rule::Each(&[leaf(Want::Any, Field::Value)]),
                    ),
                ]),
            )]),
        ),
    ]),
)]);

static POINT_NAME: Rule = Rule::Each(&[
    tagged(0, Field::FullName, &GENERAL_NAMES),
    leaf(Want::Tag(1), Field::NameRelativeToCrlIssuer),
]);

static DISTRIBUTION_POINT: Rule = Rule::Members(&[
    tagged(0, Field::DistributionPointName, &POINT_NAME),
    leaf(Want::Tag(1), Field::Reasons),
    tagged(2, Field::CrlIssuer, &GENERAL_NAMES),
]);

static ISSUING: Rule = Rule::Members(&[
    tagged(0, Field::DistributionPointName, &POINT_NAME),
    leaf(Want::Tag(1), Field::OnlyContainsUserCerts),
    leaf(Want::Tag(2), Field::OnlyContainsCaCerts),
    leaf(Want::Tag(3), Field::OnlySomeReasons),
    leaf(Want::Tag(4), Field::IndirectCrl),
    leaf(Want::Tag(5), Field::OnlyContainsAttributeCerts),
]);
