//! The rest of the practice CA's protocol: chains, profiles, renewal
//! information, revocation, key change, external accounts, rate limits.

use std::process::Command;
use std::time::Duration;

use certlab::acme::jose::{Jwk, ProtectedHeader, SigningInput};
use certlab::acme::wire::Order;
use certlab::ca::{CaChange, Root};
use certlab::encoding::{base64url, to_pem};
use certlab::http::HttpRequest;
use certlab::x509::{Certificate, PrivateKey, parse_pem_chain};
use serde_json::{Value, json};

use crate::ca_client::{BASE, Handmade, TERMS, kind, refusal, text};

#[test]
fn an_alternate_chain_leads_to_the_other_root() {
    let mut server = Handmade::new();
    let account = server.register();
    let key = server.new_key();
    let (_, url, chain) = server.issue(&account, &["a.test"], &key, "");
    let response = server.post(&account, &url, "");
    let link = response.header("link").unwrap();
    assert_eq!(link, format!("<{url}/alternate/1>;rel=\"alternate\""));
    let alternate = server.post(&account, &format!("{url}/alternate/1"), "");
    let alternate = parse_pem_chain(&text(&alternate)).unwrap();
    assert_eq!(alternate[0], chain[0]);
    assert_ne!(alternate[1], chain[1]);
    assert_eq!(alternate[1].public_key(), chain[1].public_key());
    for (root, intermediate, name) in [
        (
            Root::First,
            &chain[1],
            "CN=Practice Root X1,O=Certificate Lab,C=XX",
        ),
        (
            Root::Second,
            &alternate[1],
            "CN=Practice Root X2,O=Certificate Lab,C=XX",
        ),
    ] {
        let root = Certificate::from_pem(&server.ca.root_pem_of(root).unwrap()).unwrap();
        assert_eq!(root.subject(), name);
        assert!(intermediate.is_issued_by(&root));
    }
    let issuer = server.get(&format!("{BASE}/issuer/1"));
    assert_eq!(issuer.body, chain[1].der());
    assert_eq!(kind(&server.get(&format!("{BASE}/issuer/2"))).0, 404);
    assert_eq!(
        kind(&server.get(&url)).0,
        405,
        "certificates by POST-as-GET only"
    );
}

#[test]
fn a_replaced_intermediate_issues_from_then_on_and_the_old_one_stays() {
    let mut server = Handmade::new();
    let account = server.register();
    let key = server.new_key();
    let (_, url, old) = server.issue(&account, &["a.test"], &key, "");
    server
        .ca
        .change(CaChange::ReplaceIntermediate, &mut server.entropy);
    assert_eq!(server.ca.intermediates(), 2);
    let next = server.new_key();
    server.keys.intermediates.push(next);
    let (_, _, new) = server.issue(&account, &["b.test"], &key, "");
    assert_eq!(
        new[1].subject(),
        "CN=Practice Intermediate E2,O=Certificate Lab,C=XX"
    );
    assert!(new[0].is_issued_by(&new[1]) && !new[0].is_issued_by(&old[1]));
    let again = server.post(&account, &url, "");
    assert_eq!(parse_pem_chain(&text(&again)).unwrap(), old);
}

