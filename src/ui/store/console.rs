//! What the console shows and remembers.

use std::rc::Rc;

use certlab::encoding::json;
use certlab::lab::console::Line;
use yew::prelude::*;

use crate::ui::platform;

/// A line on the console's screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// What was typed.
    Typed(String),
    /// What was printed.
    Printed(Line),
}

/// The console's screen and its history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Console {
    /// The screen, oldest line first.
    pub(crate) screen: Vec<Shown>,
    /// The commands so far, oldest first.
    pub(crate) history: Vec<String>,
}

/// What changes the console.
pub(crate) enum ConsoleAction {
    /// A command was given.
    Typed(String),
    /// Lines were printed.
    Printed(Vec<Line>),
    /// The history is to be listed.
    History,
    /// The screen is to be empty.
    Clear,
}

impl Console {
    /// The screen as one text, as it is copied.
    pub(crate) fn text(&self) -> String {
        let lines = self.screen.iter().map(|shown| match shown {
            Shown::Typed(line) => format!("$ {line}"),
            Shown::Printed(line) => line.text.clone(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn show(&mut self, shown: Shown) {
        self.screen.push(shown);
        if self.screen.len() > MOST_LINES {
            self.screen.remove(0);
        }
    }
}

impl Reducible for Console {
    type Action = ConsoleAction;

    fn reduce(self: Rc<Self>, action: ConsoleAction) -> Rc<Self> {
        let mut console = (*self).clone();
        match action {
            ConsoleAction::Typed(line) => {
                // A pasted text is remembered by its command alone.
                let command = line.lines().next().unwrap_or_default().trim().to_owned();
                if !command.is_empty() && console.history.last() != Some(&command) {
                    console.history.push(command);
                }
                if console.history.len() > MOST_HISTORY {
                    console.history.remove(0);
                }
                console.show(Shown::Typed(line));
            }
            ConsoleAction::Printed(lines) => {
                for line in lines {
                    console.show(Shown::Printed(line));
                }
            }
            ConsoleAction::History => {
                let history = console.history.clone();
                for (number, text) in history.into_iter().enumerate() {
                    console.show(Shown::Printed(Line {
                        text: format!("{:>5}  {text}", number.saturating_add(1)),
                        is_error: false,
                    }));
                }
            }
            ConsoleAction::Clear => console.screen.clear(),
        }
        console.into()
    }
}

/// The console, for whoever types.
pub(crate) type ConsoleHandle = UseReducerHandle<Console>;

/// The console, its history read from the last visit and kept for the next.
#[hook]
pub(crate) fn use_console_store() -> ConsoleHandle {
    let console: ConsoleHandle = use_reducer(|| Console {
        history: platform::preference(KEPT)
            .and_then(|kept| json::read(&kept).ok())
            .unwrap_or_default(),
        ..Console::default()
    });
    use_effect_with(console.history.clone(), |history| {
        if let Ok(kept) = json::write(history) {
            platform::set_preference(KEPT, &kept);
        }
    });
    console
}

const KEPT: &str = "console-history";

const MOST_LINES: usize = 2_000;

const MOST_HISTORY: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_remembered_once_and_a_pasted_text_by_its_command() {
        let mut console = Rc::new(Console::default());
        for line in [
            "kubectl get cert",
            "kubectl get cert",
            "kubectl apply -f -\nkind: Secret",
        ] {
            console = console.reduce(ConsoleAction::Typed(line.to_owned()));
        }
        assert_eq!(console.history, ["kubectl get cert", "kubectl apply -f -"]);
        assert_eq!(console.screen.len(), 3);
    }
}
