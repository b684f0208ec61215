//! Pebble, Let's Encrypt's ACME server for tests, as Debian packages it.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::process::Process;
use super::{Fallible, free_port};

/// How a Pebble is set.
#[derive(Clone, Debug)]
pub(crate) struct Switches<'a> {
    /// Whom its validator asks.
    pub(crate) dns_server: &'a str,
    /// How many good nonces it refuses.
    pub(crate) nonce_reject_percent: u8,
    /// How often it reuses a valid authorization; 0: each order proves anew.
    pub(crate) reuse_percent: u8,
    /// How many chains it offers beside the first.
    pub(crate) alternate_roots: u8,
    /// How many certificates stand between leaf and root.
    pub(crate) chain_length: u8,
    /// Key identifiers and secrets of its customers; with any, an account must be bound.
    pub(crate) customers: &'a [(&'a str, &'a str)],
    /// Where its validator looks for http-01 answers.
    pub(crate) http_port: u16,
}

impl<'a> Switches<'a> {
    /// A Pebble without quirks.
    pub(crate) const fn new(dns_server: &'a str) -> Self {
        Self {
            dns_server,
            nonce_reject_percent: 0,
            reuse_percent: 0,
            alternate_roots: 0,
            chain_length: 1,
            customers: &[],
            http_port: 5002,
        }
    }
}

/// A running Pebble, strict, whose validator asks the DNS server it was given.
#[derive(Debug)]
pub(crate) struct Pebble {
    process: Process,
    agent: Agent,
    acme_port: u16,
    management_port: u16,
    /// Holds the configuration and the log for as long as Pebble runs.
    _folder: TempDir,
}

impl Pebble {
    /// Starts it; of good nonces it refuses `nonce_reject_percent`.
    pub(crate) async fn start(dns_server: &str, nonce_reject_percent: u8) -> Fallible<Self> {
        Self::with(Switches {
            nonce_reject_percent,
            ..Switches::new(dns_server)
        })
        .await
    }

    /// Starts it as told.
    pub(crate) async fn with(switches: Switches<'_>) -> Fallible<Self> {
        let folder = tempfile::tempdir()?;
        let acme_port = free_port()?;
        let management_port = free_port()?;
        let certificate = make_certificate(folder.path())?;
        fs::write(
            folder.path().join("pebble.json"),
            configuration(acme_port, management_port, &switches),
        )?;
        let mut process = Process::start(
            "pebble",
            Path::new("pebble"),
            &[
                "-strict",
                "-config",
                "pebble.json",
                "-dnsserver",
                switches.dns_server,
            ],
            &[
                (
                    "PEBBLE_WFE_NONCEREJECT",
                    &switches.nonce_reject_percent.to_string(),
                ),
                ("PEBBLE_VA_NOSLEEP", "1"),
                ("PEBBLE_AUTHZREUSE", &switches.reuse_percent.to_string()),
                (
                    "PEBBLE_ALTERNATE_ROOTS",
                    &switches.alternate_roots.to_string(),
                ),
                ("PEBBLE_CHAIN_LENGTH", &switches.chain_length.to_string()),
            ],
            folder.path(),
        )?;
        process.says("ACME directory available at").await?;
        Ok(Self {
            process,
            agent: agent_that_trusts(&certificate)?,
            acme_port,
            management_port,
            _folder: folder,
        })
    }

    /// Where the ACME directory is.
    pub(crate) fn directory_url(&self) -> String {
        format!("https://127.0.0.1:{}/dir", self.acme_port)
    }

    /// An HTTP client that trusts Pebble's own TLS certificate.
    pub(crate) fn agent(&self) -> &Agent {
        &self.agent
    }

    /// Where it gives out nonces: an address that is no directory.
    pub(crate) fn nonce_url(&self) -> String {
        format!("https://127.0.0.1:{}/nonce-plz", self.acme_port)
    }

    /// Where its management port shows the root certificate.
    pub(crate) fn root_url(&self) -> String {
        format!("https://127.0.0.1:{}/roots/0", self.management_port)
    }

    /// The root certificate that its chains end in, as PEM.
    pub(crate) fn root_pem(&self) -> Fallible<String> {
        self.managed("roots/0")
    }

    /// What its management port shows at a path.
    pub(crate) fn managed(&self, path: &str) -> Fallible<String> {
        let url = format!("https://127.0.0.1:{}/{path}", self.management_port);
        Ok(self.agent.get(url).call()?.body_mut().read_to_string()?)
    }

    /// How many accounts it has ever been asked to make and made.
    pub(crate) fn accounts(&self) -> usize {
        self.highest("There are now ", " accounts in memory")
    }

    /// How many orders it has made.
    pub(crate) fn orders(&self) -> usize {
        self.highest("There are now ", " orders in the db")
    }

    /// The end of its log: for a failed test.
    pub(crate) fn report(&self) -> String {
        self.process.report()
    }

    /// Pebble keeps a count of each kind and prints it with every addition.
    fn highest(&self, before: &str, after: &str) -> usize {
        self.process
            .log()
            .lines()
            .filter_map(|line| line.split_once(before)?.1.split_once(after)?.0.parse().ok())
            .max()
            .unwrap_or(0)
    }
}

/// Makes the TLS certificate that the package leaves to its user; returns PEM.
fn make_certificate(folder: &Path) -> Fallible<Vec<u8>> {
    fs::write(folder.join("tls.cnf"), TLS_REQUEST)?;
    let output = Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-config", "tls.cnf", "-days", "2", "-nodes"])
        .args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-keyout", "tls.key", "-out", "tls.crt"])
        .output()?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("openssl req: {error}").into());
    }
    Ok(fs::read(folder.join("tls.crt"))?)
}

fn agent_that_trusts(certificate: &[u8]) -> Fallible<Agent> {
    let roots = RootCerts::new_with_certs(&[Certificate::from_pem(certificate)?]);
    let tls = TlsConfig::builder().root_certs(roots).build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .build();
    Ok(config.into())
}

fn configuration(acme_port: u16, management_port: u16, switches: &Switches<'_>) -> String {
    let bound = !switches.customers.is_empty();
    let customers = switches.customers.iter();
    let customers: Vec<String> = customers
        .map(|(key_id, secret)| format!("{key_id:?}: {secret:?}"))
        .collect();
    let (customers, http_port) = (customers.join(", "), switches.http_port);
    format!(
        r#"{{"pebble": {{
    "listenAddress": "127.0.0.1:{acme_port}",
    "managementListenAddress": "127.0.0.1:{management_port}",
    "certificate": "tls.crt",
    "privateKey": "tls.key",
    "httpPort": {http_port},
    "tlsPort": 5001,
    "ocspResponderURL": "",
    "externalAccountBindingRequired": {bound},
    "externalAccountMACKeys": {{{customers}}},
    "domainBlocklist": ["{REFUSED_NAME}"]
}}}}"#
    )
}

/// A name that this Pebble's policy refuses: `rejectedIdentifier`. Pebble 2.4
/// panics when it compares a longer one with a name of two labels.
pub(crate) const REFUSED_NAME: &str = "refused.test";

const TLS_REQUEST: &str = "[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = localhost
[extensions]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
";
