//! Signs with a CA's key from a Secret (`certificaterequests-issuer-ca`).

use super::pass::{Flow, Pass};
use super::requests;
use crate::certmanager::api::{IssuerType, KeyDecodeError, KeyId, Secret, secret};
use crate::x509::certificate::prepare;
use crate::x509::{
    self, Certificate, CertificateSigningRequest, Issuer, SerialNumber, Template, chain_pem,
};

pub(super) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let signing = requests::begin(pass, IssuerType::Ca)?;
    let request = signing.request;
    let Some(ca) = &signing.issuer.spec.ca else {
        return super::pass::DONE;
    };
    let namespace = pass.secrets_of(&signing.issuer_key).to_owned();
    let name = ca.secret_name.as_str();
    let Some(found) = pass.secret(&namespace, name) else {
        let message = requests::secret_not_found(&namespace, name);
        return requests::pending(pass, request, "SecretMissing", message);
    };
    let (key, ca_chain) = match signing_key(found) {
        Ok(pair) => pair,
        Err(error) => {
            let message = format!(
                "Failed to parse signing CA keypair from secret {namespace}/{name}: {error}"
            );
            return requests::pending(pass, request, "SecretInvalidData", message);
        }
    };
    let template = Template {
        serial: SerialNumber::random(pass.entropy),
        not_before: pass.now,
        // May outlive the CA's own certificate: cert-manager does not mind.
        not_after: requests::not_after(request, pass.now),
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
            return requests::failed(pass, request, "SigningError", message);
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
            requests::signed(pass, request, chain_pem(&bundle.chain).into_bytes(), ca)
        }
        Err(error) => {
            let message = format!("Error signing certificate: {error}");
            requests::failed(pass, request, "SigningError", message)
        }
    }
}

/// A CA's key and its chain, the CA's own certificate first.
pub(super) fn signing_key(found: &Secret) -> Result<(KeyId, Vec<Certificate>), Error> {
    let key = found.private_key(secret::TLS_KEY)?;
    let chain = found.chain().ok_or_else(|| KeyDecodeError::NoData {
        entry: secret::TLS_CERT.to_owned(),
        namespace: found.namespace().to_owned(),
        name: found.metadata.name.clone(),
    })??;
    let certified = chain.first().map(Certificate::public_key).transpose()?;
    if certified.as_ref() != Some(&key.public_key) {
        return Err(Error::NotAPair);
    }
    Ok((key.key.ok_or(Error::NotKept)?, chain))
}

/// Why a Secret cannot sign.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Key(#[from] KeyDecodeError),
    #[error(transparent)]
    Certificate(#[from] x509::Error),
    #[error("tls: private key does not match public key")]
    NotAPair,
    #[error("{}", requests::NOT_KEPT)]
    NotKept,
}
