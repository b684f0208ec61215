//! What a person takes away: the only ways out for a private key.

use certlab::certmanager::api::{Certificate, KeyId, OutputError};
use certlab::lab::takeout::{FileKind, Takeout};
use certlab::x509::key::KeyEncoding;

use super::EngineHandle;
use super::entropy::SystemEntropy;
use crate::ui::platform::dom;

impl EngineHandle {
    /// A private key as PEM, for its owner's download.
    pub(crate) fn export_key(&self, id: &KeyId, encoding: KeyEncoding) -> Option<String> {
        let state = self.engine.state.borrow();
        let bench = state.open.as_ref()?;
        bench.keys.export(id, encoding).map(|pem| pem.to_string())
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
