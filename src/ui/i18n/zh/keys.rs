//! The list of keys in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::keys::Keys;

pub(super) fn render(text: &Keys) -> Cow<'static, str> {
    match text {
        Keys::Title => "快捷键".into(),
        Keys::Tab => "移到流程图，再到下一个按钮".into(),
        Keys::Rove => "在流程图上：从一张卡片移到另一张".into(),
        Keys::Zoom => "放大、缩小流程图，恢复适合页面的大小".into(),
        Keys::Open => "在检视栏中打开卡片".into(),
        Keys::Close => "关闭检视栏或本列表".into(),
        Keys::Step => "上一个事件、下一个事件".into(),
        Keys::Clicker => "演示时同上：翻页笔的按键".into(),
        Keys::Scrub => "在时间线上：移动、跳十个事件、到两端".into(),
        Keys::Now => "回到现在；关闭回放".into(),
        Keys::Turn => "投影时：翻到课程的上一步或下一步".into(),
        Keys::Present => "放大字号，适合投影".into(),
        Keys::Help => "显示本列表".into(),
    }
}
