//! From a form to the objects that it asks for.

use certlab::certmanager::api::{
    AcmeIssuer, CaIssuer, Certificate, Issuer, IssuerRef, IssuerSpec, Object, SecretKeySelector,
    SelfSignedIssuer, Solver,
};
use certlab::http::host;
use certlab::kube::{Duration, Kind, ObjectKey, ObjectMeta};
use certlab::lab::{Lab, practice};
use certlab::x509::DnsName;

use super::check::is_ca_certificate;
use super::directory::{PRODUCTION_URL, STAGING_URL};
use super::draft::Draft;
use crate::ui::i18n::form::Choice;
use crate::ui::i18n::web::Proof;

/// The namespace that the lab works in.
pub(crate) const NAMESPACE: &str = "default";

/// The Secret that a Certificate of that name ends in.
pub(crate) fn secret_name(certificate: &str) -> String {
    format!("{certificate}-tls")
}

/// The Secrets of good CA certificates, by name.
pub(crate) fn ca_secrets(lab: &Lab) -> Vec<String> {
    lab.store()
        .list(Kind::Certificate)
        .filter(|object| is_ca_certificate(object))
        .filter_map(|object| object.certificate())
        .filter(|certificate| certificate.namespace() == NAMESPACE)
        .map(|certificate| certificate.spec.secret_name.clone())
        .collect()
}

/// The CA's Secret that a form means: the chosen one, or the first there is.
pub(crate) fn chosen_ca(draft: &Draft, lab: &Lab) -> Option<String> {
    let secrets = ca_secrets(lab);
    secrets
        .iter()
        .find(|secret| **secret == draft.ca_secret)
        .or_else(|| secrets.first())
        .cloned()
}

/// The objects that a form asks for, issuer first. Names that are none are left out.
pub(crate) fn objects(draft: &Draft, lab: &Lab) -> Vec<Object> {
    let issuer = issuer(draft, lab);
    let name = draft.object_name();
    let mut certificate = certificate(&name, issuer_ref(&issuer));
    let spec = &mut certificate.spec;
    spec.dns_names = draft
        .typed_names()
        .filter_map(|typed| DnsName::parse(typed).ok())
        .map(|name| name.to_string())
        .collect();
    let common_name = draft.common_name.trim();
    spec.common_name = (!common_name.is_empty()).then(|| common_name.to_owned());
    spec.duration = Duration::parse(draft.duration.trim()).ok();
    spec.is_ca = draft.is_ca;
    vec![issuer, Object::Certificate(certificate)]
}

/// A Certificate of that name, and its Secret.
pub(super) fn certificate(name: &str, issuer_ref: IssuerRef) -> Certificate {
    let mut certificate = Certificate {
        metadata: ObjectMeta::named(NAMESPACE, name),
        ..Certificate::default()
    };
    certificate.spec.secret_name = secret_name(name);
    certificate.spec.issuer_ref = issuer_ref;
    certificate
}

/// How a Certificate names that issuer.
pub(super) fn issuer_ref(issuer: &Object) -> IssuerRef {
    let key = ObjectKey::from(issuer);
    IssuerRef {
        name: key.name,
        kind: key.kind.to_string(),
        group: String::new(),
    }
}

fn issuer(draft: &Draft, lab: &Lab) -> Object {
    let choice = draft.choice_in(lab.world());
    let (base, spec) = match choice {
        Choice::SelfSigned => ("selfsigned".to_owned(), self_signed()),
        Choice::Ca => {
            let secret = chosen_ca(draft, lab).unwrap_or_default();
            let base = secret.strip_suffix("-tls").unwrap_or(&secret).to_owned();
            (base, ca(&secret))
        }
        Choice::AcmePractice => by_acme("practice", practice::DIRECTORY_URL, None, draft.proof),
        Choice::AcmeStaging => {
            let email = Some(draft.email.trim());
            by_acme("letsencrypt-staging", STAGING_URL, email, draft.proof)
        }
        Choice::AcmeProduction => {
            let email = Some(draft.email.trim());
            by_acme("letsencrypt", PRODUCTION_URL, email, draft.proof)
        }
        Choice::AcmeUrl => {
            let url = draft.directory.trim();
            by_acme(&acme_name(url), url, Some(draft.email.trim()), draft.proof)
        }
    };
    // A CA's Secret lives in one namespace; a ClusterIssuer would look elsewhere.
    let kind = if draft.cluster && choice != Choice::Ca {
        Kind::ClusterIssuer
    } else {
        Kind::Issuer
    };
    named_issuer(kind, &base, spec, lab)
}

