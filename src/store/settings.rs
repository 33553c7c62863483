//! What the window remembers between two starts: looks, the checker's name, recent projects, and where one was
//! reading in each.
//!
//! *Invariant:* no text of a project is ever kept here. It must not know what a project holds.
#![expect(clippy::disallowed_methods, reason = "part of the store")]

mod layout;
mod reading;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StoreError;
use super::lock::{Locking, try_take};
use super::vfs::{Disk, frame};

/// Whether the window is light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// As the system is.
    #[default]
    System,
    /// Dark words on light paper.
    Light,
    /// Light words on a dark ground.
    Dark,
}

/// The face of the article's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Face {
    /// A serif made for long reading on screens.
    #[default]
    Literata,
    /// A sans serif.
    Inter,
    /// A serif with the letters of many languages.
    NotoSerif,
}

/// Whether something is on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Switch {
    /// It is.
    #[default]
    On,
    /// It is not.
    Off,
}

impl Switch {
    /// Returns the other one.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
        }
    }

    /// Tells whether it is on.
    pub fn is_on(self) -> bool {
        self == Self::On
    }
}

/// Whether opened projects are remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Memory {
    /// The last ones are listed on the welcome screen.
    #[default]
    Kept,
    /// Nothing is remembered.
    Off,
}

/// Whether a panel is on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// Wherever the window is wide enough.
    #[default]
    WhereItFits,
    /// Always.
    Yes,
    /// Only when asked for.
    No,
}

/// A side of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// Before the lines.
    Left,
    /// Behind the lines.
    Right,
    /// Under the text.
    Below,
}

/// Where a panel stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Placing {
    /// Whether it is open.
    pub shown: Shown,
    /// Its side; nothing where it stands where it stood at first.
    pub side: Option<Side>,
    /// Whether it is in front of the others of its side.
    pub front: bool,
}

/// A project that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recent {
    /// Its folder.
    pub folder: String,
}

/// Where one was reading in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Place {
    /// The text at the top of the view, in bytes.
    pub top: usize,
    /// The caret, in bytes.
    pub caret: usize,
    /// The id of the mark in the inspector.
    pub mark: String,
    /// The id of the source that is open beside the article.
    pub source: String,
}

/// The projects that were open side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LastOpen {
    /// Their folders, in the order of their tabs.
    pub folders: Vec<String>,
    /// Which of them was in front, from 0.
    pub front: usize,
}

impl LastOpen {
    /// Takes down which projects are open; a folder whose name is not Unicode is left out.
    pub fn of(folders: &[&Path], front: usize) -> Self {
        let folders = folders.iter().filter_map(|folder| folder.to_str()).map(str::to_owned).collect();
        Self { folders, front }
    }

    /// Returns the folders as they are to be opened: the one that was in front is gone to once all are there.
    pub fn in_order(&self) -> impl Iterator<Item = &str> {
        let last = self.folders.len().saturating_sub(1);
        let front = self.folders.get(self.front).filter(|_| self.front != last);
        self.folders.iter().chain(front).map(String::as_str)
    }
}

/// Which way a table is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// From the least to the most.
    #[default]
    Rising,
    /// From the most to the least.
    Falling,
}

impl Way {
    /// Returns the other way.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Rising => Self::Falling,
            Self::Falling => Self::Rising,
        }
    }
}

/// One column of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnWidth {
    /// The column's name.
    pub name: String,
    /// Its width in points; 0 for its usual one.
    pub width: f32,
}

/// How a table is arranged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableLayout {
    /// The columns that are shown, in order; none: the usual ones.
    pub columns: Vec<ColumnWidth>,
    /// The name of the column it is sorted by; empty: the order of the numbers.
    pub sort: String,
    /// Which way it is sorted.
    pub way: Way,
}

