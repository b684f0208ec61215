//! Random walks over the lab, natively and in a real Chromium, from a seed.
//!
//! `cargo xtask soak` says how long; as a test among the others it
//! walks a short way, so that the walk itself does not rot.
#![cfg_attr(
    not(feature = "e2e"),
    expect(
        clippy::unwrap_used,
        clippy::disallowed_methods,
        reason = "a test, by the wall's clock"
    )
)]
#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that tells what it did"
)]

#[cfg(not(feature = "e2e"))]
#[path = "../support/breaks.rs"]
mod breaks;
#[cfg(feature = "e2e")]
mod browser;
#[cfg_attr(
    feature = "e2e",
    expect(dead_code, reason = "the native walk picks from lists")
)]
#[path = "../support/dice.rs"]
mod dice;
#[cfg(not(feature = "e2e"))]
#[path = "../core/controllers/invariants.rs"]
mod invariants;
#[cfg(not(feature = "e2e"))]
mod native;
#[cfg(feature = "e2e")]
#[expect(dead_code, reason = "the journeys use the rest")]
#[path = "../browser/page.rs"]
mod page;
#[cfg(feature = "e2e")]
#[expect(dead_code, reason = "the tests of peers use the rest")]
#[path = "../support/servers.rs"]
mod servers;
#[cfg(not(feature = "e2e"))]
#[path = "../support/walk.rs"]
mod walk;
#[cfg(not(feature = "e2e"))]
#[path = "../support/wishes.rs"]
mod wishes;

use std::time::Duration;

fn main() {
    let seed = number("CERTLAB_SOAK_SEED").unwrap_or(1);
    let time = Duration::from_secs(number("CERTLAB_SOAK_SECONDS").unwrap_or(0));
    #[cfg(not(feature = "e2e"))]
    native::soak(time, seed);
    #[cfg(feature = "e2e")]
    if let Err(error) = browser::soak(time, seed) {
        panic!("soak, Chromium: {error}");
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
