//! By which request is a Certificate issued? (`certificates-request-manager`)

use std::net::IpAddr;

use crate::certmanager::api::{
    Certificate, CertificateRequest, CertificateRequestSpec, CertificateSpec, NameConstraintItem,
    Object, SecretKey, annotations, secret,
};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, retry};
use crate::certmanager::{names, policy, subject};
use crate::encoding;
use crate::kube::{Kind, ObjectMeta, OwnerReference, Resource as _};
use crate::x509::request::{Constraints, Extras, Names};
use crate::x509::{self, DnsName, RequestParams, SignatureAlgorithm, ToBeSigned, request};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let certificate = pass.certificate()?;
    let next = certificate.status.next_private_key_secret_name.as_deref();
    let Some(next) = next.filter(|_| certificate.issuing().is_some()) else {
        return DONE;
    };
    let Some(Ok(key)) = pass
        .secret(certificate.namespace(), next)
        .map(|secret| secret.private_key(secret::TLS_KEY))
    else {
        return DONE;
    };
    let revision = certificate.next_revision();
    let mut kept = 0;
    for request in pass.requests_of(certificate) {
        let obsolete = match request.revision() {
            None => true,
            Some(number) if number != revision => continue,
            Some(_) => {
                !policy::is_for(request, certificate, &key)
                    || policy::is_left_over(request, certificate)
            }
        };
        if obsolete {
            pass.delete(Object::CertificateRequest(request.clone()).key());
        } else {
            kept += 1;
        }
    }
    if kept > 0 {
        return DONE;
    }
    create(pass, certificate, next, &key, revision)
}

fn create(
    pass: &mut Pass<'_>,
    certificate: &Certificate,
    next: &str,
    key: &SecretKey,
    revision: i64,
) -> Flow {
    let to_be_signed = match prepare(certificate, &key.public_key) {
        Ok(to_be_signed) => to_be_signed,
        Err(error) => {
            pass.warning(
                "RequestFailed",
                format!("Failed to generate CSR: {error} - will not retry"),
            );
            return DONE;
        }
    };
    let Some(key_id) = &key.key else {
        // The lab's own words: its key store holds every key that it made.
        pass.warning(
            "RequestFailed",
            format!("Failed to generate CSR: the private key in Secret {next:?} is not in the lab's key store - will not retry"),
        );
        return DONE;
    };
    let signature = pass.sign(key_id, &to_be_signed)?;
    let der = match to_be_signed.assemble(&signature) {
        Ok(der) => der,
        Err(error) => return retry(error.to_string()),
    };
    let spec = &certificate.spec;
    let name = names::certificate_request_name(&certificate.metadata.name, revision);
    let written = [
        (
            annotations::CERTIFICATE_NAME,
            certificate.metadata.name.clone(),
        ),
        (annotations::REVISION, revision.to_string()),
        (annotations::PRIVATE_KEY_SECRET, next.to_owned()),
    ];
    let mut annotations = certificate.metadata.annotations.clone();
    annotations.retain(|name, _| {
        !annotations::NOT_COPIED
            .iter()
            .any(|prefix| name.starts_with(prefix))
    });
    annotations.extend(written.map(|(name, value)| (name.to_owned(), value)));
    pass.create(Object::CertificateRequest(CertificateRequest {
        metadata: ObjectMeta {
            labels: certificate.metadata.labels.clone(),
            annotations,
            owner_references: vec![OwnerReference::controlling(
                Kind::Certificate,
                &certificate.metadata,
            )],
            ..ObjectMeta::named(certificate.namespace(), &name)
        },
        spec: CertificateRequestSpec {
            duration: spec.duration,
            issuer_ref: spec.issuer_ref.clone(),
            request: encoding::to_pem("CERTIFICATE REQUEST", &der).into_bytes(),
            is_ca: spec.is_ca,
            usages: spec.usages.clone(),
            username: SERVICE_ACCOUNT.to_owned(),
            groups: GROUPS.map(str::to_owned).to_vec(),
            ..CertificateRequestSpec::default()
        },
        ..CertificateRequest::default()
    }));
    pass.normal(
        "Requested",
        format!("Created new CertificateRequest resource {name:?}"),
    );
    DONE
}

