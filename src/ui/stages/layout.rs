//! Where everything stands.
//!
//! Each Certificate has a band of its own, made high enough at once for all
//! that its spec will bring forth, and each object a slot in it that follows
//! from names and order of creation: nothing jumps when something appears.

use std::collections::BTreeSet;
use std::rc::Rc;

use certlab::certmanager::api::{Certificate, Object, annotations};
use certlab::kube::{Kind, ObjectKey, Resource as _, Store};

use super::scene::{BAND_TOP, Ghost, HEAD, ROW, Role, SMALL_HEIGHT, Scene, Slot, column_x};

/// Gives every object its place; only one Certificate's objects, if one is named.
pub(super) fn scene(store: &Store<Object>, only: Option<&ObjectKey>) -> Scene {
    let mut setter = Setter {
        store,
        scene: Scene::default(),
        placed: BTreeSet::new(),
        top: HEAD,
    };
    for certificate in by_age(store, Kind::Certificate) {
        if only.is_none_or(|only| *only == certificate.key()) {
            setter.band(&certificate);
        }
    }
    if only.is_none() {
        setter.leftovers();
    }
    setter.scene.bottom = setter.top;
    setter.scene
}

/// Objects of a kind, oldest first.
fn by_age(store: &Store<Object>, kind: Kind) -> Vec<Rc<Object>> {
    let mut objects: Vec<Rc<Object>> = store.list(kind).cloned().collect();
    sort_by_age(&mut objects);
    objects
}

fn sort_by_age(objects: &mut [Rc<Object>]) {
    objects.sort_by_key(|object| (object.meta().creation_timestamp, object.key()));
}

struct Setter<'a> {
    store: &'a Store<Object>,
    scene: Scene,
    placed: BTreeSet<ObjectKey>,
    /// Upper edge of the next band.
    top: i32,
}

impl Setter<'_> {
    fn band(&mut self, object: &Rc<Object>) {
        let Some(certificate) = object.certificate() else {
            return;
        };
        let issuer = certificate
            .spec
            .issuer_ref
            .key(certificate.namespace())
            .and_then(|key| self.store.get(&key).cloned());
        let acme = issuer
            .as_ref()
            .and_then(|object| object.issuer()?.spec.acme.as_ref());
        let requests = self.owned(object, Kind::CertificateRequest);
        let orders = self.owned_by_all(&requests, Kind::Order);
        let mut challenges = self.owned_by_all(&orders, Kind::Challenge);
        challenges.sort_by_key(|object| {
            let spec = object.challenge().map(|challenge| &challenge.spec);
            spec.map(|spec| (spec.dns_name.clone(), spec.wildcard))
        });
        let expected = if acme.is_some() {
            certificate.spec.dns_names.len().max(2)
        } else {
            1
        };
        let rows = [1, expected, requests.len(), orders.len(), challenges.len()]
            .into_iter()
            .max()
            .unwrap_or(1);

        if !self.scene.cards.is_empty() {
            self.scene.rules.push(self.top);
        }
        let account_key = issuer
            .as_ref()
            .filter(|issuer| !self.is_placed(issuer))
            .and(acme);
        let account_key = account_key.and_then(|acme| {
            let namespace = issuer
                .as_ref()
                .and_then(|issuer| issuer.meta().namespace.clone());
            let namespace = namespace.as_deref().unwrap_or(CLUSTER_NAMESPACE);
            let name = &acme.private_key_secret_ref.name;
            self.store
                .get(&ObjectKey::new(Kind::Secret, namespace, name))
                .cloned()
        });
        let acme = acme.is_some();
        if let Some(issuer) = &issuer {
            self.put(issuer, 0, 0, Role::Full);
        }
        self.put(object, 1, 0, Role::Full);
        for (column, objects) in [(2, &requests), (3, &orders), (4, &challenges)] {
            for (row, object) in (0..).zip(objects) {
                self.put(object, column, row, Role::Full);
            }
        }
        self.target(object, certificate);
        // Without Challenges their column is free, and the band one row high.
        let (column, row) = if acme { (5, 1) } else { (4, 0) };
        let mut small = 0;
        for (secret, role) in account_key
            .into_iter()
            .map(|secret| (secret, Role::AccountKey))
            .chain(
                self.next_keys(object)
                    .into_iter()
                    .map(|secret| (secret, Role::NextKey)),
            )
        {
            if self.put(&secret, column, row, role) {
                if let Some(slot) = self.scene.cards.last_mut() {
                    slot.y += small * (SMALL_HEIGHT + 8);
                }
                small += 1;
            }
        }
        self.close(i32::try_from(rows).unwrap_or(1));
    }

    /// Issuers and Secrets that no Certificate speaks of.
    fn leftovers(&mut self) {
        let mut rows = 0;
        let mut opened = false;
        for (column, kinds) in [
            (0, &[Kind::Issuer, Kind::ClusterIssuer][..]),
            (1, &[Kind::Ingress]),
            (2, &[Kind::CertificateRequest]),
            (3, &[Kind::Order]),
            (4, &[Kind::Challenge]),
            (5, &[Kind::Secret]),
        ] {
            let mut objects: Vec<Rc<Object>> = kinds
                .iter()
                .flat_map(|kind| self.store.list(*kind).cloned())
                .filter(|object| !self.is_placed(object))
                .collect();
            sort_by_age(&mut objects);
            if !objects.is_empty() && !opened {
                opened = true;
                if !self.scene.cards.is_empty() {
                    self.scene.rules.push(self.top);
                }
            }
            let mut row = 0;
            for object in objects {
                let role = if self.is_account_key(&object) {
                    Role::AccountKey
                } else {
                    Role::Full
                };
                self.put(&object, column, row, role);
                row += 1;
            }
            rows = rows.max(row);
        }
        if rows > 0 {
            self.close(rows);
        }
    }

    /// The Secret that a Certificate names, or its outline.
    fn target(&mut self, object: &Object, certificate: &Certificate) {
        let key = object
            .key()
            .sibling(Kind::Secret, &certificate.spec.secret_name);
        match self.store.get(&key).cloned() {
            Some(secret) => {
                self.put(&secret, 5, 0, Role::Full);
            }
            None => self.scene.ghosts.push(Ghost {
                certificate: object.key(),
                name: key.name,
                x: column_x(5),
                y: self.top + BAND_TOP,
            }),
        }
    }

    fn next_keys(&self, certificate: &Object) -> Vec<Rc<Object>> {
        let mut secrets = self.owned(certificate, Kind::Secret);
        secrets.retain(|secret| {
            secret
                .meta()
                .labels
                .contains_key(annotations::NEXT_PRIVATE_KEY)
        });
        secrets
    }

    fn is_account_key(&self, secret: &Object) -> bool {
        [Kind::Issuer, Kind::ClusterIssuer]
            .into_iter()
            .flat_map(|kind| self.store.list(kind))
            .filter_map(|object| object.issuer()?.spec.acme.as_ref())
            .any(|acme| acme.private_key_secret_ref.name == secret.meta().name)
    }

    fn owned(&self, owner: &Object, kind: Kind) -> Vec<Rc<Object>> {
        let mut objects: Vec<Rc<Object>> = self
            .store
            .owned_by(&owner.meta().uid)
            .filter(|object| object.kind() == kind)
            .cloned()
            .collect();
        sort_by_age(&mut objects);
        objects
    }

    fn owned_by_all(&self, owners: &[Rc<Object>], kind: Kind) -> Vec<Rc<Object>> {
        owners
            .iter()
            .flat_map(|owner| self.owned(owner, kind))
            .collect()
    }

    fn is_placed(&self, object: &Object) -> bool {
        self.placed.contains(&object.key())
    }

    /// Puts an object into a slot of the open band; false if it stands elsewhere already.
    fn put(&mut self, object: &Rc<Object>, column: i32, row: i32, role: Role) -> bool {
        let new = self.placed.insert(object.key());
        if new {
            self.scene.cards.push(Slot {
                object: Rc::clone(object),
                x: column_x(column),
                y: self.top + BAND_TOP + row * ROW,
                role,
            });
        }
        new
    }

    fn close(&mut self, rows: i32) {
        self.top += BAND_TOP + rows * ROW;
    }
}

