//! The console: a command line over the lab.

use std::cell::RefCell;
use std::rc::Rc;

use certlab::lab::console::{Await, File, Line, Reply, Then, Watch, complete, run};
use certlab::lab::lesson::Deed;
use certlab::x509::key::KeyEncoding;
use yew::prelude::*;

use crate::ui::components::CopyButton;
use crate::ui::hooks::use_now;
use crate::ui::i18n::console::Example;
use crate::ui::i18n::{Console, Locale, use_locale};
use crate::ui::inspect::approval::Approval;
use crate::ui::inspect::clock::ClockBar;
use crate::ui::platform::{self, EngineHandle, use_engine};
use crate::ui::store::console::{ConsoleAction, ConsoleHandle, Shown};

/// A command that goes on.
enum Ongoing {
    Watch(Watch),
    Await(Await),
}

/// What is being typed, and how far back in the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typing {
    text: String,
    back: usize,
    /// The command that waits for a pasted text.
    command: Option<String>,
}

/// The console.
#[component]
pub(crate) fn ConsolePage() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let now = use_now();
    let Some(console) = use_context::<ConsoleHandle>() else {
        return Html::default();
    };
    let typing = use_state_eq(Typing::default);
    let ongoing: Rc<RefCell<Option<Ongoing>>> = use_mut_ref(|| None);
    let going = use_state_eq(|| false);
    {
        // What goes on looks at the lab after each change, and every second.
        let (engine, console, ongoing, going) = (
            engine.clone(),
            console.clone(),
            ongoing.clone(),
            going.setter(),
        );
        use_effect_with((engine.clone(), now), move |_| {
            poll(&engine, &console, &ongoing, &going);
        });
    }
    use_effect_with(console.screen.len(), |_| platform::scroll_to_end(SCREEN));
    let submit = {
        let (engine, console, typing) = (engine.clone(), console.clone(), typing.clone());
        let (ongoing, going) = (ongoing.clone(), going.setter());
        Callback::from(move |text: String| {
            let text = match &typing.command {
                Some(command) => format!("{command}\n{text}"),
                None => text,
            };
            let reply = run(&engine.lab, &text, platform::now());
            if matches!(reply.then, Some(Then::Input)) {
                typing.set(Typing {
                    command: Some(text.trim_end().to_owned()),
                    ..Typing::default()
                });
                return;
            }
            typing.set(Typing::default());
            if text.trim().is_empty() {
                return;
            }
            console.dispatch(ConsoleAction::Typed(text.trim_end().to_owned()));
            if !reply.lines.iter().any(|line| line.is_error) {
                engine.did(Deed::Command(text.trim().to_owned()));
            }
            take(reply, &engine, &console, &ongoing, &going);
        })
    };
    let stop = {
        let (ongoing, going, typing) = (ongoing.clone(), going.setter(), typing.clone());
        let console = console.clone();
        Callback::from(move |()| {
            if ongoing.borrow_mut().take().is_some() {
                console.dispatch(ConsoleAction::Printed(vec![Line {
                    text: "^C".to_owned(),
                    is_error: false,
                }]));
            }
            going.set(false);
            typing.set(Typing::default());
        })
    };
    let onkeydown = keys(&engine, &console, &typing, &submit, &stop);
    let oninput = {
        let typing = typing.clone();
        Callback::from(move |event: InputEvent| {
            typing.set(Typing {
                text: platform::input_value(&event),
                ..(*typing).clone()
            });
        })
    };
    let pasting = typing.command.is_some();
    let rows = typing
        .text
        .lines()
        .count()
        .clamp(if pasting { 8 } else { 1 }, 16);
    let run_typed = {
        let (submit, typing) = (submit.clone(), typing.clone());
        Callback::from(move |_: MouseEvent| submit.emit(typing.text.clone()))
    };
    let choose = {
        let typing = typing.clone();
        Callback::from(move |text: String| {
            typing.set(Typing {
                text,
                ..Typing::default()
            });
            platform::focus(PROMPT);
        })
    };
    html! {
        <div class="console-page">
            <header class="page-head">
                <h1 class="page-title">{ locale.say(Console::Title) }</h1>
                <CopyButton value={console.text()} what={locale.say(Console::Screen)} testid="console-copy" />
            </header>
            <p class="quiet console-lead">{ locale.say(Console::Lead) }</p>
            <div class="console">
                <div
                    id={SCREEN}
                    class="console-screen"
                    role="log"
                    aria-live="polite"
                    aria-label={locale.say(Console::Screen)}
                    tabindex="0"
                    lang="en"
                    data-testid="console-output"
                >
                    { for console.screen.iter().enumerate().map(|(place, shown)| line(place, shown)) }
                </div>
                if let Some(command) = &typing.command {
                    <p class="console-paste small">
                        <code>{ command.clone() }</code>
                        { locale.say(Console::PasteHere) }
                    </p>
                }
                <div class="console-prompt">
                    <span aria-hidden="true">{ if pasting { ">" } else { "$" } }</span>
                    <textarea
                        id={PROMPT}
                        rows={rows.to_string()}
                        value={typing.text.clone()}
                        aria-label={locale.say(Console::Prompt)}
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        data-testid="console-input"
                        {oninput}
                        {onkeydown}
                    />
                    if *going {
                        <button type="button" data-testid="console-stop" onclick={stop.reform(|_| ())}>
                            { locale.say(Console::Stop) }
                        </button>
                    } else {
                        <button type="button" class="button-primary" data-testid="console-run" onclick={run_typed}>
                            { locale.say(if pasting { Console::Send } else { Console::Run }) }
                        </button>
                    }
                    if pasting {
                        <button type="button" class="button-plain" onclick={stop.reform(|_| ())}>
                            { locale.say(Console::Cancel) }
                        </button>
                    }
                </div>
            </div>
            if engine.is_now() {
                <ClockBar />
                <Approval />
            }
            { examples(&choose, locale) }
        </div>
    }
}

