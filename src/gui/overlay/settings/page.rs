//! What stands on each page of the settings.

use std::ops::RangeInclusive;
use std::path::Path;

use egui::{Label, RichText, Slider, TextEdit, Ui, vec2};

use crate::gui::command::{Effect, chord::keys_text};
use crate::gui::link;
use crate::gui::overlay::{Stage, Stay};
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{caption_ui, muted_ui, small_button_ui};
use crate::store::settings::{BOUNDS, Face, Look, Memory, Settings, Switch};

fn heading(ui: &mut Ui, title: &str) {
    ui.add_space(space::NEAR);
    ui.label(RichText::new(title).font(theme::bold(text::BODY)));
}

/// Theme, scale, and what is remembered.
pub(super) fn general_ui(ui: &mut Ui, changed: &mut Settings) -> Stay {
    heading(ui, "Theme");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::WIDE;
        for (look, label) in [(Look::System, "As the system"), (Look::Light, "Light"), (Look::Dark, "Dark")] {
            ui.radio_value(&mut changed.look, look, label);
        }
    });
    heading(ui, "Window");
    slider_ui(ui, &mut changed.scale, bounds("scale"), "Scale of the window", "×", 2);
    heading(ui, "Recent projects");
    let mut keep = changed.memory == Memory::Kept;
    if ui.checkbox(&mut keep, "Remember projects, commands, and where I was reading").changed() {
        changed.memory = if keep { Memory::Kept } else { Memory::Off };
        if !keep {
            changed.forget_all();
        }
    }
    ui.horizontal(|ui| {
        let has_any = !changed.recent.is_empty() || !changed.commands.is_empty();
        if ui.add_enabled_ui(has_any, |ui| small_button_ui(ui, "Clear what is remembered")).inner.clicked() {
            changed.forget_all();
        }
        let count = changed.recent.len();
        muted_ui(ui, if count == 1 { "1 project".to_owned() } else { format!("{count} projects") });
    });
    Stay::Open
}

/// The article's text, with a sample of it.
pub(super) fn reading_ui(ui: &mut Ui, changed: &mut Settings) -> Stay {
    heading(ui, "Typeface");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::WIDE;
        for (face, label) in [
            (Face::Literata, "Literata (serif)"),
            (Face::Inter, "Inter (sans serif)"),
            (Face::NotoSerif, "Noto Serif"),
        ] {
            ui.radio_value(&mut changed.face, face, label);
        }
    });
    heading(ui, "Text");
    slider_ui(ui, &mut changed.text_size, bounds("text_size"), "Text size", " pt", 0);
    slider_ui(ui, &mut changed.measure, bounds("measure"), "Longest line", " characters", 0);
    slider_ui(ui, &mut changed.leading, bounds("leading"), "Line spacing", "", 2);
    for (switch, label) in [
        (&mut changed.cards, "Cards beside the text, where there is room"),
        (&mut changed.uncovered, "Underline sentences that hold something to check and carry no mark"),
    ] {
        let mut is_on = switch.is_on();
        if ui.checkbox(&mut is_on, label).changed() {
            *switch = if is_on { Switch::On } else { Switch::Off };
        }
    }
    ui.add_space(space::NEAR);
    sample_ui(ui, changed);
    muted_ui(ui, "The article behind this sheet changes with it.");
    Stay::Open
}

/// Sets a few lines as the article is set.
fn sample_ui(ui: &mut Ui, settings: &Settings) {
    let theme = Theme::current(ui.ctx());
    let frame = egui::Frame::new().fill(theme.page).stroke(egui::Stroke::new(1.0, theme.rule));
    frame.inner_margin(16).corner_radius(8).show(ui, |ui| {
        let size = settings.text_size;
        // An average letter is half as wide as it is high.
        let width = (settings.measure * size * 0.5).min(ui.available_width());
        ui.set_max_width(width);
        let words = "The council voted 7 to 2 on Friday to close the city pool, which had opened in 1931. \
                     “I did nothing wrong,” the mayor said.";
        let text = RichText::new(words)
            .font(theme::reading(size))
            .line_height(Some(size * settings.leading))
            .color(theme.ink);
        ui.add(Label::new(text).wrap());
        ui.set_min_width(ui.available_width());
    });
}

/// Name and role.
pub(super) fn you_ui(ui: &mut Ui, changed: &mut Settings) -> Stay {
    heading(ui, "Who checks");
    for (text, name, hint) in [
        (&mut changed.checker, "Your name", "As it should stand in the report"),
        (&mut changed.role, "Your role", "Fact-checker, editor, counsel…"),
    ] {
        caption_ui(ui, name);
        let field =
            TextEdit::singleline(text).desired_width(f32::INFINITY).hint_text(hint).margin(space::FIELD);
        let response = ui.add(field);
        name_text_field(ui, &response, name, text);
    }
    let signature = changed.signature();
    let words = if signature.is_empty() {
        "Marks, statuses and waivers are signed with it. Without a name they stand unsigned.".to_owned()
    } else {
        format!(
            "Marks, statuses and waivers are signed “{signature}”. What is signed already stays as it is."
        )
    };
    muted_ui(ui, words);
    Stay::Open
}

