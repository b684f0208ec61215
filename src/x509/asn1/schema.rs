//! The ASN.1 modules of the RFCs as one table: which member stands where.

mod extension;
mod key;

use super::{Field, Shape};
use extension::extension;
use key::{EC_KEY, ENCRYPTED_KEY, PRIVATE_KEY_INFO, RSA_KEY};

/// What is known about the inside of an element.
pub(super) enum Rule {
    /// Nothing.
    Leaf,
    /// Members in order; those that are absent are passed over.
    Members(&'static [Member]),
    /// Any number of elements, each one of these.
    Each(&'static [Member]),
    /// Members in order; the identifier among them says what [`Rule::Chosen`] means.
    ByIdentifier(&'static [Member], fn(&str) -> Option<&'static Member>),
    /// What the identifier beside it says.
    Chosen,
}

/// A member: how it is recognised, what it is called, what is inside.
pub(super) struct Member {
    pub(super) want: Want,
    pub(super) field: Field,
    pub(super) rule: &'static Rule,
    /// `DEFAULT FALSE`.
    pub(super) default_false: bool,
}

/// How a member is recognised.
#[derive(Clone, Copy)]
pub(super) enum Want {
    Any,
    /// By its universal type.
    Type(u32),
    /// `UTCTime` or `GeneralizedTime`.
    Time,
    /// By its context-specific tag.
    Tag(u32),
}

/// Name and rule of a whole structure.
pub(super) fn of(shape: Shape) -> (Field, &'static Rule) {
    match shape {
        Shape::Certificate => (Field::Certificate, &CERTIFICATE),
        Shape::CertificationRequest => (Field::CertificationRequest, &REQUEST),
        Shape::CertificateList => (Field::CertificateList, &CRL),
        Shape::PrivateKeyInfo => (Field::PrivateKeyInfo, &PRIVATE_KEY_INFO),
        Shape::EncryptedPrivateKeyInfo => (Field::EncryptedPrivateKeyInfo, &ENCRYPTED_KEY),
        Shape::RsaPrivateKey => (Field::RsaPrivateKey, &RSA_KEY),
        Shape::EcPrivateKey => (Field::EcPrivateKey, &EC_KEY),
        Shape::SubjectPublicKeyInfo => (Field::SubjectPublicKeyInfo, &SPKI),
        Shape::ContentInfo => (Field::ContentInfo, &CONTENT_INFO),
        Shape::Pfx => (Field::Pfx, &PFX),
    }
}

/// The values of a request's attribute (RFC 2985 §5.4).
fn attribute(oid: &str) -> Option<&'static Member> {
    static EXTENSION_REQUEST: Member = sequence(Field::ExtensionList, &EXTENSIONS);
    static PASSWORD: Member = leaf(Want::Any, Field::ChallengePassword);
    match oid {
        "1.2.840.113549.1.9.14" => Some(&EXTENSION_REQUEST),
        "1.2.840.113549.1.9.7" => Some(&PASSWORD),
        _ => None,
    }
}

const fn member(want: Want, field: Field, rule: &'static Rule) -> Member {
    Member {
        want,
        field,
        rule,
        default_false: false,
    }
}

const fn leaf(want: Want, field: Field) -> Member {
    member(want, field, &Rule::Leaf)
}

const fn flag(want: Want, field: Field) -> Member {
    Member {
        want,
        field,
        rule: &Rule::Leaf,
        default_false: true,
    }
}

const fn sequence(field: Field, rule: &'static Rule) -> Member {
    member(Want::Type(SEQUENCE), field, rule)
}

const fn set(field: Field, rule: &'static Rule) -> Member {
    member(Want::Type(SET), field, rule)
}

const fn tagged(number: u32, field: Field, rule: &'static Rule) -> Member {
    member(Want::Tag(number), field, rule)
}

static CERTIFICATE: Rule = Rule::Members(&[
    sequence(
        Field::TbsCertificate,
        &Rule::Members(&[
            tagged(
                0,
                Field::Version,
                &Rule::Members(&[leaf(Want::Type(INTEGER), Field::VersionNumber)]),
            ),
            leaf(Want::Type(INTEGER), Field::SerialNumber),
            sequence(Field::Signature, &ALGORITHM),
            sequence(Field::Issuer, &NAME),
            sequence(
                Field::Validity,
                &Rule::Members(&[
                    leaf(Want::Time, Field::NotBefore),
                    leaf(Want::Time, Field::NotAfter),
                ]),
            ),
            sequence(Field::Subject, &NAME),
            sequence(Field::SubjectPublicKeyInfo, &SPKI),
            leaf(Want::Tag(1), Field::IssuerUniqueId),
            leaf(Want::Tag(2), Field::SubjectUniqueId),
            tagged(3, Field::Extensions, &EXTENSION_TAG),
        ]),
    ),
    sequence(Field::SignatureAlgorithm, &ALGORITHM),
    member(Want::Type(BITS), Field::SignatureValue, &SIGNATURE),
]);

static REQUEST: Rule = Rule::Members(&[
    sequence(
        Field::CertificationRequestInfo,
        &Rule::Members(&[
            leaf(Want::Type(INTEGER), Field::Version),
            sequence(Field::Subject, &NAME),
            sequence(Field::SubjectPublicKeyInfo, &SPKI),
            tagged(0, Field::Attributes, &ATTRIBUTES),
        ]),
    ),
    sequence(Field::SignatureAlgorithm, &ALGORITHM),
    member(Want::Type(BITS), Field::SignatureValue, &SIGNATURE),
]);

static CRL: Rule = Rule::Members(&[
    sequence(
        Field::TbsCertList,
        &Rule::Members(&[
            leaf(Want::Type(INTEGER), Field::Version),
            sequence(Field::Signature, &ALGORITHM),
            sequence(Field::Issuer, &NAME),
            leaf(Want::Time, Field::ThisUpdate),
            leaf(Want::Time, Field::NextUpdate),
            sequence(
                Field::RevokedCertificates,
                &Rule::Each(&[sequence(
                    Field::RevokedCertificate,
                    &Rule::Members(&[
                        leaf(Want::Type(INTEGER), Field::UserCertificate),
                        leaf(Want::Time, Field::RevocationDate),
                        sequence(Field::CrlEntryExtensions, &EXTENSIONS),
                    ]),
                )]),
            ),
            tagged(0, Field::CrlExtensions, &EXTENSION_TAG),
        ]),
    ),
    sequence(Field::SignatureAlgorithm, &ALGORITHM),
    member(Want::Type(BITS), Field::SignatureValue, &SIGNATURE),
]);

static ALGORITHM: Rule = Rule::Members(&[
    leaf(Want::Type(OID), Field::Algorithm),
    leaf(Want::Any, Field::Parameters),
]);

static NAME: Rule = Rule::Each(&[set(
    Field::RelativeDistinguishedName,
    &Rule::Each(&[sequence(
        Field::AttributeTypeAndValue,
        &Rule::Members(&[
            leaf(Want::Type(OID), Field::AttributeType),
            leaf(Want::Any, Field::AttributeValue),
        ]),
    )]),
)]);

static SPKI: Rule = Rule::Members(&[
    sequence(Field::AlgorithmIdentifier, &ALGORITHM),
    member(
        Want::Type(BITS),
        Field::SubjectPublicKey,
        &Rule::Each(&[sequence(
            Field::RsaPublicKey,
            &Rule::Members(&[
                leaf(Want::Type(INTEGER), Field::Modulus),
                leaf(Want::Type(INTEGER), Field::PublicExponent),
            ]),
        )]),
    ),
]);

static SIGNATURE: Rule = Rule::Each(&[sequence(
    Field::EcdsaSigValue,
    &Rule::Members(&[
        leaf(Want::Type(INTEGER), Field::SignatureR),
        leaf(Want::Type(INTEGER), Field::SignatureS),
    ]),
)]);

static EXTENSION_TAG: Rule = Rule::Members(&[sequence(Field::ExtensionList, &EXTENSIONS)]);

static EXTENSIONS: Rule = Rule::Each(&[sequence(
    Field::Extension,
    &Rule::ByIdentifier(
        &[
            leaf(Want::Type(OID), Field::ExtnId),
            flag(Want::Type(BOOLEAN), Field::Critical),
            member(Want::Type(OCTETS), Field::ExtnValue, &Rule::Chosen),
        ],
        extension,
    ),
)]);

static ATTRIBUTES: Rule = Rule::Each(&[sequence(
    Field::Attribute,
    &Rule::ByIdentifier(
        &[
            leaf(Want::Type(OID), Field::AttributeType),
            set(Field::AttributeValues, &Rule::Chosen),
        ],
        attribute,
    ),
)]);

static CONTENT_INFO: Rule = Rule::Members(&[
    leaf(Want::Type(OID), Field::ContentType),
    tagged(
        0,
        Field::Content,
        &Rule::Each(&[sequence(Field::SignedData, &SIGNED_DATA)]),
    ),
]);

static SIGNED_DATA: Rule = Rule::Members(&[
    leaf(Want::Type(INTEGER), Field::CmsVersion),
    set(
        Field::DigestAlgorithms,
        &Rule::Each(&[sequence(Field::AlgorithmIdentifier, &ALGORITHM)]),
    ),
    sequence(
        Field::EncapContentInfo,
        &Rule::Members(&[
            leaf(Want::Type(OID), Field::ContentType),
            leaf(Want::Tag(0), Field::Content),
        ]),
    ),
    tagged(
        0,
        Field::Certificates,
        &Rule::Each(&[sequence(Field::Certificate, &CERTIFICATE)]),
    ),
    tagged(
        1,
        Field::Crls,
        &Rule::Each(&[sequence(Field::CertificateList, &CRL)]),
    ),
    leaf(Want::Type(SET), Field::SignerInfos),
]);

static PFX: Rule = Rule::Members(&[
    leaf(Want::Type(INTEGER), Field::KeyVersion),
    sequence(Field::AuthSafe, &CONTENT_INFO),
    leaf(Want::Type(SEQUENCE), Field::MacData),
]);

const BOOLEAN: u32 = 1;
const INTEGER: u32 = 2;
const BITS: u32 = 3;
const OCTETS: u32 = 4;
const NULL: u32 = 5;
const OID: u32 = 6;
const ENUMERATED: u32 = 10;
const SEQUENCE: u32 = 16;
const SET: u32 = 17;
