//! Signs for actions, and the lab's mark.

use yew::prelude::*;

/// An action's sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// Add.
    Add,
    /// As the system is set.
    Auto,
    /// Close.
    Close,
    /// Copy.
    Copy,
    /// Done.
    Done,
    /// Save a file.
    Download,
    /// All of it in view.
    Fit,
    /// A globe: the Real world.
    Globe,
    /// Less.
    Less,
    /// Moon: dark.
    Moon,
    /// Stand still.
    Pause,
    /// A form.
    Pen,
    /// Play.
    Play,
    /// A root and what grows from it.
    Root,
    /// On to the next thing.
    Step,
    /// One event back.
    StepBack,
    /// One event on.
    StepOn,
    /// Sun: light.
    Sun,
}

/// Draws an action's sign; it says nothing to screen readers.
pub(crate) fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Add => "M8 3v10M3 8h10",
        Icon::Auto => "M8 2.2a5.8 5.8 0 1 0 0 11.6zM8 2.2a5.8 5.8 0 0 1 0 11.6",
        Icon::Close => "M4 4l8 8M12 4l-8 8",
        Icon::Copy => "M5.6 5.6h7.6v7.6H5.6zM3 10.4V2.8h7.4",
        Icon::Done => "M3.2 8.4l3.2 3.2 6.4-7",
        Icon::Download => "M8 2.4v7.8M4.8 7.2L8 10.4l3.2-3.2M3 13.4h10",
        Icon::Fit => "M2.6 6V2.6H6M10 2.6h3.4V6M13.4 10v3.4H10M6 13.4H2.6V10",
        Icon::Globe => {
            "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4M1.9 8h12.2M8 1.8c2.2 2 2.9 4 2.9 6.2S10.2 12.2 8 14.2M8 1.8C5.8 3.8 5.1 5.8 5.1 8s.7 4.2 2.9 6.2"
        }
        Icon::Less => "M3 8h10",
        Icon::Moon => "M13 9.6A5.6 5.6 0 1 1 6.4 3a4.6 4.6 0 0 0 6.6 6.6z",
        Icon::Pause => "M5.4 3.4v9.2M10.6 3.4v9.2",
        Icon::Pen => "M2.8 13.2l.8-3.2 7-7 2.4 2.4-7 7zM9.2 4.4l2.4 2.4",
        Icon::Play => "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4M6.6 5.4v5.2L10.8 8z",
        Icon::Root => {
            "M8 2v4M8 6c0 2-5 2-5 5M8 6c0 2 5 2 5 5M8 6v5M3 13.6v-.2M8 13.6v-.2M13 13.6v-.2"
        }
        Icon::Step => "M3.4 3.4v9.2L10 8zM12.6 3.4v9.2",
        Icon::StepBack => "M12 3.6L6 8l6 4.4zM3.6 3.6v8.8",
        Icon::StepOn => "M4 3.6L10 8l-6 4.4zM12.4 3.6v8.8",
        Icon::Sun => {
            "M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6M8 1.4v1.2M8 13.4v1.2M1.4 8h1.2M13.4 8h1.2M3.3 3.3l.9.9M11.8 11.8l.9.9M3.3 12.7l.9-.9M11.8 4.2l.9-.9"
        }
    };
    html! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={path} /></svg>
    }
}

/// The lab's mark: a seal with its ribbons.
pub(crate) fn seal() -> Html {
    html! {
        <svg class="icon" viewBox="0 0 32 32" aria-hidden="true" stroke-width="2">
            <path d="m11.5 20.5-2 8 6.5-3.2 6.5 3.2-2-8" />
            <circle cx="16" cy="12.5" r="9" />
            <circle cx="16" cy="12.5" r="4" />
        </svg>
    }
}
