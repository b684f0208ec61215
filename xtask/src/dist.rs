//! `cargo xtask dist`: the static site, each file also compressed, and what
//! that comes to.

use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::boot;
use crate::environment::Environment;
use crate::offline;
use crate::policy;
use crate::single;
use crate::step::{self, Failure, Outcome, Stopwatch};

/// Builds the site and prints its sizes.
pub fn run(environment: &Environment, single_file: bool) -> Outcome {
    let dist = environment.dist();
    let mut trunk = environment.command("trunk");
    trunk
        .args(["--skip-version-check", "build", "--release", "--dist"])
        .arg(&dist);
    step::run("dist: trunk build --release", &mut trunk)?;
    let built = Built::read(&dist)?;
    built.publish()?;
    let watch = Stopwatch::start();
    let sizes = compress_all(&dist)
        .map_err(|error| Failure::io(format_args!("compressing {}", dist.display()), &error))?;
    print!("{}", table(&sizes));
    println!("── dist: compressed in {}", watch.read());
    if single_file {
        built.write_single()?;
    }
    Ok(())
}

/// Finishes, uncompressed, what Trunk has built in a folder: for trying it out.
pub fn finish(dist: &Path, single_file: bool) -> Outcome {
    let built = Built::read(dist)?;
    built.publish()?;
    if single_file {
        built.write_single()?;
    }
    Ok(())
}

/// What Trunk has built.
#[derive(Debug)]
struct Built<'a> {
    dist: &'a Path,
    page: String,
    files: Vec<String>,
}

impl<'a> Built<'a> {
    fn read(dist: &'a Path) -> Outcome<Self> {
        let file = dist.join("index.html");
        let page =
            fs::read_to_string(&file).map_err(|error| Failure::io(file.display(), &error))?;
        if page.contains("http-equiv") {
            return Err(Failure(format!("{} is finished already", file.display())));
        }
        let files = files(dist).map_err(|error| Failure::io(dist.display(), &error))?;
        Ok(Self { dist, page, files })
    }

    /// Gives the page its start and its policy, and the worker that keeps the site for use without a network.
    fn publish(&self) -> Outcome {
        let page = self.done(boot::with_start(&self.page, self.dist))?;
        let page = page.and_then(|page| offline::with_registration(&page));
        self.write("index.html", &self.policed(page)?)?;
        let worker = offline::worker(self.dist, &self.files);
        self.write(offline::WORKER, &self.done(worker)?)
    }

    /// Writes the lab in one file.
    fn write_single(&self) -> Outcome {
        let page = self.done(single::page(&self.page, self.dist, &self.files))?;
        let page = self.policed(Some(page))?;
        println!("── dist: {} of {} bytes", single::FILE, page.len());
        self.write(single::FILE, &page)
    }

    fn policed(&self, page: Option<String>) -> Outcome<String> {
        page.and_then(|page| policy::with_policy(&page))
            .ok_or_else(|| Failure(format!("the page in {} has no head", self.dist.display())))
    }

    fn write(&self, name: &str, text: &str) -> Outcome {
        self.done(fs::write(self.dist.join(name), text))
    }

    fn done<T>(&self, outcome: io::Result<T>) -> Outcome<T> {
        outcome.map_err(|error| Failure::io(self.dist.display(), &error))
    }
}

/// The files of a site, from its root, with `/`.
fn files(dist: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.sort();
    Ok(files.iter().map(|file| name_in(dist, file)).collect())
}

fn name_in(dist: &Path, file: &Path) -> String {
    let parts = file.strip_prefix(dist).unwrap_or(file).components();
    let parts: Vec<_> = parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// What one file weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sizes {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

fn compress_all(dist: &Path) -> io::Result<Vec<Sizes>> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.sort();
    files.iter().map(|file| compress(dist, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if !path
            .extension()
            .is_some_and(|extension| extension == "br" || extension == "gz")
        {
            files.push(path);
        }
    }
    Ok(())
}

fn compress(dist: &Path, file: &Path) -> io::Result<Sizes> {
    let beside = |suffix: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let (br, gz) = (beside(".br"), beside(".gz"));
    // Quality 11 over the largest window, as a site would prepare it once.
    let best = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        ..BrotliEncoderParams::default()
    };
    let mut reader = BufReader::new(File::open(file)?);
    brotli::BrotliCompress(&mut reader, &mut File::create(&br)?, &best)?;
    let mut encoder = GzEncoder::new(File::create(&gz)?, Compression::best());
    encoder.write_all(&fs::read(file)?)?;
    encoder.finish()?;
    Ok(Sizes {
        name: name_in(dist, file),
        raw: fs::metadata(file)?.len(),
        gzip: fs::metadata(&gz)?.len(),
        brotli: fs::metadata(&br)?.len(),
    })
}

/// One line a file and the total, in bytes.
fn table(sizes: &[Sizes]) -> String {
    let total = Sizes {
        name: "total".to_owned(),
        raw: sizes.iter().map(|file| file.raw).sum(),
        gzip: sizes.iter().map(|file| file.gzip).sum(),
        brotli: sizes.iter().map(|file| file.brotli).sum(),
    };
    let width = sizes
        .iter()
        .chain([&total])
        .map(|file| file.name.len())
        .max()
        .unwrap_or(0);
    let heading = format!(
        "{:width$}  {:>10}  {:>10}  {:>10}\n",
        "bytes", "raw", "gzip", "brotli"
    );
    let line =
        |Sizes {
             name,
             raw,
             gzip,
             brotli,
         }: &Sizes| { format!("{name:width$}  {raw:>10}  {gzip:>10}  {brotli:>10}\n") };
    heading + &sizes.iter().chain([&total]).map(line).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_gets_both_and_a_line() {
        let dist = std::env::temp_dir().join(format!("certlab-dist-{}", std::process::id()));
        fs::create_dir_all(dist.join("content")).unwrap();
        fs::write(dist.join("index.html"), "a page ".repeat(400)).unwrap();
        fs::write(dist.join("content/en.txt"), "words ".repeat(400)).unwrap();
        let sizes = compress_all(&dist).unwrap();
        // A second pass must not compress what the first one has written.
        assert_eq!(compress_all(&dist).unwrap(), sizes);
        let mut plain = Vec::new();
        let packed = fs::read(dist.join("index.html.br")).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, fs::read(dist.join("index.html")).unwrap());
        fs::remove_dir_all(&dist).unwrap();
        let names: Vec<&str> = sizes.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["content/en.txt", "index.html"]);
        assert!(
            sizes
                .iter()
                .all(|file| file.brotli < file.raw && file.gzip < file.raw)
        );
    }

    #[test]
    fn the_table_ends_in_the_total() {
        let file = |name: &str, raw, gzip, brotli| Sizes {
            name: name.to_owned(),
            raw,
            gzip,
            brotli,
        };
        let text = table(&[file("a.wasm", 3000, 200, 100), file("b.js", 40, 30, 20)]);
        assert_eq!(
            text.lines().last(),
            Some("total         3040         230         120")
        );
    }
}
