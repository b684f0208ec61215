//! The service in the cloud (`spec.venafi.cloud`).

use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::{Answer, Client, VenafiError, Zone, text_at, texts};
use crate::certmanager::runtime::pass::Pass;
use crate::x509::CertificateSigningRequest;

/// Whose key it is.
pub(super) fn verify(pass: &mut Pass<'_>, client: &Client<'_>) -> Answer<()> {
    let request = client.get("/v1/useraccounts");
    let answered = client.ask(pass, "useraccounts", "Retrieval of User Account", &request)?;
    ControlFlow::Continue(answered.map(drop))
}

/// What the application's template allows. Names are compared with its patterns by the
/// service itself.
pub(super) fn zone(pass: &mut Pass<'_>, client: &Client<'_>) -> Answer<Zone> {
    let (application, template) = match parts(client) {
        Ok(parts) => parts,
        Err(error) => return ControlFlow::Continue(Err(error)),
    };
    let application = application.replace(' ', "%20");
    let template = template.replace(' ', "%20");
    let request = client.get(&format!(
        "/outagedetection/v1/applications/{application}/certificateissuingtemplates/{template}"
    ));
    let found = client.read(pass, "template", "Retrieval of Issuing Template", &request)?;
    ControlFlow::Continue(found.map(|template| {
        let keys = template.pointer("/keyTypes").and_then(Value::as_array);
        let key = |key: &Value| (text_at(key, "/keyType"), texts(key.pointer("/keyCurves")));
        Zone {
            domains: Vec::new(),
            wildcards: true,
            keys: keys.into_iter().flatten().map(key).collect(),
        }
    }))
}

/// Sends a request; it is picked up by its number.
pub(super) fn request(
    pass: &mut Pass<'_>,
    client: &Client<'_>,
    csr: &CertificateSigningRequest,
) -> Answer<String> {
    const WHAT: &str = "Certificate Request";
    let (application, template) = match parts(client) {
        Ok(parts) => parts,
        Err(error) => return ControlFlow::Continue(Err(error)),
    };
    let body = json!({
        "applicationId": application,
        "certificateIssuingTemplateId": template,
        "certificateSigningRequest": csr.to_pem(),
        "apiClientInformation": {"type": "cert-manager"},
    });
    let request = client.post("/outagedetection/v1/certificaterequests", &body);
    let requested = client.read(pass, "request", WHAT, &request)?;
    ControlFlow::Continue(requested.and_then(|requested| {
        match text_at(&requested, "/certificateRequests/0/id").as_str() {
            "" => Err(VenafiError::Undecodable {
                what: WHAT,
                why: "no request in it".to_owned(),
            }),
            id => Ok(id.to_owned()),
        }
    }))
}

/// Picks it up.
pub(super) fn retrieve(pass: &mut Pass<'_>, client: &Client<'_>, id: &str) -> Answer<Vec<u8>> {
    let request = client.get(&format!("/outagedetection/v1/certificaterequests/{id}"));
    let state = match client.read(pass, "retrieve", "Certificate Request Status", &request)? {
        Ok(state) => state,
        Err(error) => return ControlFlow::Continue(Err(error)),
    };
    let status = text_at(&state, "/status");
    if status != "ISSUED" {
        let id = id.to_owned();
        return ControlFlow::Continue(Err(VenafiError::Pending { id, status }));
    }
    let certificate = text_at(&state, "/certificateIds/0");
    let request = client.get(&format!(
        "/outagedetection/v1/certificates/{certificate}/contents?format=PEM&chainOrder=EE_FIRST"
    ));
    let answered = client.ask(pass, "contents", "Certificate Retrieval", &request)?;
    ControlFlow::Continue(answered.map(|response| response.body))
}

/// Application and template.
fn parts<'a>(client: &Client<'a>) -> Result<(&'a str, &'a str), VenafiError> {
    let zone = client.zone;
    zone.split_once('\\').ok_or_else(|| VenafiError::Zone {
        zone: zone.to_owned(),
    })
}
