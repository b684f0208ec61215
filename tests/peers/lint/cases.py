# Each row: the rule that is broken by it (or "sound"), of which kind it is, and how it
# is made. Read by judge.py.

DAY = datetime.timedelta(days=1)

# Sound ones of each key.
for algorithm in ["p256", "p384", "p521", "rsa"]:
    case(f"sound {algorithm}", "leaf", leaf(KEYS[algorithm]))
for algorithm in ["p256", "rsa"]:
    case(f"sound {algorithm}", "middle", middle(KEYS[algorithm]))
case("sound p384", "root", root())
case("sound rsa", "root", root(key=KEYS["rsa"]))
case("sound", "crl", listing())
case("sound none revoked", "crl", listing(entries=()))
case("sound key compromise", "crl", listing(entries=((5, x509.ReasonFlags.key_compromise),)))

# The outline.
for kind, make in (("leaf", leaf), ("middle", middle), ("root", root)):
    case("version", kind, Edit(make()).version(1))
    case("serial-range zero", kind, Edit(make()).serial(0))
    case("serial-range negative", kind, Edit(make()).serial(-0x1234567890ABCDEF1234))
    case("serial-range 21 octets", kind, Edit(make()).serial(1 << 160))
    case("sound 20 octets", kind, Edit(make()).serial((1 << 159) - 1))
    case("signature-algorithms", kind, Edit(make()).outer_algorithm("1.2.840.10045.4.3.3"))
    case("unique-ids", kind, Edit(make()).unique_id())
    case("extension-repeated", kind, Edit(make()).raw("1.2.3.4.5", b"\x05\x00").raw("1.2.3.4.5", b"\x05\x00", twice=True))
    case("extension-malformed", kind, Edit(make()).raw("cp", b"\x30\x03\x02\x01"))
    case("key-kind p224", kind, make(key=KEYS["p224"]))
    case("key-kind secp256k1", kind, make(key=KEYS["k256"]))
    case("key-kind Ed25519", kind, make(key=KEYS["ed25519"]))
    case("rsa-size 1024", kind, make(key=KEYS["rsa1024"]))
    case("extension-unknown", kind, Edit(make()).raw("1.2.3.4.5", b"\x05\x00", True))
    case("serial-random", kind, Edit(make()).serial(7))
    case("rsa-exponent-range 3", kind, make(key=KEYS["rsa-e3"]))
    case("usage-not-critical", kind, Edit(make()).critical("ku", False))
    case("usage-empty", kind, Edit(make()).raw("ku", b"\x03\x02\x07\x00", True))
    case("authority-critical", kind, Edit(make()).critical("aki", True))
    case("authority-no-key-id", kind, Edit(make()).raw("aki", b"\x30\x00"))
    case("authority-issuer", kind, Edit(make()).set("aki", authority(issuer=[general("dir=Example")], serial=7)))
    case("crl-point-critical", kind, Edit(make()).set("crldp", CRL_AT, True))
    case("crl-point-empty", kind, Edit(make()).raw("crldp", b"\x30\x02\x30\x00"))
    case("crl-point-fields reasons", kind, Edit(make()).set("crldp", points(point("uri=http://crl.example.com/", reasons=frozenset([x509.ReasonFlags.key_compromise])))))
    case("crl-point-fields issuer", kind, Edit(make()).set("crldp", points(point("uri=http://crl.example.com/", issuer=[general("dir=Example")]))))
    case("crl-point-scheme ldap", kind, Edit(make()).set("crldp", points(point("uri=ldap://crl.example.com/"))))
    case("crl-point-scheme https", kind, Edit(make()).set("crldp", points(point("uri=https://crl.example.com/"))))
    case("crl-point-several", kind, Edit(make()).set("crldp", points(point("uri=http://a.example.com/"), point("uri=http://b.example.com/"))))
    case("access-critical", kind, Edit(make()).set("aia", ACCESS, True))
    case("access-scheme https", kind, Edit(make()).set("aia", access(("issuers", "uri=https://ca.example.com/"))))
    case("access-scheme name", kind, Edit(make()).set("aia", access(("ocsp", "ocsp.example.com"))))
    case("policy-twice", kind, Edit(make()).raw("cp", tlv(0x30, *[tlv(0x30, encode(univ.ObjectIdentifier(POLICY["dv"])))] * 2)))
    case("policy-critical", kind, Edit(make()).set("cp", policies("dv"), True))
    case("policy-qualifier", kind, Edit(make()).set("cp", policies("dv", qualifier=["https://example.com/cps"])))

