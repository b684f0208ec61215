//! The same CA with RSA keys: `WebCrypto` makes them and signs, as in the lab's page, so
//! each signature is a step of the page's script.

use std::error::Error;

use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::x509::{
    Certificate, CertificateSigningRequest, DnsName, Issuer, KeyEncoding, PrivateKey,
    RequestParams, Signature, ToBeSigned, certificate, request,
};
use wasm_bindgen::prelude::*;

use crate::{shown, template};

/// A CA with RSA keys.
#[wasm_bindgen]
#[derive(Debug)]
pub struct OursRsa {
    entropy: SeededEntropy,
    now: Timestamp,
    certificate: Option<Certificate>,
    key: PrivateKey,
    unsigned: Option<ToBeSigned>,
    made: Vec<u8>,
}

#[wasm_bindgen]
impl OursRsa {
    /// With the key of the CA; its certificate is made next.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: &[u8], now_unix_secs: i32, pkcs8: &[u8]) -> Result<Self, JsError> {
        Ok(Self {
            entropy: SeededEntropy::new(seed.try_into()?),
            now: Timestamp::from_unix_secs(now_unix_secs.into()),
            certificate: None,
            key: PrivateKey::from_pkcs8_der(pkcs8)?,
            unsigned: None,
            made: Vec::new(),
        })
    }

    /// What is to be signed next.
    pub fn message(&self) -> Vec<u8> {
        self.unsigned
            .as_ref()
            .map(|unsigned| unsigned.message().to_vec())
            .unwrap_or_default()
    }

    /// Its signature.
    pub fn answer(&mut self, signature: &[u8]) -> Result<(), JsError> {
        let unsigned = self.unsigned.take();
        let unsigned = unsigned.ok_or_else(|| JsError::new("nothing is to be signed"))?;
        self.made = unsigned.assemble(&Signature::from_raw(signature.to_vec()))?;
        Ok(())
    }

    /// A request for a new key.
    pub fn request(&mut self, name: &str, pkcs8: &[u8]) -> Result<(), JsError> {
        self.key = PrivateKey::from_pkcs8_der(pkcs8)?;
        let is_ca = self.certificate.is_none();
        let params = RequestParams {
            common_name: Some(name.to_owned()),
            dns_names: if is_ca {
                Vec::new()
            } else {
                vec![DnsName::parse(name)?, DnsName::parse(&format!("*.{name}"))?]
            },
            is_ca,
            ..RequestParams::default()
        };
        self.unsigned = Some(request::prepare(&params, &self.key.public_key())?);
        Ok(())
    }

    /// A certificate for the request that was signed, which travels as PEM and is checked:
    /// the CA's own, then leaves.
    pub fn issue(&mut self) -> Result<(), JsError> {
        self.prepare().map_err(|error| shown(&*error))
    }

    /// What was signed last is the CA's certificate.
    pub fn keep(&mut self) -> Result<(), JsError> {
        self.certificate = Some(Certificate::from_der(&self.made)?);
        Ok(())
    }

    /// The CA's certificate.
    pub fn ca_pem(&self) -> String {
        self.certificate
            .as_ref()
            .map(Certificate::to_pem)
            .unwrap_or_default()
    }

    /// The leaf and its key as PEM.
    pub fn leaf_pem(&self) -> Result<String, JsError> {
        let leaf = Certificate::from_der(&self.made)?;
        Ok(leaf.to_pem() + &self.key.to_pem(KeyEncoding::Pkcs8))
    }
}

impl OursRsa {
    fn prepare(&mut self) -> Result<(), Box<dyn Error>> {
        let pem = certlab::encoding::to_pem("CERTIFICATE REQUEST", &self.made);
        let request = CertificateSigningRequest::from_pem(&pem)?;
        let template = template(&mut self.entropy, self.now, self.certificate.is_none());
        let issuer = match &self.certificate {
            Some(certificate) => Issuer::Certificate(certificate),
            None => Issuer::SelfSigned,
        };
        self.unsigned = Some(certificate::prepare(&request, &template, issuer)?);
        Ok(())
    }
}

/// Serial number, common names, end and DNS names of a certificate.
#[wasm_bindgen]
pub fn facts(der: &[u8]) -> Result<String, JsError> {
    let certificate = Certificate::from_der(der)?;
    Ok([
        certificate.serial().hex(),
        certificate.common_name().unwrap_or_default(),
        certificate.issuer().trim_start_matches("CN=").to_owned(),
        certificate.not_after().unix_secs().to_string(),
        certificate.dns_names().join(","),
    ]
    .join("|"))
}
