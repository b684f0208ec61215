//! Why a file cannot be read, and what to do, in English.

use std::borrow::Cow;

use certlab::x509::file::Error;

pub(super) fn render(error: &Error) -> Cow<'static, str> {
    match error {
        Error::Empty => "The file is empty.".into(),
        Error::TooLarge { bytes, limit } => format!("It has {bytes} bytes; at most {limit} are read, as many as a Kubernetes Secret can hold. Split it.").into(),
        Error::TooMany { limit } => format!("More than {limit} things are in it; the rest is not shown. Split the file.").into(),
        Error::TooDeep { limit } => format!("Files are wrapped in files more than {limit} times. Unwrap it once and bring what was inside.").into(),
        Error::NotRecognized => "No certificate, key or request is recognized in it. Bring PEM (with its BEGIN and END lines), DER, PKCS #7, PKCS #12, a Java key store or a Secret's YAML.".into(),
        Error::Truncated { expected, actual } => format!("It is cut off: {expected} bytes are announced, {actual} are there. Fetch the file again, in binary mode.").into(),
        Error::TruncatedPem { label, line } => format!("The block “{label}” that begins on line {line} has no END line. Copy it to its end.").into(),
        Error::MalformedPem { label, line } => format!("The block “{label}” that begins on line {line} holds something other than base64. Look there for stray characters or lost lines.").into(),
        Error::Malformed { format } => format!("It looks like {format} and then breaks its rules. Fetch or export the file again.").into(),
        Error::PassphraseNeeded { format } => format!("{format}: it is locked. Enter its passphrase below.").into(),
        Error::WrongPassphrase { format } => format!("{format}: the passphrase does not fit, or the file was changed. Mind case, spaces and the keyboard's layout, and try again.").into(),
        Error::UnusablePassphrase { format } => format!("{format}: no such passphrase is possible in this format. Try another one.").into(),
        Error::TooManyRounds { rounds, limit } => format!("It asks for {rounds} rounds of key derivation; more than {limit} would stall the page. Export it with fewer.").into(),
        Error::UnsupportedAlgorithm { format, algorithm } => format!("{format}: it uses {algorithm}, which is not read here. Export it with AES.").into(),
        Error::UnsupportedFormat { format } => format!("{format} is not read here. Convert it to PEM or PKCS #12 first.").into(),
        Error::OldPemEncryption { cipher } => format!("The key is locked in OpenSSL's old way ({cipher}), whose single round of MD5 protects little. Convert it: openssl pkcs8 -topk8 -in old.key -out new.key").into(),
        Error::NotYaml { message } => format!("It is no valid YAML: {message}").into(),
        _ => error.to_string().into(),
    }
}
