//! Which Certificates does an Ingress ask for? (`ingress-shim`)

mod wanted;

use crate::certmanager::api::{Certificate, CertificateSpec, Ingress, IngressTls, Object};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::kube::{Kind, ObjectMeta, OwnerReference, Resource as _};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let Some(ingress) = pass.object()?.ingress() else {
        return DONE;
    };
    // Without one of its annotations an Ingress is none of cert-manager's business.
    if ingress.metadata.is_being_deleted() || !wanted::is_asked_for(&ingress.metadata) {
        return DONE;
    }
    let template = match wanted::spec(&ingress.metadata) {
        Ok(template) => template,
        Err(error) => {
            pass.warning("BadConfig", error);
            return DONE;
        }
    };
    if let Some(error) = repeated(&ingress.spec.tls) {
        pass.warning("BadConfig", error);
        return DONE;
    }
    for (place, entry) in ingress.spec.tls.iter().enumerate() {
        let path = format!("spec.tls[{place}]");
        if entry.hosts.is_empty() {
            skip(pass, &format!("{path}.hosts"));
        } else if entry.secret_name.is_empty() {
            skip(pass, &format!("{path}.secretName"));
        } else {
            ensure(pass, ingress, entry, &template);
        }
    }
    remove_unrequired(pass, ingress);
    DONE
}

fn skip(pass: &mut Pass<'_>, path: &str) {
    let message = format!("Skipped a TLS block: {path}: Required value");
    pass.warning("BadConfig", message);
}

/// What is said of a Secret that two entries name.
fn repeated(entries: &[IngressTls]) -> Option<String> {
    entries.iter().enumerate().find_map(|(place, entry)| {
        let others = entries.iter().take(place);
        let first = others
            .enumerate()
            .find(|(_, other)| !entry.secret_name.is_empty() && other.secret_name == entry.secret_name)?;
        Some(format!(
            "spec.tls[{place}].secretName: Invalid value: {:?}: this secret name must only appear in a single TLS entry but is also used in spec.tls[{}].secretName",
            entry.secret_name, first.0
        ))
    })
}

/// Creates or updates the Certificate of one TLS entry.
fn ensure(pass: &mut Pass<'_>, ingress: &Ingress, entry: &IngressTls, template: &CertificateSpec) {
    let name = entry.secret_name.as_str();
    let spec = CertificateSpec {
        dns_names: entry.hosts.clone(),
        secret_name: name.to_owned(),
        ..template.clone()
    };
    let key = pass.key.sibling(Kind::Certificate, name);
    let present = pass.store.get(&key).and_then(|object| object.certificate());
    let Some(present) = present else {
        pass.create(Object::Certificate(Certificate {
            metadata: ObjectMeta {
                labels: ingress.metadata.labels.clone(),
                annotations: wanted::annotations(&ingress.metadata),
                owner_references: vec![OwnerReference::controlling(
                    Kind::Ingress,
                    &ingress.metadata,
                )],
                ..ObjectMeta::named(ingress.namespace(), name)
            },
            spec,
            ..Certificate::default()
        }));
        let message = format!("Successfully created Certificate {name:?}");
        return pass.normal("CreateCertificate", message);
    };
    // Somebody else's Certificate is left alone.
    if !present.metadata.is_controlled_by(&ingress.metadata.uid) {
        return;
    }
    let mut changed = present.clone();
    changed.spec = spec;
    changed
        .metadata
        .labels
        .extend(ingress.metadata.labels.clone());
    changed
        .metadata
        .annotations
        .extend(wanted::annotations(&ingress.metadata));
    if changed != *present {
        pass.update(Object::Certificate(changed));
        let message = format!("Successfully updated Certificate {name:?}");
        pass.normal("UpdateCertificate", message);
    }
}

/// Deletes the Certificates of TLS entries that are gone.
fn remove_unrequired(pass: &mut Pass<'_>, ingress: &Ingress) {
    let unrequired: Vec<_> = pass
        .store
        .owned_by(&ingress.metadata.uid)
        .filter(|object| object.meta().is_controlled_by(&ingress.metadata.uid))
        .filter(|object| {
            object.certificate().is_some_and(|certificate| {
                let secret = &certificate.spec.secret_name;
                ingress
                    .spec
                    .tls
                    .iter()
                    .all(|entry| entry.secret_name != *secret)
            })
        })
        .map(|object| object.key())
        .collect();
    for key in unrequired {
        let message = format!("Successfully deleted unrequired Certificate {:?}", key.name);
        pass.delete(key);
        pass.normal("DeleteCertificate", message);
    }
}
