//! A folder, the programs, and a chain to put into files.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use certlab::entropy::SeededEntropy;
use certlab::x509::command::{CommandLine, PASSPHRASE, issuing};
use certlab::x509::file::{self, Content, Reading};
use certlab::x509::{DnsName, KeyAlgorithm, KeyEncoding, RequestParams, Usage};
use tempfile::TempDir;

use crate::servers::Fallible;

/// Passphrases that programs stumble over; none is shorter than Java allows.
pub(crate) const PASSPHRASES: [&str; 5] = [
    "changeit",
    "two words",
    "\"both\" 'quotes' $HOME `id` \\",
    "密码短语很长",
    "🔑🔒🗝️ keys",
];

/// A name that a shell would take apart.
pub(crate) const NAME: &str = "it's $HOME 中文 🔑";

/// A folder that is gone after the test.
pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) passphrase: String,
}

impl Desk {
    pub(crate) fn new(passphrase: &str) -> Fallible<Self> {
        Ok(Self {
            folder: tempfile::tempdir()?,
            passphrase: passphrase.to_owned(),
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Fallible {
        Ok(fs::write(self.path(name), bytes)?)
    }

    pub(crate) fn bytes(&self, name: &str) -> Fallible<Vec<u8>> {
        Ok(fs::read(self.path(name))?)
    }

    /// What the lab finds in a file here.
    pub(crate) fn reading(&self, name: &str) -> Fallible<Reading> {
        Ok(file::read(&self.bytes(name)?, Some(&self.passphrase))?)
    }

    /// Runs a command line through a shell, as somebody would who copied it.
    pub(crate) fn shell(&self, line: &CommandLine) -> Fallible<String> {
        self.run("sh", &["-c", &line.to_string()])
    }

    /// Runs a program without a shell.
    pub(crate) fn run(&self, program: &str, arguments: &[&str]) -> Fallible<String> {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.folder.path())
            .env(PASSPHRASE, &self.passphrase)
            // Java reads its environment in the locale's encoding.
            .env("LC_ALL", "C.UTF-8")
            .output()
            .map_err(|error| format!("{program}: {error}"))?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(printed);
        }
        let complaint = String::from_utf8_lossy(&output.stderr);
        Err(format!("{program} {arguments:?}: {printed}{complaint}").into())
    }

    /// Runs Python with `cryptography`, which `cargo xtask` installs.
    pub(crate) fn python(&self, script: &str) -> Fallible<String> {
        let python = match std::env::var_os("CERTLAB_PYTHON") {
            Some(python) => PathBuf::from(python),
            None => return Err("CERTLAB_PYTHON is not set: run `cargo xtask test peers`".into()),
        };
        self.run(&python.to_string_lossy(), &["-c", script])
    }
}

/// Root, intermediate and leaf with the leaf's key, made by the command lines that the
/// lab shows, in files of these names.
pub(crate) struct Chain {
    pub(crate) key: Vec<u8>,
    /// The leaf first, the root last.
    pub(crate) certificates: Vec<Vec<u8>>,
}

pub(crate) const KEY: &str = "it's $HOME 中文 🔑.key";
pub(crate) const LEAF: &str = "it's $HOME 中文 🔑.crt";
pub(crate) const FULL_CHAIN: &str = "it's $HOME 中文 🔑-fullchain.pem";
pub(crate) const CA: &str = "root.crt";

impl Chain {
    pub(crate) fn make(desk: &Desk) -> Fallible<Self> {
        let algorithm = KeyAlgorithm::EcdsaP256;
        for (stem, params) in [
            ("root", authority("根 / Root + 1")),
            ("intermediate", authority("Intermediate = 2")),
            (NAME, leaf()?),
        ] {
            let (key, request) = (format!("{stem}.key"), format!("{stem}.csr"));
            desk.shell(&issuing::make_key(algorithm, KeyEncoding::Pkcs1, &key))?;
            let line = issuing::make_request(&params, &key, &request).ok_or("no command")?;
            desk.shell(&line)?;
        }
        desk.shell(&issuing::self_sign("root.csr", "root.key", 90, true, CA))?;
        let sign = |request: &str, ca: &str, is_ca, out: &str| {
            let key = ca.replace(".crt", ".key");
            desk.shell(&issuing::sign(request, ca, &key, 30, is_ca, out))
        };
        sign("intermediate.csr", CA, true, "intermediate.crt")?;
        sign(&format!("{NAME}.csr"), "intermediate.crt", false, LEAF)?;
        let chain = [desk.bytes(LEAF)?, desk.bytes("intermediate.crt")?].concat();
        desk.write(FULL_CHAIN, &chain)?;
        // The key in the form that every file wants it in.
        let pem = String::from_utf8(desk.bytes(KEY)?)?;
        let key = certlab::x509::PrivateKey::from_pem(&pem)?;
        let mut certificates = Vec::new();
        for name in [LEAF, "intermediate.crt", CA] {
            certificates.extend(contents(&desk.reading(name)?));
        }
        Ok(Self {
            key: key.to_pkcs8_der().to_vec(),
            certificates,
        })
    }

