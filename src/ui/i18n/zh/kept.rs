//! What this browser keeps, in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::kept::{Kept, size};

pub(super) fn render(text: Kept) -> Cow<'static, str> {
    match text {
        Kept::Room(used, of) => return format!("浏览器给的空间约 {}，已用 {}。", size(of), size(used)).into(),
        Kept::MayBeCleared => "空间不足时，浏览器可能不经询问就清除它。",
        Kept::KeepForGood => "请浏览器长期保留",
        Kept::ForGood => "浏览器已同意保留，直到您让它忘掉。",
        Kept::NotForGood => "浏览器没有同意。内容要紧的话，请把工作区保存为文件；有些浏览器在收藏或安装本页之后才会同意。",
        Kept::OtherTab => "工作区正在另一个标签页中使用。",
        Kept::OtherTabMeaning => "为免两边互相覆盖，本页只显示已保存的内容。",
        Kept::TakeOver => "改在这里使用",
        Kept::Title => "这个浏览器保存了什么",
        Kept::Lead => "两个世界的工作区（各种对象、私钥、全部经过的记录），以及您在本页的选择。它们只在这个浏览器自己的存储里，别处没有。",
        Kept::Save => "保存工作区到文件",
        Kept::SaveMeaning => "一个文件装下全部内容，包括私钥：谁拿到它，谁就能冒充您。只有 ACME 账户密钥不在其中，因为它们不能离开浏览器。",
        Kept::SaveFailed => "已保存的工作区无法读取。",
        Kept::Restore => "从文件恢复工作区",
        Kept::RestoreFailed => "这个文件不是本版实验室能读取的工作区。什么都没有改动。",
        Kept::Forget | Kept::ForgetYes => "忘掉一切",
        Kept::ForgetSure => "两个世界、全部密钥、全部选择，在所有标签页里都忘掉？无法撤销。",
        Kept::Crash => "实验室停止了运行",
        Kept::CrashMeaning => "程序出错而中止。在此之前的每一步都已保存，重新打开后从那里继续。",
        Kept::Reopen => "重新打开实验室",
        Kept::Report => "错误报告",
        Kept::ReportMeaning => "供修理实验室的人使用。其中没有您的名称、密钥和任何文字，也没有发给任何人。",
    }
    .into()
}
