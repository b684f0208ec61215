//! The walk without a browser: hundreds of steps a second, no drawing.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::breaks::Breaks;
use crate::dice::{Choices as _, Dice, bytes};
use crate::walk::Walk;

/// Steps of one walk: a bench grows, and what is near its start is never seen
/// again.
const STEPS: usize = 400;

/// The steps of the short walk among the other tests.
const SHORT: usize = 100;

/// Walks until the time is over, at least once; a step that breaks a rule
/// panics, after its walk's seed was printed.
pub(crate) fn soak(time: Duration, first_seed: u64) {
    let start = Instant::now();
    let mut done: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut walks = 0;
    let mut most_objects = 0;
    let mut seed = first_seed;
    loop {
        let steps = if time.is_zero() { SHORT } else { STEPS };
        let mut dice = Dice::new(seed);
        // Every other walk has a bad wire.
        let breaks = 0..steps / 2 * usize::from(seed.is_multiple_of(2));
        let breaks = breaks.filter_map(|_| u8::try_from(dice.below(256)).ok());
        let mut walk = Walk::new(bytes(seed)).with_broken_answers(Breaks(breaks.collect()));
        let mut told = Told { seed, step: 0 };
        for step in 0..steps {
            told.step = step;
            *done.entry(walk.step(&mut dice)).or_default() += 1;
            most_objects = most_objects.max(walk.objects());
        }
        std::mem::forget(told);
        walks += 1;
        seed += 1;
        if start.elapsed() >= time {
            break;
        }
    }
    let steps: usize = done.values().sum();
    println!(
        "soak, native: {steps} steps in {walks} walks from seed {first_seed}, {} s; \
         at most {most_objects} objects; no rule broken",
        start.elapsed().as_secs()
    );
    for (step, times) in done {
        println!("  {times:>8}  {step}");
    }
}

/// Says where a walk was when it is dropped by a panic.
struct Told {
    seed: u64,
    step: usize,
}

impl Drop for Told {
    fn drop(&mut self) {
        println!(
            "soak, native: broken at step {} of the walk with seed {}: \
             CERTLAB_SOAK_SEED={} repeats it",
            self.step, self.seed, self.seed
        );
    }
}