# Validity.
case("validity-order", "leaf", Edit(leaf()).times("260801000000Z", "260701000000Z"))
case("time-form", "leaf", Edit(leaf()).times("260601000000Z", "20260829235959Z"))
case("time-form", "middle", Edit(middle()).times("260601000000Z", "20310529235959Z"))
case("time-form", "root", Edit(root()).times("20260601000000Z", "360529235959Z"))
case("leaf-lifetime 201", "leaf", leaf(days=201))
case("sound 200", "leaf", leaf(days=200))
case("leaf-lifetime in 2025", "leaf", Edit(leaf()).times("250601000000Z", "260704000000Z"))
case("sound in 2025", "leaf", Edit(leaf()).times("250601000000Z", "260703235959Z"))
case("leaf-lifetime in 2027", "leaf", Edit(leaf()).times("270601000000Z", "270910000000Z"))
case("leaf-lifetime in 2029", "leaf", Edit(leaf()).times("290601000000Z", "290719000000Z"))
case("root-lifetime short", "root", root(days=365))
case("root-lifetime long", "root", root(days=9200))

# Key and signature.
case("signature-kind Ed25519", "leaf", leaf(signer=KEYS["ed25519"]))
case("signature-kind SHA-224", "leaf", leaf(signer=KEYS["rsa"], digest=hashes.SHA224()))
case("signature-kind SHA-1", "leaf", Edit(leaf(signer=KEYS["rsa"])).algorithm("1.2.840.113549.1.1.5"))
case("usage-impossible EC", "leaf", Edit(leaf()).set("ku", usage("digital_signature", "key_encipherment"), True))
case("usage-impossible RSA", "leaf", Edit(leaf(KEYS["rsa"])).set("ku", usage("digital_signature", "key_agreement"), True))
case("usage-impossible Ed25519", "leaf", Edit(leaf(KEYS["ed25519"])).set("ku", usage("digital_signature", "key_encipherment"), True))

