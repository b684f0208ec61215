//! Who signs outside the cluster beside the ACME server: Vault, Venafi, and a person with a CA.

use certlab::certmanager::external;
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::http::{HttpRequest, HttpResponse};
use certlab::inhouse::Context;
use certlab::kube::{Kind, ObjectKey};
use certlab::vault::{self, PracticeVault};
use certlab::venafi::PracticeVenafi;
use certlab::x509::certificate::prepare;
use certlab::x509::{Certificate, CertificateSigningRequest, Issuer, KeyAlgorithm, PrivateKey};

use super::cluster::TestCluster;
use super::server::{self_signed, template};

pub(crate) struct Outside {
    vault: PracticeVault,
    venafi: PracticeVenafi,
    key: PrivateKey,
    root: Certificate,
    entropy: SeededEntropy,
}

impl Outside {
    pub(crate) fn new(now: Timestamp) -> Self {
        let mut entropy = SeededEntropy::new([9; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
        Self {
            vault: PracticeVault::default(),
            venafi: PracticeVenafi::default(),
            root: self_signed(&key, now, &mut entropy),
            key,
            entropy,
        }
    }

    pub(crate) fn exchange(&mut self, request: &HttpRequest, now: Timestamp) -> HttpResponse {
        let mut context = Context {
            now,
            entropy: &mut self.entropy,
            key: &self.key,
        };
        if request.url.starts_with(vault::URL) {
            self.vault.exchange(request, &mut context)
        } else {
            self.venafi.exchange(request, &mut context)
        }
    }

    /// What a CA in another room would send back.
    fn sign(&mut self, csr: &CertificateSigningRequest, now: Timestamp) -> String {
        let template = template(false, now, &mut self.entropy);
        let to_be_signed = prepare(csr, &template, Issuer::Certificate(&self.root)).unwrap();
        let der = to_be_signed.sign(&self.key).unwrap();
        Certificate::from_der(&der).unwrap().to_pem() + &self.root.to_pem()
    }
}

impl TestCluster {
    /// The person signs what lies on the desk.
    pub(crate) fn sign_by_hand(&mut self) {
        let requests = self.store.list(Kind::CertificateRequest);
        let waiting: Vec<(ObjectKey, String)> = requests
            .filter_map(|object| object.certificate_request())
            .filter(|request| external::awaits(request))
            .map(|request| {
                let key = ObjectKey::new(
                    Kind::CertificateRequest,
                    request.namespace(),
                    &request.metadata.name,
                );
                (key, request.request_pem().into_owned())
            })
            .collect();
        for (request, pem) in waiting {
            let csr = CertificateSigningRequest::from_pem(&pem).unwrap();
            let chain = self.outside.sign(&csr, self.now);
            external::fulfil(&mut self.store, &request, &chain, self.now).unwrap();
        }
        self.settle();
    }
}
