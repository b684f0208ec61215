//! What the webhook refuses of an issuer's spec
//! (`internal/apis/certmanager/validation/issuer.go`).

mod acme;
mod vault;

use super::Errors;
use crate::certmanager::api::{IssuerSpec, VenafiIssuer};

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
    if let Some(vault) = &spec.vault {
        vault::validate(vault, errors);
    }
    if let Some(venafi) = &spec.venafi {
        validate_venafi(venafi, errors);
    }
    if let Some(acme) = &spec.acme {
        acme::validate(acme, errors);
    }
}

fn validate_venafi(venafi: &VenafiIssuer, errors: &mut Errors) {
    if venafi.zone.is_empty() {
        errors.required("spec.venafi.zone", "");
    }
    let services = [
        venafi.tpp.is_some(),
        venafi.cloud.is_some(),
        venafi.ngts.is_some(),
    ];
    match services.into_iter().filter(|given| *given).count() {
        0 => errors.required("spec.venafi", "please supply one of: tpp, cloud, ngts"),
        1 => {}
        _ => errors.forbidden("spec.venafi", "please supply one of: tpp, cloud, ngts"),
    }
    if let Some(tpp) = &venafi.tpp {
        if tpp.url.is_empty() {
            errors.required("spec.venafi.tpp.url", "");
        }
        if tpp.ca_bundle.is_some() && tpp.ca_bundle_secret_ref.is_some() {
            errors.forbidden(
                "spec.venafi.tpp",
                "may not specify more than one of caBundle/caBundleSecretRef as Certificate Manager CA bundle",
            );
        }
    }
}
