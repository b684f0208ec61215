//! The form in English.

use std::borrow::Cow;

use crate::ui::i18n::form::{Choice, Form};

pub(super) fn render(text: &Form) -> Cow<'static, str> {
    match text {
        Form::Title => "New certificate".into(),
        Form::Lead => "You say what you want and who is to sign it. cert-manager does the rest, and you can watch.".into(),
        Form::Names => "For which names?".into(),
        Form::Signer => "Who signs it?".into(),
        Form::More => "More".into(),
        Form::DnsNames => "DNS names".into(),
        Form::DnsNamesHint => "One a line. *.example.com stands for every name directly under example.com, but not for example.com itself.".into(),
        Form::Name => "Name of the object".into(),
        Form::NameHint => "What the Certificate is called in the cluster: a–z, 0–9, hyphen, dot.".into(),
        Form::CommonName => "Common name".into(),
        Form::CommonNameHint => "An old field of at most 64 characters. Clients look at the DNS names; a CA should have one.".into(),
        Form::Duration => "Lifetime".into(),
        Form::DurationHint => "Such as 2160h (90 days, the default) or 24h30m.".into(),
        Form::IsCa => "This certificate is a CA".into(),
        Form::IsCaHint => "It may sign other certificates.".into(),
        Form::Cluster => "Issuer for every namespace".into(),
        Form::ClusterHint => "Makes a ClusterIssuer instead of an Issuer.".into(),
        Form::Optional => "optional".into(),
        Form::Choice(choice) => self::choice(*choice).into(),
        Form::ChoiceMeaning(choice) => choice_meaning(*choice).into(),
        Form::CaSecret => "The CA's Secret".into(),
        Form::NoCa => "There is no CA here yet. One click makes it: a SelfSigned issuer signs a root certificate, and a CA issuer signs with that root from then on.".into(),
        Form::MakeCa => "Make a CA first".into(),
        Form::CaComing => "The CA is being made; it can be chosen in a moment.".into(),
        Form::Directory => "ACME directory".into(),
        Form::DirectoryHint => "The address that a CA gives for ACME clients, such as https://ca.example/directory.".into(),
        Form::Probe => "Try it".into(),
        Form::Probing => "Asking the server".into(),
        Form::Usable(host) => format!("{host} is an ACME directory that this page can use.").into(),
        Form::Email => "E-mail for the account".into(),
        Form::EmailHint => "Where the CA writes about the account.".into(),
        Form::Terms => "I agree to the CA's terms of service".into(),
        Form::TermsLink => "Read them".into(),
        Form::AcmeDuration => "An ACME CA chooses the lifetime itself; this value is kept in the Certificate but not sent.".into(),
        Form::Create => "Create the certificate".into(),
        Form::Unready(1) => "One field needs another look.".into(),
        Form::Unready(count) => format!("{count} fields need another look.").into(),
        Form::Preview => "What will be applied".into(),
        Form::PreviewWhy => "The same manifests work with kubectl apply in a cluster, but for by-hand: that solver is the lab's own, and a cluster has one for its DNS provider.".into(),
        Form::PreviewEmpty => "It appears here as you fill in the form.".into(),
        Form::Clear => "Clear the form".into(),
    }
}

const fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::SelfSigned => "Itself (SelfSigned)",
        Choice::Ca => "A CA of my own",
        Choice::AcmePractice => "The practice CA, by ACME",
        Choice::AcmeStaging => "Let's Encrypt staging, by ACME",
        Choice::AcmeProduction => "Let's Encrypt production, by ACME",
        Choice::AcmeUrl => "Another ACME server",
    }
}

const fn choice_meaning(choice: Choice) -> &'static str {
    match choice {
        Choice::SelfSigned => {
            "Signed with its own key. Nobody trusts it unless told to: for roots and tests."
        }
        Choice::Ca => {
            "Signed by a CA certificate whose key is in a Secret. Trusted by whoever trusts that CA."
        }
        Choice::AcmePractice => {
            "Runs in this tab and works as Let's Encrypt does: you prove each name by a DNS record or a file."
        }
        Choice::AcmeStaging => {
            "The real protocol, without rate limits that hurt. Browsers do not trust its certificates."
        }
        Choice::AcmeProduction => {
            "Certificates that every browser trusts. For names that are yours, when staging has worked."
        }
        Choice::AcmeUrl => "Any server that speaks RFC 8555 and lets web pages use it (CORS).",
    }
}