/// An issuer of that kind and spec: the one that is there already, or one with a free name.
pub(super) fn named_issuer(kind: Kind, base: &str, mut spec: IssuerSpec, lab: &Lab) -> Object {
    let mut name = base.to_owned();
    let mut number = 2;
    loop {
        if let Some(acme) = &mut spec.acme {
            acme.private_key_secret_ref = SecretKeySelector {
                name: format!("{name}-account-key"),
                key: String::new(),
            };
        }
        let key = ObjectKey::new(kind, NAMESPACE, &name);
        let there = lab.store().get(&key).and_then(|object| object.issuer());
        if there.is_none_or(|issuer| issuer.spec == spec) {
            let metadata = ObjectMeta::named(key.namespace(), &name);
            let issuer = Issuer {
                metadata,
                spec,
                ..Issuer::default()
            };
            return match kind {
                Kind::ClusterIssuer => Object::ClusterIssuer(issuer),
                _ => Object::Issuer(issuer),
            };
        }
        name = format!("{base}-{number}");
        number += 1;
    }
}

pub(super) fn self_signed() -> IssuerSpec {
    IssuerSpec {
        self_signed: Some(SelfSignedIssuer::default()),
        ..IssuerSpec::default()
    }
}

pub(super) fn ca(secret: &str) -> IssuerSpec {
    IssuerSpec {
        ca: Some(CaIssuer {
            secret_name: secret.to_owned(),
            ..CaIssuer::default()
        }),
        ..IssuerSpec::default()
    }
}

/// An ACME issuer's name and spec.
fn by_acme(base: &str, server: &str, email: Option<&str>, proof: Proof) -> (String, IssuerSpec) {
    let mut spec = acme(server, email);
    if proof == Proof::Dns01 {
        return (base.to_owned(), spec);
    }
    if let Some(acme) = &mut spec.acme {
        acme.solvers = vec![Solver::by_web()];
    }
    (format!("{base}-http01"), spec)
}

pub(super) fn acme(server: &str, email: Option<&str>) -> IssuerSpec {
    IssuerSpec {
        acme: Some(AcmeIssuer {
            server: server.to_owned(),
            email: email.map(str::to_owned),
            solvers: vec![Solver::by_hand()],
            ..AcmeIssuer::default()
        }),
        ..IssuerSpec::default()
    }
}

/// A name for the issuer of a directory: its host, as far as a name can hold it.
fn acme_name(url: &str) -> String {
    let host: String = host(url)
        .to_ascii_lowercase()
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                '-'
            }
        })
        .collect();
    format!("acme-{}", host.trim_matches('-'))
}

#[cfg(test)]
mod tests {
    use certlab::clock::Timestamp;
    use certlab::kube::Resource as _;
    use certlab::lab::{Action, World};

    use super::*;

    fn draft(choice: Choice) -> Draft {
        Draft {
            dns_names: "Example.test\n*.example.test\nnot a name".to_owned(),
            choice,
            email: "me@example.test".to_owned(),
            directory: "https://CA.test:14000/dir".to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn each_signer_becomes_an_issuer_and_a_certificate_that_names_it() {
        for (world, choice, name) in [
            (World::Practice, Choice::SelfSigned, "selfsigned"),
            (World::Practice, Choice::AcmePractice, "practice"),
            (World::Real, Choice::AcmeStaging, "letsencrypt-staging"),
            (World::Real, Choice::AcmeProduction, "letsencrypt"),
            (World::Real, Choice::AcmeUrl, "acme-ca-test-14000"),
        ] {
            let objects = objects(&draft(choice), &Lab::new(world, [1; 32]));
            let [issuer, certificate] = objects.as_slice() else {
                panic!("{objects:?}");
            };
            assert_eq!(issuer.meta().name, name);
            let spec = &certificate.certificate().unwrap().spec;
            assert_eq!(spec.issuer_ref.name, name);
            assert_eq!(spec.dns_names, ["example.test", "*.example.test"]);
            assert_eq!(spec.secret_name, "example-test-tls");
        }
    }

    #[test]
    fn an_issuer_of_the_same_spec_is_used_again_and_of_another_is_left_alone() {
        let mut lab = Lab::new(World::Real, [1; 32]);
        let first = draft(Choice::AcmeStaging);
        let objects = objects(&first, &lab);
        lab.apply(Action::Apply { objects }, Timestamp::from_unix_secs(0));
        let name = |draft: &Draft| issuer(draft, &lab).meta().name.clone();
        assert_eq!(name(&first), "letsencrypt-staging");
        let mut other = first.clone();
        other.email = "you@example.test".to_owned();
        assert_eq!(name(&other), "letsencrypt-staging-2");
    }
}
