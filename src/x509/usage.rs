//! cert-manager's usage strings, key usage bits and extended key usages.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Error;

/// One entry of a Certificate's `spec.usages` (cert-manager `KeyUsage`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Usage {
    /// `signing`: the same bit as `digital signature`.
    Signing,
    /// `digital signature`.
    DigitalSignature,
    /// `content commitment`, once called non-repudiation.
    ContentCommitment,
    /// `key encipherment`.
    KeyEncipherment,
    /// `key agreement`.
    KeyAgreement,
    /// `data encipherment`.
    DataEncipherment,
    /// `cert sign`.
    CertSign,
    /// `crl sign`.
    CrlSign,
    /// `encipher only`.
    EncipherOnly,
    /// `decipher only`.
    DecipherOnly,
    /// `any`.
    Any,
    /// `server auth`.
    ServerAuth,
    /// `client auth`.
    ClientAuth,
    /// `code signing`.
    CodeSigning,
    /// `email protection`.
    EmailProtection,
    /// `s/mime`: the same purpose as `email protection`.
    SMime,
    /// `ipsec end system`.
    IpsecEndSystem,
    /// `ipsec tunnel`.
    IpsecTunnel,
    /// `ipsec user`.
    IpsecUser,
    /// `timestamping`.
    Timestamping,
    /// `ocsp signing`.
    OcspSigning,
    /// `microsoft sgc`.
    MicrosoftSgc,
    /// `netscape sgc`.
    NetscapeSgc,
}

/// One bit of the key usage extension (RFC 5280 §4.2.1.3), in the order of the bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyUsageBit {
    /// Bit 0.
    DigitalSignature,
    /// Bit 1.
    ContentCommitment,
    /// Bit 2.
    KeyEncipherment,
    /// Bit 3.
    DataEncipherment,
    /// Bit 4.
    KeyAgreement,
    /// Bit 5.
    KeyCertSign,
    /// Bit 6.
    CrlSign,
    /// Bit 7.
    EncipherOnly,
    /// Bit 8.
    DecipherOnly,
}

/// What a usage asks of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A bit of the key usage extension (RFC 5280 §4.2.1.3).
    Bit(KeyUsageBit),
    /// An object identifier in the extended key usage extension (RFC 5280 §4.2.1.12).
    Purpose(&'static str),
}

impl Usage {
    /// Every usage, in the order of cert-manager's own list.
    pub const ALL: [Self; 23] = [
        Self::Signing,
        Self::DigitalSignature,
        Self::ContentCommitment,
        Self::KeyEncipherment,
        Self::KeyAgreement,
        Self::DataEncipherment,
        Self::CertSign,
        Self::CrlSign,
        Self::EncipherOnly,
        Self::DecipherOnly,
        Self::Any,
        Self::ServerAuth,
        Self::ClientAuth,
        Self::CodeSigning,
        Self::EmailProtection,
        Self::SMime,
        Self::IpsecEndSystem,
        Self::IpsecTunnel,
        Self::IpsecUser,
        Self::Timestamping,
        Self::OcspSigning,
        Self::MicrosoftSgc,
        Self::NetscapeSgc,
    ];

    /// What a Certificate without `spec.usages` gets: no extended key usage at all.
    pub const DEFAULT: [Self; 2] = [Self::DigitalSignature, Self::KeyEncipherment];

    /// The string in cert-manager's API.
    pub fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The bit or the purpose that this usage stands for.
    pub fn effect(self) -> Effect {
        self.row().1
    }

    /// The usage for a bit; `digital signature`, never `signing`.
    pub fn from_bit(bit: KeyUsageBit) -> Self {
        match bit {
            KeyUsageBit::DigitalSignature => Self::DigitalSignature,
            KeyUsageBit::ContentCommitment => Self::ContentCommitment,
            KeyUsageBit::KeyEncipherment => Self::KeyEncipherment,
            KeyUsageBit::DataEncipherment => Self::DataEncipherment,
            KeyUsageBit::KeyAgreement => Self::KeyAgreement,
            KeyUsageBit::KeyCertSign => Self::CertSign,
            KeyUsageBit::CrlSign => Self::CrlSign,
            KeyUsageBit::EncipherOnly => Self::EncipherOnly,
            KeyUsageBit::DecipherOnly => Self::DecipherOnly,
        }
    }

