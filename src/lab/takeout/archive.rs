//! All files in one archive.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{FileKind, Takeout, kinds};
use crate::certmanager::api::{OutputError, Secret};
use crate::entropy::Entropy;
use crate::x509::file::{Error, Format};

/// Stored, not compressed: keys and what is locked do not get smaller. Without a
/// passphrase the files that need one are left out.
pub(super) fn zip(
    takeout: &Takeout<'_>,
    secret: &Secret,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, OutputError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for kind in kinds(secret) {
        if kind == FileKind::Zip || (kind.is_locked() && takeout.passphrase.is_empty()) {
            continue;
        }
        let made = takeout.make(kind, entropy)?;
        let name = kind.file_name(&takeout.certificate.metadata.name);
        archive
            .start_file(name, options.unix_permissions(0o600))
            .map_err(|_| UNWRITABLE)?;
        archive.write_all(&made).map_err(|_| UNWRITABLE)?;
    }
    let written = archive.finish().map_err(|_| UNWRITABLE)?;
    Ok(written.into_inner())
}

const UNWRITABLE: OutputError = OutputError::File(Error::Unwritable {
    format: Format::Zip,
});
