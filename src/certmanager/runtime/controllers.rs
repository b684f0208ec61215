//! The controllers by name.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::pass::{Flow, Pass};
use crate::certmanager::controller::{
    approver, challenges, ingress_shim, issuers, issuing, keymanager, orders, readiness,
    requestmanager, requests, revision, scheduler, trigger,
};
use crate::kube::Backoff;

/// The controllers. Each answers one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Controller {
    /// Must a Certificate be (re-)issued?
    Trigger,
    /// With which key?
    KeyManager,
    /// By which request?
    RequestManager,
    /// What came of the request?
    Issuing,
    /// Is the Certificate as it should be?
    Readiness,
    /// Which requests are of the past?
    RevisionManager,
    /// May a request be signed?
    Approver,
    /// Sign with the request's own key.
    RequestSelfSigned,
    /// Sign with a CA's key.
    RequestCa,
    /// Have an ACME server sign.
    RequestAcme,
    /// Have Vault sign.
    RequestVault,
    /// Have Venafi sign.
    RequestVenafi,
    /// How far is an Order?
    Orders,
    /// Is a name proved?
    Challenges,
    /// Which Challenges may begin?
    Scheduler,
    /// Which Certificates does an Ingress ask for?
    IngressShim,
    /// Can an Issuer sign?
    Issuers,
    /// Can a `ClusterIssuer` sign?
    ClusterIssuers,
}

impl Controller {
    /// cert-manager's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trigger => "certificates-trigger",
            Self::KeyManager => "certificates-key-manager",
            Self::RequestManager => "certificates-request-manager",
            Self::Issuing => "certificates-issuing",
            Self::Readiness => "certificates-readiness",
            Self::RevisionManager => "certificates-revision-manager",
            Self::Approver => "certificaterequests-approver",
            Self::RequestSelfSigned => "certificaterequests-issuer-selfsigned",
            Self::RequestCa => "certificaterequests-issuer-ca",
            Self::RequestAcme => "certificaterequests-issuer-acme",
            Self::RequestVault => "certificaterequests-issuer-vault",
            Self::RequestVenafi => "certificaterequests-issuer-venafi",
            Self::IngressShim => "ingress-shim",
            Self::Orders => "orders",
            Self::Challenges | Self::Scheduler => "challenges",
            Self::Issuers => "issuers",
            Self::ClusterIssuers => "clusterissuers",
        }
    }

    /// What its events say in `From`.
    pub fn component(self) -> String {
        format!("cert-manager-{}", self.name())
    }

    /// How long it waits after an error.
    pub(super) const fn backoff(self) -> Backoff {
        let (first, max) = match self {
            Self::Trigger
            | Self::KeyManager
            | Self::RequestManager
            | Self::Issuing
            | Self::Readiness
            | Self::RevisionManager => (1, 30),
            Self::Approver
            | Self::RequestSelfSigned
            | Self::RequestCa
            | Self::RequestAcme
            | Self::RequestVault
            | Self::RequestVenafi
            | Self::IngressShim
            | Self::Issuers
            | Self::ClusterIssuers => (5, 5 * 60),
            Self::Orders | Self::Challenges | Self::Scheduler => (5, 30 * 60),
        };
        Backoff {
            first: Duration::from_secs(first),
            max: Duration::from_secs(max),
        }
    }

    /// Makes one pass.
    pub(super) fn reconcile(self, pass: &mut Pass<'_>) -> Flow {
        match self {
            Self::Trigger => trigger::reconcile(pass),
            Self::KeyManager => keymanager::reconcile(pass),
            Self::RequestManager => requestmanager::reconcile(pass),
            Self::Issuing => issuing::reconcile(pass),
            Self::Readiness => readiness::reconcile(pass),
            Self::RevisionManager => revision::reconcile(pass),
            Self::Approver => approver::reconcile(pass),
            Self::RequestSelfSigned => requests::selfsigned::reconcile(pass),
            Self::RequestCa => requests::ca::reconcile(pass),
            Self::RequestAcme => requests::acme::reconcile(pass),
            Self::RequestVault => requests::vault::reconcile(pass),
            Self::RequestVenafi => requests::venafi::reconcile(pass),
            Self::IngressShim => ingress_shim::reconcile(pass),
            Self::Orders => orders::reconcile(pass),
            Self::Challenges => challenges::reconcile(pass),
            Self::Scheduler => scheduler::reconcile(pass),
            Self::Issuers | Self::ClusterIssuers => issuers::reconcile(pass),
        }
    }
}
