//! Let's Encrypt's rate limits, for lessons about them: names, windows and
//! words are those of <https://letsencrypt.org/docs/rate-limits/>.

use std::time::Duration;

use super::PracticeCa;
use super::refusal;
use crate::clock::Timestamp;
use crate::http::HttpResponse;
use crate::x509::DnsName;

/// A limit that is reached.
pub(super) struct Limited {
    detail: String,
    wait: Duration,
}

impl Limited {
    /// 429 with when to come back (RFC 8555 §6.6).
    pub(super) fn response(&self) -> HttpResponse {
        refusal::response(&refusal::rate_limited(&self.detail))
            .with_header("retry-after", self.wait.as_secs().to_string())
            .with_header("link", format!("<{HELP}>;rel=\"help\""))
    }
}

/// A limit: how many events of a kind within how long.
struct Limit {
    most: usize,
    window: Duration,
    /// Go's text of the window, as Let's Encrypt prints it.
    window_text: &'static str,
    anchor: &'static str,
}

impl Limit {
    /// Whether `events` leave no room for one more, and until when.
    fn exceeded(
        &self,
        now: Timestamp,
        events: impl Iterator<Item = Timestamp>,
        what: &str,
    ) -> Option<Limited> {
        let mut recent: Vec<Timestamp> = events
            .filter(|at| *at <= now && now.since(*at) < self.window)
            .collect();
        recent.sort_unstable();
        let most = self.most;
        let oldest = recent.len().checked_sub(most).and_then(|n| recent.get(n))?;
        let free = *oldest + self.window;
        let when = free.go_string().replace(" +0000 UTC", " UTC");
        Some(Limited {
            detail: format!(
                "{what} in the last {}, retry after {when}: see {HELP}#{}",
                self.window_text, self.anchor
            ),
            wait: free.since(now),
        })
    }
}

/// Whether the limit on new accounts is reached. All clients of the practice
/// CA come from one address.
pub(super) fn new_account(ca: &PracticeCa, now: Timestamp) -> Option<Limited> {
    if !ca.policy.rate_limits {
        return None;
    }
    let created = ca.store.accounts.values().map(|account| account.created);
    let what = format!(
        "too many new registrations ({}) from this IP address",
        ACCOUNTS.most
    );
    ACCOUNTS.exceeded(now, created, &what)
}

/// Whether a limit on orders is reached. A renewal that says which certificate
/// it replaces is free of them all, and is not asked about here.
pub(super) fn new_order(
    ca: &PracticeCa,
    now: Timestamp,
    account: &str,
    names: &[DnsName],
) -> Option<Limited> {
    if !ca.policy.rate_limits {
        return None;
    }
    let limited = failures(ca, now, account, names)
        .or_else(|| orders(ca, now, account))
        .or_else(|| exact_set(ca, now, names))
        .or_else(|| registered_domains(ca, now, names))?;
    Some(Limited {
        detail: format!("Error creating new order :: {}", limited.detail),
        ..limited
    })
}

fn failures(ca: &PracticeCa, now: Timestamp, account: &str, names: &[DnsName]) -> Option<Limited> {
    names.iter().find_map(|name| {
        let base = name.base();
        let failed = ca
            .store
            .failures
            .iter()
            .filter(|failure| failure.account == account && failure.name == base.as_str())
            .map(|failure| failure.at);
        let what = format!(
            "too many failed authorizations ({}) for {:?}",
            FAILURES.most,
            base.as_str()
        );
        FAILURES.exceeded(now, failed, &what)
    })
}

fn orders(ca: &PracticeCa, now: Timestamp, account: &str) -> Option<Limited> {
    let created = ca
        .store
        .orders
        .values()
        .filter(|order| order.account == account && order.replaces.is_none())
        .map(|order| order.created);
    let what = format!("too many new orders ({}) from this account", ORDERS.most);
    ORDERS.exceeded(now, created, &what)
}

fn exact_set(ca: &PracticeCa, now: Timestamp, names: &[DnsName]) -> Option<Limited> {
    let issued = ca
        .store
        .certificates
        .values()
        .filter(|record| record.names == names && !record.replacement)
        .map(|record| record.issued);
    let what = format!(
        "too many certificates ({}) already issued for this exact set of identifiers",
        EXACT_SET.most
    );
    EXACT_SET.exceeded(now, issued, &what)
}

