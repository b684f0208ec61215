//! Additional output formats and key stores of a target Secret.

use crate::certmanager::api::{
    Certificate, OutputFile, OutputForm, OutputFormat, Secret, SecretKeySelector, SecretValue,
    StorePassword, output, secret,
};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, retry};

/// Puts into the Secret what the Certificate asks for, and takes out what it no longer does.
pub(super) fn write(pass: &mut Pass<'_>, certificate: &Certificate, target: &mut Secret) -> Flow {
    let mut wanted: Vec<(&str, OutputForm)> = Vec::new();
    for additional in &certificate.spec.additional_output_formats {
        wanted.push(match additional.format {
            OutputFormat::Der => (output::KEY_DER, OutputForm::KeyDer),
            OutputFormat::CombinedPem => (output::COMBINED_PEM, OutputForm::CombinedPem),
        });
    }
    let has_ca = target.entry(secret::CA_CERT).is_some();
    let stores = certificate.spec.keystores.clone().unwrap_or_default();
    if let Some(store) = stores.jks.filter(|store| store.create) {
        let (literal, reference) = (store.password, store.password_secret_ref);
        let password = password(pass, certificate, "JKS", literal, reference)?;
        let form = |truststore| OutputForm::Jks {
            alias: store.alias.clone().unwrap_or_else(|| ALIAS.to_owned()),
            password: password.clone(),
            truststore,
        };
        wanted.push((output::KEYSTORE_JKS, form(false)));
        if has_ca {
            wanted.push((output::TRUSTSTORE_JKS, form(true)));
        }
    }
    if let Some(store) = stores.pkcs12.filter(|store| store.create) {
        let (literal, reference) = (store.password, store.password_secret_ref);
        let password = password(pass, certificate, "PKCS12", literal, reference)?;
        let form = |truststore| OutputForm::Pkcs12 {
            profile: store.profile.unwrap_or_default(),
            password: password.clone(),
            truststore,
        };
        wanted.push((output::KEYSTORE_P12, form(false)));
        if has_ca {
            wanted.push((output::TRUSTSTORE_P12, form(true)));
        }
    }
    target.data.retain(|name, value| {
        !matches!(value, SecretValue::Output(_)) || wanted.iter().any(|(wanted, _)| wanted == name)
    });
    for (name, form) in wanted {
        let present = target.data.get(name);
        if !matches!(present, Some(SecretValue::Output(file)) if file.form == form) {
            let file = OutputFile {
                form,
                created: pass.now,
            };
            let value = SecretValue::Output(Box::new(file));
            target.data.insert(name.to_owned(), value);
        }
    }
    DONE
}

/// Where a store's password is; the Secret that is to hold it must be there.
fn password(
    pass: &mut Pass<'_>,
    certificate: &Certificate,
    form: &str,
    literal: Option<String>,
    reference: Option<SecretKeySelector>,
) -> Flow<StorePassword> {
    if let Some(literal) = literal {
        return Flow::Continue(StorePassword::Literal(literal));
    }
    let reference = reference.unwrap_or_default();
    match pass.secret(certificate.namespace(), &reference.name) {
        None => {
            let message = format!(
                "{form} keystore password Secret {:?} not found",
                reference.name
            );
            pass.warning("KeystorePasswordSecretNotFound", message.clone());
            retry(message)
        }
        Some(secret) if secret.bytes(&reference.key).is_none() => retry(format!(
            "{form} keystore password Secret contains no data for key {:?}",
            reference.key
        )),
        Some(_) => Flow::Continue(StorePassword::Secret(reference)),
    }
}

/// cert-manager's default for `spec.keystores.jks.alias`.
const ALIAS: &str = "certificate";
