//! Any object: what the lab's store holds.

use serde::de::{self, DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{
    Certificate, CertificateRequest, Challenge, Ingress, Issuer, Order, Secret, annotations,
};
use crate::encoding::{self, json};
use crate::kube::{Kind, ObjectKey, ObjectMeta, Resource};

/// Any object. Serializes as its manifest: `apiVersion`, `kind`, `metadata`, `spec`, `status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// A Certificate.
    Certificate(Certificate),
    /// A `CertificateRequest`.
    CertificateRequest(CertificateRequest),
    /// An Issuer.
    Issuer(Issuer),
    /// A `ClusterIssuer`.
    ClusterIssuer(Issuer),
    /// An Order.
    Order(Order),
    /// A Challenge.
    Challenge(Challenge),
    /// A Secret.
    Secret(Secret),
    /// An Ingress.
    Ingress(Ingress),
}

macro_rules! each {
    ($object:expr, $inner:ident => $body:expr) => {
        match $object {
            Object::Certificate($inner) => $body,
            Object::CertificateRequest($inner) => $body,
            Object::Issuer($inner) | Object::ClusterIssuer($inner) => $body,
            Object::Order($inner) => $body,
            Object::Challenge($inner) => $body,
            Object::Secret($inner) => $body,
            Object::Ingress($inner) => $body,
        }
    };
}

macro_rules! accessor {
    ($(#[$doc:meta])* $name:ident, $variant:ident) => {
        $(#[$doc])*
        pub const fn $name(&self) -> Option<&$variant> {
            match self {
                Self::$variant(object) => Some(object),
                _ => None,
            }
        }
    };
}

impl Object {
    accessor!(
        /// The Certificate, if it is one.
        certificate, Certificate
    );
    accessor!(
        /// The `CertificateRequest`, if it is one.
        certificate_request, CertificateRequest
    );
    accessor!(
        /// The Order, if it is one.
        order, Order
    );
    accessor!(
        /// The Challenge, if it is one.
        challenge, Challenge
    );
    accessor!(
        /// The Secret, if it is one.
        secret, Secret
    );
    accessor!(
        /// The Ingress, if it is one.
        ingress, Ingress
    );

    /// The Issuer or `ClusterIssuer`, if it is one.
    pub const fn issuer(&self) -> Option<&Issuer> {
        match self {
            Self::Issuer(issuer) | Self::ClusterIssuer(issuer) => Some(issuer),
            _ => None,
        }
    }

    /// The kind that a manifest says it is of.
    pub(super) fn kind_of(manifest: &Value) -> Result<Kind, serde_json::Error> {
        let word = |name: &str| {
            let word = manifest.get(name).and_then(Value::as_str);
            word.unwrap_or_default()
        };
        let kind: Kind = word("kind").parse().map_err(de::Error::custom)?;
        if word("apiVersion") == kind.api_version() {
            return Ok(kind);
        }
        Err(de::Error::custom(format!(
            "no matches for kind {:?} in version {:?}",
            kind.as_str(),
            word("apiVersion")
        )))
    }

    /// An object of a kind from the rest of its manifest.
    fn from_value(kind: Kind, value: Value) -> Result<Self, serde_json::Error> {
        fn read<T: DeserializeOwned>(value: Value) -> Result<T, serde_json::Error> {
            json::from_value(value)
        }
        match kind {
            Kind::Certificate => read(value).map(Self::Certificate),
            Kind::CertificateRequest => read(value).map(Self::CertificateRequest),
            Kind::Issuer => read(value).map(Self::Issuer),
            Kind::ClusterIssuer => read(value).map(Self::ClusterIssuer),
            Kind::Order => read(value).map(Self::Order),
            Kind::Challenge => read(value).map(Self::Challenge),
            Kind::Secret => read(with_plain_entries(value)).map(Self::Secret),
            Kind::Ingress => read(value).map(Self::Ingress),
        }
    }
}

/// A Secret's manifest with its `stringData` put into `data`, over what is there, as the
/// API server does.
fn with_plain_entries(mut manifest: Value) -> Value {
    let fields = manifest.as_object_mut();
    let plain = fields.and_then(|fields| Some((fields.remove("stringData")?, fields)));
    if let Some((Value::Object(plain), fields)) = plain {
        let data = fields.entry("data").or_insert(Value::Null);
        if data.is_null() {
            *data = Value::Object(serde_json::Map::new());
        }
        if let Some(data) = data.as_object_mut() {
            for (name, text) in plain {
                let text = text.as_str().unwrap_or_default();
                data.insert(name, encoding::base64(text.as_bytes()).into());
            }
        }
    }
    manifest
}

impl Resource for Object {
    fn kind(&self) -> Kind {
        match self {
            Self::Certificate(_) => Kind::Certificate,
            Self::CertificateRequest(_) => Kind::CertificateRequest,
            Self::Issuer(_) => Kind::Issuer,
            Self::ClusterIssuer(_) => Kind::ClusterIssuer,
            Self::Order(_) => Kind::Order,
            Self::Challenge(_) => Kind::Challenge,
            Self::Secret(_) => Kind::Secret,
            Self::Ingress(_) => Kind::Ingress,
        }
    }

    fn meta(&self) -> &ObjectMeta {
        each!(self, object => &object.metadata)
    }

    fn meta_mut(&mut self) -> &mut ObjectMeta {
        each!(self, object => &mut object.metadata)
    }

    fn has_same_spec(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Certificate(a), Self::Certificate(b)) => a.spec == b.spec,
            (Self::CertificateRequest(a), Self::CertificateRequest(b)) => a.spec == b.spec,
            (Self::Issuer(a), Self::Issuer(b))
            | (Self::ClusterIssuer(a), Self::ClusterIssuer(b)) => a.spec == b.spec,
            (Self::Order(a), Self::Order(b)) => a.spec == b.spec,
            (Self::Challenge(a), Self::Challenge(b)) => a.spec == b.spec,
            (Self::Secret(a), Self::Secret(b)) => a.data == b.data,
            (Self::Ingress(a), Self::Ingress(b)) => a.spec == b.spec,
            _ => false,
        }
    }

    fn index_terms(&self) -> Vec<String> {
        match self {
            Self::Certificate(certificate) => {
                let secret = &certificate.spec.secret_name;
                vec![index::target_secret(certificate.namespace(), secret)]
            }
            Self::CertificateRequest(request) => {
                let namespace = request.namespace();
                let issuer = request.spec.issuer_ref.key(namespace);
                let secret = request.metadata.annotation(annotations::PRIVATE_KEY_SECRET);
                issuer
                    .map(|issuer| index::issuer(&issuer))
                    .into_iter()
                    .chain(secret.map(|name| index::signing_secret(namespace, name)))
                    .collect()
            }
            Self::Issuer(issuer) | Self::ClusterIssuer(issuer) => index::issuer_secrets(issuer),
            Self::Order(order) => {
                let issuer = order.spec.issuer_ref.key(order.namespace());
                issuer
                    .map(|issuer| index::issuer(&issuer))
                    .into_iter()
                    .collect()
            }
            Self::Challenge(challenge) if challenge.status.processing || !challenge.is_final() => {
                vec![index::OPEN_CHALLENGE.to_owned()]
            }
            Self::Challenge(_) | Self::Secret(_) | Self::Ingress(_) => Vec::new(),
        }
    }
}

