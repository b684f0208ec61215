//! `openssl` as the independent reader of every file that the lab writes.

use std::fs;
use std::process::Command;

use super::Fallible;

/// Reads a certificate and prints all of it.
pub(crate) fn certificate_text(pem: &[u8]) -> Fallible<String> {
    run(&["x509", "-in", "@", "-noout", "-text"], &[pem])
}

/// The names in a certificate's subject alternative name, as openssl prints
/// them: `DNS:example.test`.
pub(crate) fn alternative_names(pem: &[u8]) -> Fallible<Vec<String>> {
    let printed = run(
        &["x509", "-in", "@", "-noout", "-ext", "subjectAltName"],
        &[pem],
    )?;
    let mut names: Vec<String> = printed
        .split([',', '\n'])
        .map(str::trim)
        .filter(|part| part.contains(':') && !part.starts_with("X509v3"))
        .map(str::to_owned)
        .collect();
    names.sort();
    Ok(names)
}

/// Checks that the first certificate of `chain` leads, by the rest of it, to
/// the root.
pub(crate) fn verify(root: &[u8], chain: &[u8]) -> Fallible {
    let arguments = ["verify", "-CAfile", "@", "-untrusted", "@", "@"];
    run(&arguments, &[root, chain, chain]).map(drop)
}

/// Checks that a private key file is sound and belongs to a certificate.
pub(crate) fn check_key(key: &[u8], certificate: &[u8]) -> Fallible {
    run(&["pkey", "-in", "@", "-check", "-noout"], &[key])?;
    let of_key = run(&["pkey", "-in", "@", "-pubout"], &[key])?;
    let of_certificate = run(&["x509", "-in", "@", "-noout", "-pubkey"], &[certificate])?;
    if of_key == of_certificate {
        return Ok(());
    }
    Err("the key file does not hold the certificate's key".into())
}

/// The serial number of a certificate, in upper-case hexadecimal.
pub(crate) fn serial(pem: &[u8]) -> Fallible<String> {
    let printed = run(&["x509", "-in", "@", "-noout", "-serial"], &[pem])?;
    let serial = printed.trim().strip_prefix("serial=");
    Ok(serial.ok_or("no serial number")?.to_owned())
}

/// The serial numbers in a revocation list.
pub(crate) fn revoked_serials(der: &[u8]) -> Fallible<Vec<String>> {
    let arguments = ["crl", "-inform", "DER", "-in", "@", "-noout", "-text"];
    let printed = run(&arguments, &[der])?;
    let lines = printed.lines();
    Ok(lines
        .filter_map(|line| line.trim().strip_prefix("Serial Number:"))
        .map(|serial| serial.trim().to_owned())
        .collect())
}

/// How many certificates a PEM file holds.
pub(crate) fn certificates_in(pem: &[u8]) -> usize {
    String::from_utf8_lossy(pem)
        .matches("-----BEGIN CERTIFICATE-----")
        .count()
}

/// Runs openssl; each `@` among the arguments is the next of the files.
pub(crate) fn run(arguments: &[&str], files: &[&[u8]]) -> Fallible<String> {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new("openssl");
    let mut contents = files.iter();
    for (index, argument) in arguments.iter().enumerate() {
        if *argument == "@" {
            let path = folder.path().join(format!("{index}.pem"));
            fs::write(&path, contents.next().ok_or("too few files")?)?;
            command.arg(path);
        } else {
            command.arg(argument);
        }
    }
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let arguments = arguments.join(" ");
    let error = String::from_utf8_lossy(&output.stderr);
    for file in files {
        eprintln!("{}", String::from_utf8_lossy(file));
    }
    Err(format!("openssl {arguments}: {error}").into())
}
