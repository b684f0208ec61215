//! What the practice CA asks of its clients: proofs, profiles, customers'
//! accounts, and no more than the limits allow.

use std::time::Duration;

use certlab::acme::jose::Jwk;
use certlab::acme::wire::{Directory, Order};
use certlab::ca::{ExternalAccountKey, Policy, Tables};
use certlab::encoding::base64url;
use certlab::x509::PrivateKey;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;

use crate::ca_client::{BASE, Handmade, TERMS, kind, refusal, text};

#[test]
fn a_profile_decides_lifetime_and_common_name() {
    let mut server = Handmade::new();
    let account = server.register();
    let directory = server.get(&format!("{BASE}/directory"));
    let directory: Directory = serde_json::from_slice(&directory.body).unwrap();
    let profiles: Vec<_> = directory.meta.profiles.keys().cloned().collect();
    assert_eq!(profiles, ["classic", "shortlived", "tlsserver"]);
    let key = server.new_key();
    for (name, profile, hours, common_name) in [
        ("a.test", "", 90 * 24, Some("a.test")),
        ("b.test", r#","profile":"classic""#, 90 * 24, Some("b.test")),
        ("c.test", r#","profile":"tlsserver""#, 45 * 24, None),
        ("d.test", r#","profile":"shortlived""#, 160, None),
    ] {
        let (order, _, chain) = server.issue(&account, &[name], &key, profile);
        let lifetime = chain[0].not_after().since(chain[0].not_before());
        assert_eq!(
            lifetime + Duration::from_secs(1),
            Duration::from_hours(hours)
        );
        assert_eq!(chain[0].common_name().as_deref(), common_name, "{name}");
        let order = server.post(&account, &order, "");
        assert_eq!(text(&order).contains("profile"), !profile.is_empty());
    }
    let unknown = server.try_order(&account, &["e.test"], r#","profile":"gold""#);
    assert_eq!(kind(&unknown), (400, "invalidProfile".to_owned()));
}

#[test]
fn a_ca_with_customers_wants_their_accounts_bound() {
    let mut server = Handmade::new();
    let binding = ExternalAccountKey::generate(&mut server.entropy);
    server.ca.set_policy(Policy {
        external_account: Some(binding.clone()),
        ..Policy::default()
    });
    let directory = server.get(&format!("{BASE}/directory"));
    assert!(text(&directory).contains(r#""externalAccountRequired":true"#));
    let url = format!("{BASE}/new-account");
    let bound = |key: &PrivateKey, alg: &str, kid: &str, mac_key: &str, url: &str| {
        let jwk = Jwk::try_from(&key.public_key()).unwrap();
        let header = json!({"alg": alg, "kid": kid, "url": url}).to_string();
        let payload = json!(jwk).to_string();
        let message = format!(
            "{}.{}",
            base64url(header.as_bytes()),
            base64url(payload.as_bytes())
        );
        let mac_key = certlab::encoding::from_base64url(mac_key).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&mac_key).unwrap();
        mac.update(message.as_bytes());
        let binding = json!({
            "protected": base64url(header.as_bytes()),
            "payload": base64url(payload.as_bytes()),
            "signature": base64url(&mac.finalize().into_bytes()),
        });
        json!({"termsOfServiceAgreed": true, "externalAccountBinding": binding}).to_string()
    };
    let (id, secret) = (binding.key_id.as_str(), binding.hmac_key.as_str());
    let own = server.key.clone();
    let other = server.new_key();
    for (payload, expected) in [
        (TERMS.to_owned(), (403, "externalAccountRequired")),
        (bound(&own, "HS512", id, secret, &url), (400, "malformed")),
        (bound(&own, "HS256", id, secret, BASE), (400, "malformed")),
        (bound(&other, "HS256", id, secret, &url), (400, "malformed")),
        (
            bound(&own, "HS256", "someone", secret, &url),
            (403, "unauthorized"),
        ),
        (
            bound(&own, "HS256", id, "AAAA", &url),
            (403, "unauthorized"),
        ),
    ] {
        let response = server.post_by_key(&url, &payload);
        let (status, kind) = kind(&response);
        assert_eq!((status, kind.as_str()), expected, "{payload}");
    }
    assert_eq!(server.ca.counts().0, 0);
    let right = bound(&own, "HS256", id, secret, &url);
    assert_eq!(server.post_by_key(&url, &right).status, 201);
    // Found again without a binding (RFC 8555 §7.3.1).
    assert_eq!(server.post_by_key(&url, TERMS).status, 200);
}

#[test]
fn names_are_proven_by_a_file_or_by_a_tls_server_too() {
    use certlab::acme::wire::ChallengeType::{Http01, TlsAlpn01};
    let mut server = Handmade::new();
    let account = server.register();
    let response = server.try_order(&account, &["a.test", "b.test", "*.c.test"], "");
    let order: Order = serde_json::from_slice(&response.body).unwrap();
    let [wild, a, b] = order.authorizations.as_slice() else {
        panic!("{order:?}")
    };
    let offered = server.authorization(&account, wild).challenges;
    assert_eq!(offered.len(), 1, "a wildcard is proven by DNS only");

    let (url, token, proof) = server.challenge(&account, a, &Http01);
    let file = format!("http://a.test/.well-known/acme-challenge/{token}");
    server.tables.files.insert(file, format!("{proof}\n"));
    server.post(&account, &url, "{}");
    assert_eq!(server.authorization(&account, a).status.as_str(), "valid");

    let (url, ..) = server.challenge(&account, b, &TlsAlpn01);
    server.tables = Tables::default();
    server.post(&account, &url, "{}");
    let failed = server.authorization(&account, b);
    assert_eq!(failed.status.as_str(), "invalid");
    let mut challenges = failed.challenges.iter();
    let error = challenges.find_map(|one| one.error.as_ref());
    assert_eq!(error.unwrap().short_type(), "connection");
}

#[test]
fn proven_names_need_no_second_proof_where_authorizations_are_reused() {
    let mut server = Handmade::new();
    server.ca.set_policy(Policy {
        reuse_authorizations: true,
        ..Policy::default()
    });
    let account = server.register();
    let key = server.new_key();
    server.issue(&account, &["a.test"], &key, "");
    let status = |server: &mut Handmade| {
        let response = server.try_order(&account, &["a.test"], "");
        let order: Order = serde_json::from_slice(&response.body).unwrap();
        (
            order.status.as_str().to_owned(),
            order.authorizations[0].clone(),
        )
    };
    let (ready, authorization) = status(&mut server);
    assert_eq!(ready, "ready");
    server.post(&account, &authorization, r#"{"status":"deactivated"}"#);
    assert_eq!(status(&mut server).0, "pending");
    server.issue(&account, &["a.test"], &key, "");
    assert_eq!(status(&mut server).0, "ready");
    server.later(Duration::from_hours(31 * 24));
    assert_eq!(status(&mut server).0, "pending");
}

#[test]
fn rate_limits_are_lets_encrypts_where_they_are_switched_on() {
    let mut server = Handmade::new();
    server.ca.set_policy(Policy {
        rate_limits: true,
        ..Policy::default()
    });
    let account = server.register();
    let key = server.new_key();
    for _ in 0..5 {
        server.issue(&account, &["www.example.test"], &key, "");
        server.later(Duration::from_hours(1));
    }
    let limited = server.try_order(&account, &["www.example.test"], "");
    let (status, kind, detail) = refusal(&limited);
    assert_eq!((status, kind.as_str()), (429, "rateLimited"));
    assert!(
        detail.starts_with(
            "Error creating new order :: too many certificates (5) already issued for this exact \
             set of identifiers in the last 168h0m0s, retry after "
        ),
        "{detail}"
    );
    let wait: u64 = limited.header("retry-after").unwrap().parse().unwrap();
    assert_eq!(wait, (168 - 5) * 3600);
    assert!(limited.header("link").unwrap().contains("rel=\"help\""));

    for _ in 0..5 {
        let response = server.try_order(&account, &["bad.example.test"], "");
        let order: Order = serde_json::from_slice(&response.body).unwrap();
        let (url, ..) = server.challenge(
            &account,
            &order.authorizations[0],
            &certlab::acme::wire::ChallengeType::Dns01,
        );
        server.post(&account, &url, "{}");
        server.authorization(&account, &order.authorizations[0]);
    }
    let limited = server.try_order(&account, &["bad.example.test"], "");
    assert!(refusal(&limited).2.contains(
        "too many failed authorizations (5) for \"bad.example.test\" in the last 1h0m0s"
    ));
    server.later(Duration::from_hours(1));
    let free = server.try_order(&account, &["bad.example.test"], "");
    assert_eq!(free.status, 201);

    for _ in 0..11 {
        server.key = server.new_key();
        let response = server.post_by_key(&format!("{BASE}/new-account"), TERMS);
        if response.status == 429 {
            return;
        }
    }
    panic!("eleven accounts and no limit");
}
