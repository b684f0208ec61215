//! Around a lesson, in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::lesson::Lesson;

pub(super) fn render(text: &Lesson) -> Cow<'static, str> {
    match text {
        Lesson::Title => "课程".into(),
        Lesson::Lead => "每一课都有单独的实验台：对象的状态达到了，这一步才算完成。".into(),
        Lesson::Minutes(minutes) => format!("{minutes} 分钟").into(),
        Lesson::Taken => "已完成".into(),
        Lesson::Begin => "开始".into(),
        Lesson::Sheet => "课堂讲义".into(),
        Lesson::Print => "打印".into(),
        Lesson::SheetLink => "在浏览器中打开".into(),
        Lesson::SheetName => "姓名、日期".into(),
        Lesson::SheetTerms => "本课术语".into(),
        Lesson::Own => "自编课程".into(),
        Lesson::OwnLead => "一课就是一个 JSON 文件（写法见 docs/writing-lessons.md）。可以从本机打开，也可以填写它在本站的地址，把链接发给全班。".into(),
        Lesson::OwnFile => "选择文件".into(),
        Lesson::OwnAddress => "在本站的地址，例如 lessons/mine.json".into(),
        Lesson::OwnOpen => "打开".into(),
        Lesson::OwnBad => "这不是课程文件。出错的行、列如下：".into(),
        Lesson::OwnUnread => "文件超出课程的大小限制，或不是文本。".into(),
        Lesson::Loading => "正在载入课程。".into(),
        Lesson::Missing => "未能从本站载入课程。".into(),
        Lesson::Watching => "实验台上出现所要的结果后，课程自动继续。".into(),
        Lesson::Hint => "给个提示".into(),
        Lesson::Afresh => "重新开始本课".into(),
        Lesson::Question => "最后一问".into(),
        Lesson::Right => "答对了".into(),
        Lesson::Wrong => "不对".into(),
        Lesson::Others => "其他课程".into(),
        Lesson::OwnBench => "本课有单独的实验台，您自己的实验台原样保留。".into(),
        Lesson::Elsewhere => "现在显示的是另一个实验台。".into(),
        Lesson::ToBench => "回到本课的实验台".into(),
        Lesson::AfreshSure => "您在本课中所做的一切将被清除，您自己的实验台不受影响。".into(),
        Lesson::AfreshYes => "重新开始".into(),
        Lesson::Answer => "您的答案".into(),
        Lesson::Check => "提交".into(),
        Lesson::LookAgain => "还不对。再看一看，或者要个提示。".into(),
    }
}
