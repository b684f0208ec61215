//! The frame and the start in Chinese.

use std::borrow::Cow;

use certlab::lab::World;

use crate::ui::i18n::shell::{Door, Part, Shell};
use crate::ui::store::Theme;

pub(super) fn render(text: &Shell) -> Cow<'static, str> {
    match text {
        Shell::Name => "证书实验室".into(),
        Shell::SkipToContent => "跳到正文".into(),
        Shell::Worlds => "环境".into(),
        Shell::World(World::Practice) => "演练".into(),
        Shell::World(World::Real) => "真实".into(),
        Shell::WorldMeaning(World::Practice) => {
            "CA、DNS、网络都在这个标签页里，没有任何数据离开它。".into()
        }
        Shell::WorldMeaning(World::Real) => {
            "真实的 ACME 服务器与真实的 DNS：请求会离开这个标签页。".into()
        }
        Shell::Parts => "实验室的各部分".into(),
        Shell::Part(Part::Lab) => "流程".into(),
        Shell::Part(Part::Console) => "命令行".into(),
        Shell::Part(Part::Yaml) => "YAML".into(),
        Shell::Part(Part::Workshop) => "工作台".into(),
        Shell::Part(Part::Runs) => "回放".into(),
        Shell::Part(Part::Lessons) => "课程".into(),
        Shell::Part(Part::Glossary) => "术语".into(),
        Shell::Languages => "语言".into(),
        Shell::ThemeIs(Theme::Auto) => "外观：跟随系统".into(),
        Shell::ThemeIs(Theme::Light) => "外观：浅色".into(),
        Shell::ThemeIs(Theme::Dark) => "外观：深色".into(),
        Shell::Saved => "已保存".into(),
        Shell::Saving => "正在保存".into(),
        Shell::NotKept => "未保存".into(),
        Shell::NotKeptWhy => {
            "浏览器不为本页保存数据（隐私窗口，或存储已关闭）。关闭标签页之前，请先下载私钥和证书。".into()
        }
        Shell::Unreadable => "旧版数据".into(),
        Shell::UnreadableWhy => {
            "这里保存的数据来自实验室的另一个版本，无法读取，因此原样保留；要从头开始，请选择“重新开始”。".into()
        }
        Shell::ReadOnly => "只读".into(),
        Shell::NewCertificate => "申请证书".into(),
        Shell::StageTitle => "每张证书是怎样产生的".into(),
        Shell::NotFound => "这里什么也没有".into(),
        Shell::BackToLab => "返回实验台".into(),
        Shell::StartOver => "重新开始".into(),
        Shell::StartOverSure => "删除这个环境里的全部对象和私钥？此操作无法撤销。".into(),
        Shell::StartOverYes => "全部删除".into(),
        Shell::Cancel => "取消".into(),
        Shell::Copy => "复制".into(),
        Shell::Copied => "已复制".into(),
        Shell::CopyFailed => "浏览器不允许复制".into(),
        Shell::CopyWhat(what) => format!("复制：{what}").into(),
        Shell::Close => "关闭".into(),
        Shell::FootKeys => "私钥只留在这个浏览器里。".into(),
        Shell::FootNetwork(World::Practice) => "在演练环境中，没有请求离开标签页。".into(),
        Shell::FootNetwork(World::Real) => {
            "在真实环境中，请求只发往您选定的 ACME 服务器和 DNS 解析器。".into()
        }
        Shell::FootOffline => "已存入本浏览器，断网也能使用。".into(),
        Shell::FootNewer => "实验室有新版本，重新加载页面即可使用。".into(),
        Shell::StartTitle => "申请一张证书，看清每一步。".into(),
        Shell::StartLead => {
            "这个标签页里运行着一个小而忠实的 cert-manager：真密钥、真 X.509、真 ACME。您提出申请，它把谁在何时做了什么、此刻在等谁，一一展现出来。".into()
        }
        Shell::Door(Door::Show) => "演示给我看".into(),
        Shell::DoorMeaning(Door::Show) => {
            "一次演练签发自动进行，约 40 秒，每一步都有一句说明。随时可以停下，由您接手。".into()
        }
        Shell::Door(Door::Wildcard) => "亲手操作".into(),
        Shell::DoorMeaning(Door::Wildcard) => {
            "亲手操作同一过程：由您发布两条解析记录".into()
        }
        Shell::Door(Door::Form) => "试一试".into(),
        Shell::DoorMeaning(Door::Form) => {
            "填写域名、有效期，再选定由谁签发：自签名、CA 或 ACME。".into()
        }
        Shell::Door(Door::Yaml) => "带来 YAML".into(),
        Shell::DoorMeaning(Door::Yaml) => {
            "粘贴或拖入您的 cert-manager 清单；每份文档都按真实 webhook 的规则检查。".into()
        }
        Shell::Door(Door::OwnCa) => "自建 CA".into(),
        Shell::DoorMeaning(Door::OwnCa) => {
            "一张自签名的根证书，一个用它签发的证书颁发者，以及它签发的一张证书。".into()
        }
        Shell::Door(Door::Real) => "真实证书".into(),
        Shell::DoorMeaning(Door::Real) => {
            "从 Let's Encrypt 测试服务器或其他 ACME 目录，为您自己的域名申请。".into()
        }
    }
}
