//! The lab's state and the one door to it, [`Lab::apply`].

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::account_desk::AccountDesk;
use super::acme_desk::AcmeDesk;
use super::action::{Action, World};
use super::clock::LabClock;
use super::coach_desk::CoachDesk;
use super::dns_desk::DnsDesk;
use super::effect::{Effect, EffectId, Purpose};
use super::practice::Practice;
use super::probe_desk::Probe;
use super::transcript::{Entry, Exchange};
use super::web_desk::WebDesk;
use crate::certmanager::api::Object;
use crate::certmanager::controller::{self, CallId, Manager};
use crate::certmanager::external;
use crate::certmanager::hand;
use crate::clock::Timestamp;
use crate::dns::Resolver;
use crate::entropy::SeededEntropy;
use crate::http::{HttpRequest, HttpResult};
use crate::kube::{Kind, ObjectKey, Resource as _, Store};

/// Requests kept for the messages view. Polling makes several a minute; the
/// transcript has them all.
const EXCHANGES_KEPT: usize = 500;

/// The whole lab as one value; cheap to clone, saved by serde.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lab {
    pub(super) world: World,
    pub(super) clock: LabClock,
    pub(super) entropy: SeededEntropy,
    pub(super) store: Store<Object>,
    pub(super) manager: Manager,
    pub(super) acme: AcmeDesk,
    pub(super) dns: DnsDesk,
    #[serde(default)]
    pub(super) accounts: AccountDesk,
    #[serde(default)]
    pub(super) coach: CoachDesk,
    #[serde(default)]
    pub(super) web: WebDesk,
    pub(super) resolvers: Vec<Resolver>,
    pub(super) probes: BTreeMap<String, Probe>,
    pub(super) pending: BTreeMap<EffectId, Pending>,
    pub(super) next_effect: u64,
    pub(super) exchanges: VecDeque<Rc<Exchange>>,
    /// Kept apart from the snapshot: it only ever grows.
    #[serde(skip)]
    pub(super) transcript: Vec<Rc<Entry>>,
}

/// Whom an open effect's answer is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Pending {
    /// A controller, directly.
    Call(CallId),
    /// An ACME job.
    Acme(CallId),
    /// A new key for an account.
    AccountKey(CallId),
    /// A self check: which Challenge and which row.
    Dns { challenge: ObjectKey, row: usize },
    /// The same question without DNSSEC.
    DnsUnchecked { challenge: ObjectKey, row: usize },
    /// A survey around a Challenge's record: which question.
    Survey { challenge: ObjectKey, number: usize },
    /// A self check: which Challenge's file.
    Web(ObjectKey),
    /// A probe of this URL.
    Probe(String),
    /// Nobody: a request that was sent again, tampered with.
    Tampered,
}

impl Lab {
    /// An empty lab. `seed` feeds everything random that is harmless to know;
    /// private keys do not come from it.
    pub fn new(world: World, seed: [u8; 32]) -> Self {
        let (clock, resolvers) = match world {
            World::Practice => (
                LabClock::Simulated { ahead_secs: 0 },
                vec![Practice::resolver()],
            ),
            World::Real => (
                LabClock::Wall,
                Resolver::well_known().into_iter().take(2).collect(),
            ),
        };
        Self {
            world,
            clock,
            entropy: SeededEntropy::new(seed),
            store: Store::default(),
            manager: Manager::default(),
            acme: AcmeDesk::default(),
            dns: DnsDesk::default(),
            accounts: AccountDesk::default(),
            coach: CoachDesk::default(),
            web: WebDesk::default(),
            resolvers,
            probes: BTreeMap::new(),
            pending: BTreeMap::new(),
            next_effect: 0,
            exchanges: VecDeque::new(),
            transcript: Vec::new(),
        }
    }

