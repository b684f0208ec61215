//! `cmctl create certificaterequest`.

use super::args;
use super::kinds;
use super::manifests::bring;
use super::{Await, Context, File, Reply, Then};
use crate::certmanager::api::{
    Certificate, CertificateRequest, CertificateRequestSpec, KeyId, Object,
};
use crate::certmanager::certificate_signing_request;
use crate::certmanager::validate;
use crate::clock::Timestamp;
use crate::encoding;
use crate::entropy::Entropy;
use crate::kube::{Duration, Kind, ObjectKey, ObjectMeta};
use crate::lab::action::Action;
use crate::lab::keys::KeyStore;
use crate::lab::state::Lab;
use crate::x509::{KeyAlgorithm, PublicKey, Signature, ToBeSigned};

/// A request that waits for a key, which only the key store can make.
#[derive(Clone, Debug)]
pub struct NewRequest {
    certificate: Certificate,
    key: ObjectKey,
    key_file: String,
    certificate_file: Option<String>,
    wait: Duration,
}

pub(super) fn run(context: Context<'_>, words: Vec<String>) -> Result<Reply, String> {
    let known = [
        "fetch-certificate",
        "from-certificate-file",
        "output-certificate-file",
        "output-key-file",
        "timeout",
    ];
    let args = args::parse("cmctl create certificaterequest", words, &known)?;
    let name = match args.rest.as_slice() {
        [name] => name,
        [] => {
            return Err("error: the name of the CertificateRequest to be created has to be provided as argument".to_owned());
        }
        _ => {
            return Err(
                "error: only one argument can be passed in: the name of the CertificateRequest"
                    .to_owned(),
            );
        }
    };
    let fetch = args.is("fetch-certificate");
    if !fetch && args.value("output-certificate-file").is_some() {
        return Err("error: cannot specify file to store certificate if not waiting for and fetching certificate, please set --fetch-certificate flag".to_owned());
    }
    match args.value("from-certificate-file") {
        None | Some("") => return Err("error: the path to a YAML manifest of a Certificate resource cannot be empty, please specify by using --from-certificate-file flag".to_owned()),
        Some("-" | "/dev/stdin") => {}
        Some(path) => {
            return Err(format!(
                "error: error when reading file {path:?}: there are no files here, use --from-certificate-file - and paste it"
            ));
        }
    }
    let Some(input) = context.input else {
        return Ok(Reply {
            then: Some(Then::Input),
            ..Reply::default()
        });
    };
    let mut brought = bring(context.lab.store(), input, args.namespace(), context.now);
    let certificate =
        match brought.pop() {
            Some(one) if brought.is_empty() => match one.object {
                Some(Object::Certificate(certificate)) => certificate,
                Some(_) => return Err("error: decoded object is not a v1 Certificate".to_owned()),
                None => return Err(one.says),
            },
            Some(_) => {
                return Err(
                    "error: multiple objects found in manifest, only one Certificate is allowed"
                        .to_owned(),
                );
            }
            None => return Err(
                "error: no objects found in manifest file \"-\". Expected one Certificate object"
                    .to_owned(),
            ),
        };
    let key = ObjectKey::new(Kind::CertificateRequest, certificate.namespace(), name);
    if context.lab.store().get(&key).is_some() {
        return Err(format!(
            "error: error creating CertificateRequest: {} {name:?} already exists",
            kinds::resource(Kind::CertificateRequest)
        ));
    }
    let file = |flag: &str, ending: &str| {
        args.value(flag)
            .map_or_else(|| format!("{name}.{ending}"), str::to_owned)
    };
    Ok(Reply {
        then: Some(Then::Request(Box::new(NewRequest {
            certificate,
            key,
            key_file: file("output-key-file", "key"),
            certificate_file: fetch.then(|| file("output-certificate-file", "crt")),
            wait: args
                .value("timeout")
                .and_then(|text| Duration::parse(text).ok())
                .unwrap_or_else(|| Duration::from_secs(5 * 60)),
        }))),
        ..Reply::default()
    })
}

