//! Commands that make keys, requests and certificates.

use super::CommandLine;
use crate::x509::{KeyAlgorithm, KeyEncoding, KeyUsageBit, RequestParams, usage};

/// Makes a private key, in the form that cert-manager writes for its encoding.
pub fn make_key(algorithm: KeyAlgorithm, encoding: KeyEncoding, out: &str) -> CommandLine {
    let (name, option) = match algorithm {
        KeyAlgorithm::Rsa { bits } => ("RSA", Some(format!("rsa_keygen_bits:{bits}"))),
        KeyAlgorithm::EcdsaP256 => ("EC", Some("ec_paramgen_curve:P-256".to_owned())),
        KeyAlgorithm::EcdsaP384 => ("EC", Some("ec_paramgen_curve:P-384".to_owned())),
        KeyAlgorithm::EcdsaP521 => ("EC", Some("ec_paramgen_curve:P-521".to_owned())),
        KeyAlgorithm::Ed25519 => ("ED25519", None),
    };
    let is_old = encoding == KeyEncoding::Pkcs1;
    if let (true, KeyAlgorithm::Rsa { bits }) = (is_old, algorithm) {
        return CommandLine::openssl(["genrsa", "-traditional", "-out", out])
            .with([&bits.to_string()]);
    }
    if is_old && name == "EC" {
        // `genpkey` writes PKCS #8 only.
        let curve = option.as_deref().and_then(|option| option.split_once(':'));
        let curve = curve.map_or("P-256", |(_, curve)| curve);
        return CommandLine::openssl(["ecparam", "-genkey", "-noout", "-name", curve])
            .with(["-out", out]);
    }
    CommandLine::openssl(["genpkey", "-algorithm", name])
        .with(option.iter().flat_map(|option| ["-pkeyopt", option]))
        .with(["-out", out])
}

/// Makes the request for the same names and usages; none if a name holds a comma, which
/// openssl has no way to write here.
pub fn make_request(params: &RequestParams, key: &str, out: &str) -> Option<CommandLine> {
    let names = alternative_names(params)?;
    let mut line = CommandLine::openssl(["req", "-new", "-utf8", "-key", key, "-subj"])
        .with([subject(params)]);
    if !names.is_empty() {
        let critical = params.common_name.is_none() && params.organizations.is_empty();
        let value = format!(
            "subjectAltName={}{names}",
            if critical { "critical," } else { "" }
        );
        line = line.with(["-addext", &value]);
    }
    if params.encode_usages {
        let bits = usage::key_usage_bits(&params.usages, params.is_ca);
        if !bits.is_empty() {
            let words: Vec<&str> = bits.into_iter().map(bit_word).collect();
            line = line.with(["-addext", &format!("keyUsage=critical,{}", words.join(","))]);
        }
        let purposes = usage::extended_key_usages(&params.usages);
        if !purposes.is_empty() {
            let words: Vec<&str> = purposes.into_iter().map(purpose_word).collect();
            line = line.with(["-addext", &format!("extendedKeyUsage={}", words.join(","))]);
        }
    }
    Some(line.with(["-out", out]))
}

/// Signs a request with its own key.
pub fn self_sign(request: &str, key: &str, days: i64, is_ca: bool, out: &str) -> CommandLine {
    issue(request, &["-key", key], days, is_ca, out)
}

/// Signs a request with a CA's key.
pub fn sign(
    request: &str,
    ca: &str,
    ca_key: &str,
    days: i64,
    is_ca: bool,
    out: &str,
) -> CommandLine {
    issue(request, &["-CA", ca, "-CAkey", ca_key], days, is_ca, out)
}