    /// Lets an action happen at a moment of the wall clock.
    pub fn apply(&mut self, action: Action, wall: Timestamp) -> Vec<Effect> {
        match &action {
            Action::Advance { to } => self.clock.advance(*to, wall),
            Action::Pause => self.clock.pause(wall),
            Action::Run => self.clock.run(wall),
            _ => {}
        }
        let now = self.clock.now(wall);
        self.record(&action, wall, now);
        let mut effects = Vec::new();
        match action {
            Action::Apply { objects } => {
                for object in objects {
                    if let Ok(key) = controller::apply(&mut self.store, object, now) {
                        self.manager.changed(&self.store, &[key]);
                    }
                }
            }
            Action::Delete { object } => {
                let changed = controller::delete(&mut self.store, &object, now);
                self.manager.changed(&self.store, &changed);
            }
            Action::Renew { certificate } => {
                if controller::renew(&mut self.store, &certificate, now) {
                    self.manager.changed(&self.store, &[certificate]);
                }
            }
            Action::Mark {
                object,
                labels,
                annotations,
            } => {
                if hand::mark(&mut self.store, &object, &labels, &annotations, now).is_ok() {
                    self.manager.changed(&self.store, &[object]);
                }
            }
            Action::Fulfil {
                request,
                certificate,
            } => {
                // What does not fit was said before: `external::check` tells why.
                let _ = external::fulfil(&mut self.store, &request, &certificate, now);
            }
            Action::Decide {
                request,
                decision,
                reason,
                message,
            } => {
                let store = &mut self.store;
                if hand::decide(store, &request, decision, &reason, &message, now).is_ok() {
                    self.manager.changed(&self.store, &[request]);
                }
            }
            Action::SetApproval { automatic } => self.set_approval(automatic),
            Action::CheckNow { challenge } => {
                self.manager.requeue_now(&challenge);
                self.coach.ask_anew(&challenge);
                self.run(now, &mut effects);
                self.check_again(&challenge, now, &mut effects);
            }
            Action::Vouch { challenge } => {
                self.manager.requeue_now(&challenge);
                self.web.vouch(challenge);
            }
            Action::PutFile { url, content } => effects.push(Effect::Serve {
                url,
                content: Some(content),
            }),
            Action::RemoveFile { url } => effects.push(Effect::Serve { url, content: None }),
            Action::SetResolvers { resolvers } => self.resolvers = resolvers,
            Action::Publish {
                name,
                value,
                ttl_secs,
            } => effects.push(Effect::Publish {
                name,
                value,
                ttl_secs,
            }),
            Action::Unpublish { name, value } => effects.push(Effect::Unpublish { name, value }),
            Action::ChangeCa { change } => effects.push(Effect::ChangeCa { change }),
            Action::Account { issuer, act } => self.on_account(&issuer, act, now, &mut effects),
            Action::Tamper {
                exchange,
                tampering,
            } => self.tamper(exchange, tampering, now, &mut effects),
            Action::ProbeDirectory { url } => self.probe(url, now, &mut effects),
            Action::Answer { effect, answer } => self.answer(effect, answer, now, &mut effects),
            Action::Resume => self.resume(now, &mut effects),
            Action::Advance { .. } | Action::Pause | Action::Run | Action::Wake => {}
        }
        self.run(now, &mut effects);
        self.dns
            .retain(|challenge| self.store.get(challenge).is_some());
        self.accounts
            .retain(|issuer| self.store.get(issuer).is_some());
        self.coach
            .retain(|challenge| self.store.get(challenge).is_some());
        self.web
            .retain(|challenge| self.store.get(challenge).is_some());
        effects
    }

    /// What waits for approval is approved as soon as that is automatic.
    fn set_approval(&mut self, automatic: bool) {
        self.manager.settings.approve = automatic;
        let requests = self.store.list(Kind::CertificateRequest);
        let requests: Vec<ObjectKey> = requests.map(|request| request.key()).collect();
        self.manager.changed(&self.store, &requests);
    }

    fn record(&mut self, action: &Action, wall: Timestamp, at: Timestamp) {
        self.transcript.push(Rc::new(Entry {
            seq: u64::try_from(self.transcript.len()).unwrap_or(u64::MAX),
            wall,
            at,
            action: action.clone(),
        }));
    }

    pub(super) fn open(&mut self, pending: Pending) -> EffectId {
        let id = EffectId(self.next_effect);
        self.next_effect = self.next_effect.saturating_add(1);
        self.pending.insert(id, pending);
        id
    }

    pub(super) fn send(
        &mut self,
        pending: Pending,
        request: HttpRequest,
        purpose: Purpose,
        now: Timestamp,
    ) -> Effect {
        let id = self.open(pending);
        if self.exchanges.len() >= EXCHANGES_KEPT {
            // What was asked of resolvers fills the list and is missed least.
            let oldest = self
                .exchanges
                .iter()
                .position(|exchange| matches!(exchange.purpose, Purpose::Dns { .. }));
            self.exchanges.remove(oldest.unwrap_or(0));
        }
        self.exchanges.push_back(Rc::new(Exchange {
            id,
            at: now,
            purpose: purpose.clone(),
            request: request.clone(),
            response: None,
        }));
        Effect::Http {
            id,
            request,
            purpose,
        }
    }

    pub(super) fn note_response(&mut self, id: EffectId, result: &HttpResult) {
        let exchange = self
            .exchanges
            .iter_mut()
            .rev()
            .find(|exchange| exchange.id == id);
        if let Some(exchange) = exchange {
            Rc::make_mut(exchange).response = Some(result.clone());
        }
    }
}
