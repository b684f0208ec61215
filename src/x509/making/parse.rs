//! From texts to values, every mistake at its field.

use std::net::IpAddr;

use super::moment::{moment, span};
use super::{Mistake, Place, Sheet, Wrong};
use crate::clock::Timestamp;
use crate::x509::request::{Constraints, Extras, Names};
use crate::x509::usage::Usage;
use crate::x509::{
    DnsName, EmailAddress, KeyAlgorithm, RequestParams, SerialNumber, literal_subject,
};

/// What is to be made, read from a [`Sheet`].
#[derive(Clone, Debug)]
pub struct Wishes {
    pub(super) params: RequestParams,
    pub(super) extras: Extras,
    pub(super) path_length: Option<u8>,
    pub(super) not_before: Timestamp,
    pub(super) not_after: Timestamp,
    pub(super) serial: Option<SerialNumber>,
    pub(super) list_urls: Vec<String>,
    pub(super) ocsp_urls: Vec<String>,
    pub(super) issuer_urls: Vec<String>,
}

impl Sheet {
    /// Reads what was typed; else all that is wrong with it.
    pub fn wishes(
        &self,
        key: Option<KeyAlgorithm>,
        now: Timestamp,
    ) -> Result<Wishes, Vec<Mistake>> {
        let mut desk = Desk {
            sheet: self,
            mistakes: Vec::new(),
        };
        let is_ca = self.is_ca();
        let (mut params, mut extras) = desk.subject();
        params.dns_names = desk.each(Place::DnsNames, |text| {
            DnsName::parse_any(text).map_err(|error| Wrong::DnsName {
                text: text.to_owned(),
                error,
            })
        });
        params.ip_addresses = desk.each(Place::IpAddresses, address);
        params.uris = desk.each(Place::Uris, uri);
        params.email_addresses = desk.each(Place::Emails, email);
        extras.other_names = desk.each(Place::OtherNames, other_name);
        params.usages = self.usages(key).into_iter().collect();
        // RFC 5280 §4.2.1.9: a CA's key usage, where there is one, says `keyCertSign`.
        if is_ca && !params.usages.contains(&Usage::CertSign) {
            params.usages.push(Usage::CertSign);
        }
        params.encode_usages = !params.usages.is_empty();
        params.is_ca = is_ca;
        let path_length = if is_ca { desk.path_length() } else { None };
        extras.basic_constraints = Some((is_ca, path_length));
        if is_ca {
            extras.constraints = desk.constraints();
        }
        desk.some_name(&params, &extras);
        let (not_before, not_after) = desk.validity(now);
        let wishes = Wishes {
            serial: desk.serial(),
            list_urls: desk.each(Place::ListUrls, uri),
            ocsp_urls: desk.each(Place::OcspUrls, uri),
            issuer_urls: desk.each(Place::IssuerUrls, uri),
            params,
            extras,
            path_length,
            not_before,
            not_after,
        };
        if desk.mistakes.is_empty() {
            Ok(wishes)
        } else {
            Err(desk.mistakes)
        }
    }
}

/// Reads the fields and gathers what is wrong.
struct Desk<'a> {
    sheet: &'a Sheet,
    mistakes: Vec<Mistake>,
}

