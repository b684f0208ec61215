//! cert-manager's client of Venafi, now `CyberArk` Certificate Manager (`pkg/issuer/venafi`).
//!
//! It does no input or output: each request is a call of the pass that makes it. Neither
//! service lets a web page read its answers, so only the practice Venafi is ever asked.

mod saas;
mod tpp;
mod zone;

use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use self::zone::Zone;
use super::api::{Secret, VenafiIssuer};
use super::runtime::pass::{Flow, Pass};
use crate::encoding;
use crate::http::{HttpFailure, HttpRequest, HttpResponse, host};
use crate::kube::ObjectKey;
use crate::x509::{self, Bundle, CertificateSigningRequest};

/// Why Venafi was of no use.
#[derive(Debug, Error)]
#[non_exhaustive]
pub(crate) enum VenafiError {
    /// The Secret to log in with is not there.
    #[error("secret {name:?} not found")]
    SecretNotFound {
        /// Its name.
        name: String,
    },
    /// A server that a page cannot speak to: the lab's own words.
    #[error(
        "{host} lets no web page read its answers; the lab has a practice server, {PRACTICE_HOST}, in the Practice world only"
    )]
    Elsewhere {
        /// The server.
        host: String,
    },
    /// A service that the practice server is not: the lab's own words.
    #[error("the lab's practice server answers as tpp and cloud, not as ngts")]
    NextGeneration,
    /// A Secret without anything to log in with.
    #[error("credentials not configured")]
    NoCredentials,
    /// The login was refused, or did not come through.
    #[error("error creating Certificate Manager client: {0}")]
    Login(Box<Self>),
    /// An answer with an error's status.
    #[error("unexpected status code on {what}. Status: {status} Body: {body}")]
    Refused {
        /// What was asked.
        what: &'static str,
        /// The status code.
        status: u16,
        /// What the server said.
        body: String,
    },
    /// No answer.
    #[error("{request}: {failure} (the practice server is there in the Practice world only)")]
    Unanswered {
        /// Method and URL.
        request: String,
        /// Why.
        failure: HttpFailure,
    },
    /// An answer that cannot be read.
    #[error("failed to decode the answer to {what}: {why}")]
    Undecodable {
        /// What was asked.
        what: &'static str,
        /// Why.
        why: String,
    },
    /// A zone that is no application and template.
    #[error("invalid zone: {zone:?}. The zone must be of the form <application>\\<template>")]
    Zone {
        /// As written.
        zone: String,
    },
    /// A request without a subject.
    #[error(
        "Certificate requests submitted to Certificate Manager issuers must have the 'commonName' field or at least one other subject field set."
    )]
    NoSubject,
    /// The zone does not allow it.
    #[error("{0}")]
    Policy(String),
    /// A custom field of a type that there is not.
    #[error(
        "certificate request contains an invalid Certificate Manager custom fields type: {0:?}"
    )]
    FieldType(String),
    /// It is not issued yet.
    #[error(
        "Issuance is pending. You may try retrieving the certificate later using Pickup ID: {id}\n\tStatus: {status}"
    )]
    Pending {
        /// What it is known by.
        id: String,
        /// How far it is.
        status: String,
    },
    /// A request or a chain that cannot be read.
    #[error(transparent)]
    X509(#[from] x509::Error),
}

/// One entry of the annotation `venafi.cert-manager.io/custom-fields`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct CustomField {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) value: String,
    #[serde(default, rename = "type")]
    field_type: String,
}

/// A client that is logged in.
pub(crate) struct Client<'a> {
    issuer: ObjectKey,
    zone: &'a str,
    base: String,
    /// The header field that says who asks.
    login: (&'static str, String),
    service: Service,
}

#[derive(Clone, Copy)]
enum Service {
    SelfHosted,
    Cloud,
}

type Answer<T> = Flow<Result<T, VenafiError>>;

/// Logs in as the issuer says.
pub(crate) fn log_in<'a>(
    pass: &mut Pass<'_>,
    issuer: &ObjectKey,
    venafi: &'a VenafiIssuer,
) -> Answer<Client<'a>> {
    let (url, secret_name, service) = match (&venafi.tpp, &venafi.cloud) {
        (Some(tpp), _) => (
            tpp.url.trim_end_matches('/').trim_end_matches("/vedsdk"),
            &tpp.credentials_ref.name,
            Service::SelfHosted,
        ),
        (None, Some(cloud)) if cloud.url.is_empty() => (
            "https://api.venafi.cloud",
            &cloud.api_token_secret_ref.name,
            Service::Cloud,
        ),
        (None, Some(cloud)) => (
            cloud.url.trim_end_matches('/'),
            &cloud.api_token_secret_ref.name,
            Service::Cloud,
        ),
        (None, None) => return ControlFlow::Continue(Err(VenafiError::NextGeneration)),
    };
    let Some(secret) = pass.secret(pass.secrets_of(issuer), secret_name) else {
        let name = secret_name.clone();
        return ControlFlow::Continue(Err(VenafiError::SecretNotFound { name }));
    };
    if host(url) != PRACTICE_HOST {
        let host = host(url).to_owned();
        return ControlFlow::Continue(Err(VenafiError::Elsewhere { host }));
    }
    let mut client = Client {
        issuer: issuer.clone(),
        zone: &venafi.zone,
        base: url.to_owned(),
        login: ("authorization", String::new()),
        service,
    };
    let logged_in = match (service, &venafi.cloud) {
        (Service::Cloud, Some(cloud)) => {
            let entry = match cloud.api_token_secret_ref.key.as_str() {
                "" => "api-key",
                key => key,
            };
            client.login = ("tppl-api-key", text(secret, entry));
            client.verify(pass)?
        }
        _ => tpp::log_in(pass, &mut client, secret)?,
    };
    ControlFlow::Continue(match logged_in {
        Ok(()) => Ok(client),
        Err(error) => Err(VenafiError::Login(Box::new(error))),
    })
}

