//! Shows the theme on a sample desk, and holds what a picture must show whatever the colours.

use egui::{Button, CentralPanel, Frame, Margin, Panel, RichText, Stroke, TextEdit, Ui};
use egui_kittest::kittest::Queryable as _;
use redpencil::gui::theme::{self, Hue, Theme};

use crate::raster::{harness, harness_picture};

struct Desk {
    statement: String,
    asked: bool,
    rating: u32,
}

fn desk_ui(ui: &mut Ui, desk: &mut Desk) {
    let theme = Theme::current(ui.ctx());
    Panel::top("bar").show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new("redpencil").font(theme::bold(15.0)).color(theme.accent));
            let _ = ui.button("Open article…");
            let _ = ui.add(Button::selectable(true, "Claims"));
            let _ = ui.add(Button::selectable(false, "Findings"));
            ui.label(RichText::new("✓ Saved").color(theme.good));
            ui.label(RichText::new("⚠ 3 open").color(theme.warning));
            ui.label(RichText::new("✗ Disk full").color(theme.danger));
        });
    });
    Panel::right("inspector").default_size(280.0).show(ui, |ui| {
        ui.heading("Claim");
        let label = ui.label(RichText::new("Statement").small().color(theme.muted));
        ui.add(TextEdit::multiline(&mut desk.statement).desired_width(f32::INFINITY)).labelled_by(label.id);
        ui.checkbox(&mut desk.asked, "The accused was asked");
        ui.radio_value(&mut desk.rating, 1, "Confirmed");
        ui.radio_value(&mut desk.rating, 2, "In dispute");
        let _ = ui.link("nytimes.com/2021/08/10");
        ui.horizontal(|ui| {
            theme::emphasised(ui, |ui| ui.button("Add evidence"));
            let _ = ui.button("Cancel");
            ui.add_enabled(false, Button::new("Merge"));
        });
        Frame::popup(ui.style()).show(ui, |ui| {
            let _ = ui.add(Button::new("Undo mark claim").shortcut_text("Ctrl+Z").frame_when_inactive(false));
            let _ = ui.add(Button::new("Mark every same mention").frame_when_inactive(false));
        });
    });
    let page = Frame::new().fill(theme.page).inner_margin(Margin::same(32));
    CentralPanel::default().frame(page).show(ui, |ui| {
        ui.label(RichText::new("Cuomo resigns amid scandal").font(theme::reading_bold(28.0)));
        ui.label(
            RichText::new("The governor’s exit takes effect in 14 days")
                .font(theme::reading_italic(18.0))
                .color(theme.muted),
        );
        ui.label(
            RichText::new(
                "Andrew M. Cuomo said on Tuesday that he would step down — “the best way I can help now.” \
                 Trần Thị Ngọc Ánh, Στέλιος Παπαδόπουλος and Олексій Щербина wrote 1234567890.",
            )
            .font(theme::reading(18.0))
            .line_height(Some(29.0)),
        );
        for row in theme.hues().collect::<Vec<_>>().chunks(5) {
            ui.horizontal(|ui| row.iter().for_each(|(name, hue)| chip_ui(ui, theme, name, hue)));
        }
        for (fill, words) in
            [(theme.selection, "selected words"), (theme.search_hit, "a word that was searched for")]
        {
            Frame::new().fill(fill).show(ui, |ui| ui.label(RichText::new(words).font(theme::reading(18.0))));
        }
        ui.label(RichText::new("¶ 4   § ← → ↗ ✓ ✗ ✕ ▸ ▾ ● ○ ⌕ ⚑ ✎ ↺ ↻ ☰ ⋯ 🔍").color(theme.muted));
    });
}

fn chip_ui(ui: &mut Ui, theme: &Theme, name: &str, hue: &Hue) {
    let frame = Frame::new().fill(hue.fill).inner_margin(Margin::symmetric(6, 2));
    let shown = frame.show(ui, |ui| {
        ui.label(RichText::new(name).font(theme::reading(17.0)).color(theme.ink));
        ui.label(RichText::new("12").small().color(hue.ink));
    });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(2.0, hue.line));
}

fn desk() -> Desk {
    Desk { statement: "He announced his resignation on 10 August 2021.".to_owned(), asked: true, rating: 1 }
}

#[test]
fn the_sample_desk_looks_different_in_light_and_dark() {
    let draw = |mode, name| {
        let mut harness = harness(mode, [1100.0, 640.0]).build_ui_state(desk_ui, desk());
        harness.get_by_label("Cancel").focus();
        harness.run_ok();
        harness_picture(&mut harness, name)
    };
    let (light, dark) = (draw(egui::Theme::Light, "theme-light"), draw(egui::Theme::Dark, "theme-dark"));
    let page = |picture: &image::RgbaImage| u32::from(picture.get_pixel(4, 600).0[0]);
    assert!(page(&light) > 200 && page(&dark) < 60);
}

#[test]
fn what_has_the_keyboard_wears_the_ring() {
    let mut harness = harness(egui::Theme::Light, [1100.0, 640.0]).build_ui_state(desk_ui, desk());
    let focus = Theme::of(theme::Mode::Light).focus.to_array();
    let rect = harness.get_by_label("Cancel").rect();
    let ring = |harness: &mut egui_kittest::Harness<'_, Desk>| {
        let picture = harness_picture(harness, "theme-focus");
        let top = rect.top() as u32;
        let columns = rect.left() as u32..rect.right() as u32;
        let ringed = |y| columns.clone().filter(|&x| picture.get_pixel(x, y).0 == focus).count();
        (top - 2..top + 3).map(ringed).max().unwrap_or_default()
    };
    assert_eq!(ring(&mut harness), 0);
    harness.get_by_label("Cancel").focus();
    harness.run_ok();
    assert!(ring(&mut harness) > 20);
}

#[test]
fn the_window_is_closed_by_no_key_unasked() {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    assert!(ctx.options(|options| options.quit_shortcuts.is_empty()));
}
