//! Keys, signatures and files of the workshop: what needs a random source or WebCrypto.

use certlab::certmanager::api::OutputError;
use certlab::lab::takeout::{FileKind, Loose};
use certlab::x509::making::{Job, Mistake, Product, Shelf, Workbench};
use certlab::x509::{Certificate, Error, KeyAlgorithm, PrivateKey};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::engine::SystemEntropy;
use super::{dom, webcrypto};

/// Makes a key; RSA keys are WebCrypto's to make.
pub(crate) fn new_key(algorithm: KeyAlgorithm, done: Callback<Result<PrivateKey, String>>) {
    match PrivateKey::generate(algorithm, &mut SystemEntropy) {
        Err(Error::WebCrypto) => spawn_local(async move {
            let made = webcrypto::generate_exportable(algorithm).await;
            done.emit(made.map_err(|error| error.0));
        }),
        made => done.emit(made.map_err(|error| error.to_string())),
    }
}

/// What has to be signed; else everything that is wrong.
pub(crate) fn prepare(bench: &Workbench, product: Product) -> Result<Job, Vec<Mistake>> {
    bench.prepare(product, dom::now(), &mut SystemEntropy)
}

/// Signs; RSA keys sign by WebCrypto.
pub(crate) fn finish(job: Job, done: Callback<Result<Vec<u8>, String>>) {
    match job.to_be_signed.sign(&job.key) {
        Err(Error::WebCrypto) => spawn_local(async move {
            let algorithm = job.to_be_signed.algorithm();
            let message = job.to_be_signed.message();
            let signature = webcrypto::sign_in_memory(&job.key, algorithm, message).await;
            done.emit(match signature {
                Ok(signature) => job
                    .to_be_signed
                    .assemble(&signature)
                    .map_err(|error| error.to_string()),
                Err(error) => Err(error.0),
            });
        }),
        made => done.emit(made.map_err(|error| error.to_string())),
    }
}

/// A key as PKCS #8 that a passphrase locks.
pub(crate) fn locked_key(key: &PrivateKey, passphrase: &str) -> Result<String, Error> {
    key.to_encrypted_pem(passphrase, &mut SystemEntropy)
}

/// The files that a certificate on the shelf can be saved as.
pub(crate) fn certificate_files(shelf: &Shelf, certificate: &Certificate) -> Vec<FileKind> {
    let loose = Loose {
        chain: &shelf.chain(certificate),
        key: shelf.key_for(certificate),
        name: "",
        passphrase: "",
        now: dom::now(),
    };
    loose.kinds()
}

/// A file of a certificate on the shelf.
pub(crate) fn certificate_file(
    shelf: &Shelf,
    certificate: &Certificate,
    kind: FileKind,
    name: &str,
    passphrase: &str,
) -> Result<Vec<u8>, OutputError> {
    let loose = Loose {
        chain: &shelf.chain(certificate),
        key: shelf.key_for(certificate),
        name,
        passphrase,
        now: dom::now(),
    };
    Ok(loose.make(kind, &mut SystemEntropy)?.to_vec())
}
