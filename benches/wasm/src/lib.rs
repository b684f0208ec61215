//! The lab's core, for the bench's page: a CA that issues as the lab's CA
//! issuer does, with keys held in memory.

mod practice;
mod rsa;

use std::error::Error;
use std::time::Duration;

use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::x509::{
    Certificate, CertificateSigningRequest, DnsName, Issuer, KeyAlgorithm, KeyEncoding, PrivateKey,
    RequestParams, SerialNumber, Template, ToBeSigned, certificate, request,
};
use wasm_bindgen::prelude::*;

pub use practice::Practice;
pub use rsa::{OursRsa, facts};

/// A CA with all that it needs to issue.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ours {
    entropy: SeededEntropy,
    now: Timestamp,
    key: PrivateKey,
    certificate: Certificate,
}

#[wasm_bindgen]
impl Ours {
    /// Makes the CA's key and self-signed certificate.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: &[u8], now_unix_secs: i32) -> Result<Self, JsError> {
        let seed = seed.try_into()?;
        let now = Timestamp::from_unix_secs(now_unix_secs.into());
        Self::create(SeededEntropy::new(seed), now).map_err(|error| shown(&*error))
    }

    /// The CA's certificate.
    #[wasm_bindgen(js_name = caPem, getter)]
    pub fn ca_pem(&self) -> String {
        self.certificate.to_pem()
    }

    /// Key, CSR, verification of the CSR, CA-signed leaf; the leaf and its key
    /// as PEM.
    pub fn issue(&mut self) -> Result<String, JsError> {
        self.issue_leaf().map_err(|error| shown(&*error))
    }
}

impl Ours {
    fn create(mut entropy: SeededEntropy, now: Timestamp) -> Result<Self, Box<dyn Error>> {
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy)?;
        let params = RequestParams {
            common_name: Some("Our CA".to_owned()),
            is_ca: true,
            ..RequestParams::default()
        };
        let unsigned = request::prepare(&params, &key.public_key())?;
        let request = CertificateSigningRequest::from_der(&signed(&unsigned, &key)?)?;
        let template = template(&mut entropy, now, true);
        let unsigned = certificate::prepare(&request, &template, Issuer::SelfSigned)?;
        Ok(Self {
            certificate: Certificate::from_der(&signed(&unsigned, &key)?)?,
            entropy,
            now,
            key,
        })
    }

    fn issue_leaf(&mut self) -> Result<String, Box<dyn Error>> {
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut self.entropy)?;
        let params = RequestParams {
            common_name: Some("example.test".to_owned()),
            dns_names: vec![
                DnsName::parse("example.test")?,
                DnsName::parse("*.example.test")?,
            ],
            ..RequestParams::default()
        };
        let unsigned = request::prepare(&params, &key.public_key())?;
        let request = certlab::encoding::to_pem("CERTIFICATE REQUEST", &signed(&unsigned, &key)?);
        // Reading a request verifies its signature.
        let request = CertificateSigningRequest::from_pem(&request)?;
        let template = template(&mut self.entropy, self.now, false);
        let issuer = Issuer::Certificate(&self.certificate);
        let unsigned = certificate::prepare(&request, &template, issuer)?;
        let leaf = Certificate::from_der(&signed(&unsigned, &self.key)?)?;
        Ok(leaf.to_pem() + &key.to_pem(KeyEncoding::Pkcs8))
    }
}

fn signed(unsigned: &ToBeSigned, key: &PrivateKey) -> Result<Vec<u8>, certlab::x509::Error> {
    unsigned.sign(key)
}

pub(crate) fn template(entropy: &mut SeededEntropy, now: Timestamp, is_ca: bool) -> Template {
    Template {
        serial: SerialNumber::random(entropy),
        not_before: now,
        not_after: now + Duration::from_hours(24),
        is_ca,
        path_len: None,
        usages: Vec::new(),
        crl_distribution_points: Vec::new(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    }
}

/// An error as an exception of the page.
pub(crate) fn shown(error: &dyn Error) -> JsError {
    JsError::new(&error.to_string())
}