    pub(crate) fn ders(&self) -> Vec<&[u8]> {
        self.certificates.iter().map(Vec::as_slice).collect()
    }

    /// The certificates in any order, for programs that sort them.
    pub(crate) fn sorted(&self) -> Vec<Vec<u8>> {
        let mut sorted = self.certificates.clone();
        sorted.sort();
        sorted
    }
}

/// The bytes of everything that is no key.
pub(crate) fn contents(reading: &Reading) -> Vec<Vec<u8>> {
    let items = reading.items.iter().filter(|item| {
        !matches!(
            item.content,
            Content::PrivateKey(_) | Content::EncryptedPrivateKey(_)
        )
    });
    items.map(|item| item.content.bytes().to_vec()).collect()
}

pub(crate) fn sorted(reading: &Reading) -> Vec<Vec<u8>> {
    let mut sorted = contents(reading);
    sorted.sort();
    sorted
}

/// The one key of a reading, as PKCS #8 in the lab's own encoding.
pub(crate) fn key_of(reading: &Reading) -> Fallible<Vec<u8>> {
    let keys: Vec<_> = reading
        .items
        .iter()
        .filter_map(|item| match &item.content {
            Content::PrivateKey(key) => Some(key),
            _ => None,
        })
        .collect();
    let [key] = keys.as_slice() else {
        return Err(format!("{} keys: {reading:?}", keys.len()).into());
    };
    let label = match key.form {
        file::KeyForm::Pkcs8 => "PRIVATE KEY",
        file::KeyForm::Sec1 => "EC PRIVATE KEY",
        file::KeyForm::Pkcs1 => "RSA PRIVATE KEY",
    };
    let pem = certlab::encoding::to_pem(label, &key.der);
    let key = certlab::x509::PrivateKey::from_pem(&pem)?;
    Ok(key.to_pkcs8_der().to_vec())
}

pub(crate) fn entropy() -> SeededEntropy {
    SeededEntropy::new([7; 32])
}

pub(crate) fn leaf() -> Fallible<RequestParams> {
    Ok(RequestParams {
        common_name: Some("www.example.test".to_owned()),
        organizations: vec!["示例 \"公司\"".to_owned(), "A/B + C".to_owned()],
        dns_names: vec![
            DnsName::parse("www.example.test")?,
            DnsName::parse("*.example.test")?,
        ],
        ip_addresses: vec!["192.0.2.1".parse()?, "2001:db8::1".parse()?],
        uris: vec!["spiffe://example.test/a?b=$c".to_owned()],
        email_addresses: vec!["a@example.test".to_owned()],
        usages: vec![
            Usage::DigitalSignature,
            Usage::KeyEncipherment,
            Usage::ServerAuth,
            Usage::ClientAuth,
        ],
        encode_usages: true,
        ..RequestParams::default()
    })
}

fn authority(name: &str) -> RequestParams {
    RequestParams {
        common_name: Some(name.to_owned()),
        usages: vec![Usage::CertSign, Usage::CrlSign],
        encode_usages: true,
        is_ca: true,
        ..RequestParams::default()
    }
}
