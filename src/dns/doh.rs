//! DNS over HTTPS: RFC 8484's wire format, asked and answered.

use hickory_proto::op::{Message, MessageType, OpCode, Query, ResponseCode};
use serde::{Deserialize, Serialize};

use super::record::{text, wire_name};
use super::{Error, Lookup, Record, RecordType, Zone};
use crate::clock::Timestamp;
use crate::encoding;
use crate::http::{HttpRequest, HttpResponse, Method};

/// What a resolver said (RFC 1035 §4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DohAnswer {
    /// How it went.
    pub rcode: Rcode,
    /// The answer section, aliases included; types that the lab does not know are left out.
    pub records: Vec<Record>,
}

/// A response code (RFC 1035 §4.1.1; RFC 6895 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rcode {
    /// 0: the name exists, whether or not it has such records.
    NoError,
    /// 3: the name does not exist.
    NxDomain,
    /// 2: the resolver could not find out, for instance because DNSSEC validation failed.
    ServFail,
    /// Any other.
    Other(u16),
}

/// A question to a resolver: POST, because answers to GET may come from an HTTP cache;
/// the message id is 0 (RFC 8484 §4.1).
pub fn query(
    resolver_url: &str,
    name: &str,
    record_type: RecordType,
) -> Result<HttpRequest, Error> {
    let mut message = Message::new(0, MessageType::Query, OpCode::Query);
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(wire_name(name)?, record_type.to_wire()));
    let body = message.to_vec().map_err(|_| Error::Name {
        name: name.to_owned(),
    })?;
    Ok(HttpRequest::post(resolver_url, MEDIA_TYPE, body).with_header("accept", MEDIA_TYPE))
}

/// Reads a resolver's answer.
pub fn parse(response: &HttpResponse) -> Result<DohAnswer, Error> {
    if !response.is_success() {
        return Err(Error::Status {
            status: response.status,
        });
    }
    let message = read(&response.body).ok_or(Error::Malformed)?;
    if message.metadata.message_type != MessageType::Response {
        return Err(Error::Malformed);
    }
    let rcode = match message.metadata.response_code {
        ResponseCode::NoError => Rcode::NoError,
        ResponseCode::NXDomain => Rcode::NxDomain,
        ResponseCode::ServFail => Rcode::ServFail,
        other => Rcode::Other(u16::from(other)),
    };
    Ok(DohAnswer {
        rcode,
        records: message
            .answers
            .iter()
            .filter_map(Record::from_wire)
            .collect(),
    })
}

/// The practice world's resolver: answers POST and GET from the zone (RFC 8484 §4.1, §4.2).
pub fn serve(request: &HttpRequest, zone: &Zone, now: Timestamp) -> HttpResponse {
    let body = match request.method {
        Method::Post if request.header("content-type") == Some(MEDIA_TYPE) => request.body.clone(),
        Method::Post => return HttpResponse::empty(415),
        Method::Get | Method::Head => match dns_parameter(&request.url) {
            Some(body) => body,
            None => return HttpResponse::empty(400),
        },
    };
    let Some(question) = read(&body) else {
        return HttpResponse::empty(400);
    };
    let answer = answer(&question, zone, now);
    // RFC 8484 §5.1: no answer may be fresh for longer than its shortest record.
    let ttl_secs = answer
        .answers
        .iter()
        .map(|record| record.ttl)
        .min()
        .unwrap_or(0);
    match answer.to_vec() {
        Ok(body) => HttpResponse::new(200, MEDIA_TYPE, body)
            .with_header("cache-control", format!("max-age={ttl_secs}")),
        Err(_) => HttpResponse::empty(500),
    }
}

fn answer(question: &Message, zone: &Zone, now: Timestamp) -> Message {
    let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
    answer.metadata.recursion_desired = question.metadata.recursion_desired;
    answer.metadata.recursion_available = true;
    answer.add_queries(question.queries.iter().cloned());
    answer.metadata.response_code = match question.queries.as_slice() {
        _ if question.metadata.op_code != OpCode::Query => ResponseCode::NotImp,
        _ if question.metadata.message_type != MessageType::Query => ResponseCode::FormErr,
        [query] => {
            let name = text(&query.name);
            // A type the zone cannot hold: look for an alias; else it exists or not as any other.
            let record_type = RecordType::from_wire(query.query_type).unwrap_or(RecordType::Cname);
            match zone.lookup(&name, record_type, now) {
                Lookup::Records(records) => add(&mut answer, &records),
                Lookup::NoData => ResponseCode::NoError,
                Lookup::NxDomain => ResponseCode::NXDomain,
            }
        }
        _ => ResponseCode::FormErr,
    };
    answer
}

/// Adds what was found; a record that cannot be written is the zone's fault.
fn add(answer: &mut Message, records: &[Record]) -> ResponseCode {
    let wire: Option<Vec<_>> = records.iter().map(Record::to_wire).collect();
    match wire {
        Some(wire) => {
            answer.add_answers(wire);
            ResponseCode::NoError
        }
        None => ResponseCode::ServFail,
    }
}

/// The message in `?dns=…` (RFC 8484 §6).
fn dns_parameter(url: &str) -> Option<Vec<u8>> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next()?;
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("dns="))?;
    encoding::from_base64url(value).ok()
}

