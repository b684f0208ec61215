//! The files of an issued certificate, read by openssl.

use crate::page::Page;
use crate::servers::{Fallible, openssl};

/// What the page offers for download once a Certificate is ready.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) key: Vec<u8>,
    pub(crate) certificate: Vec<u8>,
    pub(crate) chain: Vec<u8>,
}

/// Downloads the files of a ready Certificate and lets openssl read each.
pub(crate) async fn download(page: &Page, certificate: &str) -> Fallible<Files> {
    page.click(&format!("card-Certificate-{certificate}"))
        .await?;
    let files = Files {
        key: page
            .download("download-key", &format!("{certificate}.key"))
            .await?,
        certificate: page
            .download("download-certificate", &format!("{certificate}.crt"))
            .await?,
        chain: page
            .download("download-chain", &format!("{certificate}-chain.pem"))
            .await?,
    };
    files.check()?;
    Ok(files)
}

impl Files {
    /// The key is sound and the certificate's; the chain begins with it.
    fn check(&self) -> Fallible {
        openssl::check_key(&self.key, &self.certificate)?;
        if openssl::certificates_in(&self.certificate) != 1 {
            return Err("the certificate's file does not hold one certificate".into());
        }
        if openssl::certificate_text(&self.certificate)? != openssl::certificate_text(&self.chain)?
        {
            return Err("the chain does not begin with the certificate".into());
        }
        Ok(())
    }

    /// The certificate is for exactly these names, as openssl prints them.
    pub(crate) fn names(&self, expected: &[&str]) -> Fallible {
        let names = openssl::alternative_names(&self.certificate)?;
        if names == expected {
            return Ok(());
        }
        Err(format!("the certificate is for {names:?}, not {expected:?}").into())
    }

    /// The chain leads to this root.
    pub(crate) fn lead_to(&self, root: &[u8]) -> Fallible {
        openssl::verify(root, &self.chain)
    }
}
