//! Command lines of `openssl` and `keytool` that do what the lab just did.
//!
//! They are data: a program and its arguments, which [`std::fmt::Display`] quotes for a
//! POSIX shell. A passphrase is never in them, since a command line is seen by every
//! user of a machine: both programs take it from the environment, see [`PASSPHRASE`].

pub mod files;
pub mod issuing;

use std::fmt;

/// The environment variable that commands take the passphrase from.
pub const PASSPHRASE: &str = "PASSPHRASE";

/// A line for bash or zsh that asks for the passphrase without showing it.
pub const ASK_PASSPHRASE: &str = "read -rs PASSPHRASE && export PASSPHRASE";

/// A command with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// The program.
    pub program: &'static str,
    /// Its arguments, not quoted.
    pub arguments: Vec<String>,
    /// The file that its output goes to, where the program has no option for that.
    pub output: Option<String>,
}

impl CommandLine {
    fn new<S: AsRef<str>>(program: &'static str, arguments: impl IntoIterator<Item = S>) -> Self {
        Self {
            program,
            arguments: Vec::new(),
            output: None,
        }
        .with(arguments)
    }

    fn openssl<S: AsRef<str>>(arguments: impl IntoIterator<Item = S>) -> Self {
        Self::new("openssl", arguments)
    }

    fn with<S: AsRef<str>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        let arguments = arguments.into_iter();
        self.arguments
            .extend(arguments.map(|argument| argument.as_ref().to_owned()));
        self
    }

    fn with_if<S: AsRef<str>>(self, wanted: bool, arguments: impl IntoIterator<Item = S>) -> Self {
        if wanted { self.with(arguments) } else { self }
    }

    fn into_file(mut self, output: &str) -> Self {
        self.output = Some(output.to_owned());
        self
    }

    /// Whether [`PASSPHRASE`] has to be set before.
    pub fn needs_passphrase(&self) -> bool {
        self.arguments
            .iter()
            .any(|argument| argument == PASSPHRASE || argument == FROM_ENVIRONMENT)
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.program)?;
        for argument in &self.arguments {
            write!(f, " {}", quoted(argument))?;
        }
        if let Some(output) = &self.output {
            write!(f, " > {}", quoted(output))?;
        }
        Ok(())
    }
}

/// One word of a shell (POSIX.1 §2.2.2): as it is where that is safe, otherwise in single
/// quotes, between which nothing has a meaning but the next single quote.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// `openssl`'s word for [`PASSPHRASE`].
const FROM_ENVIRONMENT: &str = "env:PASSPHRASE";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_touch_them() {
        for (word, expected) in [
            (
                "www.example.test/a_b-c+d=e,f:g@h%i",
                "www.example.test/a_b-c+d=e,f:g@h%i",
            ),
            ("", "''"),
            ("two words", "'two words'"),
            ("it's", r"'it'\''s'"),
            ("$HOME `id` \"q\" \\ !x", r#"'$HOME `id` "q" \ !x'"#),
            ("*.example.test", "'*.example.test'"),
            ("中文🔑", "'中文🔑'"),
            ("a\nb", "'a\nb'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }
}