impl Client<'_> {
    /// Whether the server is there.
    pub(crate) fn ping(&self, pass: &mut Pass<'_>) -> Answer<()> {
        match self.service {
            Service::SelfHosted => tpp::ping(pass, self),
            Service::Cloud => ControlFlow::Continue(Ok(())),
        }
    }

    /// Whether it lets this client in.
    pub(crate) fn verify(&self, pass: &mut Pass<'_>) -> Answer<()> {
        match self.service {
            Service::SelfHosted => tpp::verify(pass, self),
            Service::Cloud => saas::verify(pass, self),
        }
    }

    /// Sends a request, and returns by what it is picked up.
    pub(crate) fn request(
        &self,
        pass: &mut Pass<'_>,
        csr: &CertificateSigningRequest,
        fields: &[CustomField],
    ) -> Answer<String> {
        if let Err(error) = self.allows(pass, csr, fields)? {
            return ControlFlow::Continue(Err(error));
        }
        match self.service {
            Service::SelfHosted => tpp::request(pass, self, csr, fields),
            Service::Cloud => saas::request(pass, self, csr),
        }
    }

    /// Picks a certificate up.
    pub(crate) fn retrieve(
        &self,
        pass: &mut Pass<'_>,
        id: &str,
        csr: &CertificateSigningRequest,
        fields: &[CustomField],
    ) -> Answer<Vec<u8>> {
        if let Err(error) = self.allows(pass, csr, fields)? {
            return ControlFlow::Continue(Err(error));
        }
        match self.service {
            Service::SelfHosted => tpp::retrieve(pass, self, id),
            Service::Cloud => saas::retrieve(pass, self, id),
        }
    }

    /// Whether the zone's policy allows a request.
    fn allows(
        &self,
        pass: &mut Pass<'_>,
        csr: &CertificateSigningRequest,
        fields: &[CustomField],
    ) -> Answer<()> {
        let zone = match self.service {
            Service::SelfHosted => tpp::zone(pass, self)?,
            Service::Cloud => saas::zone(pass, self)?,
        };
        let odd = |field: &&CustomField| !matches!(field.field_type.as_str(), "" | "Plain");
        ControlFlow::Continue(match zone {
            Err(error) => Err(error),
            Ok(_) if csr.subject().is_empty() => Err(VenafiError::NoSubject),
            Ok(zone) => match fields.iter().find(odd) {
                Some(field) => Err(VenafiError::FieldType(field.field_type.clone())),
                None => zone.check(csr),
            },
        })
    }

    fn get(&self, path: &str) -> HttpRequest {
        self.sign(HttpRequest::get(format!("{}{path}", self.base)))
    }

    fn post(&self, path: &str, body: &Value) -> HttpRequest {
        let url = format!("{}{path}", self.base);
        let body = body.to_string().into_bytes();
        self.sign(HttpRequest::post(url, "application/json", body))
    }

    fn sign(&self, request: HttpRequest) -> HttpRequest {
        match &self.login {
            (_, login) if login.is_empty() => request,
            (field, login) => request.with_header(field, login),
        }
    }

    /// Asks, and takes an answer with an error's status for an error.
    fn ask(
        &self,
        pass: &mut Pass<'_>,
        operation: &str,
        what: &'static str,
        request: &HttpRequest,
    ) -> Answer<HttpResponse> {
        let answered = pass.venafi(&self.issuer, operation, request)?;
        ControlFlow::Continue(match answered {
            Ok(response) if response.status < 300 => Ok(response),
            Ok(response) => Err(VenafiError::Refused {
                what,
                status: response.status,
                body: String::from_utf8_lossy(&response.body).into_owned(),
            }),
            Err(failure) => Err(VenafiError::Unanswered {
                request: format!("{} {}", request.method, request.url),
                failure,
            }),
        })
    }

    /// The same, and reads the answer.
    fn read(
        &self,
        pass: &mut Pass<'_>,
        operation: &str,
        what: &'static str,
        request: &HttpRequest,
    ) -> Answer<Value> {
        let response = self.ask(pass, operation, what, request)?;
        ControlFlow::Continue(response.and_then(|response| decoded(what, &response)))
    }
}

fn decoded(what: &'static str, response: &HttpResponse) -> Result<Value, VenafiError> {
    encoding::json::read(&response.body).map_err(|error| VenafiError::Undecodable {
        what,
        why: error.to_string(),
    })
}

/// A text in an answer, by its path; empty if there is none.
fn text_at(answer: &Value, path: &str) -> String {
    let found = answer.pointer(path).and_then(Value::as_str);
    found.unwrap_or_default().to_owned()
}

/// The texts of a list in an answer.
fn texts(list: Option<&Value>) -> Vec<String> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    let texts = items.filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// An entry of a Secret as text; empty if there is none.
fn text(secret: &Secret, entry: &str) -> String {
    let bytes = secret.bytes(entry).unwrap_or_default();
    String::from_utf8_lossy(bytes).trim().to_owned()
}

/// Leaf, chain and CA, put into order.
pub(crate) fn bundle(pem: &[u8]) -> Result<Bundle, x509::Error> {
    x509::bundle(x509::parse_pem_chain(&String::from_utf8_lossy(pem))?)
}

/// The practice Venafi.
const PRACTICE_HOST: &str = "venafi.practice.lab.internal";