/// The CSR that a Certificate asks for, for a key: what is to be signed with it.
pub fn certificate_signing_request(
    certificate: &Certificate,
    key: &x509::PublicKey,
) -> Result<ToBeSigned, String> {
    prepare(certificate, key).map_err(|error| error.to_string())
}

/// The CSR of a Certificate.
fn prepare(certificate: &Certificate, key: &x509::PublicKey) -> Result<ToBeSigned, Error> {
    let spec = &certificate.spec;
    let params = RequestParams {
        common_name: spec.common_name.clone().filter(|name| !name.is_empty()),
        organizations: spec.organizations().to_vec(),
        dns_names: spec
            .dns_names
            .iter()
            .map(|name| DnsName::parse_any(name))
            .collect::<Result<_, _>>()?,
        ip_addresses: spec
            .ip_addresses
            .iter()
            .map(|address| address.parse::<IpAddr>())
            .collect::<Result<_, _>>()?,
        uris: spec.uris.clone(),
        email_addresses: spec.email_addresses.clone(),
        usages: spec.usages.clone(),
        encode_usages: spec.encode_usages_in_request.unwrap_or(true),
        is_ca: spec.is_ca,
        signature_algorithm: spec
            .signature_algorithm
            .as_deref()
            .and_then(SignatureAlgorithm::from_word),
    };
    Ok(request::prepare_with(&params, &extras(spec)?, key)?)
}

/// What a CSR holds beside names and usages.
fn extras(spec: &CertificateSpec) -> Result<Extras, Error> {
    let attributes = subject::ATTRIBUTES.iter().filter_map(|attribute| {
        let values = attribute.wanted(spec.subject.as_ref());
        // The organizations are among the request's own parameters.
        let other = attribute.path != "spec.subject.organizations" && !values.is_empty();
        other.then(|| (attribute.oid.to_owned(), values))
    });
    let names = |item: &Option<NameConstraintItem>| -> Result<Names, Error> {
        let Some(item) = item else {
            return Ok(Names::default());
        };
        Ok(Names {
            dns_domains: item.dns_domains.clone(),
            ip_ranges: item
                .ip_ranges
                .iter()
                .map(|range| network(range))
                .collect::<Result<_, _>>()?,
            email_addresses: item.email_addresses.clone(),
            uri_domains: item.uri_domains.clone(),
        })
    };
    let constraints = match &spec.name_constraints {
        None => None,
        Some(constraints) => Some(Constraints {
            critical: constraints.critical,
            permitted: names(&constraints.permitted)?,
            excluded: names(&constraints.excluded)?,
        }),
    };
    Ok(Extras {
        attributes: attributes.collect(),
        literal_subject: spec.literal_subject.clone(),
        other_names: spec
            .other_names
            .iter()
            .map(|name| (name.oid.clone(), name.utf8_value.clone()))
            .collect(),
        constraints,
        basic_constraints: None,
    })
}

/// `192.0.2.0/24`.
fn network(range: &str) -> Result<(IpAddr, u8), Error> {
    let invalid = || Error::Network {
        range: range.to_owned(),
    };
    let (address, length) = range.split_once('/').ok_or_else(invalid)?;
    let length = length.parse().map_err(|_| invalid())?;
    Ok((address.parse().map_err(|_| invalid())?, length))
}

/// Why a Certificate gives no CSR.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Name(#[from] x509::NameError),
    #[error(transparent)]
    Address(#[from] std::net::AddrParseError),
    #[error(transparent)]
    X509(#[from] x509::Error),
    #[error("invalid CIDR address: {range}")]
    Network { range: String },
}

/// Who creates the requests: cert-manager's own service account, as the
/// webhook stamps it.
const SERVICE_ACCOUNT: &str = "system:serviceaccount:cert-manager:cert-manager";

const GROUPS: [&str; 3] = [
    "system:serviceaccounts",
    "system:serviceaccounts:cert-manager",
    "system:authenticated",
];
