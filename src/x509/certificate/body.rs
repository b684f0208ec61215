//! What is signed of a certificate (RFC 5280 §4.1.2).

use std::time::Duration;

use der::asn1::{AnyRef, GeneralizedTime, UintRef, UtcTime};
use der::{Decode as _, Sequence};
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::Extension;
use x509_cert::time::Time;

use super::SerialNumber;
use crate::clock::Timestamp;
use crate::x509::signing::ToBeSigned;
use crate::x509::{Error, PublicKey, SignatureAlgorithm};

/// A certificate's fields before it is signed; names are DER, written as they are.
pub(in crate::x509) struct Body<'a> {
    pub(in crate::x509) serial: &'a SerialNumber,
    pub(in crate::x509) not_before: Timestamp,
    pub(in crate::x509) not_after: Timestamp,
    pub(in crate::x509) issuer: &'a [u8],
    pub(in crate::x509) subject: &'a [u8],
    pub(in crate::x509) key: &'a PublicKey,
    pub(in crate::x509) extensions: Vec<Extension>,
}

impl Body<'_> {
    /// Version 3, to be signed in this way.
    pub(in crate::x509) fn prepare(
        self,
        algorithm: SignatureAlgorithm,
    ) -> Result<ToBeSigned, Error> {
        let part = |der| AnyRef::from_der(der).map_err(|_| ENCODING);
        let body = TbsCertificate {
            version: VERSION_3,
            serial_number: UintRef::new(self.serial.as_bytes()).map_err(|_| ENCODING)?,
            signature: algorithm.identifier(),
            issuer: part(self.issuer)?,
            validity: Validity {
                not_before: time(self.not_before)?,
                not_after: time(self.not_after)?,
            },
            subject: part(self.subject)?,
            subject_public_key_info: part(self.key.spki_der())?,
            extensions: Some(self.extensions).filter(|extensions| !extensions.is_empty()),
        };
        ToBeSigned::new(&body, algorithm)
    }
}

/// A date as RFC 5280 §4.1.2.5 wants it: in the short form through the year 2049,
/// in the long one from 2050 on.
pub(in crate::x509) fn time(moment: Timestamp) -> Result<Time, Error> {
    let since_1970 = u64::try_from(moment.unix_secs())
        .map(Duration::from_secs)
        .map_err(|_| ENCODING)?;
    UtcTime::from_unix_duration(since_1970)
        .map(Time::from)
        .or_else(|_| GeneralizedTime::from_unix_duration(since_1970).map(Time::from))
        .map_err(|_| ENCODING)
}

/// `TBSCertificate` (RFC 5280 §4.1), written; x509-cert's own keeps its fields to itself.
#[derive(Sequence)]
struct TbsCertificate<'a> {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    version: u8,
    serial_number: UintRef<'a>,
    signature: AlgorithmIdentifierOwned,
    issuer: AnyRef<'a>,
    validity: Validity,
    subject: AnyRef<'a>,
    subject_public_key_info: AnyRef<'a>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    extensions: Option<Vec<Extension>>,
}

/// `Validity` (RFC 5280 §4.1.2.5).
#[derive(Sequence)]
struct Validity {
    not_before: Time,
    not_after: Time,
}

/// Version 3 is written as 2.
const VERSION_3: u8 = 2;

const ENCODING: Error = Error::Encoding {
    what: "the certificate",
};
