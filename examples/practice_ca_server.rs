//! The practice CA on loopback ports, so that any ACME client can be pointed
//! at it:
//!
//! ```text
//! cargo run --example practice_ca_server -- --dns 127.0.0.1:53
//! ```
//!
//! It is the CA of the page, with sockets around it: HTTP and HTTPS in front,
//! real DNS, web and TLS servers to look at proofs.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "it prints where it can be reached")]

#[path = "practice_ca_server/dns.rs"]
mod dns;
#[path = "practice_ca_server/front.rs"]
mod front;
#[path = "practice_ca_server/look.rs"]
mod look;
#[path = "practice_ca_server/options.rs"]
mod options;
#[path = "practice_ca_server/tls.rs"]
mod tls;

use std::collections::BTreeSet;
use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use certlab::ca::{CaKeys, CheckId, Context, ExternalAccountKey, PracticeCa};
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use self::options::Options;

type Fallible<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// The CA and all that its sockets share.
struct Server {
    options: Options,
    /// Where names are looked up.
    dns: SocketAddr,
    authority: Mutex<Authority>,
    /// Proofs that are being looked at.
    looking: Mutex<BTreeSet<CheckId>>,
}

struct Authority {
    ca: PracticeCa,
    keys: CaKeys,
    entropy: SeededEntropy,
}

impl Authority {
    /// The CA, and what it needs to answer.
    fn parts(&mut self) -> (&mut PracticeCa, Context<'_>) {
        let context = Context {
            now: now(),
            entropy: &mut self.entropy,
            keys: &self.keys,
        };
        (&mut self.ca, context)
    }
}

#[tokio::main]
async fn main() -> Fallible {
    let Some(options) = Options::read(std::env::args().skip(1))? else {
        println!("{}", options::HELP);
        return Ok(());
    };
    let https = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let http = TcpListener::bind((Ipv4Addr::LOCALHOST, options.plain_port)).await?;
    let base_url = format!("https://{}", https.local_addr()?);
    let mut authority = authority(&base_url, &options)?;
    let acceptor = tls::acceptor(&mut authority)?;
    let root_file = std::env::temp_dir().join(format!(
        "practice-ca-root-{}.pem",
        https.local_addr()?.port()
    ));
    std::fs::write(&root_file, authority.ca.root_pem().ok_or("no root")?)?;

    println!("directory (HTTPS): {base_url}/directory");
    println!("directory (HTTP):  http://{}/directory", http.local_addr()?);
    println!("root certificate:  {}", root_file.display());
    if let Some(binding) = &authority.ca.policy().external_account {
        println!("EAB key id:        {}", binding.key_id);
        println!("EAB HMAC key:      {}", binding.hmac_key);
    }
    let server = Arc::new(Server {
        dns: options.dns.map_or_else(dns::of_the_system, Ok)?,
        options,
        authority: Mutex::new(authority),
        looking: Mutex::default(),
    });
    tokio::join!(
        front::serve(http, None, Arc::clone(&server)),
        front::serve(https, Some(TlsAcceptor::from(acceptor)), server),
    );
    Ok(())
}

/// A new CA with keys that no other run has.
fn authority(base_url: &str, options: &Options) -> Fallible<Authority> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    let mut entropy = SeededEntropy::new(seed);
    let mut ca = PracticeCa::new(base_url);
    let mut policy = options.policy.clone();
    if options.external_account {
        policy.external_account = Some(ExternalAccountKey::generate(&mut entropy));
    }
    ca.set_policy(policy);
    ca.set_faults(options.faults);
    let mut authority = Authority {
        ca,
        keys: CaKeys::generate(&mut entropy)?,
        entropy,
    };
    let (ca, mut context) = authority.parts();
    ca.prepare(&mut context)?;
    Ok(authority)
}

/// The wall clock.
fn now() -> Timestamp {
    Timestamp::from_unix_secs(time::OffsetDateTime::now_utc().unix_timestamp())
}

/// A lock whose holder cannot have left anything half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