PRODUCT = KEYS["rsa"].public_key().public_numbers().n
case("rsa-size 2049", "leaf", Edit(leaf(KEYS["rsa"])).rsa((1 << 2048) | PRODUCT))
case("rsa-exponent even", "leaf", Edit(leaf(KEYS["rsa"])).rsa(PRODUCT, 65538))
case("rsa-exponent one", "leaf", Edit(leaf(KEYS["rsa"])).rsa(PRODUCT, 1))
case("rsa-factor 3", "leaf", Edit(leaf(KEYS["rsa"])).rsa(PRODUCT - PRODUCT % 6 + 3))
case("rsa-factor 751", "leaf", Edit(leaf(KEYS["rsa"])).rsa((PRODUCT // 751 | 1) * 751))
case("sound exponent of 256 bits", "leaf", Edit(leaf(KEYS["rsa"])).rsa(PRODUCT, (1 << 255) | 1))

# Uses.
case("leaf-no-usage", "leaf", Edit(leaf()).without("ku"))
case("leaf-signs", "leaf", Edit(leaf()).set("ku", usage("digital_signature", "key_cert_sign"), True))
case("leaf-path-length", "leaf", Edit(leaf()).raw("bc", b"\x30\x03\x02\x01\x00", True))
case("leaf-usage-missing", "leaf", Edit(leaf()).set("ku", usage("key_agreement"), True))
case("leaf-usage-prohibited EC", "leaf", Edit(leaf()).set("ku", usage("digital_signature", "content_commitment"), True))
case("leaf-usage-prohibited RSA", "leaf", Edit(leaf(KEYS["rsa"])).set("ku", usage("digital_signature", "crl_sign"), True))
case("leaf-usage-discouraged EC", "leaf", Edit(leaf()).set("ku", usage("digital_signature", "key_agreement"), True))
case("leaf-usage-discouraged RSA", "leaf", Edit(leaf(KEYS["rsa"])).set("ku", usage("digital_signature", "data_encipherment"), True))
case("leaf-rsa-both", "leaf", Edit(leaf(KEYS["rsa"])).set("ku", usage("digital_signature", "key_encipherment"), True))
case("purpose-missing", "leaf", Edit(leaf()).without("eku"))
case("purpose-missing", "middle", Edit(middle()).without("eku"))
for purpose, oid in (("code", EKU.CODE_SIGNING), ("mail", EKU.EMAIL_PROTECTION), ("ocsp", EKU.OCSP_SIGNING), ("any", EKU.ANY_EXTENDED_KEY_USAGE)):
    case(f"purpose-prohibited {purpose}", "leaf", Edit(leaf()).set("eku", purposes(EKU.SERVER_AUTH, oid)))
    case(f"purpose-prohibited {purpose}", "middle", Edit(middle()).set("eku", purposes(EKU.SERVER_AUTH, oid)))
case("purpose-prohibited time", "leaf", Edit(leaf()).set("eku", purposes(EKU.SERVER_AUTH, EKU.TIME_STAMPING)))
case("purpose-other", "leaf", Edit(leaf()).set("eku", purposes(EKU.SERVER_AUTH, "1.3.6.1.5.5.7.3.17")))
case("purpose-other", "middle", Edit(middle()).set("eku", purposes(EKU.SERVER_AUTH, "1.3.6.1.5.5.7.3.17")))
case("sound client too", "leaf", Edit(leaf()).set("eku", purposes(EKU.SERVER_AUTH, EKU.CLIENT_AUTH)))
case("root-purpose", "root", Edit(root()).set("eku", purposes(EKU.SERVER_AUTH)))
for kind, make in (("middle", middle), ("root", root)):
    case("ca-not-critical", kind, Edit(make()).critical("bc", False))
    case("ca-no-usage", kind, Edit(make()).without("ku"))
    case("ca-cannot-sign", kind, Edit(make()).set("ku", usage("digital_signature", "crl_sign"), True))
    case("ca-no-crl-sign", kind, Edit(make()).set("ku", usage("digital_signature", "key_cert_sign"), True))
    case("ca-other-usage", kind, Edit(make()).set("ku", usage("key_agreement", "key_cert_sign", "crl_sign"), True))
    case("ca-no-digital-signature", kind, Edit(make()).set("ku", usage("key_cert_sign", "crl_sign"), True))
    case("ca-no-key-id", kind, Edit(make()).without("ski"))
    case("key-id-critical", kind, Edit(make()).critical("ski", True))
case("root-path-length", "root", Edit(root()).set("bc", x509.BasicConstraints(True, 1), True))

# Key identifiers, lists, policies.
case("authority-missing", "leaf", Edit(leaf()).without("aki"))
case("authority-missing", "middle", Edit(middle()).without("aki"))
case("root-authority", "root", issue(CA_KEY, CA_NAME, CA_NAME, 3652, [
    (x509.BasicConstraints(True, None), True),
    (usage("digital_signature", "key_cert_sign", "crl_sign"), True),
    (x509.SubjectKeyIdentifier.from_public_key(CA_KEY.public_key()), False),
]))
case("root-key-ids", "root", Edit(root()).set("aki", authority(KEYS["p256"])))
case("leaf-key-id", "leaf", Edit(leaf()).set("ski", x509.SubjectKeyIdentifier.from_public_key(KEYS["p256"].public_key())))
case("leaf-no-access", "leaf", Edit(leaf()).without("aia"))
case("leaf-no-revocation", "leaf", Edit(leaf()).without("crldp").set("aia", access(("issuers", "uri=http://ca.example.com/1.der"))))
case("sound short-lived", "leaf", Edit(leaf(days=6)).without("crldp").set("aia", access(("issuers", "uri=http://ca.example.com/1.der"))))
case("ca-no-crl-point", "middle", Edit(middle()).without("crldp"))
case("ca-no-access", "middle", Edit(middle()).without("aia"))
case("policy-missing", "leaf", Edit(leaf()).without("cp"))
case("policy-missing", "middle", Edit(middle()).without("cp"))
case("policy-reserved none", "leaf", Edit(leaf()).set("cp", policies("own")))
case("policy-reserved none", "middle", Edit(middle()).set("cp", policies("own")))
case("policy-reserved two", "leaf", Edit(leaf()).set("cp", policies("dv", "ov")))
case("policy-reserved two", "middle", Edit(middle()).set("cp", policies("dv", "ov")))
case("policy-reserved any and another", "middle", Edit(middle()).set("cp", policies("any", "dv")))
case("sound any policy", "middle", Edit(middle()).set("cp", policies("any")))
case("policy-first", "leaf", Edit(leaf()).set("cp", policies("own", "dv")))
case("policy-first", "middle", Edit(middle()).set("cp", policies("own", "dv")))
case("leaf-any-policy", "leaf", Edit(leaf()).set("cp", policies("any")))
case("root-policy", "root", Edit(root()).set("cp", policies("any")))
for title, value in (("mappings", x509.ObjectIdentifier("2.5.29.33")),):
    pair = tlv(0x30, encode(univ.ObjectIdentifier("1.2.3.1")), encode(univ.ObjectIdentifier("1.2.4.1")))
    case(f"leaf-policy-rules {title}", "leaf", Edit(leaf()).raw(value.dotted_string, tlv(0x30, pair), True))
case("leaf-policy-rules constraints", "leaf", Edit(leaf()).set("2.5.29.36", x509.PolicyConstraints(0, None), True))
case("leaf-policy-rules anyPolicy", "leaf", Edit(leaf()).set("2.5.29.54", x509.InhibitAnyPolicy(0), True))
case("leaf-constraints", "leaf", Edit(leaf()).set("nc", x509.NameConstraints([general("example.com")], None), True))
case("sound name constraints", "middle", Edit(middle()).set("nc", x509.NameConstraints([general("example.com")], None), True))
case("subtrees-not-critical", "middle", Edit(middle()).set("nc", x509.NameConstraints([general("example.com")], None), False))
case("subtrees-empty", "middle", Edit(middle()).raw("nc", b"\x30\x00", True))
base = tlv(0x82, b"example.com")
case("subtree-distance minimum", "middle", Edit(middle()).raw("nc", tlv(0x30, tlv(0xA0, tlv(0x30, base, b"\x80\x01\x01"))), True))
case("subtree-distance maximum", "middle", Edit(middle()).raw("nc", tlv(0x30, tlv(0xA0, tlv(0x30, base, b"\x81\x01\x05"))), True))
case("subtree-kind", "middle", Edit(middle()).set("nc", x509.NameConstraints([general("email=example.com")], None), True))

# Transparency.
case("precertificate", "leaf", Edit(leaf()).raw("poison", b"\x05\x00", True))

stamps = tlv(0x04, b"\x00\x31\x00\x2f\x00" + bytes(32) + bytes(8) + b"\x00\x00\x04\x03\x00\x00")
case("sound timestamps", "leaf", Edit(leaf()).raw("1.3.6.1.4.1.11129.2.4.2", stamps))
case("poison-and-timestamps", "leaf", Edit(leaf()).raw("1.3.6.1.4.1.11129.2.4.2", stamps).raw("poison", b"\x05\x00", True))

# The subject.
case("issuer-empty", "leaf", Edit(leaf()).subject([], "issuer"))
case("ca-subject-empty", "middle", Edit(middle()).subject([]))
case("ca-subject no country", "middle", Edit(middle()).subject(rdn((O, U, "Example"), (CN, U, "CA"))))
case("ca-subject no organization", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (CN, U, "CA"))))
case("ca-subject no common name", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (O, U, "Example"))))
case("ca-unit", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (O, U, "Example"), (OU, U, "Unit"), (CN, U, "CA"))))
case("subject-order", "middle", Edit(middle()).subject(rdn((O, U, "Example"), (C, P, "DE"), (CN, U, "CA"))))
case("subject-several", "middle", Edit(middle()).subject([[(C, P, "DE")], [(O, U, "Example"), (ST, U, "Berlin")], [(CN, U, "CA")]]))
case("subject-twice", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (O, U, "A"), (O, U, "B"), (CN, U, "CA"))))
case("subject-encoding teletex", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (O, T, "Example"), (CN, U, "CA"))))
case("subject-encoding bmp", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (O, B, "Example"), (CN, U, "CA"))))
for mark in ["-", ".", " ", "--"]:
    case(f"subject-blank “{mark}”", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (L, U, mark), (O, U, "Example"), (CN, U, "CA"))))
