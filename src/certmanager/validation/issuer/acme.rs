//! What the webhook refuses of `spec.acme`.

use serde_json::Value;

use crate::certmanager::api::{AcmeIssuer, Dns01, Solver};
use crate::certmanager::validation::Errors;

pub(super) fn validate(acme: &AcmeIssuer, errors: &mut Errors) {
    if acme.ca_bundle.is_some() && acme.skip_tls_verify {
        for field in ["caBundle", "skipTLSVerify"] {
            errors.invalid(
                &format!("spec.acme.{field}"),
                "caBundle and skipTLSVerify are mutually exclusive and cannot both be set",
            );
        }
    }
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
    if let Some(binding) = &acme.external_account_binding {
        let path = "spec.acme.externalAccountBinding";
        if binding.key_id.is_empty() {
            errors.required(
                &format!("{path}.keyID"),
                "the keyID field is required when using externalAccountBinding",
            );
        }
        if binding.key_secret_ref.name.is_empty() {
            errors.required(
                &format!("{path}.keySecretRef.name"),
                "secret name is required",
            );
        }
        if binding.key_secret_ref.key.is_empty() {
            errors.required(
                &format!("{path}.keySecretRef.key"),
                "secret key is required",
            );
        }
    }
    for (index, solver) in acme.solvers.iter().enumerate() {
        validate_solver(&format!("spec.acme.solvers[{index}]"), solver, errors);
    }
}

fn validate_solver(path: &str, solver: &Solver, errors: &mut Errors) {
    match (&solver.http01, &solver.dns01) {
        (None, None) => errors.required(path, "no solver type configured"),
        (Some(_), Some(_)) => errors.forbidden(
            path,
            "may not specify more than one solver type in a single solver",
        ),
        (Some(http01), None) => validate_http01(path, http01, errors),
        (None, Some(dns01)) => validate_dns01(path, dns01, errors),
    }
    if let Some(wait) = solver.wait_instead_of_self_check
        && wait.nanos() < 0
    {
        errors.value(
            &format!("{path}.waitInsteadOfSelfCheck"),
            wait.to_string(),
            "must be greater than or equal to 0",
        );
    }
}

fn validate_http01(path: &str, http01: &Value, errors: &mut Errors) {
    let ways = ["ingress", "gatewayHTTPRoute"];
    let given = ways.iter().filter(|way| http01.get(**way).is_some());
    match given.count() {
        0 => errors.required(
            &format!("{path}.http01"),
            "no HTTP01 solver type configured",
        ),
        1 => {}
        _ => errors.forbidden(
            &format!("{path}.http01"),
            "only 1 HTTP01 solver type may be configured",
        ),
    }
    for way in ways {
        let service = http01.get(way).and_then(|way| way.get("serviceType"));
        if let Some(word) = service.and_then(Value::as_str)
            && !matches!(word, "" | "ClusterIP" | "NodePort")
        {
            errors.value(
                &format!("{path}.http01.{way}.serviceType"),
                word,
                "optional field serviceType must be one of [ClusterIP NodePort]",
            );
        }
    }
    let classes = ["ingressClassName", "class", "name"];
    let ingress = http01.get("ingress");
    let given = classes.iter().filter(|field| {
        let value = ingress.and_then(|ingress| ingress.get(**field));
        value
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    });
    if given.count() > 1 {
        errors.forbidden(
            &format!("{path}.http01.ingress"),
            "only one of 'ingressClassName', 'name' or 'class' should be specified",
        );
    }
}

fn validate_dns01(path: &str, dns01: &Dns01, errors: &mut Errors) {
    let path = format!("{path}.dns01");
    let given: Vec<&str> = PROVIDERS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| dns01.provider.contains_key(*name))
        .collect();
    let count = given
        .len()
        .saturating_add(usize::from(dns01.webhook.is_some()));
    match count {
        0 => errors.required(&path, "no DNS01 provider configured"),
        1 => {}
        _ => errors.forbidden(&path, "may not specify more than one provider type"),
    }
    for (name, required) in PROVIDERS {
        let Some(provider) = dns01.provider.get(name) else {
            continue;
        };
        for field in required.split(' ').filter(|field| !field.is_empty()) {
            let pointer = format!("/{}", field.replace('.', "/"));
            let text = provider.pointer(&pointer).and_then(Value::as_str);
            if text.is_none_or(str::is_empty) {
                let why = match field.rsplit('.').next() {
                    Some("name") => "secret name is required",
                    Some("key") => "secret key is required",
                    _ => "",
                };
                errors.required(&format!("{path}.{name}.{field}"), why);
            }
        }
    }
    if let Some(cloudflare) = dns01.provider.get("cloudflare") {
        let has = |field: &str| cloudflare.get(field).is_some();
        match (has("apiKeySecretRef"), has("apiTokenSecretRef")) {
            (true, true) => errors.forbidden(
                &format!("{path}.cloudflare"),
                "apiKeySecretRef and apiTokenSecretRef cannot both be specified",
            ),
            (false, false) => errors.required(
                &format!("{path}.cloudflare"),
                "apiKeySecretRef or apiTokenSecretRef is required",
            ),
            (true, false) if !has("email") => {
                errors.required(&format!("{path}.cloudflare.email"), "");
            }
            _ => {}
        }
    }
    if let Some(webhook) = &dns01.webhook
        && webhook.solver_name.is_empty()
    {
        errors.required(
            &format!("{path}.webhook.solverName"),
            "solver name must be specified",
        );
    }
}

/// The DNS-01 providers beside webhooks, and the fields that each must have.
const PROVIDERS: [(&str, &str); 8] = [
    (
        "akamai",
        "serviceConsumerDomain accessTokenSecretRef.name accessTokenSecretRef.key clientSecretSecretRef.name clientSecretSecretRef.key clientTokenSecretRef.name clientTokenSecretRef.key",
    ),
    ("cloudDNS", "project"),
    ("cloudflare", ""),
    ("route53", ""),
    ("azureDNS", "subscriptionID resourceGroupName"),
    ("digitalocean", "tokenSecretRef.name tokenSecretRef.key"),
    ("acmeDNS", "host accountSecretRef.name accountSecretRef.key"),
    ("rfc2136", "nameserver"),
];
