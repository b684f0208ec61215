//! The DNS coach in English.

use std::borrow::Cow;

use certlab::dns::caa::Refusal;
use certlab::dns::survey::Misplacement;
use certlab::dns::{Diagnosis, Failure};

use crate::ui::i18n::coach::Coach;

pub(super) fn render(text: &Coach) -> Cow<'static, str> {
    match text {
        Coach::Left(0) => "(no longer cached)".into(),
        Coach::Left(secs) if *secs < 120 => format!("(cached for another {secs} s)").into(),
        Coach::Left(secs) => format!("(cached for another {} min)", secs / 60).into(),
        Coach::Bogus => "DNSSEC: without checking signatures this resolver has an answer, with checking it has none. The zone's signatures are wrong or expired, or its DS record belongs to another key. The ACME server checks too: mend DNSSEC at your provider, or remove the DS record at your registrar.".into(),
        Coach::Extended(code) => extended(*code).into(),
        Coach::Zone(zone) => format!("Put it into the zone {zone}").into(),
        Coach::Servers(servers) => format!("served by {servers}").into(),
        Coach::Cut { zone, registered } => format!("{zone} is a zone of its own: what you enter at the provider of {registered} is not seen there.").into(),
        Coach::Alias { from, to } => format!("{from} is an alias (CNAME) for {to}. The ACME server follows it, so the TXT record belongs at its end; beside a CNAME no other record can stand.").into(),
        Coach::What(diagnosis) => what(diagnosis).into(),
        Coach::Remedy { diagnosis, relative_name, zone } => remedy(diagnosis, relative_name, zone).into(),
    }
}

fn what(diagnosis: &Diagnosis) -> String {
    match diagnosis {
        Diagnosis::Misplaced {
            why: Misplacement::Doubled,
            name,
        } => format!("The zone's name is there twice: the record stands at {name}."),
        Diagnosis::Misplaced { name, .. } => {
            format!("The value is in DNS, but at another name: {name}.")
        }
        Diagnosis::Dressed => "The value has quotation marks or spaces as part of it.".to_owned(),
        Diagnosis::KeyAuthorization => {
            "That is the token or the key authorization, not its digest.".to_owned()
        }
        Diagnosis::OlderOrder { order } => format!("That is the value of another order, {order}."),
        Diagnosis::LikeAnOrders => "That looks like another order's value.".to_owned(),
        Diagnosis::OnlySibling => "Only the other challenge's value is there.".to_owned(),
        Diagnosis::Caa { name, refusal, .. } => match refusal {
            Refusal::Critical { tag } => format!(
                "CAA at {name} forbids it: a critical property “{tag}” that no CA may ignore."
            ),
            Refusal::Nobody { tag } => {
                format!("CAA at {name} forbids it: {tag} \";\" lets no CA issue.")
            }
            Refusal::OtherCas { tag, issuers } => format!(
                "CAA at {name} forbids it: {tag} names only {}.",
                issuers.join(", ")
            ),
            Refusal::OtherAccount { account_url } => {
                format!("CAA at {name} allows this CA for another account only: {account_url}.")
            }
            Refusal::OtherMethod { methods } => {
                format!("CAA at {name} allows this CA only by {methods}, not by dns-01.")
            }
            _ => format!("CAA at {name} forbids it."),
        },
        Diagnosis::CaaFailed { name, failure } => {
            format!("CAA of {name} cannot be looked up: {}.", short(*failure))
        }
        _ => "Something is wrong with the record.".to_owned(),
    }
}

fn remedy(diagnosis: &Diagnosis, relative_name: &str, zone: &str) -> String {
    match diagnosis {
        Diagnosis::Misplaced { why: Misplacement::Doubled, .. } => format!("Your provider adds .{zone} by itself. Enter only {relative_name} as the name."),
        Diagnosis::Misplaced { why: Misplacement::Bare, .. } => format!("The name begins with _acme-challenge: enter {relative_name} in the zone {zone}."),
        Diagnosis::Misplaced { why: Misplacement::Star, .. } => format!("For a wildcard the star is left out: enter {relative_name} in the zone {zone}."),
        Diagnosis::Misplaced { .. } => format!("That would prove another name. Here the record is {relative_name} in the zone {zone}."),
        Diagnosis::Dressed => "Your provider adds a zone file's quotation marks itself: enter the value without any, and without spaces.".to_owned(),
        Diagnosis::KeyAuthorization => "A DNS record holds the SHA-256 digest of it in base64url, 43 characters: copy the value above.".to_owned(),
        Diagnosis::OlderOrder { .. } | Diagnosis::LikeAnOrders => "Each order has a value of its own. Put the one above in its place, or beside it; a resolver that still shows the old one has it in its cache.".to_owned(),
        Diagnosis::OnlySibling => "Leave it, and add this value beside it: one name may have several TXT records.".to_owned(),
        Diagnosis::Caa { .. } => "The CA will refuse until the record is changed: add an issue property with the CA's name, or remove the ones that are there. For a wildcard, issuewild counts if there is one.".to_owned(),
        Diagnosis::CaaFailed { .. } => "A CA that gets no answer to its CAA question must not issue. Mend the zone's name servers; some old ones fail at types that they do not know.".to_owned(),
        _ => String::new(),
    }
}

fn short(failure: Failure) -> String {
    match failure {
        Failure::Rcode(rcode) => format!("{rcode:?}").to_uppercase(),
        other => other.to_string(),
    }
}

const fn extended(code: u16) -> &'static str {
    match code {
        1 | 2 => "The zone is signed in a way that this resolver does not know.",
        3 | 19 => "An old answer, because no server could be reached.",
        6 => "The signatures do not prove the answer.",
        7 => "The zone's signatures have expired: it must be signed anew.",
        8 => "The zone's signatures begin in the future: look at the signer's clock.",
        9 => "No key of the zone fits the DS record at the parent.",
        10 => "The answer comes without the signatures that it must have.",
        12 => "The zone does not prove that there is nothing.",
        4 | 15..=18 => "This resolver filters: choose another.",
        22 => "None of the zone's name servers answers.",
        23 => "The resolver has trouble reaching the zone's name servers.",
        _ => "",
    }
}