case("country lower case", "middle", Edit(middle()).subject(rdn((C, P, "de"), (O, U, "Example"), (CN, U, "CA"))))
case("country unassigned", "middle", Edit(middle()).subject(rdn((C, P, "ZZ"), (O, U, "Example"), (CN, U, "CA"))))
case("sound country XX", "middle", Edit(middle()).subject(rdn((C, P, "XX"), (O, U, "Example"), (CN, U, "CA"))))
case("attribute-length", "middle", Edit(middle()).subject(rdn((C, P, "DE"), (O, U, "Example"), (CN, U, "x" * 65))))
case("leaf-common-name", "leaf", leaf(subject="CN=www.example.com"))
case("leaf-common-name-foreign", "leaf", named((CN, U, "other.example.com")))
case("leaf-common-name-foreign case", "leaf", named((CN, U, "WWW.example.com")))
case("leaf-subject organization", "leaf", named((O, U, "Example"), (CN, U, "www.example.com")))
case("leaf-subject unit", "leaf", named((C, P, "DE"), (OU, U, "Unit"), (CN, U, "www.example.com")))
case("email-in-subject", "leaf", named((MAIL, IA5, "a@example.com")))

# Alternative names.
case("names-not-critical", "leaf", Edit(leaf()).critical("san", False))
case("names-critical", "leaf", Edit(leaf(subject="CN=www.example.com")).critical("san", True))
case("names-empty", "leaf", Edit(leaf()).raw("san", b"\x30\x00", True))
case("leaf-no-names", "leaf", Edit(leaf()).without("san"))
for text in ["email=a@example.com", "uri=https://example.com/", "dir=Example"]:
    case(f"leaf-name-kinds {text}", "leaf", Edit(leaf()).set("san", names("www.example.com", text), True))
