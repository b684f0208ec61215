//! Looking whether a URL is an ACME directory that a web page can use.

use serde::{Deserialize, Serialize};

use crate::acme::wire::Directory;
use crate::encoding::json;
use crate::http::{HttpFailure, HttpRequest, HttpResult};

/// What a probe of a directory URL has found so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Probe {
    /// The directory was asked for.
    Running,
    /// It is a directory; whether its nonces can be read is being tried.
    TryingNonce {
        /// The directory.
        directory: Box<Directory>,
    },
    /// A directory whose nonces this page can read.
    Usable {
        /// The directory.
        directory: Box<Directory>,
    },
    /// Something answered, but it is no ACME directory (RFC 8555 §7.1.1).
    NotADirectory,
    /// The server refused.
    Status {
        /// HTTP status code.
        status: u16,
    },
    /// The server does not let web pages read its answers.
    Blocked,
    /// Nothing answered.
    Unreachable,
    /// `Replay-Nonce` is hidden from web pages (no Access-Control-Expose-Headers).
    NonceUnreadable,
}

impl Probe {
    /// Takes an answer in; gives the request that comes next, if any.
    pub(super) fn step(&mut self, result: HttpResult) -> Option<HttpRequest> {
        let response = match result {
            Ok(response) => response,
            Err(HttpFailure::Blocked) => {
                *self = Self::Blocked;
                return None;
            }
            Err(_) => {
                *self = Self::Unreachable;
                return None;
            }
        };
        match self {
            Self::TryingNonce { directory } => {
                *self = if response.header("replay-nonce").is_some() {
                    Self::Usable {
                        directory: directory.clone(),
                    }
                } else {
                    Self::NonceUnreadable
                };
                None
            }
            _ if !response.is_success() => {
                *self = Self::Status {
                    status: response.status,
                };
                None
            }
            _ => {
                let Ok(directory) = json::read::<Directory>(&response.body) else {
                    *self = Self::NotADirectory;
                    return None;
                };
                let request = HttpRequest::head(directory.new_nonce.clone());
                *self = Self::TryingNonce {
                    directory: Box::new(directory),
                };
                Some(request)
            }
        }
    }
}
