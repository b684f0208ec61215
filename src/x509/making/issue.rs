//! Requests and certificates from wishes.

use super::Wishes;
use crate::x509::certificate::{
    Body, authority_key_id, distribution_points, information_access, subject_key_id,
};
use crate::x509::request::{constraints_extension, names, prepare_with};
use crate::x509::{
    Certificate, Error, PublicKey, RequestParams, SerialNumber, SignatureAlgorithm, ToBeSigned,
    extension,
};

impl Wishes {
    /// A request for this key.
    pub(super) fn request(
        &self,
        key: &PublicKey,
        signature: Option<SignatureAlgorithm>,
    ) -> Result<ToBeSigned, Error> {
        let params = RequestParams {
            signature_algorithm: signature.filter(|way| way.fits(key.algorithm())),
            ..self.params.clone()
        };
        prepare_with(&params, &self.extras, key)
    }

    /// A certificate for this key, signed by itself or by `issuer`'s key. Unlike
    /// cert-manager's it always names its key: RFC 5280 §4.2.1.2 wants that of every CA, and
    /// recommends it for others.
    pub(super) fn certificate(
        &self,
        key: &PublicKey,
        issuer: Option<&Certificate>,
        serial: &SerialNumber,
        signature: Option<SignatureAlgorithm>,
    ) -> Result<ToBeSigned, Error> {
        let (subject, alternative_names) = names(&self.params, &self.extras)?;
        let signer = match issuer {
            Some(issuer) => issuer.public_key()?.algorithm(),
            None => key.algorithm(),
        };
        let algorithm = signature
            .filter(|way| way.fits(signer))
            .unwrap_or_else(|| SignatureAlgorithm::default_for(signer));
        let is_ca = self.params.is_ca;
        let mut extensions = vec![extension::basic_constraints(is_ca, self.path_length)?];
        if self.params.encode_usages {
            extensions.extend(extension::usages(&self.params.usages, is_ca)?);
        }
        extensions.push(subject_key_id(&key.key_id())?);
        if let Some(key_id) = issuer.and_then(Certificate::subject_key_id) {
            extensions.push(authority_key_id(key_id)?);
        }
        if let Some(constraints) = &self.extras.constraints {
            extensions.push(constraints_extension(constraints)?);
        }
        extensions.extend(information_access(&self.ocsp_urls, &self.issuer_urls)?);
        extensions.extend(distribution_points(&self.list_urls)?);
        extensions.extend(alternative_names);
        let body = Body {
            serial,
            not_before: self.not_before,
            not_after: self.not_after,
            issuer: issuer.map_or(&subject, Certificate::raw_subject),
            subject: &subject,
            key,
            extensions,
        };
        body.prepare(algorithm)
    }
}
