//! The stage in Chinese.

use std::borrow::Cow;

use certlab::kube::Kind;

use crate::ui::i18n::Locale;
use crate::ui::i18n::stage::Stage;
use crate::ui::stages::{Column, Line, State, Waits};

pub(super) fn render(text: &Stage) -> Cow<'static, str> {
    match text {
        Stage::Picture => "流程图：每个对象，以及它在等什么".into(),
        Stage::Overview(count) => format!("流程图：{count} 张证书，按颁发者和状态分组").into(),
        Stage::Certificates(count) => format!("{count} 张证书").into(),
        Stage::More(count) => format!("另有 {count} 个对象变化").into(),
        Stage::Whole => "全部证书".into(),
        Stage::Alone => "只看这张证书".into(),
        Stage::Zoom => "缩放".into(),
        Stage::ZoomIn => "放大".into(),
        Stage::ZoomOut => "缩小".into(),
        Stage::ZoomFit => "适合页面".into(),
        Stage::Kind(kind) => self::kind(*kind).into(),
        Stage::Column(column) => self::column(*column).into(),
        Stage::ColumnMeaning(column) => column_meaning(*column).into(),
        Stage::State(state) => self::state(*state).into(),
        Stage::Waits(waits) => self::waits(waits),
        Stage::Line(line) => self::line(line),
        Stage::Card {
            kind,
            name,
            state,
            line,
        } => format!(
            "{} {name}：{}，{}",
            self::kind(*kind),
            self::state(*state),
            self::line(line)
        )
        .into(),
        Stage::Outside => "外部".into(),
        Stage::OutsideInside => "集群之外（都在本标签页里）".into(),
        Stage::AcmeServer => "ACME 服务器".into(),
        Stage::Vault => "Vault".into(),
        Stage::PracticeVault => "演练 Vault".into(),
        Stage::Venafi => "Venafi".into(),
        Stage::PracticeVenafi => "演练 Venafi".into(),
        Stage::PracticeCa => "演练 CA".into(),
        Stage::Dns => "DNS".into(),
        Stage::PracticeDns => "演练 DNS".into(),
        Stage::Web => "您的网站服务器".into(),
        Stage::PracticeWeb => "演练网站根目录".into(),
        Stage::NothingAsked => "尚无请求".into(),
        Stage::Requests(count) => format!("{count} 次请求").into(),
        Stage::AccountKey => "账户私钥".into(),
        Stage::NextKey => "下一个私钥".into(),
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Issuer => "证书颁发者",
        Kind::ClusterIssuer => "集群证书颁发者",
        Kind::Certificate => "证书",
        Kind::CertificateRequest => "证书申请",
        Kind::Order => "订单",
        Kind::Challenge => "挑战",
        Kind::Secret => "Secret",
        Kind::Ingress => "Ingress",
    }
}

const fn column(column: Column) -> &'static str {
    match column {
        Column::Issuer => "证书颁发者",
        Column::Certificate => "证书",
        Column::Request => "证书申请",
        Column::Order => "订单",
        Column::Challenge => "挑战",
        Column::Secret => "Secret",
    }
}

const fn column_meaning(column: Column) -> &'static str {
    match column {
        Column::Issuer => "由谁签发",
        Column::Certificate => "想要什么",
        Column::Request => "一次签发请求",
        Column::Order => "在 ACME 服务器下的订单",
        Column::Challenge => "证明域名归您所有",
        Column::Secret => "可供使用的私钥与证书",
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::Waiting => "等待",
        State::Working => "进行中",
        State::Ready => "就绪",
        State::Failed => "失败",
    }
}

fn waits(waits: &Waits) -> Cow<'static, str> {
    match waits {
        Waits::Person => "等您操作".into(),
        Waits::Turn => "排队中".into(),
        Waits::Propagation => "等 DNS 生效".into(),
        Waits::Issuer => "等证书颁发者".into(),
        Waits::Secret => "等 CA 的 Secret".into(),
        Waits::Order => "等订单完成".into(),
        Waits::Challenges => "等挑战完成".into(),
        Waits::Request => "等证书申请".into(),
        Waits::Signature => "等待签名".into(),
        Waits::Until(time) => format!("{} 再试", Locale::Zh.soon(*time)).into(),
    }
}

fn line(line: &Line) -> Cow<'static, str> {
    match line {
        Line::New => "刚刚创建".into(),
        Line::SignsItself => "用证书自己的私钥签名".into(),
        Line::SignsWith(secret) => format!("用 {secret} 签发").into(),
        Line::Registered(host) => format!("已在 {host} 注册账户").into(),
        Line::RegisteredInPractice => "已在演练 CA 注册账户".into(),
        Line::Registering(host) => format!("正在 {host} 注册").into(),
        Line::ValidUntil(None) => "有效".into(),
        Line::ValidUntil(Some(end)) => format!("有效期至 {}", Locale::Zh.date(*end)).into(),
        Line::Issuing => "正在签发".into(),
        Line::Reissuing => "正在重新签发".into(),
        Line::Approving => "等待批准".into(),
        Line::Signing => "正在签名".into(),
        Line::SignOutside => "待人工签名".into(),
        Line::Issued => "已签发".into(),
        Line::Ordering => "正在下单".into(),
        Line::Proven { done, all } => format!("已验证 {done}/{all} 个域名").into(),
        Line::Finalizing => "正在完成订单".into(),
        Line::Fulfilled => "证书已取回".into(),
        Line::Proving(name) => format!("证明 {name}").into(),
        Line::PublishRecord(name) => format!("为 {name} 发布 TXT 记录").into(),
        Line::PutFile(name) => format!("在 {name} 上放置文件").into(),
        Line::Validating(name) => format!("服务器正在核对 {name}").into(),
        Line::Proved(name) => format!("{name} 已通过验证").into(),
        Line::Holds(what) => format!("存有 {what}").into(),
        Line::Reason(reason) => reason.clone().into(),
    }
}
