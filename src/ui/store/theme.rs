//! Language and theme, kept between visits.

use yew::prelude::*;

use crate::ui::i18n::Locale;
use crate::ui::platform;

/// Light, dark, or as the system is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system is set.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The document's attribute, and what is kept; empty for the system's.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads what was kept.
    fn from_kept(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// What the button switches to: away from what the system shows, then to
    /// what it shows, then back to following it.
    pub(crate) const fn next(self, system_is_dark: bool) -> Self {
        match (self, system_is_dark) {
            (Self::Auto, true) | (Self::Dark, false) => Self::Light,
            (Self::Auto, false) | (Self::Light, true) => Self::Dark,
            (Self::Light, false) | (Self::Dark, true) => Self::Auto,
        }
    }
}

/// The reader's choices and how to change them.
#[derive(Clone, PartialEq)]
pub(crate) struct Preferences {
    /// Language.
    pub(crate) locale: Locale,
    /// Theme.
    pub(crate) theme: Theme,
    /// Changes the language.
    pub(crate) set_locale: Callback<Locale>,
    /// Changes the theme.
    pub(crate) set_theme: Callback<Theme>,
}

/// Reads the preferences, and keeps every change.
#[hook]
pub(crate) fn use_preferences() -> Preferences {
    let locale = use_state_eq(|| {
        let kept = platform::preference(LANGUAGE);
        Locale::from_tag(&kept.unwrap_or_else(platform::browser_language))
    });
    let theme = use_state_eq(|| {
        platform::preference(THEME).map_or(Theme::Auto, |kept| Theme::from_kept(&kept))
    });
    let set_locale = {
        let setter = locale.setter();
        Callback::from(move |locale: Locale| {
            platform::set_preference(LANGUAGE, locale.tag());
            setter.set(locale);
        })
    };
    let set_theme = {
        let setter = theme.setter();
        Callback::from(move |theme: Theme| {
            platform::set_preference(THEME, theme.as_str());
            setter.set(theme);
        })
    };
    Preferences {
        locale: *locale,
        theme: *theme,
        set_locale,
        set_theme,
    }
}

const LANGUAGE: &str = "language";
const THEME: &str = "theme";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_goes_round_and_each_theme_is_read_back() {
        for (system_is_dark, round) in [
            (false, [Theme::Dark, Theme::Light, Theme::Auto]),
            (true, [Theme::Light, Theme::Dark, Theme::Auto]),
        ] {
            let mut theme = Theme::Auto;
            for expected in round {
                theme = theme.next(system_is_dark);
                assert_eq!(theme, expected);
                assert_eq!(Theme::from_kept(theme.as_str()), theme);
            }
        }
    }
}