    /// The usage for an extended key usage, if cert-manager has one; `email protection`, never `s/mime`.
    pub fn from_purpose(oid: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|usage| matches!(usage.effect(), Effect::Purpose(purpose) if purpose == oid))
    }

    fn row(self) -> (&'static str, Effect) {
        use Effect::{Bit, Purpose};
        match self {
            Self::Signing => ("signing", Bit(KeyUsageBit::DigitalSignature)),
            Self::DigitalSignature => ("digital signature", Bit(KeyUsageBit::DigitalSignature)),
            Self::ContentCommitment => ("content commitment", Bit(KeyUsageBit::ContentCommitment)),
            Self::KeyEncipherment => ("key encipherment", Bit(KeyUsageBit::KeyEncipherment)),
            Self::KeyAgreement => ("key agreement", Bit(KeyUsageBit::KeyAgreement)),
            Self::DataEncipherment => ("data encipherment", Bit(KeyUsageBit::DataEncipherment)),
            Self::CertSign => ("cert sign", Bit(KeyUsageBit::KeyCertSign)),
            Self::CrlSign => ("crl sign", Bit(KeyUsageBit::CrlSign)),
            Self::EncipherOnly => ("encipher only", Bit(KeyUsageBit::EncipherOnly)),
            Self::DecipherOnly => ("decipher only", Bit(KeyUsageBit::DecipherOnly)),
            Self::Any => ("any", Purpose("2.5.29.37.0")),
            Self::ServerAuth => ("server auth", Purpose("1.3.6.1.5.5.7.3.1")),
            Self::ClientAuth => ("client auth", Purpose("1.3.6.1.5.5.7.3.2")),
            Self::CodeSigning => ("code signing", Purpose("1.3.6.1.5.5.7.3.3")),
            Self::EmailProtection => ("email protection", Purpose("1.3.6.1.5.5.7.3.4")),
            Self::SMime => ("s/mime", Purpose("1.3.6.1.5.5.7.3.4")),
            Self::IpsecEndSystem => ("ipsec end system", Purpose("1.3.6.1.5.5.7.3.5")),
            Self::IpsecTunnel => ("ipsec tunnel", Purpose("1.3.6.1.5.5.7.3.6")),
            Self::IpsecUser => ("ipsec user", Purpose("1.3.6.1.5.5.7.3.7")),
            Self::Timestamping => ("timestamping", Purpose("1.3.6.1.5.5.7.3.8")),
            Self::OcspSigning => ("ocsp signing", Purpose("1.3.6.1.5.5.7.3.9")),
            Self::MicrosoftSgc => ("microsoft sgc", Purpose("1.3.6.1.4.1.311.10.3.3")),
            Self::NetscapeSgc => ("netscape sgc", Purpose("2.16.840.1.113730.4.1")),
        }
    }
}

/// The bits that `usages` ask for; no usages are the default ones, and a CA's
/// certificate always has `keyCertSign` (cert-manager `KeyUsagesForCertificateOrCertificateRequest`).
pub fn key_usage_bits(usages: &[Usage], is_ca: bool) -> BTreeSet<KeyUsageBit> {
    let usages = if usages.is_empty() {
        &Usage::DEFAULT
    } else {
        usages
    };
    let mut bits: BTreeSet<_> = usages
        .iter()
        .filter_map(|usage| match usage.effect() {
            Effect::Bit(bit) => Some(bit),
            Effect::Purpose(_) => None,
        })
        .collect();
    if is_ca {
        bits.insert(KeyUsageBit::KeyCertSign);
    }
    bits
}

