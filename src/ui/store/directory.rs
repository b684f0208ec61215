//! The ACME directories that the form offers, and what is wrong with one.

use certlab::http::host;
pub(crate) use certlab::lab::production::{PRODUCTION_URL, is_production};
use certlab::lab::{Lab, Probe};

use super::draft::Draft;
use crate::ui::i18n::Mistake;
use crate::ui::i18n::form::Choice;

/// Let's Encrypt's staging directory.
pub(crate) const STAGING_URL: &str = "https://acme-staging-v02.api.letsencrypt.org/directory";

/// Let's Encrypt's terms of service.
pub(crate) const LETS_ENCRYPT_TERMS_URL: &str = "https://letsencrypt.org/repository/";

/// The directory of a server outside that a form means.
pub(crate) fn directory_url(draft: &Draft, choice: Choice) -> Option<&str> {
    match choice {
        Choice::AcmeStaging => Some(STAGING_URL),
        Choice::AcmeProduction => Some(PRODUCTION_URL),
        Choice::AcmeUrl => Some(draft.directory.trim()),
        Choice::SelfSigned | Choice::Ca | Choice::AcmePractice => None,
    }
}

/// What is wrong with a directory, before and after it was tried.
pub(crate) fn mistake(url: &str, lab: &Lab) -> Option<Mistake> {
    address(url).err().or_else(|| match lab.probe_of(url) {
        None | Some(Probe::Running | Probe::TryingNonce { .. }) => Some(Mistake::DirectoryUntried),
        Some(Probe::Usable { directory }) => directory
            .meta
            .external_account_required
            .then_some(Mistake::ExternalAccount),
        Some(Probe::NotADirectory) => Some(Mistake::NotADirectory),
        Some(Probe::Status { status }) => Some(Mistake::DirectoryStatus(*status)),
        Some(Probe::Blocked) => Some(Mistake::DirectoryBlocked),
        Some(Probe::NonceUnreadable) => Some(Mistake::NonceUnreadable),
        Some(_) if is_local(url) => Some(Mistake::DirectoryUnreachableLocal),
        Some(_) => Some(Mistake::DirectoryUnreachable),
    })
}

/// Whether an address is worth trying.
pub(crate) fn address(url: &str) -> Result<(), Mistake> {
    if url.is_empty() {
        return Err(Mistake::DirectoryEmpty);
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err(Mistake::DirectoryNotUrl);
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || url.contains(char::is_whitespace) {
        return Err(Mistake::DirectoryNotUrl);
    }
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Ok(()),
        "http" => Err(Mistake::DirectoryNotHttps),
        _ => Err(Mistake::DirectoryNotUrl),
    }
}

/// Whether a browser asks the person before a page may reach that address: this
/// computer, or the network that it is in.
fn is_local(url: &str) -> bool {
    let host = host(url).to_ascii_lowercase();
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host.as_str(), |(name, _)| name);
    let bare = host.trim_matches(['[', ']']);
    match bare.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(address)) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        Ok(std::net::IpAddr::V6(address)) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
        Err(_) => {
            !host.contains('.')
                || [".localhost", ".local", ".internal"]
                    .iter()
                    .any(|end| host.ends_with(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_ones_own_network_are_known() {
        for (url, local) in [
            ("https://localhost:14000/dir", true),
            ("https://127.0.0.1:14000/dir", true),
            ("https://192.168.1.2/dir", true),
            ("https://[::1]:14000/dir", true),
            ("https://[fd00::1]/dir", true),
            ("https://ca.home.internal/dir", true),
            ("https://step-ca/acme/acme/directory", true),
            ("https://9.9.9.9/dir", false),
            ("https://ca.example/dir", false),
            ("https://[2001:db8::1]:1/dir", false),
        ] {
            assert_eq!(is_local(url), local, "{url}");
        }
    }

    #[test]
    fn production_is_known_however_it_was_chosen() {
        assert!(is_production(PRODUCTION_URL));
        assert!(is_production(
            "https://ACME-v02.api.letsencrypt.org/directory"
        ));
        assert!(!is_production(STAGING_URL));
    }
}
