//! Issued certificates, and the chains they are served with (RFC 8555 §7.4.2).

use serde::{Deserialize, Serialize};

use super::front::Answer;
use super::issuing::Root;
use super::refusal::{self, Refusal};
use super::request::Post;
use super::resource::Resource;
use super::revocation::Revocation;
use super::{Context, PracticeCa};
use crate::acme::wire::PEM_CHAIN;
use crate::clock::Timestamp;
use crate::encoding;
use crate::http::HttpResponse;
use crate::x509::{Certificate, DnsName, chain_pem};

/// An issued certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CertificateRecord {
    pub(super) account: String,
    pub(super) names: Vec<DnsName>,
    #[serde(with = "encoding::base64_bytes")]
    pub(super) leaf: Vec<u8>,
    /// Which intermediate issued it, counted from 0.
    pub(super) generation: usize,
    pub(super) issued: Timestamp,
    /// Whether its order said which certificate it replaces (RFC 9773 §5).
    pub(super) replacement: bool,
    /// The order that is to replace it.
    pub(super) replaced_by: Option<String>,
    pub(super) revoked: Option<Revocation>,
}

impl CertificateRecord {
    /// The leaf, read.
    pub(super) fn certificate(&self) -> Result<Certificate, Refusal> {
        Certificate::from_der(&self.leaf)
            .map_err(|error| refusal::server_internal(error.to_string()))
    }
}

/// The certificate resource: leaf and intermediate, and where the other chains are.
pub(super) fn certificate(
    ca: &mut PracticeCa,
    context: &mut Context<'_>,
    id: &str,
    root: Root,
    post: &Post,
) -> Answer {
    post.is_get()?;
    let record = match ca.store.certificates.get(id) {
        None => return Err(refusal::not_found("Certificate not found")),
        Some(record) if record.account != post.account => {
            return Err(refusal::unauthorized(
                "Account in use did not issue specified certificate",
            ));
        }
        Some(record) => record,
    };
    let leaf = record.certificate()?;
    let generation = record.generation;
    let chain = if ca.faults.omit_intermediate {
        vec![leaf]
    } else {
        let intermediate = ca
            .authority
            .issuer_of(&leaf, generation, root, &ca.base_url, context)
            .map_err(|error| refusal::server_internal(error.to_string()))?;
        vec![leaf, intermediate]
    };
    let other = match root {
        Root::First => Root::Second,
        Root::Second => Root::First,
    };
    let other = Resource::Certificate(id.to_owned(), other).url(&ca.base_url);
    Ok(
        HttpResponse::new(200, PEM_CHAIN, chain_pem(&chain).into_bytes())
            .with_header("link", format!("<{other}>;rel=\"alternate\"")),
    )
}

/// An intermediate's certificate as DER, where leaves say it is (RFC 5280 §4.2.2.1).
pub(super) fn issuer(ca: &PracticeCa, number: usize) -> Answer {
    let generation = number.checked_sub(1);
    let der = generation.and_then(|generation| ca.authority.intermediate_der(generation));
    der_answer(der)
}

/// A root's certificate, where intermediates say it is.
pub(super) fn root(ca: &PracticeCa, root: Root) -> Answer {
    der_answer(ca.authority.root(root))
}

fn der_answer(der: Option<&[u8]>) -> Answer {
    der.map(|der| HttpResponse::new(200, "application/pkix-cert", der.to_vec()))
        .ok_or_else(|| refusal::not_found("No such issuer"))
}
