//! What the webhook refuses of an issuer's spec.

use super::Errors;
use crate::certmanager::api::{AcmeIssuer, IssuerSpec};

pub(super) fn validate(spec: &IssuerSpec, errors: &mut Errors) {
    let types = [
        ("spec.acme", spec.acme.is_some()),
        ("spec.ca", spec.ca.is_some()),
        ("spec.selfSigned", spec.self_signed.is_some()),
        ("spec.vault", spec.vault.is_some()),
        ("spec.venafi", spec.venafi.is_some()),
    ];
    let mut given = types.into_iter().filter(|(_, given)| *given);
    if given.next().is_none() {
        errors.required("spec", "at least one issuer must be configured");
    }
    for (path, _) in given {
        errors.forbidden(path, "may not specify more than one issuer type");
    }
    if let Some(ca) = &spec.ca {
        if ca.secret_name.is_empty() {
            errors.required("spec.ca.secretName", "");
        }
        let lists = [
            ("crlDistributionPoints", &ca.crl_distribution_points),
            ("ocspServers", &ca.ocsp_servers),
            ("issuingCertificateURLs", &ca.issuing_certificate_urls),
        ];
        for (field, urls) in lists {
            for (index, url) in urls.iter().enumerate() {
                if url.is_empty() {
                    let path = format!("spec.ca.{field}[{index}]");
                    errors.value(
                        &path,
                        url,
                        "must be a valid URL, e.g., http://ca.example.com",
                    );
                }
            }
        }
    }
    if let Some(acme) = &spec.acme {
        validate_acme(acme, errors);
    }
}

fn validate_acme(acme: &AcmeIssuer, errors: &mut Errors) {
    if acme.private_key_secret_ref.name.is_empty() {
        errors.required(
            "spec.acme.privateKeySecretRef.name",
            "private key secret name is a required field",
        );
    }
    if acme.server.is_empty() {
        errors.required("spec.acme.server", "acme server URL is a required field");
    }
    if acme.preferred_chain.chars().count() > 64 {
        errors.push(
            "spec.acme.preferredChain",
            "Too long: may not be more than 64 bytes".to_owned(),
        );
    }
    for (index, solver) in acme.solvers.iter().enumerate() {
        let path = format!("spec.acme.solvers[{index}]");
        match (&solver.http01, &solver.dns01) {
            (None, None) => errors.required(&path, "no solver type configured"),
            (Some(_), Some(_)) => errors.forbidden(
                &path,
                "may not specify more than one solver type in a single solver",
            ),
            (_, Some(dns01)) => {
                let providers = PROVIDERS
                    .iter()
                    .filter(|name| dns01.provider.contains_key(**name))
                    .count();
                let providers = providers.saturating_add(usize::from(dns01.webhook.is_some()));
                let path = format!("{path}.dns01");
                match providers {
                    0 => errors.required(&path, "no DNS01 provider configured"),
                    1 => {}
                    _ => errors.forbidden(&path, "may not specify more than one provider type"),
                }
            }
            (Some(_), None) => {}
        }
    }
}

/// The DNS-01 providers beside webhooks.
const PROVIDERS: [&str; 8] = [
    "akamai",
    "cloudDNS",
    "cloudflare",
    "route53",
    "azureDNS",
    "digitalocean",
    "acmeDNS",
    "rfc2136",
];
