//! A small HTTP/1.1 server: an async function on a port of 127.0.0.1.

use std::convert::Infallible;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::Fallible;

/// An answer with its whole body.
pub(crate) type Answer = Response<Full<Bytes>>;

/// A running server; it ends when dropped.
#[derive(Debug)]
pub(crate) struct HttpServer {
    port: u16,
    task: JoinHandle<()>,
}

impl HttpServer {
    /// Starts answering with `answer`.
    pub(crate) async fn start<F, A>(answer: F) -> Fallible<Self>
    where
        F: Fn(Request<Incoming>) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let task = tokio::spawn(async move {
            // They end with the server.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let answer = answer.clone();
                let service = service_fn(move |request| {
                    let answer = answer(request);
                    async { Ok::<_, Infallible>(answer.await) }
                });
                connections.spawn(async move {
                    // A browser that goes away in mid-answer is no failure.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Ok(Self { port, task })
    }

    /// Ends it, with every connection that is open.
    pub(crate) fn stop(&self) {
        self.task.abort();
    }

    /// "http://127.0.0.1:PORT"
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer of the given status and media type that any page may read (CORS).
pub(crate) fn readable(status: u16, content_type: &str, body: impl Into<Bytes>) -> Answer {
    let mut answer = private(status, content_type, body);
    answer.headers_mut().insert(
        hyper::header::ACCESS_CONTROL_ALLOW_ORIGIN,
        hyper::header::HeaderValue::from_static("*"),
    );
    answer
}

/// An answer that only its own origin's pages may read.
pub(crate) fn private(status: u16, content_type: &str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Answer::new(Full::new(body.into()));
    if let Ok(status) = status.try_into() {
        *answer.status_mut() = status;
    }
    if let Ok(content_type) = content_type.parse() {
        answer
            .headers_mut()
            .insert(hyper::header::CONTENT_TYPE, content_type);
    }
    answer
}
