//! What a client remembers of a server between operations.

use serde::{Deserialize, Serialize};

use super::{Operation, OrderOptions};
use crate::acme::wire::{Directory, Identifier};
use crate::encoding;
use crate::http::HttpResponse;
use crate::x509::PublicKey;

/// One account key at one server: directory, nonces, account, and what is in doubt.
///
/// It holds no secret; the private key is asked for signatures by
/// [`Step::Sign`](super::Step::Sign).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Where the server's directory is.
    pub directory_url: String,
    /// The directory, once read.
    pub directory: Option<Directory>,
    /// Nonces not yet used, the newest last (RFC 8555 §6.5).
    pub nonces: Vec<String>,
    /// The account key's public half.
    pub key: PublicKey,
    /// The account's URL, once known (RFC 8555 §7.3).
    pub account_url: Option<String>,
    /// Requests that may have been carried out although no answer was read.
    doubts: Vec<Doubt>,
}

/// A request that must not be repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Doubt {
    NewOrder {
        identifiers: Vec<Identifier>,
        #[serde(default)]
        options: OrderOptions,
    },
    Accept {
        challenge_url: String,
    },
    Finalize {
        order_url: String,
    },
    ChangeKey {
        new_key: PublicKey,
    },
    DeactivateAccount,
    DeactivateAuthorization {
        url: String,
    },
    Revoke {
        #[serde(with = "encoding::base64_bytes")]
        certificate_der: Vec<u8>,
    },
}

impl Doubt {
    /// The doubt that sending this operation's request begins.
    fn of(operation: &Operation) -> Option<Self> {
        match operation {
            Operation::NewOrder {
                identifiers,
                options,
            } => Some(Self::NewOrder {
                identifiers: identifiers.clone(),
                options: options.clone(),
            }),
            Operation::Accept { challenge_url } => Some(Self::Accept {
                challenge_url: challenge_url.clone(),
            }),
            Operation::Finalize { order_url, .. } => Some(Self::Finalize {
                order_url: order_url.clone(),
            }),
            Operation::ChangeKey { new_key } => Some(Self::ChangeKey {
                new_key: new_key.clone(),
            }),
            Operation::DeactivateAccount => Some(Self::DeactivateAccount),
            Operation::DeactivateAuthorization { url } => {
                Some(Self::DeactivateAuthorization { url: url.clone() })
            }
            Operation::Revoke {
                certificate_der, ..
            } => Some(Self::Revoke {
                certificate_der: certificate_der.clone(),
            }),
            // Reading twice, registering twice (RFC 8555 §7.3) and saying the
            // same contacts twice all end where once would have.
            Operation::Directory
            | Operation::Register { .. }
            | Operation::UpdateContacts { .. }
            | Operation::Order { .. }
            | Operation::Authorization { .. }
            | Operation::Certificate { .. }
            | Operation::RenewalInfo { .. } => None,
        }
    }
}

impl Session {
    /// A session that knows nothing of the server yet.
    pub fn new(directory_url: impl Into<String>, key: PublicKey) -> Self {
        Self {
            directory_url: directory_url.into(),
            directory: None,
            nonces: Vec::new(),
            key,
            account_url: None,
            doubts: Vec::new(),
        }
    }

    pub(super) fn in_doubt(&self, operation: &Operation) -> bool {
        Doubt::of(operation).is_some_and(|doubt| self.doubts.contains(&doubt))
    }

    /// Notes that the operation's request goes out.
    pub(super) fn doubt(&mut self, operation: &Operation) {
        if let Some(doubt) = Doubt::of(operation)
            && !self.doubts.contains(&doubt)
        {
            self.doubts.push(doubt);
        }
    }

    /// Notes that it is known what became of the operation's request.
    pub(super) fn settle(&mut self, operation: &Operation) {
        if let Some(settled) = Doubt::of(operation) {
            self.doubts.retain(|doubt| *doubt != settled);
        }
    }

    /// Keeps an answer's nonce. "Clients MUST ignore invalid Replay-Nonce
    /// values" (RFC 8555 §6.5.1).
    pub(super) fn keep_nonce(&mut self, response: &HttpResponse) {
        let Some(nonce) = response.header("replay-nonce").map(str::trim) else {
            return;
        };
        let is_base64url = |octet: u8| octet.is_ascii_alphanumeric() || b"-_".contains(&octet);
        if nonce.is_empty() || nonce.len() > MAX_NONCE_OCTETS || !nonce.bytes().all(is_base64url) {
            return;
        }
        if self.nonces.len() >= MAX_NONCES {
            self.nonces.remove(0);
        }
        self.nonces.push(nonce.to_owned());
    }
}

/// Servers forget old nonces, so a long pool only breeds badNonce answers.
const MAX_NONCES: usize = 8;
const MAX_NONCE_OCTETS: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme::jose::Jwk;

    #[test]
    fn the_pool_keeps_the_newest_valid_nonces() {
        let jwk: Jwk = serde_json::from_str(
            r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
        )
        .unwrap();
        let mut session = Session::new("https://ca.test/dir", jwk.public_key().unwrap());
        for value in ["", "not valid", "a+b", "tööt"] {
            session.keep_nonce(&HttpResponse::empty(200).with_header("replay-nonce", value));
        }
        assert_eq!(session.nonces, Vec::<String>::new());
        for number in 0..20 {
            let value = format!("nonce-{number}");
            session.keep_nonce(&HttpResponse::empty(200).with_header("replay-nonce", value));
        }
        assert_eq!(session.nonces.len(), MAX_NONCES);
        assert_eq!(session.nonces.last().unwrap(), "nonce-19");
    }
}
