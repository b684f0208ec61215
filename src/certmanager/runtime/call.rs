//! What a controller wants from outside the store, and what comes back.

use serde::{Deserialize, Serialize};

use crate::acme::client::{Error, Operation, Outcome};
use crate::certmanager::api::KeyId;
use crate::http::{HttpRequest, HttpResult};
use crate::kube::ObjectKey;
use crate::x509::{KeyAlgorithm, PublicKey, Signature, ToBeSigned};

/// Numbers calls in the order in which they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CallId(pub u64);

/// What a controller wants from outside. While a call is under way, nothing
/// else happens for the same controller and object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Call {
    /// Make a key pair and keep its private half under this name.
    GenerateKey {
        /// The name.
        key: KeyId,
        /// What kind of key.
        algorithm: KeyAlgorithm,
        /// What may leave the key store.
        custody: Custody,
    },
    /// Sign a CSR or a certificate.
    Sign {
        /// The signer's key.
        key: KeyId,
        /// What is to be signed.
        to_be_signed: ToBeSigned,
    },
    /// Do something at an ACME server.
    Acme {
        /// The Issuer or `ClusterIssuer` whose account it is.
        issuer: ObjectKey,
        /// The server.
        directory_url: String,
        /// The account's key.
        account_key: KeyId,
        /// Its public half.
        account_public_key: PublicKey,
        /// The account's URL, once it is registered.
        account_url: Option<String>,
        /// What to do.
        operation: Operation,
    },
    /// Ask something of Vault.
    Vault {
        /// The Issuer or `ClusterIssuer`.
        issuer: ObjectKey,
        /// What for: `login`, `health` or `sign`.
        operation: String,
        /// The request.
        request: HttpRequest,
    },
    /// Ask something of Venafi.
    Venafi {
        /// The Issuer or `ClusterIssuer`.
        issuer: ObjectKey,
        /// What for, such as `request` or `retrieve`.
        operation: String,
        /// The request.
        request: HttpRequest,
    },
    /// The self check: ask resolvers whether a TXT record can be seen.
    ///
    /// cert-manager waits another minute after the first success, for the
    /// record to spread. Whether to do so is up to who answers.
    CheckDns {
        /// The Challenge.
        challenge: ObjectKey,
        /// The record's owner name, without a trailing dot.
        name: String,
        /// The value that must be there.
        expected: String,
    },
    /// The self check: whether a web server hands out a file.
    CheckWeb {
        /// The Challenge.
        challenge: ObjectKey,
        /// The file's address (RFC 8555 §8.3).
        url: String,
        /// The content that must be there.
        expected: String,
    },
}

/// What may leave the key store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Custody {
    /// A certificate's key: the user may download it.
    Exportable,
    /// An ACME account's key: it stays.
    Account,
}

/// What came of a [`Call`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// The public half of the new key.
    KeyGenerated(PublicKey),
    /// The signature.
    Signed(Signature),
    /// What the ACME server said, or why nothing came back.
    Acme(Result<Outcome, Error>),
    /// What Vault or Venafi answered, or why nothing came back.
    #[serde(rename = "vault")]
    Http(HttpResult),
    /// What the resolvers see.
    DnsChecked(SelfCheck),
    /// What the web server hands out.
    WebChecked(SelfCheck),
    /// The call could not be carried out; it will be made again later.
    Failed(String),
}

/// What the resolvers or the web server show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SelfCheck {
    /// Whether all of them see the record, or the file is there.
    pub propagated: bool,
    /// If not, why: goes into the Challenge's reason after `Waiting for DNS-01
    /// challenge propagation: ` (or `HTTP-01`). cert-manager's own words are `DNS record for
    /// "example.com" not yet propagated`; empty means these.
    pub detail: String,
}
