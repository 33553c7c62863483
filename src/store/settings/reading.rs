//! Reads settings that somebody may have edited by hand: what is right is kept, what is wrong is told with line and
//! column.

use super::layout::{Field, fields, position, without};
use super::{BOUNDS, Memory, Settings, written};

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The settings; nothing where the text as a whole cannot be understood.
    pub settings: Option<Settings>,
    /// What is wrong, a clause each: `line 3, column 8: …`.
    pub faults: Vec<String>,
}

/// Reads settings from text.
pub(super) fn read(text: &str) -> Reading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match ron::from_str::<Settings>(text) {
        Ok(settings) => {
            let faults = out_of_bounds(text);
            Reading { settings: Some(settings.within_bounds()), faults }
        }
        Err(error) => {
            salvage(text).unwrap_or_else(|| Reading { settings: None, faults: vec![clause(&error)] })
        }
    }
}

/// Keeps each field that can be read alone.
fn salvage(text: &str) -> Option<Reading> {
    let found = fields(text)?;
    let known = names();
    let mut faults = Vec::new();
    let mut wrong: Vec<&Field> = Vec::new();
    for (at, field) in found.iter().enumerate() {
        let (line, column) = position(text, field.whole.start);
        if !known.contains(&field.name) {
            let all = known.join(", ");
            faults.push(format!(
                "line {line}, column {column}: “{}” is no setting; there are {all}",
                field.name
            ));
            wrong.push(field);
        } else if found[..at].iter().any(|other| other.name == field.name) {
            faults.push(format!("line {line}, column {column}: {} stands here a second time", field.name));
            wrong.push(field);
        } else {
            let alone = without(text, found.iter().filter(|other| *other != field));
            if let Err(error) = ron::from_str::<Settings>(&alone) {
                faults.push(with_bounds(&field.name, clause(&error)));
                wrong.push(field);
            }
        }
    }
    let left = without(text, wrong.into_iter());
    let settings = ron::from_str::<Settings>(&left).ok()?;
    faults.extend(out_of_bounds(&left));
    Some(Reading { settings: Some(settings.within_bounds()), faults })
}

fn clause(error: &ron::error::SpannedError) -> String {
    format!("line {}, column {}: {}", error.span.start.line, error.span.start.col, error.code)
}

fn with_bounds(name: &str, clause: String) -> String {
    match BOUNDS.iter().find(|(bounded, ..)| *bounded == name) {
        Some((_, least, most)) => format!("{clause} ({name} is a number from {least} to {most})"),
        None => clause,
    }
}

/// Names the settings that there are, in the order of the file.
fn names() -> Vec<String> {
    let text = written(&Settings::default());
    fields(&text).unwrap_or_default().into_iter().map(|field| field.name).collect()
}

fn out_of_bounds(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for field in fields(text).unwrap_or_default() {
        let Some((name, least, most)) = BOUNDS.iter().find(|(name, ..)| *name == field.name) else {
            continue;
        };
        let value = &text[field.value.clone()];
        let is_within = value.parse::<f32>().is_ok_and(|value| (*least..=*most).contains(&value));
        if !is_within {
            let (line, column) = position(text, field.value.start);
            faults.push(format!(
                "line {line}, column {column}: {name} is a number from {least} to {most}, not {value}"
            ));
        }
    }
    faults
}

/// Joins what two windows have changed since they agreed: a setting that only one of them changed is that one's; of
/// one that both changed, `mine` counts.
pub(super) fn join(base: &Settings, mine: &Settings, theirs: &Settings) -> Settings {
    let texts = [written(base), written(mine), written(theirs)];
    let all: Vec<Vec<Field>> = texts.iter().map(|text| fields(text).unwrap_or_default()).collect();
    let value = |which: usize, name: &str| {
        let field = all[which].iter().find(|field| field.name == name)?;
        Some(&texts[which][field.value.clone()])
    };
    let mut joined = String::from("(");
    for field in &all[1] {
        let (before, own, other) = (value(0, &field.name), value(1, &field.name), value(2, &field.name));
        let chosen = if own == before { other.or(own) } else { own };
        joined.push_str(&field.name);
        joined.push(':');
        joined.push_str(chosen.unwrap_or_default());
        joined.push(',');
    }
    joined.push(')');
    let mut joined = ron::from_str::<Settings>(&joined).unwrap_or_else(|_| mine.clone());
    // Lists of things that stand for themselves join thing by thing.
    joined.places = join_map(&base.places, &mine.places, &theirs.places);
    joined.keys = join_map(&base.keys, &mine.keys, &theirs.keys);
    joined.recent.clone_from(&mine.recent);
    joined.recent.retain(|recent| !base.recent.contains(recent) || theirs.recent.contains(recent));
    let is_new = |recent: &&super::Recent| !base.recent.contains(recent) && !mine.recent.contains(recent);
    joined.recent.extend(theirs.recent.iter().filter(is_new).cloned());
    if joined.memory == Memory::Off {
        // One window wants nothing remembered: what the other has noted since goes, too.
        joined.forget_all();
    }
    joined.within_bounds()
}

