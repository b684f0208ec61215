//! Mistakes in fields, in English: what is wrong, why, what to do.

use std::borrow::Cow;

use certlab::x509::NameError;

use crate::ui::i18n::errors::Mistake;

pub(super) fn render(text: &Mistake) -> Cow<'static, str> {
    match text {
        Mistake::NoNames => "A certificate must name something. Enter at least one DNS name; a CA may have a common name instead.".into(),
        Mistake::Name { typed, error } => format!("\"{}\": {}", shorten(typed), name(error)).into(),
        Mistake::Twice(name) => format!("\"{}\" is there twice. Once is enough: remove one.", shorten(name)).into(),
        Mistake::ObjectNameEmpty => "The Certificate needs a name by which the cluster knows it, such as example-test.".into(),
        Mistake::ObjectNameForm => "Kubernetes takes a–z, 0–9, hyphen and dot in names, and a letter or digit at both ends. Change the rest.".into(),
        Mistake::ObjectNameLong(length) => format!("That is {length} characters with the Secret's ending; names end at 253. Shorten it.").into(),
        Mistake::Exists(name) => format!("A Certificate called {name} exists already, and applying this would change it. Choose another name, or open that one.").into(),
        Mistake::SecretTaken(name) => format!("The Secret {name} is already the target of another Certificate. Two Certificates would overwrite each other's key: choose another name.").into(),
        Mistake::CommonNameLong(length) => format!("A common name has at most 64 characters (RFC 5280), this one has {length}. Leave it empty: the DNS names are what counts.").into(),
        Mistake::CommonNameNotListed(name) => format!("With ACME the common name must also be one of the DNS names. Add {} to them, or leave the common name empty.", shorten(name)).into(),
        Mistake::WildcardByHttp(name) => format!("{} stands for many hosts, and a file on one of them proves nothing about the others: ACME servers accept wildcards by DNS-01 only (RFC 8555 §7.1.3, CA/B BR 3.2.2.4.19). Choose DNS-01, or take the wildcard out.", shorten(name)).into(),
        Mistake::CaByAcme => "ACME servers issue no CA certificates. Let it sign itself, or have it signed by a CA of your own.".into(),
        Mistake::Duration => "A duration is written with h, m and s, such as 2160h or 24h30m. There is no unit for days: 90 days are 2160h.".into(),
        Mistake::DurationShort => "cert-manager refuses lifetimes under one hour, because renewal would never come to rest. Enter 1h or more.".into(),
        Mistake::NoCaChosen => "Choose the CA that is to sign, or make one first.".into(),
        Mistake::DirectoryEmpty => "Enter the address of the ACME server's directory. The CA tells it in its documentation for ACME clients.".into(),
        Mistake::DirectoryNotUrl => "That is not a web address. A directory's address looks like https://ca.example/directory.".into(),
        Mistake::DirectoryNotHttps => "ACME runs over HTTPS only (RFC 8555 §6.1): without it anybody on the way could change the directory. Begin the address with https://.".into(),
        Mistake::DirectoryUntried => "The server is being tried. Wait for its answer, then create the certificate.".into(),
        Mistake::NotADirectory => "Something answers there, but it is no ACME directory: the addresses for newNonce, newAccount and newOrder are missing (RFC 8555 §7.1.1). Check the path; often it ends in /directory.".into(),
        Mistake::DirectoryStatus(status) => format!("The server answered HTTP {status} instead of a directory. Check the path, or try later if it is a 5xx.").into(),
        Mistake::DirectoryBlocked => "The server answers, but does not let web pages read it (no CORS header fields), so the browser withholds the answer. No page can use this CA (Google Trust Services is one such); Let's Encrypt and Pebble do allow it.".into(),
        Mistake::DirectoryUnreachable => "Nothing answers there: the host name is wrong, the server is down, you are offline, or the browser does not trust its TLS certificate. Open the address in a new tab to see which.".into(),
        Mistake::DirectoryUnreachableLocal => "Nothing answers there. The address is in your own network: Chromium asks before a page may reach it (Local Network Access), so see whether you said no, in the settings beside the address bar. Or the server is not running, or the browser does not trust its TLS certificate: open the address in a new tab.".into(),
        Mistake::Guard => "Read the three points, then tick the box: a certificate from production cannot be taken back. Staging shows the same flow without consequences.".into(),
        Mistake::NonceUnreadable => "This is an ACME directory, but its server hides the Replay-Nonce header from web pages (no Access-Control-Expose-Headers). Every signed request needs one, so no page can use this CA (ZeroSSL is one such).".into(),
        Mistake::ExternalAccount => "This CA takes only accounts that are bound to a customer account (externalAccountRequired). The lab cannot do that yet: choose another CA.".into(),
        Mistake::EmailEmpty => "Enter an e-mail address: the CA writes there when something is wrong with the account.".into(),
        Mistake::EmailNoAt => "There is no @ in it. An address looks like name@example.com.".into(),
        Mistake::EmailNoLocalPart => "There is nothing before the @. An address looks like name@example.com.".into(),
        Mistake::EmailDomain(error) => format!("The part behind the @ is no domain: {}", name(error)).into(),
        Mistake::EmailOther(message) => format!("That is no e-mail address: {message}.").into(),
        Mistake::Terms => "The CA makes accounts only for those who agree to its terms (RFC 8555 §7.3). Read them, then tick the box.".into(),
        Mistake::Field { path, message } => format!("cert-manager says: {path}: {message}").into(),
    }
}

