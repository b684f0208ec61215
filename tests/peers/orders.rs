//! Orders at Pebble, from the account to the verified certificate.

use std::time::Duration;

use certlab::acme::challenge::{dns01_record_name, dns01_value, key_authorization};
use certlab::acme::client::{Operation, OrderOptions, Outcome};
use certlab::acme::jose::Jwk;
use certlab::acme::wire::{
    Authorization, AuthorizationStatus, Challenge, ChallengeType, Identifier, Order, OrderStatus,
};
use certlab::entropy::Entropy;
use certlab::x509::{DnsName, KeyAlgorithm, KeyEncoding, PrivateKey, RequestParams, request};
use tokio::time::sleep;

use crate::account::Account;
use crate::outside::new_entropy;
use crate::servers::bind::Bind;
use crate::servers::pebble::Pebble;
use crate::servers::{Fallible, openssl};

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_orders_in_a_row_pass_where_every_second_nonce_is_refused() -> Fallible {
    let bind = Bind::start().await?;
    let pebble = Pebble::start(&bind.address(), 50).await?;
    let mut entropy = new_entropy()?;
    let root = pebble.root_pem()?;
    let mut account = Account::new(
        pebble.directory_url(),
        new_key(&mut entropy)?,
        pebble.agent().clone(),
    );
    account.perform(&Operation::Register {
        contacts: vec!["mailto:someone@example.test".to_owned()],
        agree_to_terms: true,
        only_existing: false,
        customer: None,
    })?;
    for number in 1..=200 {
        let base = format!("n{number}.example.test");
        let key = new_key(&mut entropy)?;
        let issued = issue(&mut account, &bind, &base, &key).await;
        let chain = issued.map_err(|error| format!("order {number}: {error}"))?;
        openssl::verify(root.as_bytes(), chain.as_bytes())?;
        let key = key.to_pem(KeyEncoding::Pkcs8);
        openssl::check_key(key.as_bytes(), chain.as_bytes())?;
        let names = openssl::alternative_names(chain.as_bytes())?;
        assert_eq!(names, [format!("DNS:*.{base}"), format!("DNS:{base}")]);
    }
    assert_eq!((pebble.accounts(), pebble.orders()), (1, 200));
    // Each order takes some ten signed requests.
    let refused = account.refused_nonces();
    assert!(refused > 500, "Pebble refused only {refused} nonces");
    Ok(())
}

/// Orders a certificate for a name and its wildcard; returns the chain.
pub(crate) async fn issue(
    account: &mut Account,
    bind: &Bind,
    base: &str,
    key: &PrivateKey,
) -> Fallible<String> {
    issue_names(account, bind, &[base.to_owned(), format!("*.{base}")], key).await
}

/// Orders a certificate for some names; returns the chain.
pub(crate) async fn issue_names(
    account: &mut Account,
    bind: &Bind,
    names: &[String],
    key: &PrivateKey,
) -> Fallible<String> {
    let url = certificate_url(account, bind, names, key).await?;
    match account.perform(&Operation::Certificate { url })? {
        Outcome::Certificate { pem, .. } => Ok(pem),
        other => Err(format!("not a certificate: {other:?}").into()),
    }
}

/// Orders a certificate for some names; returns where it is.
pub(crate) async fn certificate_url(
    account: &mut Account,
    bind: &Bind,
    names: &[String],
    key: &PrivateKey,
) -> Fallible<String> {
    let identifiers = names.iter().cloned().map(Identifier::Dns).collect();
    let (order_url, order) = order(account.perform(&Operation::NewOrder {
        identifiers,
        options: OrderOptions::default(),
    })?)?;
    for url in order.authorizations {
        prove(account, bind, url).await?;
    }
    let ready = settled(account, &order_url).await?;
    let csr_der = request_for(names, key)?;
    account.perform(&Operation::Finalize {
        url: ready.finalize,
        order_url: order_url.clone(),
        csr_der,
    })?;
    let valid = settled(account, &order_url).await?;
    Ok(valid
        .certificate
        .ok_or("a valid order has no certificate")?)
}

/// Publishes the record of an authorization's dns-01 challenge, has the server
/// look, and takes the record away.
pub(crate) async fn prove(account: &mut Account, bind: &Bind, url: String) -> Fallible {
    let pending = authorization(account, &url)?;
    if pending.status == AuthorizationStatus::Valid {
        return Ok(());
    }
    let challenge = dns01(&pending)?;
    let token = challenge
        .token
        .as_deref()
        .ok_or("a challenge has no token")?;
    let jwk = Jwk::try_from(&account.session().key)?;
    let name = dns01_record_name(pending.identifier.value());
    bind.publish_txt(&name, &dns01_value(&key_authorization(token, &jwk)))?;
    let challenge_url = challenge.url.clone();
    account.perform(&Operation::Accept { challenge_url })?;
    loop {
        let authorization = authorization(account, &url)?;
        match authorization.status {
            AuthorizationStatus::Valid => return bind.remove_txt(&name),
            AuthorizationStatus::Pending => sleep(MOMENT).await,
            _ => return Err(format!("{authorization:?}").into()),
        }
    }
}

/// The order, once it no longer waits for the server.
pub(crate) async fn settled(account: &mut Account, url: &str) -> Fallible<Order> {
    loop {
        let url = url.to_owned();
        let (_, order) = order(account.perform(&Operation::Order { url })?)?;
        match order.status {
            OrderStatus::Ready | OrderStatus::Valid => return Ok(order),
            OrderStatus::Pending | OrderStatus::Processing => sleep(MOMENT).await,
            _ => return Err(format!("{order:?}").into()),
        }
    }
}

pub(crate) fn order(outcome: Outcome) -> Fallible<(String, Order)> {
    match outcome {
        Outcome::Order { url, order, .. } => Ok((url, order)),
        other => Err(format!("not an order: {other:?}").into()),
    }
}

pub(crate) fn authorization(account: &mut Account, url: &str) -> Fallible<Authorization> {
    let url = url.to_owned();
    match account.perform(&Operation::Authorization { url })? {
        Outcome::Authorization { authorization, .. } => Ok(authorization),
        other => Err(format!("not an authorization: {other:?}").into()),
    }
}

fn dns01(authorization: &Authorization) -> Fallible<&Challenge> {
    let mut challenges = authorization.challenges.iter();
    let found = challenges.find(|challenge| challenge.kind == ChallengeType::Dns01);
    Ok(found.ok_or("no dns-01 challenge is offered")?)
}

pub(crate) fn request_for(names: &[String], key: &PrivateKey) -> Fallible<Vec<u8>> {
    let dns_names: Result<_, _> = names.iter().map(|name| DnsName::parse(name)).collect();
    let params = RequestParams {
        dns_names: dns_names?,
        ..RequestParams::default()
    };
    let unsigned = request::prepare(&params, &key.public_key())?;
    Ok(unsigned.sign(key)?)
}

pub(crate) fn new_key(entropy: &mut dyn Entropy) -> Fallible<PrivateKey> {
    Ok(PrivateKey::generate(KeyAlgorithm::EcdsaP256, entropy)?)
}

/// Between two looks at a server that is working.
const MOMENT: Duration = Duration::from_millis(50);
