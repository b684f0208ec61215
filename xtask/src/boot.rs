//! How the published page starts: with its progress shown, and only with the very program
//! that was published with it.
//!
//! `cargo xtask serve` has Trunk's own few lines instead.

use std::fs;
use std::io;
use std::path::Path;

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha384};

/// The page with our start in place of Trunk's; `None` if it has none.
pub fn with_start(page: &str, dist: &Path) -> io::Result<Option<String>> {
    let Some(parts) = Parts::of(page) else {
        return Ok(None);
    };
    let program = fs::read(dist.join(parts.program))?;
    let glue = fs::read(dist.join(parts.glue))?;
    let start = include_str!("boot/start.js")
        .replace("GLUE", &format!("./{}", parts.glue))
        .replace("PROGRAM", &format!("./{}", parts.program))
        .replace("SIZE", &program.len().to_string())
        .replace("HASH", &hash(&program));
    // A module that was fetched early with its hash is the one that is imported.
    let early = format!(
        "<link rel=\"modulepreload\" href=\"./{}\" crossorigin=\"anonymous\" integrity=\"sha384-{}\">",
        parts.glue,
        hash(&glue)
    );
    let after = parts.after.replacen(parts.early, &early, 1);
    let before = parts.before;
    Ok(Some(format!(
        "{before}<script type=\"module\">\n{start}</script>{after}"
    )))
}

fn hash(bytes: &[u8]) -> String {
    Base64::encode_string(&Sha384::digest(bytes))
}

/// What Trunk wrote.
struct Parts<'a> {
    before: &'a str,
    /// The files that its script names, from the site's root.
    glue: &'a str,
    program: &'a str,
    after: &'a str,
    /// The element that has the glue fetched early.
    early: &'a str,
}

impl<'a> Parts<'a> {
    fn of(page: &'a str) -> Option<Self> {
        let (before, rest) = page.split_once("<script type=\"module\">")?;
        let (script, after) = rest.split_once("</script>")?;
        let mut names = script.split('\'').skip(1).step_by(2);
        let mut name = || names.next()?.strip_prefix("./");
        let (glue, program) = (name()?, name()?);
        let start = after.find("<link rel=\"modulepreload\"")?;
        let length = after.get(start..)?.find('>')?.checked_add(1)?;
        let early = after.get(start..start.checked_add(length)?)?;
        Some(Self {
            before,
            glue,
            program,
            after,
            early,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_program_by_its_hash() {
        let dist = std::env::temp_dir().join(format!("certlab-boot-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("a.js"), "glue").unwrap();
        fs::write(dist.join("a_bg.wasm"), "program").unwrap();
        let page = "<head><script type=\"module\">\nimport init from './a.js';\n\
            await init({ module_or_path: './a_bg.wasm' });\n</script>\n\
            <link rel=\"modulepreload\" href=\"./a.js\" crossorigin=\"anonymous\"></head>";
        let made = with_start(page, &dist).unwrap().unwrap();
        let none = with_start("<head></head>", &dist).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        for part in [
            "import init from \"./a.js\";",
            "fetch(\"./a_bg.wasm\")",
            "arrived / 7;",
            // printf program | openssl dgst -sha384 -binary | base64 -w0
            "hash !== \"ZwWhbDNf4d9xOKpVEIw7A/UaGWZvfqL7Z9EzybYrN4YJZCxMzaWQdk9yiJe0Fnqd\"",
            // printf glue | openssl dgst -sha384 -binary | base64 -w0
            "href=\"./a.js\" crossorigin=\"anonymous\" integrity=\"sha384-OQbpQaJL4O579hGvzBmML/8pgAWF5AO3MV2W+sJNoPxYBrIh5sYlxhRs3CI7K+FV\"></head>",
        ] {
            assert!(made.contains(part), "{part}: {made}");
        }
        assert_eq!(none, None);
    }
}
