//! What is typed and ticked.

use std::collections::{BTreeMap, BTreeSet};

use crate::x509::profile::Kind;
use crate::x509::usage::Usage;
use crate::x509::{CertificateSigningRequest, KeyAlgorithm, SignatureAlgorithm};

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Subject: `CN`.
    CommonName,
    /// Subject: `O`, one a line.
    Organizations,
    /// Subject: `OU`, one a line.
    Units,
    /// Subject: `C`.
    Country,
    /// Subject: `ST`.
    Province,
    /// Subject: `L`.
    Locality,
    /// Subject: `STREET`.
    Street,
    /// Subject: `POSTALCODE`.
    PostalCode,
    /// Subject: `SERIALNUMBER`.
    SubjectSerial,
    /// The whole subject (RFC 4514; `spec.literalSubject`).
    LiteralSubject,
    /// Alternative names: DNS, one a line.
    DnsNames,
    /// Alternative names: IP addresses, one a line.
    IpAddresses,
    /// Alternative names: URIs, one a line.
    Uris,
    /// Alternative names: e-mail addresses, one a line.
    Emails,
    /// Alternative names of other kinds, one a line.
    OtherNames,
    /// `pathLenConstraint`.
    PathLength,
    /// Names that the CA may certify, one a line.
    Permitted,
    /// Names that it may not, one a line.
    Excluded,
    /// The first moment; empty for now.
    NotBefore,
    /// How long it holds.
    Duration,
    /// The last moment.
    NotAfter,
    /// The serial number; empty for a random one.
    Serial,
    /// Where the CA's revocation list is, one a line.
    ListUrls,
    /// Where its OCSP responder is, one a line.
    OcspUrls,
    /// Where its certificate is, one a line.
    IssuerUrls,
    /// Which key is certified.
    Subject,
    /// Who signs.
    Signer,
    /// Who signs the revocation list.
    ListSigner,
    /// Which certificates are revoked, one a line.
    Revoked,
    /// The revocation list's number.
    ListNumber,
    /// How long the revocation list holds.
    ListDuration,
}

impl Place {
    /// The subject's attributes that are typed one by one: field, object identifier, and
    /// how many characters one may have (RFC 5280 Appendix A.1).
    pub const ATTRIBUTES: [(Self, &'static str, usize); 9] = [
        (Self::CommonName, "2.5.4.3", 64),
        (Self::Organizations, "2.5.4.10", 64),
        (Self::Units, "2.5.4.11", 64),
        (Self::Country, "2.5.4.6", 2),
        (Self::Province, "2.5.4.8", 128),
        (Self::Locality, "2.5.4.7", 128),
        (Self::Street, "2.5.4.9", 128),
        (Self::PostalCode, "2.5.4.17", 40),
        (Self::SubjectSerial, "2.5.4.5", 64),
    ];
}

/// What is typed and ticked. What was left alone is as the profile says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    texts: BTreeMap<Place, String>,
    kind: Kind,
    usages: Option<BTreeSet<Usage>>,
    is_ca: Option<bool>,
    /// Whether it holds until a date, rather than for a time.
    pub until_date: bool,
    /// Whether the name constraints are not critical; RFC 5280 §4.2.1.10 wants them to be.
    pub mild_constraints: bool,
    /// In which way the signer signs; by default what goes with the key.
    pub signature: Option<SignatureAlgorithm>,
}

impl Sheet {
    /// What is in a field.
    pub fn text(&self, place: Place) -> &str {
        match self.texts.get(&place) {
            Some(text) => text,
            None => match place {
                Place::PathLength => self.kind.profile().path_length,
                Place::Duration => self.kind.profile().duration,
                Place::ListDuration => "7d",
                _ => "",
            },
        }
    }

    /// Types into a field.
    pub fn set(&mut self, place: Place, text: String) {
        self.texts.insert(place, text);
    }

    /// The lines of a field, without empty ones; names may stand behind commas too.
    pub fn lines(&self, place: Place) -> impl Iterator<Item = &str> {
        let marks: &[char] = match place {
            Place::DnsNames | Place::IpAddresses | Place::Emails => &['\n', ',', '，', '、', ' '],
            _ => &['\n'],
        };
        let lines = self.text(place).split(marks);
        lines.map(str::trim).filter(|line| !line.is_empty())
    }

    /// The kind of certificate.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Chooses a kind: what it says replaces what was said, names stay.
    pub fn choose(&mut self, kind: Kind) {
        self.kind = kind;
        self.usages = None;
        self.is_ca = None;
        self.texts.remove(&Place::PathLength);
        self.texts.remove(&Place::Duration);
    }

    /// Whether it is to be a CA's.
    pub fn is_ca(&self) -> bool {
        self.is_ca.unwrap_or_else(|| self.kind.profile().is_ca)
    }

    /// Makes it a CA's, or not.
    pub fn set_ca(&mut self, is_ca: bool) {
        self.is_ca = Some(is_ca);
    }

    /// What the key is used for.
    pub fn usages(&self, key: Option<KeyAlgorithm>) -> BTreeSet<Usage> {
        match &self.usages {
            Some(usages) => usages.clone(),
            None => self.kind.profile().usages(key).into_iter().collect(),
        }
    }

    /// Ticks a usage, or takes the tick away.
    pub fn tick(&mut self, usage: Usage, on: bool, key: Option<KeyAlgorithm>) {
        let mut usages = self.usages(key);
        if on {
            usages.insert(usage);
        } else {
            usages.remove(&usage);
        }
        self.usages = Some(usages);
    }

    /// Takes over what a request asks for; whether it is a CA's is not the request's to say.
    pub fn copy(&mut self, request: &CertificateSigningRequest) {
        for (place, ..) in Place::ATTRIBUTES {
            self.texts.remove(&place);
        }
        let addresses = request.ip_addresses();
        let others = request.other_names();
        let others = others.iter().map(|(oid, text)| format!("{oid}={text}"));
        for (place, lines) in [
            (Place::LiteralSubject, vec![request.subject()]),
            (Place::DnsNames, request.dns_names()),
            (
                Place::IpAddresses,
                addresses.iter().map(ToString::to_string).collect(),
            ),
            (Place::Uris, request.uris()),
            (Place::Emails, request.email_addresses()),
            (Place::OtherNames, others.collect()),
        ] {
            self.texts.insert(place, lines.join("\n"));
        }
        if request.states_usages() {
            self.usages = Some(request.usages().into_iter().collect());
        }
    }

    /// Empties every field; the kind stays.
    pub fn clear(&mut self) {
        *self = Self {
            kind: self.kind,
            ..Self::default()
        };
    }
}
