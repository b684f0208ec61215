//! Manifests as people have them: read, checked, printed again.

use certlab::certmanager::api::{Object, cells, columns, from_yaml, list_yaml, manifests};
use certlab::clock::Timestamp;
use certlab::kube::{Kind, Resource as _};

// As Helm charts of a webhook for DNSPod and of Rancher install them, and a
// ClusterIssuer with a solver for each of three zones.
const ISSUERS: &str = r#"
apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  annotations:
    meta.helm.sh/release-name: cert-manager-webhook-dnspod
    meta.helm.sh/release-namespace: cert-manager
  labels: {app: cert-manager-webhook-dnspod, app.kubernetes.io/managed-by: Helm}
  name: cert-manager-webhook-dnspod-selfsign
  namespace: cert-manager
status:
  conditions:
    - lastTransitionTime: '2022-03-01T13:38:53Z'
      observedGeneration: 1
      reason: IsReady
      status: 'True'
      type: Ready
spec:
  selfSigned: {}
---
# Rancher's own
apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  annotations: {meta.helm.sh/release-name: rancher}
  generation: 2
  name: rancher
  namespace: cattle-system
status:
  acme: {}
  conditions:
    - lastTransitionTime: '2022-03-08T14:34:08Z'
      message: The ACME account was registered with the ACME server
      observedGeneration: 2
      reason: ACMEAccountRegistered
      status: 'True'
      type: Ready
spec:
  acme:
    preferredChain: ''
    privateKeySecretRef: {name: letsencrypt-production}
    server: https://acme-v02.api.letsencrypt.org/directory
    solvers:
      - http01:
          ingress: {}
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  labels: {heritage: Helm}
  name: letsencrypt
  managedFields:
    - {manager: helm, operation: Update, fieldsV1: {"f:spec": {}}}
spec:
  acme:
    email: you@example.com
    privateKeySecretRef: {name: letsencrypt}
    server: https://acme-v02.api.letsencrypt.org/directory
    externalAccountBinding: {keyID: k, keySecretRef: {name: eab, key: secret}}
    solvers:
      - selector: {dnsZones: [example.com]}
        dns01:
          cnameStrategy: Follow
          webhook:
            config:
              secretId: my-secret-id
              secretKeyRef: {key: secret-key, name: dnspod}
              ttl: 600
            groupName: acme.imroc.cc
            solverName: dnspod
      - selector: {dnsNames: [www.example.org], matchLabels: {use: cloudflare}}
        dns01: {cloudflare: {email: a@b.c, apiTokenSecretRef: {name: cf, key: token}}}
      - http01:
          ingress:
            ingressClassName: nginx
            podTemplate: {spec: {nodeSelector: {kubernetes.io/os: linux}}}
---
"#;

