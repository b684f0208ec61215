//! The comparison of two moments in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::changes::Changes;

pub(super) fn render(text: Changes) -> Cow<'static, str> {
    match text {
        Changes::Winding => "正在通读这次运行，稍后即可比较其中任意两个时刻。".into(),
        Changes::OnlyOne => "到目前为止它只有一个状态，没有可比较的内容。".into(),
        Changes::Before => "之前".into(),
        Changes::After => "之后".into(),
        Changes::Absent => "不存在".into(),
        Changes::Revision(revision) => format!("第 {revision} 版").into(),
        Changes::Certificates => "证书".into(),
        Changes::Field => "字段".into(),
        Changes::SameFields(count) => format!("另有 {count} 个字段相同。").into(),
        Changes::Same => "没有差异。".into(),
        Changes::Skipped(count) => format!("{count} 行相同").into(),
    }
}
