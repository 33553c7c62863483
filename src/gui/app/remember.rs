//! What the window remembers: settings are used at once, written a moment later, and read again when somebody has
//! changed the file.
//!
//! It must not know how the file is written; that is the store's.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use egui::{Context, Event};

use super::arrival::News;
use super::{App, Machine};
use crate::gui::command::{self, Command, keymap};
use crate::gui::known::Known;
use crate::gui::theme;
use crate::store::settings::{self, Loaded, Look, Settings};
use crate::store::{fault, home};

/// What is known of the settings file.
#[derive(Debug)]
pub(super) struct Memoir {
    pub(super) known: Known,
    /// The settings as the file held them when it was last read or written.
    pub(super) kept: Settings,
    /// The text of the file when it was last read.
    text: String,
    /// Faults of changed keys that were told already.
    told: BTreeSet<String>,
}

impl Memoir {
    pub(super) fn new(machine: &Machine, settings: &Settings) -> Self {
        let known = Known {
            settings: machine.settings_folder.as_deref().map(settings::file),
            projects: home::projects(),
            sample: machine.place.data().join("sample"),
            faults: fault::folder(&machine.place),
            complaints: Vec::new(),
        };
        Self { known, kept: settings.clone(), text: String::new(), told: BTreeSet::new() }
    }
}

/// Why the settings file was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// The window came to the front.
    Return,
    /// Somebody asked.
    Asked,
}

impl App {
    pub(super) fn apply_settings(&mut self, ctx: &Context) {
        let wanted = (self.settings.look, self.settings.scale, self.settings.face);
        if self.applied == Some(wanted) {
            return;
        }
        let preference = match self.settings.look {
            Look::System => egui::ThemePreference::System,
            Look::Light => egui::ThemePreference::Light,
            Look::Dark => egui::ThemePreference::Dark,
        };
        // Whoever made the window may have chosen for the system already.
        if self.applied.is_some() || self.settings.look != Look::System {
            ctx.set_theme(preference);
        }
        let face = self.applied.map_or_else(Default::default, |(.., face)| face);
        if face != self.settings.face {
            theme::use_face(ctx, self.settings.face);
        }
        self.applied = Some(wanted);
        ctx.options_mut(|options| {
            options.fallback_theme = egui::Theme::Light;
            // Ctrl with + and − sets the article larger, not the window.
            options.zoom_with_keyboard = false;
        });
        ctx.set_zoom_factor(self.settings.scale);
    }

