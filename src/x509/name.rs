//! DNS names as certificates carry them, and everything a person may type instead.

mod error;

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

pub use error::NameError;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::public_suffix::is_public_suffix;

/// A host name or a wildcard: A-labels, lower case, no trailing dot
/// (RFC 5280 §4.2.1.6; RFC 5890 §2.3.2.1; RFC 6125 §6.4.3).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DnsName(String);

impl DnsName {
    /// Reads a name that a public CA could put into a certificate. Unicode labels become
    /// A-labels, upper case becomes lower case, one trailing dot is dropped.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = Self::parse_any(text)?;
        if name.is_public_suffix() {
            return Err(NameError::PublicSuffix {
                suffix: name.base().to_unicode(),
            });
        }
        Ok(name)
    }

    /// Reads any well-formed name, a public suffix too: what a private CA may certify.
    pub fn parse_any(text: &str) -> Result<Self, NameError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        refuse_other_things(text)?;
        // Input methods for Chinese and Japanese type these for a dot and a star (UTS #46 §2.3).
        let text = text
            .replace(['\u{3002}', '\u{ff0e}', '\u{ff61}'], ".")
            .replace('\u{ff0a}', "*");
        let text = text.strip_suffix('.').unwrap_or(&text);
        let (wildcard, base) = match text.strip_prefix("*.") {
            Some(base) => (true, base),
            None => (false, text),
        };
        if base.contains('*') {
            return Err(NameError::Wildcard);
        }
        let labels = base
            .split('.')
            .map(ascii_label)
            .collect::<Result<Vec<_>, _>>()?;
        if labels
            .last()
            .is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()))
        {
            // RFC 1123 §2.1: the highest label "will be alphabetic", so that names and
            // addresses can be told apart.
            return Err(NameError::IpAddress { address: None });
        }
        let base = labels.join(".");
        let name = if wildcard { format!("*.{base}") } else { base };
        if name.len() > MAX_NAME {
            return Err(NameError::TooLong { octets: name.len() });
        }
        Ok(Self(name))
    }

    /// The name in A-labels.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it begins with `*.`.
    pub fn is_wildcard(&self) -> bool {
        self.0.starts_with(WILDCARD)
    }

    /// The name without `*.`: what ACME asks to be validated (RFC 8555 §7.1.4).
    #[must_use]
    pub fn base(&self) -> Self {
        Self(self.0.strip_prefix(WILDCARD).unwrap_or(&self.0).to_owned())
    }

    /// The name as its owner writes it: A-labels become Unicode.
    pub fn to_unicode(&self) -> String {
        let (prefix, base) = match self.0.strip_prefix(WILDCARD) {
            Some(base) => (WILDCARD, base),
            None => ("", self.0.as_str()),
        };
        format!("{prefix}{}", idna::domain_to_unicode(base).0)
    }

    /// Whether the name, or what its star stands under, is a public suffix such as
    /// `com` or `co.uk` (the ICANN section of <https://publicsuffix.org/list/>).
    pub fn is_public_suffix(&self) -> bool {
        is_public_suffix(&self.base().to_unicode())
    }
}

/// Refuses what is some other kind of thing than a name, so that the person hears what it is.
fn refuse_other_things(text: &str) -> Result<(), NameError> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = IpAddr::from_str(bare) {
        return Err(NameError::IpAddress {
            address: Some(address),
        });
    }
    if text.contains("://") || text.contains('/') || text.contains('\\') {
        return Err(NameError::Url {
            host: host_of(text),
        });
    }
    if text.contains('@') {
        return Err(NameError::Email);
    }
    if let Some((host, port)) = text.rsplit_once(':') {
        if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.contains(':') {
            return Err(NameError::Port {
                host: host.to_owned(),
            });
        }
        return Err(NameError::Character { character: ':' });
    }
    Ok(())
}

/// The name in a web address, if what stands in its place is one.
fn host_of(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest
        .split(['/', '\\', '?', '#'])
        .find(|part| !part.is_empty())?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    // No slash is left, so this cannot come back here.
    DnsName::parse_any(host).ok().map(|name| name.to_unicode())
}

fn ascii_label(label: &str) -> Result<String, NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(NameError::Hyphen {
            label: label.to_owned(),
        });
    }
    let odd = |character: &char| character.is_ascii() && !is_host_character(*character);
    if let Some(character) = label.chars().find(odd) {
        return Err(NameError::Character { character });
    }
    // Beyond any label that could come out short enough: not worth the work.
    if label.len() > MAX_LABEL_INPUT {
        return Err(NameError::LabelTooLong {
            octets: label.len(),
            label: label.chars().take(MAX_LABEL).collect(),
        });
    }
    let ascii = Uts46::new()
        .to_ascii(
            label.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Ignore,
        )
        .map_err(|_| NameError::Idna {
            label: label.to_owned(),
        })?;
    if ascii.is_empty() || ascii.contains('.') {
        return Err(NameError::Idna {
            label: label.to_owned(),
        });
    }
    if ascii.len() > MAX_LABEL {
        return Err(NameError::LabelTooLong {
            octets: ascii.len(),
            label: label.to_owned(),
        });
    }
    Ok(ascii.into_owned())
}

fn is_host_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-'
}

impl fmt::Display for DnsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DnsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DnsName({})", self.0)
    }
}

impl FromStr for DnsName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::parse(text)
    }
}

impl Serialize for DnsName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DnsName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_any(&text).map_err(serde::de::Error::custom)
    }
}

const WILDCARD: &str = "*.";

/// RFC 1035 §2.3.4: 255 octets on the wire, two of which are not in the text.
const MAX_NAME: usize = 253;

/// RFC 1035 §2.3.4.
const MAX_LABEL: usize = 63;

