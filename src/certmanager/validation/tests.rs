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
            json!({"privateKey": {"size": 8193}}),
            Some(
                "spec.privateKey.size: Invalid value: 8193: must be between 2048 and 8192 for rsa keyAlgorithm",
            ),
        ),
        (
            json!({"privateKey": {"algorithm": "RSA", "size": 1024}}),
            Some(
                "spec.privateKey.size: Invalid value: 1024: must be between 2048 and 8192 for rsa keyAlgorithm",
            ),
        ),
        (json!({"privateKey": {"algorithm": "RSA"}}), None),
        (
            json!({"secretTemplate": {"annotations": {"cert-manager.io/x": "y"}}}),
            Some(
                "spec.secretTemplate.annotations: Invalid value: \"cert-manager.io/x\": cert-manager.io/* annotations are not allowed",
            ),
        ),
        (
            json!({"literalSubject": "O=Lab,CN=a.test", "commonName": "b.test"}),
            Some(
                "spec.commonName: Invalid value: \"b.test\": When providing a `LiteralSubject` no `commonName` may be provided.",
            ),
        ),
        (
            json!({"literalSubject": "CN=a.test,XX=b"}),
            Some(
                "spec.literalSubject: Invalid value: \"CN=a.test,XX=b\": Literal subject contains unrecognized key with value [XX]",
            ),
        ),
        (
            json!({"literalSubject": "CN=a\\,b,1.2.3=x", "dnsNames": []}),
            None,
        ),
        (
            json!({"otherNames": [{"oid": "1.2.x", "utf8Value": "u"}]}),
            Some("spec.otherNames[0].oid: Invalid value: \"1.2.x\": oid syntax invalid"),
        ),
        (
            json!({"nameConstraints": {"permitted": {"ipRanges": ["10.0.0.0"]}}, "isCA": true}),
            Some(
                "spec.nameConstraints.permitted.ipRanges[0]: Invalid value: \"10.0.0.0\": invalid CIDR address: 10.0.0.0",
            ),
        ),
        (
            json!({"nameConstraints": {"excluded": {}}}),
            Some(
                "spec.nameConstraints: Invalid value: isCA should be true when nameConstraints is set",
            ),
        ),
        (
            json!({"signatureAlgorithm": "PureEd25519"}),
            Some(
                "spec.signatureAlgorithm: Invalid value: \"PureEd25519\": for key algorithm  the allowed signature algorithms are [SHA256WithRSA SHA384WithRSA SHA512WithRSA]",
            ),
        ),
        (
            json!({"keystores": {"jks": {"create": true}}}),
            Some(
                "spec.keystores.jks: Forbidden: must set exactly one of passwordSecretRef and password must for JKS keystores",
            ),
        ),
        (
            json!({"keystores": {"pkcs12": {"create": true, "password": ""}}}),
            Some(
                "spec.keystores.pkcs12: Forbidden: literal password cannot be empty if set on PKCS#12 keystores",
            ),
        ),
        (
            json!({"additionalOutputFormats": [{"type": "DER"}, {"type": "DER"}]}),
            Some("spec.additionalOutputFormats[1].type: Duplicate value: \"DER\""),
        ),
        (
            json!({"renewal": {"policy": "Disabled", "windows": [{"cron": "* * * * *", "windowDuration": "1h"}]}}),
            Some(
                "spec.renewal.windows: Forbidden: windows cannot be set when `renewal.policy` is set to Disabled",
            ),
        ),
        (
            json!({"renewal": {}}),
            Some(
                "spec.renewal.policy: Unsupported value: \"\": supported values: \"RenewBefore\", \"Disabled\"",
            ),
        ),
        (
            json!({"duration": "2h", "renewBeforePercentage": 99}),
            Some(
                "spec.renewBeforePercentage: Invalid value: 99: certificate renewBeforePercentage must result in a renewBefore greater than 5m0s",
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
        (
            json!({"vault": {"server": "https://v.test", "path": "pki/../sign", "auth": {"tokenSecretRef": {"name": "t"}, "kubernetes": {"role": "r", "secretRef": {"name": "s"}}}}}),
            vec![
                "spec.vault.path: Invalid value: \"pki/../sign\": must not contain `..` path elements",
                "spec.vault.auth.kubernetes: Forbidden: please supply one of: appRole, kubernetes, tokenSecretRef, clientCertificate, aws",
            ],
        ),
        (
            json!({"venafi": {"zone": "z"}}),
            vec!["spec.venafi: Required value: please supply one of: tpp, cloud, ngts"],
        ),
        (acme(json!([{"dns01": webhook}])), vec![]),
        (
            acme(json!([{"http01": {"ingress": {"class": "a", "name": "b"}}}])),
            vec![
                "spec.acme.solvers[0].http01.ingress: Forbidden: only one of 'ingressClassName', 'name' or 'class' should be specified",
            ],
        ),
        (
            acme(json!([{}])),
            vec!["spec.acme.solvers[0]: Required value: no solver type configured"],
        ),
        (
            acme(json!([{"dns01": {}}])),
            vec!["spec.acme.solvers[0].dns01: Required value: no DNS01 provider configured"],
        ),
        (
            acme(
                json!([{"dns01": {"cloudflare": {"apiTokenSecretRef": {"name": "n"}}, "route53": {}}}]),
            ),
            vec![
                "spec.acme.solvers[0].dns01: Forbidden: may not specify more than one provider type",
            ],
        ),
    ];
    for (spec, expected) in cases {
        assert_eq!(findings("Issuer", &spec), expected, "{spec}");
    }
}
