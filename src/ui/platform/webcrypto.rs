//! Keys in WebCrypto: account keys, which it keeps so that not even this page can read
//! them, and RSA keys, which it makes and signs with faster than any wasm.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use certlab::certmanager::api::KeyId;
use certlab::x509::{Curve, KeyAlgorithm, PrivateKey, PublicKey, Signature, SignatureAlgorithm};
use js_sys::Uint8Array;
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

impl From<certlab::x509::Error> for Unavailable {
    fn from(error: certlab::x509::Error) -> Self {
        Self(error.to_string())
    }
}

/// The account keys of the open bench.
#[derive(Clone, Default, Debug)]
pub(crate) struct AccountKeys {
    keys: BTreeMap<KeyId, CryptoKeyPair>,
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

/// WebCrypto's `RsaHashedKeyGenParams`, `EcKeyGenParams` and the others, in one: members
/// that an algorithm does not know are passed over.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Params {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    named_curve: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modulus_length: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_exponent: Option<Octets>,
}

/// Octets that stay a typed array on their way to JavaScript.
#[derive(Serialize)]
#[serde(transparent)]
struct Octets(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array);

impl Params {
    /// How a key of this kind is named, if it is to sign in that way.
    fn of(key: KeyAlgorithm, signature: SignatureAlgorithm) -> Result<JsValue, Unavailable> {
        let mut params = Self {
            hash: signature.hash().map(certlab::x509::Hash::name),
            ..Self::default()
        };
        match key {
            KeyAlgorithm::Rsa { bits } => {
                params.name = "RSASSA-PKCS1-v1_5";
                params.modulus_length = Some(bits);
                params.public_exponent = Some(Octets(Uint8Array::from(&[1, 0, 1][..])));
            }
            KeyAlgorithm::Ed25519 => params.name = "Ed25519",
            _ => {
                params.name = "ECDSA";
                params.named_curve = key.curve().map(Curve::name);
            }
        }
        Ok(serde_wasm_bindgen::to_value(&params)?)
    }
}

/// Makes a signing key pair whose private half cannot be exported.
pub(crate) async fn generate_account(
    algorithm: KeyAlgorithm,
) -> Result<CryptoKeyPair, Unavailable> {
    generate(algorithm, SignatureAlgorithm::for_jws(algorithm), false).await
}

/// Takes a key over, so that its private half cannot be exported any more.
pub(crate) async fn import_account(key: &PrivateKey) -> Result<CryptoKeyPair, Unavailable> {
    let kind = key.algorithm();
    let params = Params::of(kind, SignatureAlgorithm::for_jws(kind))?;
    let import = async |format: &str, der: &[u8], extractable: bool, usage: &str| {
        let usages = serde_wasm_bindgen::to_value(&[usage])?;
        let promise = subtle()?.import_key_with_object(
            format,
            &Uint8Array::from(der),
            params.unchecked_ref(),
            extractable,
            &usages,
        )?;
        Ok::<CryptoKey, Unavailable>(JsFuture::from(promise).await?.unchecked_into())
    };
    let public = import("spki", key.public_key().spki_der(), true, "verify").await?;
    let private = import("pkcs8", &key.to_pkcs8_der(), false, "sign").await?;
    Ok(CryptoKeyPair::new(&private, &public))
}

/// Makes a key and takes it into memory.
pub(crate) async fn generate_exportable(
    algorithm: KeyAlgorithm,
) -> Result<PrivateKey, Unavailable> {
    let signature = SignatureAlgorithm::default_for(algorithm);
    let pair = generate(algorithm, signature, true).await?;
    let handle = pair.get_private_key();
    let pkcs8 = export("pkcs8", &handle).await?;
    let key = PrivateKey::from_pkcs8_der(&pkcs8)?;
    keep_handle(key.public_key(), signature, handle);
    Ok(key)
}

/// The public half.
pub(crate) async fn public_key(pair: &CryptoKeyPair) -> Result<PublicKey, Unavailable> {
    let spki = export("spki", &pair.get_public_key()).await?;
    Ok(PublicKey::from_spki_der(&spki)?)
}

/// Signs a message with a key that WebCrypto keeps.
pub(crate) async fn sign(
    pair: &CryptoKeyPair,
    algorithm: SignatureAlgorithm,
    message: &[u8],
) -> Result<Signature, Unavailable> {
    let key = public_key(pair).await?.algorithm();
    sign_with(&pair.get_private_key(), key, algorithm, message).await
}

/// Signs a message with a key in memory. WebCrypto checks a key whenever it takes one, which
/// costs as much as a signature: the handles of the last few are kept.
pub(crate) async fn sign_in_memory(
    key: &PrivateKey,
    algorithm: SignatureAlgorithm,
    message: &[u8],
) -> Result<Signature, Unavailable> {
    let public = key.public_key();
    let kept = HANDLES.with_borrow(|handles| {
        let mut handles = handles.iter();
        let found = handles.find(|(of, way, _)| *of == public && *way == algorithm);
        found.map(|(.., handle)| handle.clone())
    });
    let handle = if let Some(handle) = kept {
        handle
    } else {
        let handle = import(key, algorithm).await?;
        keep_handle(public, algorithm, handle.clone());
        handle
    };
    sign_with(&handle, key.algorithm(), algorithm, message).await
}

async fn import(key: &PrivateKey, algorithm: SignatureAlgorithm) -> Result<CryptoKey, Unavailable> {
    let pkcs8 = Uint8Array::from(key.to_pkcs8_der().as_slice());
    let usages = serde_wasm_bindgen::to_value(&["sign"])?;
    let promise = subtle()?.import_key_with_object(
        "pkcs8",
        &pkcs8,
        Params::of(key.algorithm(), algorithm)?.unchecked_ref(),
        false,
        &usages,
    )?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

thread_local! {
    /// Whose key, which way of signing, and the handle; the newest last.
    static HANDLES: RefCell<VecDeque<(PublicKey, SignatureAlgorithm, CryptoKey)>> =
        const { RefCell::new(VecDeque::new()) };
}

fn keep_handle(public: PublicKey, algorithm: SignatureAlgorithm, handle: CryptoKey) {
    HANDLES.with_borrow_mut(|handles| {
        if handles.len() >= MOST_HANDLES {
            handles.pop_front();
        }
        handles.push_back((public, algorithm, handle));
    });
}

/// A CA, an account, and what is under way.
const MOST_HANDLES: usize = 4;

async fn generate(
    algorithm: KeyAlgorithm,
    signature: SignatureAlgorithm,
    extractable: bool,
) -> Result<CryptoKeyPair, Unavailable> {
    let params = Params::of(algorithm, signature)?;
    let usages = serde_wasm_bindgen::to_value(&["sign", "verify"])?;
    let promise =
        subtle()?.generate_key_with_object(params.unchecked_ref(), extractable, &usages)?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

async fn export(format: &str, key: &CryptoKey) -> Result<Vec<u8>, Unavailable> {
    let promise = subtle()?.export_key(format, key)?;
    Ok(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
}

/// ECDSA comes as raw `r || s`, as JWS wants it (RFC 7518 §3.4).
async fn sign_with(
    key: &CryptoKey,
    kind: KeyAlgorithm,
    algorithm: SignatureAlgorithm,
    message: &[u8],
) -> Result<Signature, Unavailable> {
    let params = Params::of(kind, algorithm)?;
    let promise = subtle()?.sign_with_object_and_u8_array(params.unchecked_ref(), key, message)?;
    let raw = Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
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
