//! What the webhook refuses of a Certificate's spec
//! (`internal/apis/certmanager/validation/certificate.go`).

mod key;
mod names;

use super::{Errors, validate_issuer_ref};
use crate::certmanager::api::{
    CertificateSpec, JksKeystore, OutputFormat, Pkcs12Keystore, RenewalPolicy, SecretKeySelector,
};
use crate::certmanager::policy;
use crate::kube::Duration;

pub(super) fn validate(spec: &CertificateSpec, errors: &mut Errors) {
    if spec.secret_name.is_empty() {
        errors.required("spec.secretName", "must be specified");
    } else if !is_subdomain(&spec.secret_name) {
        errors.value("spec.secretName", &spec.secret_name, NOT_A_SUBDOMAIN);
    }
    validate_issuer_ref(&spec.issuer_ref, errors);
    names::validate(spec, errors);
    key::validate(spec, errors);
    if spec.duration.is_some() || spec.renew_before.is_some() {
        validate_durations(spec, errors);
    }
    if spec.renew_before.is_some() && spec.renew_before_percentage.is_some() {
        errors.value(
            "spec.renewBefore",
            spec.renew_before
                .map(|before| before.to_string())
                .unwrap_or_default(),
            "renewBefore and renewBeforePercentage are mutually exclusive and cannot both be set",
        );
    }
    validate_renewal(spec, errors);
    if let Some(limit) = spec.revision_history_limit
        && limit < 1
    {
        errors.value(
            "spec.revisionHistoryLimit",
            limit,
            "must not be less than 1",
        );
    }
    let annotations = spec
        .secret_template
        .iter()
        .flat_map(|template| template.annotations.keys());
    for name in annotations {
        if name.starts_with("cert-manager.io/") && name != "cert-manager.io/allow-direct-injection"
        {
            errors.value(
                "spec.secretTemplate.annotations",
                name,
                "cert-manager.io/* annotations are not allowed",
            );
        }
    }
    validate_outputs(spec, errors);
}

fn validate_durations(spec: &CertificateSpec, errors: &mut Errors) {
    let duration = spec.duration.unwrap_or(Duration::from_hours(90 * 24));
    if duration < Duration::from_hours(1) {
        errors.value(
            "spec.duration",
            duration.to_string(),
            "certificate duration must be greater than 1h0m0s",
        );
    }
    let minimum = Duration::from_secs(300);
    if let Some(before) = spec.renew_before {
        if before < minimum {
            errors.value(
                "spec.renewBefore",
                before.to_string(),
                "certificate renewBefore must be greater than 5m0s",
            );
        }
        if duration <= before {
            errors.value(
                "spec.renewBefore",
                before.to_string(),
                &format!(
                    "certificate duration {duration} must be greater than renewBefore {before}"
                ),
            );
        }
    }
    if let Some(percentage) = spec.renew_before_percentage {
        // The webhook counts from the other end than the controller does.
        let rest = i128::from(duration.nanos()) * i128::from(100_i32.saturating_sub(percentage));
        let before = Duration::from_nanos(i64::try_from(rest / 100).unwrap_or(i64::MAX));
        if before < minimum {
            errors.value(
                "spec.renewBeforePercentage",
                percentage,
                "certificate renewBeforePercentage must result in a renewBefore greater than 5m0s",
            );
        }
        if before >= duration {
            errors.value(
                "spec.renewBeforePercentage",
                percentage,
                "certificate renewBeforePercentage must result in a renewBefore less than duration",
            );
        }
    }
}

fn validate_renewal(spec: &CertificateSpec, errors: &mut Errors) {
    let Some(renewal) = &spec.renewal else {
        return;
    };
    match renewal.policy {
        None => errors.unsupported(
            "spec.renewal.policy",
            "",
            "supported values: \"RenewBefore\", \"Disabled\"",
        ),
        Some(RenewalPolicy::Disabled) if !renewal.windows.is_empty() => errors.forbidden(
            "spec.renewal.windows",
            "windows cannot be set when `renewal.policy` is set to Disabled",
        ),
        Some(_) => {}
    }
    for (place, window) in renewal.windows.iter().enumerate() {
        if let Err(error) = policy::check_window(window) {
            let path = format!("spec.renewal.windows[{place}]");
            errors.invalid(&path, &error.to_string());
        }
    }
}

/// Key stores, additional output formats, name constraints.
fn validate_outputs(spec: &CertificateSpec, errors: &mut Errors) {
    let stores = spec.keystores.as_ref();
    if let Some(JksKeystore {
        password_secret_ref,
        password,
        ..
    }) = stores.and_then(|stores| stores.jks.as_ref())
    {
        let path = "spec.keystores.jks";
        validate_password(
            path,
            "JKS",
            password_secret_ref.as_ref(),
            password.as_deref(),
            errors,
        );
    }
    if let Some(Pkcs12Keystore {
        password_secret_ref,
        password,
        ..
    }) = stores.and_then(|stores| stores.pkcs12.as_ref())
    {
        let path = "spec.keystores.pkcs12";
        validate_password(
            path,
            "PKCS#12",
            password_secret_ref.as_ref(),
            password.as_deref(),
            errors,
        );
    }
    let mut seen: Vec<OutputFormat> = Vec::new();
    for (place, output) in spec.additional_output_formats.iter().enumerate() {
        if seen.contains(&output.format) {
            let word = serde_json::to_value(output.format).unwrap_or_default();
            errors.push(
                &format!("spec.additionalOutputFormats[{place}].type"),
                format!("Duplicate value: {word}"),
            );
        }
        seen.push(output.format);
    }
}

fn validate_password(
    path: &str,
    form: &str,
    reference: Option<&SecretKeySelector>,
    password: Option<&str>,
    errors: &mut Errors,
) {
    match (reference, password) {
        (Some(_), Some(_)) => errors.forbidden(
            path,
            &format!(
                "exactly one of passwordSecretRef and password must be provided for {form} keystores; cannot set both"
            ),
        ),
        (None, None) => errors.forbidden(
            path,
            &format!("must set exactly one of passwordSecretRef and password must for {form} keystores"),
        ),
        (None, Some("")) => errors.forbidden(
            path,
            &format!("literal password cannot be empty if set on {form} keystores"),
        ),
        _ => {}
    }
}

/// A DNS-1123 subdomain: what Kubernetes takes for a name.
fn is_subdomain(name: &str) -> bool {
    let label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty()
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

const NOT_A_SUBDOMAIN: &str = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
