//! One program for all targets: `CERTLAB_FUZZ` names the one to run.
#![no_main]

mod targets;

#[path = "../../tests/support/breaks.rs"]
mod breaks;
#[path = "../../tests/support/dice.rs"]
#[expect(dead_code, reason = "the soak draws from a seed")]
mod dice;
#[path = "../../tests/core/controllers/invariants.rs"]
mod invariants;
#[path = "../../tests/support/walk.rs"]
#[expect(dead_code, reason = "the soak looks at more")]
mod walk;
#[path = "../../tests/support/wishes.rs"]
mod wishes;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<String> = LazyLock::new(|| std::env::var("CERTLAB_FUZZ").unwrap());

fuzz_target!(|data: &[u8]| {
    assert!(targets::run(&TARGET, data), "no target {}", *TARGET);
});
