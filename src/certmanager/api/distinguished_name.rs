//! What a Certificate says of its subject beside the common name, and names of
//! other kinds.

use serde::{Deserialize, Serialize};

/// Subject attributes beside the common name (`spec.subject`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateSubject {
    /// Organizations (`spec.subject.organizations`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizations: Vec<String>,
    /// Countries (`spec.subject.countries`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Organizational units (`spec.subject.organizationalUnits`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organizational_units: Vec<String>,
    /// Cities (`spec.subject.localities`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub localities: Vec<String>,
    /// States or provinces (`spec.subject.provinces`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provinces: Vec<String>,
    /// Streets (`spec.subject.streetAddresses`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub street_addresses: Vec<String>,
    /// Postal codes (`spec.subject.postalCodes`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postal_codes: Vec<String>,
    /// Serial number of the subject, not of the certificate (`spec.subject.serialNumber`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub serial_number: String,
}

/// A name of another kind (`spec.otherNames[]`; RFC 5280 §4.2.1.6 `otherName`).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OtherName {
    /// Which kind (`oid`).
    #[serde(default)]
    pub oid: String,
    /// The name (`utf8Value`).
    #[serde(default, rename = "utf8Value")]
    pub utf8_value: String,
}
