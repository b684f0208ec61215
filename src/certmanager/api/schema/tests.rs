//! Every kind's fields, and what is none of them.

use serde_json::json;

use super::*;

fn findings(kind: Kind, mut manifest: Value) -> Vec<String> {
    check(kind, &mut manifest)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn every_kind_has_its_fields_and_every_reference_its_section() {
    fn walk(fields: &[Field]) -> usize {
        fields
            .iter()
            .map(|field| {
                let inner = field.fields();
                assert!(
                    !field.shape.starts_with('@') || !inner.is_empty(),
                    "{field:?}"
                );
                assert!(
                    field.shape.starts_with('@') || "sibdtymox".contains(field.shape),
                    "{field:?}"
                );
                1 + walk(&inner)
            })
            .sum()
    }
    for kind in Kind::ALL {
        assert!(walk(&fields(kind)) > 20, "{kind}");
    }
}

#[test]
fn what_a_kind_does_not_have_is_named_by_its_path() {
    let spec = json!({"secretName": "s", "issuerRef": {"name": "i"}});
    let cases = [
        (json!({}), vec![]),
        (
            json!({"secretname": "s"}),
            vec!["unknown field \"spec.secretname\""],
        ),
        (
            json!({"subject": {"organisations": []}, "renewal": null}),
            vec!["unknown field \"spec.subject.organisations\""],
        ),
        (
            json!({"issuerRef": {}}),
            vec!["spec.issuerRef.name: Required value"],
        ),
        (
            json!({"isCA": "yes"}),
            vec![
                "spec.isCA: Invalid value: \"string\": spec.isCA in body must be of type boolean: \"string\"",
            ],
        ),
        (
            json!({"privateKey": {"algorithm": "DSA"}}),
            vec![
                "spec.privateKey.algorithm: Unsupported value: \"DSA\": supported values: \"RSA\", \"ECDSA\", \"Ed25519\"",
            ],
        ),
        (
            json!({"duration": "90d"}),
            vec!["spec.duration: Invalid value: \"90d\": time: invalid duration \"90d\""],
        ),
        (
            json!({"usages": ["server auth", 1]}),
            vec![
                "spec.usages[1]: Invalid value: \"integer\": spec.usages[1] in body must be of type string: \"integer\"",
            ],
        ),
    ];
    for (change, expected) in cases {
        let mut spec = spec.clone();
        for (name, value) in change.as_object().unwrap() {
            spec[name] = value.clone();
        }
        let found = findings(Kind::Certificate, json!({"metadata": {}, "spec": spec}));
        assert_eq!(found, expected, "{change}");
    }
}

#[test]
fn members_are_hashed_in_the_order_of_the_go_type() {
    let solver = json!({"solver": {"dns01": {"cloudflare": {
        "apiTokenSecretRef": {"key": "k", "name": "n"}, "email": "e"}}}, "url": "u"});
    assert_eq!(
        go_json(Kind::Challenge, "spec", &solver),
        r#"{"url":"u","solver":{"dns01":{"cloudflare":{"email":"e","apiTokenSecretRef":{"name":"n","key":"k"}}}}}"#
    );
}
