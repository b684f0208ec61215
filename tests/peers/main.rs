//! The lab's ACME client against real servers, natively: Pebble, whose
//! validator asks BIND.

#[expect(dead_code, reason = "the browser tests use the rest")]
#[path = "../support/servers.rs"]
mod servers;

// With `cfg(test)` Clippy knows the helpers in these for test code, where unwrap is fine.
#[cfg(test)]
#[expect(dead_code, reason = "the tests of the core use the rest")]
#[path = "../core/acme_world.rs"]
mod acme_world;
#[cfg(test)]
#[expect(dead_code, reason = "the tests of the core use the rest")]
#[path = "../core/ca_client.rs"]
mod ca_client;

mod account;
mod client;
mod coach;
mod files;
mod lab;
mod lego;
#[cfg(test)]
mod lint;
mod orders;
mod outside;
mod paths;
mod schemas;
mod standing;
