//! What the page reads off a lab.

use std::rc::Rc;
use std::time::Duration;

use super::action::World;
use super::clock::LabClock;
use super::dns_desk::DnsCheck;
use super::probe_desk::Probe;
use super::state::Lab;
use super::transcript::{Entry, Exchange};
use super::web_desk::WebCheck;
use crate::certmanager::api::Object;
use crate::certmanager::policy::BackoffLimits;
use crate::clock::Timestamp;
use crate::dns::Resolver;
use crate::dns::survey::Home;
use crate::kube::{ObjectKey, Store};

impl Lab {
    /// Who answers this lab's effects.
    pub const fn world(&self) -> World {
        self.world
    }

    /// The lab's clock.
    pub const fn clock(&self) -> LabClock {
        self.clock
    }

    /// Lab time at a moment of the wall clock.
    pub fn now(&self, wall: Timestamp) -> Timestamp {
        self.clock.now(wall)
    }

    /// How long until [`super::Action::Wake`] is due; `None` if nothing is
    /// planned, or nothing for as long as the clock stands.
    pub fn next_wake(&self, wall: Timestamp) -> Option<Duration> {
        let wait = self.manager.next_wake()?.since(self.now(wall));
        (wait.is_zero() || !self.clock.is_paused()).then_some(wait)
    }

    /// Whether an answer from outside is awaited.
    pub fn is_asking(&self) -> bool {
        !self.pending.is_empty()
    }

    /// How long cert-manager waits after a failed issuance.
    pub const fn backoff(&self) -> BackoffLimits {
        self.manager.settings.backoff
    }

    /// Whether cert-manager approves requests by itself.
    pub const fn approves(&self) -> bool {
        self.manager.settings.approve
    }

    /// cert-manager's objects and their events.
    pub const fn store(&self) -> &Store<Object> {
        &self.store
    }

    /// The latest requests, oldest first.
    pub fn exchanges(&self) -> impl DoubleEndedIterator<Item = &Rc<Exchange>> {
        self.exchanges.iter()
    }

    /// The resolvers that self checks ask.
    pub fn resolvers(&self) -> &[Resolver] {
        &self.resolvers
    }

    /// The latest self check of a Challenge.
    pub fn check(&self, challenge: &ObjectKey) -> Option<&DnsCheck> {
        self.dns.check(challenge)
    }

    /// The zone that a Challenge's record belongs into, if resolvers told.
    pub fn home(&self, challenge: &ObjectKey) -> Option<Home> {
        self.coach.survey(challenge)?.home()
    }

    /// The latest look at an HTTP-01 Challenge's file.
    pub fn web_check(&self, challenge: &ObjectKey) -> Option<&WebCheck> {
        self.web.check(challenge)
    }

    /// What is known of a directory URL.
    pub fn probe_of(&self, url: &str) -> Option<&Probe> {
        self.probes.get(url)
    }

    /// Every action so far.
    pub fn transcript(&self) -> &[Rc<Entry>] {
        &self.transcript
    }

    /// The seed that it began with: harmless to know.
    pub const fn seed(&self) -> [u8; 32] {
        self.entropy.seed()
    }

    /// The same lab with an empty transcript, for whoever keeps that elsewhere.
    pub(super) fn without_transcript(&self) -> Self {
        Self {
            transcript: Vec::new(),
            ..self.clone()
        }
    }

    /// Puts back the transcript that was kept apart from the snapshot.
    pub fn restore_transcript(&mut self, entries: Vec<Entry>) {
        self.transcript = entries.into_iter().map(Rc::new).collect();
    }
}
