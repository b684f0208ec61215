//! A certificate decoded once, for all rules.

use der::Tag;
use der::Tagged as _;
use x509_cert::TbsCertificate;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
    CrlDistributionPoints, KeyUsage, NameConstraints, SubjectAltName,
};
use x509_cert::name::Name;

use super::Role;
use crate::x509::KeyUsageBit;
use crate::x509::distinguished::text;
use crate::x509::extension::bits_of;
use crate::x509::oid;
use crate::x509::view::View;

/// What rules look at. An extension that cannot be decoded counts as absent here: the
/// rule on malformed extensions speaks of it.
pub(super) struct Subject {
    pub(super) view: View,
    pub(super) role: Role,
    /// Speaks for TLS servers: has no purposes, or that one.
    pub(super) is_tls: bool,
    pub(super) constraints: Option<(bool, BasicConstraints)>,
    pub(super) usage: Option<(bool, Vec<KeyUsageBit>)>,
    pub(super) purposes: Option<Vec<String>>,
    pub(super) names: Option<(bool, Vec<GeneralName>)>,
    pub(super) policies: Vec<Policy>,
    pub(super) points: Option<(bool, CrlDistributionPoints)>,
    pub(super) access: Option<AuthorityInfoAccessSyntax>,
    pub(super) authority: Option<AuthorityKeyIdentifier>,
    pub(super) subtrees: Option<(bool, NameConstraints)>,
    pub(super) attributes: Vec<Attribute>,
}

/// A policy and the identifiers of its qualifiers.
pub(super) struct Policy {
    pub(super) oid: String,
    pub(super) qualifiers: Vec<String>,
}

/// One attribute of the subject's name.
pub(super) struct Attribute {
    pub(super) oid: String,
    pub(super) tag: Tag,
    pub(super) text: Option<String>,
    /// Which relative name it stands in.
    pub(super) place: usize,
}

impl Subject {
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let view = View::from_der(der).ok()?;
        let constraints = view.readable::<BasicConstraints>();
        let is_ca = constraints
            .as_ref()
            .is_some_and(|(_, constraints)| constraints.ca);
        let role = match (is_ca, view.is_self_issued()) {
            (true, true) => Role::Root,
            (true, false) => Role::Intermediate,
            (false, _) => Role::Leaf,
        };
        let purposes = view.purposes();
        let is_tls = purposes.as_ref().is_none_or(|purposes| {
            let serves = |purpose: &String| purpose == SERVER_AUTH || purpose == ANY_PURPOSE;
            purposes.iter().any(serves)
        });
        let policies = view
            .readable::<CertificatePolicies>()
            .map(|(_, policies)| policies.0.iter().map(Policy::of).collect());
        Some(Self {
            role,
            is_tls,
            constraints,
            usage: view
                .readable::<KeyUsage>()
                .map(|(critical, usage)| (critical, bits_of(usage))),
            purposes,
            names: view
                .readable::<SubjectAltName>()
                .map(|(critical, names)| (critical, names.0)),
            policies: policies.unwrap_or_default(),
            points: view.readable(),
            access: view.readable().map(|(_, access)| access),
            authority: view.readable().map(|(_, authority)| authority),
            subtrees: view.readable(),
            attributes: attributes(view.tbs().subject()),
            view,
        })
    }

    pub(super) fn tbs(&self) -> &TbsCertificate {
        self.view.tbs()
    }

    pub(super) fn is_ca(&self) -> bool {
        matches!(self.role, Role::Root | Role::Intermediate)
    }

    /// Whether an extension is there; and whether it is critical.
    pub(super) fn critical(&self, oid: &str) -> Option<bool> {
        self.view.find(oid).map(|extension| extension.critical)
    }

    /// The bits of its key usage.
    pub(super) fn bits(&self) -> &[KeyUsageBit] {
        self.usage.as_ref().map_or(&[], |(_, bits)| bits)
    }

    pub(super) fn may(&self, bit: KeyUsageBit) -> bool {
        self.bits().contains(&bit)
    }

    /// Its alternative names.
    pub(super) fn all_names(&self) -> &[GeneralName] {
        self.names.as_ref().map_or(&[], |(_, names)| names)
    }

    /// The DNS names among them, as they are written.
    pub(super) fn dns_names(&self) -> impl Iterator<Item = &str> {
        self.all_names().iter().filter_map(|name| match name {
            GeneralName::DnsName(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The attributes of one type.
    pub(super) fn attributes_of(&self, oid: &str) -> impl Iterator<Item = &Attribute> {
        self.attributes
            .iter()
            .filter(move |attribute| attribute.oid == oid)
    }

    pub(super) fn has_policy(&self, oid: &str) -> bool {
        self.policies.iter().any(|policy| policy.oid == oid)
    }

    /// How long it holds; both ends belong to it (RFC 5280 §4.1.2.5). Negative where
    /// the ends are the wrong way round.
    pub(super) fn lifetime_secs(&self) -> i64 {
        let end = self.view.not_after().unix_secs();
        let start = self.view.not_before().unix_secs();
        end.saturating_sub(start).saturating_add(1)
    }
}

impl Policy {
    fn of(policy: &x509_cert::ext::pkix::certpolicy::PolicyInformation) -> Self {
        let qualifiers = policy.policy_qualifiers.as_deref().unwrap_or_default();
        Self {
            oid: policy.policy_identifier.to_string(),
            qualifiers: qualifiers
                .iter()
                .map(|qualifier| qualifier.policy_qualifier_id.to_string())
                .collect(),
        }
    }
}

impl Attribute {
    /// Its type's name and its value.
    pub(super) fn show(&self) -> String {
        let value = self.text.as_deref().unwrap_or("?");
        format!("{}={value}", oid::name(&self.oid).unwrap_or(&self.oid))
    }
}

fn attributes(name: &Name) -> Vec<Attribute> {
    let mut all = Vec::new();
    for (place, relative) in name.iter_rdn().enumerate() {
        all.extend(relative.iter().map(|attribute| Attribute {
            oid: attribute.oid.to_string(),
            tag: attribute.value.tag(),
            text: text(&attribute.value),
            place,
        }));
    }
    all
}

pub(super) const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
pub(super) const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
pub(super) const ANY_PURPOSE: &str = "2.5.29.37.0";
pub(super) const ANY_POLICY: &str = "2.5.29.32.0";
pub(super) const DOMAIN_VALIDATED: &str = "2.23.140.1.2.1";

/// Identifiers of extensions that have no name of ours elsewhere.
pub(super) mod ext {
    pub(in crate::x509::lint) const SUBJECT_KEY_ID: &str = "2.5.29.14";
    pub(in crate::x509::lint) const CRL_POINTS: &str = "2.5.29.31";
    pub(in crate::x509::lint) const POLICIES: &str = "2.5.29.32";
    pub(in crate::x509::lint) const AUTHORITY_KEY_ID: &str = "2.5.29.35";
    pub(in crate::x509::lint) const ACCESS: &str = "1.3.6.1.5.5.7.1.1";
    pub(in crate::x509::lint) const SUBJECT_ACCESS: &str = "1.3.6.1.5.5.7.1.11";
    pub(in crate::x509::lint) const TIMESTAMPS: &str = "1.3.6.1.4.1.11129.2.4.2";
    pub(in crate::x509::lint) const POISON: &str = "1.3.6.1.4.1.11129.2.4.3";
}
