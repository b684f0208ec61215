//! The CA's own certificates, and the ones it issues.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Context;
use crate::clock::Timestamp;
use crate::encoding;
use crate::x509::{
    Certificate, CertificateSigningRequest, Error, Issuer, PrivateKey, RequestParams, SerialNumber,
    Template, ToBeSigned, Usage, certificate, chain_pem, request,
};

/// Root and intermediate, made on first use and again when they run out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Authority {
    #[serde(with = "encoding::base64_option")]
    root: Option<Vec<u8>>,
    #[serde(with = "encoding::base64_option")]
    intermediate: Option<Vec<u8>>,
}

impl Authority {
    /// The root's DER.
    pub(super) fn root(&self) -> Option<&[u8]> {
        self.root.as_deref()
    }

    /// Issues a leaf for a request that was checked; gives leaf and intermediate as PEM.
    pub(super) fn issue(
        &mut self,
        csr: &CertificateSigningRequest,
        context: &mut Context<'_>,
    ) -> Result<String, Error> {
        let validity = Validity::starting_around(context.now, LEAF_LIFETIME);
        let intermediate = self.intermediate(validity, context)?;
        let template = Template {
            // An EC key signs and does not encipher.
            usages: vec![Usage::DigitalSignature, Usage::ServerAuth],
            ..validity.template(context)
        };
        let to_be_signed =
            certificate::prepare(csr, &template, Issuer::Certificate(&intermediate))?;
        let leaf = sign(&to_be_signed, &context.keys.intermediate)?;
        Ok(chain_pem(&[leaf, intermediate]))
    }

    /// An intermediate that outlives `needed`; there is a root that outlives it.
    fn intermediate(
        &mut self,
        needed: Validity,
        context: &mut Context<'_>,
    ) -> Result<Certificate, Error> {
        if let Some(present) = covering(self.intermediate.as_deref(), needed) {
            return Ok(present);
        }
        let validity = Validity::starting_around(context.now, INTERMEDIATE_LIFETIME);
        let root = self.root_covering(validity, context)?;
        let csr = ca_request("Practice Intermediate E1", &context.keys.intermediate)?;
        let template = Template {
            path_len: Some(0),
            ..validity.ca_template(context)
        };
        let to_be_signed = certificate::prepare(&csr, &template, Issuer::Certificate(&root))?;
        let made = sign(&to_be_signed, &context.keys.root)?;
        self.intermediate = Some(made.der().to_vec());
        Ok(made)
    }

    fn root_covering(
        &mut self,
        needed: Validity,
        context: &mut Context<'_>,
    ) -> Result<Certificate, Error> {
        if let Some(present) = covering(self.root.as_deref(), needed) {
            return Ok(present);
        }
        let csr = ca_request("Practice Root X1", &context.keys.root)?;
        let template = Validity::starting_around(context.now, ROOT_LIFETIME).ca_template(context);
        let to_be_signed = certificate::prepare(&csr, &template, Issuer::SelfSigned)?;
        let made = sign(&to_be_signed, &context.keys.root)?;
        self.root = Some(made.der().to_vec());
        Ok(made)
    }
}

#[derive(Clone, Copy)]
struct Validity {
    not_before: Timestamp,
    not_after: Timestamp,
}

impl Validity {
    /// Begins an hour ago, so that clocks that are slow accept it too, and ends
    /// a second early, since both ends belong to it: as Let's Encrypt does.
    fn starting_around(now: Timestamp, lifetime: Duration) -> Self {
        let not_before = now - BACKDATE;
        Self {
            not_before,
            not_after: not_before + lifetime - Duration::from_secs(1),
        }
    }

    fn template(self, context: &mut Context<'_>) -> Template {
        Template {
            serial: SerialNumber::random(context.entropy),
            not_before: self.not_before,
            not_after: self.not_after,
            is_ca: false,
            path_len: None,
            usages: Vec::new(),
            crl_distribution_points: Vec::new(),
            ocsp_servers: Vec::new(),
            issuing_certificate_urls: Vec::new(),
        }
    }

    fn ca_template(self, context: &mut Context<'_>) -> Template {
        Template {
            is_ca: true,
            usages: vec![Usage::DigitalSignature, Usage::CertSign, Usage::CrlSign],
            ..self.template(context)
        }
    }
}

/// The certificate, if it is there and covers all of `needed`. The lab's clock
/// may jump either way.
fn covering(der: Option<&[u8]>, needed: Validity) -> Option<Certificate> {
    Certificate::from_der(der?).ok().filter(|present| {
        present.not_before() <= needed.not_before && present.not_after() >= needed.not_after
    })
}

fn ca_request(common_name: &str, key: &PrivateKey) -> Result<CertificateSigningRequest, Error> {
    let params = RequestParams {
        common_name: Some(common_name.to_owned()),
        organizations: vec!["Certificate Lab".to_owned()],
        is_ca: true,
        ..RequestParams::default()
    };
    let to_be_signed = request::prepare(&params, &key.public_key())?;
    CertificateSigningRequest::from_der(&to_be_signed.assemble(&key.sign(to_be_signed.message()))?)
}

fn sign(to_be_signed: &ToBeSigned, key: &PrivateKey) -> Result<Certificate, Error> {
    Certificate::from_der(&to_be_signed.assemble(&key.sign(to_be_signed.message()))?)
}

const BACKDATE: Duration = Duration::from_hours(1);
const LEAF_LIFETIME: Duration = Duration::from_hours(90 * 24);
const INTERMEDIATE_LIFETIME: Duration = Duration::from_hours(5 * 365 * 24);
const ROOT_LIFETIME: Duration = Duration::from_hours(10 * 365 * 24);
