//! The page: mounts [`ui::app::start`].
//!
//! The core is the library `certlab`; this binary is what a browser runs.

mod ui;

fn main() {
    ui::app::start();
}
