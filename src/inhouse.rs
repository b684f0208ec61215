//! An in-house CA: what the practice servers that speak no ACME sign with.

use std::time::Duration;

use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::x509::{
    Certificate, CertificateSigningRequest, Error, Issuer, PrivateKey, RequestParams, SerialNumber,
    Template, Usage, certificate, request,
};

/// What a practice server is given with a request.
#[expect(
    missing_debug_implementations,
    reason = "a private key and a random source are not for logs"
)]
pub struct Context<'a> {
    /// The time.
    pub now: Timestamp,
    /// Randomness of tokens and serial numbers.
    pub entropy: &'a mut dyn Entropy,
    /// The CA's key.
    pub key: &'a PrivateKey,
}

/// Signs a request: the leaf, and the root that is made when there is none, or none that would
/// outlive the leaf.
pub(crate) fn issue(
    root: &mut Option<Vec<u8>>,
    root_name: &str,
    csr: &CertificateSigningRequest,
    usages: Vec<Usage>,
    lifetime: Duration,
    context: &mut Context<'_>,
) -> Result<(Certificate, Certificate), Error> {
    let root = ensure_root(root, root_name, lifetime, context)?;
    let template = Template {
        usages,
        ..template(context, lifetime)
    };
    let to_be_signed = certificate::prepare(csr, &template, Issuer::Certificate(&root))?;
    let leaf = Certificate::from_der(&to_be_signed.sign(context.key)?)?;
    Ok((leaf, root))
}

fn ensure_root(
    present: &mut Option<Vec<u8>>,
    name: &str,
    lifetime: Duration,
    context: &mut Context<'_>,
) -> Result<Certificate, Error> {
    let known = present.as_deref();
    let known = known.and_then(|der| Certificate::from_der(der).ok());
    let needed = context.now + lifetime;
    if let Some(root) = known.filter(|root| root.not_after() >= needed) {
        return Ok(root);
    }
    let params = RequestParams {
        common_name: Some(name.to_owned()),
        organizations: vec!["Certificate Lab".to_owned()],
        is_ca: true,
        ..RequestParams::default()
    };
    let csr = request::prepare(&params, &context.key.public_key())?.sign(context.key)?;
    let csr = CertificateSigningRequest::from_der(&csr)?;
    let template = Template {
        is_ca: true,
        usages: vec![Usage::CertSign, Usage::CrlSign],
        ..template(context, lifetime.max(ROOT_LIFETIME))
    };
    let to_be_signed = certificate::prepare(&csr, &template, Issuer::SelfSigned)?;
    let root = Certificate::from_der(&to_be_signed.sign(context.key)?)?;
    *present = Some(root.der().to_vec());
    Ok(root)
}

fn template(context: &mut Context<'_>, lifetime: Duration) -> Template {
    Template {
        serial: SerialNumber::random(context.entropy),
        // As Vault's `not_before_duration`: clocks differ.
        not_before: context.now - Duration::from_secs(30),
        not_after: context.now + lifetime,
        is_ca: false,
        path_len: None,
        usages: Vec::new(),
        crl_distribution_points: Vec::new(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    }
}

const ROOT_LIFETIME: Duration = Duration::from_hours(10 * 365 * 24);