/// The words under which the controllers find objects.
pub(crate) mod index {
    use super::Issuer;
    use crate::kube::ObjectKey;

    /// Challenges that are not final, or still in progress.
    pub(crate) const OPEN_CHALLENGE: &str = "challenge:open";

    /// Certificates by their target Secret.
    pub(crate) fn target_secret(namespace: &str, name: &str) -> String {
        format!("target:{namespace}/{name}")
    }

    /// `CertificateRequests` by the Secret whose key signed the CSR.
    pub(crate) fn signing_secret(namespace: &str, name: &str) -> String {
        format!("signing:{namespace}/{name}")
    }

    /// `CertificateRequests` and Orders by issuer.
    pub(crate) fn issuer(key: &ObjectKey) -> String {
        format!("issuer:{}:{key}", key.kind)
    }

    /// Issuers by the name of a Secret that they read.
    pub(crate) fn read_secret(name: &str) -> String {
        format!("read:{name}")
    }

    /// The Secrets that an issuer reads.
    pub(crate) fn issuer_secrets(issuer: &Issuer) -> Vec<String> {
        let ca = issuer.spec.ca.as_ref().map(|ca| &ca.secret_name);
        let acme = issuer.spec.acme.as_ref();
        let account = acme.map(|acme| &acme.private_key_secret_ref.name);
        let binding = acme
            .and_then(|acme| acme.external_account_binding.as_ref())
            .map(|binding| &binding.key_secret_ref.name);
        let auth = issuer.spec.vault.as_ref().map(|vault| &vault.auth);
        let vault = auth.and_then(|auth| {
            let role = auth.app_role.as_ref().map(|role| &role.secret_ref);
            let kubernetes = auth.kubernetes.as_ref();
            let kubernetes = kubernetes.and_then(|kubernetes| kubernetes.secret_ref.as_ref());
            let reference = auth.token_secret_ref.as_ref().or(role).or(kubernetes)?;
            Some(&reference.name)
        });
        let venafi = issuer.spec.venafi.as_ref().and_then(|venafi| {
            let server = venafi.tpp.as_ref().map(|tpp| &tpp.credentials_ref.name);
            let service = venafi.cloud.as_ref();
            server.or_else(|| service.map(|cloud| &cloud.api_token_secret_ref.name))
        });
        ca.into_iter()
            .chain(account)
            .chain(binding)
            .chain(vault)
            .chain(venafi)
            .map(|name| read_secret(name))
            .collect()
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = each!(self, object => serde_json::to_value(object));
        let mut manifest = value.map_err(S::Error::custom)?;
        if let Value::Object(fields) = &mut manifest {
            let kind = self.kind();
            for (name, heading) in [("apiVersion", kind.api_version()), ("kind", kind.as_str())] {
                fields.insert(name.to_owned(), heading.into());
            }
        }
        manifest.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let kind = Self::kind_of(&value).map_err(D::Error::custom)?;
        Self::from_value(kind, value).map_err(D::Error::custom)
    }
}

impl From<&Object> for ObjectKey {
    fn from(object: &Object) -> Self {
        object.key()
    }
}
