//! Journeys through the core and its files in other programs' hands, natively.
#![cfg(not(target_arch = "wasm32"))]

// With `cfg(test)` Clippy knows the helpers in these modules for test code, where unwrap is fine.
#[cfg(test)]
mod account;
#[cfg(test)]
mod acme_ca;
#[cfg(test)]
mod acme_client;
#[cfg(test)]
mod acme_resume;
#[cfg(test)]
mod acme_world;
#[cfg(test)]
mod ca_client;
#[cfg(test)]
mod ca_policy;
#[cfg(test)]
mod ca_protocol;
#[cfg(test)]
mod ca_whole;
#[cfg(test)]
mod controllers;
#[cfg(test)]
mod eight_days;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod glossary;
#[cfg(test)]
mod http01;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod lesson_schema;
#[cfg(test)]
mod lessons;
#[cfg(test)]
mod manifests;
#[cfg(test)]
mod moments;
#[cfg(test)]
mod openssl;
#[cfg(test)]
mod openssl_keys;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod takeout;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod troubleshoot;
#[cfg(test)]
mod vault;
#[cfg(test)]
mod venafi;
