//! The form that makes a Certificate.

use crate::page::Page;
use crate::servers::Fallible;

/// What is typed and chosen in the form.
#[derive(Debug)]
pub(crate) struct Form {
    name: String,
    dns_names: Vec<String>,
    common_name: Option<String>,
    is_ca: bool,
    issuer: Issuer,
}

/// The choice of an issuer, with what it asks for.
#[derive(Debug)]
pub(crate) enum Issuer {
    SelfSigned,
    /// The first CA that the form offers.
    Ca,
    /// The practice world's own ACME server.
    Practice,
    /// The same, names being proved by files.
    PracticeByFile,
    /// An ACME server in the real world.
    Directory(String),
}

impl Form {
    /// A form for a Certificate object of this name.
    pub(crate) fn new(name: &str, dns_names: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            dns_names: dns_names.iter().map(|&name| name.to_owned()).collect(),
            common_name: None,
            is_ca: false,
            issuer: Issuer::SelfSigned,
        }
    }

    pub(crate) fn common_name(mut self, common_name: &str) -> Self {
        self.common_name = Some(common_name.to_owned());
        self
    }

    pub(crate) fn certificate_authority(mut self) -> Self {
        self.is_ca = true;
        self
    }

    pub(crate) fn issuer(mut self, issuer: Issuer) -> Self {
        self.issuer = issuer;
        self
    }

    /// Opens the form, fills it in and sends it off.
    pub(crate) async fn submit(&self, page: &Page) -> Fallible {
        self.fill(page).await?;
        page.click("create-certificate").await
    }

    /// Opens the form and fills it in.
    pub(crate) async fn fill(&self, page: &Page) -> Fallible {
        page.click("new-certificate").await?;
        page.fill("cert-name", &self.name).await?;
        page.fill("cert-dns-names", &self.dns_names.join("\n"))
            .await?;
        if self.common_name.is_some() || self.is_ca {
            page.unfold("cert-common-name").await?;
        }
        if let Some(common_name) = &self.common_name {
            page.fill("cert-common-name", common_name).await?;
        }
        if self.is_ca {
            page.click("cert-is-ca").await?;
        }
        match &self.issuer {
            Issuer::SelfSigned => page.click("issuer-selfsigned").await,
            Issuer::Ca => {
                page.click("issuer-ca").await?;
                page.choose_first("ca-secret").await
            }
            Issuer::Practice => page.click("issuer-acme-practice").await,
            Issuer::PracticeByFile => {
                page.click("issuer-acme-practice").await?;
                page.click("proof-http01").await
            }
            Issuer::Directory(url) => {
                page.click("issuer-acme-url").await?;
                page.fill("acme-directory", url).await?;
                page.fill("acme-email", "someone@example.test").await?;
                page.click("acme-terms").await
            }
        }
    }
}