fn line(place: usize, shown: &Shown) -> Html {
    match shown {
        Shown::Typed(text) => html! {
            <pre key={place} class="console-typed"><span aria-hidden="true">{ "$ " }</span>{ text.clone() }</pre>
        },
        Shown::Printed(line) if line.is_error => html! {
            <pre key={place} class="console-error">{ line.text.clone() }</pre>
        },
        Shown::Printed(line) => html! { <pre key={place}>{ line.text.clone() }</pre> },
    }
}

fn examples(choose: &Callback<String>, locale: Locale) -> Html {
    html! {
        <section class="console-help" aria-label={locale.say(Console::Examples)}>
            <h2>{ locale.say(Console::Examples) }</h2>
            <ul>
                { for Example::ALL.into_iter().map(|example| {
                    let command = command(example);
                    let onclick = choose.reform(move |_: MouseEvent| command.to_owned());
                    html! {
                        <li key={command}>
                            <button type="button" class="button-plain" {onclick}>
                                <code lang="en">{ command }</code>
                            </button>
                            <span class="small quiet">{ locale.say(Console::Example(example)) }</span>
                        </li>
                    }
                }) }
            </ul>
            <p class="small quiet">{ locale.say(Console::Keys) }</p>
        </section>
    }
}

const fn command(example: Example) -> &'static str {
    match example {
        Example::List => "kubectl get certificates -A -o wide",
        Example::Status => "cmctl status certificate ",
        Example::Describe => "kubectl describe issuer ",
        Example::Apply => "kubectl apply -f -",
        Example::Renew => "cmctl renew --all",
        Example::Explain => "kubectl explain certificate.spec.renewBefore",
    }
}

/// Does what a reply asks for.
fn take(
    reply: Reply,
    engine: &EngineHandle,
    console: &ConsoleHandle,
    ongoing: &Rc<RefCell<Option<Ongoing>>>,
    going: &UseStateSetter<bool>,
) {
    console.dispatch(ConsoleAction::Printed(reply.lines));
    for file in reply.files {
        save(engine, file);
    }
    engine.carry_out(reply.keys, reply.actions);
    match reply.then {
        Some(Then::Watch(watch)) => {
            *ongoing.borrow_mut() = Some(Ongoing::Watch(watch));
            going.set(true);
        }
        Some(Then::Await(wait)) => {
            *ongoing.borrow_mut() = Some(Ongoing::Await(wait));
            going.set(true);
        }
        Some(Then::Request(request)) => {
            let (handle, console) = (engine.clone(), console.clone());
            let (ongoing, going) = (ongoing.clone(), going.clone());
            engine.create_request(*request, move |made| {
                take(made, &handle, &console, &ongoing, &going);
            });
        }
        Some(Then::Clear) => console.dispatch(ConsoleAction::Clear),
        Some(Then::History) => console.dispatch(ConsoleAction::History),
        Some(Then::Input) | None => {}
    }
}