/// Signs a request as an outside CA does by hand: subject, names and usages are the
/// request's own.
pub fn sign_outside(request: &str, ca: &str, ca_key: &str, days: u64, out: &str) -> CommandLine {
    CommandLine::openssl(["x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key])
        .with(["-CAcreateserial", "-days", &days.to_string()])
        .with(["-copy_extensions", "copyall", "-out", out])
}

/// Makes a CA's key and certificate, for whoever has none.
pub fn make_ca(name: &str, ca: &str, ca_key: &str) -> CommandLine {
    CommandLine::openssl(["req", "-x509", "-newkey", "ec"])
        .with(["-pkeyopt", "ec_paramgen_curve:P-256", "-noenc"])
        .with(["-keyout", ca_key, "-out", ca, "-days", "3650"])
        .with(["-subj", &format!("/CN={}", escaped(name, r"/+\="))])
}

/// Without a configuration, whose defaults would make a CA of everybody.
fn issue(request: &str, signer: &[&str], days: i64, is_ca: bool, out: &str) -> CommandLine {
    let constraints = if is_ca { "CA:TRUE" } else { "CA:FALSE" };
    CommandLine::openssl(["req", "-x509", "-config", "/dev/null", "-in", request])
        .with(signer)
        .with(["-days", &days.to_string(), "-copy_extensions", "copyall"])
        .with([
            "-addext",
            &format!("basicConstraints=critical,{constraints}"),
        ])
        .with(["-out", out])
}

/// The subject as `-subj` wants it: parts behind slashes, several values of one kind
/// joined by a plus sign.
fn subject(params: &RequestParams) -> String {
    let escaped = |text: &str| escaped(text, r"/+\=");
    let organizations: Vec<String> = params
        .organizations
        .iter()
        .map(|name| format!("O={}", escaped(name)))
        .collect();
    let mut subject = String::from("/");
    subject.push_str(&organizations.join("+"));
    if let Some(name) = params
        .common_name
        .as_deref()
        .filter(|name| !name.is_empty())
    {
        if !organizations.is_empty() {
            subject.push('/');
        }
        subject.push_str("CN=");
        subject.push_str(&escaped(name));
    }
    subject
}

fn alternative_names(params: &RequestParams) -> Option<String> {
    let names: Vec<String> = params
        .dns_names
        .iter()
        .map(|name| format!("DNS:{name}"))
        .chain(
            params
                .email_addresses
                .iter()
                .map(|name| format!("email:{name}")),
        )
        .chain(params.ip_addresses.iter().map(|name| format!("IP:{name}")))
        .chain(params.uris.iter().map(|name| format!("URI:{name}")))
        .collect();
    if names.iter().any(|name| name.contains([',', '\n'])) {
        return None;
    }
    // The value is read as a line of openssl's configuration (config(5)).
    Some(escaped(&names.join(","), r#"\$#"'`"#))
}

/// With a backslash before each of `special`.
fn escaped(text: &str, special: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, c| {
        if special.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
        escaped
    })
}

/// A bit in the words of openssl's `x509v3_config`.
const fn bit_word(bit: KeyUsageBit) -> &'static str {
    match bit {
        KeyUsageBit::DigitalSignature => "digitalSignature",
        KeyUsageBit::ContentCommitment => "nonRepudiation",
        KeyUsageBit::KeyEncipherment => "keyEncipherment",
        KeyUsageBit::DataEncipherment => "dataEncipherment",
        KeyUsageBit::KeyAgreement => "keyAgreement",
        KeyUsageBit::KeyCertSign => "keyCertSign",
        KeyUsageBit::CrlSign => "cRLSign",
        KeyUsageBit::EncipherOnly => "encipherOnly",
        KeyUsageBit::DecipherOnly => "decipherOnly",
    }
}

/// A purpose in openssl's words; it takes the object identifier of any other.
fn purpose_word(oid: &'static str) -> &'static str {
    match oid {
        "1.3.6.1.5.5.7.3.1" => "serverAuth",
        "1.3.6.1.5.5.7.3.2" => "clientAuth",
        "1.3.6.1.5.5.7.3.3" => "codeSigning",
        "1.3.6.1.5.5.7.3.4" => "emailProtection",
        "1.3.6.1.5.5.7.3.8" => "timeStamping",
        "1.3.6.1.5.5.7.3.9" => "OCSPSigning",
        other => other,
    }
}
