//! Has an ACME server sign, by way of an Order (`certificaterequests-issuer-acme`).

use crate::certmanager::api::{
    AcmeIssuer, CertificateRequest, IssuerType, Object, Order, OrderSpec, State,
};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, retry};
use crate::certmanager::{names, policy};
use crate::kube::{Kind, ObjectMeta, OwnerReference};
use crate::x509::{self, CertificateSigningRequest};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let signing = super::begin(pass, IssuerType::Acme)?;
    let request = signing.request;
    let csr = match CertificateSigningRequest::from_pem(&request.request_pem()) {
        Ok(csr) => csr,
        Err(error) => {
            let message = format!("Failed to decode CSR in spec.request: {error}");
            return super::failed(pass, request, "RequestParsingError", message);
        }
    };
    let Some(acme) = &signing.issuer.spec.acme else {
        return DONE;
    };
    let spec = order_spec(request, acme, &csr);
    if let Some(message) = stray_common_name(&spec) {
        return super::failed(pass, request, "InvalidOrder", message);
    }
    let name = names::order_name(&request.metadata.name, &spec);
    let key = pass.key.sibling(Kind::Order, &name);
    let Some(order) = pass.store.get(&key).and_then(|object| object.order()) else {
        pass.create(Object::Order(Order {
            metadata: ObjectMeta {
                labels: request.metadata.labels.clone(),
                annotations: request.metadata.annotations.clone(),
                owner_references: vec![OwnerReference::controlling(
                    Kind::CertificateRequest,
                    &request.metadata,
                )],
                ..ObjectMeta::named(request.namespace(), &name)
            },
            spec,
            ..Order::default()
        }));
        let message = format!("Created Order resource {key}");
        return super::pending(pass, request, "OrderCreated", message);
    };
    if !order.metadata.is_controlled_by(&request.metadata.uid) {
        return retry("found Order resource not owned by this CertificateRequest, retrying");
    }
    if order.status.state.as_ref().is_some_and(State::is_failure) {
        let message = format!(
            "Failed to wait for order resource {name:?} to become ready: order is in {:?} state: {}",
            order.state_word(),
            order.status.reason
        );
        return super::failed(pass, request, "OrderFailed", message);
    }
    if order.status.state != Some(State::Valid) {
        let message = format!(
            "Waiting on certificate issuance from order {key}: {:?}",
            order.state_word()
        );
        return super::pending(pass, request, "OrderPending", message);
    }
    let Some(certificate) = &order.status.certificate else {
        let message =
            format!("Waiting for order-controller to add certificate data to Order {key}");
        return super::pending(pass, request, "OrderPending", message);
    };
    let leaf = x509::Certificate::from_pem(&String::from_utf8_lossy(certificate));
    if leaf.and_then(|leaf| leaf.public_key()).as_ref() != Ok(csr.public_key()) {
        // It is of no use to this request: a new Order takes its place.
        pass.delete(key);
        return DONE;
    }
    super::signed(pass, request, certificate.clone(), None)
}

fn order_spec(
    request: &CertificateRequest,
    acme: &AcmeIssuer,
    csr: &CertificateSigningRequest,
) -> OrderSpec {
    OrderSpec {
        request: request.spec.request.clone(),
        issuer_ref: request.spec.issuer_ref.clone(),
        common_name: csr.common_name().unwrap_or_default(),
        dns_names: csr.dns_names(),
        ip_addresses: csr.ip_addresses().iter().map(ToString::to_string).collect(),
        duration: request
            .spec
            .duration
            .filter(|_| acme.enable_duration_feature),
        profile: acme.profile.clone(),
        replaces: String::new(),
    }
}

/// ACME has no place for a common name that is not among the other names.
fn stray_common_name(spec: &OrderSpec) -> Option<String> {
    let name = &spec.common_name;
    let known =
        name.is_empty() || spec.dns_names.contains(name) || spec.ip_addresses.contains(name);
    (!known).then(|| {
        format!(
            "The CSR PEM requests a commonName that is not present in the list of dnsNames or ipAddresses. If a commonName is set, ACME requires that the value is also present in the list of dnsNames or ipAddresses: {name:?} does not exist in {} or {}",
            policy::go_list(&spec.dns_names),
            policy::go_list(&spec.ip_addresses)
        )
    })
}
