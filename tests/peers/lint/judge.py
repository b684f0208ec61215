"""Certificates and revocation lists, sound and with one fault each, and pkilint's
verdict on each of them and on those that lie in the folder `ours`.

Writes `verdicts.json`: for each its name, kind, DER in base64, and pkilint's codes.
What Python's cryptography refuses to write is written by pyasn1: nothing here needs a
sound signature, for a linter looks at one certificate alone.
"""

import base64
import datetime
import ipaddress
import json
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU
from cryptography.x509.oid import NameOID
from pkilint import finding_filter, loader, pkix
from pkilint.cabf import cabf_crl, serverauth
from pkilint.cabf.serverauth.serverauth_constants import CertificateType
from pkilint.pkix import certificate, crl, extension, name
from pyasn1.codec.der.decoder import decode
from pyasn1.codec.der.encoder import encode
from pyasn1.type import char, tag, univ, useful
from pyasn1_alt_modules import rfc5280

UTC = datetime.timezone.utc
START = datetime.datetime(2026, 6, 1, tzinfo=UTC)
KEYS = {
    "p256": ec.generate_private_key(ec.SECP256R1()),
    "p224": ec.generate_private_key(ec.SECP224R1()),
    "p384": ec.generate_private_key(ec.SECP384R1()),
    "p521": ec.generate_private_key(ec.SECP521R1()),
    "k256": ec.generate_private_key(ec.SECP256K1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate(),
    "rsa": rsa.generate_private_key(65537, 2048),
    "rsa1024": rsa.generate_private_key(65537, 1024),
    "rsa-e3": rsa.generate_private_key(3, 2048),
}
CA_KEY = KEYS["p384"]

POLICY = {
    "dv": "2.23.140.1.2.1",
    "ov": "2.23.140.1.2.2",
    "any": "2.5.29.32.0",
    "own": "1.3.6.1.4.1.44947.1.1.1",
}
OID = {
    "ku": "2.5.29.15",
    "eku": "2.5.29.37",
    "san": "2.5.29.17",
    "bc": "2.5.29.19",
    "ski": "2.5.29.14",
    "aki": "2.5.29.35",
    "nc": "2.5.29.30",
    "cp": "2.5.29.32",
    "crldp": "2.5.29.31",
    "aia": "1.3.6.1.5.5.7.1.1",
    "poison": "1.3.6.1.4.1.11129.2.4.3",
    "number": "2.5.29.20",
    "idp": "2.5.29.28",
    "reason": "2.5.29.21",
}

# --- how extensions are written ------------------------------------------------------


def usage(*bits):
    names = [
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ]
    return x509.KeyUsage(**{name: name in bits for name in names})


def purposes(*oids):
    return x509.ExtendedKeyUsage([x509.ObjectIdentifier(getattr(o, "dotted_string", o)) for o in oids])


def policies(*which, qualifier=None):
    return x509.CertificatePolicies(
        [x509.PolicyInformation(x509.ObjectIdentifier(POLICY[each]), qualifier) for each in which]
    )


def names(*texts):
    return x509.SubjectAlternativeName([general(text) for text in texts])


def general(text):
    kind, _, value = text.rpartition("=")
    if kind == "ip":
        return x509.IPAddress(ipaddress.ip_address(value))
    if kind == "net":
        return x509.IPAddress(ipaddress.ip_network(value))
    if kind == "email":
        return x509.RFC822Name(value)
    if kind == "uri":
        return x509.UniformResourceIdentifier(value)
    if kind == "dir":
        return x509.DirectoryName(x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, value)]))
    return x509.DNSName(value)


def point(*uris, reasons=None, issuer=None):
    full = [general(uri) for uri in uris] or None
    return x509.DistributionPoint(full, None, reasons, issuer)


def points(*all_points):
    return x509.CRLDistributionPoints(list(all_points))


def access(*pairs):
    methods = {"ocsp": "1.3.6.1.5.5.7.48.1", "issuers": "1.3.6.1.5.5.7.48.2"}
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(x509.ObjectIdentifier(methods[method]), general(place)) for method, place in pairs]
    )