case("sound wildcard", "leaf", Edit(leaf()).set("san", names("*.example.com"), True))
case("sound A-label", "leaf", Edit(leaf()).set("san", names("xn--bcher-kva.example.com"), True))
case("sound address", "leaf", Edit(leaf()).set("san", names("ip=8.8.8.8", "ip=2606:4700::1111"), True))
for text in ["under_score.example.com", "-a.example.com", "a-.example.com", "a..example.com", "www.example.com.", "a*.example.com", "a.*.example.com", "x" * 64 + ".example.com", " www.example.com", ""]:
    case(f"dns-syntax {text[:20]}", "leaf", Edit(leaf()).raw("san", tlv(0x30, tlv(0x82, text.encode())), True))
case("reserved-label", "leaf", Edit(leaf()).set("san", names("ab--cd.example.com"), True))
case("leaf-wildcard", "leaf", Edit(leaf()).set("san", names("*.com"), True))
case("leaf-wildcard below a country", "leaf", Edit(leaf()).set("san", names("*.co.uk"), True))
for text in ["server.internal", "localhost", "www.example.test", "printer.local"]:
    case(f"internal-name {text}", "leaf", Edit(leaf()).set("san", names(text), True))
for text in ["10.1.2.3", "192.168.0.1", "127.0.0.1", "169.254.1.1", "100.64.0.1", "192.0.2.1", "fd00::1", "fe80::1", "::1", "2001:db8::1"]:
    case(f"internal-address {text}", "leaf", Edit(leaf()).set("san", names("ip=" + text), True))
