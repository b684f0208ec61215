//! The practice CA as `cargo run --example practice_ca_server` starts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::process::Process;
use super::{Fallible, free_port};

/// A running practice CA.
#[derive(Debug)]
pub(crate) struct PracticeCa {
    process: Process,
    /// Where names' web servers are expected.
    pub(crate) http_port: u16,
    /// Where names' TLS servers are expected.
    pub(crate) tls_port: u16,
    /// Holds the log while it runs.
    _folder: TempDir,
}

impl PracticeCa {
    /// Starts it; it looks names up at `dns_server`.
    pub(crate) async fn start(dns_server: &str, more: &[&str]) -> Fallible<Self> {
        let program = build()?;
        let folder = tempfile::tempdir()?;
        let (http_port, tls_port) = (free_port()?, free_port()?);
        let (http, tls) = (http_port.to_string(), tls_port.to_string());
        let mut arguments = vec!["--port", "0", "--plain-port", "0", "--dns", dns_server];
        arguments.extend(["--http-port", &http, "--tls-port", &tls]);
        arguments.extend(more);
        let mut process = Process::start("practice-ca", &program, &arguments, &[], folder.path())?;
        process.says("root certificate:").await?;
        Ok(Self {
            process,
            http_port,
            tls_port,
            _folder: folder,
        })
    }

    /// Where the ACME directory is, by HTTPS.
    pub(crate) fn directory_url(&self) -> Fallible<String> {
        self.printed("directory (HTTPS):")
    }

    /// Where the ACME directory is, by HTTP.
    pub(crate) fn plain_directory_url(&self) -> Fallible<String> {
        self.printed("directory (HTTP):")
    }

    /// The file with the root certificate.
    pub(crate) fn root_file(&self) -> Fallible<PathBuf> {
        self.printed("root certificate:").map(PathBuf::from)
    }

    /// The key id and the HMAC key of external account bindings.
    pub(crate) fn external_account(&self) -> Fallible<(String, String)> {
        Ok((self.printed("EAB key id:")?, self.printed("EAB HMAC key:")?))
    }

    /// An HTTP client that trusts its root.
    pub(crate) fn agent(&self) -> Fallible<Agent> {
        let root = Certificate::from_pem(&fs::read(self.root_file()?)?)?;
        let roots = RootCerts::new_with_certs(&[root]);
        let tls = TlsConfig::builder().root_certs(roots).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .build();
        Ok(config.into())
    }

    /// The end of its log: for a failed test.
    pub(crate) fn report(&self) -> String {
        self.process.report()
    }

    fn printed(&self, label: &str) -> Fallible<String> {
        let log = self.process.log();
        let mut lines = log.lines();
        let value = lines.find_map(|line| line.strip_prefix(label));
        let value = value.ok_or_else(|| format!("it did not print “{label}”"))?;
        Ok(value.trim().to_owned())
    }
}

/// Builds the example, as a person does, beside these tests; gives its program.
fn build() -> Fallible<PathBuf> {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet", "--example", "practice_ca_server"])
        .args(["--no-default-features", "--features", "e2e"])
        .output()?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("the example does not build: {error}").into());
    }
    // This program is in target/PROFILE/deps.
    let here = std::env::current_exe()?;
    let profile = here.parent().and_then(Path::parent).ok_or("no target")?;
    Ok(profile.join("examples/practice_ca_server"))
}
