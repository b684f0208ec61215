//! By which request is a Certificate issued? (`certificates-request-manager`)

use crate::certmanager::api::{
    Certificate, CertificateRequest, CertificateRequestSpec, Object, SecretKey, annotations, secret,
};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, retry};
use crate::certmanager::signing_request::prepare;
use crate::certmanager::{names, policy};
use crate::encoding;
use crate::kube::{Kind, ObjectMeta, OwnerReference, Resource as _};

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

/// Who creates the requests: cert-manager's own service account, as the
/// webhook stamps it.
const SERVICE_ACCOUNT: &str = "system:serviceaccount:cert-manager:cert-manager";

const GROUPS: [&str; 3] = [
    "system:serviceaccounts",
    "system:serviceaccounts:cert-manager",
    "system:authenticated",
];
