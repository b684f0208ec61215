//! What a client can do beside ordering, at Pebble: accounts, chains,
//! revocation, authorizations given up or used again.

use certlab::acme::client::{Error, Operation, OrderOptions, Outcome};
use certlab::acme::jose::MacKey;
use certlab::acme::problem::ProblemType;
use certlab::acme::wire::{
    Account as Shown, AccountStatus, AuthorizationStatus, Identifier, OrderStatus, Reason,
};
use certlab::x509::{KeyEncoding, PrivateKey, parse_pem_chain};

use crate::account::{Account, Fate, Second};
use crate::orders::{authorization, issue, new_key, order, prove};
use crate::outside::new_entropy;
use crate::servers::bind::Bind;
use crate::servers::pebble::{Pebble, Switches};
use crate::servers::{Fallible, openssl};

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_found_and_changed_and_given_another_key_and_ended() -> Fallible {
    let bind = Bind::start().await?;
    let pebble = Pebble::start(&bind.address(), 30).await?;
    let mut entropy = new_entropy()?;
    let mut account = account_at(&pebble, new_key(&mut entropy)?);
    let stranger = refusal(account.attempt(register(true)))?;
    assert_eq!(stranger, ProblemType::AccountDoesNotExist);
    let (url, _) = shown(account.perform(&register(false))?)?;
    let (found, _) = shown(account.perform(&register(true))?)?;
    assert_eq!(found, url);

    let contacts = vec!["mailto:other@example.test".to_owned()];
    let operation = Operation::UpdateContacts {
        contacts: contacts.clone(),
    };
    account.perform(&operation)?;
    let (_, read_back) = shown(account.perform(&register(true))?)?;
    assert_eq!(read_back.contact, contacts);

    let key = new_key(&mut entropy)?;
    let mut account = account.with_second(Second::Key(key.clone()));
    let old_key = account.key().clone();
    account.perform(&Operation::ChangeKey {
        new_key: key.public_key(),
    })?;
    account.take_key(key.clone());
    let (kept, read_back) = shown(account.perform(&register(true))?)?;
    assert_eq!((&kept, &read_back.contact), (&url, &contacts));
    let forgotten = refusal(account_at(&pebble, old_key).attempt(register(true)))?;
    assert_eq!(forgotten, ProblemType::AccountDoesNotExist);
    issue(
        &mut account,
        &bind,
        "rolled.example.test",
        &new_key(&mut entropy)?,
    )
    .await?;

    let (_, ended) = shown(account.perform(&Operation::DeactivateAccount)?)?;
    assert_eq!(ended.status, AccountStatus::Deactivated);
    let refused = refusal(account.attempt(new_order(&["late.example.test"])))?;
    assert_eq!(refused, ProblemType::Unauthorized);
    assert_eq!(pebble.accounts(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_bound_to_its_customer_by_the_right_secret_only() -> Fallible {
    let secret = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    let bind = Bind::start().await?;
    let pebble = Pebble::with(Switches {
        nonce_reject_percent: 30,
        customers: &[("kid-1", secret)],
        ..Switches::new(&bind.address())
    })
    .await?;
    let mut entropy = new_entropy()?;
    let mut unbound = account_at(&pebble, new_key(&mut entropy)?);
    assert_eq!(
        refusal(unbound.attempt(register(false)))?,
        ProblemType::ExternalAccountRequired
    );
    let bound = Operation::Register {
        contacts: Vec::new(),
        agree_to_terms: true,
        only_existing: false,
        customer: Some("kid-1".to_owned()),
    };
    for (secret, good) in [("AAAA", false), (secret, true)] {
        let mac = MacKey::from_text(secret).ok_or("no MAC key")?;
        let account = account_at(&pebble, new_key(&mut entropy)?);
        let mut account = account.with_second(Second::Customer(mac));
        assert_eq!(account.attempt(bound.clone()).is_ok(), good, "{secret}");
    }
    assert_eq!(pebble.accounts(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_chain_that_is_offered_leads_to_its_own_root() -> Fallible {
    let bind = Bind::start().await?;
    let pebble = Pebble::with(Switches {
        alternate_roots: 2,
        chain_length: 3,
        ..Switches::new(&bind.address())
    })
    .await?;
    let mut entropy = new_entropy()?;
    let mut account = account_at(&pebble, new_key(&mut entropy)?);
    account.perform(&register(false))?;
    let key = new_key(&mut entropy)?;
    let (url, first) = download(&mut account, &bind, "chains.example.test", &key).await?;
    let Outcome::Certificate { alternates, .. } = &first else {
        return Err("no certificate".into());
    };
    assert_eq!(alternates.len(), 2, "{url}: {alternates:?}");
    let mut chains = vec![first.clone()];
    for url in alternates {
        chains.push(account.perform(&Operation::Certificate { url: url.clone() })?);
    }
    for (number, chain) in chains.iter().enumerate() {
        let Outcome::Certificate { pem, .. } = chain else {
            return Err("no certificate".into());
        };
        let root = pebble.managed(&format!("roots/{number}"))?;
        assert_eq!(parse_pem_chain(pem)?.len(), 4);
        openssl::verify(root.as_bytes(), pem.as_bytes())?;
        openssl::check_key(key.to_pem(KeyEncoding::Pkcs8).as_bytes(), pem.as_bytes())?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_revoked_by_the_account_or_by_its_own_key_and_once() -> Fallible {
    let bind = Bind::start().await?;
    let pebble = Pebble::start(&bind.address(), 30).await?;
    let mut entropy = new_entropy()?;
    let mut account = account_at(&pebble, new_key(&mut entropy)?);
    account.perform(&register(false))?;
    for (name, by_own_key, reason) in [
        ("plain.example.test", false, None),
        ("replaced.example.test", false, Some(Reason::Superseded)),
        ("stolen.example.test", true, Some(Reason::KeyCompromise)),
    ] {
        let key = new_key(&mut entropy)?;
        let pem = issue(&mut account, &bind, name, &key).await?;
        let chain = parse_pem_chain(&pem)?;
        let leaf = chain.first().ok_or("an empty chain")?;
        let serial = leaf.serial().hex();
        let status = || pebble.managed(&format!("cert-status-by-serial/{serial}"));
        assert!(status()?.contains("Valid"), "{}", status()?);
        let operation = Operation::Revoke {
            certificate_der: leaf.der().to_vec(),
            reason,
            certificate_key: by_own_key.then(|| key.public_key()),
        };
        // Who holds the certificate's key needs no account of the CA.
        let mut stranger =
            account_at(&pebble, new_key(&mut entropy)?).with_second(Second::Key(key));
        let revoker = if by_own_key {
            &mut stranger
        } else {
            &mut account
        };
        assert_eq!(revoker.perform(&operation)?, Outcome::Revoked);
        let after = status()?;
        assert!(after.contains("Revoked"), "{after}");
        if let Some(reason) = reason {
            assert!(after.contains(&reason.code().to_string()), "{after}");
        }
        let again = refusal(revoker.attempt(operation))?;
        assert_eq!(again, ProblemType::AlreadyRevoked);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proved_name_needs_no_new_proof_until_it_is_given_up() -> Fallible {
    let bind = Bind::start().await?;
    for (reuse_percent, expected) in [(0, OrderStatus::Pending), (100, OrderStatus::Ready)] {
        let pebble = Pebble::with(Switches {
            nonce_reject_percent: 30,
            reuse_percent,
            ..Switches::new(&bind.address())
        })
        .await?;
        let mut account = account_at(&pebble, new_key(&mut new_entropy()?)?);
        account.perform(&register(false))?;
        let names = ["once.example.test"];
        let (_, first) = order(account.perform(&new_order(&names))?)?;
        for url in &first.authorizations {
            prove(&mut account, &bind, url.clone()).await?;
        }
        let (_, second) = order(account.perform(&new_order(&names))?)?;
        assert_eq!(second.status, expected, "reuse {reuse_percent} %");
        for url in first.authorizations.iter().chain(&second.authorizations) {
            let operation = Operation::DeactivateAuthorization { url: url.clone() };
            account.perform(&operation)?;
            let given_up = authorization(&mut account, url)?;
            assert_eq!(given_up.status, AuthorizationStatus::Deactivated);
        }
        let (_, third) = order(account.perform(&new_order(&names))?)?;
        assert_eq!(
            third.status,
            OrderStatus::Pending,
            "reuse {reuse_percent} %"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_names_are_one_order() -> Fallible {
    let bind = Bind::start().await?;
    let pebble = Pebble::start(&bind.address(), 30).await?;
    let mut entropy = new_entropy()?;
    let mut account = account_at(&pebble, new_key(&mut entropy)?);
    account.perform(&register(false))?;
    let names: Vec<String> = (1..=100).map(|n| format!("n{n}.example.test")).collect();
    let key = new_key(&mut entropy)?;
    let pem = crate::orders::issue_names(&mut account, &bind, &names, &key).await?;
    openssl::verify(pebble.root_pem()?.as_bytes(), pem.as_bytes())?;
    assert_eq!(openssl::alternative_names(pem.as_bytes())?.len(), 100);
    assert_eq!((pebble.accounts(), pebble.orders()), (1, 1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_gets_lost_a_key_change_a_revocation_and_an_end_happen_once() -> Fallible {
    let bind = Bind::start().await?;
    let pebble = Pebble::with(Switches {
        reuse_percent: 100,
        ..Switches::new(&bind.address())
    })
    .await?;
    let mut entropy = new_entropy()?;
    let mut lives = 0;
    for fate in [
        Fate::DiesBefore,
        Fate::DiesAfter,
        Fate::LostBefore,
        Fate::LostAfter,
    ] {
        // One step more than the longest of them takes.
        for cut in 1..=6 {
            lives += 1;
            let mut account = account_at(&pebble, new_key(&mut entropy)?);
            account.perform(&register(false))?;
            let leaf_key = new_key(&mut entropy)?;
            let pem = issue(&mut account, &bind, "cut.example.test", &leaf_key).await?;
            let key = new_key(&mut entropy)?;
            let mut account = account.with_second(Second::Key(key.clone()));
            account.perform_cut(
                &Operation::ChangeKey {
                    new_key: key.public_key(),
                },
                cut,
                fate,
            )?;
            account.take_key(key);
            let leaf = parse_pem_chain(&pem)?.remove(0);
            let revoked = account.perform_cut(
                &Operation::Revoke {
                    certificate_der: leaf.der().to_vec(),
                    reason: None,
                    certificate_key: None,
                },
                cut,
                fate,
            )?;
            assert_eq!(revoked, Outcome::Revoked, "{fate:?} at {cut}");
            let (_, ended) =
                shown(account.perform_cut(&Operation::DeactivateAccount, cut, fate)?)?;
            assert_eq!(
                ended.status,
                AccountStatus::Deactivated,
                "{fate:?} at {cut}"
            );
            assert_eq!(pebble.accounts(), lives, "{fate:?} at {cut}");
        }
    }
    Ok(())
}

/// An account not yet made.
fn account_at(pebble: &Pebble, key: PrivateKey) -> Account {
    Account::new(pebble.directory_url(), key, pebble.agent().clone())
}

fn register(only_existing: bool) -> Operation {
    Operation::Register {
        contacts: vec!["mailto:someone@example.test".to_owned()],
        agree_to_terms: true,
        only_existing,
        customer: None,
    }
}

fn new_order(names: &[&str]) -> Operation {
    Operation::NewOrder {
        identifiers: names
            .iter()
            .map(|name| Identifier::Dns((*name).to_owned()))
            .collect(),
        options: OrderOptions::default(),
    }
}

fn shown(outcome: Outcome) -> Fallible<(String, Shown)> {
    match outcome {
        Outcome::Account { url, account } => Ok((url, account)),
        other => Err(format!("not an account: {other:?}").into()),
    }
}

/// What kind of refusal it was.
fn refusal(result: Result<Outcome, Error>) -> Fallible<ProblemType> {
    match result {
        Err(error) => match error.problem() {
            Some(problem) => Ok(problem.kind.clone()),
            None => Err(error.into()),
        },
        Ok(outcome) => Err(format!("not refused: {outcome:?}").into()),
    }
}

/// Orders a certificate; gives its URL and what is there.
async fn download(
    account: &mut Account,
    bind: &Bind,
    name: &str,
    key: &PrivateKey,
) -> Fallible<(String, Outcome)> {
    let url = crate::orders::certificate_url(account, bind, &[name.to_owned()], key).await?;
    let certificate = account.perform(&Operation::Certificate { url: url.clone() })?;
    Ok((url, certificate))
}