case("address-length", "leaf", Edit(leaf()).raw("san", tlv(0x30, tlv(0x87, b"\x01\x02\x03")), True))
for text in ["nobody", "a b@example.com", "@example.com"]:
    case(f"email-syntax {text}", "leaf", Edit(leaf()).raw("san", tlv(0x30, tlv(0x81, text.encode())), True))
case("uri-syntax relative", "leaf", Edit(leaf()).raw("san", tlv(0x30, tlv(0x86, b"//example.com/path")), True))
case("uri-syntax plain", "leaf", Edit(leaf()).raw("san", tlv(0x30, tlv(0x86, b"no scheme")), True))

# Lists.
def with_empty_sequence():
    made = Edit(listing(entries=()))
    fields = [encode(made.tbs[field]) for field in ("version", "signature", "issuer", "thisUpdate", "nextUpdate")]
    tbs = tlv(0x30, *fields, b"\x30\x00", encode(made.tbs["crlExtensions"]))
    return tlv(0x30, tbs, encode(made.whole["signatureAlgorithm"]), encode(made.whole["signature"]))


case("list-empty", "crl", with_empty_sequence())
case("list-version", "crl", Edit(listing()).version(0))
case("list-signature-algorithms", "crl", Edit(listing()).outer_algorithm("1.2.840.10045.4.3.3"))
case("list-issuer-empty", "crl", Edit(listing()).subject([], "issuer"))
case("list-no-number", "crl", listing(number=None))
case("list-number-critical", "crl", Edit(listing()).critical("number", True))
case("list-number-length", "crl", listing(number=1 << 160))
case("list-no-authority", "crl", Edit(listing()).without("aki"))
case("list-unspecified", "crl", Edit(listing(entries=((5, x509.ReasonFlags.unspecified),))))
for reason in ["certificate_hold", "ca_compromise", "aa_compromise", "remove_from_crl"]:
    case(f"list-reason {reason}", "crl", listing(entries=((5, x509.ReasonFlags[reason]),)))
for reason in ["superseded", "affiliation_changed", "cessation_of_operation", "privilege_withdrawn"]:
    case(f"sound {reason}", "crl", listing(entries=((5, x509.ReasonFlags[reason]),)))
case("list-lifetime", "crl", listing(days=11))
case("list-no-next-update", "crl", Edit(listing()).updates("260601000000Z"))
case("list-order", "crl", Edit(listing()).updates("260601000000Z", "260501000000Z"))
case("list-time-form", "crl", Edit(listing()).updates("20260601000000Z", "260604000000Z"))
case("list-reason-critical", "crl", Edit(listing()).entry((OID["reason"], b"\x0a\x01\x01", True)))
case("list-point-not-critical", "crl", listing(extensions=[(x509.IssuingDistributionPoint(None, None, True, False, None, False, False), False)]))
case("sound point", "crl", listing(extensions=[(x509.IssuingDistributionPoint(None, None, True, False, None, False, False), True)]))
case("list-malformed", "crl", Edit(listing()).raw("idp", b"\x30\x03\x02\x01", True))
case("sound ten days", "crl", listing(days=10))