impl Desk<'_> {
    fn wrong(&mut self, place: Place, wrong: Wrong) {
        self.mistakes.push(Mistake { place, wrong });
    }

    /// Every line of a field, read.
    fn each<T>(&mut self, place: Place, read: impl Fn(&str) -> Result<T, Wrong>) -> Vec<T> {
        let mut values = Vec::new();
        for line in self.sheet.lines(place) {
            match read(line) {
                Ok(value) => values.push(value),
                Err(wrong) => self.mistakes.push(Mistake { place, wrong }),
            }
        }
        values
    }

    fn subject(&mut self) -> (RequestParams, Extras) {
        let (mut params, mut extras) = (RequestParams::default(), Extras::default());
        let literal = self.sheet.text(Place::LiteralSubject).trim();
        if !literal.is_empty() {
            if literal_subject(literal).is_err() {
                self.wrong(Place::LiteralSubject, Wrong::Literal);
            }
            extras.literal_subject = Some(literal.to_owned());
            return (params, extras);
        }
        for (place, oid, limit) in Place::ATTRIBUTES {
            let values: Vec<String> = match place {
                Place::Organizations | Place::Units => {
                    self.sheet.lines(place).map(str::to_owned).collect()
                }
                _ => vec![self.sheet.text(place).trim().to_owned()],
            };
            let values: Vec<String> = values
                .into_iter()
                .filter(|value| !value.is_empty())
                .collect();
            for value in &values {
                let length = value.chars().count();
                if place == Place::Country
                    && !(length == limit && value.chars().all(|c| c.is_ascii_alphabetic()))
                {
                    self.wrong(place, Wrong::Country);
                } else if length > limit {
                    self.wrong(place, Wrong::TooLong { length, limit });
                }
            }
            match place {
                Place::CommonName => params.common_name = values.into_iter().next(),
                Place::Organizations => params.organizations = values,
                _ if values.is_empty() => {}
                _ => extras.attributes.push((oid.to_owned(), values)),
            }
        }
        (params, extras)
    }

    /// Somebody must be named; a CA by its subject (RFC 5280 §4.1.2.6).
    fn some_name(&mut self, params: &RequestParams, extras: &Extras) {
        let has_subject = params.common_name.is_some()
            || !params.organizations.is_empty()
            || !extras.attributes.is_empty()
            || extras.literal_subject.is_some();
        let has_names = [
            Place::DnsNames,
            Place::IpAddresses,
            Place::Uris,
            Place::Emails,
            Place::OtherNames,
        ]
        .iter()
        .any(|place| self.sheet.lines(*place).next().is_some());
        if params.is_ca && !has_subject {
            self.wrong(Place::CommonName, Wrong::NoSubject);
        } else if !has_subject && !has_names {
            self.wrong(Place::DnsNames, Wrong::NoNames);
        }
    }

    fn path_length(&mut self) -> Option<u8> {
        let text = self.sheet.text(Place::PathLength).trim();
        if text.is_empty() {
            return None;
        }
        let length = text.parse().ok();
        if length.is_none() {
            let text = text.to_owned();
            self.wrong(Place::PathLength, Wrong::Number { text });
        }
        length
    }

    fn constraints(&mut self) -> Option<Constraints> {
        let permitted = names(self.each(Place::Permitted, constraint));
        let excluded = names(self.each(Place::Excluded, constraint));
        let is_empty = permitted == Names::default() && excluded == Names::default();
        (!is_empty).then_some(Constraints {
            critical: !self.sheet.mild_constraints,
            permitted,
            excluded,
        })
    }

    fn moment(&mut self, place: Place, otherwise: Timestamp) -> Timestamp {
        let text = self.sheet.text(place).trim();
        if text.is_empty() {
            return otherwise;
        }
        moment(text).unwrap_or_else(|| {
            let text = text.to_owned();
            self.wrong(place, Wrong::Moment { text });
            otherwise
        })
    }

    fn span(&mut self, place: Place) -> std::time::Duration {
        span(self.sheet.text(place)).unwrap_or_else(|| {
            let text = self.sheet.text(place).to_owned();
            self.wrong(place, Wrong::Span { text });
            std::time::Duration::from_hours(24)
        })
    }

    /// By dates, or by a beginning and a span.
    fn validity(&mut self, now: Timestamp) -> (Timestamp, Timestamp) {
        let not_before = self.moment(Place::NotBefore, now);
        let (place, not_after) = if self.sheet.until_date {
            let text = self.sheet.text(Place::NotAfter).trim().to_owned();
            if text.is_empty() {
                self.wrong(Place::NotAfter, Wrong::Moment { text });
                return (not_before, not_before);
            }
            let end = self.moment(
                Place::NotAfter,
                not_before + std::time::Duration::from_hours(1),
            );
            (Place::NotAfter, end)
        } else {
            (Place::Duration, not_before + self.span(Place::Duration))
        };
        if not_after <= not_before {
            self.wrong(place, Wrong::EndsFirst);
        }
        (not_before, not_after)
    }

    fn serial(&mut self) -> Option<SerialNumber> {
        let text = self.sheet.text(Place::Serial).trim();
        if text.is_empty() {
            return None;
        }
        let read = serial(text);
        if read.is_none() {
            let text = text.to_owned();
            self.wrong(Place::Serial, Wrong::Serial { text });
        }
        read
    }
}

