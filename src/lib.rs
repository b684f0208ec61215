//! The core of Certificate Lab.

pub mod clock;
pub mod encoding;
pub mod entropy;
pub mod http;
