//! What a person can learn from a certificate, request, list or key: every field
//! and every known extension, as data that the page puts into words.
//!
//! Reading is forgiving: an extension that cannot be decoded is a section with its
//! bytes and says so; one that is not known here is a section with its bytes.

mod certificate;
mod crl;
mod extension;
mod general_name;
mod key;
mod request;
mod transparency;

use super::asn1::{Shape, Tree};
use super::usage::KeyUsageBit;
use crate::clock::Timestamp;

pub(super) use crl::name as reason_name;
pub use general_name::NameKind;
pub(super) use general_name::show as show_name;
pub(super) use key::{curve, rsa_bits, rsa_numbers};

/// Everything said by one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it is.
    pub shape: Option<Shape>,
    /// In one line.
    pub gist: Gist,
    /// In full.
    pub sections: Vec<Section>,
}

/// The few facts that tell one certificate from another in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// What it should be called: a common name, a first alternative name, a serial number.
    pub title: String,
    /// The subject, as RFC 4514 text.
    pub subject: String,
    /// The issuer, as RFC 4514 text.
    pub issuer: Option<String>,
    /// Since when it holds.
    pub not_before: Option<Timestamp>,
    /// Until when it holds; for a list, when the next one is due.
    pub not_after: Option<Timestamp>,
    /// Whether it may sign certificates.
    pub is_ca: bool,
    /// Whether subject and issuer are the same.
    pub is_self_issued: bool,
    /// Names it speaks for.
    pub names: Vec<String>,
    /// The kind of key.
    pub key: Option<String>,
}

/// Fields that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What they are about.
    pub topic: Topic,
    /// For an extension: whether software that does not know it must refuse.
    pub critical: Option<bool>,
    /// The fields.
    pub lines: Vec<Line>,
    /// Whether the extension could not be decoded.
    pub malformed: bool,
    /// The DER, for an extension that is not known here or is malformed.
    pub raw: Option<Vec<u8>>,
}

/// What a section is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Who and by whom.
    Identity,
    /// When.
    Validity,
    /// The key.
    Key,
    /// How it was signed.
    Signature,
    /// Hashes.
    Fingerprints,
    /// A request's attributes.
    Attributes,
    /// Revoked certificates.
    Revoked,
    /// An extension, by its object identifier.
    Extension(String),
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub label: Label,
    /// What it says.
    pub value: Value,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// Subject.
    Subject,
    /// Issuer.
    Issuer,
    /// Serial number.
    SerialNumber,
    /// Version of the structure.
    Version,
    /// First moment.
    NotBefore,
    /// Last moment.
    NotAfter,
    /// The kind of key.
    KeyAlgorithm,
    /// Its size in bits.
    KeySize,
    /// The curve.
    Curve,
    /// RSA's modulus.
    Modulus,
    /// RSA's exponent.
    Exponent,
    /// The key's octets.
    PublicKey,
    /// How it was signed.
    SignatureAlgorithm,
    /// The signature.
    SignatureValue,
    /// SHA-1 over the DER.
    Sha1,
    /// SHA-256 over the DER.
    Sha256,
    /// SHA-256 over the public key, as pins have it.
    SpkiSha256,
    /// A name.
    Name,
    /// A key's identifier.
    KeyId,
    /// The issuer's issuer.
    AuthorityIssuer,
    /// The issuer's serial number.
    AuthoritySerial,
    /// What the key may do.
    Usage,
    /// A purpose.
    Purpose,
    /// Whether it may sign certificates.
    IsCa,
    /// How many CAs may follow.
    PathLength,
    /// Names within this.
    Permitted,
    /// No names within this.
    Excluded,
    /// A policy.
    Policy,
    /// Where the policy is to be read.
    PracticeStatement,
    /// What is to be shown of it.
    Notice,
    /// Two policies taken as equal.
    Mapping,
    /// A policy is compulsory after so many certificates.
    RequireExplicitPolicy,
    /// Mappings end after so many certificates.
    InhibitMapping,
    /// anyPolicy ends after so many certificates.
    InhibitAny,
    /// Where OCSP answers.
    Ocsp,
    /// Where the issuer's certificate is.
    CaIssuers,
    /// Another place.
    Access,
    /// Where a list is.
    Crl,
    /// The list's issuer.
    CrlIssuer,
    /// For which reasons.
    Reasons,
    /// A log.
    Log,
    /// When it promised.
    LoggedAt,
    /// How it signed.
    LogSignature,
    /// A TLS extension.
    Feature,
    /// When this list was made.
    ThisUpdate,
    /// When the next is due.
    NextUpdate,
    /// A list's number.
    CrlNumber,
    /// The list that this one changes.
    BaseCrl,
    /// Only end entities.
    OnlyUserCertificates,
    /// Only CAs.
    OnlyCaCertificates,
    /// Only attribute certificates.
    OnlyAttributeCertificates,
    /// Other issuers' too.
    Indirect,
    /// How many.
    Count,
    /// A revoked certificate.
    Revoked,
    /// A password in a request.
    ChallengePassword,
    /// An attribute.
    Attribute,
    /// It is there, and that is all.
    Present,
}

