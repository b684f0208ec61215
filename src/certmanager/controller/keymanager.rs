//! With which key is a Certificate issued? (`certificates-key-manager`)

use std::collections::BTreeMap;

use crate::certmanager::api::{
    Certificate, KeyId, Object, RotationPolicy, Secret, SecretValue, annotations, secret,
};
use crate::certmanager::runtime::Custody;
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, retry};
use crate::certmanager::{names, policy};
use crate::kube::{Kind, ObjectMeta, OwnerReference, Resource as _};
use crate::x509::KeyEncoding;

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let certificate = pass.certificate()?;
    let secrets: Vec<&Secret> = pass
        .store
        .owned_by(&certificate.metadata.uid)
        .filter_map(|object| object.secret())
        .filter(|secret| secret.is_next_key())
        .collect();
    if certificate.issuing().is_none() {
        for secret in secrets {
            delete(pass, secret);
        }
        set_next_key(pass, certificate, None);
        return DONE;
    }
    let next = certificate.status.next_private_key_secret_name.as_deref();
    match secrets.as_slice() {
        [] => create_key(pass, certificate),
        [secret] => {
            check_key(pass, certificate, secret);
            DONE
        }
        several => {
            for secret in several {
                if next != Some(secret.metadata.name.as_str()) {
                    delete(pass, secret);
                }
            }
            DONE
        }
    }
}

/// Looks whether the one next key can be used.
fn check_key(pass: &mut Pass<'_>, certificate: &Certificate, secret: &Secret) {
    let name = secret.metadata.name.as_str();
    match certificate.status.next_private_key_secret_name.as_deref() {
        None => return set_next_key(pass, certificate, Some(name)),
        Some(next) if next != name => return delete(pass, secret),
        Some(_) => {}
    }
    let Ok(key) = secret.private_key(secret::TLS_KEY) else {
        return delete(pass, secret);
    };
    let violations = certificate.spec.key_violations(key.public_key.algorithm());
    if !violations.is_empty() {
        pass.normal(
            "Deleted",
            format!(
                "Regenerating private key due to change in fields: {}",
                policy::go_list(&violations)
            ),
        );
        delete(pass, secret);
    }
}

/// Makes the next key, or takes the present one again.
fn create_key(pass: &mut Pass<'_>, certificate: &Certificate) -> Flow {
    let target = &certificate.spec.secret_name;
    if certificate.spec.rotation_policy() == RotationPolicy::Never
        && let Some(present) = pass.secret(certificate.namespace(), target)
        && let Some(value) = present.entry(secret::TLS_KEY)
    {
        match present.private_key(secret::TLS_KEY) {
            Err(_) => pass.warning(
                "DecodeFailed",
                format!(
                    "Failed to decode private key stored in Secret {target:?} - generating new key"
                ),
            ),
            Ok(key) => {
                let violations = certificate.spec.key_violations(key.public_key.algorithm());
                if violations.is_empty() {
                    let name = temporary_name(pass, certificate);
                    store_key(pass, certificate, &name, value.clone());
                    pass.normal(
                        "Reused",
                        format!(
                            "Reusing private key stored in existing Secret resource {target:?}"
                        ),
                    );
                } else {
                    pass.warning(
                        "CannotRegenerateKey",
                        cannot_regenerate(target, &violations),
                    );
                }
                return DONE;
            }
        }
    }
    let algorithm = match certificate.spec.key_algorithm() {
        Ok(algorithm) => algorithm,
        // The webhook refuses such a spec; what is stored may be older than its rules.
        Err(why) => return retry(why),
    };
    let (key, public_key) = pass.generate_key(Custody::Exportable, algorithm, |pass| {
        let name = temporary_name(pass, certificate);
        KeyId::new(format!("{}/{name}", certificate.namespace()))
    })?;
    let name = key
        .as_str()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let value = SecretValue::PrivateKey {
        key,
        // Whatever the spec says: only the target Secret follows its encoding.
        encoding: KeyEncoding::Pkcs8,
        public_key,
    };
    store_key(pass, certificate, &name, value);
    pass.normal(
        "Generated",
        format!("Stored new private key in temporary Secret resource {name:?}"),
    );
    DONE
}

/// `<certificate>-` and five random characters.
fn temporary_name(pass: &mut Pass<'_>, certificate: &Certificate) -> String {
    let suffix = names::random_suffix(pass.entropy);
    format!("{}-{suffix}", certificate.metadata.name)
}

fn store_key(pass: &mut Pass<'_>, certificate: &Certificate, name: &str, key: SecretValue) {
    let labels = [annotations::NEXT_PRIVATE_KEY, annotations::FAO]
        .map(|label| (label.to_owned(), "true".to_owned()));
    pass.create(Object::Secret(Secret {
        metadata: ObjectMeta {
            generate_name: format!("{}-", certificate.metadata.name),
            labels: BTreeMap::from(labels),
            owner_references: vec![OwnerReference::controlling(
                Kind::Certificate,
                &certificate.metadata,
            )],
            ..ObjectMeta::named(certificate.namespace(), name)
        },
        secret_type: "Opaque".to_owned(),
        data: BTreeMap::from([(secret::TLS_KEY.to_owned(), key)]),
    }));
    set_next_key(pass, certificate, Some(name));
}

fn set_next_key(pass: &mut Pass<'_>, certificate: &Certificate, name: Option<&str>) {
    let mut certificate = certificate.clone();
    certificate.status.next_private_key_secret_name = name.map(str::to_owned);
    pass.update(Object::Certificate(certificate));
}

fn delete(pass: &mut Pass<'_>, secret: &Secret) {
    pass.delete(Object::Secret(secret.clone()).key());
}

fn cannot_regenerate(target: &str, violations: &[&str]) -> String {
    format!(
        "User intervention required: existing private key in Secret {target:?} does not match requirements on Certificate resource, mismatching fields: {}, but cert-manager cannot create new private key as the Certificate's .spec.privateKey.rotationPolicy is unset or set to Never. To allow cert-manager to create a new private key you can set .spec.privateKey.rotationPolicy to 'Always' (this will result in the private key being regenerated every time a cert is renewed) ",
        policy::go_list(violations)
    )
}
