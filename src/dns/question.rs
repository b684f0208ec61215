//! Questions to a resolver, as HTTP requests (RFC 8484).

use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query};
use serde::{Deserialize, Serialize};

use super::doh::MEDIA_TYPE;
use super::record::{normal, wire_name};
use super::{Error, RecordType};
use crate::http::HttpRequest;

/// One question (RFC 1035 §4.1.2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The name: lower case, no trailing dot.
    pub name: String,
    /// The type.
    pub record_type: RecordType,
    /// Whether the resolver is to answer what DNSSEC proves wrong, too: the CD
    /// bit (RFC 4035 §3.2.2).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unchecked: bool,
}

impl Question {
    /// A question as any resolver answers it.
    pub fn new(name: &str, record_type: RecordType) -> Self {
        Self {
            name: normal(name),
            record_type,
            unchecked: false,
        }
    }

    /// The same question, whatever DNSSEC says of the answer.
    #[must_use]
    pub fn unchecked(self) -> Self {
        Self {
            unchecked: true,
            ..self
        }
    }

    /// As a request: POST, because answers to GET may come from an HTTP cache.
    pub fn request(&self, resolver_url: &str) -> Result<HttpRequest, Error> {
        let mut message = self.message()?;
        // Only who speaks EDNS is told why an answer failed (RFC 8914 §3).
        let mut edns = Edns::new();
        edns.set_max_payload(MAX_PAYLOAD);
        message.set_edns(edns);
        let body = message.to_vec().map_err(|_| self.error())?;
        Ok(HttpRequest::post(resolver_url, MEDIA_TYPE, body).with_header("accept", MEDIA_TYPE))
    }

    /// The message id is 0 (RFC 8484 §4.1).
    fn message(&self) -> Result<Message, Error> {
        let mut message = Message::new(0, MessageType::Query, OpCode::Query);
        message.metadata.recursion_desired = true;
        message.metadata.checking_disabled = self.unchecked;
        let name = wire_name(&self.name)?;
        message.add_query(Query::query(name, self.record_type.to_wire()));
        Ok(message)
    }

    fn error(&self) -> Error {
        Error::Name {
            name: self.name.clone(),
        }
    }
}

/// What fits into a datagram of any network (RFC 6891 §6.2.5); over HTTPS it
/// limits nothing.
const MAX_PAYLOAD: u16 = 1_232;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding;
    use crate::http::Method;

    #[test]
    fn the_question_is_the_one_of_rfc_8484_section_4_1_1() {
        let message = Question::new("www.example.com", RecordType::A)
            .message()
            .unwrap();
        assert_eq!(
            encoding::base64url(&message.to_vec().unwrap()),
            "AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB"
        );
    }

    #[test]
    fn a_request_speaks_edns_and_may_switch_checking_off() {
        let request = |question: Question| question.request("https://dns.example/").unwrap();
        let checked = request(Question::new("A.test.", RecordType::Txt));
        assert_eq!(checked.method, Method::Post);
        assert_eq!(checked.header("content-type"), Some(MEDIA_TYPE));
        assert_eq!(checked.header("accept"), Some(MEDIA_TYPE));
        let read = |request: &HttpRequest| Message::from_vec(&request.body).unwrap();
        assert!(read(&checked).edns.is_some());
        assert!(!read(&checked).metadata.checking_disabled);
        let unchecked = request(Question::new("a.test", RecordType::Txt).unchecked());
        assert!(read(&unchecked).metadata.checking_disabled);
    }

    #[test]
    fn a_name_that_cannot_be_asked_for_is_refused() {
        for name in ["", ".", "a..b", "语.example", &"a.".repeat(200)] {
            assert!(
                Question::new(name, RecordType::Txt)
                    .request("https://dns.example/")
                    .is_err(),
                "{name}"
            );
        }
    }
}
