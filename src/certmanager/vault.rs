//! cert-manager's client of `HashiCorp` Vault (`internal/vault`).
//!
//! It does no input or output: each request is a call of the pass that makes it.

use std::net::IpAddr;
use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::json;
use thiserror::Error;

use super::api::{SecretKeySelector, VaultIssuer};
use super::runtime::pass::{Flow, Pass};
use crate::encoding;
use crate::http::{HttpFailure, HttpRequest, HttpResponse, HttpResult};
use crate::kube::{Duration, ObjectKey};
use crate::x509::{self, Bundle, CertificateSigningRequest};

/// Why Vault was of no use. The texts are cert-manager's and its Vault client's.
#[derive(Debug, Error)]
#[non_exhaustive]
pub(crate) enum VaultError {
    /// The Secret to log in with is not there.
    #[error("secret {name:?} not found")]
    SecretNotFound {
        /// Its name.
        name: String,
    },
    /// It has no such entry.
    #[error("no data for {entry:?} in secret '{namespace}/{name}'")]
    NoData {
        /// The entry.
        entry: String,
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
    },
    /// A way to log in that a page has not.
    #[error("{method} needs what a web page does not have: {why}")]
    Impossible {
        /// The field.
        method: &'static str,
        /// Why.
        why: &'static str,
    },
    /// The login was refused, or did not come through.
    #[error("error logging in to Vault server: {0}")]
    Login(Box<Self>),
    /// The health check said no.
    #[error("error calling Vault /v1/sys/health: {0}")]
    Health(Box<Self>),
    /// An answer with an error's status.
    #[error(
        "Error making API request.\n\n{namespace}URL: {request}\nCode: {status}. {what}:\n\n{errors}"
    )]
    Refused {
        /// Vault's namespace as a line, if one was given.
        namespace: String,
        /// Method and URL.
        request: String,
        /// The status code.
        status: u16,
        /// What the errors are.
        what: &'static str,
        /// Vault's own words.
        errors: String,
    },
    /// No answer.
    #[error("{request}: {failure}")]
    Unanswered {
        /// Method and URL.
        request: String,
        /// Why.
        failure: HttpFailure,
    },
    /// An answer that cannot be read.
    #[error("failed to decode response returned by vault: {0}")]
    Undecodable(String),
    /// A login without a token.
    #[error("no token returned")]
    NoToken,
    /// A request that cannot be read.
    #[error("failed to decode CSR for signing: {0}")]
    Request(x509::Error),
    /// A signed certificate that forms no chain.
    #[error("unable to parse bundle: {0}")]
    Chain(#[from] x509::Error),
}

/// A client that is logged in.
pub(crate) struct Client<'a> {
    issuer: ObjectKey,
    vault: &'a VaultIssuer,
    token: String,
}

/// Logs in as the issuer says.
pub(crate) fn log_in<'a>(
    pass: &mut Pass<'_>,
    issuer: &ObjectKey,
    vault: &'a VaultIssuer,
) -> Flow<Result<Client<'a>, VaultError>> {
    let token = match way_in(pass, issuer, vault) {
        Ok(WayIn::Token(token)) => Ok(token),
        Ok(WayIn::Login { path, body }) => {
            let request = post(vault, &path, &body);
            let answered = pass.vault(issuer, "login", &request)?;
            token_of(vault, &request, answered).map_err(|error| VaultError::Login(Box::new(error)))
        }
        Err(error) => Err(error),
    };
    ControlFlow::Continue(token.map(|token| Client {
        issuer: issuer.clone(),
        vault,
        token,
    }))
}

impl Client<'_> {
    /// Whether Vault is initialized and unsealed (`GET /v1/sys/health`).
    pub(crate) fn is_healthy(&self, pass: &mut Pass<'_>) -> Flow<Result<(), VaultError>> {
        let url = url(self.vault, "/v1/sys/health");
        let request = with_namespace(HttpRequest::get(url), self.vault);
        let answered = pass.vault(&self.issuer, "health", &request)?;
        // Standby, secondary and performance standby are healthy.
        let standby =
            matches!(&answered, Ok(response) if matches!(response.status, 429 | 472 | 473));
        ControlFlow::Continue(match good(self.vault, &request, answered) {
            Ok(_) => Ok(()),
            Err(_) if standby => Ok(()),
            Err(error) => Err(VaultError::Health(Box::new(error))),
        })
    }

    /// Has a request signed (`POST /v1/<path>`).
    pub(crate) fn sign(
        &self,
        pass: &mut Pass<'_>,
        csr: &CertificateSigningRequest,
        pem: &str,
        lifetime: Duration,
    ) -> Flow<Result<Bundle, VaultError>> {
        let addresses: Vec<String> = csr.ip_addresses().iter().map(IpAddr::to_string).collect();
        let body = json!({
            "common_name": csr.common_name().unwrap_or_default(),
            "alt_names": csr.dns_names().join(","),
            "ip_sans": addresses.join(","),
            "uri_sans": csr.uris().join(","),
            "ttl": lifetime.to_string(),
            "csr": pem,
            "exclude_cn_from_sans": "true",
        });
        let path = format!("/v1/{}", self.vault.path.trim_matches('/'));
        let request = post(self.vault, &path, &body).with_header("x-vault-token", &self.token);
        let answered = pass.vault(&self.issuer, "sign", &request)?;
        ControlFlow::Continue(
            good(self.vault, &request, answered).and_then(|response| bundle(&response)),
        )
    }
}

enum WayIn {
    Token(String),
    Login {
        path: String,
        body: serde_json::Value,
    },
}

