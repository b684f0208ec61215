//! DNS over HTTPS: RFC 8484's wire format, asked and answered.

use hickory_proto::op::{Edns, Message, MessageType, OpCode, ResponseCode};
use hickory_proto::rr::RData;
use serde::{Deserialize, Serialize};

use super::record::text;
use super::{Error, ExtendedError, Lookup, Record, RecordType, Zone};
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
    /// The zone that says that there is nothing (RFC 2308 §3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// Why there is no answer, in the resolver's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ExtendedError>,
}

/// Who says that there is nothing, and for how long it is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// The zone: lower case, no trailing dot.
    pub zone: String,
    /// For how long resolvers go on saying so (RFC 2308 §5).
    pub ttl_secs: u32,
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
        authority: message.authorities.iter().find_map(|record| {
            let RData::SOA(soa) = &record.data else {
                return None;
            };
            Some(Authority {
                zone: text(&record.name),
                ttl_secs: record.ttl.min(soa.minimum),
            })
        }),
        errors: ExtendedError::all(message.edns.as_ref()),
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
    if question.edns.is_some() {
        // Who speaks EDNS is answered in it (RFC 6891 §6.1.1).
        answer.set_edns(Edns::new());
    }
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
pub(super) const MEDIA_TYPE: &str = "application/dns-message";

/// RFC 8484 §6: "limited to 65535 bytes".
const MAX_MESSAGE: usize = 65_535;

#[cfg(test)]
mod tests {
    use hickory_proto::rr::rdata::opt::EdnsOption;

    use super::*;
    use crate::dns::Question;
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
        let question = Question::new(name, record_type);
        let request = question.request("https://dns.example/dns-query").unwrap();
        serve(&request, &zone(), NOW)
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
        let post = Question::new("example.test", RecordType::Txt)
            .request("https://dns.example/dns-query")
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
        let question = Question::new("example.test", RecordType::Txt);
        let question = question.request("https://dns.example/").unwrap();
        assert_eq!(read(question.body), Err(Error::Malformed));
    }

    #[test]
    fn a_negative_answer_names_its_zone_and_a_failure_its_reason() {
        let mut message = Message::response(0, OpCode::Query);
        message.metadata.response_code = ResponseCode::NXDomain;
        let soa = "ns1.example. admin.example. 7 3600 600 86400 30";
        let data = RData::try_from_str(hickory_proto::rr::RecordType::SOA, soa).unwrap();
        let name = hickory_proto::rr::Name::from_ascii("Example.TEST.").unwrap();
        message.add_authorities([hickory_proto::rr::Record::from_rdata(name, 900, data)]);
        let mut edns = Edns::new();
        let option = EdnsOption::Unknown(15, vec![0, 9, b'n', b'o']);
        edns.options_mut().insert(option);
        message.set_edns(edns);
        let response = HttpResponse::new(200, MEDIA_TYPE, message.to_vec().unwrap());
        let answer = parse(&response).unwrap();
        let zone = "example.test".to_owned();
        assert_eq!(answer.authority, Some(Authority { zone, ttl_secs: 30 }));
        let text = "no".to_owned();
        assert_eq!(answer.errors, [ExtendedError { code: 9, text }]);
    }
}
