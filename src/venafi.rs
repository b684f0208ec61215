//! The practice Venafi (now `CyberArk` Certificate Manager): as much of its two HTTP APIs as
//! cert-manager speaks.
//!
//! It answers as the self-hosted server (`tpp`, "Trust Protection Platform") and as the
//! service in the cloud (`saas`): who asks, what a zone allows, a request, and its pickup a
//! while later. Nothing in it is a secret: what logs in to it is printed in `docs/venafi.md`.

mod saas;
mod tpp;
mod zone;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Timestamp;
use crate::encoding;
use crate::http::{HttpRequest, HttpResponse};
use crate::inhouse;
use crate::x509::{CertificateSigningRequest, Error, Usage, chain_pem};

use self::zone::Zone;
pub use crate::inhouse::Context;

/// Where both are. `internal` is reserved for private use.
pub const URL: &str = "https://venafi.practice.lab.internal";

/// A user of the self-hosted server.
pub const USERNAME: &str = "practice-user";

/// Its password.
pub const PASSWORD: &str = "practice-password";

/// A token for the self-hosted server.
pub const ACCESS_TOKEN: &str = "practice-token";

/// A key for the service in the cloud.
pub const API_KEY: &str = "practice-api-key";

/// Its state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PracticeVenafi {
    #[serde(with = "encoding::base64_option")]
    root: Option<Vec<u8>>,
    enrolled: Vec<Enrolled>,
}

/// A request that was accepted: its number or name, when it may be picked up, the chain as PEM.
type Enrolled = (String, Timestamp, String);

impl PracticeVenafi {
    /// Answers a request for a path below [`URL`].
    pub fn exchange(&mut self, request: &HttpRequest, context: &mut Context<'_>) -> HttpResponse {
        let path = request.url.strip_prefix(URL).unwrap_or_default();
        let body = encoding::json::read(&request.body).unwrap_or_default();
        if path.starts_with("/ved") {
            tpp::answer_to(self, request, path, &body, context)
        } else {
            saas::answer_to(self, request, path, &body, context)
        }
    }

    /// Accepts a request: it is signed at once and handed out after a while.
    fn enrol(
        &mut self,
        id: &str,
        csr: &CertificateSigningRequest,
        context: &mut Context<'_>,
    ) -> Result<(), Error> {
        let usages = vec![
            Usage::DigitalSignature,
            Usage::KeyEncipherment,
            Usage::ServerAuth,
        ];
        let name = "Practice Certificate Manager";
        let (leaf, root) = inhouse::issue(&mut self.root, name, csr, usages, LIFETIME, context)?;
        let now = context.now;
        self.enrolled
            .retain(|(known, ready, _)| known != id && now.since(*ready) < KEPT);
        let excess = self.enrolled.len().saturating_sub(MOST_ENROLLED);
        self.enrolled.drain(..excess);
        let chain = chain_pem(&[leaf, root]);
        self.enrolled
            .push((id.to_owned(), now + ISSUED_AFTER, chain));
        Ok(())
    }

    /// The chain of an accepted request, `Ok(None)` if it is still being worked on, `Err` if
    /// there is no such request.
    fn pick_up(&self, id: &str, now: Timestamp) -> Result<Option<&str>, ()> {
        let found = self.enrolled.iter().find(|(known, ..)| known == id);
        let (_, ready, chain) = found.ok_or(())?;
        Ok((*ready <= now).then_some(chain))
    }
}

/// The CSR in a field of the body.
fn csr(body: &Value, field: &str) -> Option<CertificateSigningRequest> {
    CertificateSigningRequest::from_pem(text(body, field)).ok()
}

fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse::new(status, "application/json", body.to_string().into_bytes())
}

/// How long a zone's certificates last: cert-manager does not ask for a duration here.
const LIFETIME: Duration = Duration::from_hours(90 * 24);

/// How long the request waits before it is handed out.
const ISSUED_AFTER: Duration = Duration::from_secs(20);

/// How long it can be picked up.
const KEPT: Duration = Duration::from_hours(24);

const MOST_ENROLLED: usize = 2_000;
