//! What is refused, in the webhook's words.

use serde_json::{Value, json};

use super::validate;
use crate::certmanager::api::Object;

fn findings(kind: &str, spec: &Value) -> Vec<String> {
    let object: Object = serde_json::from_value(json!({
        "apiVersion": "cert-manager.io/v1",
        "kind": kind,
        "metadata": {"name": "x"},
        "spec": spec,
    }))
    .unwrap();
    validate(&object).iter().map(ToString::to_string).collect()
}

#[test]
fn a_certificate_s_fields_are_refused_as_the_webhook_does() {
    let base = json!({"secretName": "s", "dnsNames": ["a.test"], "issuerRef": {"name": "i"}});
    let cases = [
        (json!({}), None),
        (
            json!({"secretName": ""}),
            Some("spec.secretName: Required value: must be specified"),
        ),
        (
            json!({"issuerRef": {}}),
            Some("spec.issuerRef.name: Required value: must be specified"),
        ),
        (
            json!({"issuerRef": {"name": "i", "kind": "MyIssuer"}}),
            Some(
                "spec.issuerRef.kind: Invalid value: \"MyIssuer\": must be one of Issuer or ClusterIssuer (did you forget to set spec.issuerRef.kind.group?)",
            ),
        ),
        (
            json!({"issuerRef": {"name": "i", "kind": "MyIssuer", "group": "my.io"}}),
            None,
        ),
        (
            json!({"dnsNames": []}),
            Some(
                "spec: Invalid value: at least one of commonName (from the commonName field or from a literalSubject), dnsNames, emailSANs, ipAddresses, otherNames, or uriSANs must be set",
            ),
        ),
        (
            json!({"commonName": "a".repeat(65)}),
            Some("spec.commonName: Too long: may not be more than 64 bytes"),
        ),
        (
            json!({"ipAddresses": ["1.2.3"]}),
            Some("spec.ipAddresses[0]: Invalid value: \"1.2.3\": invalid IP address"),
        ),
        (
            json!({"duration": "30m"}),
            Some(
                "spec.duration: Invalid value: \"30m0s\": certificate duration must be greater than 1h0m0s",
            ),
        ),
        (json!({"duration": "1h"}), None),
        (
            json!({"renewBefore": "4m"}),
            Some(
                "spec.renewBefore: Invalid value: \"4m0s\": certificate renewBefore must be greater than 5m0s",
            ),
        ),
        (
            json!({"duration": "2h", "renewBefore": "2h"}),
            Some(
                "spec.renewBefore: Invalid value: \"2h0m0s\": certificate duration 2h0m0s must be greater than renewBefore 2h0m0s",
            ),
        ),
        (
            json!({"revisionHistoryLimit": 0}),
            Some("spec.revisionHistoryLimit: Invalid value: 0: must not be less than 1"),
        ),
        (
            json!({"privateKey": {"algorithm": "ECDSA", "size": 256}}),
            None,
        ),
        (
            json!({"privateKey": {"algorithm": "RSA", "size": 1024}}),
            Some(
                "spec.privateKey.size: Invalid value: 1024: must be between 2048 and 8192 for rsa keyAlgorithm",
            ),
        ),
        (
            json!({"privateKey": {"algorithm": "RSA"}}),
            Some(
                "spec.privateKey.algorithm: Unsupported value: \"RSA\": this version of the lab makes ECDSA keys of size 256 only: set spec.privateKey.algorithm to ECDSA and spec.privateKey.size to 256",
            ),
        ),
        (
            json!({"secretTemplate": {"annotations": {"cert-manager.io/x": "y"}}}),
            Some(
                "spec.secretTemplate.annotations: Invalid value: \"cert-manager.io/x\": cert-manager.io/* annotations are not allowed",
            ),
        ),
        (
            json!({"renewBefore": "1h", "renewBeforePercentage": 30}),
            Some(
                "spec.renewBefore: Invalid value: \"1h0m0s\": renewBefore and renewBeforePercentage are mutually exclusive and cannot both be set",
            ),
        ),
    ];
    for (change, expected) in cases {
        let mut spec = base.clone();
        for (name, value) in change.as_object().unwrap() {
            spec[name] = value.clone();
        }
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(findings("Certificate", &spec), expected, "{change}");
    }
}

#[test]
fn an_e_mail_address_without_an_at_is_refused() {
    let spec = json!({"secretName": "s", "emailAddresses": ["me"], "issuerRef": {"name": "i"}});
    let findings = findings("Certificate", &spec);
    assert!(
        findings[0]
            .starts_with("spec.emailAddresses[0]: Invalid value: \"me\": invalid email address: "),
        "{findings:?}"
    );
}

#[test]
fn an_issuer_has_exactly_one_type() {
    let webhook = json!({"webhook": {"groupName": "g", "solverName": "s"}});
    let acme = |solvers: Value| json!({"acme": {"server": "u", "privateKeySecretRef": {"name": "k"}, "solvers": solvers}});
    let cases = [
        (
            json!({}),
            vec!["spec: Required value: at least one issuer must be configured"],
        ),
        (json!({"selfSigned": {}}), vec![]),
        (
            json!({"selfSigned": {}, "ca": {"secretName": "s"}}),
            vec!["spec.selfSigned: Forbidden: may not specify more than one issuer type"],
        ),
        (
            json!({"acme": {}}),
            vec![
                "spec.acme.privateKeySecretRef.name: Required value: private key secret name is a required field",
                "spec.acme.server: Required value: acme server URL is a required field",
            ],
        ),
        (acme(json!([{"dns01": webhook}])), vec![]),
        (
            acme(json!([{}])),
            vec!["spec.acme.solvers[0]: Required value: no solver type configured"],
        ),
        (
            acme(json!([{"dns01": {}}])),
            vec!["spec.acme.solvers[0].dns01: Required value: no DNS01 provider configured"],
        ),
        (
            acme(json!([{"dns01": {"cloudflare": {}, "route53": {}}}])),
            vec![
                "spec.acme.solvers[0].dns01: Forbidden: may not specify more than one provider type",
            ],
        ),
    ];
    for (spec, expected) in cases {
        assert_eq!(findings("Issuer", &spec), expected, "{spec}");
    }
}