/// Everything the window remembers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Light or dark.
    pub look: Look,
    /// The face of the article's text.
    pub face: Face,
    /// The size of the article's text, in points.
    pub text_size: f32,
    /// The width of the article's column, in characters.
    pub measure: f32,
    /// From line to line, as a multiple of the text size.
    pub leading: f32,
    /// Whether marks have cards beside the text, where there is room for them.
    pub cards: Switch,
    /// Whether sentences that hold something to check and carry no mark are underlined.
    pub uncovered: Switch,
    /// Whether characters that deceive are shown.
    pub disguises: Switch,
    /// The scale of the whole window, 1 being the system's own.
    pub scale: f32,
    /// The checker's name; records are signed with it.
    pub checker: String,
    /// The checker's role, such as “fact-checker”.
    pub role: String,
    /// The file of the desk's settings; empty: `desk.ron` beside this one.
    pub desk_file: String,
    /// Whether opened projects are remembered.
    pub memory: Memory,
    /// The projects opened last, newest first.
    pub recent: Vec<Recent>,
    /// Where one was reading, by the project's folder.
    pub places: BTreeMap<String, Place>,
    /// The projects that were open when the window was closed.
    pub last_open: LastOpen,
    /// Where panels stand and whether they are on screen, by their names.
    pub panels: BTreeMap<String, Placing>,
    /// How wide the sides are, or high the one below, in points.
    pub panel_sizes: BTreeMap<Side, f32>,
    /// How the pages of the table are arranged, by their names.
    pub tables: BTreeMap<String, TableLayout>,
    /// The keys that were changed, by the id of their command, as a person writes them: `Ctrl+Shift+P`.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The ids of the commands run last from the palette, newest first.
    pub commands: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            look: Look::System,
            face: Face::Literata,
            text_size: 18.0,
            measure: 68.0,
            leading: 1.6,
            cards: Switch::On,
            uncovered: Switch::On,
            disguises: Switch::On,
            scale: 1.0,
            checker: String::new(),
            role: String::new(),
            desk_file: String::new(),
            memory: Memory::Kept,
            recent: Vec::new(),
            places: BTreeMap::new(),
            last_open: LastOpen::default(),
            panels: BTreeMap::new(),
            panel_sizes: BTreeMap::new(),
            tables: BTreeMap::new(),
            keys: BTreeMap::new(),
            commands: Vec::new(),
        }
    }
}

/// The least and the most of each number, by its name in the file.
pub const BOUNDS: [(&str, f32, f32); 4] =
    [("text_size", 12.0, 40.0), ("measure", 40.0, 110.0), ("leading", 1.2, 2.2), ("scale", 0.7, 2.5)];

/// How many projects are remembered.
const RECENT: usize = 12;
/// How many columns a table shows.
const COLUMNS: usize = 64;

impl Settings {
    /// Returns the name that records are signed with: name and role.
    pub fn signature(&self) -> String {
        let (name, role) = (self.checker.trim(), self.role.trim());
        match (name.is_empty(), role.is_empty()) {
            (false, false) => format!("{name}, {role}"),
            _ => format!("{name}{role}"),
        }
    }

    /// Puts a project at the head of the recent ones, if they are kept.
    pub fn note_opened(&mut self, folder: &Path) {
        let (Memory::Kept, Some(folder)) = (self.memory, folder.to_str()) else { return };
        self.recent.retain(|recent| recent.folder != folder);
        self.recent.insert(0, Recent { folder: folder.to_owned() });
        self.recent.truncate(RECENT);
        let kept: Vec<&str> = self.recent.iter().map(|recent| recent.folder.as_str()).collect();
        self.places.retain(|folder, _| kept.contains(&folder.as_str()));
    }

    /// Remembers where one is reading, if anything is kept.
    pub fn note_place(&mut self, folder: &Path, place: Place) {
        if let (Memory::Kept, Some(folder)) = (self.memory, folder.to_str()) {
            self.places.insert(folder.to_owned(), place);
        }
    }

    /// Remembers which projects are open, if anything is kept.
    pub fn note_open(&mut self, open: LastOpen) {
        self.last_open = if self.memory == Memory::Kept { open } else { LastOpen::default() };
    }

