//! The tables: each rule, whom it is asked of, and the function that asks.

use super::Severity::{Error, Notice, Warning};
use super::subject::Subject;
use super::{
    Found, Role, Rule, Severity, attributes, key, list, names, pointers, structure, usages,
};

/// A row of the table for certificates.
pub(super) struct Entry {
    pub(super) rule: Rule,
    pub(super) scope: Scope,
    pub(super) check: fn(&Subject) -> Found,
}

/// Of which certificates a rule is asked.
#[derive(Clone, Copy)]
pub(super) struct Scope(u8);

impl Scope {
    pub(super) const fn holds(self, role: Role) -> bool {
        let bit = match role {
            Role::Root => ROOT,
            Role::Intermediate => MIDDLE,
            Role::Leaf => LEAF,
            Role::List => Self(0),
        };
        self.0 & bit.0 != 0
    }
}

const ROOT: Scope = Scope(1);
const MIDDLE: Scope = Scope(2);
const LEAF: Scope = Scope(4);
const CA: Scope = Scope(3);
const BELOW: Scope = Scope(6);
const ANY: Scope = Scope(7);

const fn rule(
    id: &'static str,
    source: &'static str,
    severity: Severity,
    scope: Scope,
    check: fn(&Subject) -> Found,
) -> Entry {
    let rule = Rule {
        id,
        source,
        severity,
    };
    Entry { rule, scope, check }
}

