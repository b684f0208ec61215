//! The service in the cloud's API: `/v1/` and `/outagedetection/v1/`.

use serde_json::{Value, json};

use super::{API_KEY, Context, PracticeVenafi, Zone, answer, csr, text};
use crate::encoding::hex;
use crate::http::{HttpRequest, HttpResponse, Method};

pub(super) fn answer_to(
    venafi: &mut PracticeVenafi,
    request: &HttpRequest,
    path: &str,
    body: &Value,
    context: &mut Context<'_>,
) -> HttpResponse {
    if request.header("tppl-api-key") != Some(API_KEY) {
        return refused(401, 10_501, "Invalid api key");
    }
    if (request.method, path) == (Method::Get, "/v1/useraccounts") {
        return answer(200, &json!({"user": {"username": "practice"}}));
    }
    let path = path.strip_prefix("/outagedetection/v1/");
    match (request.method, path.unwrap_or_default()) {
        (Method::Post, "certificaterequests") => enrol(venafi, body, context),
        (Method::Get, path) => {
            let parts: Vec<&str> = path.split('/').collect();
            match parts.as_slice() {
                [
                    "applications",
                    application,
                    "certificateissuingtemplates",
                    name,
                ] => {
                    let zone = Zone::of_template(name).filter(|_| *application == APPLICATION);
                    match zone {
                        Some(zone) => answer(200, &template(zone)),
                        None => refused(404, 10_051, "Unable to find the issuing template"),
                    }
                }
                ["certificaterequests", id] => match venafi.pick_up(id, context.now) {
                    Ok(Some(_)) => answer(
                        200,
                        &json!({"id": id, "status": "ISSUED", "certificateIds": [id]}),
                    ),
                    Ok(None) => answer(200, &json!({"id": id, "status": "PENDING"})),
                    Err(()) => refused(404, 10_051, "Unable to find the certificate request"),
                },
                ["certificates", id, contents] if contents.starts_with("contents?") => {
                    match venafi.pick_up(id, context.now) {
                        Ok(Some(chain)) => {
                            let pem = chain.as_bytes().to_vec();
                            HttpResponse::new(200, "text/plain", pem)
                        }
                        _ => refused(404, 10_051, "Unable to find the certificate"),
                    }
                }
                _ => refused(404, 404, "Not Found"),
            }
        }
        _ => refused(404, 404, "Not Found"),
    }
}

fn template(zone: &Zone) -> Value {
    let keys = if zone.p256_only {
        json!([{"keyType": "EC", "keyCurves": ["P256"]}])
    } else {
        json!([])
    };
    let patterns = zone.patterns();
    json!({
        "id": zone.template,
        "keyTypes": keys,
        "subjectCNRegexes": patterns,
        "sanRegexes": patterns,
    })
}

fn enrol(venafi: &mut PracticeVenafi, body: &Value, context: &mut Context<'_>) -> HttpResponse {
    let zone = Zone::of_template(text(body, "certificateIssuingTemplateId"));
    let Some(zone) = zone else {
        return refused(404, 10_051, "Unable to find the issuing template");
    };
    let Some(csr) = csr(body, "certificateSigningRequest") else {
        return refused(400, 10_700, "Certificate signing request cannot be read");
    };
    if let Some(why) = zone.refuses(&csr) {
        return refused(400, 10_709, &why);
    }
    let mut bytes = [0; 16];
    context.entropy.fill(&mut bytes);
    let id = hex(&bytes);
    match venafi.enrol(&id, &csr, context) {
        Ok(()) => answer(
            201,
            &json!({"certificateRequests": [{"id": id, "status": "REQUESTED"}]}),
        ),
        Err(error) => refused(500, 500, &error.to_string()),
    }
}

fn refused(status: u16, code: u32, message: &str) -> HttpResponse {
    let error = json!({"code": code, "message": message});
    answer(status, &json!({"errors": [error]}))
}

/// The one application, as it is written in a URL.
const APPLICATION: &str = "Practice%20App";