/// Reads a message of bounded length.
fn read(body: &[u8]) -> Option<Message> {
    if body.len() > MAX_MESSAGE {
        return None;
    }
    Message::from_vec(body).ok()
}

/// RFC 8484 §6.
const MEDIA_TYPE: &str = "application/dns-message";

/// RFC 8484 §6: "limited to 65535 bytes".
const MAX_MESSAGE: usize = 65_535;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{Entropy as _, SeededEntropy};

    const NOW: Timestamp = Timestamp::from_unix_secs(1_000);

    fn zone() -> Zone {
        let mut zone = Zone::new();
        zone.publish(Record::txt("_acme-challenge.example.test", "one", 60), NOW);
        zone.publish(
            Record::txt("_acme-challenge.example.test", "x".repeat(300), 30),
            NOW,
        );
        zone
    }

    fn ask(name: &str, record_type: RecordType) -> HttpResponse {
        let request = query("https://dns.example/dns-query", name, record_type).unwrap();
        serve(&request, &zone(), NOW)
    }

    #[test]
    fn the_question_is_the_one_of_rfc_8484_section_4_1_1() {
        let request = query(
            "https://dns.example/dns-query",
            "www.example.com",
            RecordType::A,
        )
        .unwrap();
        assert_eq!(
            encoding::base64url(&request.body),
            "AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB"
        );
        assert_eq!(request.method, Method::Post);
        assert_eq!(request.header("content-type"), Some(MEDIA_TYPE));
        assert_eq!(request.header("accept"), Some(MEDIA_TYPE));
    }

    #[test]
    fn a_name_that_cannot_be_asked_for_is_refused() {
        for name in ["", ".", "a..b", "语.example", &"a.".repeat(200)] {
            assert!(
                query("https://dns.example/", name, RecordType::Txt).is_err(),
                "{name}"
            );
        }
    }

    #[test]
    fn the_practice_resolver_answers_and_the_answer_is_read() {
        let answer = parse(&ask("_ACME-Challenge.Example.test.", RecordType::Txt)).unwrap();
        assert_eq!(answer.rcode, Rcode::NoError);
        let values: Vec<_> = answer
            .records
            .iter()
            .map(|record| record.value.len())
            .collect();
        assert_eq!(values, [3, 300]);
        assert_eq!(answer.records[0].name, "_acme-challenge.example.test");
        let response = ask("_acme-challenge.example.test", RecordType::Txt);
        assert_eq!(response.header("cache-control"), Some("max-age=30"));
    }

    #[test]
    fn no_data_and_no_such_name_are_told_apart() {
        for (name, record_type, rcode) in [
            ("example.test", RecordType::Txt, Rcode::NoError),
            (
                "_acme-challenge.example.test",
                RecordType::A,
                Rcode::NoError,
            ),
            ("nowhere.test", RecordType::Txt, Rcode::NxDomain),
        ] {
            let answer = parse(&ask(name, record_type)).unwrap();
            assert_eq!((answer.rcode, answer.records.len()), (rcode, 0), "{name}");
        }
    }

    #[test]
    fn get_is_answered_too_and_other_things_are_refused() {
        let post = query(
            "https://dns.example/dns-query",
            "example.test",
            RecordType::Txt,
        )
        .unwrap();
        let url = format!(
            "https://dns.example/dns-query?dns={}",
            encoding::base64url(&post.body)
        );
        assert_eq!(serve(&HttpRequest::get(url), &zone(), NOW).status, 200);
        let json = HttpRequest::post("https://dns.example/", "application/json", post.body);
        for (request, status) in [
            (HttpRequest::get("https://dns.example/dns-query"), 400),
            (HttpRequest::get("https://dns.example/?dns=!"), 400),
            (
                HttpRequest::post("https://dns.example/", MEDIA_TYPE, vec![1, 2]),
                400,
            ),
            (json, 415),
        ] {
            assert_eq!(serve(&request, &zone(), NOW).status, status);
        }
    }

    #[test]
    fn hostile_answers_end_in_an_error_and_never_in_a_panic() {
        let good = ask("_acme-challenge.example.test", RecordType::Txt).body;
        let read = |body: Vec<u8>| parse(&HttpResponse::new(200, MEDIA_TYPE, body));
        for length in 0..good.len() {
            assert!(read(good[..length].to_vec()).is_err(), "{length}");
        }
        let mut entropy = SeededEntropy::new([1; 32]);
        for _ in 0..20_000 {
            let mut body = good.clone();
            let mut noise = [0; 8];
            entropy.fill(&mut noise);
            for pair in noise.chunks(2) {
                let at = usize::from(pair[0]) % body.len();
                body[at] = pair[1];
            }
            let _either = read(body);
        }
        assert_eq!(read(vec![0; 65_536]), Err(Error::Malformed));
        assert_eq!(
            parse(&HttpResponse::empty(429)),
            Err(Error::Status { status: 429 })
        );
        // A question is no answer.
        let question = query("https://dns.example/", "example.test", RecordType::Txt).unwrap();
        assert_eq!(read(question.body), Err(Error::Malformed));
    }
}
