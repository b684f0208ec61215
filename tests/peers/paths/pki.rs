//! A public key infrastructure made by openssl, sound and broken in many ways.

use std::fs;
use std::path::Path;
use std::process::Command;

use certlab::encoding::from_pem;

use crate::servers::Fallible;

/// A certificate to make: its name, who issues it, how many days it lasts, its extensions.
pub(super) struct Made(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) u32,
    pub(super) &'static [&'static str],
);

const CA: &str = "basicConstraints=critical,CA:TRUE";
const SIGNS: &str = "keyUsage=critical,keyCertSign,cRLSign";
const USES: &str = "keyUsage=critical,digitalSignature";
const BOTH: &str = "extendedKeyUsage=serverAuth,clientAuth";
const NAMES: &str = "subjectAltName=DNS:www.example.test,DNS:*.wild.example.test,email:me@example.test,IP:192.0.2.7";
const POLICY: &str = "certificatePolicies=1.2.3.4";

pub(super) const AUTHORITIES: &[Made] = &[
    Made("root", "root", 400, &[CA, SIGNS]),
    Made("stranger", "stranger", 400, &[CA, SIGNS]),
    Made(
        "root-flat",
        "root-flat",
        400,
        &["basicConstraints=critical,CA:TRUE,pathlen:0", SIGNS],
    ),
    Made("int", "root", 300, &[CA, SIGNS]),
    Made("int-deep", "int", 300, &[CA, SIGNS]),
    Made(
        "int-flat",
        "root",
        300,
        &["basicConstraints=critical,CA:TRUE,pathlen:0", SIGNS],
    ),
    Made("int-too-deep", "int-flat", 300, &[CA, SIGNS]),
    Made("int-below-flat-root", "root-flat", 300, &[CA, SIGNS]),
    Made("int-mute", "root", 300, &[CA, USES]),
    Made(
        "int-no-ca",
        "root",
        300,
        &["basicConstraints=critical,CA:FALSE", SIGNS],
    ),
    Made("int-plain", "root", 300, &[]),
    Made("int-short", "root", 10, &[CA, SIGNS]),
    Made(
        "int-server",
        "root",
        300,
        &[CA, SIGNS, "extendedKeyUsage=serverAuth"],
    ),
    Made(
        "int-client",
        "root",
        300,
        &[CA, SIGNS, "extendedKeyUsage=clientAuth"],
    ),
    Made(
        "int-within",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "nameConstraints=critical,permitted;DNS:example.test",
        ],
    ),
    Made(
        "int-elsewhere",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "nameConstraints=critical,permitted;DNS:other.test",
        ],
    ),
    Made(
        "int-without",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "nameConstraints=critical,excluded;DNS:www.example.test",
        ],
    ),
    Made(
        "int-net",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "nameConstraints=critical,permitted;IP:192.0.2.0/255.255.255.0",
        ],
    ),
    Made(
        "int-other-net",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "nameConstraints=critical,permitted;IP:198.51.100.0/255.255.255.0",
        ],
    ),
    Made(
        "int-mail",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "nameConstraints=critical,permitted;email:example.test",
        ],
    ),
    Made(
        "int-other-mail",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "nameConstraints=critical,permitted;email:.example.test",
        ],
    ),
    Made(
        "int-strange",
        "root",
        300,
        &[CA, SIGNS, "1.2.3.4.5=critical,DER:0500"],
    ),
    Made("int-odd", "root", 300, &[CA, SIGNS, "1.2.3.4.5=DER:0500"]),
    Made("int-policy", "root", 300, &[CA, SIGNS, POLICY]),
    Made(
        "int-other-policy",
        "root",
        300,
        &[CA, SIGNS, "certificatePolicies=1.2.3.5"],
    ),
    Made(
        "int-any-policy",
        "root",
        300,
        &[CA, SIGNS, "certificatePolicies=2.5.29.32.0"],
    ),
    Made(
        "int-mapped",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "certificatePolicies=1.2.3.5",
            "policyMappings=1.2.3.5:1.2.3.4",
        ],
    ),
    Made(
        "int-explicit",
        "root",
        300,
        &[
            CA,
            SIGNS,
            "policyConstraints=critical,requireExplicitPolicy:0",
        ],
    ),
];

/// Under every authority.
pub(super) const LEAF: &[&str] = &[USES, BOTH, NAMES, POLICY];

