//! The core of Certificate Lab: cert-manager's certificate flow over real
//! X.509 and real ACME, with no clock, no network, no random source and no
//! browser of its own.
//!
//! From the ground up:
//!
//! - [`clock`], [`encoding`], [`entropy`], [`http`]: time, text forms of bytes,
//!   randomness and HTTP messages as plain values;
//! - [`x509`]: keys, names, requests, certificates, chains;
//! - [`dns`]: the lab's zone, DNS over HTTPS, what an answer means;
//! - [`kube`]: a small API server: objects, owners, conditions, events;
//! - [`acme`]: RFC 8555 from the client's side;
//! - [`ca`]: RFC 8555 from the server's side, the practice CA;
//! - [`vault`]: as much of Vault as cert-manager speaks to, the practice Vault;
//! - [`venafi`]: the same of Venafi, the practice Venafi; both sign with [`inhouse`]'s CA;
//! - [`certmanager`]: the kinds, the policies and the controllers;
//! - [`lab`]: all of it wired into one value that actions change.
//!
//! Who may import whom is checked by `tests/tidy.rs`; `docs/ARCHITECTURE.md`
//! is the map.

pub mod acme;
pub mod ca;
pub mod certmanager;
pub mod clock;
pub mod dns;
pub mod encoding;
pub mod entropy;
pub mod http;
pub mod inhouse;
pub mod kube;
pub mod lab;
pub mod vault;
pub mod venafi;
pub mod x509;
