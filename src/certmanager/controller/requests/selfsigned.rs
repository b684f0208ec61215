//! Signs with the request's own key (`certificaterequests-issuer-selfsigned`).

use crate::certmanager::api::{IssuerType, NOT_KEPT, annotations, secret};
use crate::certmanager::runtime::pass::{Flow, Pass};
use crate::x509::certificate::prepare;
use crate::x509::{Certificate, CertificateSigningRequest, Issuer, SerialNumber, Template};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let signing = super::begin(pass, IssuerType::SelfSigned)?;
    let request = signing.request;
    let namespace = request.namespace();
    let name = request.metadata.annotation(annotations::PRIVATE_KEY_SECRET);
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        let message = format!(
            "Annotation {:?} missing or reference empty: secret name missing",
            annotations::PRIVATE_KEY_SECRET
        );
        return super::failed(pass, request, "MissingAnnotation", message);
    };
    let Some(found) = pass.secret(namespace, name) else {
        let message = super::secret_not_found(namespace, name);
        return super::pending(pass, request, "MissingSecret", message);
    };
    let parsing = |error: &dyn std::fmt::Display| {
        format!(
            "Failed to get key {name:?} referenced in annotation {:?}: {error}",
            annotations::PRIVATE_KEY_SECRET
        )
    };
    let key = match found.private_key(secret::TLS_KEY) {
        Ok(key) => key,
        Err(error) => {
            return super::pending(pass, request, "ErrorParsingKey", parsing(&error));
        }
    };
    let Some(key_id) = &key.key else {
        return super::pending(pass, request, "ErrorParsingKey", parsing(&NOT_KEPT));
    };
    let generating =
        |error: &dyn std::fmt::Display| format!("Error generating certificate template: {error}");
    let csr = match CertificateSigningRequest::from_pem(&request.request_pem()) {
        Ok(csr) => csr,
        Err(error) => {
            return super::failed(pass, request, "ErrorGenerating", generating(&error));
        }
    };
    if *csr.public_key() != key.public_key {
        let message = generating(&"CSR not signed by referenced private key");
        return super::failed(pass, request, "ErrorKeyMatch", message);
    }
    let template = Template {
        serial: SerialNumber::random(pass.entropy),
        not_before: pass.now,
        not_after: super::not_after(request, pass.now),
        is_ca: request.spec.is_ca,
        path_len: None,
        usages: request.spec.usages.clone(),
        crl_distribution_points: signing
            .issuer
            .spec
            .self_signed
            .as_ref()
            .map(|issuer| issuer.crl_distribution_points.clone())
            .unwrap_or_default(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    };
    let to_be_signed = match prepare(&csr, &template, Issuer::SelfSigned) {
        Ok(to_be_signed) => to_be_signed,
        Err(error) => {
            return super::failed(pass, request, "ErrorGenerating", generating(&error));
        }
    };
    let (to_be_signed, signature) = pass.sign_once(key_id, |_| to_be_signed)?;
    let certificate = to_be_signed
        .assemble(&signature)
        .and_then(|der| Certificate::from_der(&der));
    match certificate {
        Ok(certificate) => {
            if csr.subject().is_empty() {
                pass.warning("BadConfig", EMPTY_ISSUER);
            }
            let pem = certificate.to_pem().into_bytes();
            super::signed(pass, request, pem.clone(), Some(pem))
        }
        Err(error) => {
            let message = format!("Error signing certificate: {error}");
            super::failed(pass, request, "ErrorSigning", message)
        }
    }
}

const EMPTY_ISSUER: &str = "Certificate will be issued with an empty Issuer DN, which contravenes RFC 5280 and could break some strict clients";
