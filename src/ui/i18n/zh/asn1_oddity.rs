//! What is odd about an element, and why reading stopped, in Chinese.

use std::borrow::Cow;

use certlab::x509::asn1::{Break, Oddity};

pub(super) fn oddity(oddity: Oddity) -> Cow<'static, str> {
    match oddity {
        Oddity::IndefiniteLength => {
            "长度未写明，以两个零字节结束：这是 BER，不是 DER（X.690 §10.1）。".into()
        }
        Oddity::LongLength => "长度所占字节多于必要：这是 BER，不是 DER（X.690 §10.1）。".into(),
        Oddity::LongTag => "标签所占字节多于必要（X.690 §8.1.2.2）。".into(),
        Oddity::StringInPieces => "字符串分成几段：这是 BER，不是 DER（X.690 §10.2）。".into(),
        Oddity::NotConstructed => "SEQUENCE 或 SET 却声称没有子元素（X.690 §8.9.1）。".into(),
        Oddity::WronglyConstructed => "这种类型不能由子元素组成，却如此声称。".into(),
        Oddity::BooleanOctet(octet) => {
            format!("TRUE 写成了 {octet:02X}；DER 只允许 FF（X.690 §11.1）。").into()
        }
        Oddity::WrongLength => "这种类型不允许这样的长度。".into(),
        Oddity::LongInteger => "整数前有多余字节（X.690 §8.3.2）。".into(),
        Oddity::LongIdentifier => "标识符前有多余字节（X.690 §8.19.2）。".into(),
        Oddity::UnusedBits => "未用的位不为零，或超过 7 个（X.690 §11.2）。".into(),
        Oddity::WrongCharacters => "含有这种字符串类型没有的字符（X.680 §41）。".into(),
        Oddity::TimeForm => "时间的写法不是 DER 的写法（X.690 §11.7、§11.8）。".into(),
        Oddity::SetOrder => "SET 的元素顺序不对（X.690 §11.6）。".into(),
        Oddity::DefaultWritten => "写出了默认值；DER 应当省略（X.690 §11.5）。".into(),
        Oddity::CutOff { missing } => format!("不完整：缺 {missing} 字节。").into(),
        _ => format!("{oddity:?}").into(),
    }
}

pub(super) fn broken(why: Break) -> Cow<'static, str> {
    match why {
        Break::HeaderCutOff => "标签或长度还没写完，字节就结束了。".into(),
        Break::ContentCutOff { missing } => format!("内容缺 {missing} 字节。").into(),
        Break::BadHeader => "这里不是标签和长度的开头。".into(),
        Break::EndMarkMissing => "不定长内容没有结束标记。".into(),
        Break::TrailingBytes { count } => format!("值结束之后还有 {count} 字节。").into(),
        Break::TooDeep => "嵌套过深，不再深入。".into(),
        Break::TooMany => "元素太多，不再显示。".into(),
        _ => format!("{why:?}").into(),
    }
}
