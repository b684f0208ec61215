//! The fields of X.509 structures in English, one sentence each.

use std::borrow::Cow;

use certlab::x509::asn1::Field;

#[expect(
    clippy::match_same_arms,
    reason = "each field has its own sentence, even where two read alike"
)]
pub(super) fn explain(field: Field) -> Cow<'static, str> {
    let sentence = match field {
        Field::Certificate => "A certificate: what was signed, how, and the signature.",
        Field::TbsCertificate => {
            "Everything the issuer vouches for; the signature covers exactly these bytes."
        }
        Field::SignatureAlgorithm => {
            "How the signature was made; must repeat the algorithm inside the signed part."
        }
        Field::SignatureValue => {
            "The signature over the part before, made with the issuer's private key."
        }
        Field::Version => {
            "Which version of the structure this is; v3 (written 2) allows extensions."
        }
        Field::VersionNumber => "The version as a number counted from 0.",
        Field::SerialNumber => {
            "The number by which the issuer tells its certificates apart, at most 20 octets."
        }
        Field::Signature => {
            "The signature algorithm again, this time under the signature's protection."
        }
        Field::Issuer => {
            "The name of whoever signed; it equals the subject of the issuer's certificate."
        }
        Field::Validity => "The period in which the issuer keeps track of this certificate.",
        Field::NotBefore => "The first moment of validity.",
        Field::NotAfter => "The last moment of validity.",
        Field::Subject => {
            "The name of whoever holds the key; may be empty if alternative names say it."
        }
        Field::SubjectPublicKeyInfo => "The certified public key together with its algorithm.",
        Field::Algorithm => "The object identifier of an algorithm.",
        Field::Parameters => "What the algorithm needs to know beside its name, such as the curve.",
        Field::AlgorithmIdentifier => "An algorithm and its parameters.",
        Field::SubjectPublicKey => "The public key itself, in the form of its algorithm.",
        Field::RsaPublicKey => "An RSA public key: modulus and exponent.",
        Field::Modulus => "The product of the two secret primes; its length is the key's size.",
        Field::PublicExponent => "The power for verifying, nearly always 65537.",
        Field::IssuerUniqueId => {
            "A relic of version 2 for names used twice; CAs must not write it."
        }
        Field::SubjectUniqueId => {
            "A relic of version 2 for names used twice; CAs must not write it."
        }
        Field::Extensions => "The tag around the list of extensions.",
        Field::ExtensionList => "The extensions, each at most once.",
        Field::Extension => "One extension: what it is, whether it must be understood, its value.",
        Field::ExtnId => "Which extension this is.",
        Field::Critical => {
            "If TRUE, software that does not know the extension must refuse the certificate."
        }
        Field::ExtnValue => "The extension's value: DER inside an octet string.",
        Field::RelativeDistinguishedName => {
            "One step of a name, a set that nearly always has one attribute."
        }
        Field::AttributeTypeAndValue => "One attribute of a name: its type and its value.",
        Field::AttributeType => "Which attribute this is, such as commonName.",
        Field::AttributeValue => "The attribute's value; the string type is part of the encoding.",
        Field::EcdsaSigValue => "An ECDSA signature: two numbers.",
        Field::SignatureR => "The first half of the signature, from a point made once for it.",
        Field::SignatureS => "The second half, which ties message, key and first half together.",
        Field::AuthorityKeyIdentifier => "Says which of the issuer's keys signed.",
        Field::KeyIdentifier => "A short name of a key, usually a hash of it.",
        Field::AuthorityCertIssuer => "Who issued the issuer's certificate.",
        Field::AuthorityCertSerialNumber => "The serial number of the issuer's certificate.",
        Field::KeyUsage => "One bit for each thing the key may be used for.",
        Field::ExtKeyUsage => "The purposes for which the certificate may be used.",
        Field::KeyPurposeId => "One purpose, such as TLS servers.",
        Field::CertificatePolicies => "The policies under which it was issued.",
        Field::PolicyInformation => "One policy and remarks on it.",
        Field::PolicyIdentifier => "Which policy, as an object identifier.",
        Field::PolicyQualifiers => "Remarks on the policy.",
        Field::PolicyQualifierInfo => "One remark: its kind and content.",
        Field::PolicyQualifierId => "Whether the remark is an address or a notice.",
        Field::Qualifier => "The address or the notice.",
        Field::PolicyMappings => "Which policies of two domains are taken as equal.",
        Field::PolicyMapping => "One pair of policies.",
        Field::IssuerDomainPolicy => "The policy in the issuer's domain.",
        Field::SubjectDomainPolicy => "The policy in the subject's domain.",
        Field::GeneralNames => "Names of several kinds.",
        Field::OtherName => "A name of a kind that an identifier tells.",
        Field::TypeId => "Which kind of other name.",
        Field::OtherNameValue => "The other name's value.",
        Field::Rfc822Name => "An e-mail address.",
        Field::DnsName => "A domain name, as it goes over the wire.",
        Field::DirectoryName => "A distinguished name.",
        Field::RdnSequence => "A distinguished name: its steps from the root down.",
        Field::EdiPartyName => "A name from electronic data interchange.",
        Field::UniformResourceIdentifier => "A URI, always absolute.",
        Field::IpAddress => "An IP address in 4 or 16 octets; in a constraint, with its mask.",
        Field::RegisteredId => "An object identifier as a name.",
        Field::BasicConstraints => "Whether this is a CA, and how long a chain it may head.",
        Field::Ca => "TRUE: the key may sign certificates.",
        Field::PathLenConstraint => "How many further CAs may stand between this one and a leaf.",
        Field::NameConstraints => "In which names certificates below this CA must stay.",
        Field::PermittedSubtrees => "Names of these kinds must lie within one of these.",
        Field::ExcludedSubtrees => "No name may lie within one of these.",
        Field::GeneralSubtree => "One name and everything below it.",
        Field::PolicyConstraints => "When policies become compulsory and mappings stop.",
        Field::RequireExplicitPolicy => {
            "After so many more certificates an acceptable policy is compulsory."
        }
        Field::InhibitPolicyMapping => "After so many more certificates mappings no longer count.",
        Field::SkipCerts => "After so many more certificates anyPolicy no longer counts.",
        Field::CrlDistributionPoints => "Where lists of revoked certificates are to be had.",
        Field::DistributionPoint => "One place, and what its list covers.",
        Field::DistributionPointName => "The place.",
        Field::FullName => "The place as complete names, usually a URI.",
        Field::NameRelativeToCrlIssuer => "The place as a last step below the issuer's name.",
        Field::Reasons => "The list has only revocations for these reasons.",
        Field::CrlIssuer => "Who signs the list, if it is not the certificate's issuer.",
        Field::InfoAccess => "Where more about the issuer or subject is to be had.",
        Field::AccessDescription => "One such place: what is there, and where.",
        Field::AccessMethod => "What is there: OCSP answers or the issuer's certificate.",
        Field::AccessLocation => "Where, usually a URI.",
        Field::SctList => "Promises of public logs to record this certificate.",
        Field::TlsFeature => "TLS extensions that the server must support, such as OCSP stapling.",
        Field::Feature => "The number of one TLS extension.",
        Field::PrivateKeyUsagePeriod => {
            "When the private key may sign, if that is shorter than the validity."
        }
        Field::NullValue => "The extension says all by being there.",
        Field::Value => "A value that is not known here; shown as its bytes are.",
        Field::CertificationRequest => {
            "A request for a certificate, signed with the key to be certified."
        }
        Field::CertificationRequestInfo => {
            "What is asked for; the signature covers exactly these bytes."
        }
        Field::Attributes => "Further wishes, above all the requested extensions.",
        Field::Attribute => "One wish: its kind and its values.",
        Field::AttributeValues => "The attribute's values, a set.",
        Field::ChallengePassword => {
            "A password for revoking later; it stands here readable to all."
        }
        Field::CertificateList => "A list of revoked certificates, signed by its issuer.",
        Field::TbsCertList => "What the list says; the signature covers exactly these bytes.",
        Field::ThisUpdate => "When this list was issued.",
        Field::NextUpdate => "By when the next one comes; after that this one is stale.",
        Field::RevokedCertificates => "The revoked certificates; left out when there are none.",
        Field::RevokedCertificate => "One revoked certificate.",
        Field::UserCertificate => "Its serial number.",
        Field::RevocationDate => "When it was revoked.",
        Field::CrlEntryExtensions => "More on this revocation, such as its reason.",
        Field::CrlExtensions => "More on the list as a whole.",
        Field::CrlNumber => "Grows with each list, so that the newest is known.",
        Field::BaseCrlNumber => "This list has only the changes since that one.",
        Field::IssuingDistributionPoint => "What the list covers, and where it belongs.",
        Field::OnlyContainsUserCerts => "Only certificates of end entities.",
        Field::OnlyContainsCaCerts => "Only certificates of CAs.",
        Field::OnlySomeReasons => "Only revocations for these reasons.",
        Field::IndirectCrl => "Also certificates of other issuers.",
        Field::OnlyContainsAttributeCerts => "Only attribute certificates.",
        Field::ReasonCode => "Why it was revoked.",
        Field::InvalidityDate => "Since when the key is believed to be compromised.",
        Field::PrivateKeyInfo => "A private key of any kind, in the clear.",
        Field::KeyVersion => "Which version of the structure this is.",
        Field::PrivateKeyAlgorithm => "What kind of key it is.",
        Field::PrivateKey => "The secret itself, in the form of its algorithm.",
        Field::PrivateKeyContent => "The key's parts.",
        Field::CurvePrivateKey => "The secret octets of an Edwards or Montgomery curve key.",
        Field::PublicKey => "The public half, kept beside the private one.",
        Field::EcPrivateKey => {
            "An elliptic curve key: the secret number, the curve and the public point."
        }
        Field::EcSecret => "The secret number.",
        Field::EcParameters => "The curve.",
        Field::RsaPrivateKey => {
            "An RSA key: modulus, exponents, primes and values that speed up signing."
        }
        Field::PrivateExponent => "The secret power for signing.",
        Field::Prime1 => "The first secret prime.",
        Field::Prime2 => "The second secret prime.",
        Field::Exponent1 => "The secret exponent modulo the first prime less one.",
        Field::Exponent2 => "The secret exponent modulo the second prime less one.",
        Field::Coefficient => "The inverse of the second prime modulo the first.",
        Field::EncryptedPrivateKeyInfo => "A private key under a passphrase.",
        Field::EncryptionAlgorithm => {
            "How the passphrase becomes a key, and which cipher it is for."
        }
        Field::EncryptedData => "The private key, encrypted.",
        Field::ContentInfo => "A message of the Cryptographic Message Syntax (PKCS #7).",
        Field::ContentType => "What kind of content follows.",
        Field::Content => "The content.",
        Field::SignedData => "Signed content; with no signer it is just a bag of certificates.",
        Field::CmsVersion => "Which version of the structure this is.",
        Field::DigestAlgorithms => "The hashes that signers used.",
        Field::EncapContentInfo => "What was signed.",
        Field::Certificates => "Certificates that help to check the signatures.",
        Field::Crls => "Lists of revoked certificates.",
        Field::SignerInfos => "Who signed, and the signatures.",
        Field::Pfx => "A PKCS #12 file: keys and certificates under a passphrase.",
        Field::AuthSafe => "The safes with keys and certificates.",
        Field::MacData => "A checksum that depends on the passphrase.",
    };
    sentence.into()
}