    /// Writes changed settings once they have stood still for a second.
    pub(super) fn keep_settings(&mut self, ctx: &Context, now: f64) {
        let Some(since) = self.settings_changed else { return };
        if now - since < 1.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(1.0 - (now - since)));
            return;
        }
        self.settings_changed = None;
        let Some(folder) = self.machine.settings_folder.clone() else { return };
        let (base, settings) = (self.memory.kept.clone(), self.settings.clone());
        self.jobs.start_writing(ctx, move || News::SettingsKept(written(&folder, &base, settings)));
    }

    /// Writes changed settings at once: the window is closing.
    pub(super) fn keep_settings_to_end(&mut self, ctx: &Context) {
        let (Some(folder), Some(_)) = (self.machine.settings_folder.clone(), self.settings_changed.take())
        else {
            return;
        };
        let (base, settings) = (self.memory.kept.clone(), self.settings.clone());
        self.jobs.start_writing(ctx, move || {
            let kept = written(&folder, &base, settings);
            // There is nowhere left to say it but the terminal.
            if let Err(words) = &kept {
                eprintln!("The settings cannot be kept: {words}");
            }
            News::SettingsKept(kept)
        });
    }

    /// Takes in what the file holds after it was written: another window may have changed something meanwhile.
    pub(super) fn settings_kept(&mut self, kept: Result<Box<(Settings, Settings)>, String>) {
        match kept {
            Err(words) => self.say(format!("The settings cannot be kept: {words}")),
            Ok(written) => {
                let (mine, kept) = *written;
                self.adopt(&mine, kept);
            }
        }
    }

    /// Uses what has come from the file, except for what was changed here since `base`.
    fn adopt(&mut self, base: &Settings, theirs: Settings) {
        let joined = Settings::joined(base, &self.settings, &theirs);
        self.memory.kept = theirs;
        if joined != self.settings {
            self.use_settings(joined);
        }
    }

    /// Reads the settings file again when the window comes to the front.
    pub(super) fn look_at_settings(&mut self, ctx: &Context) {
        let has_come =
            ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::WindowFocused(true))));
        if has_come {
            self.read_settings(ctx, Occasion::Return);
        }
    }

    pub(super) fn read_settings(&mut self, ctx: &Context, occasion: Occasion) {
        let Some(folder) = self.machine.settings_folder.clone() else {
            if occasion == Occasion::Asked {
                self.say("No settings are kept here");
            }
            return;
        };
        self.jobs.start(ctx, move || News::SettingsRead(occasion, Box::new(settings::load(&folder))));
    }

    /// Takes in what the settings file holds now.
    pub(super) fn settings_read(&mut self, occasion: Occasion, loaded: Loaded) {
        let is_fine = loaded.complaints.is_empty();
        let theirs = loaded.settings.clone();
        // A file that is not there says nothing.
        let is_there = !loaded.text.is_empty();
        self.complain(loaded);
        match theirs {
            Some(theirs) if is_there => {
                let base = self.memory.kept.clone();
                self.adopt(&base, theirs);
            }
            // What is in use is written anew.
            _ => drop(self.settings_changed.get_or_insert(0.0)),
        }
        if occasion == Occasion::Asked {
            self.memory.told.clear();
        }
        let faults = self.arrange_commands();
        if occasion == Occasion::Asked && is_fine && faults == 0 {
            self.say("The settings file is in order, and in use");
        }
    }

    /// Says what is wrong with the settings file.
    pub(super) fn complain(&mut self, loaded: Loaded) {
        self.memory.text = loaded.text;
        for complaint in &loaded.complaints {
            self.say(complaint.clone());
        }
        self.memory.known.complaints = loaded.complaints;
    }

    /// Uses other settings from now on, and keeps them.
    pub(super) fn change_settings(&mut self, changed: Settings, now: f64) {
        self.settings_changed = Some(now);
        self.use_settings(changed);
    }

    fn use_settings(&mut self, changed: Settings) {
        self.name.set(changed.signature());
        let has_other_keys = changed.keys != self.settings.keys;
        self.settings = changed;
        if has_other_keys {
            self.arrange_commands();
        }
    }

    /// Makes the table of commands anew: the shipped one of the project's words, with the keys that were changed.
    /// Says each fault of those once; returns how many there are.
    pub(super) fn arrange_commands(&mut self) -> usize {
        let mut commands = self.shipped_commands();
        let faults = keymap::apply(&mut commands, &self.settings.keys);
        self.commands = commands;
        for fault in &faults {
            // Told once, wherever it stands after the file was written anew.
            if self.memory.told.insert(format!("{fault:?}")) {
                self.say(self.words_of(fault));
            }
        }
        faults.len()
    }

    /// Makes the table of commands of the project's words, with the keys as they are shipped.
    pub(super) fn shipped_commands(&self) -> Vec<Command> {
        let shipped = crate::store::vocabulary::shipped();
        command::table(self.desk().map_or(&shipped, |desk| desk.session.vocabulary()))
    }

    fn words_of(&self, fault: &keymap::Fault) -> String {
        let place = |word: &str| {
            settings::whereabouts(&self.memory.text, "keys", word)
                .map_or_else(String::new, |(line, column)| format!(" (line {line}, column {column})"))
        };
        match fault {
            keymap::Fault::Unknown { command } => format!(
                "The settings{} give keys to “{command}”, but there is no such command; they are kept unused",
                place(command)
            ),
            keymap::Fault::Unusable { command, keys, why } => format!(
                "The settings{} give “{command}” the keys “{keys}”, which cannot be used: {why}",
                place(keys)
            ),
        }
    }
}

/// Writes settings; returns them and what the file holds now.
fn written(folder: &Path, base: &Settings, mine: Settings) -> Result<Box<(Settings, Settings)>, String> {
    let kept = settings::save(folder, base, &mine).map_err(|error| error.to_string())?;
    Ok(Box::new((mine, kept)))
}
