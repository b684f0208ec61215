//! What a person takes away: the only ways out for a private key.

use certlab::certmanager::api::{Certificate, KeyId, OutputError};
use certlab::encoding::hex;
use certlab::entropy::Entropy as _;
use certlab::kube::ObjectKey;
use certlab::lab::takeout::{FileKind, Takeout};
use certlab::lab::{AccountAct, Action};
use certlab::x509::key::{KeyEncoding, PrivateKey};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::EngineHandle;
use super::entropy::SystemEntropy;
use crate::ui::platform::{dom, webcrypto};

impl EngineHandle {
    /// A private key as PEM, for its owner's download.
    pub(crate) fn export_key(&self, id: &KeyId, encoding: KeyEncoding) -> Option<String> {
        let state = self.engine.state.borrow();
        let bench = state.open.as_ref()?;
        bench.keys.export(id, encoding).map(|pem| pem.to_string())
    }

    /// Whether an account's key may be taken away.
    pub(crate) fn may_leave(&self, id: &KeyId) -> bool {
        let state = self.engine.state.borrow();
        let bench = state.open.as_ref();
        bench.is_some_and(|bench| bench.keys.get(id).is_some())
    }

    /// An account's key as PEM, locked by a passphrase.
    pub(crate) fn export_locked(&self, id: &KeyId, passphrase: &str) -> Option<String> {
        let state = self.engine.state.borrow();
        let key = state.open.as_ref()?.keys.get(id)?;
        key.to_encrypted_pem(passphrase, &mut SystemEntropy).ok()
    }

    /// Takes a key into WebCrypto and puts it in the place of an account's.
    pub(crate) fn import_account_key(
        &self,
        issuer: ObjectKey,
        key: PrivateKey,
        done: Callback<Option<String>>,
    ) {
        if !self.is_now() {
            return;
        }
        let handle = self.clone();
        spawn_local(async move {
            let id = KeyId::new(format!("imported/{issuer}-{}", random_name()));
            let kept = match webcrypto::import_account(&key).await {
                Ok(pair) => handle.engine.keep_account_key(&id, pair).await,
                Err(error) => Err(error),
            };
            match kept {
                Ok(public_key) => {
                    let act = AccountAct::TakeKey {
                        key: id,
                        public_key,
                    };
                    handle.engine.apply(Action::Account { issuer, act });
                    done.emit(None);
                }
                Err(error) => done.emit(Some(error.0)),
            }
        });
    }

    /// A file of a Certificate, private key and all, for its owner's download.
    pub(crate) fn take_out(
        &self,
        certificate: &Certificate,
        kind: FileKind,
        passphrase: &str,
    ) -> Result<Vec<u8>, OutputError> {
        let state = self.engine.state.borrow();
        let bench = state.open.as_ref().ok_or(OutputError::NoKey)?;
        let takeout = Takeout {
            lab: &self.lab,
            keys: &bench.keys,
            certificate,
            passphrase,
            now: dom::now(),
        };
        let made = takeout.make(kind, &mut SystemEntropy)?;
        Ok(made.to_vec())
    }
}

fn random_name() -> String {
    let mut octets = [0; 6];
    SystemEntropy.fill(&mut octets);
    hex(&octets)
}
