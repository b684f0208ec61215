//! What a site puts in front of BIND's DNS over HTTPS so that pages may ask
//! it: a reverse proxy that speaks HTTP/1.1 and adds the CORS header fields.

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCEPT, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, CONTENT_TYPE, HeaderValue,
};
use hyper::{Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::Fallible;
use super::http_server::{Answer, HttpServer, readable};

/// A running proxy.
#[derive(Debug)]
pub(crate) struct DohProxy {
    server: HttpServer,
}

type Upstream = Client<HttpConnector, Full<Bytes>>;

impl DohProxy {
    /// Starts it in front of a resolver that speaks HTTP/2 without TLS.
    pub(crate) async fn start(resolver_url: String) -> Fallible<Self> {
        let upstream: Upstream = Client::builder(TokioExecutor::new())
            .http2_only(true)
            .build_http();
        let server = HttpServer::start(move |request| {
            let upstream = upstream.clone();
            let resolver_url = resolver_url.clone();
            async move {
                if request.method() == Method::OPTIONS {
                    return preflight();
                }
                forward(&upstream, &resolver_url, request)
                    .await
                    .unwrap_or_else(|error| readable(502, "text/plain", error.to_string()))
            }
        })
        .await?;
        Ok(Self { server })
    }

    /// The resolver's address for a page.
    pub(crate) fn url(&self) -> String {
        format!("{}/dns-query", self.server.url())
    }
}

/// Posting `application/dns-message` is no simple request: the browser asks
/// first whether it may.
fn preflight() -> Answer {
    let mut answer = readable(204, "text/plain", "");
    let headers = answer.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("accept, content-type"),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST"),
    );
    answer
}

async fn forward(
    upstream: &Upstream,
    resolver_url: &str,
    request: Request<Incoming>,
) -> Fallible<Answer> {
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().map(|query| format!("?{query}"));
    let mut forwarded = Request::builder()
        .method(parts.method)
        .uri(format!("{resolver_url}{}", query.unwrap_or_default()));
    for name in [ACCEPT, CONTENT_TYPE] {
        if let Some(value) = parts.headers.get(&name) {
            forwarded = forwarded.header(name, value);
        }
    }
    let body = body.collect().await?.to_bytes();
    let (parts, body) = upstream
        .request(forwarded.body(Full::new(body))?)
        .await?
        .into_parts();
    let content_type = parts
        .headers
        .get(CONTENT_TYPE)
        .map(HeaderValue::to_str)
        .transpose()?
        .unwrap_or("application/octet-stream");
    let body = body.collect().await?.to_bytes();
    Ok(readable(parts.status.as_u16(), content_type, body))
}