/// Punycode needs at least one octet for a character of at most four.
const MAX_LABEL_INPUT: usize = 4 * MAX_LABEL;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_brought_into_one_form() {
        for (typed, expected) in [
            ("example.com", "example.com"),
            ("  WWW.Example.COM.  ", "www.example.com"),
            ("*.example.com", "*.example.com"),
            ("例子.测试", "xn--fsqu00a.xn--0zwm56d"),
            ("*.例子。测试", "*.xn--fsqu00a.xn--0zwm56d"),
            ("＊。例子．测试", "*.xn--fsqu00a.xn--0zwm56d"),
            ("xn--fsqu00a.xn--0zwm56d", "xn--fsqu00a.xn--0zwm56d"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("localhost", "localhost"),
            ("a--b.example", "a--b.example"),
            ("1.example", "1.example"),
        ] {
            assert_eq!(
                DnsName::parse(typed).map(|name| name.to_string()),
                Ok(expected.to_owned())
            );
        }
    }

    #[test]
    fn each_mistake_is_named() {
        let url = |host: Option<&str>| NameError::Url {
            host: host.map(str::to_owned),
        };
        let ip = |address: Option<&str>| NameError::IpAddress {
            address: address.map(|address| address.parse().unwrap()),
        };
        let suffix = |suffix: &str| NameError::PublicSuffix {
            suffix: suffix.to_owned(),
        };
        let label = |label: &str| label.to_owned();
        let long = format!("{}.example", ["a".repeat(60).as_str(); 5].join("."));
        for (typed, expected) in [
            ("", NameError::Empty),
            ("  ", NameError::Empty),
            (".", NameError::EmptyLabel),
            ("a..b", NameError::EmptyLabel),
            (".a", NameError::EmptyLabel),
            ("a.example..", NameError::EmptyLabel),
            ("*.", NameError::Wildcard),
            ("*", NameError::Wildcard),
            ("*.*.example.com", NameError::Wildcard),
            ("www.*.example.com", NameError::Wildcard),
            ("w*.example.com", NameError::Wildcard),
            ("http://example.com/a?b", url(Some("example.com"))),
            ("https://me:pw@例子.测试:8443/", url(Some("例子.测试"))),
            ("http://", url(None)),
            ("http://[::1]/", url(None)),
            ("//example.com", url(Some("example.com"))),
            ("example.com/path", url(Some("example.com"))),
            ("10.0.0.0/8", url(None)),
            (
                "example.com:8080",
                NameError::Port {
                    host: label("example.com"),
                },
            ),
            ("me@example.com", NameError::Email),
            ("1.2.3.4", ip(Some("1.2.3.4"))),
            ("::1", ip(Some("::1"))),
            ("[::1]", ip(Some("::1"))),
            ("300.1.2.3", ip(None)),
            ("com", suffix("com")),
            ("*.com", suffix("com")),
            ("co.uk", suffix("co.uk")),
            ("中国", suffix("中国")),
            ("xn--fiqs8s", suffix("中国")),
            ("a_b.example", NameError::Character { character: '_' }),
            ("a b.example", NameError::Character { character: ' ' }),
            ("a:b:c", NameError::Character { character: ':' }),
            ("-a.example", NameError::Hyphen { label: label("-a") }),
            ("a-.example", NameError::Hyphen { label: label("a-") }),
            (
                "xn--a.example",
                NameError::Idna {
                    label: label("xn--a"),
                },
            ),
            (
                "a\u{200b}\u{2028}.example",
                NameError::Idna {
                    label: label("a\u{200b}\u{2028}"),
                },
            ),
            (long.as_str(), NameError::TooLong { octets: 312 }),
        ] {
            assert_eq!(DnsName::parse(typed), Err(expected), "{typed:?}");
        }
    }

    #[test]
    fn lengths_are_allowed_up_to_the_limit_and_not_beyond() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "b".repeat(61));
        assert_eq!(longest.len(), 253);
        assert!(DnsName::parse(&longest).is_ok());
        assert_eq!(
            DnsName::parse(&format!("{longest}b")),
            Err(NameError::TooLong { octets: 254 })
        );
        assert_eq!(
            DnsName::parse(&format!("a{label}.example")),
            Err(NameError::LabelTooLong {
                label: format!("a{label}"),
                octets: 64
            })
        );
        // 60 Chinese characters need more than 63 octets as an A-label.
        let chinese: String = ('一'..).take(60).collect();
        assert!(matches!(
            DnsName::parse(&format!("{chinese}.example")),
            Err(NameError::LabelTooLong { octets: 64.., .. })
        ));
        assert!(DnsName::parse(&"语".repeat(100_000)).is_err());
    }

    #[test]
    fn a_wildcard_knows_its_base_and_everything_turns_back_to_unicode() {
        let name = DnsName::parse("*.例子.测试").unwrap();
        assert!(name.is_wildcard());
        assert_eq!(name.base().as_str(), "xn--fsqu00a.xn--0zwm56d");
        assert_eq!(name.to_unicode(), "*.例子.测试");
        assert!(!name.base().is_wildcard());
    }

    #[test]
    fn a_private_ca_may_certify_a_public_suffix() {
        let name = DnsName::parse_any("*.com").unwrap();
        assert!(name.is_public_suffix());
        assert!(!DnsName::parse("example.test").unwrap().is_public_suffix());
    }

    #[test]
    fn serde_goes_through_parse() {
        let name: DnsName = serde_json::from_str("\"Example.COM\"").unwrap();
        assert_eq!(serde_json::to_string(&name).unwrap(), "\"example.com\"");
        assert!(serde_json::from_str::<DnsName>("\"a..b\"").is_err());
    }
}
