//! The page: mounts [`ui::app::App`].
//!
//! The core is the library `certlab`; this binary is what a browser runs.

mod ui;

fn main() {
    console_error_panic_hook::set_once();
    yew::Renderer::<ui::app::App>::new().render();
}