/// Hexadecimal, with or without colons; positive, at most 20 octets (RFC 5280 §4.1.2.2).
pub(super) fn serial(text: &str) -> Option<SerialNumber> {
    let digits: String = text.chars().filter(|c| *c != ':').collect();
    let digits = digits.trim_start_matches("0x").trim_start_matches('0');
    let octets = digits.len().div_ceil(2);
    if digits.is_empty() || octets > 20 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let padded = format!(
        "{}{digits}",
        if digits.len().is_multiple_of(2) {
            ""
        } else {
            "0"
        }
    );
    let bytes: Option<Vec<u8>> = (0..octets)
        .map(|place| {
            let from = place.checked_mul(2)?;
            u8::from_str_radix(padded.get(from..from.checked_add(2)?)?, 16).ok()
        })
        .collect();
    let bytes = bytes?;
    // A leading 1 bit takes one octet more in DER.
    let long = bytes.len() == 20 && bytes.first().is_some_and(|first| *first >= 0x80);
    (!long).then(|| SerialNumber::from_bytes(&bytes))
}

fn address(text: &str) -> Result<IpAddr, Wrong> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().map_err(|_| Wrong::Address {
        text: text.to_owned(),
    })
}

fn uri(text: &str) -> Result<String, Wrong> {
    match crate::x509::extension::uri(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(Wrong::Uri {
            text: text.to_owned(),
        }),
    }
}

fn email(text: &str) -> Result<String, Wrong> {
    match EmailAddress::parse(text) {
        Ok(email) if email.as_str().is_ascii() => Ok(email.as_str().to_owned()),
        Ok(_) => Err(Wrong::Email {
            text: text.to_owned(),
            error: crate::x509::EmailError::Character {
                character: text.chars().find(|c| !c.is_ascii()).unwrap_or_default(),
            },
        }),
        Err(error) => Err(Wrong::Email {
            text: text.to_owned(),
            error,
        }),
    }
}

/// `user@domain` is Microsoft's user principal name; `1.2.3=text` is any other.
fn other_name(text: &str) -> Result<(String, String), Wrong> {
    let wrong = || Wrong::OtherName {
        text: text.to_owned(),
    };
    match text.split_once('=') {
        Some((oid, value)) => {
            let oid = oid.trim();
            let is_oid = der::oid::ObjectIdentifier::new(oid).is_ok();
            let value = value.trim();
            if !is_oid || value.is_empty() {
                return Err(wrong());
            }
            Ok((oid.to_owned(), value.to_owned()))
        }
        None if text.contains('@') => Ok((UPN.to_owned(), text.to_owned())),
        None => Err(wrong()),
    }
}

/// One line of a constraint.
enum Constraint {
    Dns(String),
    Ip(IpAddr, u8),
    Email(String),
    Uri(String),
}

/// `DNS:example.com`, `IP:10.0.0.0/8`, `email:example.com`, `URI:.example.com`; a name
/// alone is a DNS name (RFC 5280 §4.2.1.10).
fn constraint(text: &str) -> Result<Constraint, Wrong> {
    let wrong = || Wrong::Constraint {
        text: text.to_owned(),
    };
    if let Some((address, length)) = text.trim_start_matches("IP:").split_once('/') {
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let length: u8 = length.trim().parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        return if length <= most {
            Ok(Constraint::Ip(address, length))
        } else {
            Err(wrong())
        };
    }
    let domain = |name: &str| {
        let (dot, name) = match name.strip_prefix('.') {
            Some(rest) => (".", rest),
            None => ("", name),
        };
        match DnsName::parse_any(name) {
            Ok(name) if !name.is_wildcard() => Ok(format!("{dot}{name}")),
            _ => Err(wrong()),
        }
    };
    match text.split_once(':') {
        Some(("DNS", name)) => domain(name.trim()).map(Constraint::Dns),
        Some(("URI", name)) => domain(name.trim()).map(Constraint::Uri),
        Some(("email", name)) if name.contains('@') => {
            email(name).map(Constraint::Email).map_err(|_| wrong())
        }
        Some(("email", name)) => domain(name.trim()).map(Constraint::Email),
        Some(_) => Err(wrong()),
        None => domain(text).map(Constraint::Dns),
    }
}

fn names(lines: Vec<Constraint>) -> Names {
    let mut names = Names::default();
    for line in lines {
        match line {
            Constraint::Dns(domain) => names.dns_domains.push(domain),
            Constraint::Ip(address, length) => names.ip_ranges.push((address, length)),
            Constraint::Email(email) => names.email_addresses.push(email),
            Constraint::Uri(domain) => names.uri_domains.push(domain),
        }
    }
    names
}

/// Microsoft's `userPrincipalName`.
const UPN: &str = "1.3.6.1.4.1.311.20.2.3";
