//! Which rule of ours is which of pkilint's, and where the two differ and why.

/// Our rules, and pkilint's codes for the same: any of the one means any of the other.
pub(super) const SAME: &[(&[&str], &[&str])] = &[
    (&["version"], &["pkix.certificate_version_is_not_v3"]),
    (
        &["serial-range"],
        &["pkix.certificate_serial_number_out_of_range"],
    ),
    (
        &["signature-algorithms"],
        &["pkix.certificate_signature_algorithm_mismatch"],
    ),
    (
        &["validity-order"],
        &["pkix.certificate_negative_validity_period"],
    ),
    (
        &["time-form", "list-time-form"],
        &["pkix.wrong_time_useful_type"],
    ),
    (
        &["unique-ids"],
        &[
            "pkix.issuer_unique_id_present",
            "pkix.subject_unique_id_present",
        ],
    ),
    (&["extension-repeated"], &["pkix.duplicate_extension"]),
    (
        &["ca-not-critical"],
        &["pkix.basic_constraints_extension_not_critical"],
    ),
    (&["ca-no-usage"], &["pkix.ca_certificate_no_ku_extension"]),
    (
        &["ca-cannot-sign"],
        &["pkix.ca_certificate_keycertsign_keyusage_not_set"],
    ),
    (
        &["leaf-signs"],
        &["pkix.ee_certificate_keycertsign_keyusage_set"],
    ),
    (
        &["usage-not-critical"],
        &["pkix.key_usage_extension_not_critical"],
    ),
    (
        &["usage-impossible"],
        &[
            "pkix.key_usage_value_prohibited_for_rsa",
            "pkix.key_usage_value_prohibited_for_ec",
            "pkix.key_usage_value_prohibited_for_edwards_curve",
        ],
    ),
    (&["ca-no-key-id"], &["pkix.certificate_skid_ca_missing"]),
    (
        &["key-id-critical"],
        &["pkix.certificate_skid_extension_critical"],
    ),
    (
        &["authority-missing"],
        &["pkix.authority_key_identifier_extension_absent"],
    ),
    (
        &["authority-critical"],
        &["pkix.authority_key_identifier_critical"],
    ),
    (
        &["authority-no-key-id"],
        &["pkix.authority_key_identifier_keyid_missing"],
    ),
    (
        &["names-not-critical"],
        &["pkix.san_extension_not_critical_empty_subject"],
    ),
    (
        &["names-critical"],
        &["pkix.san_extension_is_critical_non_empty_subject"],
    ),
    // By RFC 5280 alone pkilint refuses wildcards too, and takes that back for TLS.
    (&["dns-syntax"], &["cabf.serverauth.invalid_dnsname_syntax"]),
    (&["address-length"], &["pkix.ip_address_wrong_length"]),
    (&["email-syntax"], &["pkix.invalid_email_address_syntax"]),
    (&["uri-syntax"], &["pkix.invalid_uri_syntax"]),
    (
        &["email-in-subject"],
        &["pkix.subject_email_address_not_in_san"],
    ),
    (
        &["policy-twice"],
        &["pkix.duplicate_certificate_policy_oids"],
    ),
    (
        &["leaf-policy-rules"],
        &[
            "pkix.end_entity_policy_mappings_extension_present",
            "pkix.end_entity_policy_constraints_extension_present",
            "pkix.end_entity_inhibit_anypolicy_extension_present",
        ],
    ),
    (
        &["leaf-constraints"],
        &["pkix.name_constraints_in_ee_certificate"],
    ),
    (
        &["subtrees-not-critical"],
        &["pkix.certificate_name_constraints_extension_not_critical"],
    ),
    (&["subtrees-empty"], &["pkix.name_constraints_no_subtrees"]),
    (
        &["subtree-distance"],
        &[
            "pkix.name_constraints_non_default_minimum",
            "pkix.name_constraints_maximum_specified",
        ],
    ),
    (
        &["crl-point-critical"],
        &["pkix.certificate_crldp_extension_critical"],
    ),
    (
        &["crl-point-empty"],
        &["pkix.distribution_point_does_not_contain_name_or_issuer"],
    ),
    (
        &["access-critical"],
        &[
            "pkix.authority_information_access_extension_critical",
            "pkix.subject_information_access_extension_critical",
        ],
    ),
    (
        &["precertificate"],
        &["cabf.serverauth.subscriber.precert_poison_extension_present"],
    ),
    (
        &["poison-and-timestamps"],
        &["pkix.ct_precert_poison_and_sctlist_extensions_present"],
    ),
    (
        &["key-kind"],
        &["cabf.serverauth.prohibited_subject_public_key_algorithm_encoding"],
    ),
    (
        &["signature-kind"],
        &["cabf.serverauth.prohibited_signature_algorithm_encoding"],
    ),
    (&["rsa-size"], &["cabf.rsa_modulus_invalid_length"]),
    (&["rsa-exponent"], &["cabf.rsa_exponent_prohibited_value"]),
    (
        &["rsa-exponent-range"],
        &["cabf.rsa_exponent_not_in_recommended_range"],
    ),
    (
        &["rsa-factor"],
        &["cabf.rsa_modulus_has_small_prime_factor"],
    ),
    (
        &["subject-several"],
        &["cabf.serverauth.rdn_contains_multiple_atvs"],
    ),
    (
        &["subject-twice"],
        &["cabf.serverauth.prohibited_duplicate_attribute_type"],
    ),
    (&["subject-order"], &["cabf.serverauth.invalid_rdn_order"]),
    (
        &["subject-encoding"],
        &["cabf.serverauth.attribute_value_invalid_encoding_type"],
    ),
    (
        &["subject-blank"],
        &["cabf.insignificant_attribute_value_present"],
    ),
    (&["country"], &["cabf.invalid_country_code"]),
    (
        &["reserved-label"],
        &["cabf.serverauth.dnsname_contains_prohibited_reserved_label"],
    ),
    (&["internal-name"], &["cabf.internal_domain_name"]),
    (&["internal-address"], &["cabf.internal_ip_address"]),
    (
        &["authority-issuer"],
        &["cabf.authority_key_identifier_has_issuer_cert"],
    ),
    (
        &["crl-point-fields"],
        &["cabf.serverauth.crldp_dp_prohibited_field_present"],
    ),
    (
        &["crl-point-scheme"],
        &[
            "cabf.serverauth.crldp_dpname_prohibited_uri_scheme",
            "cabf.serverauth.crldp_dpname_prohibited_generalname_type",
            "cabf.serverauth.crldp_dpname_prohibited_field_present",
        ],
    ),
    (
        &["crl-point-several"],
        &["cabf.serverauth.crldp_multiple_distributionpoints_present"],
    ),
    (
        &["access-scheme"],
        &[
            "cabf.serverauth.aia_location_not_uri",
            "cabf.serverauth.aia_location_uri_not_http",
        ],
    ),
    (
        &["policy-critical"],
        &[
            "cabf.serverauth.subscriber.critical_certificate_policies_extension",
            "cabf.serverauth.ca.critical_certificate_policies_extension",
        ],
    ),
    (
        &["policy-missing"],
        &[
            "cabf.serverauth.subscriber.certificate_policies_extension_absent",
            "cabf.serverauth.ca.certificate_policies_extension_absent",
        ],
    ),
    (
        &["policy-reserved"],
        &[
            "cabf.serverauth.subscriber_missing_reserved_policy_oid",
            "cabf.serverauth.subscriber_multiple_reserved_policy_oids",
            "cabf.serverauth.ca_missing_reserved_policy_oid",
            "cabf.serverauth.ca_multiple_reserved_policy_oids",
            "cabf.serverauth.ca_anypolicy_with_other_policy_oid",
        ],
    ),
    (
        &["policy-first"],
        &[
            "cabf.serverauth.subscriber_first_policy_oid_not_reserved",
            "cabf.serverauth.ca_first_policy_oid_not_reserved",
        ],
    ),
    (
        &["policy-qualifier"],
        &["cabf.serverauth.certificate_policy_qualifier_present"],
    ),
    (
        &["purpose-missing"],
        &[
            "cabf.serverauth.subscriber.extended_key_usage_extension_absent",
            "cabf.serverauth.ca.extended_key_usage_extension_absent",
        ],
    ),
    (
        &["purpose-prohibited"],
        &[
            "cabf.serverauth.subscriber.codesigning_eku_present",
            "cabf.serverauth.subscriber.emailprotection_eku_present",
            "cabf.serverauth.subscriber.ocspsigning_eku_present",
            "cabf.serverauth.subscriber.timestamping_eku_present",
            "cabf.serverauth.subscriber.anyeku_eku_present",
            "cabf.serverauth.ca.codesigning_eku_present",
            "cabf.serverauth.ca.emailprotection_eku_present",
            "cabf.serverauth.ca.ocspsigning_eku_present",
            "cabf.serverauth.ca.anyeku_eku_present",
        ],
    ),
    (
        &["purpose-other"],
        &[
            "cabf.serverauth.subscriber.unknown_eku_present",
            "cabf.serverauth.ca.unknown_eku_present",
        ],
    ),
    (
        &["leaf-lifetime"],
        &[
            "cabf.serverauth.certificate_validity_period_exceeds_398_days",
            "cabf.serverauth.certificate_validity_period_exceeds_200_days",
            "cabf.serverauth.certificate_validity_period_exceeds_100_days",
            "cabf.serverauth.certificate_validity_period_exceeds_47_days",
        ],
    ),
    (
        &["leaf-no-names"],
        &["cabf.serverauth.subscriber.subject_altname_extension_absent"],
    ),
    (
        &["leaf-name-kinds"],
        &["cabf.serverauth.prohibited_san_type"],
    ),
    (
        &["leaf-common-name"],
        &["cabf.serverauth.dv.common_name_attribute_present"],
    ),
    (
        &["leaf-common-name-foreign"],
        &["cabf.serverauth.subscriber_common_name_unknown_source"],
    ),
    (
        &["leaf-subject"],
        &["cabf.serverauth.dv.unknown_attribute_present"],
    ),
    (
        &["leaf-any-policy"],
        &["cabf.serverauth.subscriber_anypolicy_oid_present"],
    ),
    (
        &["leaf-no-usage"],
        &["cabf.serverauth.subscriber.key_usage_extension_absent"],
    ),
    (
        &["leaf-usage-missing"],
        &["cabf.serverauth.subscriber_required_ku_missing"],
    ),
    (
        &["leaf-usage-prohibited"],
        &["cabf.serverauth.subscriber_prohibited_ku_present"],
    ),
    (
        &["leaf-usage-discouraged"],
        &["cabf.serverauth.subscriber_discouraged_ku_present"],
    ),
    (
        &["leaf-rsa-both"],
        &["cabf.serverauth.subscriber_rsa_digitalsignature_and_keyencipherment_present"],
    ),
    (
        &["leaf-key-id"],
        &["cabf.serverauth.subscriber.subject_key_identifier_extension_present"],
    ),
    (
        &["leaf-no-access"],
        &["cabf.serverauth.subscriber.authority_info_access_extension_absent"],
    ),
    (
        &["leaf-no-revocation"],
        &["cabf.serverauth.subscriber.revocation_information_absent"],
    ),
    (
        &["ca-subject"],
        &[
            "cabf.serverauth.ca.country_attribute_absent",
            "cabf.serverauth.ca.organization_name_attribute_absent",
            "cabf.serverauth.ca.common_name_attribute_absent",
        ],
    ),
    (
        &["ca-unit"],
        &["cabf.serverauth.ca.organizational_unit_name_attribute_present"],
    ),
    (
        &["ca-other-usage"],
        &["cabf.ca_certificate_prohibited_ku_present"],
    ),
    (
        &["ca-no-digital-signature"],
        &["cabf.ca_certificate_no_digital_signature_bit"],
    ),
    (
        &["ca-no-crl-point"],
        &["cabf.serverauth.ca.crl_distribution_points_extension_absent"],
    ),
    (
        &["ca-no-access"],
        &["cabf.serverauth.ca.authority_info_access_extension_absent"],
    ),
    (
        &["subtree-kind"],
        &["cabf.serverauth.name_constraints_discouraged_name_type"],
    ),
    (
        &["root-lifetime"],
        &[
            "cabf.serverauth.root_validity_period_too_short",
            "cabf.serverauth.root_validity_period_too_long",
        ],
    ),
    (
        &["root-path-length"],
        &["cabf.serverauth.root_basic_constraints_pathlenconstraint_present"],
    ),
    (
        &["root-purpose"],
        &["cabf.serverauth.root.extended_key_usage_extension_present"],
    ),
    (
        &["root-policy"],
        &["cabf.serverauth.root.certificate_policies_extension_present"],
    ),
    (
        &["root-authority"],
        &["cabf.serverauth.root.authority_key_identifier_extension_absent"],
    ),
    (
        &["root-key-ids"],
        &["cabf.serverauth.root_aki_ski_not_equal"],
    ),
    (&["list-version"], &["pkix.crl_version_is_not_v2"]),
    (&["list-no-number"], &["pkix.crl_number_missing"]),
    (
        &["list-number-critical"],
        &["pkix.crl_number_extension_critical"],
    ),
    (&["list-number-length"], &["pkix.crl_number_out_of_range"]),
    (
        &["list-no-authority"],
        &["pkix.authority_key_identifier_missing"],
    ),
    (&["list-lifetime"], &["cabf.crl_invalid_validity_period"]),
    (&["list-reason"], &["cabf.crl_prohibited_reason_code"]),
    (
        &["list-no-next-update"],
        &["pkix.validity_period_end_value_missing"],
    ),
    (&["list-order"], &["pkix.crl_negative_validity_period"]),
    (
        &["list-reason-critical"],
        &["pkix.crl_reason_code_extension_critical"],
    ),
    (&["issuer-empty", "list-issuer-empty"], &["pkix.name_empty"]),
    // One code of pkilint's is several rules of ours.
    (
        &["ca-cannot-sign", "ca-no-crl-sign"],
        &["cabf.ca_certificate_required_ku_missing"],
    ),
    (
        &[
            "extension-malformed",
            "usage-empty",
            "names-empty",
            "attribute-length",
            "list-malformed",
        ],
        &["itu.invalid_asn1_syntax"],
    ),
];

