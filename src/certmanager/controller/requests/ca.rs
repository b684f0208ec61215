//! Signs with a CA's key from a Secret (`certificaterequests-issuer-ca`).

use crate::certmanager::api::IssuerType;
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::certmanager::signer;
use crate::x509::certificate::prepare;
use crate::x509::{
    self, Certificate, CertificateSigningRequest, Issuer, SerialNumber, Template, chain_pem,
};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let signing = super::begin(pass, IssuerType::Ca)?;
    let request = signing.request;
    let Some(ca) = &signing.issuer.spec.ca else {
        return DONE;
    };
    let namespace = pass.secrets_of(&signing.issuer_key).to_owned();
    let name = ca.secret_name.as_str();
    let Some(found) = pass.secret(&namespace, name) else {
        let message = super::secret_not_found(&namespace, name);
        return super::pending(pass, request, "SecretMissing", message);
    };
    let (key, ca_chain) = match signer::of(found) {
        Ok(pair) => pair,
        Err(error) => {
            let message = format!(
                "Failed to parse signing CA keypair from secret {namespace}/{name}: {error}"
            );
            return super::pending(pass, request, "SecretInvalidData", message);
        }
    };
    let template = Template {
        serial: SerialNumber::random(pass.entropy),
        not_before: pass.now,
        // May outlive the CA's own certificate: cert-manager does not mind.
        not_after: super::not_after(request, pass.now),
        is_ca: request.spec.is_ca,
        path_len: None,
        usages: request.spec.usages.clone(),
        crl_distribution_points: ca.crl_distribution_points.clone(),
        ocsp_servers: ca.ocsp_servers.clone(),
        issuing_certificate_urls: ca.issuing_certificate_urls.clone(),
    };
    let to_be_signed =
        CertificateSigningRequest::from_pem(&request.request_pem()).and_then(|csr| {
            let signer = ca_chain.first().ok_or(x509::Error::BrokenChain)?;
            prepare(&csr, &template, Issuer::Certificate(signer))
        });
    let to_be_signed = match to_be_signed {
        Ok(to_be_signed) => to_be_signed,
        Err(error) => {
            let message = format!("Error generating certificate template: {error}");
            return super::failed(pass, request, "SigningError", message);
        }
    };
    let (to_be_signed, signature) = pass.sign_once(&key, |_| to_be_signed)?;
    let bundle = to_be_signed
        .assemble(&signature)
        .and_then(|der| Certificate::from_der(&der))
        .and_then(|leaf| x509::bundle(std::iter::once(leaf).chain(ca_chain).collect()));
    match bundle {
        Ok(bundle) => {
            let ca = bundle.ca.map(|ca| ca.to_pem().into_bytes());
            super::signed(pass, request, chain_pem(&bundle.chain).into_bytes(), ca)
        }
        Err(error) => {
            let message = format!("Error signing certificate: {error}");
            super::failed(pass, request, "SigningError", message)
        }
    }
}
