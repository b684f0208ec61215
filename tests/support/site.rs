//! A static file server for the built page.

use std::path::{Component, Path, PathBuf};

use hyper::Request;
use hyper::body::Incoming;
use hyper::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderValue};

use super::Fallible;
use super::http_server::{Answer, HttpServer, private};

/// A running site.
#[derive(Debug)]
pub(crate) struct Site {
    server: HttpServer,
    path: &'static str,
}

impl Site {
    /// Serves the files of `folder`, the brotli-compressed twin of a file where
    /// there is one and the browser takes it.
    pub(crate) async fn start(folder: &Path) -> Fallible<Self> {
        Self::start_below(folder, "/").await
    }

    /// The same under a path of the host, which begins and ends with a slash; all
    /// else of the host is not there.
    pub(crate) async fn start_below(folder: &Path, path: &'static str) -> Fallible<Self> {
        if !folder.join("index.html").is_file() {
            let folder = folder.display();
            return Err(format!("{folder} holds no index.html: run `cargo xtask dist`").into());
        }
        let folder = folder.to_owned();
        let server = HttpServer::start(move |request| {
            let answer = match request.uri().path().strip_prefix(path) {
                Some(file) => respond(&folder, file, &request),
                None => private(404, "text/plain", "not of this site"),
            };
            async { answer }
        })
        .await?;
        Ok(Self { server, path })
    }

    /// Its address, without a slash at the end.
    pub(crate) fn url(&self) -> String {
        let address = self.server.url() + self.path;
        address.trim_end_matches('/').to_owned()
    }

    /// Ends it before the value is dropped.
    pub(crate) fn stop(&self) {
        self.server.stop();
    }
}

fn respond(folder: &Path, file: &str, request: &Request<Incoming>) -> Answer {
    let path = file_of(folder, file);
    let media_type = media_type(&path);
    let takes_brotli = request
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim() == "br"));
    if takes_brotli {
        let mut compressed = path.clone().into_os_string();
        compressed.push(".br");
        if let Ok(body) = std::fs::read(compressed) {
            let mut answer = private(200, media_type, body);
            answer
                .headers_mut()
                .insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
            return answer;
        }
    }
    match std::fs::read(&path) {
        Ok(body) => private(200, media_type, body),
        Err(_) => private(404, "text/plain", "no such file"),
    }
}

/// The file that a URL's path names, never one outside the folder.
fn file_of(folder: &Path, path: &str) -> PathBuf {
    let mut file = folder.to_owned();
    for part in Path::new(path).components() {
        if let Component::Normal(part) = part {
            file.push(part);
        }
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file
}

/// `WebAssembly.instantiateStreaming` insists on `application/wasm`.
fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}
