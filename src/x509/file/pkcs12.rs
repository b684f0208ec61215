//! PKCS #12: keys with their certificates, locked by a passphrase (RFC 7292).
//!
//! Read are PBES2 with everything that `pkcs5` knows (AES, 3DES, scrypt) and the old
//! schemes with 3DES and RC2; RC4 is not, since no program has written it for twenty
//! years. cert-manager's profiles are written with go-pkcs12's own parameters, see
//! [`Profile`].

mod mac;
mod pbmac1;
mod read;
mod write;

pub use write::{Contents, Profile, write};

use der::asn1::ObjectIdentifier;

/// `friendlyName` (RFC 2985 §5.5.1).
const FRIENDLY_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.20");
/// `localKeyId` (RFC 2985 §5.5.2): ties a key to its certificate.
const LOCAL_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.21");
/// Java's mark of a certificate that is trusted, and for what.
const TRUSTED_KEY_USAGE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("2.16.840.1.113894.746875.1.1");
/// `anyExtendedKeyUsage` (RFC 5280 §4.2.1.12).
const ANY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");
