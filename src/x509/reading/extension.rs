//! Extensions, decoded (RFC 5280 §4.2; RFC 6962; RFC 7633).

use der::asn1::{Ia5StringRef, OctetStringRef, Utf8StringRef};
use der::{Decode as _, Encode as _, Tagged as _};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::certpolicy::PolicyQualifierInfo;
use x509_cert::ext::pkix::crl::dp::{DistributionPoint, ReasonFlags, Reasons};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
    CrlDistributionPoints, ExtendedKeyUsage, InhibitAnyPolicy, KeyUsage, NameConstraints,
    PolicyConstraints, PolicyMappings, SubjectAltName,
};

use super::{Label, Line, Section, Topic, Value, crl, general_name, transparency};
use crate::encoding::hex;
use crate::x509::asn1::Tree;
use crate::x509::extension::bits_of;
use crate::x509::oid;

/// One section for each extension, in the order in which they stand.
pub(super) fn sections(extensions: &[Extension]) -> Vec<Section> {
    extensions.iter().map(section).collect()
}

fn section(extension: &Extension) -> Section {
    let id = extension.extn_id.to_string();
    let value = extension.extn_value.as_bytes();
    let (lines, malformed, raw) = match lines(&id, value) {
        Some(Ok(lines)) => (lines, false, None),
        Some(Err(_)) => (Vec::new(), true, Some(value.to_vec())),
        None => (Vec::new(), false, Some(value.to_vec())),
    };
    Section {
        topic: Topic::Extension(id),
        critical: Some(extension.critical),
        lines,
        malformed,
        raw,
    }
}

/// The fields of an extension that is known here.
fn lines(id: &str, value: &[u8]) -> Option<der::Result<Vec<Line>>> {
    Some(match id {
        oid::SUBJECT_ALT_NAME | "2.5.29.18" | "2.5.29.29" => {
            SubjectAltName::from_der(value).map(|names| named(Label::Name, &names.0))
        }
        oid::KEY_USAGE => KeyUsage::from_der(value).map(|usage| {
            bits_of(usage)
                .into_iter()
                .map(|bit| Line::new(Label::Usage, Value::Usage(bit)))
                .collect()
        }),
        oid::EXT_KEY_USAGE => ExtendedKeyUsage::from_der(value).map(|purposes| {
            let purposes = purposes.0.iter().map(ToString::to_string);
            purposes
                .map(|purpose| Line::new(Label::Purpose, Value::Identifier(purpose)))
                .collect()
        }),
        oid::BASIC_CONSTRAINTS => BasicConstraints::from_der(value).map(|constraints| {
            let mut lines = vec![Line::new(Label::IsCa, Value::Flag(constraints.ca))];
            let length = constraints.path_len_constraint;
            lines.extend(length.map(|length| number(Label::PathLength, length.into())));
            lines
        }),
        "2.5.29.14" => <&OctetStringRef>::from_der(value).map(|id| {
            vec![Line::new(
                Label::KeyId,
                Value::Octets(id.as_bytes().to_vec()),
            )]
        }),
        "2.5.29.35" => AuthorityKeyIdentifier::from_der(value).map(|id| authority(&id)),
        oid::NAME_CONSTRAINTS => NameConstraints::from_der(value).map(|constraints| {
            let bases = |label, subtrees: Option<Vec<_>>| {
                let subtrees = subtrees.unwrap_or_default().into_iter();
                subtrees.map(
                    move |subtree: x509_cert::ext::pkix::constraints::name::GeneralSubtree| {
                        one(label, &subtree.base)
                    },
                )
            };
            bases(Label::Permitted, constraints.permitted_subtrees)
                .chain(bases(Label::Excluded, constraints.excluded_subtrees))
                .collect()
        }),
        "2.5.29.32" => CertificatePolicies::from_der(value).map(|policies| policy(&policies)),
        "2.5.29.33" => PolicyMappings::from_der(value).map(|mappings| {
            let pairs = mappings.0.iter();
            pairs
                .map(|pair| {
                    let from = oid::show(&pair.issuer_domain_policy.to_string());
                    let to = oid::show(&pair.subject_domain_policy.to_string());
                    Line::text(Label::Mapping, format!("{from} → {to}"))
                })
                .collect()
        }),
        "2.5.29.36" => PolicyConstraints::from_der(value).map(|constraints| {
            [
                (
                    Label::RequireExplicitPolicy,
                    constraints.require_explicit_policy,
                ),
                (Label::InhibitMapping, constraints.inhibit_policy_mapping),
            ]
            .into_iter()
            .filter_map(|(label, skip)| Some(number(label, skip?.into())))
            .collect()
        }),
        "2.5.29.54" => InhibitAnyPolicy::from_der(value)
            .map(|skip| vec![number(Label::InhibitAny, skip.0.into())]),
        "2.5.29.31" | "2.5.29.46" => CrlDistributionPoints::from_der(value)
            .map(|points| points.0.iter().flat_map(point).collect()),
        "1.3.6.1.5.5.7.1.1" | "1.3.6.1.5.5.7.1.11" => {
            AuthorityInfoAccessSyntax::from_der(value).map(|places| access(&places))
        }
        "1.3.6.1.5.5.7.1.24" => Vec::<u32>::from_der(value).map(|features| {
            let features = features.into_iter();
            features
                .map(|feature| number(Label::Feature, feature.into()))
                .collect()
        }),
        "1.3.6.1.4.1.11129.2.4.2" => transparency::read(value),
        "1.3.6.1.5.5.7.48.1.5" | "1.3.6.1.4.1.11129.2.4.3" => der::asn1::Null::from_der(value)
            .map(|der::asn1::Null| vec![Line::new(Label::Present, Value::Flag(true))]),
        _ => return crl::extension(id, value),
    })
}

