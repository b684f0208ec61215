//! The self-hosted server (`spec.venafi.tpp`).

use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::{Answer, Client, CustomField, VenafiError, Zone, decoded, text, text_at, texts};
use crate::certmanager::api::Secret;
use crate::certmanager::runtime::pass::Pass;
use crate::encoding;
use crate::x509::CertificateSigningRequest;

/// Logs in with a token, or with a name and a password.
pub(super) fn log_in(pass: &mut Pass<'_>, client: &mut Client<'_>, secret: &Secret) -> Answer<()> {
    let token = text(secret, "access-token");
    let (user, password) = (text(secret, "username"), text(secret, "password"));
    if !token.is_empty() {
        client.login = ("authorization", format!("Bearer {token}"));
        return ControlFlow::Continue(Ok(()));
    }
    if user.is_empty() || password.is_empty() {
        return ControlFlow::Continue(Err(VenafiError::NoCredentials));
    }
    let body = json!({"Username": user, "Password": password});
    let request = client.post("/vedsdk/authorize/", &body);
    let session = client.read(pass, "authorize", "TPP Authorize", &request)?;
    ControlFlow::Continue(session.map(|session| {
        client.login = ("x-venafi-api-key", text_at(&session, "/APIKey"));
    }))
}

pub(super) fn ping(pass: &mut Pass<'_>, client: &Client<'_>) -> Answer<()> {
    let request = client.get("/vedsdk/");
    let answered = client.ask(pass, "ping", "TPP Ping", &request)?;
    ControlFlow::Continue(answered.map(drop))
}

/// A token is asked about; a name and a password have proved themselves.
pub(super) fn verify(pass: &mut Pass<'_>, client: &Client<'_>) -> Answer<()> {
    if client.login.0 != "authorization" {
        return ControlFlow::Continue(Ok(()));
    }
    let request = client.get("/vedauth/authorize/verify");
    let answered = client.ask(pass, "verify", "TPP Verify Access Token", &request)?;
    ControlFlow::Continue(answered.map(drop))
}

/// What the policy folder allows.
pub(super) fn zone(pass: &mut Pass<'_>, client: &Client<'_>) -> Answer<Zone> {
    let body = json!({"PolicyDN": folder(client)});
    let request = client.post("/vedsdk/certificates/checkpolicy", &body);
    let checked = client.read(pass, "checkpolicy", "TPP Check Policy", &request)?;
    ControlFlow::Continue(checked.map(|checked| {
        // A value that is not locked is a proposal.
        let locked = |name: &str| {
            let value = checked.pointer(&format!("/Policy/KeyPair/{name}"))?;
            let is_locked = value.pointer("/Locked").and_then(Value::as_bool);
            is_locked?.then(|| text_at(value, "/Value"))
        };
        let kind = locked("KeyAlgorithm").map(|kind| match kind.as_str() {
            "ECC" => "EC".to_owned(),
            _ => kind,
        });
        let curves = locked("EllipticCurve");
        let domains = checked.pointer("/Policy/WhitelistedDomains");
        let wildcards = checked.pointer("/Policy/WildcardsAllowed");
        Zone {
            domains: texts(domains),
            wildcards: wildcards.and_then(Value::as_bool).unwrap_or(false),
            keys: kind
                .map(|kind| (kind, curves.into_iter().collect()))
                .into_iter()
                .collect(),
        }
    }))
}

/// Sends a request; it is picked up by its place in the tree.
pub(super) fn request(
    pass: &mut Pass<'_>,
    client: &Client<'_>,
    csr: &CertificateSigningRequest,
    fields: &[CustomField],
) -> Answer<String> {
    let addresses = csr
        .ip_addresses()
        .into_iter()
        .map(|address| address.to_string());
    let mut names = csr
        .common_name()
        .into_iter()
        .filter(|name| !name.is_empty())
        .chain(csr.dns_names())
        .chain(csr.uris())
        .chain(csr.email_addresses())
        .chain(addresses);
    let custom: Vec<_> = fields
        .iter()
        .map(|field| json!({"Name": field.name, "Values": [field.value]}))
        .collect();
    let body = json!({
        "PolicyDN": folder(client),
        "ObjectName": names.next().unwrap_or_default(),
        "PKCS10": csr.to_pem(),
        "Origin": "cert-manager",
        "DisableAutomaticRenewal": true,
        "CustomFields": custom,
    });
    let request = client.post("/vedsdk/certificates/request", &body);
    let requested = client.read(pass, "request", "TPP Certificate Request", &request)?;
    ControlFlow::Continue(requested.map(|requested| text_at(&requested, "/CertificateDN")))
}

/// Picks it up.
pub(super) fn retrieve(pass: &mut Pass<'_>, client: &Client<'_>, id: &str) -> Answer<Vec<u8>> {
    const WHAT: &str = "TPP Certificate Retrieval";
    let body = json!({
        "CertificateDN": id,
        "Format": "base64",
        "IncludeChain": true,
        "RootFirstOrder": false,
    });
    let request = client.post("/vedsdk/certificates/retrieve", &body);
    let response = client.ask(pass, "retrieve", WHAT, &request)?;
    let pem = response.and_then(|response| {
        if response.status == 202 {
            let status = text_at(&decoded(WHAT, &response)?, "/Status");
            let id = id.to_owned();
            return Err(VenafiError::Pending { id, status });
        }
        let retrieved = decoded(WHAT, &response)?;
        encoding::from_base64(&text_at(&retrieved, "/CertificateData")).map_err(|error| {
            VenafiError::Undecodable {
                what: WHAT,
                why: error.to_string(),
            }
        })
    });
    ControlFlow::Continue(pem)
}

fn folder(client: &Client<'_>) -> String {
    format!(r"\VED\Policy\{}", client.zone)
}
