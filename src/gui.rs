//! The window: panels that read the project and push actions. It knows no files and makes no edits.
//!
//! [`App`] shows a frame; [`command`] is the table from which menus, keys and palette follow; [`desk`] is the only
//! part that dispatches.

pub mod announcement;
pub mod app;
pub mod article_view;
pub mod beside;
pub mod buffer;
pub mod command;
pub mod derived;
pub mod desk;
pub mod dialog;
pub mod disclosure;
pub mod dock;
pub mod finder;
pub mod finding_list;
pub mod highlight;
pub mod job;
pub mod known;
pub mod link;
pub mod numbered;
pub mod overlay;
pub mod panel;
pub mod register;
pub mod scene;
pub mod signing;
mod stopwatch;
pub mod theme;
pub mod trail;
pub mod typeset;
pub mod used;
pub mod view_state;
pub mod widget;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub use app::{App, Machine};
pub use stopwatch::Stopwatch;

/// Says in a sentence why no window can be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// There is no screen to show it on.
    #[error(
        "No window can be shown, because there is no display: set DISPLAY or WAYLAND_DISPLAY (a window also needs the packages {PACKAGES}), or use the commands that need no window."
    )]
    NoDisplay,
    /// A system library is missing or refuses.
    #[error(
        "No window can be shown: {0}. Install the packages {PACKAGES}, or use the commands that need no window."
    )]
    Refused(String),
    /// It was shown, and then the program met a fault of its own, which was told where it happened.
    #[error("The window met a fault of its own. Start redpencil again.")]
    Fault,
}

/// What a window needs on Debian and its relatives.
const PACKAGES: &str =
    "libgl1, libgl1-mesa-dri, libxkbcommon-x11-0, libx11-6, libwayland-client0 and libfontconfig1";

/// The smallest window, in points.
const LEAST: egui::Vec2 = egui::vec2(720.0, 480.0);
/// What a window's frame and the desktop's own bars take of a screen, in points.
const AROUND: egui::Vec2 = egui::vec2(24.0, 88.0);
/// What is still being written when the window is closed has so long to be done.
const LAST_WRITES: Duration = Duration::from_secs(10);

/// Shows the window until it is closed; opens what stands at `path`, if one is given.
pub fn run(path: Option<PathBuf>) -> Result<(), WindowError> {
    show(path, None)
}

/// Shows the window until the first picture with the article of the project at `path` stands on the screen.
pub fn run_until_picture(path: PathBuf, watch: Stopwatch) -> Result<(), WindowError> {
    show(Some(path), Some(watch))
}

fn show(path: Option<PathBuf>, watch: Option<Stopwatch>) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    typeset::warm_up();
    let viewport = egui::ViewportBuilder::default()
        .with_title("redpencil")
        .with_app_id("redpencil")
        .with_icon(icon())
        .with_inner_size([1280.0, 820.0])
        .with_clamp_size_to_monitor_size(true)
        .with_min_inner_size(LEAST);
    let app = App::new(Machine::real()).opening(path);
    let was_shown = Arc::new(AtomicBool::new(false));
    let shows = Arc::clone(&was_shown);
    let unfinished = app.unfinished();
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let ran = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "redpencil",
            options,
            Box::new(|creation| {
                theme::install(&creation.egui_ctx);
                if let Some(watch) = &watch {
                    watch.note("there is a window");
                }
                Ok(Box::new(Window {
                    app,
                    ctx: creation.egui_ctx.clone(),
                    is_fitted: false,
                    was_shown: shows,
                    watch,
                }))
            }),
        )
    }));
    if !unfinished.wait(LAST_WRITES) {
        eprintln!("Some of the work could not be written within {} seconds.", LAST_WRITES.as_secs());
    }
    match ran {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(WindowError::Refused(plain(&error.to_string()))),
        Err(_) if was_shown.load(Ordering::Relaxed) => Err(WindowError::Fault),
        Err(panic) => {
            let words = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()));
            Err(WindowError::Refused(plain(&words.unwrap_or_else(|| "a system library failed".to_owned()))))
        }
    }
}

/// Returns the program's icon; none where it cannot be read.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../assets/icon-256.png")).unwrap_or_default()
}

/// Tells whether there is a screen; only systems that name it in the environment are asked.
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || is_set("DISPLAY")
        || is_set("WAYLAND_DISPLAY")
        || is_set("WAYLAND_SOCKET")
}

/// Makes one clause of a library's message; the place in its source is left out.
fn plain(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let said = line
        .rsplit_once(".rs:")
        .map_or(line, |(_, rest)| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'));
    said.trim().to_owned()
}

struct Window {
    app: App,
    ctx: egui::Context,
    /// Whether the window was compared with the screen.
    is_fitted: bool,
    /// Whether a frame was begun: what fails from then on is no fault of the system's.
    was_shown: Arc<AtomicBool>,
    /// What measures the way to the first picture; the window is closed then.
    watch: Option<Stopwatch>,
}

/// The stage at which the article was drawn; it is on the screen when the next frame begins.
const DRAWN: &str = "the first frame with the article is drawn";

impl Window {
    fn measure(&self) {
        let Some(watch) = &self.watch else { return };
        watch.note("the first frame is drawn");
        if let Some(desk) = self.app.desk() {
            watch.note("the project is there");
            if desk.article.is_shown() {
                watch.note(DRAWN);
            }
        }
        self.ctx.request_repaint();
    }

    fn finish(&self) {
        let Some(watch) = self.watch.as_ref().filter(|watch| watch.has(DRAWN)) else { return };
        watch.note("it is on the screen");
        self.ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    /// Makes a window that would reach beyond the screen smaller, once.
    fn fit(&mut self) {
        let known = self.ctx.input(|input| {
            let viewport = input.viewport();
            Some((viewport.inner_rect?.size(), viewport.monitor_size?))
        });
        let Some((size, monitor)) = known.filter(|_| !self.is_fitted) else { return };
        self.is_fitted = true;
        let fitted = fitted(size, monitor);
        if fitted != size {
            self.ctx.send_viewport_cmd(egui::ViewportCommand::InnerSize(fitted));
        }
    }
}

/// Returns the size at which a window has room on a screen together with its frame and the desktop's own bars.
fn fitted(size: egui::Vec2, monitor: egui::Vec2) -> egui::Vec2 {
    size.min((monitor - AROUND).max(LEAST))
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.was_shown.store(true, Ordering::Relaxed);
        self.finish();
        self.fit();
        self.app.ui(ui);
        self.measure();
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.end(&self.ctx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_leaves_room_for_its_frame_on_a_small_screen() {
        let usual = egui::vec2(1280.0, 820.0);
        assert_eq!(fitted(usual, egui::vec2(1280.0, 800.0)), egui::vec2(1256.0, 712.0));
        assert_eq!(fitted(usual, egui::vec2(2560.0, 1440.0)), usual);
        assert_eq!(fitted(usual, egui::vec2(640.0, 480.0)), LEAST);
    }

    #[test]
    fn a_library_is_quoted_without_the_place_in_its_source() {
        assert_eq!(plain("os error at /src/linux/mod.rs:788: Failed to open\nmore"), "Failed to open");
        assert_eq!(plain("No adapter found."), "No adapter found");
    }
}
