//! Looking at proofs: DNS records, web files, TLS handshakes.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use certlab::acme::wire::ChallengeType;
use certlab::ca::{Check, DnsFailure, Observation, Proof, TlsAnswer, WebAnswer, WebFailure};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HOST, LOCATION, USER_AGENT};
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::{Server, dns, lock, now, tls};

/// Begins to look at whatever the CA waits for.
pub(crate) fn begin(server: &Arc<Server>) {
    let checks = lock(&server.authority).ca.checks(now());
    for check in checks {
        if !lock(&server.looking).insert(check.id.clone()) {
            continue;
        }
        let server = Arc::clone(server);
        tokio::spawn(async move {
            let seen = observe(&server, &check).await;
            lock(&server.authority).ca.observe(&check.id, &seen, now());
            lock(&server.looking).remove(&check.id);
        });
    }
}

async fn observe(server: &Server, check: &Check) -> Observation {
    let proof = match check.kind {
        ChallengeType::Http01 => Proof::Web(fetch(server, check).await),
        ChallengeType::TlsAlpn01 => Proof::Tls(greet(server, &check.name).await),
        _ => Proof::Txt(dns::texts(server.dns, &check.record_name()).await),
    };
    Observation {
        proof,
        caa: dns::caa(server.dns, &check.name).await,
    }
}

/// The file, wherever redirections lead (RFC 8555 §8.3).
async fn fetch(server: &Server, check: &Check) -> Result<WebAnswer, WebFailure> {
    let mut url = check.url();
    let mut address = String::new();
    for _ in 0..=MOST_REDIRECTIONS {
        let failed = |address: &str, why: String| WebFailure::Connection {
            address: address.to_owned(),
            why,
        };
        let target: Uri = url
            .parse()
            .map_err(|_| failed(&address, format!("Invalid URL {url:?}")))?;
        let name = target.host().unwrap_or_default().to_owned();
        let secure = target.scheme_str() == Some("https");
        let options = &server.options;
        let port = if secure {
            options.tls_port
        } else {
            options.http_port
        };
        let socket = address_of(server, &name, port).await?;
        address = socket.ip().to_string();
        let answer = timeout(PATIENCE, get(socket, &name, &target, secure)).await;
        let answer = answer
            .map_err(|_| failed(&address, TIMEOUT.to_owned()))?
            .map_err(|error| failed(&address, words(&error)))?;
        let location = answer.headers().get(LOCATION);
        let location = location.and_then(|value| value.to_str().ok());
        if let Some(location) = location.filter(|_| answer.status().is_redirection()) {
            url = if location.starts_with('/') {
                let scheme = target.scheme_str().unwrap_or("http");
                format!("{scheme}://{name}{location}")
            } else {
                location.to_owned()
            };
            continue;
        }
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), MOST_OCTETS)
            .collect()
            .await;
        return Ok(WebAnswer {
            address,
            url,
            status,
            body: body
                .map(|body| body.to_bytes().to_vec())
                .unwrap_or_default(),
        });
    }
    Err(WebFailure::Connection {
        address,
        why: "Too many redirects".to_owned(),
    })
}

async fn get(
    socket: SocketAddr,
    name: &str,
    target: &Uri,
    secure: bool,
) -> io::Result<Response<Incoming>> {
    let stream = TcpStream::connect(socket).await?;
    if !secure {
        return send(stream, name, target).await;
    }
    let config = tls::client(&[b"http/1.1"]).map_err(io::Error::other)?;
    let host = ServerName::try_from(name.to_owned()).map_err(io::Error::other)?;
    let stream = TlsConnector::from(config).connect(host, stream).await?;
    send(stream, name, target).await
}

async fn send(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    name: &str,
    target: &Uri,
) -> io::Result<Response<Incoming>> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(io::Error::other)?;
    tokio::spawn(connection);
    let path = target.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::get(path)
        .header(HOST, name)
        .header(USER_AGENT, "certlab practice CA")
        .body(Empty::<Bytes>::new())
        .map_err(io::Error::other)?;
    sender.send_request(request).await.map_err(io::Error::other)
}

/// What a TLS server shows to who speaks only `acme-tls/1` (RFC 8737 §3).
async fn greet(server: &Server, name: &str) -> Result<TlsAnswer, WebFailure> {
    let socket = address_of(server, name, server.options.tls_port).await?;
    let address = socket.ip().to_string();
    let failed = |why: String| WebFailure::Connection {
        address: address.clone(),
        why,
    };
    let broken = |why: String| WebFailure::Tls {
        address: address.clone(),
        why,
    };
    let stream = timeout(PATIENCE, TcpStream::connect(socket))
        .await
        .map_err(|_| failed(TIMEOUT.to_owned()))?
        .map_err(|error| failed(words(&error)))?;
    let config = tls::client(&[b"acme-tls/1"]).map_err(|error| broken(error.to_string()))?;
    let host = ServerName::try_from(name.to_owned()).map_err(|error| broken(error.to_string()))?;
    let stream = timeout(PATIENCE, TlsConnector::from(config).connect(host, stream))
        .await
        .map_err(|_| failed(TIMEOUT.to_owned()))?
        .map_err(|error| broken(error.to_string()))?;
    let (_, session) = stream.get_ref();
    let shown = session.peer_certificates().and_then(<[_]>::first);
    Ok(TlsAnswer {
        protocol: session.alpn_protocol().map(<[u8]>::to_vec),
        certificate: shown.map(|der| der.to_vec()).unwrap_or_default(),
        address,
    })
}

async fn address_of(server: &Server, name: &str, port: u16) -> Result<SocketAddr, WebFailure> {
    let found: Result<_, DnsFailure> = dns::address(server.dns, name).await;
    let address = found.map_err(WebFailure::Address)?;
    let address = address.ok_or(WebFailure::NoAddress)?;
    Ok(SocketAddr::new(address, port))
}

fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "Connection refused".to_owned(),
        io::ErrorKind::ConnectionReset => "Connection reset by peer".to_owned(),
        _ => error.to_string(),
    }
}

const TIMEOUT: &str = "Timeout during connect (likely firewall problem)";
const PATIENCE: Duration = Duration::from_secs(10);
const MOST_REDIRECTIONS: usize = 10;
const MOST_OCTETS: usize = 1 << 16;
