//! A placeholder for a server that needs a certificate to start
//! (`pkg/controller/certificates/issuing/temporary.go`).

use super::target_secret::{self, Issued};
use crate::certmanager::api::{Certificate, CertificateSubject, Secret, SecretKey, secret};
use crate::certmanager::policy::{self, Input};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::certmanager::signing_request;
use crate::entropy::Entropy;
use crate::kube::Duration;
use crate::x509::{
    self, CertificateSigningRequest, Issuer, KeyAlgorithm, PrivateKey, RequestParams, SerialNumber,
    Template, certificate, request,
};

/// Issues one if the Certificate wants it and its Secret holds no pair of key and certificate.
pub(super) fn ensure(
    pass: &mut Pass<'_>,
    certificate: &Certificate,
    next: &Secret,
    key: &SecretKey,
) -> Flow {
    if !certificate.wants_placeholder() {
        return DONE;
    }
    let lacks_key_pair = policy::lacks_key_pair(&Input {
        certificate,
        current_request: None,
        secret: pass.secret(certificate.namespace(), &certificate.spec.secret_name),
        now: pass.now,
    });
    let Some(key_id) = key.key.as_ref().filter(|_| lacks_key_pair) else {
        return DONE;
    };
    let mut marked = certificate.clone();
    let subject = &mut marked.spec.subject;
    let subject = subject.get_or_insert_with(CertificateSubject::default);
    SERIAL_NUMBER.clone_into(&mut subject.serial_number);
    // Why a spec gives no CSR was said by the request manager.
    let Ok(to_be_signed) = signing_request::prepare(&marked, &key.public_key) else {
        return DONE;
    };
    let signature = pass.sign(key_id, &to_be_signed)?;
    let leaf = to_be_signed
        .assemble(&signature)
        .and_then(|der| CertificateSigningRequest::from_der(&der))
        .and_then(|csr| sign(pass, certificate, &csr));
    let Ok(leaf) = leaf else {
        return DONE;
    };
    let pem = leaf.to_pem();
    let placeholder = Issued {
        pem: pem.as_bytes(),
        ca: None,
        leaf: Some(&leaf),
        key: next.entry(secret::TLS_KEY),
        is_placeholder: true,
    };
    target_secret::store(pass, certificate, &placeholder)?;
    pass.normal("Issuing", "Issued temporary certificate");
    DONE
}

/// Signs with a CA that is forgotten at once. Nobody trusts it, so its key may come from the
/// lab's own randomness: a replay makes the same one.
fn sign(
    pass: &mut Pass<'_>,
    certificate: &Certificate,
    csr: &CertificateSigningRequest,
) -> Result<x509::Certificate, x509::Error> {
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP521, pass.entropy)?;
    let params = RequestParams {
        common_name: Some("cert-manager.local".to_owned()),
        is_ca: true,
        ..RequestParams::default()
    };
    let own = request::prepare(&params, &key.public_key())?.sign(&key)?;
    let own = CertificateSigningRequest::from_der(&own)?;
    let ninety_days = Duration::from_hours(90 * 24);
    let of_ca = Template {
        is_ca: true,
        ..template(pass.entropy, pass.now, ninety_days)
    };
    let ca = certificate::prepare(&own, &of_ca, Issuer::SelfSigned)?.sign(&key)?;
    let ca = x509::Certificate::from_der(&ca)?;
    let spec = &certificate.spec;
    let of_leaf = Template {
        is_ca: spec.is_ca,
        usages: spec.usages.clone(),
        ..template(pass.entropy, pass.now, spec.duration.unwrap_or(ninety_days))
    };
    let leaf = certificate::prepare(csr, &of_leaf, Issuer::Certificate(&ca))?;
    x509::Certificate::from_der(&leaf.sign(&key)?)
}

fn template(
    entropy: &mut dyn Entropy,
    now: crate::clock::Timestamp,
    lifetime: Duration,
) -> Template {
    Template {
        serial: SerialNumber::random(entropy),
        not_before: now,
        not_after: now + lifetime.span(),
        is_ca: false,
        path_len: None,
        usages: Vec::new(),
        crl_distribution_points: Vec::new(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    }
}

/// By which a placeholder is known: its subject's serial number.
const SERIAL_NUMBER: &str = "1234567890";