    /// Returns where one was reading in a project.
    pub fn place(&self, folder: &Path) -> Option<&Place> {
        self.places.get(folder.to_str()?)
    }

    /// Forgets one project.
    pub fn forget(&mut self, folder: &str) {
        self.recent.retain(|recent| recent.folder != folder);
        self.places.remove(folder);
        self.last_open.folders.retain(|other| other != folder);
    }

    /// Forgets every project.
    pub fn forget_all(&mut self) {
        self.recent.clear();
        self.places.clear();
        self.last_open = LastOpen::default();
        self.commands.clear();
    }

    /// Brings every number into the bounds within which the window can be used.
    fn within_bounds(mut self) -> Self {
        let normal = Self::default();
        for (name, least, most) in BOUNDS {
            let (value, normal) = match name {
                "text_size" => (&mut self.text_size, normal.text_size),
                "measure" => (&mut self.measure, normal.measure),
                "leading" => (&mut self.leading, normal.leading),
                _ => (&mut self.scale, normal.scale),
            };
            *value = if value.is_finite() { value.clamp(least, most) } else { normal };
        }
        for size in self.panel_sizes.values_mut() {
            *size = if size.is_finite() { size.clamp(120.0, 1600.0) } else { 360.0 };
        }
        self.recent.truncate(RECENT);
        let bounded = |value: f32, least: f32, most: f32, normal: f32| {
            if value.is_finite() { value.clamp(least, most) } else { normal }
        };
        for layout in self.tables.values_mut() {
            layout.columns.truncate(COLUMNS);
            for column in &mut layout.columns {
                column.width =
                    if column.width == 0.0 { 0.0 } else { bounded(column.width, 40.0, 1200.0, 0.0) };
            }
        }
        self
    }

    /// Joins what two windows have changed since they agreed on `base`: a setting that only one of them changed is
    /// that one's; of one that both changed, `mine` counts.
    pub fn joined(base: &Self, mine: &Self, theirs: &Self) -> Self {
        reading::join(base, mine, theirs)
    }
}

/// Returns the file that holds the settings.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("settings.ron")
}

/// The settings as they stand in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The settings; nothing where the file as a whole cannot be understood.
    pub settings: Option<Settings>,
    /// What is wrong with the file, a sentence each: where, what is allowed, and where the file was kept.
    pub complaints: Vec<String>,
    /// The text of the file.
    pub text: String,
}

/// Reads the settings; a file that is missing gives the usual ones.
///
/// Where something in it cannot be understood, the file is kept as `settings.broken.ron`, and a sentence says where
/// it breaks; what can be understood is used.
pub fn load(folder: &Path) -> Loaded {
    frame::expect_none();
    let path = file(folder);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Loaded { settings: Some(Settings::default()), ..Loaded::default() };
        }
        Err(error) => {
            let complaint = format!("The settings in {} cannot be read: {error}.", path.display());
            return Loaded { complaints: vec![complaint], ..Loaded::default() };
        }
    };
    let read = reading::read(&text);
    if read.faults.is_empty() {
        return Loaded { settings: read.settings, complaints: Vec::new(), text };
    }
    let aside = folder.join("settings.broken.ron");
    let kept = match (super::document::write(&aside, text.as_bytes()), &read.settings) {
        (Ok(()), Some(settings)) => {
            // Where this cannot be written the file stays as it is, and is told of again.
            drop(super::document::write(&path, written(settings).as_bytes()));
            format!("The file as it was is kept as {}", aside.display())
        }
        (Ok(()), None) => {
            drop(std::fs::remove_file(&path));
            format!("The file was kept as {}", aside.display())
        }
        (Err(_), _) => format!("The file is {}", path.display()),
    };
    let rest =
        if read.settings.is_some() { "everything else in it is used" } else { "the usual ones are used" };
    let mut complaints: Vec<String> =
        read.faults.iter().map(|fault| format!("The settings break at {fault}.")).collect();
    if let Some(last) = complaints.last_mut() {
        *last = format!("{last} {kept}; {rest}.");
    }
    Loaded { settings: read.settings, complaints, text }
}

