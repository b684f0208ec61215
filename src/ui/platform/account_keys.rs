//! ACME account keys in WebCrypto: not extractable, so that not even this
//! page can read them.

use std::collections::BTreeMap;

use certlab::certmanager::api::KeyId;
use certlab::x509::key::{PublicKey, Signature};
use serde::Serialize;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

/// Why a key could not be made or used.
#[derive(Debug)]
pub(crate) struct Unavailable(pub(crate) String);

impl From<JsValue> for Unavailable {
    fn from(error: JsValue) -> Self {
        Self(format!("{error:?}"))
    }
}

impl From<serde_wasm_bindgen::Error> for Unavailable {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        Self(error.to_string())
    }
}

/// The account keys of the open bench.
#[derive(Clone, Default, Debug)]
pub(crate) struct AccountKeys {
    keys: BTreeMap<KeyId, CryptoKeyPair>,
}

/// WebCrypto's `EcKeyGenParams`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EcKeyGenParams {
    name: &'static str,
    named_curve: &'static str,
}

/// WebCrypto's `EcdsaParams`.
#[derive(Serialize)]
struct EcdsaParams {
    name: &'static str,
    hash: &'static str,
}

impl AccountKeys {
    /// Puts back a key pair that storage kept.
    pub(crate) fn insert(&mut self, id: KeyId, pair: CryptoKeyPair) {
        self.keys.insert(id, pair);
    }

    /// The pair of that id.
    pub(crate) fn pair(&self, id: &KeyId) -> Option<CryptoKeyPair> {
        self.keys.get(id).cloned()
    }
}

/// Makes a P-256 signing key pair whose private half cannot be exported.
pub(crate) async fn generate() -> Result<CryptoKeyPair, Unavailable> {
    let algorithm = serde_wasm_bindgen::to_value(&EcKeyGenParams {
        name: "ECDSA",
        named_curve: "P-256",
    })?;
    let usages = serde_wasm_bindgen::to_value(&["sign", "verify"])?;
    let promise = subtle()?.generate_key_with_object(algorithm.unchecked_ref(), false, &usages)?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

/// The public half.
pub(crate) async fn public_key(pair: &CryptoKeyPair) -> Result<PublicKey, Unavailable> {
    let promise = subtle()?.export_key("spki", &pair.get_public_key())?;
    let spki = js_sys::Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
    PublicKey::from_spki_der(&spki).map_err(|error| Unavailable(error.to_string()))
}

/// Signs a message: ECDSA over its SHA-256, raw `r || s`, as JWS wants it
/// (RFC 7518 §3.4).
pub(crate) async fn sign(pair: &CryptoKeyPair, message: &[u8]) -> Result<Signature, Unavailable> {
    let algorithm = serde_wasm_bindgen::to_value(&EcdsaParams {
        name: "ECDSA",
        hash: "SHA-256",
    })?;
    let key: CryptoKey = pair.get_private_key();
    let promise =
        subtle()?.sign_with_object_and_u8_array(algorithm.unchecked_ref(), &key, message)?;
    let raw = js_sys::Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
    Ok(Signature::from_raw(raw))
}

/// WebCrypto; a page that was not loaded over https or from loopback has none.
fn subtle() -> Result<SubtleCrypto, Unavailable> {
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or_else(|| Unavailable("WebCrypto is not available".to_owned()))?;
    let subtle = crypto.subtle();
    if subtle.is_undefined() {
        return Err(Unavailable(
            "WebCrypto needs a page loaded over https or from this computer".to_owned(),
        ));
    }
    Ok(subtle)
}