/// Under the plain intermediate.
pub(super) const LEAVES: &[Made] = &[
    Made(
        "leaf-server",
        "int",
        200,
        &[USES, "extendedKeyUsage=serverAuth", NAMES],
    ),
    Made(
        "leaf-client",
        "int",
        200,
        &[USES, "extendedKeyUsage=clientAuth", NAMES],
    ),
    Made(
        "leaf-mail",
        "int",
        200,
        &[USES, "extendedKeyUsage=emailProtection", NAMES],
    ),
    Made("leaf-any", "int", 200, &[USES, NAMES]),
    Made("leaf-ca-usage", "int", 200, &[SIGNS, NAMES]),
    Made(
        "leaf-agreement",
        "int",
        200,
        &["keyUsage=keyAgreement", BOTH, NAMES],
    ),
    Made("leaf-short", "int", 5, &[USES, BOTH, NAMES]),
    Made(
        "leaf-strange",
        "int",
        200,
        &[USES, BOTH, NAMES, "1.2.3.4.5=critical,DER:0500"],
    ),
    Made(
        "leaf-other",
        "int",
        200,
        &[USES, BOTH, "subjectAltName=DNS:other.test"],
    ),
    Made("leaf-alone", "leaf-alone", 200, &[USES, BOTH, NAMES]),
];

/// The authorities from one upwards that are nobody's anchor.
pub(super) fn above(issuer: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut wanted = issuer;
    while let Some(Made(name, issuer, ..)) = AUTHORITIES.iter().find(|made| made.0 == wanted) {
        found.push(*name);
        if issuer == name {
            break;
        }
        wanted = issuer;
    }
    found
}

pub(super) fn make(folder: &Path, Made(name, issuer, days, extensions): &Made) -> Fallible {
    let file = |suffix: &str| format!("{name}.{suffix}");
    fs::write(folder.join(file("cnf")), extensions.join("\n"))?;
    run(
        folder,
        &[
            "ecparam",
            "-name",
            "prime256v1",
            "-genkey",
            "-noout",
            "-out",
            &file("key"),
        ],
    )?;
    run(
        folder,
        &[
            "req",
            "-new",
            "-key",
            &file("key"),
            "-subj",
            &format!("/CN={name}"),
            "-out",
            &file("csr"),
        ],
    )?;
    let (csr, cnf, pem, days) = (file("csr"), file("cnf"), file("pem"), days.to_string());
    let mut arguments = vec![
        "x509", "-req", "-in", &csr, "-extfile", &cnf, "-days", &days, "-out", &pem,
    ];
    let (own, ca, ca_key) = (
        file("key"),
        format!("{issuer}.pem"),
        format!("{issuer}.key"),
    );
    if issuer == name {
        arguments.extend(["-signkey", &own]);
    } else {
        arguments.extend(["-CA", &ca, "-CAkey", &ca_key, "-CAcreateserial"]);
    }
    run(folder, &arguments)?;
    let serial = run(folder, &["x509", "-in", &pem, "-noout", "-serial"])?;
    fs::write(
        folder.join(file("serial")),
        serial.trim().trim_start_matches("serial="),
    )?;
    Ok(())
}

/// What `openssl verify` says.
pub(super) fn openssl(
    folder: &Path,
    leaf: &str,
    above: &[&str],
    anchors: &[&str],
    more: &[String],
) -> Fallible<Result<(), String>> {
    let bundle = |names: &[&str]| -> Fallible<String> {
        let mut all = String::new();
        for name in names {
            all += &fs::read_to_string(folder.join(format!("{name}.pem")))?;
        }
        Ok(all)
    };
    fs::write(folder.join("anchors"), bundle(anchors)?)?;
    let mut arguments: Vec<String> = ["verify", "-CAfile", "anchors"].map(str::to_owned).to_vec();
    if !above.is_empty() {
        fs::write(folder.join("others"), bundle(above)?)?;
        arguments.extend(["-untrusted", "others"].map(str::to_owned));
    }
    arguments.extend(more.iter().cloned());
    arguments.push(format!("{leaf}.pem"));
    let output = Command::new("openssl")
        .args(&arguments)
        .current_dir(folder)
        .output()?;
    Ok(if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    })
}

pub(super) fn run(folder: &Path, arguments: &[&str]) -> Fallible<String> {
    let output = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let error = String::from_utf8_lossy(&output.stderr);
    Err(format!("openssl {arguments:?}: {error}").into())
}

pub(super) fn ders(folder: &Path, names: &[&str]) -> Fallible<Vec<Vec<u8>>> {
    names.iter().map(|name| der(folder, name)).collect()
}

pub(super) fn der(folder: &Path, name: &str) -> Fallible<Vec<u8>> {
    let pem = fs::read_to_string(folder.join(format!("{name}.pem")))?;
    Ok(from_pem(&pem)?.remove(0).der)
}
