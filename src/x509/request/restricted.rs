//! A request as a CA takes it that decides names by itself.

use super::{CertificateSigningRequest, DnsName, Error, subject};
use crate::x509::extension::AlternativeNames;

impl CertificateSigningRequest {
    /// The same key, asking for nothing but these names: what a public CA makes
    /// of a request. The DER stays the one that was signed.
    pub fn restricted_to(
        &self,
        common_name: Option<&str>,
        names: &[DnsName],
    ) -> Result<Self, Error> {
        let names = AlternativeNames {
            dns_names: names.iter().map(ToString::to_string).collect(),
            ..AlternativeNames::default()
        };
        Ok(Self {
            subject: subject::Subject::from_der(&subject::write(common_name, &[])?)?,
            raw_names: names.to_der()?,
            names,
            usages: Vec::new(),
            states_usages: false,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::x509::testing::{issue, key, params, request, template};
    use crate::x509::{DnsName, Issuer, RequestParams};

    #[test]
    fn only_key_and_given_names_are_left() {
        let asked = RequestParams {
            organizations: vec!["Somebody Else".to_owned()],
            ..params("a.test", &["a.test", "b.test"])
        };
        let name = DnsName::parse("b.test").unwrap();
        let taken = request(&asked, &key(3))
            .restricted_to(None, std::slice::from_ref(&name))
            .unwrap();
        let issued = issue(&taken, &template(false), Issuer::SelfSigned, &key(3));
        assert_eq!(
            (issued.subject().as_str(), issued.dns_names()),
            ("", vec!["b.test".to_owned()])
        );
        let named = taken.restricted_to(Some("b.test"), &[name]).unwrap();
        assert_eq!(named.subject(), "CN=b.test");
        assert_eq!(named.public_key(), &key(3).public_key());
    }
}
