//! The lab in one file, which opens from a disk: styles, program and texts inside.
//!
//! A page of a `file:` address may fetch nothing beside it, so the program is in a script
//! element, packed, and each text in one of its own, where `src/ui/platform/site.rs` looks
//! before it fetches.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use base64ct::{Base64, Encoding as _};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The name of the file.
pub const FILE: &str = "certlab.html";

/// The page that Trunk has built into `dist`, with the files that it needs inside.
pub fn page(page: &str, dist: &Path, files: &[String]) -> io::Result<String> {
    let mut styles = String::new();
    let mut icon = String::new();
    let mut rest = String::new();
    let mut tail = page;
    while let Some((before, tag, after)) = next_tag(tail, "<link", ">") {
        rest.push_str(before);
        let file = attribute(tag, "href").unwrap_or_default();
        match attribute(tag, "rel") {
            Some("stylesheet") => styles.push_str(&read(dist, file)?),
            Some("icon") => {
                let data = Base64::encode_string(read(dist, file)?.as_bytes());
                icon = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{data}\" />");
            }
            // Manifest, touch icon and what is to be fetched early: nothing is fetched here.
            _ => {}
        }
        tail = after;
    }
    rest.push_str(tail);
    let (head, _, body) = next_tag(&rest, "<script", "</script>")
        .ok_or_else(|| wrong("the page has no program".to_owned()))?;
    let styles = whole(&styles, "</style")?;
    let (data, program) = (texts(dist, files)?, program(dist, files)?);
    Ok(format!(
        "{head}{icon}\n<style>{styles}</style>\n{data}{program}{body}"
    ))
}

/// The texts that the page would fetch, each in an element that names its file.
fn texts(dist: &Path, files: &[String]) -> io::Result<String> {
    let mut elements = String::new();
    for file in files.iter().filter(|file| has_extension(file, "json")) {
        // JSON has this character in strings only, where it may be written so.
        let text = read(dist, file)?.replace('<', "\\u003c");
        let element = format!("<script type=\"application/json\" data-file=\"{file}\">");
        // Writing to a string cannot fail.
        let _ = writeln!(elements, "{element}{text}</script>");
    }
    Ok(elements)
}

/// The WebAssembly, and the module that starts it.
fn program(dist: &Path, files: &[String]) -> io::Result<String> {
    let only = |extension: &str| {
        let mut found = files.iter().filter(|file| has_extension(file, extension));
        match (found.next(), found.next()) {
            (Some(file), None) => Ok(file),
            _ => Err(wrong(format!("not exactly one .{extension} file"))),
        }
    };
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&fs::read(dist.join(only("wasm")?))?)?;
    let wasm = Base64::encode_string(&packed.finish()?);
    let glue = read(dist, only("js")?)?;
    let glue = whole(&glue, "</script")?;
    if glue.contains("\nimport ") {
        return Err(wrong("the program's script imports another".to_owned()));
    }
    // `export { initSync, __wbg_init as default };`
    let start = glue
        .rsplit_once(" as default")
        .and_then(|(before, _)| before.rsplit([' ', ',', '{']).next())
        .ok_or_else(|| wrong("the program's script exports no start".to_owned()))?;
    let run = include_str!("single/start.js").replace("START", start);
    Ok(format!(
        "<script type=\"application/octet-stream\" data-file=\"program\">{wasm}</script>\n\
         <script type=\"module\">{glue}{run}</script>"
    ))
}

/// What is before the next tag of that start, the tag to its end, and what follows.
fn next_tag<'a>(page: &'a str, start: &str, end: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, tag) = page.split_at_checked(page.find(start)?)?;
    let length = tag.find(end)?.checked_add(end.len())?;
    let (tag, after) = tag.split_at_checked(length)?;
    Some((before, tag, after))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

fn has_extension(file: &str, extension: &str) -> bool {
    Path::new(file)
        .extension()
        .is_some_and(|found| found == extension)
}

fn read(dist: &Path, file: &str) -> io::Result<String> {
    fs::read_to_string(dist.join(file))
}

/// The text, if it can stand in an element that `end` would close.
fn whole<'a>(text: &'a str, end: &str) -> io::Result<&'a str> {
    if text.contains(end) {
        return Err(wrong(format!("a file contains {end}")));
    }
    Ok(text)
}

fn wrong(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_inside_and_nothing_is_fetched() {
        let dist = std::env::temp_dir().join(format!("certlab-single-{}", std::process::id()));
        fs::create_dir_all(dist.join("texts")).unwrap();
        for (file, content) in [
            ("a.css", "b{c:d}"),
            ("i.svg", "<svg/>"),
            ("p.wasm", "wasm"),
            (
                "p.js",
                "let wasm;\nexport { initSync, __wbg_init as default };\n",
            ),
            ("texts/t.json", "[\"</script>\"]"),
        ] {
            fs::write(dist.join(file), content).unwrap();
        }
        let files = ["a.css", "i.svg", "p.js", "p.wasm", "texts/t.json"].map(str::to_owned);
        let site = "<head><meta charset=\"utf-8\" /><link rel=\"icon\" href=\"./i.svg\" />\
            <link rel=\"manifest\" href=\"m\" /><link rel=\"stylesheet\" href=\"./a.css\"/>\
            <script type=\"module\">import init from './p.js'</script></head><body></body>";
        let made = page(site, &dist, &files);
        fs::write(dist.join("a.css"), "</style>").unwrap();
        let refused = page(site, &dist, &files);
        fs::remove_dir_all(&dist).unwrap();
        let made = made.unwrap();
        for part in [
            "<style>b{c:d}</style>",
            "href=\"data:image/svg+xml;base64,PHN2Zy8+\"",
            "data-file=\"texts/t.json\">[\"\\u003c/script>\"]</script>",
            "await __wbg_init({ module_or_path:",
            "</script></head><body></body>",
        ] {
            assert!(made.contains(part), "{part}: {made}");
        }
        assert!(
            !made.contains("./p.js") && !made.contains("manifest"),
            "{made}"
        );
        assert_eq!(refused.unwrap_err().to_string(), "a file contains </style");
    }
}
