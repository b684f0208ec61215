//! The servers by themselves: what every other test stands on.

use certlab::dns::{Question, RecordType, doh};

use ureq::Agent;

use crate::outside::carry;
use crate::servers::Fallible;
use crate::servers::bind::Bind;
use crate::servers::doh_proxy::DohProxy;
use crate::servers::pebble::Pebble;

#[tokio::test(flavor = "multi_thread")]
async fn a_record_given_to_bind_is_seen_by_doh_through_the_proxy() -> Fallible {
    let bind = Bind::start().await?;
    let proxy = DohProxy::start(bind.doh_url()).await?;
    let name = "_acme-challenge.example.test";
    assert_eq!(txt_values(&proxy, name)?, Vec::<String>::new());
    bind.publish_txt(name, "first")?;
    bind.publish_txt(name, "second")?;
    assert_eq!(txt_values(&proxy, name)?, ["first", "second"]);
    bind.remove_txt(name)?;
    assert_eq!(txt_values(&proxy, name)?, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pebble_shows_its_directory_to_who_trusts_its_certificate() -> Fallible {
    let bind = Bind::start().await?;
    let pebble = Pebble::start(&bind.address(), 30).await?;
    let directory = pebble
        .agent()
        .get(pebble.directory_url())
        .call()?
        .body_mut()
        .read_to_string()?;
    assert!(directory.contains("newNonce"), "{directory}");
    assert!(pebble.root_pem()?.contains("BEGIN CERTIFICATE"));
    assert_eq!((pebble.accounts(), pebble.orders()), (0, 0));
    Ok(())
}

/// What the lab's own DNS over HTTPS reads there.
fn txt_values(proxy: &DohProxy, name: &str) -> Fallible<Vec<String>> {
    let request = Question::new(name, RecordType::Txt).request(&proxy.url())?;
    let answer = doh::parse(&carry(&Agent::new_with_defaults(), &request)?)?;
    let values = answer.records.into_iter().map(|record| record.value);
    let mut values: Vec<String> = values.collect();
    values.sort();
    Ok(values)
}