/// Finds where a setting holds a word in quotation marks: line and column, counted from one.
pub fn whereabouts(text: &str, name: &str, word: &str) -> Option<(usize, usize)> {
    let field = layout::fields(text)?.into_iter().find(|field| field.name == name)?;
    let at = text[field.value.clone()].find(&format!("\"{word}\""))?;
    Some(layout::position(text, field.value.start + at))
}

/// How often and how long another window's writing is waited for.
const PATIENCE: (u32, std::time::Duration) = (40, std::time::Duration::from_millis(25));

/// Writes the settings, whole or not at all, together with what another window has changed meanwhile.
///
/// `base` is what the file held when it was last read or written here. Returns what it holds now.
pub fn save(folder: &Path, base: &Settings, mine: &Settings) -> Result<Settings, StoreError> {
    frame::expect_none();
    // Where the folder cannot be made, writing says so in words.
    drop(std::fs::create_dir_all(folder));
    let lock = folder.join("settings.lock");
    let mut turns = 0;
    // Held until everything is written. Where it cannot be had, the joining alone has to do.
    let _held = loop {
        match try_take(&Disk, &lock) {
            Locking::Ours(held) => break Some(held),
            Locking::Busy if turns < PATIENCE.0 => {
                turns += 1;
                std::thread::sleep(PATIENCE.1);
            }
            Locking::Busy | Locking::Unavailable(_) => break None,
        }
    };
    let there = match file(folder).try_exists() {
        Ok(true) => load(folder).settings,
        _ => None,
    };
    let kept = there.map_or_else(|| mine.clone(), |theirs| Settings::joined(base, mine, &theirs));
    super::document::write(&file(folder), written(&kept).as_bytes())?;
    Ok(kept)
}

