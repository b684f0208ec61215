//! TLS at both ends: the server's own certificate, and a client that believes
//! anybody.

use std::sync::Arc;
use std::time::Duration;

use certlab::x509::{
    Certificate, CertificateSigningRequest, DnsName, Issuer, KeyAlgorithm, PrivateKey,
    RequestParams, SerialNumber, Template, Usage, certificate, request,
};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, ServerConfig, SignatureScheme};

use crate::{Authority, Fallible};

/// A server certificate for this machine, issued by the practice CA's first root.
pub(crate) fn acceptor(authority: &mut Authority) -> Fallible<Arc<ServerConfig>> {
    let root = authority.ca.root_pem().ok_or("no root")?;
    let root = Certificate::from_pem(&root)?;
    let (_, context) = authority.parts();
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, context.entropy)?;
    let params = RequestParams {
        dns_names: vec![DnsName::parse_any("localhost")?],
        ip_addresses: vec!["127.0.0.1".parse()?],
        common_name: Some("localhost".to_owned()),
        ..RequestParams::default()
    };
    let unsigned = request::prepare(&params, &key.public_key())?;
    let csr = unsigned.sign(&key)?;
    let template = Template {
        serial: SerialNumber::random(context.entropy),
        not_before: context.now - Duration::from_hours(1),
        not_after: context.now + Duration::from_hours(90 * 24),
        is_ca: false,
        path_len: None,
        usages: vec![Usage::DigitalSignature, Usage::ServerAuth],
        crl_distribution_points: Vec::new(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    };
    let csr = CertificateSigningRequest::from_der(&csr)?;
    let unsigned = certificate::prepare(&csr, &template, Issuer::Certificate(&root))?;
    let [root_key, _] = &context.keys.roots;
    let leaf = unsigned.sign(root_key)?;
    let key = PrivateKeyDer::try_from(key.to_pkcs8_der().to_vec())?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(leaf)], key)?;
    Ok(Arc::new(config))
}

/// A client that speaks only `protocols` and checks nothing: what a challenge
/// shows is judged by the CA (RFC 8737 §3), and where http-01 is led to by a
/// redirection no certificate need be right (RFC 8555 §8.3).
pub(crate) fn client(protocols: &[&[u8]]) -> Fallible<Arc<ClientConfig>> {
    let provider = Arc::new(ring::default_provider());
    let schemes = provider
        .signature_verification_algorithms
        .supported_schemes();
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody(schemes)))
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(Arc::new(config))
}

#[derive(Debug)]
struct Anybody(Vec<SignatureScheme>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.clone()
    }
}