#[test]
fn renewal_information_names_a_window_and_an_order_replaces_once() {
    let mut server = Handmade::new();
    let account = server.register();
    let key = server.new_key();
    let (_, _, chain) = server.issue(&account, &["a.test"], &key, "");
    let leaf = &chain[0];
    let id = certificate_id(leaf);
    let url = format!("{BASE}/renewal-info/{id}");
    let response = server.get(&url);
    assert_eq!(response.header("retry-after"), Some("21600"));
    let info: Value = serde_json::from_slice(&response.body).unwrap();
    let start = info["suggestedWindow"]["start"].as_str().unwrap();
    let end = info["suggestedWindow"]["end"].as_str().unwrap();
    assert!(*start < *end && *end < *leaf.not_after().rfc3339());
    assert!(*start > *leaf.not_before().rfc3339());
    assert_eq!(kind(&server.get(&format!("{BASE}/renewal-info/x"))).0, 400);
    assert_eq!(
        kind(&server.get(&format!("{BASE}/renewal-info/AA.AA"))).0,
        404
    );

    let replaces = format!(r#","replaces":"{id}""#);
    let other = server.try_order(&account, &["b.test"], &replaces);
    assert_eq!(kind(&other), (400, "malformed".to_owned()));
    let (order, _, _) = server.issue(&account, &["a.test", "b.test"], &key, &replaces);
    let order = server.post(&account, &order, "");
    assert!(text(&order).contains(&id));
    let twice = server.try_order(&account, &["a.test"], &replaces);
    assert_eq!(kind(&twice), (409, "alreadyReplaced".to_owned()));

    let first = server.key.clone();
    server.key = server.new_key();
    let stranger = server.register();
    let foreign = server.try_order(&stranger, &["a.test"], &replaces);
    assert_eq!(kind(&foreign), (403, "unauthorized".to_owned()));
    server.key = first;

    server.later(Duration::from_hours(24));
    assert_eq!(server.revoke(Some(&account), leaf, "").status, 200);
    let info = server.get(&url);
    let info: Value = serde_json::from_slice(&info.body).unwrap();
    let end = info["suggestedWindow"]["end"].as_str().unwrap();
    assert_eq!(end, server.now.rfc3339(), "renew what is revoked at once");
}

#[test]
fn a_certificate_is_revoked_by_who_may_and_the_list_says_so() {
    let mut server = Handmade::new();
    let account = server.register();
    let account_key = server.key.clone();
    let mut issued = Vec::new();
    for name in ["a.test", "b.test", "c.test"] {
        let key = server.new_key();
        let (_, _, chain) = server.issue(&account, &[name], &key, "");
        issued.push((key, chain));
    }
    let leaf = |n: usize| issued[n].1[0].clone();

    // By a stranger, a stranger's key, an unknown reason.
    server.key = server.new_key();
    let stranger = server.register();
    let by_stranger = server.revoke(Some(&stranger), &leaf(0), "");
    assert_eq!(kind(&by_stranger), (403, "unauthorized".to_owned()));
    let by_key = server.revoke(None, &leaf(0), "");
    assert_eq!(kind(&by_key), (403, "unauthorized".to_owned()));
    // By a stranger who controls the name.
    let key = server.new_key();
    let (_, _, own) = server.issue(&stranger, &["a.test"], &key, "");
    assert_eq!(server.revoke(Some(&stranger), &leaf(0), "").status, 200);
    let intermediate = own[1].clone();
    let unknown = server.revoke(Some(&stranger), &intermediate, "");
    assert_eq!(kind(&unknown), (404, "malformed".to_owned()));

    // By the account, with a reason; once.
    server.key = account_key.clone();
    let reason = server.revoke(Some(&account), &leaf(1), r#","reason":2"#);
    assert_eq!(kind(&reason), (400, "badRevocationReason".to_owned()));
    let superseded = server.revoke(Some(&account), &leaf(1), r#","reason":4"#);
    assert_eq!(superseded.status, 200);
    let again = server.revoke(Some(&account), &leaf(1), "");
    assert_eq!(kind(&again), (400, "alreadyRevoked".to_owned()));

    // By the certificate's own key, which nobody may use any more.
    server.key = issued[2].0.clone();
    assert_eq!(server.revoke(None, &leaf(2), r#","reason":1"#).status, 200);
    server.key = account_key;
    let response = server.try_order(&account, &["d.test"], "");
    let order: Order = serde_json::from_slice(&response.body).unwrap();
    server.prove(&account, &order);
    let csr = base64url(&crate::acme_world::csr_with_key(&["d.test"], &issued[2].0));
    let refused = server.post(&account, &order.finalize, &format!(r#"{{"csr":"{csr}"}}"#));
    assert_eq!(kind(&refused), (400, "badPublicKey".to_owned()));

    let list = server.get(&format!("{BASE}/crl/1"));
    assert_eq!(list.header("content-type"), Some("application/pkix-crl"));
    let printed = openssl_crl(&list.body, &intermediate);
    assert!(printed.contains("verify OK"), "{printed}");
    for n in 0..3 {
        let serial = leaf(n).serial().hex().to_uppercase();
        assert!(printed.contains(&serial), "{printed}");
    }
    for reason in ["Superseded", "Key Compromise"] {
        assert!(printed.contains(reason), "{printed}");
    }
    assert!(!printed.contains(&own[0].serial().hex().to_uppercase()));
}

#[test]
fn an_account_changes_its_key_and_the_old_one_is_nobodys() {
    let mut server = Handmade::new();
    let old_key = server.key.clone();
    let account = server.register();
    let new_key = server.new_key();
    let url = format!("{BASE}/key-change");
    let inner = |signer: &PrivateKey, account: &str, old: &PrivateKey, url: &str| {
        let jwk = Jwk::try_from(&signer.public_key()).unwrap();
        let old = Jwk::try_from(&old.public_key()).unwrap();
        let header = json!({"alg": "ES256", "jwk": jwk, "url": url}).to_string();
        let payload = json!({"account": account, "oldKey": old}).to_string();
        let message = format!(
            "{}.{}",
            base64url(header.as_bytes()),
            base64url(payload.as_bytes())
        );
        json!({
            "protected": base64url(header.as_bytes()),
            "payload": base64url(payload.as_bytes()),
            "signature": base64url(signer.sign(certlab::x509::SignatureAlgorithm::EcdsaWithSha256, message.as_bytes()).unwrap().raw()),
        })
        .to_string()
    };
    for wrong in [
        "{}".to_owned(),
        inner(&new_key, "https://ca.test/account/x", &old_key, &url),
        inner(&new_key, &account, &new_key, &url),
        inner(&new_key, &account, &old_key, "https://ca.test/new-order"),
        inner(&old_key, &account, &old_key, &url),
        inner(&new_key, &account, &old_key, &url).replace("\"payload\":\"ey", "\"payload\":\"eX"),
    ] {
        let response = server.post(&account, &url, &wrong);
        assert_eq!(kind(&response), (400, "malformed".to_owned()), "{wrong}");
    }
    let right = inner(&new_key, &account, &old_key, &url);
    let changed = server.post(&account, &url, &right);
    assert_eq!(changed.status, 200, "{}", text(&changed));
    assert_eq!(
        refusal(&server.post(&account, &account, "")).2,
        "JWS verification error"
    );
    server.key = new_key.clone();
    assert_eq!(server.post(&account, &account, "").status, 200);
    let found = server.post_by_key(&format!("{BASE}/new-account"), TERMS);
    assert_eq!(found.header("location"), Some(account.as_str()));

    // Another account cannot take a key that is in use.
    server.key = old_key.clone();
    let other = server.register();
    let taken = inner(&new_key, &other, &old_key, &url);
    let conflict = server.post(&other, &url, &taken);
    assert_eq!(kind(&conflict).0, 409);
    assert_eq!(conflict.header("location"), Some(account.as_str()));
}

#[test]
fn directory_and_nonces_can_be_had_by_post_as_get_too() {
    let mut server = Handmade::new();
    let account = server.register();
    let directory = server.post(&account, &format!("{BASE}/directory"), "");
    assert_eq!(directory.status, 200);
    let nonce = server.post(&account, &format!("{BASE}/new-nonce"), "");
    assert!(nonce.status == 204 && nonce.header("replay-nonce").is_some());
    let full = server.post(&account, &format!("{BASE}/directory"), "{}");
    assert_eq!(kind(&full).0, 400);
    let request = HttpRequest::head(format!("{BASE}/new-nonce"));
    let head = server.ask(&request);
    assert_eq!(head.header("cache-control"), Some("no-store"));
}

/// RFC 9773 §4.1.
fn certificate_id(leaf: &Certificate) -> String {
    format!(
        "{}.{}",
        base64url(leaf.authority_key_id().unwrap()),
        base64url(leaf.serial().as_bytes())
    )
}

/// What openssl reads in a list, and whether the issuer's key signed it.
fn openssl_crl(der: &[u8], issuer: &Certificate) -> String {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let output = Command::new("openssl")
        .args(["crl", "-noout", "-text", "-in"])
        .arg(write("list.pem", &to_pem("X509 CRL", der)))
        .arg("-CAfile")
        .arg(write("issuer.pem", &issuer.to_pem()))
        .output()
        .expect("openssl is installed");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_key_change_needs_the_accounts_own_signature_outside() {
    let mut server = Handmade::new();
    let account = server.register();
    server.key = server.new_key();
    let jwk = Jwk::try_from(&server.key.public_key()).unwrap();
    let url = format!("{BASE}/key-change");
    let header = ProtectedHeader::of_key(&jwk, "none", &url);
    let input = SigningInput::new(&header, b"{}");
    let inner = input.clone().into_body(
        &server
            .key
            .sign(
                certlab::x509::SignatureAlgorithm::EcdsaWithSha256,
                &input.message(),
            )
            .unwrap(),
    );
    let inner = String::from_utf8(inner).unwrap();
    let response = server.post(&account, &url, &inner);
    assert_eq!(refusal(&response).2, "JWS verification error");
    let by_key = server.post_by_key(&url, &inner);
    assert_eq!(refusal(&by_key).2, "No Key ID in JWS header");
}
