//! The self-hosted server's API (Web SDK): `/vedsdk/` and `/vedauth/`.

use serde_json::{Value, json};

use super::{ACCESS_TOKEN, Context, PASSWORD, PracticeVenafi, USERNAME, Zone, answer, csr, text};
use crate::encoding::base64;
use crate::http::{HttpRequest, HttpResponse, Method};

pub(super) fn answer_to(
    venafi: &mut PracticeVenafi,
    request: &HttpRequest,
    path: &str,
    body: &Value,
    context: &mut Context<'_>,
) -> HttpResponse {
    match (request.method, path) {
        (Method::Get, "/vedsdk/") => answer(200, &json!({})),
        (Method::Post, "/vedsdk/authorize/") => {
            if text(body, "Username") == USERNAME && text(body, "Password") == PASSWORD {
                answer(200, &json!({"APIKey": SESSION}))
            } else {
                refused(401, "Authentication failure")
            }
        }
        _ if !is_known(request) => refused(401, "Authentication failure"),
        (Method::Get, "/vedauth/authorize/verify") => {
            let scope = "certificate:manage,revoke";
            answer(200, &json!({"application": "cert-manager", "scope": scope}))
        }
        (Method::Post, "/vedsdk/certificates/checkpolicy") => {
            let folder = text(body, "PolicyDN");
            match Zone::of_folder(folder) {
                Some(zone) => answer(200, &policy(zone)),
                None => refused(400, &format!("PolicyDN: {folder} does not exist")),
            }
        }
        (Method::Post, "/vedsdk/certificates/request") => enrol(venafi, body, context),
        (Method::Post, "/vedsdk/certificates/retrieve") => {
            match venafi.pick_up(text(body, "CertificateDN"), context.now) {
                Ok(Some(chain)) => {
                    let data = base64(chain.as_bytes());
                    answer(200, &json!({"CertificateData": data, "Format": "base64"}))
                }
                Ok(None) => answer(202, &json!({"Stage": 500, "Status": "Post CSR"})),
                Err(()) => refused(400, "Certificate does not exist."),
            }
        }
        _ => refused(404, "Not Found"),
    }
}

/// The login's answer is the same each time: nothing here is a secret.
fn is_known(request: &HttpRequest) -> bool {
    let bearer = request.header("authorization");
    let by_token = bearer.and_then(|held| held.strip_prefix("Bearer ")) == Some(ACCESS_TOKEN);
    by_token || request.header("x-venafi-api-key") == Some(SESSION)
}

fn policy(zone: &Zone) -> Value {
    let key_pair = if zone.p256_only {
        json!({
            "KeyAlgorithm": {"Locked": true, "Value": "ECC"},
            "EllipticCurve": {"Locked": true, "Value": "P256"},
        })
    } else {
        json!({"KeyAlgorithm": {"Locked": false, "Value": "RSA"}})
    };
    json!({"Policy": {
        "KeyPair": key_pair,
        "WhitelistedDomains": zone.domains,
        "WildcardsAllowed": zone.domains.is_empty(),
    }})
}

fn enrol(venafi: &mut PracticeVenafi, body: &Value, context: &mut Context<'_>) -> HttpResponse {
    let folder = text(body, "PolicyDN");
    let Some(zone) = Zone::of_folder(folder) else {
        return refused(400, &format!("PolicyDN: {folder} does not exist"));
    };
    let Some(csr) = csr(body, "PKCS10") else {
        return refused(
            400,
            "PKCS10: the certificate signing request cannot be read",
        );
    };
    if let Some(why) = zone.refuses(&csr) {
        return refused(400, &format!("PKCS10 data will not be used: {why}"));
    }
    let name = format!(r"{folder}\{}", text(body, "ObjectName"));
    match venafi.enrol(&name, &csr, context) {
        Ok(()) => answer(200, &json!({"CertificateDN": name})),
        Err(error) => refused(500, &error.to_string()),
    }
}

fn refused(status: u16, error: &str) -> HttpResponse {
    answer(status, &json!({"Error": error}))
}

const SESSION: &str = "practice-session";