/// What is changed of the keys, and the way to change more.
pub(super) fn keyboard_ui(ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
    heading(ui, "Shortcuts");
    muted_ui(
        ui,
        "Letters work by their place on Cyrillic, Greek, Arabic and Hebrew keyboards. They never act while you type \
         in a field.",
    );
    let changed: Vec<(String, String)> = stage
        .commands
        .iter()
        .filter(|command| stage.settings.keys.contains_key(&*command.id))
        .map(|command| {
            let keys: Vec<String> = command.keys.iter().map(keys_text).collect();
            let keys = if keys.is_empty() { "no keys".to_owned() } else { keys.join(", ") };
            (command.label.to_string(), keys)
        })
        .collect();
    if changed.is_empty() {
        ui.label("All shortcuts are as shipped.");
    }
    for (label, keys) in changed {
        ui.label(format!("{label}: {keys}"));
    }
    ui.add_space(space::TIGHT);
    if ui.button("Change shortcuts…").clicked() {
        stage.queue.push(Request::Run(Effect::Keys));
        return Stay::Closed;
    }
    Stay::Open
}

/// What is saved when, where files are, and what is wrong with the settings file.
pub(super) fn files_ui(ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
    heading(ui, "Saving");
    for fact in [
        "Every change is on the disk within a second, in the project’s log; there is nothing to save by hand.",
        "The project’s state is written anew after five minutes of work or 2,000 changes, on Save, and on closing. \
         If the program is cut off, the log brings everything back.",
        "What you type into a field is kept every second and when you leave the field.",
        "These settings are kept one second after a change, together with what another window has changed.",
    ] {
        ui.add(Label::new(fact).wrap());
    }
    heading(ui, "Where files are");
    let known = stage.known;
    let settings_file = known.settings.as_deref();
    if let Some(path) = settings_file {
        place_ui(ui, stage, "Settings", path, path.parent());
    }
    if let Some(folder) = stage.folder {
        place_ui(ui, stage, "This project", folder, Some(folder));
    }
    if let Some(folder) = known.projects.as_deref() {
        let what = "New projects, where there is no file to put them beside";
        place_ui(ui, stage, what, folder, Some(folder));
    }
    place_ui(ui, stage, "The sample’s working copy", &known.sample, Some(&known.sample));
    let what = "What the program notes when it fails";
    place_ui(ui, stage, what, &known.faults, known.faults.parent());
    heading(ui, "Settings file");
    if known.complaints.is_empty() {
        muted_ui(ui, "Nothing was wrong with it when it was read last. It can be edited by hand.");
    }
    let theme = Theme::current(ui.ctx());
    for complaint in &known.complaints {
        ui.add(Label::new(RichText::new(complaint).color(theme.danger)).wrap());
    }
    if settings_file.is_some() && small_button_ui(ui, "Check and reload").clicked() {
        stage.queue.push(Request::Run(Effect::ReloadSettings));
    }
    Stay::Open
}

/// Shows a path, with buttons that show its folder and copy it.
fn place_ui(ui: &mut Ui, stage: &mut Stage<'_>, what: &str, path: &Path, folder: Option<&Path>) {
    caption_ui(ui, what);
    ui.horizontal(|ui| {
        let room = vec2((ui.available_width() - 170.0).max(120.0), 24.0);
        let shown = path.display().to_string();
        ui.allocate_ui_with_layout(room, egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_width(room.x);
            ui.add(Label::new(RichText::new(&shown).size(text::SMALL)).truncate()).on_hover_text(&shown);
        });
        if named(small_button_ui(ui, "Show"), &format!("Show: {what}")).clicked()
            && let Some(folder) = folder
        {
            stage.queue.push(Request::OpenLink(link::of_path(folder)));
        }
        if named(small_button_ui(ui, "Copy path"), &format!("Copy path: {what}")).clicked() {
            ui.ctx().copy_text(shown.clone());
            stage.queue.push(Request::Say(format!("{shown} is on the clipboard")));
        }
    });
}

/// Gives a button a name that says what it is for, for those who do not see what stands beside it.
fn named(response: egui::Response, name: &str) -> egui::Response {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}

/// Returns the bounds of a number by its name in the file.
fn bounds(name: &str) -> RangeInclusive<f32> {
    BOUNDS.iter().find(|(bounded, ..)| *bounded == name).map_or(0.0..=1.0, |(_, least, most)| *least..=*most)
}

fn slider_ui(
    ui: &mut Ui,
    value: &mut f32,
    range: RangeInclusive<f32>,
    name: &str,
    unit: &str,
    decimals: usize,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = 200.0;
        let room = vec2(160.0, 24.0);
        let line = egui::Layout::left_to_right(egui::Align::Center);
        let label = ui.allocate_ui_with_layout(room, line, |ui| {
            ui.set_min_width(room.x);
            ui.label(name)
        });
        let label = label.inner;
        ui.add(Slider::new(value, range).suffix(unit).fixed_decimals(decimals)).labelled_by(label.id);
    });
}
