//! The lab's ACME client against real servers, natively: Pebble, whose
//! validator asks BIND.

#[expect(dead_code, reason = "the browser tests use the rest")]
#[path = "../support/servers.rs"]
mod servers;

mod account;
mod client;
mod coach;
mod files;
mod lab;
mod lego;
mod orders;
mod outside;
mod paths;
mod schemas;
mod standing;
