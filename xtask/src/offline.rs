//! The lab without a network: a service worker with the list of a build's files, and the
//! few lines in the page that register it.
//!
//! Only `cargo xtask dist` puts them in: `cargo xtask serve` must show what was just built.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// The name of the worker's file, at the site's root, whose scope it has.
pub const WORKER: &str = "worker.js";

/// The page with the lines that register the worker, before its first script.
pub fn with_registration(page: &str) -> Option<String> {
    let (head, rest) = page.split_at_checked(page.find("<script")?)?;
    let script = include_str!("offline/register.js");
    Some(format!("{head}<script>{script}</script>\n{rest}"))
}

/// The worker for the files of `dist`, named from its root.
pub fn worker(dist: &Path, files: &[String]) -> io::Result<String> {
    let mut list = String::new();
    for file in files {
        let digest = Sha256::digest(fs::read(dist.join(file))?);
        let integrity = Base64::encode_string(&digest);
        // Under this name the page is asked for; a host may redirect from the other.
        let name = if file == "index.html" { "./" } else { file };
        // Writing to a string cannot fail.
        let _ = writeln!(list, "  {name:?}: \"sha256-{integrity}\",");
    }
    let build = Base64::encode_string(&Sha256::digest(&list));
    let logic = include_str!("offline/worker.js");
    Ok(format!(
        "const BUILD = \"{build}\";\nconst FILES = {{\n{list}}};\n\n{logic}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_lists_each_file_by_its_hash_and_a_change_is_another_build() {
        let dist = std::env::temp_dir().join(format!("certlab-offline-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "page").unwrap();
        fs::write(dist.join("a.css"), "alert(1)").unwrap();
        let files = ["a.css".to_owned(), "index.html".to_owned()];
        let first = worker(&dist, &files).unwrap();
        fs::write(dist.join("index.html"), "other").unwrap();
        let second = worker(&dist, &files).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let line = "  \"a.css\": \"sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=\",\n";
        assert!(first.contains(line), "{first}");
        assert!(first.contains("  \"./\": \"sha256-"), "{first}");
        assert_ne!(first.lines().next(), second.lines().next());
    }

    #[test]
    fn the_page_registers_it_before_its_program() {
        let page = with_registration("<head><script type=\"module\">x</script>").unwrap();
        let (registration, program) = (page.find("register("), page.find("module"));
        assert!(registration < program, "{page}");
        assert_eq!(with_registration("no program"), None);
    }
}
