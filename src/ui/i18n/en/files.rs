//! The files that a certificate can be taken away as, in English.

use std::borrow::Cow;

use certlab::certmanager::api::OutputError;
use certlab::lab::takeout::FileKind;
use certlab::x509::file::pkcs12::Profile;

use crate::ui::i18n::files::Files;

pub(super) fn render(text: &Files) -> Cow<'static, str> {
    match text {
        Files::More => "All formats, and the commands that do the same".into(),
        Files::Kind(kind) => name(*kind).into(),
        Files::About(kind) => about(*kind).into(),
        Files::Passphrase => "Passphrase".into(),
        Files::PassphraseWanted => "PKCS #12 and JKS are locked with it; the archive holds them only if there is one.".into(),
        Files::PassphraseShort => "Java's keytool takes none with fewer than 6 characters.".into(),
        Files::PassphraseBeyondAscii => "openssl opens PKCS #12 with it, Java does not: its PKCS #12 takes ASCII only (its JKS takes this).".into(),
        Files::PassphraseFits => "Every program that knows the format opens it.".into(),
        Files::Failed(error) => failed(error).into(),
        Files::FromEnvironment => "The commands take the passphrase from the environment, so that it is in no command line and no shell history. Type it first:".into(),
        Files::Recipe => "Such a key, the same request and a certificate, made by hand:".into(),
    }
}

fn name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Key => "Private key",
        FileKind::Leaf => "Certificate",
        FileKind::Chain => "Chain",
        FileKind::FullChain => "Full chain",
        FileKind::Ca => "CA certificate",
        FileKind::Der => "Certificate, DER",
        FileKind::KeyDer => "Private key, DER",
        FileKind::Combined => "Key and chain",
        FileKind::Pkcs7 => "PKCS #7",
        FileKind::Pkcs12(Profile::Modern2023) => "PKCS #12",
        FileKind::Pkcs12(_) => "PKCS #12, legacy",
        FileKind::Jks => "JKS",
        FileKind::Manifest => "Secret, YAML",
        FileKind::Zip => "Everything, zip",
    }
}

fn about(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Key => "PEM, as in tls.key. Whoever has it can be you.",
        FileKind::Leaf => "PEM, without the intermediates.",
        FileKind::Chain => {
            "PEM, the certificate and its intermediates, as in tls.crt: what a web server is given."
        }
        FileKind::FullChain => "PEM, the chain up to the CA.",
        FileKind::Ca => "PEM, as in ca.crt: what a client trusts.",
        FileKind::Der => "The same bytes without base64: Windows, Java, old devices.",
        FileKind::KeyDer => "cert-manager's additional output format DER.",
        FileKind::Combined => {
            "cert-manager's additional output format CombinedPEM: HAProxy, MongoDB."
        }
        FileKind::Pkcs7 => "All certificates, no key: Windows, IIS.",
        FileKind::Pkcs12(Profile::Modern2023) => {
            "Key and certificates, AES-256 and SHA-256: Windows from 2019, macOS from 15, Java from 8u301."
        }
        FileKind::Pkcs12(_) => {
            "The same with 3DES and SHA-1, for what is older. Weak: only for the way there."
        }
        FileKind::Jks => {
            "Java's first key store, alias certificate. Its lock is weak: PKCS #12 is better wherever it is taken."
        }
        FileKind::Manifest => {
            "The kubernetes.io/tls Secret with cert-manager's labels and annotations, private key included: for kubectl apply."
        }
        FileKind::Zip => "All of these files in one.",
    }
}

fn failed(error: &OutputError) -> &'static str {
    match error {
        OutputError::NoKey => "The private key is not in this browser any more.",
        OutputError::NoPassword => {
            "A passphrase is needed, or the Secret with the key store's password is gone."
        }
        OutputError::NoCa => "There is no CA certificate to put into the truststore.",
        OutputError::NoCertificate(_) => "The Secret holds no certificate that can be read.",
        _ => "The file cannot be written.",
    }
}