def authority(key=CA_KEY, issuer=None, serial=None, with_key=True):
    key_id = x509.SubjectKeyIdentifier.from_public_key(key.public_key()).digest
    return x509.AuthorityKeyIdentifier(key_id if with_key else None, issuer, serial)


def tlv(tag_number, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag_number, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag_number, 0x80 | len(length)]) + length + body


# --- sound ones ----------------------------------------------------------------------

CRL_AT = points(point("uri=http://crl.example.com/1.crl"))
ACCESS = access(("ocsp", "uri=http://ocsp.example.com/"), ("issuers", "uri=http://ca.example.com/1.der"))


def issue(key, subject, issuer, days, extensions, signer=CA_KEY, digest=hashes.SHA256()):
    builder = (
        x509.CertificateBuilder()
        .serial_number(0x1234567890ABCDEF1234567890ABCDEF)
        .not_valid_before(START)
        .not_valid_after(START + datetime.timedelta(days=days, seconds=-1))
        .public_key(key.public_key())
        .subject_name(x509.Name.from_rfc4514_string(subject) if subject else x509.Name([]))
        .issuer_name(x509.Name.from_rfc4514_string(issuer))
    )
    for value, critical in extensions:
        builder = builder.add_extension(value, critical)
    if isinstance(signer, ed25519.Ed25519PrivateKey):
        digest = None
    return builder.sign(signer, digest).public_bytes(serialization.Encoding.DER)


CA_NAME = "CN=Example Root,O=Example,C=DE"
MIDDLE_NAME = "CN=Example CA 1,O=Example,C=DE"