/// The purposes that `usages` ask for, order and repetitions kept.
pub fn extended_key_usages(usages: &[Usage]) -> Vec<&'static str> {
    usages
        .iter()
        .filter_map(|usage| match usage.effect() {
            Effect::Bit(_) => None,
            Effect::Purpose(oid) => Some(oid),
        })
        .collect()
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for KeyUsageBit {
    /// The name in RFC 5280 §4.2.1.3.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DigitalSignature => "digitalSignature",
            Self::ContentCommitment => "contentCommitment",
            Self::KeyEncipherment => "keyEncipherment",
            Self::DataEncipherment => "dataEncipherment",
            Self::KeyAgreement => "keyAgreement",
            Self::KeyCertSign => "keyCertSign",
            Self::CrlSign => "cRLSign",
            Self::EncipherOnly => "encipherOnly",
            Self::DecipherOnly => "decipherOnly",
        })
    }
}

impl FromStr for Usage {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|usage| usage.as_str() == text)
            .ok_or_else(|| Error::UnknownUsage {
                usage: text.to_owned(),
            })
    }
}

impl Serialize for Usage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Usage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Vectors {
        #[serde(rename = "TestKeyUsagesForCertificate")]
        cases: Vec<Case>,
        #[serde(rename = "keyUsage_strings")]
        bits: Vec<BitRow>,
        #[serde(rename = "extKeyUsage_strings")]
        purposes: Vec<PurposeRow>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Case {
        name: String,
        usages: Vec<String>,
        #[serde(rename = "isCA")]
        is_ca: bool,
        #[serde(rename = "expected_error")]
        error: bool,
        #[serde(rename = "expected_keyUsage")]
        bits: Vec<String>,
        #[serde(rename = "expected_extKeyUsage")]
        purposes: Vec<String>,
    }

    #[derive(Deserialize)]
    struct BitRow {
        usage: String,
        #[serde(rename = "keyUsage")]
        bit: String,
    }

    #[derive(Deserialize)]
    struct PurposeRow {
        usage: String,
        oid: String,
    }

    fn vectors() -> Vectors {
        serde_json::from_str(include_str!("../../tests/data/vectors/key-usages.json")).unwrap()
    }

    #[test]
    fn cert_managers_own_cases_hold() {
        for case in vectors().cases {
            let usages: Result<Vec<Usage>, _> =
                case.usages.iter().map(|text| text.parse()).collect();
            let Ok(usages) = usages else {
                assert!(case.error, "{}", case.name);
                continue;
            };
            assert!(!case.error, "{}", case.name);
            let bits: Vec<String> = key_usage_bits(&usages, case.is_ca)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(bits, case.bits, "{}", case.name);
            assert_eq!(extended_key_usages(&usages), case.purposes, "{}", case.name);
        }
    }

    #[test]
    fn every_string_of_cert_manager_maps_to_its_bit_or_purpose() {
        let vectors = vectors();
        assert_eq!(
            vectors.bits.len() + vectors.purposes.len(),
            Usage::ALL.len()
        );
        for row in vectors.bits {
            let usage: Usage = row.usage.parse().unwrap();
            let Effect::Bit(bit) = usage.effect() else {
                panic!("{usage} should be a bit")
            };
            assert_eq!(bit.to_string(), row.bit);
            assert_eq!(Usage::from_bit(bit).effect(), usage.effect());
        }
        for row in vectors.purposes {
            let usage: Usage = row.usage.parse().unwrap();
            assert_eq!(extended_key_usages(&[usage]), [row.oid.as_str()]);
            let back = Usage::from_purpose(&row.oid).unwrap();
            assert_eq!(back.effect(), usage.effect());
        }
    }

    #[test]
    fn usages_are_written_as_cert_manager_writes_them() {
        let usages = vec![Usage::SMime, Usage::DigitalSignature];
        let json = serde_json::to_string(&usages).unwrap();
        assert_eq!(json, r#"["s/mime","digital signature"]"#);
        assert_eq!(serde_json::from_str::<Vec<Usage>>(&json).unwrap(), usages);
    }
}