/// Where a `ClusterIssuer` keeps its Secrets (cert-manager's
/// `--cluster-resource-namespace`).
pub(crate) const CLUSTER_NAMESPACE: &str = "cert-manager";

#[cfg(test)]
mod tests {
    use certlab::certmanager::api::{AcmeIssuer, Issuer, Solver};
    use certlab::clock::Timestamp;
    use certlab::kube::ObjectMeta;

    use super::*;

    fn store() -> Store<Object> {
        let mut store = Store::default();
        let mut issuer = Issuer {
            metadata: ObjectMeta::named("default", "acme"),
            ..Issuer::default()
        };
        issuer.spec.acme = Some(AcmeIssuer {
            solvers: vec![Solver::by_hand()],
            ..AcmeIssuer::default()
        });
        store.create(Object::Issuer(issuer), at(0)).unwrap();
        for (name, secs) in [("one", 1), ("two", 2)] {
            let mut certificate = Certificate {
                metadata: ObjectMeta::named("default", name),
                ..Certificate::default()
            };
            certificate.spec.dns_names = vec![
                "a.test".to_owned(),
                "*.a.test".to_owned(),
                "b.test".to_owned(),
            ];
            certificate.spec.issuer_ref.name = "acme".to_owned();
            certificate.spec.secret_name = format!("{name}-tls");
            store
                .create(Object::Certificate(certificate), at(secs))
                .unwrap();
        }
        store
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_unix_secs(secs)
    }

    fn place(scene: &Scene, kind: Kind, name: &str) -> (i32, i32) {
        let slot = scene.slot(&ObjectKey::new(kind, "default", name)).unwrap();
        (slot.x, slot.y)
    }

    #[test]
    fn certificates_have_bands_and_a_shared_issuer_stands_in_the_first() {
        let scene = scene(&store(), None);
        assert_eq!(scene.cards.len(), 3);
        assert_eq!(scene.ghosts.len(), 2);
        let (issuer, one, two) = (
            place(&scene, Kind::Issuer, "acme"),
            place(&scene, Kind::Certificate, "one"),
            place(&scene, Kind::Certificate, "two"),
        );
        assert_eq!((issuer.0, one.0), (column_x(0), column_x(1)));
        assert_eq!(issuer.1, one.1);
        assert_eq!(two.1, one.1 + BAND_TOP + 3 * ROW);
    }

    #[test]
    fn nothing_jumps_when_the_secret_appears() {
        let mut store = store();
        let before = scene(&store, None);
        let mut secret = certlab::certmanager::api::Secret {
            metadata: ObjectMeta::named("default", "one-tls"),
            ..certlab::certmanager::api::Secret::default()
        };
        secret.secret_type = "kubernetes.io/tls".to_owned();
        store.create(Object::Secret(secret), at(9)).unwrap();
        let after = scene(&store, None);
        for slot in &before.cards {
            assert_eq!(after.slot(&slot.object.key()).unwrap().y, slot.y);
        }
        let ghost = before.ghosts.first().unwrap();
        assert_eq!(place(&after, Kind::Secret, "one-tls"), (ghost.x, ghost.y));
        assert_eq!(before.bottom, after.bottom);
    }
}