impl NewRequest {
    /// Makes the key, signs the CSR with it, and has the request created: where the key
    /// store can do both by itself.
    pub fn perform(
        &self,
        lab: &Lab,
        keys: &mut KeyStore,
        entropy: &mut dyn Entropy,
        wall: Timestamp,
    ) -> Reply {
        let (id, algorithm) = self.key(entropy);
        let signed = keys
            .ensure(&id, algorithm, entropy)
            .map_err(|error| Box::new(Self::no_key(&error.to_string())))
            .and_then(|public_key| {
                let to_be_signed = self.to_be_signed(&public_key)?;
                let signature = keys
                    .sign(&id, to_be_signed.algorithm(), to_be_signed.message())
                    .map_err(|error| Box::new(Self::no_csr(&error.to_string())))?;
                Ok((to_be_signed, signature))
            });
        match signed {
            Ok((to_be_signed, signature)) => self.signed(lab, id, &to_be_signed, &signature, wall),
            Err(reply) => *reply,
        }
    }

    /// The key that it is to be signed with: a new name, and the kind.
    pub fn key(&self, entropy: &mut dyn Entropy) -> (KeyId, KeyAlgorithm) {
        let mut suffix = [0; 4];
        entropy.fill(&mut suffix);
        let id = KeyId::new(format!("{}/cmctl-{}", self.key, encoding::hex(&suffix)));
        let algorithm = self.certificate.spec.key_algorithm();
        (id, algorithm.unwrap_or(KeyAlgorithm::RSA_2048))
    }

    /// The CSR, to be signed with the key.
    pub fn to_be_signed(&self, public_key: &PublicKey) -> Result<ToBeSigned, Box<Reply>> {
        certificate_signing_request(&self.certificate, public_key)
            .map_err(|error| Box::new(Self::no_csr(&error)))
    }

    /// What is said if there is no key.
    pub fn no_key(error: &str) -> Reply {
        Reply::error(format!(
            "error: error when generating new private key for CertificateRequest: {error}"
        ))
    }

    /// What is said if there is no CSR.
    pub fn no_csr(error: &str) -> Reply {
        Reply::error(format!(
            "error: error when generating CSR for CertificateRequest: {error}"
        ))
    }

    /// Has the request created, now that its CSR is signed.
    pub fn signed(
        &self,
        lab: &Lab,
        key: KeyId,
        to_be_signed: &ToBeSigned,
        signature: &Signature,
        wall: Timestamp,
    ) -> Reply {
        let der = match to_be_signed.assemble(signature) {
            Ok(der) => der,
            Err(error) => return Self::no_csr(&error.to_string()),
        };
        let spec = &self.certificate.spec;
        let request = CertificateRequest {
            metadata: ObjectMeta {
                annotations: self.certificate.metadata.annotations.clone(),
                ..ObjectMeta::named(self.key.namespace(), &self.key.name)
            },
            spec: CertificateRequestSpec {
                duration: spec.duration,
                issuer_ref: spec.issuer_ref.clone(),
                request: encoding::to_pem("CERTIFICATE REQUEST", &der).into_bytes(),
                is_ca: spec.is_ca,
                usages: spec.usages.clone(),
                username: USER.to_owned(),
                groups: GROUPS.map(str::to_owned).to_vec(),
                ..CertificateRequestSpec::default()
            },
            ..CertificateRequest::default()
        };
        self.created(lab, request, key, wall)
    }

    fn created(
        &self,
        lab: &Lab,
        request: CertificateRequest,
        key: KeyId,
        wall: Timestamp,
    ) -> Reply {
        let object = Object::CertificateRequest(request);
        if let Some(error) = validate(&object).first() {
            return Reply::error(format!("error: error creating CertificateRequest: {error}"));
        }
        let (name, namespace) = (&self.key.name, self.key.namespace());
        let mut reply = Reply::default();
        reply.complain(format!("Private key written to file {}", self.key_file));
        reply.files.push(File::Key(self.key_file.clone(), key));
        reply.complain(format!(
            "CertificateRequest {name} has been created in namespace {namespace}"
        ));
        reply.actions.push(Action::Apply {
            objects: vec![object],
        });
        if let Some(file) = &self.certificate_file {
            reply.complain(format!(
                "CertificateRequest {name} in namespace {namespace} has not been signed yet. Wait until it is signed..."
            ));
            let wait = std::time::Duration::from_secs(
                u64::try_from(self.wait.nanos() / 1_000_000_000).unwrap_or(0),
            );
            reply.then = Some(Then::Await(Await {
                request: self.key.clone(),
                file: file.clone(),
                until: lab.now(wall) + wait,
            }));
        }
        reply
    }
}

/// Whom the webhook finds behind the person at this console.
const USER: &str = "kubernetes-admin";

const GROUPS: [&str; 2] = ["kubeadm:cluster-admins", "system:authenticated"];
