//! The guidance for a DNS record in English.

use std::borrow::Cow;

use crate::ui::i18n::dns::{Advice, Dns};

pub(super) fn render(text: &Dns) -> Cow<'static, str> {
    match text {
        Dns::Title(1) => "Waiting for you: one DNS record".into(),
        Dns::Title(count) => format!("Waiting for you: {count} DNS records").into(),
        Dns::Task => "Create this record where your domain's DNS is managed. The ACME server reads it to see that the domain is yours. Copy it exactly; quotation marks, if your provider asks for them, are added by the provider.".into(),
        Dns::TaskPractice => "The ACME server wants to see this record in DNS: who can publish it controls the domain. Here the zone is inside the tab, so one button publishes it.".into(),
        Dns::For(name) => format!("for {name}").into(),
        Dns::ForWildcard(name) => format!("for *.{name}").into(),
        Dns::WhyTwo(name) => format!("Both {name} and *.{name} are proven by a TXT record at the same name, each with its own value. Add the second beside the first; do not replace it. cert-manager proves them one after the other.").into(),
        Dns::FullName => "Name (full)".into(),
        Dns::RelativeName => "Name (in the zone)".into(),
        Dns::RelativeTo(zone) => format!("if your provider adds .{zone} itself").into(),
        Dns::Type => "Type".into(),
        Dns::Value => "Value".into(),
        Dns::Ttl => "TTL".into(),
        Dns::TtlUnit => "s, or the shortest allowed".into(),
        Dns::CheckNow => "Check now".into(),
        Dns::Checking => "Checking".into(),
        Dns::PublishPractice => "Publish in the practice zone".into(),
        Dns::Published => "In the practice zone".into(),
        Dns::Answers => "What resolvers see".into(),
        Dns::Asked(0) => "asked just now".into(),
        Dns::Asked(secs) if *secs < 120 => format!("asked {secs} s ago").into(),
        Dns::Asked(secs) => format!("asked {} min ago", secs / 60).into(),
        Dns::NotAsked => "not asked yet".into(),
        Dns::Later => "Its turn comes after the other challenge for this name; the record may be published now.".into(),
        Dns::Asking => "asking".into(),
        Dns::Found(ttl) => format!("found, TTL {ttl} s").into(),
        Dns::NameMissing => "no such name yet".into(),
        Dns::RecordMissing => "the name exists, without a TXT record".into(),
        Dns::WrongValue(value) => format!("another value: {value}").into(),
        Dns::OnlySibling => "only the other challenge's value".into(),
        Dns::Aliases(hops) => format!("(the name is an alias: CNAME → {hops}; the record belongs there)").into(),
        Dns::Unreachable => "not reachable from here".into(),
        Dns::Blocked => "does not let web pages read its answers".into(),
        Dns::Status(status) => format!("answered HTTP {status}").into(),
        Dns::Rcode(rcode) => format!("answered {rcode}").into(),
        Dns::Malformed => "its answer is no DNS message".into(),
        Dns::OtherFinding => "no usable answer".into(),
        Dns::Advice(advice) => self::advice(*advice).into(),
        Dns::Resolvers => "Resolvers".into(),
        Dns::ResolversWhy => "Who is asked by DNS over HTTPS. They answer from their own caches, so they can differ for a while.".into(),
        Dns::CustomResolver => "Another resolver (DNS-over-HTTPS URL)".into(),
        Dns::AddResolver => "Add".into(),
        Dns::ResolverNotHttps => "A DNS-over-HTTPS address begins with https:// and names a host, such as https://dns.example/dns-query. Add the whole address.".into(),
        Dns::OneResolver => "At least one resolver must be asked.".into(),
    }
}

const fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::NobodySees => {
            "Nobody sees the record yet. Right after publishing this is normal: an earlier \"no such name\" stays cached for as long as shown. If it stays so, compare the name, and look whether your provider has saved the form."
        }
        Advice::SomeSee => {
            "Some resolvers see it, others still have an older answer. It spreads by itself; nothing is to be done."
        }
        Advice::WrongValue => {
            "There is a TXT record with another value. If it is from an earlier try, remove it; if it belongs to the other challenge, keep it and add this one beside it."
        }
        Advice::AllSee => {
            "Every resolver that answered sees it. The ACME server is asked to check."
        }
        Advice::NoAnswer => {
            "No resolver could be asked. Are you online? Some networks block DNS over HTTPS: choose another resolver below."
        }
    }
}
