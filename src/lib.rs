//! The core of Certificate Lab.

pub mod acme;
pub mod ca;
pub mod clock;
pub mod encoding;
pub mod entropy;
pub mod http;
pub mod x509;
pub mod kube;
pub mod certmanager;
pub mod lab;
pub mod dns;