def root(days=3652, key=CA_KEY):
    return issue(key, CA_NAME, CA_NAME, days, [
        (x509.BasicConstraints(True, None), True),
        (usage("digital_signature", "key_cert_sign", "crl_sign"), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (authority(key), False),
    ], signer=key)


def middle(key=KEYS["p256"]):
    return issue(key, MIDDLE_NAME, CA_NAME, 1826, [
        (x509.BasicConstraints(True, 0), True),
        (usage("digital_signature", "key_cert_sign", "crl_sign"), True),
        (purposes(EKU.SERVER_AUTH), False),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (authority(), False),
        (policies("dv"), False),
        (CRL_AT, False),
        (ACCESS, False),
    ])


def leaf(key=KEYS["p256"], days=90, subject="", **signing):
    return issue(key, subject, MIDDLE_NAME, days, [
        (usage("digital_signature"), True),
        (purposes(EKU.SERVER_AUTH), False),
        (x509.BasicConstraints(False, None), True),
        (authority(), False),
        (policies("dv"), False),
        (CRL_AT, False),
        (ACCESS, False),
        (names("www.example.com"), not subject),
    ], **signing)


def listing(days=7, entries=((1, None),), number=1, extensions=()):
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(x509.Name.from_rfc4514_string(MIDDLE_NAME))
        .last_update(START)
        .next_update(START + datetime.timedelta(days=days))
    )
    for serial, reason in entries:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(START)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), False)
        builder = builder.add_revoked_certificate(entry.build())
    builder = builder.add_extension(authority(), False)
    if number is not None:
        builder = builder.add_extension(x509.CRLNumber(number), False)
    for value, critical in extensions:
        builder = builder.add_extension(value, critical)
    return builder.sign(CA_KEY, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


# --- changes -------------------------------------------------------------------------


class Edit:
    """A decoded certificate or list that can be changed."""

    def __init__(self, der):
        self.is_list = der_is_list(der)
        spec = rfc5280.CertificateList() if self.is_list else rfc5280.Certificate()
        self.whole, _ = decode(der, asn1Spec=spec)
        self.tbs = self.whole["tbsCertList" if self.is_list else "tbsCertificate"]

    def der(self):
        return encode(self.whole)

    @property
    def extensions(self):
        return self.tbs["crlExtensions" if self.is_list else "extensions"]

    def all_extensions(self):
        return [encode(each) for each in self.extensions]

    def put(self, encoded):
        field = "crlExtensions" if self.is_list else "extensions"
        spec = self.tbs[field].clone()
        fresh = self.tbs.componentType[field].asn1Object.clone()
        for place, each in enumerate(encoded):
            value, _ = decode(each, asn1Spec=rfc5280.Extension())
            fresh.setComponentByPosition(place, value)
        self.tbs[field] = fresh
        return self

    def without(self, which):
        oid = OID.get(which, which)
        kept = [encode(each) for each in self.extensions if str(each["extnID"]) != oid]
        return self.put(kept)

    def raw(self, which, value, critical=False, twice=False):
        oid = OID.get(which, which)
        kept = [encode(each) for each in self.extensions if twice or str(each["extnID"]) != oid]
        each = rfc5280.Extension()
        each["extnID"] = oid
        each["critical"] = critical
        each["extnValue"] = value
        return self.put(kept + [encode(each)])

    def set(self, which, value, critical=False):
        return self.raw(which, value.public_bytes(), critical)

    def critical(self, which, critical):
        oid = OID.get(which, which)
        value = next(each["extnValue"].asOctets() for each in self.extensions if str(each["extnID"]) == oid)
        return self.raw(which, value, critical)

    def subject(self, relatives, field="subject"):
        """Relative names, each a list of (type, string class, text)."""
        sequence = rfc5280.RDNSequence()
        for place, relative in enumerate(relatives):
            values = rfc5280.RelativeDistinguishedName()
            for inner, (oid, string, text) in enumerate(relative):
                value = rfc5280.AttributeTypeAndValue()
                value["type"] = oid
                value["value"] = univ.Any(encode(string(text)))
                values.setComponentByPosition(inner, value)
            sequence.setComponentByPosition(place, values)
        self.tbs[field]["rdnSequence"] = sequence
        return self

    def serial(self, number):
        self.tbs["serialNumber"] = number
        return self

    def times(self, start, end):
        for field, text in (("notBefore", start), ("notAfter", end)):
            form, kind = ("utcTime", useful.UTCTime) if len(text) == 13 else ("generalTime", useful.GeneralizedTime)
            fresh = rfc5280.Time()
            fresh[form] = kind(text)
            self.tbs["validity"][field] = fresh
        return self

    def version(self, number):
        self.tbs["version"] = number
        return self

    def outer_algorithm(self, oid):
        self.whole["signatureAlgorithm"]["algorithm"] = univ.ObjectIdentifier(oid)
        return self

    def algorithm(self, oid):
        self.tbs["signature"]["algorithm"] = univ.ObjectIdentifier(oid)
        return self.outer_algorithm(oid)

    def rsa(self, modulus, exponent=65537):
        key = tlv(0x30, encode(univ.Integer(modulus)), encode(univ.Integer(exponent)))
        self.tbs["subjectPublicKeyInfo"]["subjectPublicKey"] = univ.BitString.fromOctetString(key)
        return self

    def updates(self, this, following=None):
        """A list's dates, in the short form where they are short."""
        fresh = rfc5280.TBSCertList()
        for field in self.tbs:
            if field in ("thisUpdate", "nextUpdate") or not self.tbs[field].isValue:
                continue
            fresh[field] = self.tbs[field]
        for field, text in (("thisUpdate", this), ("nextUpdate", following)):
            if text is not None:
                form, kind = ("utcTime", useful.UTCTime) if len(text) == 13 else ("generalTime", useful.GeneralizedTime)
                fresh[field][form] = kind(text)
        self.whole["tbsCertList"] = self.tbs = fresh
        return self

    def entry(self, *extensions):
        """Replaces what the first entry says beside its serial number and date."""
        spec = self.tbs["revokedCertificates"][0]
        for place, (oid, value, critical) in enumerate(extensions):
            each = rfc5280.Extension()
            each["extnID"], each["critical"], each["extnValue"] = oid, critical, value
            spec["crlEntryExtensions"].setComponentByPosition(place, each)
        return self

    def unique_id(self):
        tagged = rfc5280.UniqueIdentifier(hexValue="00").subtype(
            implicitTag=tag.Tag(tag.tagClassContext, tag.tagFormatSimple, 1))
        self.tbs["issuerUniqueID"] = tagged
        return self


def der_is_list(der):
    try:
        decode(der, asn1Spec=rfc5280.Certificate())
        return False
    except Exception:
        return True


C, ST, L, O, OU, CN, STREET, MAIL = (
    "2.5.4.6", "2.5.4.8", "2.5.4.7", "2.5.4.10", "2.5.4.11", "2.5.4.3", "2.5.4.9", "1.2.840.113549.1.9.1")
P, U, T, B, IA5 = (char.PrintableString, char.UTF8String, char.TeletexString, char.BMPString, char.IA5String)


def rdn(*parts):
    return [[part] for part in parts]


def named(*parts):
    """A leaf with a subject, so with alternative names that are not critical."""
    return Edit(leaf(subject="CN=www.example.com")).subject(rdn(*parts))


CASES = []


def case(title, kind, made):
    der = made.der() if isinstance(made, Edit) else made
    CASES.append((title, kind, der))


exec(pathlib.Path(__file__).with_name("cases.py").read_text())

# --- pkilint -------------------------------------------------------------------------

TYPES = {
    "leaf": CertificateType.DV_FINAL_CERTIFICATE,
    "middle": CertificateType.INTERNAL_UNCONSTRAINED_TLS_CA,
    "root": CertificateType.ROOT_CA,
}


def pkix_linter():
    return certificate.create_pkix_certificate_validator_container(
        certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS),
        [
            certificate.create_issuer_validator_container([]),
            certificate.create_validity_validator_container(),
            certificate.create_subject_validator_container([]),
            certificate.create_extensions_validator_container([]),
            certificate.create_spki_validator_container([]),
        ],
    )


