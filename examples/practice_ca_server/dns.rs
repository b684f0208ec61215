//! Questions to a real DNS server.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use certlab::ca::{CaaSet, DnsFailure};
use certlab::dns::CaaRecord;
use hickory_proto::op::{Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

use crate::Fallible;

/// The first name server that /etc/resolv.conf names.
pub(crate) fn of_the_system() -> Fallible<SocketAddr> {
    let text = std::fs::read_to_string("/etc/resolv.conf")?;
    let mut servers = text
        .lines()
        .filter_map(|line| line.strip_prefix("nameserver")?.trim().parse().ok());
    let address: IpAddr = servers.next().ok_or("no name server: say --dns")?;
    Ok(SocketAddr::new(address, 53))
}

/// The texts at a name.
pub(crate) async fn texts(server: SocketAddr, name: &str) -> Result<Vec<String>, DnsFailure> {
    let found = ask(server, name, RecordType::TXT).await?;
    let texts = found.into_iter().filter_map(|data| match data {
        RData::TXT(txt) => {
            let octets = txt.txt_data.iter().flat_map(|text| text.iter().copied());
            Some(String::from_utf8_lossy(&octets.collect::<Vec<u8>>()).into_owned())
        }
        _ => None,
    });
    Ok(texts.collect())
}

/// An address of a name, IPv4 first; `None` if it has none.
pub(crate) async fn address(server: SocketAddr, name: &str) -> Result<Option<IpAddr>, DnsFailure> {
    for record_type in [RecordType::A, RecordType::AAAA] {
        let found = ask(server, name, record_type).await?;
        let address = found.into_iter().find_map(|data| match data {
            RData::A(address) => Some(IpAddr::V4(address.0)),
            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
            _ => None,
        });
        if address.is_some() {
            return Ok(address);
        }
    }
    Ok(None)
}

/// The CAA records that count for a name: the nearest on the way up (RFC 8659 §3).
pub(crate) async fn caa(server: SocketAddr, name: &str) -> Result<CaaSet, DnsFailure> {
    let mut at = Some(name);
    while let Some(name) = at {
        let records: Vec<CaaRecord> = match ask(server, name, RecordType::CAA).await {
            Ok(found) => found
                .iter()
                .filter_map(|data| match data {
                    RData::CAA(caa) => CaaRecord::parse(&caa.to_string()),
                    _ => None,
                })
                .collect(),
            Err(DnsFailure::NxDomain) => Vec::new(),
            Err(failure) => return Err(failure),
        };
        if !records.is_empty() {
            return Ok(CaaSet {
                name: name.to_owned(),
                records,
            });
        }
        at = name.split_once('.').map(|(_, above)| above);
    }
    Ok(CaaSet::default())
}

async fn ask(
    server: SocketAddr,
    name: &str,
    record_type: RecordType,
) -> Result<Vec<RData>, DnsFailure> {
    let name = Name::from_ascii(format!("{name}.")).map_err(|_| DnsFailure::NxDomain)?;
    let mut id = [0; 2];
    getrandom::fill(&mut id).map_err(|_| DnsFailure::ServFail)?;
    let id = u16::from_be_bytes(id);
    let mut question = Message::new(id, MessageType::Query, OpCode::Query);
    question.metadata.recursion_desired = true;
    question.add_query(Query::query(name, record_type));
    let question = question.to_vec().map_err(|_| DnsFailure::ServFail)?;
    for _ in 0..TRIES {
        let Ok(Ok(mut answer)) = timeout(PATIENCE, by_udp(server, &question, id)).await else {
            continue;
        };
        if answer.metadata.truncation {
            let Ok(Ok(whole)) = timeout(PATIENCE, by_tcp(server, &question)).await else {
                continue;
            };
            answer = whole;
        }
        return match answer.metadata.response_code {
            ResponseCode::NoError => Ok(answer.answers.into_iter().map(|one| one.data).collect()),
            ResponseCode::NXDomain => Err(DnsFailure::NxDomain),
            // An authoritative server has no say about names outside its zones.
            ResponseCode::Refused => Ok(Vec::new()),
            _ => Err(DnsFailure::ServFail),
        };
    }
    Err(DnsFailure::Timeout)
}

async fn by_udp(server: SocketAddr, question: &[u8], id: u16) -> io::Result<Message> {
    let here = match server {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => "::".parse().map_err(io::Error::other)?,
    };
    let socket = UdpSocket::bind((here, 0)).await?;
    socket.connect(server).await?;
    socket.send(question).await?;
    let mut buffer = vec![0; 4096];
    loop {
        let length = socket.recv(&mut buffer).await?;
        let answer = read(buffer.get(..length).unwrap_or_default())?;
        // The answer to another question came late.
        if answer.metadata.id == id {
            return Ok(answer);
        }
    }
}

/// The same question over TCP, with its length before it (RFC 1035 §4.2.2).
async fn by_tcp(server: SocketAddr, question: &[u8]) -> io::Result<Message> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(question.len()).map_err(io::Error::other)?;
    stream.write_u16(length).await?;
    stream.write_all(question).await?;
    let mut buffer = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut buffer).await?;
    read(&buffer)
}

fn read(octets: &[u8]) -> io::Result<Message> {
    Message::from_vec(octets).map_err(io::Error::other)
}

const TRIES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(3);
