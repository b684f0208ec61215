//! The servers by themselves: what every other test stands on.

use hickory_proto::op::{Message, Query};
use hickory_proto::rr::{Name, RecordType};

use crate::servers::Fallible;
use crate::servers::bind::Bind;
use crate::servers::doh_proxy::DohProxy;
use crate::servers::pebble::Pebble;

#[tokio::test(flavor = "multi_thread")]
async fn a_record_given_to_bind_is_seen_by_doh_through_the_proxy() -> Fallible {
    let bind = Bind::start().await?;
    let proxy = DohProxy::start(bind.doh_url()).await?;
    let name = "_acme-challenge.example.test.";
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

fn txt_values(proxy: &DohProxy, name: &str) -> Fallible<Vec<String>> {
    let mut message = Message::query();
    message.add_query(Query::query(Name::from_ascii(name)?, RecordType::TXT));
    let answer = ureq::post(proxy.url())
        .header("content-type", "application/dns-message")
        .send(&message.to_vec()?)?
        .body_mut()
        .read_to_vec()?;
    let mut values: Vec<String> = Message::from_vec(&answer)?
        .answers
        .iter()
        .map(|record| record.data.to_string())
        .collect();
    values.sort();
    Ok(values)
}