fn written(settings: &Settings) -> String {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n".to_owned());
    ron::ser::to_string_pretty(settings, pretty).map_or_else(|_| String::new(), |text| text + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(settings: &Settings) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        save(folder.path(), &Settings::default(), settings).unwrap();
        folder
    }

    #[test]
    fn settings_read_back_as_they_were_written() {
        let mut settings =
            Settings { checker: "Jo “Q” Roe".into(), text_size: 21.5, ..Settings::default() };
        settings.note_opened(Path::new("/projects/one"));
        settings.note_place(Path::new("/projects/one"), Place { caret: 7, ..Place::default() });
        settings.keys.insert("export".into(), vec!["Ctrl+Shift+\\".into(), "?".into()]);
        assert_eq!(load(kept(&settings).path()).settings, Some(settings));
    }

    #[test]
    fn broken_settings_are_told_with_line_and_column_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let broken = "(\n  look: Light,\n  text_size: big,\n)\n";
        std::fs::write(file(folder.path()), broken).unwrap();
        let loaded = load(folder.path());
        assert_eq!(loaded.settings.map(|settings| settings.look), Some(Look::Light));
        assert!(loaded.complaints[0].contains("line 3, column"), "{:?}", loaded.complaints);
        let aside = std::fs::read_to_string(folder.path().join("settings.broken.ron")).unwrap();
        assert_eq!(aside, broken);
        assert_eq!(load(folder.path()).complaints, [""; 0], "the second time nothing is left to tell");
    }

    #[test]
    fn settings_without_form_are_kept_aside_and_the_usual_ones_used() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(file(folder.path()), "(look: Light").unwrap();
        let loaded = load(folder.path());
        assert_eq!(loaded.settings, None);
        assert!(loaded.complaints[0].contains("the usual ones are used"), "{:?}", loaded.complaints);
        assert!(folder.path().join("settings.broken.ron").exists());
        assert_eq!(load(folder.path()).settings, Some(Settings::default()));
    }

    #[test]
    fn settings_make_the_folder_they_are_kept_in() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("config/redpencil");
        let settings = Settings { role: "checker".into(), ..Settings::default() };
        save(&inner, &Settings::default(), &settings).unwrap();
        assert_eq!(load(&inner).settings, Some(settings));
    }

    #[test]
    fn what_another_window_changed_is_kept() {
        let folder = kept(&Settings { checker: "Jo".into(), ..Settings::default() });
        let base = load(folder.path()).settings.unwrap();
        let theirs = Settings { look: Look::Dark, ..base.clone() };
        save(folder.path(), &base, &theirs).unwrap();
        let mine = Settings { text_size: 24.0, ..base.clone() };
        let now = save(folder.path(), &base, &mine).unwrap();
        assert_eq!((now.look, now.checker.as_str()), (Look::Dark, "Jo"));
        assert!((now.text_size - 24.0).abs() < f32::EPSILON);
        assert_eq!(load(folder.path()).settings, Some(now));
    }

    #[test]
    fn missing_settings_are_the_usual_ones() {
        let folder = tempfile::tempdir().unwrap();
        let loaded = load(folder.path());
        assert_eq!((loaded.settings, loaded.complaints.len()), (Some(Settings::default()), 0));
    }

    #[test]
    fn numbers_out_of_bounds_come_back_into_them() {
        let settings = reading::read("(text_size: 4000.0, scale: NaN)").settings.unwrap();
        assert!((settings.text_size - 40.0).abs() < f32::EPSILON);
        assert!((settings.scale - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn every_number_has_its_bounds_and_the_usual_one_is_within() {
        let far = BOUNDS.map(|(name, _, most)| format!("{name}: {},", most * 2.0)).concat();
        let settings = reading::read(&format!("({far})")).settings.unwrap();
        assert_eq!(written(&settings), written(&settings.clone().within_bounds()));
        assert_eq!(reading::read(&written(&settings)).faults, [""; 0]);
        assert_eq!(reading::read(&written(&Settings::default())).faults, [""; 0]);
    }

    #[test]
    fn a_word_of_a_setting_is_found_with_line_and_column() {
        let text = "(\n  checker: \"F12\",\n  keys: {\n    \"save\": [\"F12\"],\n  },\n)";
        assert_eq!(whereabouts(text, "keys", "F12"), Some((4, 14)));
        assert_eq!(whereabouts(text, "keys", "F11"), None);
    }

    #[test]
    fn nothing_is_remembered_once_it_is_off() {
        let mut settings = Settings { memory: Memory::Off, ..Settings::default() };
        settings.note_opened(Path::new("/projects/one"));
        settings.note_place(Path::new("/projects/one"), Place::default());
        settings.note_open(LastOpen::of(&[Path::new("/projects/one")], 0));
        assert_eq!((settings.recent.len(), settings.places.len()), (0, 0));
        assert_eq!(settings.last_open, LastOpen::default());
    }

    #[test]
    fn the_project_that_was_in_front_is_gone_to_last() {
        let folders = ["/a", "/b", "/c"].map(Path::new);
        assert_eq!(LastOpen::of(&folders, 1).in_order().collect::<Vec<_>>(), ["/a", "/b", "/c", "/b"]);
        assert_eq!(LastOpen::of(&folders, 2).in_order().collect::<Vec<_>>(), ["/a", "/b", "/c"]);
        assert_eq!(LastOpen { front: 7, ..LastOpen::of(&folders, 0) }.in_order().count(), 3);
    }

    #[test]
    fn a_project_that_is_forgotten_is_not_opened_again() {
        let mut settings = Settings::default();
        settings.note_open(LastOpen::of(&["/a", "/b"].map(Path::new), 0));
        settings.forget("/a");
        assert_eq!(settings.last_open.folders, ["/b"]);
        settings.forget_all();
        assert_eq!(settings.last_open, LastOpen::default());
    }

    #[test]
    fn the_project_opened_last_comes_first_and_once() {
        let mut settings = Settings::default();
        for folder in ["/a", "/b", "/a"] {
            settings.note_opened(Path::new(folder));
        }
        let folders: Vec<_> = settings.recent.iter().map(|recent| recent.folder.as_str()).collect();
        assert_eq!(folders, ["/a", "/b"]);
    }
}