/// Rules for certificates, RFC 5280's first.
#[rustfmt::skip]
pub(super) const CERTIFICATE: &[Entry] = &[
    // One rule a line, so that the table can be read as one.
    rule("version", "RFC 5280 §4.1.2.1", Error, ANY, structure::version),
    rule("serial-range", "RFC 5280 §4.1.2.2", Error, ANY, structure::serial_range),
    rule("signature-algorithms", "RFC 5280 §4.1.1.2", Error, ANY, structure::signature_algorithms),
    rule("issuer-empty", "RFC 5280 §4.1.2.4", Error, ANY, attributes::issuer_empty),
    rule("ca-subject-empty", "RFC 5280 §4.1.2.6", Error, CA, attributes::ca_subject_empty),
    rule("validity-order", "RFC 5280 §4.1.2.5", Error, ANY, structure::validity_order),
    rule("time-form", "RFC 5280 §4.1.2.5", Error, ANY, structure::time_form),
    rule("unique-ids", "RFC 5280 §4.1.2.8", Error, ANY, structure::unique_ids),
    rule("extension-repeated", "RFC 5280 §4.2", Error, ANY, structure::repeated_extension),
    rule("extension-malformed", "RFC 5280 §4.2", Error, ANY, structure::malformed_extension),
    rule("extension-unknown", "RFC 5280 §4.2", Warning, ANY, structure::unknown_critical),
    rule("ca-not-critical", "RFC 5280 §4.2.1.9", Error, CA, usages::constraints_critical),
    rule("leaf-path-length", "RFC 5280 §4.2.1.9", Error, LEAF, usages::path_length),
    rule("ca-no-usage", "RFC 5280 §4.2.1.3", Error, CA, usages::ca_usage),
    rule("ca-cannot-sign", "RFC 5280 §4.2.1.9", Error, CA, usages::ca_signs),
    rule("leaf-signs", "RFC 5280 §4.2.1.3", Error, LEAF, usages::leaf_signs),
    rule("usage-not-critical", "RFC 5280 §4.2.1.3", Warning, ANY, usages::usage_critical),
    rule("usage-empty", "RFC 5280 §4.2.1.3", Error, ANY, usages::usage_empty),
    rule("usage-impossible", "RFC 8813 §3, RFC 4055 §1.2, RFC 9295 §3", Error, ANY, key::impossible_usage),
    rule("ca-no-key-id", "RFC 5280 §4.2.1.2", Error, CA, pointers::ca_key_id),
    rule("key-id-critical", "RFC 5280 §4.2.1.2", Error, ANY, pointers::key_id_critical),
    rule("authority-missing", "RFC 5280 §4.2.1.1", Error, BELOW, pointers::authority_key_id),
    rule("authority-critical", "RFC 5280 §4.2.1.1", Error, ANY, pointers::authority_key_id_critical),
    rule("authority-no-key-id", "RFC 5280 §4.2.1.1", Error, ANY, pointers::authority_key_id_empty),
    rule("names-not-critical", "RFC 5280 §4.1.2.6", Error, ANY, names::names_not_critical),
    rule("names-critical", "RFC 5280 §4.2.1.6", Warning, ANY, names::names_critical),
    rule("names-empty", "RFC 5280 §4.2.1.6", Error, ANY, names::names_empty),
    rule("dns-syntax", "RFC 5280 §4.2.1.6", Error, ANY, names::dns_syntax),
    rule("address-length", "RFC 5280 §4.2.1.6", Error, ANY, names::address_length),
    rule("email-syntax", "RFC 5280 §4.2.1.6", Error, ANY, names::email_syntax),
    rule("uri-syntax", "RFC 5280 §4.2.1.6", Error, ANY, names::uri_syntax),
    rule("email-in-subject", "RFC 5280 §4.1.2.6", Error, ANY, attributes::email_in_subject),
    rule("attribute-length", "RFC 5280 Appendix A.1", Error, ANY, attributes::attribute_length),
    rule("policy-twice", "RFC 5280 §4.2.1.4", Error, ANY, pointers::policy_twice),
    rule("leaf-policy-rules", "RFC 5280 §4.2.1.5, §4.2.1.11, §4.2.1.14", Error, LEAF, pointers::leaf_policy_rules),
    rule("leaf-constraints", "RFC 5280 §4.2.1.10", Error, LEAF, pointers::leaf_constraints),
    rule("subtrees-not-critical", "RFC 5280 §4.2.1.10", Error, CA, pointers::subtrees_critical),
    rule("subtrees-empty", "RFC 5280 §4.2.1.10", Error, CA, pointers::subtrees_empty),
    rule("subtree-distance", "RFC 5280 §4.2.1.10", Error, CA, pointers::subtree_distance),
    rule("crl-point-critical", "RFC 5280 §4.2.1.13", Warning, ANY, pointers::points_critical),
    rule("crl-point-empty", "RFC 5280 §4.2.1.13", Error, ANY, pointers::point_empty),
    rule("access-critical", "RFC 5280 §4.2.2.1, §4.2.2.2", Error, ANY, pointers::access_critical),
    rule("precertificate", "RFC 6962 §3.1", Notice, LEAF, structure::precertificate),
    rule("poison-and-timestamps", "RFC 6962 §3.1, §3.3", Error, LEAF, structure::poison_and_timestamps),

    rule("serial-random", "TLS BR §7.1", Warning, ANY, structure::serial_random),
    rule("key-kind", "TLS BR §7.1.3.1", Error, ANY, key::kind),
    rule("signature-kind", "TLS BR §7.1.3.2", Error, ANY, key::signature_kind),
    rule("rsa-size", "TLS BR §6.1.5", Error, ANY, key::rsa_size),
    rule("rsa-exponent", "TLS BR §6.1.6", Error, ANY, key::rsa_exponent),
    rule("rsa-exponent-range", "TLS BR §6.1.6", Warning, ANY, key::rsa_exponent_range),
    rule("rsa-factor", "TLS BR §6.1.6", Warning, ANY, key::rsa_factor),
    rule("subject-several", "TLS BR §7.1.4.1", Error, ANY, attributes::several_in_one),
    rule("subject-twice", "TLS BR §7.1.4.1", Error, ANY, attributes::twice),
    rule("subject-order", "TLS BR §7.1.4.2", Error, ANY, attributes::order),
    rule("subject-encoding", "TLS BR §7.1.4.2", Error, ANY, attributes::encoding),
    rule("subject-blank", "TLS BR §7.1.4.1", Error, ANY, attributes::blank),
    rule("country", "TLS BR §7.1.4.2", Error, ANY, attributes::country),
    rule("reserved-label", "TLS BR §7.1.2.7.12", Error, ANY, names::reserved_label),
    rule("internal-name", "TLS BR §4.2.2", Error, ANY, names::internal_name),
    rule("internal-address", "TLS BR §4.2.2", Error, ANY, names::internal_address),
    rule("authority-issuer", "TLS BR §7.1.2.11.1", Error, ANY, pointers::authority_issuer),
    rule("crl-point-fields", "TLS BR §7.1.2.11.2", Error, ANY, pointers::point_fields),
    rule("crl-point-scheme", "TLS BR §7.1.2.11.2", Error, ANY, pointers::point_scheme),
    rule("crl-point-several", "TLS BR §7.1.2.11.2", Warning, ANY, pointers::several_points),
    rule("access-scheme", "TLS BR §7.1.2.7.7, §7.1.2.10.3", Error, ANY, pointers::access_scheme),
    rule("policy-critical", "TLS BR §7.1.2.7.6, §7.1.2.10.1", Error, ANY, pointers::policy_critical),
    rule("policy-missing", "TLS BR §7.1.2.7.6, §7.1.2.10.1", Error, BELOW, pointers::no_policy),
    rule("policy-reserved", "TLS BR §7.1.2.7.9, §7.1.2.10.5", Error, BELOW, pointers::reserved_policy),
    rule("policy-first", "TLS BR §7.1.2.7.9, §7.1.2.10.5", Warning, BELOW, pointers::reserved_policy_first),
    rule("policy-qualifier", "TLS BR §7.1.2.7.9, §7.1.2.10.5", Warning, ANY, pointers::policy_qualifier),
    rule("purpose-missing", "TLS BR §7.1.2.7.6, §7.1.2.10.6", Error, BELOW, usages::no_purpose),
    rule("purpose-prohibited", "TLS BR §7.1.2.7.10, §7.1.2.10.6", Error, BELOW, usages::prohibited_purpose),
    rule("purpose-other", "TLS BR §7.1.2.7.10, §7.1.2.10.6", Warning, BELOW, usages::other_purpose),

    rule("leaf-lifetime", "TLS BR §6.3.2", Error, LEAF, structure::leaf_lifetime),
    rule("leaf-no-names", "TLS BR §7.1.2.7.12", Error, LEAF, names::no_names),
    rule("leaf-name-kinds", "TLS BR §7.1.2.7.12", Error, LEAF, names::name_kinds),
    rule("leaf-common-name", "TLS BR §7.1.2.7.2", Warning, LEAF, attributes::common_name),
    rule("leaf-common-name-foreign", "TLS BR §7.1.4.3", Error, LEAF, attributes::common_name_foreign),
    rule("leaf-subject", "TLS BR §7.1.2.7.2", Error, LEAF, attributes::domain_validated_subject),
    rule("leaf-wildcard", "TLS BR §3.2.2.6", Error, LEAF, names::public_wildcard),
    rule("leaf-any-policy", "TLS BR §7.1.2.7.9", Error, LEAF, pointers::leaf_any_policy),
    rule("leaf-no-usage", "TLS BR §7.1.2.7.6", Warning, LEAF, usages::leaf_no_usage),
    rule("leaf-usage-missing", "TLS BR §7.1.2.7.11", Error, LEAF, usages::leaf_usage_missing),
    rule("leaf-usage-prohibited", "TLS BR §7.1.2.7.11", Error, LEAF, usages::leaf_usage_prohibited),
    rule("leaf-usage-discouraged", "TLS BR §7.1.2.7.11", Warning, LEAF, usages::leaf_usage_discouraged),
    rule("leaf-rsa-both", "TLS BR §7.1.2.7.11", Warning, LEAF, usages::leaf_rsa_both),
    rule("leaf-key-id", "TLS BR §7.1.2.7.6", Warning, LEAF, pointers::leaf_key_id),
    rule("leaf-no-access", "TLS BR §7.1.2.7.6", Error, LEAF, pointers::no_access),
    rule("leaf-no-revocation", "TLS BR §7.1.2.11.2", Error, LEAF, pointers::no_revocation),
    rule("leaf-no-timestamps", "TLS BR §7.1.2.11.3", Notice, LEAF, structure::timestamps),

    rule("ca-subject", "TLS BR §7.1.2.10.2", Error, CA, attributes::ca_subject),
    rule("ca-unit", "TLS BR §7.1.2.10.2", Error, CA, attributes::ca_unit),
    rule("ca-no-crl-sign", "TLS BR §7.1.2.10.7", Error, CA, usages::ca_signs_lists),
    rule("ca-other-usage", "TLS BR §7.1.2.10.7", Error, CA, usages::ca_other_usage),
    rule("ca-no-digital-signature", "TLS BR §7.1.2.10.7", Notice, CA, usages::ca_digital_signature),
    rule("ca-no-crl-point", "TLS BR §7.1.2.10.1", Error, MIDDLE, pointers::ca_no_points),
    rule("ca-no-access", "TLS BR §7.1.2.10.1", Warning, MIDDLE, pointers::no_access),
    rule("subtree-kind", "TLS BR §7.1.2.10.8", Warning, CA, pointers::subtree_kind),
    rule("root-lifetime", "TLS BR §7.1.2.1.1", Error, ROOT, structure::root_lifetime),
    rule("root-path-length", "TLS BR §7.1.2.1.4", Warning, ROOT, usages::path_length),
    rule("root-purpose", "TLS BR §7.1.2.1.2", Error, ROOT, usages::root_purpose),
    rule("root-policy", "TLS BR §7.1.2.1.2", Warning, ROOT, pointers::root_policy),
    rule("root-authority", "TLS BR §7.1.2.1.2", Warning, ROOT, pointers::authority_key_id),
    rule("root-key-ids", "TLS BR §7.1.2.1.3", Error, ROOT, pointers::root_key_ids),
];