fn way_in(pass: &Pass<'_>, issuer: &ObjectKey, vault: &VaultIssuer) -> Result<WayIn, VaultError> {
    let auth = &vault.auth;
    if let Some(token) = &auth.token_secret_ref {
        return Ok(WayIn::Token(secret_text(pass, issuer, token, "token")?));
    }
    if let Some(role) = &auth.app_role {
        let mount = or_default(&role.path, "approle");
        let body = json!({
            "role_id": role.role_id.trim(),
            "secret_id": secret_text(pass, issuer, &role.secret_ref, "")?,
        });
        let path = format!("/v1/auth/{}/login", mount.trim_matches('/'));
        return Ok(WayIn::Login { path, body });
    }
    if let Some(kubernetes) = &auth.kubernetes {
        let mount = or_default(&kubernetes.mount_path, "/v1/auth/kubernetes");
        let reference = kubernetes.secret_ref.as_ref().ok_or(VaultError::Impossible {
            method: "serviceAccountRef",
            why: "there are no service accounts in the lab; put a token into a Secret and name it in secretRef",
        })?;
        let body = json!({
            "role": kubernetes.role,
            "jwt": secret_text(pass, issuer, reference, "token")?,
        });
        let path = format!("/{}/login", mount.trim_matches('/'));
        return Ok(WayIn::Login { path, body });
    }
    Err(if auth.aws.is_some() {
        VaultError::Impossible {
            method: "aws",
            why: "credentials of an AWS workload",
        }
    } else {
        VaultError::Impossible {
            method: "clientCertificate",
            why: "the browser chooses client certificates itself",
        }
    })
}

fn secret_text(
    pass: &Pass<'_>,
    issuer: &ObjectKey,
    reference: &SecretKeySelector,
    default: &str,
) -> Result<String, VaultError> {
    let namespace = pass.secrets_of(issuer);
    let secret = pass.secret(namespace, &reference.name);
    let secret = secret.ok_or_else(|| VaultError::SecretNotFound {
        name: reference.name.clone(),
    })?;
    let entry = or_default(&reference.key, default);
    let bytes = secret.bytes(entry).ok_or_else(|| VaultError::NoData {
        entry: entry.to_owned(),
        namespace: namespace.to_owned(),
        name: reference.name.clone(),
    })?;
    Ok(String::from_utf8_lossy(bytes).trim().to_owned())
}

fn or_default<'a>(text: &'a str, default: &'a str) -> &'a str {
    if text.is_empty() { default } else { text }
}

fn url(vault: &VaultIssuer, path: &str) -> String {
    format!("{}{path}", vault.server.trim_end_matches('/'))
}

fn post(vault: &VaultIssuer, path: &str, body: &serde_json::Value) -> HttpRequest {
    let body = body.to_string().into_bytes();
    with_namespace(
        HttpRequest::post(url(vault, path), "application/json", body),
        vault,
    )
}

fn with_namespace(request: HttpRequest, vault: &VaultIssuer) -> HttpRequest {
    if vault.namespace.is_empty() {
        request
    } else {
        request.with_header("x-vault-namespace", &vault.namespace)
    }
}

/// The answer, if it is no error.
fn good(
    vault: &VaultIssuer,
    request: &HttpRequest,
    answered: HttpResult,
) -> Result<HttpResponse, VaultError> {
    let line = format!("{} {}", request.method, request.url);
    let response = answered.map_err(|failure| VaultError::Unanswered {
        request: line.clone(),
        failure,
    })?;
    if response.status < 400 {
        return Ok(response);
    }
    let (what, errors) = match encoding::json::read::<Errors>(&response.body) {
        Ok(Errors { errors }) => {
            let listed = errors.iter().map(|error| format!("* {error}"));
            ("Errors", listed.collect())
        }
        Err(_) => (
            "Raw Message",
            String::from_utf8_lossy(&response.body).into_owned(),
        ),
    };
    let namespace = match vault.namespace.as_str() {
        "" => String::new(),
        namespace => format!("Namespace: {namespace}\n"),
    };
    Err(VaultError::Refused {
        namespace,
        request: line,
        status: response.status,
        what,
        errors,
    })
}

fn token_of(
    vault: &VaultIssuer,
    request: &HttpRequest,
    answered: HttpResult,
) -> Result<String, VaultError> {
    let response = good(vault, request, answered)?;
    let login: Login = decoded(&response)?;
    let token = login.auth.map(|auth| auth.client_token);
    token
        .filter(|token| !token.is_empty())
        .ok_or(VaultError::NoToken)
}

/// Leaf, chain and CA, put into order.
fn bundle(response: &HttpResponse) -> Result<Bundle, VaultError> {
    let signed: Signed = decoded(response)?;
    let data = signed.data;
    let pem = [data.certificate, data.ca_chain.join("\n"), data.issuing_ca].join("\n");
    Ok(x509::bundle(x509::parse_pem_chain(&pem)?)?)
}

fn decoded<T: serde::de::DeserializeOwned>(response: &HttpResponse) -> Result<T, VaultError> {
    encoding::json::read(&response.body).map_err(|error| VaultError::Undecodable(error.to_string()))
}

#[derive(Deserialize)]
struct Errors {
    #[serde(default)]
    errors: Vec<String>,
}

#[derive(Deserialize)]
struct Login {
    auth: Option<Auth>,
}

#[derive(Deserialize)]
struct Auth {
    #[serde(default)]
    client_token: String,
}

#[derive(Deserialize)]
struct Signed {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    certificate: String,
    #[serde(default)]
    issuing_ca: String,
    #[serde(default)]
    ca_chain: Vec<String>,
}