/// What a field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text as it stands.
    Text(String),
    /// A moment.
    Time(Timestamp),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u64),
    /// Octets.
    Octets(Vec<u8>),
    /// An object identifier.
    Identifier(String),
    /// A name of some kind.
    Name(NameKind, String),
    /// A use of the key.
    Usage(KeyUsageBit),
    /// A revoked certificate: serial number, when, and why if that is said.
    Revoked(String, Timestamp, Option<&'static str>),
}

impl Reading {
    /// Reads DER of any kind. What cannot be decoded has no sections.
    pub fn of(der: &[u8]) -> Self {
        let tree = Tree::read(der).ok();
        Self::of_shape(der, tree.as_ref().and_then(Tree::shape))
    }

    /// Reads DER of a known shape.
    pub fn of_shape(der: &[u8], shape: Option<Shape>) -> Self {
        let read = match shape {
            Some(Shape::Certificate) => certificate::read(der),
            Some(Shape::CertificationRequest) => request::read(der),
            Some(Shape::CertificateList) => crl::read(der),
            Some(Shape::SubjectPublicKeyInfo) => key::public(der),
            Some(Shape::PrivateKeyInfo | Shape::EcPrivateKey | Shape::RsaPrivateKey) => {
                key::private(der, shape)
            }
            _ => None,
        };
        let (gist, sections) = read.unwrap_or_default();
        Self {
            shape,
            gist,
            sections,
        }
    }

    /// Whether it was understood.
    pub fn is_decoded(&self) -> bool {
        !self.sections.is_empty()
    }
}

impl Section {
    fn new(topic: Topic, lines: Vec<Line>) -> Self {
        Self {
            topic,
            critical: None,
            lines,
            malformed: false,
            raw: None,
        }
    }
}

impl Line {
    const fn new(label: Label, value: Value) -> Self {
        Self { label, value }
    }

    fn text(label: Label, text: impl Into<String>) -> Self {
        Self::new(label, Value::Text(text.into()))
    }
}

type Read = (Gist, Vec<Section>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::testing;

    fn says(reading: &Reading, label: Label) -> Vec<Value> {
        let lines = reading.sections.iter().flat_map(|section| &section.lines);
        lines
            .filter(|line| line.label == label)
            .map(|line| line.value.clone())
            .collect()
    }

    #[test]
    fn a_certificate_is_read_in_full() {
        let [_, _, leaf] = testing::chain();
        let reading = Reading::of(leaf.der());
        assert_eq!(reading.gist.title, "a.test");
        assert_eq!(reading.gist.issuer.as_deref(), Some("CN=Intermediate"));
        assert_eq!(reading.gist.names, ["a.test", "*.a.test"]);
        assert_eq!(
            says(&reading, Label::Name),
            [
                Value::Name(NameKind::Dns, "a.test".to_owned()),
                Value::Name(NameKind::Dns, "*.a.test".to_owned())
            ]
        );
        assert_eq!(
            says(&reading, Label::NotBefore),
            [Value::Time(testing::NOW)]
        );
        assert_eq!(says(&reading, Label::IsCa), [Value::Flag(false)]);
        assert!(reading.sections.iter().all(|section| !section.malformed));
    }

    #[test]
    fn a_request_and_a_public_ca_are_read() {
        let request = testing::request(&testing::params("b.test", &["b.test"]), &testing::key(1));
        let reading = Reading::of(request.der());
        assert_eq!(reading.shape, Some(Shape::CertificationRequest));
        assert_eq!(
            says(&reading, Label::Name),
            [Value::Name(NameKind::Dns, "b.test".to_owned())]
        );
        let pem = include_str!("../../tests/data/isrg-root-x1.pem");
        let root = crate::x509::Certificate::from_pem(pem).unwrap();
        let reading = Reading::of(root.der());
        assert_eq!(says(&reading, Label::KeySize), [Value::Number(4096)]);
        assert!(reading.gist.is_ca && reading.gist.is_self_issued);
        assert_eq!(
            says(&reading, Label::Usage),
            [
                Value::Usage(KeyUsageBit::KeyCertSign),
                Value::Usage(KeyUsageBit::CrlSign)
            ]
        );
    }

    #[test]
    fn hostile_bytes_are_read_or_not_but_never_panic() {
        use crate::entropy::{Entropy as _, SeededEntropy};
        let [_, _, leaf] = testing::chain();
        let mut entropy = SeededEntropy::new([9; 32]);
        for _ in 0..2_000 {
            let mut noise = [0; 3];
            entropy.fill(&mut noise);
            let mut changed = leaf.der().to_vec();
            let at = (usize::from(noise[0]) * 256 + usize::from(noise[1])) % changed.len();
            changed[at] ^= noise[2] | 1;
            let _ = Reading::of_shape(&changed, Some(Shape::Certificate));
        }
    }
}
