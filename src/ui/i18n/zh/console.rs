//! The console and the page for manifests in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::console::{Console, Example, Fate};

pub(super) fn render(text: &Console) -> Cow<'static, str> {
    match text {
        Console::Title => "命令行".into(),
        Console::Lead => {
            "用 kubectl 和 cmctl 操作实验室里的对象。输出与真实工具一致，所做的改动会体现在流程图上。".into()
        }
        Console::Screen => "输出".into(),
        Console::Prompt => "命令".into(),
        Console::Run => "运行".into(),
        Console::Stop => "停止（Ctrl+C）".into(),
        Console::PasteHere => "请粘贴清单，然后发送（Ctrl+Enter）。".into(),
        Console::Send => "发送".into(),
        Console::Cancel => "取消".into(),
        Console::Examples => "试一试".into(),
        Console::Example(example) => self::example(*example).into(),
        Console::Keys => {
            "Tab 补全，↑ ↓ 翻看历史命令，Ctrl+C 结束监视，Ctrl+L 清屏。".into()
        }
        Console::ByHand => "等效命令".into(),
        Console::Approval => "证书申请的批准方式".into(),
        Console::Automatic => "由 cert-manager 自动批准".into(),
        Console::Manual => "手动批准".into(),
        Console::ApprovalMeaning(true) => {
            "与默认安装一样，cert-manager 会立即批准每一个证书申请。".into()
        }
        Console::ApprovalMeaning(false) => {
            "证书申请要等有人批准才会签发：使用 cmctl approve 或 cmctl deny。".into()
        }
        Console::Approve => "批准".into(),
        Console::Deny => "拒绝".into(),
        Console::YamlTitle => "导入 YAML".into(),
        Console::YamlLead => {
            "粘贴集群里的清单，或把文件拖进来。每个文档都会像 API 服务器和 cert-manager 的 webhook 那样逐一检查。".into()
        }
        Console::YamlText => "清单".into(),
        Console::YamlOpen => "打开文件".into(),
        Console::YamlUnread(name) => format!("{name} 不是文本文件，或超过 1 MB").into(),
        Console::YamlApply(count) => format!("应用 {count} 个对象").into(),
        Console::YamlApplied(count) => format!("已应用 {count} 个对象。").into(),
        Console::YamlToStage => "在流程图上查看".into(),
        Console::YamlClear => "清空".into(),
        Console::YamlNothing => "文本中的每个文档都会列在这里。".into(),
        Console::Fate(Fate::Created) => "将会创建".into(),
        Console::Fate(Fate::Configured) => "将会更改".into(),
        Console::Fate(Fate::Unchanged) => "已经存在".into(),
        Console::Fate(Fate::Refused) => "会被拒绝".into(),
        Console::Unnamed => "文档".into(),
        Console::Line(line) => format!("第 {line} 行").into(),
    }
}

const fn example(example: Example) -> &'static str {
    match example {
        Example::List => "列出全部证书",
        Example::Status => "查看一张证书的进展",
        Example::Describe => "查看颁发者及其事件",
        Example::Apply => "用清单创建对象",
        Example::Renew => "立即重新签发",
        Example::Explain => "某个字段的含义",
    }
}