/// The case (how its title begins), the rule, and why the two differ.
pub(super) const DIFFERENT: &[(&str, &str, &str)] = &[
    (
        "leaf-usage-missing",
        "leaf-usage-discouraged",
        "of key usage pkilint tells the first fault and stops; we tell each",
    ),
    (
        "ca-other-usage",
        "ca-no-digital-signature",
        "the same: it stops at the prohibited bit",
    ),
    (
        "policy-reserved any and another",
        "policy-first",
        "the same: it stops at the mixture",
    ),
    (
        "subject-several",
        "ca-subject",
        "pkilint looks at the first attribute of each relative name only; the organization is \
         there, as the second",
    ),
    (
        "leaf-path-length",
        "extension-malformed",
        "pkilint's decoder takes the path length for a default that is written out; openssl reads \
         it as what it is, and that is what we tell",
    ),
    (
        "dns-syntax",
        "internal-name",
        "what is no DNS name at all is in no top-level domain either: we say the one, pkilint both",
    ),
    (
        "email-syntax",
        "internal-name",
        "the same for the domain of a mailbox",
    ),
    (
        "uri-syntax",
        "internal-name",
        "the same for the host of a URI",
    ),
];

/// Errors that pkilint finds in what the lab issues: in whose (how the title begins),
/// which, and why it stays.
pub(super) const ARGUED: &[(&str, &str, &str)] = &[
    (
        "practice",
        "cabf.internal_domain_name",
        "the practice CA stands under .test and .internal, which are for that (RFC 6761, ICANN): \
         its lists cannot be under a public domain",
    ),
    (
        "practice",
        "pkix.invalid_domain_name_syntax",
        "a wildcard: RFC 5280 §4.2.1.6 leaves its meaning to others, RFC 9525 §6.3 gives it, and \
         pkilint takes this code back when it lints for TLS",
    ),
    (
        "private default",
        "pkix.key_usage_value_prohibited_for_ec",
        "cert-manager's default usages are digital signature and key encipherment, whatever the \
         key; the lab does as cert-manager does, and its lint says so",
    ),
    (
        "private alone",
        "pkix.authority_key_identifier_extension_absent",
        "Go writes no authority key identifier where issuer and subject are the same, so neither \
         does cert-manager's SelfSigned issuer",
    ),
    (
        "private alone",
        "pkix.name_empty",
        "without a commonName cert-manager's SelfSigned issuer makes an empty issuer; it says so in \
         the event BadConfig",
    ),
];
