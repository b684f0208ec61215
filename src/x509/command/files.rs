//! Commands that turn one file into another, or show one.

use super::{CommandLine, FROM_ENVIRONMENT, PASSPHRASE};
use crate::x509::file::pkcs12::Profile;

/// Shows a certificate.
pub fn show_certificate(certificate: &str) -> CommandLine {
    CommandLine::openssl(["x509", "-in", certificate, "-noout", "-text"])
}

/// Shows a private key's kind and checks it.
pub fn check_key(key: &str) -> CommandLine {
    CommandLine::openssl(["pkey", "-in", key, "-noout", "-check"])
}

/// Shows a request, and checks its signature.
pub fn show_request(request: &str) -> CommandLine {
    CommandLine::openssl(["req", "-in", request, "-noout", "-text", "-verify"])
}

/// Shows every certificate of a chain.
pub fn show_chain(chain: &str) -> CommandLine {
    CommandLine::openssl(["storeutl", "-noout", "-text", "-certs", chain])
}

/// Checks a chain against a root, and the name where one is given.
pub fn verify(ca: &str, chain: &str, certificate: &str, host: Option<&str>) -> CommandLine {
    let line = CommandLine::openssl(["verify", "-CAfile", ca, "-untrusted", chain]);
    match host {
        Some(host) => line.with(["-verify_hostname", host, certificate]),
        None => line.with([certificate]),
    }
}

/// A certificate in DER.
pub fn certificate_to_der(certificate: &str, der: &str) -> CommandLine {
    CommandLine::openssl(["x509", "-in", certificate, "-outform", "DER", "-out", der])
}

/// A private key in DER, in the form that it has in PEM (cert-manager's `key.der`).
pub fn key_to_der(key: &str, der: &str, is_pkcs8: bool) -> CommandLine {
    CommandLine::openssl(["pkey", "-in", key, "-outform", "DER"])
        .with_if(!is_pkcs8, ["-traditional"])
        .with(["-out", der])
}

/// Certificates alone, as PKCS #7 in DER.
pub fn pkcs7(chain: &str, out: &str) -> CommandLine {
    CommandLine::openssl(["crl2pkcs7", "-nocrl", "-certfile", chain])
        .with(["-outform", "DER", "-out", out])
}

/// The certificates of a PKCS #7 file.
pub fn show_pkcs7(file: &str) -> CommandLine {
    CommandLine::openssl([
        "pkcs7",
        "-in",
        file,
        "-inform",
        "DER",
        "-noout",
        "-print_certs",
    ])
}

/// Key and chain as PKCS #12, as cert-manager's profile of that name has it.
pub fn pkcs12(key: &str, chain: &str, name: &str, profile: Profile, out: &str) -> CommandLine {
    let line = CommandLine::openssl(["pkcs12", "-export", "-inkey", key, "-in", chain]);
    let line = line.with(["-name", name]);
    match profile {
        Profile::LegacyRc2 => line.with(["-legacy"]),
        Profile::LegacyDes => line
            .with(["-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES"])
            .with(["-macalg", "sha1"]),
        Profile::Modern2023 => line
            .with(["-certpbe", "AES-256-CBC", "-keypbe", "AES-256-CBC"])
            .with(["-macalg", "sha256"]),
        // OpenSSL from 3.4 on.
        Profile::Modern2026 => line
            .with(["-certpbe", "AES-256-CBC", "-keypbe", "AES-256-CBC"])
            .with(["-pbmac1_pbkdf2"]),
    }
    .with(["-passout", FROM_ENVIRONMENT, "-out", out])
}

/// Everything in a PKCS #12 file, as PEM and not locked.
pub fn open_pkcs12(file: &str, profile: Profile, out: &str) -> CommandLine {
    CommandLine::openssl(["pkcs12", "-in", file, "-passin", FROM_ENVIRONMENT, "-noenc"])
        .with_if(profile == Profile::LegacyRc2, ["-legacy"])
        .with(["-out", out])
}

/// What a PKCS #12 file holds and how it is locked.
pub fn show_pkcs12(file: &str, profile: Profile) -> CommandLine {
    CommandLine::openssl(["pkcs12", "-in", file, "-passin", FROM_ENVIRONMENT])
        .with(["-noout", "-info"])
        .with_if(profile == Profile::LegacyRc2, ["-legacy"])
}

/// A Java key store out of a PKCS #12 file.
pub fn jks(pkcs12: &str, name: &str, alias: &str, out: &str) -> CommandLine {
    CommandLine::new("keytool", ["-importkeystore", "-noprompt"])
        .with(["-srckeystore", pkcs12, "-srcstoretype", "PKCS12"])
        .with(["-srcstorepass:env", PASSPHRASE, "-srcalias", name])
        .with(["-destkeystore", out, "-deststoretype", "JKS"])
        .with(["-deststorepass:env", PASSPHRASE, "-destalias", alias])
}

/// What a Java key store holds.
pub fn show_jks(file: &str) -> CommandLine {
    CommandLine::new("keytool", ["-list", "-v", "-keystore", file])
        .with(["-storepass:env", PASSPHRASE])
}

/// Key and chain in one file (cert-manager's `tls-combined.pem`).
pub fn combined(key: &str, chain: &str, out: &str) -> CommandLine {
    CommandLine::new("cat", [key, chain]).into_file(out)
}

/// A key locked by a passphrase, as PKCS #8.
pub fn lock_key(key: &str, out: &str) -> CommandLine {
    CommandLine::openssl(["pkcs8", "-topk8", "-in", key, "-v2", "aes-256-cbc"]).with([
        "-passout",
        FROM_ENVIRONMENT,
        "-out",
        out,
    ])
}

/// All files in one archive.
pub fn zip(archive: &str, files: &[String]) -> CommandLine {
    CommandLine::new("zip", ["-j", archive]).with(files)
}
