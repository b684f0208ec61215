//! PKCS #7: signed messages, most of them only a bag for certificates (RFC 5652 §5).

use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::EncapsulatedContentInfo;
use der::asn1::{Any, ObjectIdentifier, SetOfVec};
use der::{Decode as _, Encode as _, Sequence, Tag};

use super::der_shape::{self, Shape, constructed};
use super::finder::Finder;
use super::{Container, ContainerKind, Content, Error, Format, Layer, Place};

impl Finder<'_> {
    /// Reads certificates and revocation lists, in the message's order and byte for byte:
    /// `cms` would sort and write them anew.
    pub(super) fn pkcs7(&mut self, der: &[u8], place: &Place, depth: usize) -> Result<(), Error> {
        let (message, _) = der_shape::first(der)?;
        let parts = der_shape::children(message.content, 2)?;
        let [content_type, content] = parts.as_slice() else {
            return Err(MALFORMED);
        };
        let oid = ObjectIdentifier::from_der(content_type.whole).map_err(|_| MALFORMED)?;
        if oid == ID_DATA {
            // Data inside data: only its outside was PKCS #7.
            let (data, _) = der_shape::first(content.content)?;
            return self.open(data.content, place, depth.saturating_add(1));
        }
        if oid != ID_SIGNED_DATA {
            return Err(Error::UnsupportedAlgorithm {
                format: Format::Pkcs7,
                algorithm: oid.to_string(),
            });
        }
        let (signed, _) = der_shape::first(content.content)?;
        let fields = der_shape::children(signed.content, MOST_FIELDS)?;
        let sets: Vec<_> = fields.iter().skip(NAMED_FIELDS).collect();
        let signatures = match sets.last() {
            Some(signers) if signers.tag == Tag::Set => {
                der_shape::children(signers.content, super::MAX_ITEMS)?.len()
            }
            _ => 0,
        };
        self.contain(Container {
            place: place.clone(),
            kind: ContainerKind::Pkcs7 { signatures },
        });
        let inside = place.then(Layer::Pkcs7);
        for set in sets {
            if set.tag != constructed(0) && set.tag != constructed(1) {
                continue;
            }
            // One more than may be kept, so that the limit is noticed.
            for value in der_shape::children(set.content, super::MAX_ITEMS.saturating_add(1))? {
                let der = value.whole.to_vec();
                match der_shape::shape(&value) {
                    Shape::Certificate => self.keep(Content::Certificate(der), &inside, None),
                    Shape::RevocationList => self.keep(Content::RevocationList(der), &inside, None),
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// Certificates without a message, as `openssl crl2pkcs7 -nocrl` writes them; DER sorts
/// them (X.690 §11.6).
pub fn write<'a>(certificates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, Error> {
    let unwritable = |_| Error::Unwritable {
        format: Format::Pkcs7,
    };
    let certificates: Result<Vec<Any>, der::Error> =
        certificates.into_iter().map(Any::from_der).collect();
    encode(certificates.map_err(unwritable)?).map_err(unwritable)
}

fn encode(certificates: Vec<Any>) -> Result<Vec<u8>, der::Error> {
    let signed = SignedCertificates {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::new(),
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ID_DATA,
            econtent: None,
        },
        certificates: SetOfVec::try_from(certificates)?,
        signer_infos: SetOfVec::new(),
    };
    ContentInfo {
        content_type: ID_SIGNED_DATA,
        content: Any::from_der(&signed.to_der()?)?,
    }
    .to_der()
}

/// `SignedData` (RFC 5652 §5.1) with its certificates left as they are.
#[derive(Sequence)]
struct SignedCertificates {
    version: CmsVersion,
    digest_algorithms: SetOfVec<Any>,
    encap_content_info: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true")]
    certificates: SetOfVec<Any>,
    signer_infos: SetOfVec<Any>,
}

/// `id-data` (RFC 5652 §4).
pub(super) const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
/// `id-signedData` (RFC 5652 §5.1).
const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// `id-encryptedData` (RFC 5652 §8).
pub(super) const ID_ENCRYPTED_DATA: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.6");

const MALFORMED: Error = Error::Malformed {
    format: Format::Pkcs7,
};

/// Version, digest algorithms and content, before the sets.
const NAMED_FIELDS: usize = 3;
/// With certificates, revocation lists and signatures.
const MOST_FIELDS: usize = 6;
