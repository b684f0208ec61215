//! HTTP requests and answers as plain values.
//!
//! The core never opens a connection. It makes an [`HttpRequest`], somebody
//! outside carries it (fetch in the page, a native client in tests, the
//! practice world inside the lab), and an [`HttpResult`] comes back.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::encoding;

/// The methods that the lab's protocols use (RFC 9110 §9.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Fetch a representation.
    Get,
    /// Fetch its headers only: how ACME hands out nonces.
    Head,
    /// Send a representation: every signed ACME request, every RFC 8484 query.
    Post,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
        })
    }
}

/// A request to be carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Absolute URL.
    pub url: String,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body bytes; empty for none.
    #[serde(with = "encoding::base64_bytes")]
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// A GET of `url` without further headers.
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            url: url.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// A HEAD of `url`.
    pub fn head(url: impl Into<String>) -> Self {
        Self {
            method: Method::Head,
            ..Self::get(url)
        }
    }

    /// A POST of `body` with its media type.
    pub fn post(url: impl Into<String>, content_type: &str, body: Vec<u8>) -> Self {
        Self {
            method: Method::Post,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body,
            ..Self::get(url)
        }
    }

    /// Adds a header field; `name` in lower case.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The first value of a header field; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// An answer, as far as the reader was allowed to see it: a browser hides
/// header fields that the server does not expose by CORS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// Status code.
    pub status: u16,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body bytes.
    #[serde(with = "encoding::base64_bytes")]
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// An answer with a body of the given media type.
    pub fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body,
        }
    }

    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Adds a header field; `name` in lower case.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The first value of a header field; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// 2xx.
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

/// Why no answer could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
#[non_exhaustive]
pub enum HttpFailure {
    /// Nothing answered: no such host, refused, no network, or a certificate
    /// that the browser does not trust.
    #[error("the server could not be reached")]
    Unreachable,
    /// Something answers at that address but does not allow this page to read
    /// it (no CORS header fields).
    #[error("the server does not allow web pages to read its answers (CORS)")]
    Blocked,
}

/// What came back for a request.
pub type HttpResult = Result<HttpResponse, HttpFailure>;

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// The host of an absolute URL, with its port if there is one.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_cut_out_of_urls() {
        for (url, expected) in [
            ("https://ca.test:14000/dir?x", "ca.test:14000"),
            ("https://ca.test", "ca.test"),
            ("ca.test/dir", "ca.test"),
        ] {
            assert_eq!(host(url), expected);
        }
    }
}
