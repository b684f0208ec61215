//! Words of the files that a certificate can be taken away as.

use certlab::certmanager::api::OutputError;
use certlab::lab::takeout::FileKind;

/// What is said of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Files {
    /// Opens the rest of the list.
    More,
    /// A file, on its button.
    Kind(FileKind),
    /// What a file is for.
    About(FileKind),
    /// Label: what locks a file.
    Passphrase,
    /// Some files need one.
    PassphraseWanted,
    /// Java takes no shorter one.
    PassphraseShort,
    /// Java does not open PKCS #12 with it.
    PassphraseBeyondAscii,
    /// Nothing is wrong with it.
    PassphraseFits,
    /// A file was not made.
    Failed(OutputError),
    /// Where the commands take the passphrase from.
    FromEnvironment,
    /// Heading: how such a certificate is made by hand.
    Recipe,
}
