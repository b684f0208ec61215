//! Has Venafi sign (`certificaterequests-issuer-venafi`).

use crate::certmanager::api::{CertificateRequest, IssuerType, annotations};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, retry};
use crate::certmanager::venafi::{self, Client, CustomField, VenafiError};
use crate::encoding::json;
use crate::x509::{CertificateSigningRequest, chain_pem};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let signing = super::begin(pass, IssuerType::Venafi)?;
    let request = signing.request;
    let Some(venafi) = &signing.issuer.spec.venafi else {
        return DONE;
    };
    let client = match venafi::log_in(pass, &signing.issuer_key, venafi)? {
        Ok(client) => client,
        Err(error @ VenafiError::SecretNotFound { .. }) => {
            let message = format!("Required secret resource not found: {error}");
            return super::pending(pass, request, "SecretMissing", message);
        }
        Err(error) => {
            let message =
                format!("Failed to initialise Certificate Manager client for signing: {error}");
            // It is tried again, whatever the request waits for.
            let _: Flow<()> = super::pending(pass, request, "VenafiInitError", message);
            return retry(error.to_string());
        }
    };
    let fields = match custom_fields(request) {
        Ok(fields) => fields,
        Err(error) => {
            let message = format!(
                "Failed to parse {} {:?} annotation: {error}",
                request.metadata.name,
                annotations::VENAFI_CUSTOM_FIELDS
            );
            return super::failed(pass, request, "CustomFieldsError", message);
        }
    };
    let pickup_id = request.metadata.annotation(annotations::VENAFI_PICKUP_ID);
    match pickup_id.filter(|id| !id.is_empty()) {
        None => send(pass, request, &client, &fields),
        Some(id) => pick_up(pass, request, &client, &fields, id),
    }
}

fn send(
    pass: &mut Pass<'_>,
    request: &CertificateRequest,
    client: &Client<'_>,
    fields: &[CustomField],
) -> Flow {
    let sent = match CertificateSigningRequest::from_pem(&request.request_pem()) {
        Ok(csr) => client.request(pass, &csr, fields)?,
        Err(error) => Err(error.into()),
    };
    match sent {
        Ok(id) => {
            let mut request = request.clone();
            let annotations = &mut request.metadata.annotations;
            annotations.insert(annotations::VENAFI_PICKUP_ID.to_owned(), id);
            // The annotation, and with it the condition, brings it here again.
            let _: Flow<()> = super::pending(
                pass,
                &request,
                "IssuancePending",
                "certificate is requested",
            );
            DONE
        }
        Err(error @ VenafiError::FieldType(_)) => {
            let message = format!("{error}: {error}");
            super::failed(pass, request, "CustomFieldsError", message)
        }
        Err(error) => {
            let message =
                format!("Failed to request certificate from Certificate Manager: {error}");
            super::failed(pass, request, "RequestError", message)
        }
    }
}

fn pick_up(
    pass: &mut Pass<'_>,
    request: &CertificateRequest,
    client: &Client<'_>,
    fields: &[CustomField],
    id: &str,
) -> Flow {
    let retrieved = match CertificateSigningRequest::from_pem(&request.request_pem()) {
        Ok(csr) => client.retrieve(pass, id, &csr, fields)?,
        Err(error) => Err(error.into()),
    };
    let pem = match retrieved {
        Ok(pem) => pem,
        Err(error @ VenafiError::Pending { .. }) => {
            let message = format!(
                "certificate still in a pending state, the request will be retried: {error}"
            );
            let _: Flow<()> = super::pending(pass, request, "IssuancePending", message);
            return retry(error.to_string());
        }
        Err(error) => {
            let message = format!("Failed to obtain certificate from Certificate Manager: {error}");
            return super::failed(pass, request, "RetrieveError", message);
        }
    };
    match venafi::bundle(&pem) {
        Ok(bundle) => {
            let ca = bundle.ca.map(|ca| ca.to_pem().into_bytes());
            super::signed(pass, request, chain_pem(&bundle.chain).into_bytes(), ca)
        }
        Err(error) => {
            let message = format!("Failed to parse returned certificate bundle: {error}");
            super::failed(pass, request, "ParseError", message)
        }
    }
}

fn custom_fields(request: &CertificateRequest) -> Result<Vec<CustomField>, json::Error> {
    let written = request
        .metadata
        .annotation(annotations::VENAFI_CUSTOM_FIELDS);
    match written.filter(|text| !text.is_empty()) {
        Some(text) => json::read(text.as_bytes()),
        None => Ok(Vec::new()),
    }
}
