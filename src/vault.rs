//! The practice Vault: as much of `HashiCorp` Vault's HTTP API as cert-manager speaks.
//!
//! It answers `sys/health`, `sys/seal` and `sys/unseal`, logins by `AppRole`, Kubernetes
//! and JWT, and `pki/sign/<role>`, with Vault's own status codes and messages. Nothing in
//! it is a secret: what logs in to it is printed in `docs/vault.md`.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::Timestamp;
use crate::encoding::{self, from_base64url, hex};
use crate::http::{HttpRequest, HttpResponse, Method};
use crate::inhouse;
use crate::kube;
use crate::x509::{Certificate, CertificateSigningRequest, Error, Usage};

pub use crate::inhouse::Context;

/// Where it is. `internal` is reserved for private use.
pub const URL: &str = "https://vault.practice.lab.internal";

/// A token that may do everything.
pub const TOKEN: &str = "practice-token";

/// The `AppRole`'s id.
pub const ROLE_ID: &str = "practice-role-id";

/// The `AppRole`'s secret.
pub const SECRET_ID: &str = "practice-secret-id";

/// The role of the Kubernetes and JWT methods.
pub const SERVICE_ROLE: &str = "cert-manager";

/// The PKI engine's role.
pub const SIGN_ROLE: &str = "lab";

/// Its state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PracticeVault {
    sealed: bool,
    tokens: Vec<String>,
    #[serde(with = "encoding::base64_option")]
    root: Option<Vec<u8>>,
}

impl PracticeVault {
    /// Answers a request for a path below [`URL`].
    pub fn exchange(&mut self, request: &HttpRequest, context: &mut Context<'_>) -> HttpResponse {
        let path = request.url.strip_prefix(URL).unwrap_or_default();
        let path = path.strip_prefix("/v1/").unwrap_or_default();
        let body: Value = encoding::json::read(&request.body).unwrap_or_default();
        match (request.method, path) {
            (Method::Get, "sys/health") => self.health(),
            (Method::Post, "sys/unseal") => {
                self.sealed = false;
                self.health()
            }
            _ if self.sealed => refused(503, "Vault is sealed"),
            (Method::Post, "auth/approle/login") => {
                if text(&body, "role_id") == ROLE_ID && text(&body, "secret_id") == SECRET_ID {
                    self.logged_in(context)
                } else {
                    refused(400, "invalid role or secret ID")
                }
            }
            (Method::Post, "auth/kubernetes/login" | "auth/jwt/login") => {
                self.by_service_token(&body, context)
            }
            _ if !self.knows(request) => refused(403, "permission denied"),
            (Method::Post, "sys/seal") => {
                self.sealed = true;
                HttpResponse::empty(204)
            }
            (Method::Post, path) => match path.strip_prefix("pki/sign/") {
                Some(SIGN_ROLE) => self.sign(&body, context),
                Some(role) => refused(400, &format!("unknown role: {role}")),
                None => no_route(path),
            },
            (_, path) => no_route(path),
        }
    }

    fn health(&self) -> HttpResponse {
        let status = if self.sealed { 503 } else { 200 };
        let health = json!({"initialized": true, "sealed": self.sealed, "standby": false});
        answer(status, &health)
    }

    fn knows(&self, request: &HttpRequest) -> bool {
        request
            .header("x-vault-token")
            .is_some_and(|token| token == TOKEN || self.tokens.iter().any(|known| known == token))
    }

    fn logged_in(&mut self, context: &mut Context<'_>) -> HttpResponse {
        let mut bytes = [0; 16];
        context.entropy.fill(&mut bytes);
        let token = format!("hvs.{}", hex(&bytes));
        // Old tokens are forgotten as they would expire.
        if self.tokens.len() >= MOST_TOKENS {
            self.tokens.remove(0);
        }
        self.tokens.push(token.clone());
        let auth = json!({"client_token": token, "lease_duration": 3600, "renewable": true});
        answer(200, &json!({"auth": auth}))
    }

    /// A real Vault has the cluster, or the issuer's keys, check the token's signature. The
    /// practice world has neither: it reads the claims (RFC 7519 §4.1) and their time.
    fn by_service_token(&mut self, body: &Value, context: &mut Context<'_>) -> HttpResponse {
        let role = text(body, "role");
        if role != SERVICE_ROLE {
            return refused(400, &format!("invalid role name {role:?}"));
        }
        let mut parts = text(body, "jwt").split('.');
        let claims = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(_), Some(claims), Some(_), None) => from_base64url(claims).ok(),
            _ => None,
        };
        let claims = claims.and_then(|claims| encoding::json::read::<Value>(claims).ok());
        let Some(claims) = claims.filter(|claims| claims.get("sub").is_some()) else {
            return refused(400, "error validating token: malformed token");
        };
        let ends = claims.get("exp").and_then(Value::as_i64);
        if ends.is_some_and(|ends| Timestamp::from_unix_secs(ends) < context.now) {
            return refused(400, "error validating token: token is expired (exp)");
        }
        self.logged_in(context)
    }

    fn sign(&mut self, body: &Value, context: &mut Context<'_>) -> HttpResponse {
        let Ok(csr) = CertificateSigningRequest::from_pem(text(body, "csr")) else {
            return refused(
                400,
                "the \"csr\" field contained no certificate signing request",
            );
        };
        let Ok(lifetime) = kube::Duration::parse(text(body, "ttl")) else {
            return refused(400, "error parsing ttl");
        };
        match self.issue(&csr, lifetime.span(), context) {
            Ok((leaf, root)) => {
                let root = root.to_pem();
                let data = json!({
                    "certificate": leaf.to_pem(),
                    "issuing_ca": root,
                    "ca_chain": [root],
                });
                answer(200, &json!({"data": data}))
            }
            Err(error) => refused(400, &format!("error signing certificate: {error}")),
        }
    }

    fn issue(
        &mut self,
        csr: &CertificateSigningRequest,
        lifetime: Duration,
        context: &mut Context<'_>,
    ) -> Result<(Certificate, Certificate), Error> {
        // What a role of Vault gives unless it says otherwise.
        let usages = vec![
            Usage::DigitalSignature,
            Usage::KeyEncipherment,
            Usage::KeyAgreement,
            Usage::ServerAuth,
            Usage::ClientAuth,
        ];
        inhouse::issue(
            &mut self.root,
            "Practice Vault",
            csr,
            usages,
            lifetime,
            context,
        )
    }
}

fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn no_route(path: &str) -> HttpResponse {
    refused(
        404,
        &format!("no handler for route {path:?}. route entry not found."),
    )
}

fn refused(status: u16, error: &str) -> HttpResponse {
    answer(status, &json!({"errors": [error]}))
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse::new(status, "application/json", body.to_string().into_bytes())
}

const MOST_TOKENS: usize = 64;
