//! HTTP in front of the CA, with the CORS header fields that Let's Encrypt sends.

use std::convert::Infallible;
use std::sync::Arc;

use certlab::http::{HttpRequest, HttpResponse, Method};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ALLOW,
    HOST, HeaderName, HeaderValue, ORIGIN,
};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::{Server, lock, look};

type Answer = Response<Full<Bytes>>;

/// Answers all who come to a port, by TLS if there is an acceptor.
pub(crate) async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, server: Arc<Server>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, server) = (tls.clone(), Arc::clone(&server));
        tokio::spawn(async move {
            match tls {
                None => converse(stream, "http", server).await,
                // Lists and issuers, which certificates point to, are had by plain HTTP.
                Some(_) if is_plain(&stream).await => converse(stream, "http", server).await,
                // Who does not trust the certificate goes away.
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        converse(stream, "https", server).await;
                    }
                }
            }
        });
    }
}

/// Whether a client begins without a TLS record of a handshake (RFC 8446 §5.1).
async fn is_plain(stream: &TcpStream) -> bool {
    let mut first = [0];
    matches!(stream.peek(&mut first).await, Ok(1)) && first != [22]
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    scheme: &'static str,
    server: Arc<Server>,
) {
    let service = service_fn(move |request| {
        let server = Arc::clone(&server);
        async move { Ok::<_, Infallible>(answer(request, scheme, server).await) }
    });
    // A client that goes away in mid-answer is no failure.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(request: Request<Incoming>, scheme: &str, server: Arc<Server>) -> Answer {
    let (parts, body) = request.into_parts();
    let host = text(parts.headers.get(HOST)).unwrap_or("127.0.0.1");
    let base_url = format!("{scheme}://{host}");
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let url = format!("{base_url}{path}");
    let allowed = {
        let mut authority = lock(&server.authority);
        authority.ca.set_base_url(&base_url);
        authority.ca.allowed_methods(&url)
    };
    let method = match parts.method {
        hyper::Method::GET => Method::Get,
        hyper::Method::HEAD => Method::Head,
        hyper::Method::POST => Method::Post,
        hyper::Method::OPTIONS => {
            let wanted = text(parts.headers.get(ACCESS_CONTROL_REQUEST_METHOD));
            return preflight(allowed, wanted);
        }
        _ => return plain(405, allowed),
    };
    let Ok(body) = Limited::new(body, MOST_OCTETS).collect().await else {
        return plain(413, None);
    };
    let headers = parts.headers.iter();
    let request = HttpRequest {
        method,
        url,
        headers: headers
            .filter_map(|(name, value)| Some((name.to_string(), text(Some(value))?.to_owned())))
            .collect(),
        body: body.to_bytes().to_vec(),
    };
    let response = {
        let mut authority = lock(&server.authority);
        let (ca, mut context) = authority.parts();
        ca.set_base_url(&base_url);
        ca.handle(&request, &mut context)
    };
    look::begin(&server);
    // As at Let's Encrypt, 404 and 405 are not for pages to read.
    let readable =
        parts.headers.contains_key(ORIGIN) && allowed.is_some() && response.status != 405;
    written(&response, readable)
}

fn written(response: &HttpResponse, readable: bool) -> Answer {
    let mut answer = Answer::new(Full::from(response.body.clone()));
    if let Ok(status) = response.status.try_into() {
        *answer.status_mut() = status;
    }
    let headers = answer.headers_mut();
    for (name, value) in &response.headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::try_from(name.as_str()),
            HeaderValue::try_from(value.as_str()),
        ) {
            headers.append(name, value);
        }
    }
    if readable {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("Link, Replay-Nonce, Location, Retry-After"),
        );
    }
    answer
}

/// May a page send such a request (Fetch, "CORS-preflight request")?
fn preflight(allowed: Option<&'static str>, wanted: Option<&str>) -> Answer {
    let mut answer = plain(200, allowed);
    if let (Some(allowed), Some(wanted)) = (allowed, wanted)
        && allowed.split(", ").any(|method| method == wanted)
    {
        let headers = answer.headers_mut();
        for (name, value) in [
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (ACCESS_CONTROL_ALLOW_METHODS, allowed),
            (ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type"),
            (ACCESS_CONTROL_MAX_AGE, "86400"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    answer
}

fn plain(status: u16, allowed: Option<&'static str>) -> Answer {
    let mut answer = Answer::default();
    if let Ok(status) = status.try_into() {
        *answer.status_mut() = status;
    }
    if let Some(allowed) = allowed {
        let headers = answer.headers_mut();
        headers.insert(ALLOW, HeaderValue::from_static(allowed));
    }
    answer
}

fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value.and_then(|value| value.to_str().ok())
}

const MOST_OCTETS: usize = 1 << 18;