pub(super) fn name(error: &NameError) -> Cow<'static, str> {
    match error {
        NameError::Empty => "the name is empty. Enter a name such as example.com.".into(),
        NameError::Url { host: Some(host) } => format!("this is a web address. A certificate is for a name, without https:// and path: enter {host}.").into(),
        NameError::Url { host: None } => "this is a web address. A certificate is for a name, without https:// and path.".into(),
        NameError::Port { host } => format!("a certificate holds for every port of a name. Enter {host}.").into(),
        NameError::Email => "this is an e-mail address. Enter the name of the server, such as example.com.".into(),
        NameError::IpAddress { .. } => "this is an IP address, not a DNS name. DNS names end in letters; enter the name that points to this address.".into(),
        NameError::EmptyLabel => "there is nothing between two dots, or before the first. Remove the extra dot.".into(),
        NameError::TooLong { octets } => format!("the name is {octets} octets long; DNS allows 253 (RFC 1035). Shorten it.").into(),
        NameError::LabelTooLong { label, octets } => format!("the part \"{}\" is {octets} octets long; DNS allows 63 between two dots. Shorten it.", shorten(label)).into(),
        NameError::Wildcard => "a star may only stand once, alone, as the first part: *.example.com. It covers exactly one level of names.".into(),
        NameError::PublicSuffix { suffix } => format!("{suffix} is a public suffix: many owners share it, and no CA may certify all of it. Enter a name under it that is yours.").into(),
        NameError::Character { character: '_' } => "host names have no underscore. Service records do, but no certificate is for them. Remove it.".into(),
        NameError::Character { character: ' ' } => "there is a space in it. Put each name on its own line.".into(),
        NameError::Character { character } => format!("\"{character}\" does not occur in host names; letters, digits and hyphens do. Remove it.").into(),
        NameError::Hyphen { label } => format!("the part \"{}\" begins or ends with a hyphen, which DNS host names do not. Remove it.", shorten(label)).into(),
        NameError::Idna { label } => format!("\"{}\" cannot be written in DNS: it has characters that international names do not allow (IDNA).", shorten(label)).into(),
        other => format!("{other}.").into(),
    }
}

/// Long input is quoted by its beginning.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= 48 {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(47).collect();
    format!("{beginning}…")
}