/// Renewals, which have the same names as an earlier certificate, are free of
/// this one.
fn registered_domains(ca: &PracticeCa, now: Timestamp, names: &[DnsName]) -> Option<Limited> {
    let certificates = || ca.store.certificates.values();
    if certificates().any(|record| record.names == names) {
        return None;
    }
    let mut domains: Vec<String> = names.iter().map(registered_domain).collect();
    domains.sort_unstable();
    domains.dedup();
    domains.into_iter().find_map(|domain| {
        let issued = certificates()
            .filter(|record| {
                !record.replacement
                    && record
                        .names
                        .iter()
                        .any(|name| registered_domain(name) == domain)
            })
            .map(|record| record.issued);
        let what = format!(
            "too many certificates ({}) already issued for {domain:?}",
            DOMAIN.most
        );
        DOMAIN.exceeded(now, issued, &what)
    })
}

/// The name that its owner registered: one label more than the public suffix.
fn registered_domain(name: &DnsName) -> String {
    let base = name.base();
    let labels: Vec<&str> = base.as_str().split('.').collect();
    let from = |first: usize| {
        labels
            .iter()
            .skip(first)
            .copied()
            .collect::<Vec<_>>()
            .join(".")
    };
    let suffix = (1..labels.len())
        .find(|first| {
            DnsName::parse_any(&from(*first)).is_ok_and(|parent| parent.is_public_suffix())
        })
        .unwrap_or_else(|| labels.len().saturating_sub(1));
    from(suffix.saturating_sub(1))
}

const HELP: &str = "https://letsencrypt.org/docs/rate-limits/";
const HOUR: u64 = 1;
const WEEK: u64 = 7 * 24;
const ACCOUNTS: Limit = Limit {
    most: 10,
    window: Duration::from_hours(3 * HOUR),
    window_text: "3h0m0s",
    anchor: "new-registrations-per-ip-address",
};
const ORDERS: Limit = Limit {
    most: 300,
    window: Duration::from_hours(3 * HOUR),
    window_text: "3h0m0s",
    anchor: "new-orders-per-account",
};
const FAILURES: Limit = Limit {
    most: 5,
    window: Duration::from_hours(HOUR),
    window_text: "1h0m0s",
    anchor: "authorization-failures-per-identifier-per-account",
};
const EXACT_SET: Limit = Limit {
    most: 5,
    window: Duration::from_hours(WEEK),
    window_text: "168h0m0s",
    anchor: "new-certificates-per-exact-set-of-identifiers",
};
const DOMAIN: Limit = Limit {
    most: 50,
    window: Duration::from_hours(WEEK),
    window_text: "168h0m0s",
    anchor: "new-certificates-per-registered-domain",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registered_domain_is_one_label_more_than_its_public_suffix() {
        for (name, expected) in [
            ("example.com", "example.com"),
            ("*.a.b.example.co.uk", "example.co.uk"),
            ("www.example.test", "example.test"),
        ] {
            let name = DnsName::parse_any(name).unwrap();
            assert_eq!(registered_domain(&name), expected);
        }
    }

    #[test]
    fn a_window_slides_and_says_when_it_is_open_again() {
        let at = Timestamp::from_unix_secs;
        let now = at(1_795_000_000);
        let ago = |minutes: i64| at(now.unix_secs() - 60 * minutes);
        let check = |minutes: &[i64]| {
            let events = minutes.iter().map(|minutes| ago(*minutes));
            FAILURES
                .exceeded(now, events, "too many")
                .map(|limited| (limited.wait.as_secs(), limited.detail))
        };
        assert_eq!(check(&[1, 2, 3, 4]), None);
        assert_eq!(check(&[1, 2, 3, 4, 60, 61]), None);
        let (wait, detail) = check(&[10, 20, 30, 40, 50]).unwrap();
        assert_eq!(wait, 600);
        assert_eq!(
            detail,
            "too many in the last 1h0m0s, retry after 2026-11-18 11:16:40 UTC: see \
             https://letsencrypt.org/docs/rate-limits/#authorization-failures-per-identifier-per-account"
        );
        assert_eq!(check(&[5, 10, 20, 30, 40, 50]).unwrap().0, 1200);
    }
}