/// A file that the command wrote.
fn save(engine: &EngineHandle, file: File) {
    match file {
        File::Key(name, id) => {
            if let Some(pem) = engine.export_key(&id, KeyEncoding::Pkcs1) {
                platform::download(&name, PEM, pem.as_bytes());
            }
        }
        File::Bytes(name, bytes) => platform::download(&name, PEM, &bytes),
    }
}

fn poll(
    engine: &EngineHandle,
    console: &ConsoleHandle,
    ongoing: &Rc<RefCell<Option<Ongoing>>>,
    going: &UseStateSetter<bool>,
) {
    let wall = platform::now();
    let done = match ongoing.borrow_mut().as_mut() {
        None => None,
        Some(Ongoing::Watch(watch)) => {
            let lines = watch.poll(&engine.lab, wall);
            if !lines.is_empty() {
                console.dispatch(ConsoleAction::Printed(lines));
            }
            None
        }
        Some(Ongoing::Await(wait)) => wait.poll(&engine.lab, wall),
    };
    if let Some(reply) = done {
        ongoing.borrow_mut().take();
        going.set(false);
        take(reply, engine, console, ongoing, going);
    }
}

/// The keys of a command line.
fn keys(
    engine: &EngineHandle,
    console: &ConsoleHandle,
    typing: &UseStateHandle<Typing>,
    submit: &Callback<String>,
    stop: &Callback<()>,
) -> Callback<KeyboardEvent> {
    let (engine, console, typing) = (engine.clone(), console.clone(), typing.clone());
    let (submit, stop) = (submit.clone(), stop.clone());
    Callback::from(move |event: KeyboardEvent| {
        let held = event.ctrl_key() || event.meta_key();
        let pasting = typing.command.is_some();
        let one_line = !typing.text.contains('\n') && !pasting;
        match event.key().as_str() {
            "Enter" if held || !(event.shift_key() || pasting) => submit.emit(typing.text.clone()),
            "Escape" if pasting => stop.emit(()),
            "c" if event.ctrl_key() && !platform::has_selection() => stop.emit(()),
            "l" if event.ctrl_key() => console.dispatch(ConsoleAction::Clear),
            // With nothing typed, Tab leads on to the next control.
            "Tab" if one_line && !typing.text.trim().is_empty() && !event.shift_key() => {
                let offers = complete(&engine.lab, &typing.text);
                complete_with(&offers, &console, &typing);
            }
            "ArrowUp" if one_line => recall(&console, &typing, typing.back.saturating_add(1)),
            "ArrowDown" if one_line => recall(&console, &typing, typing.back.saturating_sub(1)),
            _ => return,
        }
        event.prevent_default();
    })
}

/// Types what all offers begin with; shows them if that is nothing new.
fn complete_with(offers: &[String], console: &ConsoleHandle, typing: &UseStateHandle<Typing>) {
    let begun_at = typing
        .text
        .rfind(char::is_whitespace)
        .map_or(0, |at| at.saturating_add(1));
    let (before, begun) = typing.text.split_at_checked(begun_at).unwrap_or(("", ""));
    let Some(mut common) = offers.first().cloned() else {
        return;
    };
    for offer in offers {
        while !offer.starts_with(&common) {
            common.pop();
        }
    }
    if let [_] = offers {
        common.push(' ');
    } else if common == begun {
        console.dispatch(ConsoleAction::Printed(vec![Line {
            text: offers.join("  "),
            is_error: false,
        }]));
        return;
    }
    typing.set(Typing {
        text: format!("{before}{common}"),
        ..Typing::default()
    });
}

fn recall(console: &ConsoleHandle, typing: &UseStateHandle<Typing>, back: usize) {
    let back = back.min(console.history.len());
    let text = console
        .history
        .len()
        .checked_sub(back)
        .and_then(|at| console.history.get(at))
        .cloned()
        .unwrap_or_default();
    typing.set(Typing {
        text,
        back,
        command: None,
    });
}

const SCREEN: &str = "console-screen";
const PROMPT: &str = "console-prompt";
const PEM: &str = "application/x-pem-file";
