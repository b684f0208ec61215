//! A bench that is open, and how much of it is on disk.

use std::collections::BTreeSet;

use certlab::certmanager::api::KeyId;
use certlab::lab::{Bench, KeyStore, Tape, World};

use super::super::webcrypto::AccountKeys;
use super::entropy::random_seed;

/// The bench on the screen and how much of it is on disk.
pub(super) struct OpenBench {
    pub(super) bench: Bench,
    pub(super) tape: Tape,
    pub(super) keys: KeyStore,
    pub(super) account_keys: AccountKeys,
    pub(super) saved_entries: usize,
    pub(super) saved_keys: BTreeSet<KeyId>,
    pub(super) dirty: bool,
    /// Whether another bench is saved in its place.
    pub(super) replaces: bool,
}

impl OpenBench {
    pub(super) fn empty(world: World) -> Self {
        Self::new(Bench::new(world, random_seed()), KeyStore::default())
    }

    /// A bench of which nothing is saved.
    pub(super) fn new(bench: Bench, keys: KeyStore) -> Self {
        Self {
            tape: Tape::of(&bench.lab),
            bench,
            keys,
            account_keys: AccountKeys::default(),
            saved_entries: 0,
            saved_keys: BTreeSet::new(),
            dirty: false,
            replaces: false,
        }
    }
}
