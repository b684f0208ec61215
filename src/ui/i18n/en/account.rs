//! ACME accounts in English.

use std::borrow::Cow;

use certlab::acme::wire::{AccountStatus, Reason};
use certlab::lab::{AccountFailure, RevokedBy};

use crate::ui::i18n::account::Account;

pub(super) fn render(text: &Account) -> Cow<'static, str> {
    match text {
        Account::Title => "The account at the ACME server".into(),
        Account::Uri => "URL".into(),
        Account::Status => "Status".into(),
        Account::Is(AccountStatus::Valid) => "in use".into(),
        Account::Is(AccountStatus::Deactivated) => "ended by its owner; it issues nothing more".into(),
        Account::Is(AccountStatus::Revoked) => "ended by the server".into(),
        Account::Is(_) => "a state that RFC 8555 does not know".into(),
        Account::Contacts => "Contacts".into(),
        Account::NoContacts => "none shown".into(),
        Account::OrdersUrl => "Orders".into(),
        Account::NoOrdersUrl => "the server shows no list".into(),
        Account::Thumbprint => "Key thumbprint".into(),
        Account::Terms => "Terms of service".into(),
        Account::Agreed => "agreed to".into(),
        Account::AskedAt(at) => format!("As the server said at {at}.").into(),
        Account::Look => "Ask the server".into(),
        Account::Working => "Asking".into(),
        Account::Key => "Key".into(),
        Account::KeyStays => "kept by WebCrypto: it signs, and not even this page can read it".into(),
        Account::KeyMayLeave => "kept by this page: it may be taken away".into(),
        Account::ChangeTitle => "Change its key".into(),
        Account::ChangeMeaning => "The account stays, with its orders and proofs; from then on the new key signs. The old and the new key both sign the change. It waits until no order is open, because the values of open challenges are made of the key.".into(),
        Account::ChangeToStay => "Change to a key that stays here".into(),
        Account::ChangeToLeave => "Change to a key that may be taken away".into(),
        Account::Export => "Download the key, locked".into(),
        Account::Passphrase => "Passphrase".into(),
        Account::PassphraseHint => "The file is PKCS #8 under AES-256: openssl pkey reads it. Who has file and passphrase can issue and revoke in your name.".into(),
        Account::ImportTitle => "Bring an account's key along".into(),
        Account::ImportMeaning => "The key takes the place of this one, and its account that of this one. It goes into WebCrypto and cannot be taken away again.".into(),
        Account::ImportField => "Private key as PEM, locked or not".into(),
        Account::Import => "Take this key".into(),
        Account::ImportFailed(why) => format!("This key cannot be used: {why}.").into(),
        Account::EndTitle => "End the account".into(),
        Account::EndMeaning => "The server refuses every later request of it; certificates stay valid. An ended account cannot be brought back. cert-manager never does this.".into(),
        Account::End => "End it for good".into(),
        Account::Failed(failure) => failed(failure).into(),
        Account::RevokeTitle => "Revoke the certificate".into(),
        Account::RevokeMeaning => "The CA then says to everybody that the certificate is not to be trusted. It cannot be undone, and cert-manager does not notice: renew, too. The account that ordered it may ask, or whoever holds the certificate's key.".into(),
        Account::Reason => "Reason".into(),
        Account::For(reason) => self::reason(*reason).into(),
        Account::SignedBy => "Signed by".into(),
        Account::By(RevokedBy::Account) => "the account's key".into(),
        Account::By(RevokedBy::Certificate) => "the certificate's own key".into(),
        Account::Revoke => "Revoke it".into(),
        Account::Revoked(at) => format!("Revoked at {at}.").into(),
        Account::RenewalTitle => "When the CA would renew it".into(),
        Account::RenewalMeaning => "ACME renewal information (RFC 9773): the CA names a window, earlier than usual when it must revoke. cert-manager asks only with the feature gate ACMEUseARI, which is off by default; here it is a hint.".into(),
        Account::AskRenewal => "Ask the CA".into(),
        Account::Window { from, to } => format!("Between {from} and {to}").into(),
        Account::AskAgain(at) => format!("Ask again after {at}.").into(),
        Account::Explanation => "The CA says why".into(),
    }
}

fn failed(failure: &AccountFailure) -> String {
    match failure {
        AccountFailure::NoAccount => "This issuer has no account that could be used.".to_owned(),
        AccountFailure::Busy => "The account is in use: an order is open, or a request is under way. Try again when it is done.".to_owned(),
        AccountFailure::NoCertificate => "The Secret holds no certificate, or not its key.".to_owned(),
        AccountFailure::Key(why) => format!("The key cannot be used: {why}."),
        other => other.to_string(),
    }
}

const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Unspecified => "no reason given",
        Reason::KeyCompromise => "keyCompromise: somebody else may have the key",
        Reason::CaCompromise => "cACompromise",
        Reason::AffiliationChanged => "affiliationChanged: names or organization have changed",
        Reason::Superseded => "superseded: another certificate took its place",
        Reason::CessationOfOperation => "cessationOfOperation: the site is no more",
        Reason::CertificateHold => "certificateHold",
        Reason::RemoveFromCrl => "removeFromCRL",
        Reason::PrivilegeWithdrawn => "privilegeWithdrawn",
        Reason::AaCompromise => "aACompromise",
    }
}
