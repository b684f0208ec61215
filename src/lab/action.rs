//! What can happen to a lab.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::account_desk::AccountAct;
use super::effect::{Answer, EffectId};
use super::tamper::Tampering;
use crate::ca::CaChange;
use crate::certmanager::api::Object;
use crate::certmanager::hand::Decision;
use crate::clock::Timestamp;
use crate::dns::Resolver;
use crate::kube::ObjectKey;

/// Who answers the lab's effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum World {
    /// The practice CA and DNS inside the page; a simulated clock; no network.
    Practice,
    /// Real ACME servers and resolvers; the wall clock.
    Real,
}

/// Everything that changes a lab. An action holds no private key material:
/// the list of actions is the transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Action {
    /// Create or change objects, as `kubectl apply` does.
    Apply {
        /// Objects in the order in which they are to be applied.
        objects: Vec<Object>,
    },
    /// Delete an object, as `kubectl delete` does.
    Delete {
        /// The object to delete.
        object: ObjectKey,
    },
    /// Re-issue now, as `cmctl renew` does.
    Renew {
        /// A Certificate.
        certificate: ObjectKey,
    },
    /// Write or remove (none) labels and annotations, as `kubectl label` and
    /// `kubectl annotate` do.
    Mark {
        /// The object.
        object: ObjectKey,
        /// Labels.
        labels: BTreeMap<String, Option<String>>,
        /// Annotations.
        annotations: BTreeMap<String, Option<String>>,
    },
    /// Bring an external issuer's certificate for a request.
    Fulfil {
        /// The `CertificateRequest`.
        request: ObjectKey,
        /// PEM: the leaf, then its chain.
        certificate: String,
    },
    /// Approve or deny a request, as `cmctl approve` and `cmctl deny` do.
    Decide {
        /// A `CertificateRequest`.
        request: ObjectKey,
        /// What is decided.
        decision: Decision,
        /// Why, in one word.
        reason: String,
        /// Why, in a sentence.
        message: String,
    },
    /// Have requests approved by cert-manager at once, or by hand only.
    SetApproval {
        /// Whether at once.
        automatic: bool,
    },
    /// Look for a Challenge's record or file now.
    CheckNow {
        /// A Challenge.
        challenge: ObjectKey,
    },
    /// Say that an HTTP-01 Challenge's file is in place, where no page can look.
    Vouch {
        /// The Challenge.
        challenge: ObjectKey,
    },
    /// Choose the resolvers that self checks ask.
    SetResolvers {
        /// DNS-over-HTTPS resolvers, in the order shown.
        resolvers: Vec<Resolver>,
    },
    /// Put a TXT record into the practice zone.
    Publish {
        /// Owner name, without a trailing dot.
        name: String,
        /// The text.
        value: String,
        /// Time to live in seconds.
        ttl_secs: u32,
    },
    /// Take a TXT record out of the practice zone.
    Unpublish {
        /// Owner name, without a trailing dot.
        name: String,
        /// The text.
        value: String,
    },
    /// Put a file into the practice web root.
    PutFile {
        /// Its address (`http://` and on).
        url: String,
        /// What is in it.
        content: String,
    },
    /// Take a file out of the practice web root.
    RemoveFile {
        /// Its address.
        url: String,
    },
    /// Change how the practice CA behaves.
    ChangeCa {
        /// The change.
        change: CaChange,
    },
    /// Do something with an ACME account that cert-manager does not do.
    Account {
        /// The Issuer or `ClusterIssuer` whose account it is.
        issuer: ObjectKey,
        /// What to do.
        act: AccountAct,
    },
    /// Send a signed request again with one byte flipped, to see what is said.
    Tamper {
        /// The effect that carried it.
        exchange: EffectId,
        /// What is done to it.
        tampering: Tampering,
    },
    /// Look whether a URL is an ACME directory that this page can use.
    ProbeDirectory {
        /// The URL as typed.
        url: String,
    },
    /// Move the simulated clock forward to a moment (never back).
    Advance {
        /// The moment to jump to.
        to: Timestamp,
    },
    /// Stop the simulated clock.
    Pause,
    /// Let the simulated clock run on, as fast as the wall's.
    Run,
    /// An effect was carried out.
    Answer {
        /// Which effect.
        effect: EffectId,
        /// What came of it.
        answer: Answer,
    },
    /// A moment that [`super::Lab::next_wake`] named has come.
    Wake,
    /// The page was loaded again: ask anew for whatever was under way.
    Resume,
}