def baseline_linter(kind):
    return certificate.create_pkix_certificate_validator_container(
        serverauth.create_decoding_validators(), serverauth.create_validators(TYPES[kind]))


def list_linter(baseline):
    extra = [cabf_crl.CabfCrlReasonCodeAllowlistValidator(crl.CertificateRevocationListType.CRL)] if baseline else []
    validity = [cabf_crl.create_validity_period_validator(crl.CertificateRevocationListType.CRL)] if baseline else []
    return crl.create_pkix_crl_validator_container(
        [pkix.create_attribute_decoder(name.ATTRIBUTE_TYPE_MAPPINGS),
         pkix.create_extension_decoder(extension.EXTENSION_MAPPINGS)],
        [crl.create_issuer_validator_container([]),
         crl.create_validity_validator_container(validity),
         crl.create_extensions_validator_container([])] + extra)


LINTERS = {"crl": [list_linter(False), list_linter(True)]}
for each in TYPES:
    LINTERS[each] = [pkix_linter(), baseline_linter(each)]


def codes(kind, der):
    read = (loader.RFC5280CertificateListDocumentLoader() if kind == "crl"
            else loader.RFC5280CertificateDocumentLoader())
    found = []
    for linter in LINTERS[kind]:
        document = read.load_der_document(der, "", "")
        try:
            results = linter.validate(document.root)
        except ValueError as error:
            found.append([f"CRASH {error}"])
            continue
        found.append(sorted({
            f"{description.finding.severity.name} {description.finding.code}"
            for result in results
            for description in result.finding_descriptions
        }))
    return found


verdicts = []
ours = pathlib.Path("ours")
for path in sorted(ours.iterdir()) if ours.is_dir() else []:
    kind, _, title = path.stem.partition(".")
    CASES.append((f"ours {title}", kind, path.read_bytes()))
for title, kind, der in CASES:
    pkix_codes, baseline_codes = codes(kind, der)
    verdicts.append({"title": title, "kind": kind, "der": base64.b64encode(der).decode(),
                     "pkix": pkix_codes, "baseline": baseline_codes})
pathlib.Path("verdicts.json").write_text(json.dumps(verdicts))
