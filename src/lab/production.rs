//! Which ACME server issues certificates that the whole world trusts: what it
//! is asked for is counted, logged in public and cannot be taken back.

use super::action::Action;
use crate::certmanager::api::Object;
use crate::http::host;
use crate::kube::{ObjectKey, Store};

/// Let's Encrypt's production directory.
pub const PRODUCTION_URL: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// Whether a directory is Let's Encrypt's production server's.
pub fn is_production(url: &str) -> bool {
    host(url).eq_ignore_ascii_case(host(PRODUCTION_URL))
}

/// Whether an action makes an issuer speak to production that does not yet.
pub fn reaches_production(action: &Action, store: &Store<Object>) -> bool {
    let Action::Apply { objects } = action else {
        return false;
    };
    let names_it = |object: &Object| {
        let acme = object.issuer().and_then(|issuer| issuer.spec.acme.as_ref());
        acme.is_some_and(|acme| is_production(&acme.server))
    };
    objects.iter().any(|object| {
        let present = store.get(&ObjectKey::from(object));
        names_it(object) && !present.is_some_and(|present| names_it(present))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certmanager::api::from_yaml;
    use crate::clock::Timestamp;
    use crate::lab::{Lab, World};

    #[test]
    fn an_issuer_is_held_up_once_and_only_where_it_goes_to_production() {
        let apply = |server: &str| {
            Action::Apply {
            objects: from_yaml(&format!(
                "{{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {{name: a, namespace: default}}, spec: {{acme: {{server: '{server}', privateKeySecretRef: {{name: k}}}}}}}}"
            ))
            .unwrap(),
        }
        };
        let mut lab = Lab::new(World::Real, [1; 32]);
        let staging = apply("https://acme-staging-v02.api.letsencrypt.org/directory");
        assert!(!reaches_production(&staging, lab.store()));
        let production = apply("https://ACME-v02.api.letsencrypt.org/directory");
        assert!(reaches_production(&production, lab.store()));
        lab.apply(production.clone(), Timestamp::default());
        assert!(!reaches_production(&production, lab.store()));
        assert!(!reaches_production(&Action::Wake, lab.store()));
    }
}