pub(super) fn number(label: Label, number: u64) -> Line {
    Line::new(label, Value::Number(number))
}

fn one(label: Label, name: &GeneralName) -> Line {
    let (kind, text) = general_name::show(name);
    Line::new(label, Value::Name(kind, text))
}

pub(super) fn named(label: Label, names: &[GeneralName]) -> Vec<Line> {
    names.iter().map(|name| one(label, name)).collect()
}

fn authority(id: &AuthorityKeyIdentifier) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(key) = &id.key_identifier {
        let octets = key.as_bytes().to_vec();
        lines.push(Line::new(Label::KeyId, Value::Octets(octets)));
    }
    let issuer = id.authority_cert_issuer.as_deref().unwrap_or_default();
    lines.extend(named(Label::AuthorityIssuer, issuer));
    if let Some(serial) = &id.authority_cert_serial_number {
        lines.push(Line::text(Label::AuthoritySerial, hex(serial.as_bytes())));
    }
    lines
}

fn policy(policies: &CertificatePolicies) -> Vec<Line> {
    let mut lines = Vec::new();
    for policy in &policies.0 {
        lines.push(Line::new(
            Label::Policy,
            Value::Identifier(policy.policy_identifier.to_string()),
        ));
        let qualifiers = policy.policy_qualifiers.as_deref().unwrap_or_default();
        lines.extend(qualifiers.iter().map(qualifier));
    }
    lines
}

/// A practice statement's address, or the words of a notice (RFC 5280 §4.2.1.4).
fn qualifier(info: &PolicyQualifierInfo) -> Line {
    let value = info.qualifier.as_ref();
    if let Some(uri) = value.and_then(|value| Ia5StringRef::try_from(value).ok()) {
        return Line::text(Label::PracticeStatement, uri.as_str());
    }
    let der = value
        .and_then(|value| value.to_der().ok())
        .unwrap_or_default();
    Line::text(Label::Notice, texts(&der).unwrap_or_else(|| hex(&der)))
}

/// All texts in a value, whichever string types they have.
fn texts(der: &[u8]) -> Option<String> {
    let tree = Tree::read(der).ok()?;
    let texts: Vec<String> = (0..tree.nodes().len())
        .filter_map(|index| match tree.value(index) {
            crate::x509::asn1::Value::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join(" · "))
}

fn access(places: &AuthorityInfoAccessSyntax) -> Vec<Line> {
    let places = places.0.iter();
    places
        .map(|place| {
            let method = place.access_method.to_string();
            let label = match method.as_str() {
                "1.3.6.1.5.5.7.48.1" => Label::Ocsp,
                "1.3.6.1.5.5.7.48.2" => Label::CaIssuers,
                _ => Label::Access,
            };
            one(label, &place.access_location)
        })
        .collect()
}

fn point(point: &DistributionPoint) -> Vec<Line> {
    let names = point
        .distribution_point
        .as_ref()
        .map(general_name::point)
        .unwrap_or_default();
    let mut lines: Vec<Line> = names
        .into_iter()
        .map(|(kind, text)| Line::new(Label::Crl, Value::Name(kind, text)))
        .collect();
    if let Some(reasons) = point.reasons {
        lines.push(Line::text(Label::Reasons, reasons_text(reasons)));
    }
    let issuer = point.crl_issuer.as_deref().unwrap_or_default();
    lines.extend(named(Label::CrlIssuer, issuer));
    lines
}

/// Reasons by the names that RFC 5280 §4.2.1.13 gives them.
pub(super) fn reasons_text(reasons: ReasonFlags) -> String {
    let all = [
        (Reasons::Unused, "unused"),
        (Reasons::KeyCompromise, "keyCompromise"),
        (Reasons::CaCompromise, "cACompromise"),
        (Reasons::AffiliationChanged, "affiliationChanged"),
        (Reasons::Superseded, "superseded"),
        (Reasons::CessationOfOperation, "cessationOfOperation"),
        (Reasons::CertificateHold, "certificateHold"),
        (Reasons::PrivilegeWithdrawn, "privilegeWithdrawn"),
        (Reasons::AaCompromise, "aACompromise"),
    ];
    let set = all.iter().filter(|(flag, _)| reasons.contains(*flag));
    set.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}

/// What a request's attribute says, where it is text.
pub(super) fn attribute_text(value: &der::Any) -> String {
    if let Ok(text) = Utf8StringRef::try_from(value) {
        return text.as_str().to_owned();
    }
    let der = value.to_der().unwrap_or_default();
    texts(&der).unwrap_or_else(|| format!("{} {}", value.tag(), hex(&der)))
}
