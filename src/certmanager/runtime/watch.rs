//! Which controllers look at which object after a change.

use super::controllers::Controller;
use super::manager::Item;
use crate::certmanager::api::{Object, index};
use crate::kube::{Change, Kind, ObjectKey, Resource as _, Store};

/// Who must look after a change.
pub(super) fn interested(
    store: &Store<Object>,
    change: &Change<Object>,
    cluster_resource_namespace: &str,
) -> Vec<Item> {
    let mut items = own(&change.key);
    for object in change.before.iter().chain(&change.after) {
        if let Some(owner) = object.meta().controller() {
            let kind = owner.kind.parse::<Kind>().ok();
            let key = kind.map(|kind| change.key.sibling(kind, &owner.name));
            items.extend(
                key.map(|key| of_owner(&change.key, &key))
                    .into_iter()
                    .flatten(),
            );
        }
    }
    match change.key.kind {
        Kind::Secret => items.extend(of_secret(store, &change.key, cluster_resource_namespace)),
        Kind::Issuer | Kind::ClusterIssuer => items.extend(of_issuer(store, &change.key)),
        _ => {}
    }
    items
}

/// Who looks at an object itself.
pub(super) fn own(key: &ObjectKey) -> Vec<Item> {
    let controllers: &[Controller] = match key.kind {
        Kind::Certificate => &[
            Controller::Trigger,
            Controller::KeyManager,
            Controller::RequestManager,
            Controller::Issuing,
            Controller::Readiness,
            Controller::RevisionManager,
        ],
        // The issuers' controllers see a new request before it is approved.
        Kind::CertificateRequest => &[
            Controller::RequestAcme,
            Controller::RequestCa,
            Controller::RequestSelfSigned,
            Controller::RequestVault,
            Controller::RequestVenafi,
            Controller::Approver,
        ],
        Kind::Order => &[Controller::Orders],
        Kind::Challenge => &[Controller::Challenges, Controller::Scheduler],
        Kind::Issuer => &[Controller::Issuers],
        Kind::ClusterIssuer => &[Controller::ClusterIssuers],
        Kind::Ingress => &[Controller::IngressShim],
        Kind::Secret => &[],
    };
    controllers
        .iter()
        .map(|controller| match controller {
            // It looks at all Challenges in one pass.
            Controller::Scheduler => (*controller, ObjectKey::cluster(Kind::Challenge, "")),
            _ => (*controller, key.clone()),
        })
        .collect()
}

/// Who looks at the owner of a changed object.
fn of_owner(changed: &ObjectKey, owner: &ObjectKey) -> Vec<Item> {
    let controllers: &[Controller] = match (changed.kind, owner.kind) {
        (Kind::CertificateRequest, Kind::Certificate) => &[
            Controller::Trigger,
            Controller::RequestManager,
            Controller::Issuing,
            Controller::Readiness,
            Controller::RevisionManager,
        ],
        (Kind::Secret, Kind::Certificate) => &[
            Controller::KeyManager,
            Controller::RequestManager,
            Controller::Issuing,
        ],
        (Kind::Order, Kind::CertificateRequest) => &[Controller::RequestAcme],
        (Kind::Challenge, Kind::Order) => &[Controller::Orders],
        (Kind::Certificate, Kind::Ingress) => &[Controller::IngressShim],
        _ => &[],
    };
    controllers
        .iter()
        .map(|controller| (*controller, owner.clone()))
        .collect()
}

/// Who uses a Secret.
fn of_secret(store: &Store<Object>, secret: &ObjectKey, cluster_namespace: &str) -> Vec<Item> {
    let (namespace, name) = (secret.namespace(), secret.name.as_str());
    let mut items = Vec::new();
    for certificate in store.indexed(&index::target_secret(namespace, name)) {
        for controller in [
            Controller::Trigger,
            Controller::Issuing,
            Controller::Readiness,
        ] {
            items.push((controller, certificate.key()));
        }
    }
    for request in store.indexed(&index::signing_secret(namespace, name)) {
        items.push((Controller::RequestSelfSigned, request.key()));
    }
    for issuer in store.indexed(&index::read_secret(name)) {
        let key = issuer.key();
        let reads = match key.kind {
            Kind::ClusterIssuer => cluster_namespace,
            _ => key.namespace(),
        };
        if reads == namespace {
            items.extend(of_issuer(store, &key));
            items.extend(own(&key));
        }
    }
    items
}

/// Who waits for an issuer.
fn of_issuer(store: &Store<Object>, issuer: &ObjectKey) -> Vec<Item> {
    let mut items = Vec::new();
    for object in store.indexed(&index::issuer(issuer)) {
        let key = object.key();
        match key.kind {
            Kind::CertificateRequest => {
                for controller in [
                    Controller::RequestAcme,
                    Controller::RequestCa,
                    Controller::RequestSelfSigned,
                    Controller::RequestVault,
                    Controller::RequestVenafi,
                ] {
                    items.push((controller, key.clone()));
                }
            }
            Kind::Order => items.push((Controller::Orders, key)),
            _ => {}
        }
    }
    items
}
