//! Ready-made sets of objects, for one click.

use certlab::certmanager::api::Object;
use certlab::kube::{Duration, Kind, ObjectKey};
use certlab::lab::{Lab, practice};

use super::manifest::{
    NAMESPACE, acme, ca, certificate, issuer_ref, named_issuer, secret_name, self_signed,
};

/// `example.test` and `*.example.test` from the practice CA.
pub(crate) fn practice_wildcard(lab: &Lab) -> Vec<Object> {
    let spec = acme(practice::DIRECTORY_URL, None);
    let issuer = named_issuer(Kind::Issuer, "practice", spec, lab);
    let mut wanted = certificate(&free_name("example-test", lab), issuer_ref(&issuer));
    wanted.spec.dns_names = vec!["example.test".to_owned(), "*.example.test".to_owned()];
    vec![issuer, Object::Certificate(wanted)]
}

/// A root of one's own, and an issuer that signs with it.
pub(crate) fn root_ca(lab: &Lab) -> Vec<Object> {
    let name = free_name("lab-ca", lab);
    let root_issuer = named_issuer(Kind::Issuer, "selfsigned", self_signed(), lab);
    let mut root = certificate(&name, issuer_ref(&root_issuer));
    root.spec.common_name = Some("Certificate Lab CA".to_owned());
    root.spec.is_ca = true;
    root.spec.duration = Some(Duration::from_hours(CA_HOURS));
    let issuer = named_issuer(Kind::Issuer, &name, ca(&secret_name(&name)), lab);
    vec![root_issuer, Object::Certificate(root), issuer]
}

/// A root of one's own, and a certificate that it signs.
pub(crate) fn own_ca(lab: &Lab) -> Vec<Object> {
    let mut objects = root_ca(lab);
    let signer = objects.last().map(issuer_ref).unwrap_or_default();
    let mut wanted = certificate(&free_name("server-lab-test", lab), signer);
    wanted.spec.dns_names = vec!["server.lab.test".to_owned()];
    objects.push(Object::Certificate(wanted));
    objects
}

/// A name that no Certificate has yet.
fn free_name(base: &str, lab: &Lab) -> String {
    let mut name = base.to_owned();
    let mut number = 2;
    while lab
        .store()
        .get(&ObjectKey::new(Kind::Certificate, NAMESPACE, &name))
        .is_some()
    {
        name = format!("{base}-{number}");
        number += 1;
    }
    name
}

/// Ten years.
const CA_HOURS: i64 = 10 * 365 * 24;

#[cfg(test)]
mod tests {
    use certlab::clock::Timestamp;
    use certlab::kube::Resource as _;
    use certlab::lab::{Action, World};

    use super::*;

    #[test]
    fn a_recipe_run_twice_makes_other_certificates_and_no_more_issuers_than_needed() {
        let mut lab = Lab::new(World::Practice, [1; 32]);
        for expected in ["example-test", "example-test-2"] {
            let objects = practice_wildcard(&lab);
            let names: Vec<&str> = objects
                .iter()
                .map(|object| object.meta().name.as_str())
                .collect();
            assert_eq!(names, ["practice", expected]);
            lab.apply(Action::Apply { objects }, Timestamp::from_unix_secs(0));
        }
    }

    #[test]
    fn a_ca_of_ones_own_signs_what_follows() {
        let objects = own_ca(&Lab::new(World::Practice, [1; 32]));
        let leaf = objects.last().unwrap().certificate().unwrap();
        assert_eq!(leaf.spec.issuer_ref.name, "lab-ca");
        assert!(objects.iter().any(|object| {
            object.issuer().is_some_and(|issuer| {
                issuer
                    .spec
                    .ca
                    .as_ref()
                    .is_some_and(|ca| ca.secret_name == "lab-ca-tls")
            })
        }));
    }
}
