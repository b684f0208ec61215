//! lego, somebody else's ACME client, against the practice CA as a server:
//! issued, renewed and revoked, in each way of proof.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::servers::bind::Bind;
use crate::servers::practice_ca::PracticeCa;
use crate::servers::{Fallible, openssl};

#[tokio::test(flavor = "multi_thread")]
async fn lego_issues_renews_and_revokes_by_a_record_that_bind_serves() -> Fallible {
    let bind = Bind::start().await?;
    let ca = PracticeCa::start(&bind.address(), &["--no-reuse"]).await?;
    for key_type in KEY_TYPES {
        let lego = Lego::new(&ca, &bind, key_type)?;
        let names = ["example.test", "*.example.test"];
        let by_dns = ["--dns", "rfc2136", "--dns.disable-cp"];
        lego.run(&names, &by_dns, &["run"])?;
        let first = lego.chain(&names)?;
        lego.run(
            &names,
            &by_dns,
            &["renew", "--days", "100", "--no-random-sleep"],
        )?;
        let second = lego.chain(&names)?;
        assert_ne!(first, second, "{key_type}: it was renewed");
        lego.run(&names[..1], &by_dns, &["revoke"])?;
        assert!(lego.is_revoked(&second)? && !lego.is_revoked(&first)?);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn lego_proves_names_by_a_file_and_by_a_tls_server() -> Fallible {
    let bind = Bind::start().await?;
    let ca = PracticeCa::start(&bind.address(), &["--no-reuse", "--reject-nonces", "30"]).await?;
    let lego = Lego::new(&ca, &bind, "ec256")?;
    let port = format!("127.0.0.1:{}", ca.http_port);
    lego.run(
        &["example.test"],
        &["--http", "--http.port", &port],
        &["run"],
    )?;
    lego.chain(&["example.test"])?;
    let lego = Lego::new(&ca, &bind, "ec256")?;
    let port = format!("127.0.0.1:{}", ca.tls_port);
    lego.run(&["example.test"], &["--tls", "--tls.port", &port], &["run"])?;
    lego.chain(&["example.test"])?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn lego_s_account_is_bound_where_the_ca_wants_it() -> Fallible {
    let bind = Bind::start().await?;
    let ca = PracticeCa::start(&bind.address(), &["--eab"]).await?;
    let names = ["example.test"];
    let by_dns = ["--dns", "rfc2136", "--dns.disable-cp"];
    let lego = Lego::new(&ca, &bind, "ec256")?;
    let unbound = lego.run(&names, &by_dns, &["run"]).unwrap_err().to_string();
    assert!(
        unbound.contains("requires External Account Binding"),
        "{unbound}"
    );
    let (key_id, hmac_key) = ca.external_account()?;
    let mut bound = by_dns.to_vec();
    bound.extend(["--eab", "--kid", &key_id, "--hmac", &hmac_key]);
    let lego = Lego::new(&ca, &bind, "ec256")?;
    lego.run(&names, &bound, &["run"])?;
    lego.chain(&names)?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_may_read_the_practice_ca_as_they_may_lets_encrypt() -> Fallible {
    let ca = PracticeCa::start("127.0.0.1:1", &[]).await?;
    let agent = ca.agent()?;
    for directory in [ca.directory_url()?, ca.plain_directory_url()?] {
        let answer = agent.get(&directory).header("origin", "null").call()?;
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        assert_eq!(header("access-control-allow-origin").as_deref(), Some("*"));
        let exposed = header("access-control-expose-headers");
        assert_eq!(
            exposed.as_deref(),
            Some("Link, Replay-Nonce, Location, Retry-After")
        );
        let order = directory.replace("/directory", "/new-order");
        let preflight = agent
            .options(&order)
            .header("origin", "null")
            .header("access-control-request-method", "POST")
            .call()?;
        let allowed = preflight.headers().get("access-control-allow-headers");
        assert_eq!(
            allowed.map(hyper::header::HeaderValue::as_bytes),
            Some(&b"Content-Type"[..])
        );
        let wrong = agent.get(&order).header("origin", "null").call()?;
        assert_eq!(wrong.status(), 405);
        assert!(!wrong.headers().contains_key("access-control-allow-origin"));
    }
    Ok(())
}

/// lego with an empty folder.
struct Lego<'a> {
    ca: &'a PracticeCa,
    dns_server: String,
    key_type: &'static str,
    folder: TempDir,
}

impl<'a> Lego<'a> {
    fn new(ca: &'a PracticeCa, bind: &Bind, key_type: &'static str) -> Fallible<Self> {
        Ok(Self {
            ca,
            dns_server: bind.address(),
            key_type,
            folder: tempfile::tempdir()?,
        })
    }

    fn run(&self, names: &[&str], options: &[&str], command: &[&str]) -> Fallible {
        let (key_name, key_secret) = Bind::update_key();
        let mut lego = Command::new("lego");
        lego.env("LEGO_CA_CERTIFICATES", self.ca.root_file()?)
            .env("RFC2136_NAMESERVER", &self.dns_server)
            .env("RFC2136_TSIG_ALGORITHM", "hmac-sha256.")
            .env("RFC2136_TSIG_KEY", key_name)
            .env("RFC2136_TSIG_SECRET", key_secret)
            .env("RFC2136_TTL", "1")
            .env("RFC2136_SEQUENCE_INTERVAL", "1")
            .env("RFC2136_POLLING_INTERVAL", "1")
            .args(["--server", &self.ca.directory_url()?])
            .args(["--accept-tos", "--email", "someone@example.test"])
            .args(["--key-type", self.key_type])
            .arg("--path")
            .arg(self.folder.path())
            .args(["--dns.resolvers", &self.dns_server])
            .args(options);
        for name in names {
            lego.args(["--domains", name]);
        }
        let output = lego.args(command).output()?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        let (key_type, report) = (self.key_type, self.ca.report());
        Err(format!("lego {command:?} {options:?} {key_type}: {said}\n{report}").into())
    }

    /// The chain that lego has, read by openssl: it leads to the root, is the
    /// key's, and for these names.
    fn chain(&self, names: &[&str]) -> Fallible<Vec<u8>> {
        let file = |ending: &str| -> PathBuf {
            let folder = self.folder.path().join("certificates");
            folder.join(format!("{}.{ending}", names.first().unwrap_or(&"")))
        };
        let chain = fs::read(file("crt"))?;
        openssl::verify(&fs::read(self.ca.root_file()?)?, &chain)?;
        openssl::check_key(&fs::read(file("key"))?, &chain)?;
        let mut expected: Vec<String> = names.iter().map(|name| format!("DNS:{name}")).collect();
        expected.sort();
        assert_eq!(openssl::alternative_names(&chain)?, expected);
        Ok(chain)
    }

    /// Whether the CA's list names the certificate.
    fn is_revoked(&self, chain: &[u8]) -> Fallible<bool> {
        let url = self.ca.directory_url()?.replace("/directory", "/crl/1");
        let list = self.ca.agent()?.get(url).call()?.body_mut().read_to_vec()?;
        let serial = openssl::serial(chain)?;
        Ok(openssl::revoked_serials(&list)?.contains(&serial))
    }
}

/// Of account and certificate alike.
const KEY_TYPES: [&str; 1] = ["ec256"];
