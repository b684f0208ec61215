//! Requests and answers, opened up for reading.

use certlab::dns::doh;
use certlab::encoding::from_base64url;
use certlab::http::{HttpFailure, HttpRequest, HttpResponse, Method};
use certlab::lab::{EffectId, Exchange, Purpose, Tampering};
use serde_json::Value;

/// An exchange as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// What it is called: an ACME operation, or the resolver's name.
    pub(super) title: String,
    /// The effect that carried it.
    pub(super) id: EffectId,
    /// Sent again by hand, and what was done to it before.
    pub(super) tampered: Option<Tampering>,
    /// What can be done to it before it is sent again.
    pub(super) tamperings: Vec<Tampering>,
    /// Method and URL.
    pub(super) head: String,
    /// The request's body.
    pub(super) body: Body,
    /// What came back.
    pub(super) answer: Answer,
}

/// A request's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// None.
    Empty,
    /// A signed one, opened (RFC 7515 §7.2.2).
    Signed {
        /// The protected header.
        protected: String,
        /// The payload; empty for POST-as-GET.
        payload: String,
        /// The signature, in base64url.
        signature: String,
    },
    /// A DNS message of so many bytes.
    Dns(usize),
    /// Something else.
    Other(String),
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing yet.
    UnderWay,
    /// Nothing that could be read.
    Failed(HttpFailure),
    /// An answer.
    Read {
        /// Status code.
        status: u16,
        /// Header fields of note.
        headers: Vec<(String, String)>,
        /// Body, as readable as it gets.
        body: String,
    },
}

impl Message {
    /// Opens an exchange.
    pub(super) fn of(exchange: &Exchange) -> Self {
        let request = &exchange.request;
        let title = match &exchange.purpose {
            Purpose::Acme { operation, .. }
            | Purpose::Vault { operation, .. }
            | Purpose::Venafi { operation, .. } => operation.clone(),
            Purpose::Dns { resolver, .. } => resolver.clone(),
            Purpose::Web { .. } => "self check".to_owned(),
            Purpose::Probe { .. } => "directory".to_owned(),
        };
        let tampered = match &exchange.purpose {
            Purpose::Acme { tampered, .. } => *tampered,
            _ => None,
        };
        let may_tamper = matches!(&exchange.purpose, Purpose::Acme { tampered: None, .. })
            && exchange.response.is_some();
        Self {
            title,
            id: exchange.id,
            tampered,
            tamperings: Tampering::ALL
                .into_iter()
                .filter(|tampering| may_tamper && tampering.of(request).is_some())
                .collect(),
            head: format!("{} {}", request.method, request.url),
            body: body(request),
            answer: match &exchange.response {
                None => Answer::UnderWay,
                Some(Err(failure)) => Answer::Failed(*failure),
                Some(Ok(response)) => answer(response),
            },
        }
    }
}

fn body(request: &HttpRequest) -> Body {
    if request.method != Method::Post || request.body.is_empty() {
        return Body::Empty;
    }
    if request.header("content-type") == Some(DNS_MESSAGE) {
        return Body::Dns(request.body.len());
    }
    signed(&request.body).unwrap_or_else(|| Body::Other(readable(&request.body)))
}

/// Opens a flattened JWS.
fn signed(body: &[u8]) -> Option<Body> {
    let jws: Value = serde_json::from_slice(body).ok()?;
    let part = |name: &str| jws.get(name).and_then(Value::as_str);
    let open = |text: &str| from_base64url(text).ok().map(|bytes| readable(&bytes));
    Some(Body::Signed {
        protected: open(part("protected")?)?,
        payload: open(part("payload")?)?,
        signature: part("signature")?.to_owned(),
    })
}

fn answer(response: &HttpResponse) -> Answer {
    let headers = SHOWN_HEADERS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), response.header(name)?.to_owned())))
        .collect();
    let is_dns = response.header("content-type") == Some(DNS_MESSAGE);
    let body = match doh::parse(response) {
        Ok(answer) if is_dns => {
            let records = answer.records.iter().map(|record| {
                format!(
                    "\n{} {} {} {:?}",
                    record.name,
                    record.ttl_secs,
                    format!("{:?}", record.record_type).to_uppercase(),
                    record.value
                )
            });
            let rcode = format!("{:?}", answer.rcode).to_uppercase();
            std::iter::once(rcode).chain(records).collect()
        }
        _ => readable(&response.body),
    };
    Answer::Read {
        status: response.status,
        headers,
        body,
    }
}

/// JSON with line breaks; other text as it is.
fn readable(bytes: &[u8]) -> String {
    serde_json::from_slice::<Value>(bytes)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

/// RFC 8484 §6.
const DNS_MESSAGE: &str = "application/dns-message";

/// The header fields that ACME works with (RFC 8555 §6.5, §7.1, §8.2).
const SHOWN_HEADERS: [&str; 5] = [
    "replay-nonce",
    "location",
    "link",
    "retry-after",
    "content-type",
];

#[cfg(test)]
mod tests {
    use certlab::clock::Timestamp;
    use certlab::encoding::base64url;
    use certlab::lab::EffectId;

    use super::*;

    fn exchange(request: HttpRequest, response: Option<HttpResponse>) -> Exchange {
        Exchange {
            id: EffectId(1),
            at: Timestamp::default(),
            purpose: Purpose::Probe {
                url: request.url.clone(),
            },
            request,
            response: response.map(Ok),
        }
    }

    #[test]
    fn a_signed_request_is_opened() {
        let jws = format!(
            r#"{{"protected":"{}","payload":"{}","signature":"AAAA"}}"#,
            base64url(br#"{"alg":"ES256","nonce":"n"}"#),
            base64url(br#"{"termsOfServiceAgreed":true}"#)
        );
        let request = HttpRequest::post("https://ca.test/a", "application/jose+json", jws.into());
        let response =
            HttpResponse::new(201, "application/json", b"{\"status\":\"valid\"}".to_vec())
                .with_header("replay-nonce", "m");
        let message = Message::of(&exchange(request, Some(response)));
        let Body::Signed {
            protected,
            payload,
            signature,
        } = message.body
        else {
            panic!("not opened");
        };
        assert_eq!(protected, "{\n  \"alg\": \"ES256\",\n  \"nonce\": \"n\"\n}");
        assert_eq!(payload, "{\n  \"termsOfServiceAgreed\": true\n}");
        assert_eq!(signature, "AAAA");
        let Answer::Read {
            status, headers, ..
        } = message.answer
        else {
            panic!("not read");
        };
        assert_eq!(status, 201);
        assert_eq!(
            headers.first(),
            Some(&("replay-nonce".to_owned(), "m".to_owned()))
        );
    }

    #[test]
    fn what_cannot_be_opened_is_shown_as_it_is() {
        let request = HttpRequest::post("https://ca.test/a", "text/plain", b"hello".to_vec());
        let message = Message::of(&exchange(request, None));
        assert_eq!(message.body, Body::Other("hello".to_owned()));
        assert_eq!(message.answer, Answer::UnderWay);
    }
}
