//! When a certificate is to be renewed, and when it has expired.

use super::windows::{self, WindowError};
use super::{Input, Violation};
use crate::certmanager::api::CertificateSpec;
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::kube::Duration;
use crate::x509::Certificate;

/// It is not yet time to renew. The decision rests on the certificate's own
/// dates; only the message shows the time that was announced.
pub(super) fn is_due(input: &Input<'_>) -> Option<Violation> {
    let leaf = leaf(input)?;
    let spec = &input.certificate.spec;
    let suggested = input.certificate.suggested_window();
    if let Some((start, _)) = suggested.filter(|(start, _)| *start > leaf.not_before()) {
        let renews = spec.renews() && start <= input.now;
        return renews.then(|| renewing(input));
    }
    let due = match renewal_time(leaf.not_before(), leaf.not_after(), spec) {
        Ok(due) => due?,
        Err(error) => {
            // Better renewed at another time than not at all.
            let due = unwindowed(leaf.not_before(), leaf.not_after(), spec);
            return (due <= input.now).then(|| Violation::new("WindowError", error.to_string()));
        }
    };
    (due <= input.now).then(|| renewing(input))
}

fn renewing(input: &Input<'_>) -> Violation {
    let announced = match input.certificate.status.renewal_time {
        Some(time) => time.go_string(),
        None => "<nil>".to_owned(),
    };
    Violation::new(
        "Renewing",
        format!("Renewing certificate as renewal was scheduled at {announced}"),
    )
}

/// It has not expired.
pub(super) fn has_expired(input: &Input<'_>) -> Option<Violation> {
    let end = leaf(input)?.not_after();
    (input.now > end).then(|| {
        Violation::new(
            "Expired",
            format!("Certificate expired on {}", end.rfc1123()),
        )
    })
}

/// When a certificate is to be renewed; none if never (`spec.renewal`).
pub fn renewal_time(
    not_before: Timestamp,
    not_after: Timestamp,
    spec: &CertificateSpec,
) -> Result<Option<Timestamp>, WindowError> {
    let desired = unwindowed(not_before, not_after, spec);
    windowed(desired, not_before, not_after, spec)
}

/// The same where the ACME server suggests a window (RFC 9773 §4.2): at some moment in it.
pub fn suggested_renewal_time(
    suggested: (Timestamp, Timestamp),
    not_before: Timestamp,
    not_after: Timestamp,
    spec: &CertificateSpec,
    entropy: &mut dyn Entropy,
) -> Result<Option<Timestamp>, WindowError> {
    let (start, end) = suggested;
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    let length = end.since(start).as_secs().max(1);
    let offset = u64::from_be_bytes(bytes).checked_rem(length).unwrap_or(0);
    let desired = start + std::time::Duration::from_secs(offset);
    windowed(desired, not_before, not_after, spec)
}

fn windowed(
    desired: Timestamp,
    not_before: Timestamp,
    not_after: Timestamp,
    spec: &CertificateSpec,
) -> Result<Option<Timestamp>, WindowError> {
    match &spec.renewal {
        _ if !spec.renews() => Ok(None),
        Some(renewal) if !renewal.windows.is_empty() => {
            windows::within(&renewal.windows, desired, not_before, not_after).map(Some)
        }
        _ => Ok(Some(desired)),
    }
}

/// When a certificate would be renewed if there were no windows.
pub(crate) fn unwindowed(
    not_before: Timestamp,
    not_after: Timestamp,
    spec: &CertificateSpec,
) -> Timestamp {
    let lifetime =
        Duration::from_secs(not_after.unix_secs().saturating_sub(not_before.unix_secs()));
    let before = renew_before(lifetime, spec.renew_before, spec.renew_before_percentage);
    // The whole second at or before the moment: the nanoseconds round up.
    let nanos = before.nanos();
    let secs = nanos
        .div_euclid(SECOND)
        .saturating_add(i64::from(nanos.rem_euclid(SECOND) != 0));
    Timestamp::from_unix_secs(not_after.unix_secs().saturating_sub(secs))
}

/// How long before its end a certificate is renewed: `spec.renewBefore` if it
/// fits into the lifetime, else `spec.renewBeforePercentage` if it is one, else
/// a third of the lifetime.
pub fn renew_before(
    lifetime: Duration,
    renew_before: Option<Duration>,
    percentage: Option<i32>,
) -> Duration {
    let life = lifetime.nanos();
    let fits = renew_before.filter(|before| (1..life).contains(&before.nanos()));
    let share = percentage
        .filter(|percentage| (1..100).contains(percentage))
        .map(|percentage| i128::from(life) * i128::from(percentage) / 100)
        .and_then(|nanos| i64::try_from(nanos).ok())
        .map(Duration::from_nanos);
    fits.or(share)
        .unwrap_or_else(|| Duration::from_nanos(life / 3))
}

fn leaf(input: &Input<'_>) -> Option<Certificate> {
    input.secret?.chain()?.ok()?.into_iter().next()
}

const SECOND: i64 = 1_000_000_000;
