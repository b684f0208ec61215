//! The practice world: a CA and DNS that live in the page.

use serde::{Deserialize, Serialize};

use super::keys::KeyStore;
use crate::ca::{CaKeys, Context, PracticeCa, Root, Tables};
use crate::certmanager::api::KeyId;
use crate::clock::Timestamp;
use crate::dns::{Record, Resolver, Zone, doh};
use crate::entropy::Entropy;
use crate::http::{HttpFailure, HttpRequest, HttpResponse, HttpResult};
use crate::vault::{self, PracticeVault};
use crate::venafi::{self, PracticeVenafi};
use crate::x509::{Error, KeyAlgorithm, PrivateKey};

/// The practice CA's base URL. `internal` is reserved for private use, so no
/// request for it can ever mean a server on the Internet.
const CA_URL: &str = "https://acme.practice.lab.internal";

/// The practice CA's directory.
pub const DIRECTORY_URL: &str = "https://acme.practice.lab.internal/directory";

/// The practice world's DNS-over-HTTPS resolver.
const RESOLVER_URL: &str = "https://dns.practice.lab.internal/dns-query";

/// Everything that answers in the practice world.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Practice {
    /// The ACME server.
    pub ca: PracticeCa,
    /// The Vault.
    #[serde(default)]
    pub vault: PracticeVault,
    /// The Venafi.
    #[serde(default)]
    pub venafi: PracticeVenafi,
    /// The zone that holds every name.
    pub zone: Zone,
    /// The web servers of all names.
    #[serde(default)]
    pub tables: Tables,
}

impl Practice {
    /// The practice CA's roots in PEM, which no ACME answer holds.
    pub fn roots_pem(&self) -> String {
        let roots = [Root::First, Root::Second];
        let pem = roots
            .into_iter()
            .filter_map(|root| self.ca.root_pem_of(root));
        pem.collect()
    }

    /// A CA without accounts and an empty zone.
    pub fn new() -> Self {
        Self {
            ca: PracticeCa::new(CA_URL),
            vault: PracticeVault::default(),
            venafi: PracticeVenafi::default(),
            zone: Zone::default(),
            tables: Tables::default(),
        }
    }

    /// The resolver that self checks ask here.
    pub fn resolver() -> Resolver {
        Resolver::new("practice", RESOLVER_URL)
    }

    /// Answers a request. There is no other host in this world.
    pub fn exchange(
        &mut self,
        request: &HttpRequest,
        now: Timestamp,
        keys: &PracticeKeys,
        entropy: &mut dyn Entropy,
    ) -> HttpResult {
        if request.url == RESOLVER_URL {
            Ok(doh::serve(request, &self.zone, now))
        } else if request.url.starts_with(CA_URL) {
            self.ca.look(&self.zone, &self.tables, now);
            let keys = &keys.ca;
            let mut context = Context { now, entropy, keys };
            self.ca.exchange(request, &mut context)
        } else if request.url.starts_with(vault::URL) {
            let key = &keys.vault;
            let mut context = vault::Context { now, entropy, key };
            Ok(self.vault.exchange(request, &mut context))
        } else if request.url.starts_with(venafi::URL) {
            let key = &keys.venafi;
            let mut context = venafi::Context { now, entropy, key };
            Ok(self.venafi.exchange(request, &mut context))
        } else if request.url.starts_with("http://") {
            Ok(self.file(&request.url))
        } else {
            Err(HttpFailure::Unreachable)
        }
    }

    /// What the web servers of all names answer: a file, or that there is none.
    fn file(&self, url: &str) -> HttpResponse {
        match self.tables.files.get(url) {
            Some(content) => HttpResponse::new(200, "text/plain", content.clone().into_bytes()),
            None => HttpResponse::new(404, "text/plain", b"Not Found".to_vec()),
        }
    }

    /// Puts a file into the web root, or takes it out.
    pub fn serve(&mut self, url: String, content: Option<String>) {
        match content {
            Some(content) => self.tables.files.insert(url, content),
            None => self.tables.files.remove(&url),
        };
    }

    /// Puts a TXT record into the zone, visible at once.
    pub fn publish(&mut self, name: &str, value: String, ttl_secs: u32, now: Timestamp) {
        self.zone.publish(Record::txt(name, value, ttl_secs), now);
    }
}

impl Default for Practice {
    fn default() -> Self {
        Self::new()
    }
}

/// The keys of the practice servers.
#[derive(Debug)]
pub struct PracticeKeys {
    /// The ACME server's.
    pub ca: CaKeys,
    /// The Vault's.
    pub vault: PrivateKey,
    /// The Venafi's.
    pub venafi: PrivateKey,
}

/// The practice servers' keys in the key store, made on first use.
pub(super) fn practice_keys(
    intermediates: usize,
    keys: &mut KeyStore,
    entropy: &mut dyn Entropy,
) -> Result<PracticeKeys, Error> {
    let mut key = |name: &str| {
        let id = KeyId::new(name);
        keys.ensure(&id, KeyAlgorithm::EcdsaP256, entropy)?;
        keys.get(&id).cloned().ok_or(Error::NoRandomness)
    };
    let vault = key("practice-vault/root")?;
    let ca = CaKeys {
        roots: [key("practice-ca/root-1")?, key("practice-ca/root-2")?],
        intermediates: (1..=intermediates)
            .map(|number| key(&format!("practice-ca/intermediate-{number}")))
            .collect::<Result<_, _>>()?,
    };
    let venafi = key("practice-venafi/root")?;
    Ok(PracticeKeys { ca, vault, venafi })
}
