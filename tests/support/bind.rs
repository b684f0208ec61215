//! BIND: authoritative for `example.test`, open to `nsupdate` with a key, and
//! to DNS over HTTPS (as plain HTTP/2, for the proxy in front of it).

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::process::{Process, search_path};
use super::{Fallible, free_port};

/// The zone that tests order certificates in.
pub(crate) const ZONE: &str = "example.test";

/// A running BIND.
#[derive(Debug)]
pub(crate) struct Bind {
    process: Process,
    dns_port: u16,
    doh_port: u16,
    /// Holds the configuration, the zone and the log while BIND runs.
    _folder: TempDir,
}

impl Bind {
    /// Starts it and waits until it has loaded its zone.
    pub(crate) async fn start() -> Fallible<Self> {
        Self::start_as(AUTHORITY).await
    }

    /// A resolver that checks DNSSEC and believes the zone to be signed with a
    /// key that it is not signed with: for it the zone's answers are bogus.
    pub(crate) async fn start_distrusting(authority: &Self) -> Fallible<Self> {
        let port = authority.dns_port.to_string();
        Self::start_as(&DISTRUSTING.replace("UPSTREAM", &port)).await
    }

    async fn start_as(role: &str) -> Fallible<Self> {
        let folder = tempfile::tempdir()?;
        let dns_port = free_port()?;
        let doh_port = free_port()?;
        fs::write(folder.path().join("zone.db"), zone_file())?;
        fs::write(
            folder.path().join("named.conf"),
            configuration(folder.path(), dns_port, doh_port, role),
        )?;
        let program = unconfined_copy(folder.path())?;
        let mut process = Process::start(
            "bind",
            &program,
            &["-g", "-c", "named.conf"],
            &[],
            folder.path(),
        )?;
        process.says("all zones loaded").await?;
        process.says("running").await?;
        Ok(Self {
            process,
            dns_port,
            doh_port,
            _folder: folder,
        })
    }

    /// Where it answers plain DNS, over UDP and TCP: "127.0.0.1:PORT".
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.dns_port)
    }

    /// Where it answers DNS over HTTPS, over HTTP/2 without TLS (RFC 8484).
    pub(crate) fn doh_url(&self) -> String {
        format!("http://127.0.0.1:{}/dns-query", self.doh_port)
    }

    /// The name and the secret of the key that may change the zone (HMAC-SHA256).
    pub(crate) const fn update_key() -> (&'static str, &'static str) {
        (KEY_NAME, KEY_SECRET)
    }

    /// Adds a TXT record, as an administrator would with `nsupdate`.
    pub(crate) fn publish_txt(&self, name: &str, value: &str) -> Fallible {
        self.update(&format!("update add {name} 60 TXT \"{value}\""))
    }

    /// Takes all TXT records of a name away.
    pub(crate) fn remove_txt(&self, name: &str) -> Fallible {
        self.update(&format!("update delete {name} TXT"))
    }

    /// The end of its log: for a failed test.
    pub(crate) fn report(&self) -> String {
        self.process.report()
    }

    /// Changes the zone by a statement of `nsupdate`.
    pub(crate) fn update(&self, statement: &str) -> Fallible {
        let mut nsupdate = Command::new("nsupdate")
            .env("PATH", search_path())
            .args(["-y", &format!("hmac-sha256:{KEY_NAME}:{KEY_SECRET}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = nsupdate.stdin.take() {
            let port = self.dns_port;
            writeln!(
                input,
                "server 127.0.0.1 {port}\nzone {ZONE}\n{statement}\nsend"
            )?;
        }
        let output = nsupdate.wait_with_output()?;
        if output.status.success() {
            return Ok(());
        }
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("nsupdate “{statement}”: {error}").into())
    }
}

/// Debian's `AppArmor` profile for /usr/sbin/named forbids a configuration
/// outside /etc/bind; the profile goes by the path, so a copy may read ours.
fn unconfined_copy(folder: &Path) -> Fallible<PathBuf> {
    let installed = search_path()
        .split(':')
        .map(|folder| Path::new(folder).join("named"))
        .find(|path| path.is_file())
        .ok_or("BIND's `named` is not installed: apt-get install bind9")?;
    let copy = folder.join("named");
    fs::copy(installed, &copy)?;
    Ok(copy)
}

fn configuration(folder: &Path, dns_port: u16, doh_port: u16, role: &str) -> String {
    let folder = folder.display();
    format!(
        r#"key {KEY_NAME} {{ algorithm hmac-sha256; secret "{KEY_SECRET}"; }};
http queries {{ endpoints {{ "/dns-query"; }}; }};
options {{
    directory "{folder}";
    pid-file none;
    session-keyfile none;
    listen-on port {dns_port} {{ 127.0.0.1; }};
    listen-on port {doh_port} tls none http queries {{ 127.0.0.1; }};
    listen-on-v6 {{ none; }};
    notify no;
    OPTIONS
}};
controls {{ }};
"#
    )
    .replace("OPTIONS", role.lines().next().unwrap_or_default())
        + &role.lines().skip(1).collect::<Vec<_>>().join("\n")
}

/// Options in the first line, the rest below.
const AUTHORITY: &str = r#"recursion no; dnssec-validation no;
zone "example.test" { type primary; file "zone.db"; allow-update { key certlab; }; };
"#;

const DISTRUSTING: &str = r#"recursion yes; dnssec-validation yes; empty-zones-enable no;
trust-anchors { "example.test." static-ds 12345 13 2 "e2d3c916f6deeac73294e8268fb5885044a833fc5459588f4a9184cfc41a5766"; };
zone "example.test" { type forward; forward only; forwarders { 127.0.0.1 port UPSTREAM; }; };
"#;

/// Negative answers live for a second, so that a record which was asked for
/// too early is seen soon after it is published.
fn zone_file() -> String {
    format!(
        "$TTL 60\n\
         @ SOA ns.{ZONE}. hostmaster.{ZONE}. 1 3600 600 86400 1\n\
         @ NS ns.{ZONE}.\n\
         @ A 127.0.0.1\n\
         ns A 127.0.0.1\n"
    )
}

const KEY_NAME: &str = "certlab";
/// Guards a server that listens on loopback for the seconds of one test.
const KEY_SECRET: &str = "Y2VydGxhYi1icm93c2VyLXRlc3RzLXRzaWcta2V5ISE=";