fn join_map<V: Clone + PartialEq>(
    base: &std::collections::BTreeMap<String, V>,
    mine: &std::collections::BTreeMap<String, V>,
    theirs: &std::collections::BTreeMap<String, V>,
) -> std::collections::BTreeMap<String, V> {
    let mut joined = theirs.clone();
    for key in base.keys().chain(mine.keys()) {
        let (before, own) = (base.get(key), mine.get(key));
        if before == own {
            continue;
        }
        match own {
            Some(value) => drop(joined.insert(key.clone(), value.clone())),
            None => drop(joined.remove(key)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{LastOpen, Look, Place, Recent};
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        read(text).faults
    }

    #[test]
    fn one_wrong_setting_leaves_the_others_as_they_are() {
        let reading = read("(\n  look: Dark,\n  text_size: big,\n  checker: \"Jo\",\n)\n");
        let settings = reading.settings.unwrap();
        assert_eq!((settings.look, settings.checker.as_str()), (Look::Dark, "Jo"));
        let [fault] = &reading.faults[..] else { panic!("{:?}", reading.faults) };
        assert!(fault.starts_with("line 3, column") && fault.contains("from 12 to 40"), "{fault}");
    }

    #[test]
    fn a_value_that_is_not_allowed_names_those_that_are() {
        let found = faults("(look: Blue)");
        assert!(
            found[0].contains("Blue") && found[0].contains("Light") && found[0].contains("Dark"),
            "{found:?}"
        );
    }

    #[test]
    fn an_unknown_setting_is_told_by_name_and_kept_out() {
        let reading = read("(\n  colour: \"red\",\n  role: \"editor\",\n)");
        assert!(
            reading.faults[0].starts_with("line 2, column 3: “colour” is no setting"),
            "{:?}",
            reading.faults
        );
        assert!(reading.faults[0].contains("text_size"));
        assert_eq!(reading.settings.unwrap().role, "editor");
    }

    #[test]
    fn a_setting_given_twice_counts_once() {
        let reading = read("(role: \"one\", role: \"two\")");
        assert!(reading.faults[0].contains("a second time"));
        assert_eq!(reading.settings.unwrap().role, "one");
    }

    #[test]
    fn a_number_out_of_bounds_is_told_with_what_is_allowed() {
        assert_eq!(
            faults("(\n  text_size: 4000.0,\n)"),
            ["line 2, column 14: text_size is a number from 12 to 40, not 4000.0"]
        );
    }

    #[test]
    fn a_text_without_form_gives_nothing_but_its_fault() {
        let reading = read("(look: Dark");
        assert_eq!(reading.settings, None);
        assert!(reading.faults[0].starts_with("line 1"));
    }

    #[test]
    fn settings_of_two_windows_join_field_by_field() {
        let base = Settings { checker: "Jo".into(), ..Settings::default() };
        let mine = Settings { text_size: 22.0, ..base.clone() };
        let theirs = Settings { look: Look::Dark, text_size: 30.0, role: "editor".into(), ..base.clone() };
        let joined = join(&base, &mine, &theirs);
        assert!((joined.text_size - 22.0).abs() < f32::EPSILON);
        assert_eq!(
            (joined.look, joined.role.as_str(), joined.checker.as_str()),
            (Look::Dark, "editor", "Jo")
        );
    }

    #[test]
    fn what_one_window_forgets_for_good_no_other_window_remembers() {
        let mut base = Settings::default();
        base.note_opened(Path::new("/a"));
        let mut off = Settings { memory: Memory::Off, ..base.clone() };
        off.forget_all();
        let mut other = base.clone();
        other.note_opened(Path::new("/b"));
        other.note_place(Path::new("/b"), Place { caret: 7, ..Place::default() });
        other.note_open(LastOpen::of(&[Path::new("/b")], 0));
        other.commands = vec!["export".into()];
        for joined in [join(&base, &off, &other), join(&base, &other, &off)] {
            assert_eq!(joined, off);
        }
    }

    #[test]
    fn projects_and_keys_of_two_windows_join_one_by_one() {
        let recent = |folders: &[&str]| -> Vec<Recent> {
            folders.iter().map(|folder| Recent { folder: (*folder).to_owned() }).collect()
        };
        let keys = |command: &str| [(command.to_owned(), vec!["F12".to_owned()])].into();
        let base = Settings { recent: recent(&["/a", "/b"]), ..Settings::default() };
        let mine = Settings { recent: recent(&["/mine", "/b"]), keys: keys("save"), ..base.clone() };
        let theirs = Settings { recent: recent(&["/theirs", "/a"]), keys: keys("export"), ..base.clone() };
        let joined = join(&base, &mine, &theirs);
        assert_eq!(joined.recent, recent(&["/mine", "/theirs"]));
        assert_eq!(joined.keys.len(), 2);
        assert_eq!(join(&base, &base, &base), base);
    }
}