type ListEntry = (Rule, fn(&list::Subject) -> Found);

const fn of_list(
    id: &'static str,
    source: &'static str,
    severity: Severity,
    check: fn(&list::Subject) -> Found,
) -> ListEntry {
    let rule = Rule {
        id,
        source,
        severity,
    };
    (rule, check)
}

/// Rules for revocation lists.
#[rustfmt::skip]
pub(super) const LIST: &[ListEntry] = &[
    // One rule a line here too.
    of_list("list-version", "RFC 5280 §5.1.2.1", Error, list::version),
    of_list("list-signature-algorithms", "RFC 5280 §5.1.1.2", Error, list::signature_algorithms),
    of_list("list-issuer-empty", "RFC 5280 §5.1.2.3", Error, list::issuer_empty),
    of_list("list-no-next-update", "RFC 5280 §5.1.2.5", Error, list::no_next_update),
    of_list("list-order", "RFC 5280 §5.1.2.5", Error, list::order),
    of_list("list-time-form", "RFC 5280 §5.1.2.4", Error, list::time_form),
    of_list("list-empty", "RFC 5280 §5.1.2.6", Error, list::empty),
    of_list("list-no-number", "RFC 5280 §5.2.3", Error, list::no_number),
    of_list("list-number-critical", "RFC 5280 §5.2.3", Error, list::number_critical),
    of_list("list-number-length", "RFC 5280 §5.2.3", Error, list::number_length),
    of_list("list-no-authority", "RFC 5280 §5.2.1", Error, list::no_authority),
    of_list("list-point-not-critical", "RFC 5280 §5.2.5", Error, list::point_critical),
    of_list("list-malformed", "RFC 5280 §5.2", Error, list::malformed_extension),
    of_list("list-unspecified", "RFC 5280 §5.3.1", Warning, list::unspecified),
    of_list("list-reason-critical", "RFC 5280 §5.3.1", Error, list::reason_critical),
    of_list("list-reason", "TLS BR §7.2.2", Error, list::reason_kind),
    of_list("list-lifetime", "TLS BR §4.9.7", Error, list::lifetime),
];
