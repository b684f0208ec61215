//! The size of the built site.

use std::fs;
use std::path::Path;

use crate::figure::Figure;
use crate::page;
use crate::servers::Fallible;

/// The brotli twins of all files of the site together.
pub(crate) fn dist_brotli() -> Fallible<Figure> {
    let bytes = brotli_bytes(&page::dist())?;
    if bytes == 0 {
        return Err("the site has no .br files: run `cargo xtask dist`".into());
    }
    Ok(Figure::alone(f64::from(bytes), "bytes"))
}

fn brotli_bytes(folder: &Path) -> Fallible<u32> {
    let mut bytes = 0_u32;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let size = entry.metadata()?;
        if size.is_dir() {
            bytes += brotli_bytes(&entry.path())?;
        } else if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "br")
        {
            bytes += u32::try_from(size.len())?;
        }
    }
    Ok(bytes)
}