const EVERYTHING: &str = r#"
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: everything, namespace: default}
spec:
  secretName: everything-tls
  issuerRef: {name: ca, kind: ClusterIssuer, group: cert-manager.io}
  commonName: example.com
  subject:
    organizations: [Lab]
    countries: [CN]
    organizationalUnits: [Teaching]
    localities: [北京]
    provinces: [Beijing]
    streetAddresses: [1 Road]
    postalCodes: ["100000"]
    serialNumber: "42"
  duration: 2160h
  renewBefore: 360h
  dnsNames: [example.com, '*.example.com']
  ipAddresses: [192.0.2.1]
  uris: [spiffe://example.com/a]
  emailAddresses: [a@example.com]
  otherNames: [{oid: 1.3.6.1.4.1.311.20.2.3, utf8Value: user@example.com}]
  secretTemplate: {annotations: {a: b}, labels: {c: d}}
  keystores:
    jks: {create: true, alias: web, password: changeit}
    pkcs12: {create: true, profile: Modern2023, passwordSecretRef: {name: p, key: password}}
  isCA: true
  usages: [server auth, cert sign]
  privateKey: {rotationPolicy: Never, encoding: PKCS8, algorithm: ECDSA, size: 256}
  signatureAlgorithm: ECDSAWithSHA256
  encodeUsagesInRequest: false
  revisionHistoryLimit: 3
  additionalOutputFormats: [{type: DER}, {type: CombinedPEM}]
  nameConstraints: {critical: true, permitted: {dnsDomains: [example.com], ipRanges: [10.0.0.0/8]}}
  renewal:
    policy: RenewBefore
    windows: [{timezone: Asia/Shanghai, cron: 0 2 * * 6, windowDuration: 2h}]
"#;

#[test]
fn the_manifests_of_real_clusters_load_and_are_printed_as_they_were() {
    for (text, count) in [(ISSUERS, 3), (EVERYTHING, 1)] {
        let objects = from_yaml(text).unwrap();
        assert_eq!(objects.len(), count);
        for object in &objects {
            let printed = object.to_yaml();
            let mut again = from_yaml(&printed).unwrap().remove(0);
            again.meta_mut().managed_fields = object.meta().managed_fields.clone();
            assert_eq!(again, *object, "{printed}");
            // Every field that was written is there.
            assert!(!printed.contains("managedFields"));
        }
        let list = list_yaml(&objects);
        assert_eq!(from_yaml(&list).unwrap().len(), count, "{list}");
    }
}

#[test]
fn no_field_of_a_certificate_is_lost() {
    let object = from_yaml(EVERYTHING).unwrap().remove(0);
    let written: serde_json::Value = serde_norway::from_str(EVERYTHING).unwrap();
    let printed: serde_json::Value = serde_norway::from_str(&object.to_yaml()).unwrap();
    let mut expected = written["spec"].clone();
    for duration in ["duration", "renewBefore"] {
        expected[duration] = printed["spec"][duration].clone();
    }
    expected["renewal"]["windows"][0]["windowDuration"] = "2h0m0s".into();
    assert_eq!(printed["spec"], expected);
    assert!(object.to_yaml().contains("duration: 2160h0m0s\n"));
}

#[test]
fn fields_that_a_kind_does_not_have_are_named_and_not_silently_dropped() {
    let text = EVERYTHING.replace("commonName:", "profile: x\n  commonNames:");
    let refused = from_yaml(&text).unwrap_err().to_string();
    assert_eq!(
        refused,
        "document 1: Certificate in version \"v1\" cannot be handled as a Certificate: strict decoding error: unknown field \"spec.commonNames\", unknown field \"spec.profile\""
    );
    let manifest = manifests(&text).unwrap().remove(0);
    assert_eq!(manifest.unknown, ["spec.commonNames", "spec.profile"]);
    let wrong = from_yaml("kind: Secret\napiVersion: v1\nmetadata: {name: s}\ndata: []");
    assert!(wrong.is_err());
}

#[test]
fn tables_have_the_columns_of_kubectl_get() {
    assert_eq!(
        columns(Kind::Certificate, false),
        ["NAME", "READY", "SECRET", "AGE"]
    );
    assert_eq!(
        columns(Kind::CertificateRequest, true),
        [
            "NAME",
            "APPROVED",
            "DENIED",
            "READY",
            "ISSUER",
            "REQUESTER",
            "STATUS",
            "AGE"
        ]
    );
    let mut objects = from_yaml(ISSUERS).unwrap();
    let now = Timestamp::parse_rfc3339("2022-03-11T10:00:00Z").unwrap();
    for object in &mut objects {
        object.meta_mut().creation_timestamp =
            Some(Timestamp::parse_rfc3339("2022-03-01T10:00:00Z").unwrap());
    }
    let row = |object: &Object, wide| cells(object, wide, now).join("|");
    assert_eq!(
        row(&objects[0], false),
        "cert-manager-webhook-dnspod-selfsign|True|10d"
    );
    assert_eq!(
        row(&objects[1], true),
        "rancher|True|The ACME account was registered with the ACME server|10d"
    );
}
