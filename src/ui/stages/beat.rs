//! At which beat of the flow a Certificate is.

use certlab::certmanager::api::State as AcmeState;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::{DnsCheck, Lab};

/// What happens now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Beat {
    /// Issuer and Certificate are applied; the account is registered.
    Wish,
    /// The Certificate has its key and its request.
    Request,
    /// The order is placed.
    Order,
    /// A record is wanted.
    Record,
    /// The record is there, and is looked at.
    Validation,
    /// All names are proven.
    Finalization,
    /// The Secret is written.
    Done,
    /// It went wrong.
    Failed,
}

impl Beat {
    /// Those of a run that goes well.
    pub(crate) const ALL: [Self; 7] = [
        Self::Wish,
        Self::Request,
        Self::Order,
        Self::Record,
        Self::Validation,
        Self::Finalization,
        Self::Done,
    ];
}

/// What happens now to a Certificate, and to which object.
pub(crate) fn beat(lab: &Lab, key: &ObjectKey) -> (Beat, ObjectKey) {
    let store = lab.store();
    let Some(certificate) = store.get(key).and_then(|object| object.certificate()) else {
        return (Beat::Wish, key.clone());
    };
    if certificate.is_ready() {
        let secret = key.sibling(Kind::Secret, &certificate.spec.secret_name);
        return (Beat::Done, secret);
    }
    if certificate.status.failed_issuance_attempts.is_some() {
        return (Beat::Failed, key.clone());
    }
    let child = |owner: &str, kind: Kind| {
        store
            .owned_by(owner)
            .filter(|object| object.kind() == kind)
            .cloned()
            .max_by_key(|object| object.meta().creation_timestamp)
    };
    let Some(request) = child(&certificate.metadata.uid, Kind::CertificateRequest) else {
        return (Beat::Wish, key.clone());
    };
    let Some(order) = child(&request.meta().uid, Kind::Order) else {
        return (Beat::Request, request.key());
    };
    let open = store
        .owned_by(&order.meta().uid)
        .filter_map(|object| Some((object.key(), object.challenge()?)))
        .find(|(_, challenge)| challenge.status.processing && !challenge.is_final());
    match open {
        Some((challenge, _)) if lab.check(&challenge).is_some_and(DnsCheck::is_propagated) => {
            (Beat::Validation, challenge)
        }
        Some((challenge, _)) => (Beat::Record, challenge),
        None => {
            let pending = order
                .order()
                .is_some_and(|order| matches!(order.status.state, None | Some(AcmeState::Pending)));
            let beat = if pending {
                Beat::Order
            } else {
                Beat::Finalization
            };
            (beat, order.key())
        }
    }
}
