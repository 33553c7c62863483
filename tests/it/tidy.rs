//! The house's rules as tests: which layer may name which, what a file looks like, what no file may hold.
//!
//! Reads the source as text. Code under `#[cfg(test)]` may name anything; all else keeps to DESIGN's arrows.

#![expect(clippy::disallowed_methods, reason = "the rules are about the source, which is read from the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use redpencil::check;

/// What each layer may name besides itself. A new folder in `src` is declared here, or fails.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("anchor", &["text", "model"]),
    ("check", &["text", "model", "anchor"]),
    ("cite", &["text", "model", "anchor"]),
    ("search", &["text", "model", "anchor"]),
    ("suggest", &["text", "model", "anchor"]),
    ("import", &["text", "model", "anchor"]),
    ("export", &["text", "model", "anchor"]),
    ("session", &["text", "model", "anchor", "check", "cite", "search", "suggest", "import", "export"]),
    (
        "store",
        &["text", "model", "anchor", "check", "cite", "search", "suggest", "import", "export", "session"],
    ),
    (
        "cli",
        &[
            "text", "model", "anchor", "check", "cite", "search", "suggest", "import", "export", "session",
            "store",
        ],
    ),
    (
        "gui",
        &[
            "text", "model", "anchor", "check", "cite", "search", "suggest", "import", "export", "session",
            "store",
        ],
    ),
];

/// How long a file may be, in lines.
const LONGEST: usize = 800;

/// Names that say nothing of what a module holds.
const HOLLOW: &[&str] =
    &["mod", "util", "utils", "helper", "helpers", "manager", "common", "misc", "shared", "types"];

/// Folders whose files are listed in the `ALL` of the file that declares them.
const REGISTRIES: &[&str] = &["check", "cite", "import", "export", "suggest", "cli", "gui/panel"];

/// A file of Rust.
struct Source {
    /// Its path from the project's root.
    path: String,
    /// All of it.
    text: String,
    /// It without tests and comments; empty where all of it is for tests.
    production: String,
}

impl Source {
    /// Returns the layer it belongs to; nothing for the roots of the crate and for what is not in `src`.
    fn layer(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let layer = inside.split('/').next()?.trim_end_matches(".rs");
        (layer != "lib" && layer != "main").then_some(layer)
    }

    /// Counts the modules above its items: 1 for `src/check.rs`, 2 for `src/check/open_query.rs`.
    fn depth(&self) -> usize {
        self.path.matches('/').count()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = BTreeMap::new();
    for folder in ["src", "tests", "benches", "examples"] {
        read(root, &root.join(folder), &mut texts);
    }
    let set_aside: BTreeSet<String> = texts.iter().flat_map(|(path, text)| test_files(path, text)).collect();
    let sources: Vec<Source> = texts
        .into_iter()
        .map(|(path, text)| {
            let is_program = path.starts_with("src/") && !set_aside.contains(&path);
            let production = if is_program { production(&text) } else { String::new() };
            Source { path, text, production }
        })
        .collect();
    assert!(sources.len() > 20, "the source was found");
    sources
}

fn read(root: &Path, folder: &Path, texts: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            read(root, &path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            texts.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// Lists the files that a file declares for tests only.
fn test_files(path: &str, text: &str) -> Vec<String> {
    let folder = path.trim_end_matches(".rs").trim_end_matches("/lib").trim_end_matches("/main");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| pair[0] == "#[cfg(test)]")
        .filter_map(|pair| pair[1].strip_suffix(';')?.rsplit_once("mod "))
        .map(|(_, name)| format!("{folder}/{name}.rs"))
        .collect()
}

/// Drops comments, and each item under `#[cfg(test)]` up to the line that closes it.
fn production(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let words = line.trim_start();
        if words.starts_with("#[cfg(test)]") {
            let indent = &line[..line.len() - words.len()];
            let closing = format!("{indent}}}");
            let mut is_first = true;
            for line in lines.by_ref() {
                if line.trim_start().starts_with("#[") {
                    continue;
                }
                let ends_at_once = is_first && (line.ends_with(';') || line.ends_with('}'));
                is_first = false;
                if ends_at_once || line == closing {
                    break;
                }
            }
        } else if !words.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Lists the paths of this crate that code names: `crate::model::{Edit, Id}` gives `model::Edit` and `model::Id`.
fn paths(code: &str, depth: usize) -> BTreeSet<String> {
    let climb = "super::".repeat(depth);
    let mut found = BTreeSet::new();
    for root in ["crate::", "redpencil::", climb.as_str()] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            let is_whole =
                !before.is_some_and(|character| character.is_alphanumeric() || "_:".contains(character));
            if is_whole {
                expand(&code[at + root.len()..], "", &mut found);
            }
        }
    }
    found
}

/// Reads one tree of a path and returns what follows it.
fn expand<'a>(code: &'a str, before: &str, found: &mut BTreeSet<String>) -> &'a str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = expand(rest, before, found).trim_start();
            let Some(next) = rest.strip_prefix(',') else { break };
            rest = next;
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end =
        code.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    if name.is_empty() {
        return rest;
    }
    let path = if before.is_empty() { name.to_owned() } else { format!("{before}::{name}") };
    if let Some(rest) = rest.strip_prefix("::") {
        return expand(rest, &path, found);
    }
    found.insert(path);
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    rest.trim_start().strip_prefix("as ").map_or(rest, |new| new.trim_start().trim_start_matches(is_name))
}

/// Lists the arrows that code draws and its layer must not.
fn wrong_arrows(layer: &str, code: &str, depth: usize) -> Vec<String> {
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("the layer {layer} is not declared")];
    };
    let named: BTreeSet<String> =
        paths(code, depth).iter().filter_map(|path| path.split("::").next().map(str::to_owned)).collect();
    named
        .into_iter()
        .filter(|name| name != layer && ARROWS.iter().any(|(known, _)| known == name))
        .filter(|name| !allowed.contains(&name.as_str()))
        .map(|name| format!("{layer} names {name}"))
        .collect()
}

/// Lists the files of a registry's folder that its list lacks. Where the registry has a trait, only files that
/// implement it have to be listed: the others are what several formats share.
fn forgotten(declaring: &str, files: &[(&str, &str)]) -> Vec<String> {
    // A folder may hold two registries: bars and panels.
    let lists: Vec<&str> = declaring
        .split("static ")
        .skip(1)
        .filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
        .chain(declaring.split("const ALL").skip(1))
        .map(|list| list.split_once("];").map_or(list, |(list, _)| list))
        .collect();
    let list = lists.concat();
    let traits: Vec<&str> = declaring
        .split("pub trait ")
        .skip(1)
        .filter_map(|rest| rest.split(|character: char| !character.is_alphanumeric()).next())
        .collect();
    files
        .iter()
        .filter(|(_, text)| {
            traits.is_empty() || traits.iter().any(|name| text.contains(&format!("{name} for ")))
        })
        .filter(|(stem, _)| !list.contains(&format!("{stem}::")))
        .map(|(stem, _)| (*stem).to_owned())
        .collect()
}

fn fail_on(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_layer_names_one_above_or_beside_it() {
    let mut faults = Vec::new();
    for source in &sources() {
        if let Some(layer) = source.layer() {
            let wrong = wrong_arrows(layer, &source.production, source.depth());
            faults.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", source.path)));
        }
    }
    fail_on(&faults);
}

#[test]
fn windows_and_commands_act_through_actions_and_never_edit() {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|source| matches!(source.layer(), Some("gui" | "cli")))
        .filter(|source| {
            paths(&source.production, source.depth()).iter().any(|path| {
                path.starts_with("model") && (path.ends_with("::Edit") || path.ends_with("::Transaction"))
            })
        })
        .map(|source| format!("{} names an edit: push an action", source.path))
        .collect();
    fail_on(&faults);
}

#[test]
fn a_wrong_arrow_is_seen_however_it_is_written() {
    assert_eq!(wrong_arrows("text", "use crate::model::Id;", 1), ["text names model"]);
    assert_eq!(
        wrong_arrows("check", "use crate::{model, export::{self, Handout}};", 2),
        ["check names export"]
    );
    assert_eq!(wrong_arrows("model", "fn a() { crate::session::plan() }", 1), ["model names session"]);
    assert_eq!(wrong_arrows("check", "use super::super::store;", 2), ["check names store"]);
    assert_eq!(wrong_arrows("cli", "use crate::{text as words, gui as window};", 1), ["cli names gui"]);
    assert_eq!(wrong_arrows("plugin", "", 1), ["the layer plugin is not declared"]);
    assert!(wrong_arrows("check", "use crate::{model::{Id, Table}, text};\nuse super::Check;", 2).is_empty());
    let tested = "//! crate::store\n#[cfg(test)]\nmod tests {\n    use crate::store;\n}\nuse crate::text;\n";
    assert_eq!(production(tested), "use crate::text;\n");
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    let mut faults = Vec::new();
    for Source { path, text, .. } in &sources() {
        if !text.starts_with("//! ") {
            faults.push(format!("{path} does not open with //!"));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{path} has {lines} lines, more than {LONGEST}"));
        }
    }
    fail_on(&faults);
}

#[test]
fn modules_have_names_that_say_something() {
    let faults: Vec<String> = sources()
        .iter()
        .flat_map(|source| source.path.split('/'))
        .map(|part| part.trim_end_matches(".rs"))
        .filter(|part| HOLLOW.contains(part))
        .map(|part| format!("a module is called {part}"))
        .collect();
    fail_on(&faults);
}

#[test]
fn a_file_that_its_registry_lacks_is_noticed() {
    let sources = sources();
    let mut faults = Vec::new();
    for registry in REGISTRIES {
        let Some(declaring) = sources.iter().find(|source| source.path == format!("src/{registry}.rs"))
        else {
            continue;
        };
        let folder = format!("src/{registry}/");
        let files: Vec<(&str, &str)> = sources
            .iter()
            .filter(|source| !source.production.is_empty())
            .filter_map(|source| {
                let stem = source.path.strip_prefix(&folder)?.strip_suffix(".rs")?;
                (!stem.contains('/')).then_some((stem, source.production.as_str()))
            })
            .collect();
        let lacking = forgotten(&declaring.production, &files);
        faults.extend(lacking.iter().map(|stem| format!("{folder}{stem}.rs does not stand in ALL")));
    }
    fail_on(&faults);
    let declaring =
        "pub trait Importer: Sync {}\npub static ALL: &[&dyn Importer] = &[&plain::Plain];\nmod html;";
    let files = [
        ("plain", "impl Importer for Plain"),
        ("html", "impl super::Importer for Html"),
        ("date", "fn day() {}"),
    ];
    assert_eq!(forgotten(declaring, &files), ["html"]);
    assert_eq!(
        forgotten("static ALL: &[Command] = &[show::COMMAND];", &[("show", ""), ("verify", "")]),
        ["verify"]
    );
}

#[test]
fn every_file_among_the_checks_is_a_rule_named_like_it() {
    let files: BTreeSet<String> = sources()
        .iter()
        .filter_map(|source| source.path.strip_prefix("src/check/")?.strip_suffix(".rs").map(str::to_owned))
        // What the rules read is no rule.
        .filter(|stem| !stem.contains('/') && !["reading", "rulebook"].contains(&stem.as_str()))
        .map(|stem| stem.replace('_', "-"))
        .collect();
    let listed: BTreeSet<String> = check::ALL.iter().map(|rule| rule.id().to_owned()).collect();
    assert_eq!(files, listed);
}

#[test]
fn only_the_store_touches_files_and_only_the_theme_makes_colours() {
    let mut faults = Vec::new();
    for source in &sources() {
        let code = &source.production;
        let names_files =
            ["std::fs", "rustix::fs", "File::open", "File::create"].iter().any(|name| code.contains(name))
                || code.split("use std::{").skip(1).any(|group| {
                    group
                        .split('}')
                        .next()
                        .is_some_and(|group| group.split([',', '{', ' ']).any(|name| name == "fs"))
                });
        if names_files && source.layer() != Some("store") {
            faults.push(format!("{} touches files", source.path));
        }
        let makes_colours = ["Color32::from_", "Rgba::from_"].iter().any(|name| code.contains(name));
        if makes_colours && !source.path.starts_with("src/gui/theme") {
            faults.push(format!("{} makes a colour", source.path));
        }
    }
    fail_on(&faults);
}

#[test]
fn the_lowest_layers_know_no_serde_no_clock_and_no_files() {
    let mut faults = Vec::new();
    for source in &sources() {
        if matches!(source.layer(), Some("text" | "model")) {
            for word in ["serde", "Serialize", "std::time", "::now()", "std::path", "std::env", "std::net"] {
                if source.production.contains(word) {
                    faults.push(format!("{} names {word}", source.path));
                }
            }
        }
    }
    fail_on(&faults);
}

#[test]
fn nothing_is_waved_through() {
    // Put together here, so that this file does not hold what it looks for.
    let everywhere = [
        ["#[", "allow("],
        ["#![", "allow("],
        ["#[", "ignore"],
        ["todo", "!("],
        ["unimplemented", "!("],
        ["db", "g!("],
    ];
    let mut faults = Vec::new();
    for source in &sources() {
        for word in everywhere.map(|parts| parts.concat()) {
            if source.text.contains(&word) {
                faults.push(format!("{} holds {word}", source.path));
            }
        }
        for word in [".unwrap()", "fn get_"] {
            if source.production.contains(word) {
                faults.push(format!("{} holds {word}", source.path));
            }
        }
    }
    fail_on(&faults);
}

#[test]
fn every_file_of_integration_tests_is_a_module_of_its_binary() {
    let sources = sources();
    let mut faults = Vec::new();
    for source in &sources {
        let Some((folder, stem)) = source.path.trim_end_matches(".rs").rsplit_once('/') else { continue };
        if !folder.starts_with("tests/") || stem == "main" {
            continue;
        }
        let declaring = [format!("{folder}/main.rs"), format!("{folder}.rs")];
        let is_declared = sources.iter().filter(|other| declaring.contains(&other.path)).any(|other| {
            other.text.lines().any(|line| line.trim_start_matches("pub ") == format!("mod {stem};"))
        });
        if !is_declared {
            faults.push(format!("{} is not a module of its binary", source.path));
        }
    }
    fail_on(&faults);
}

#[test]
fn the_fuzz_targets_are_locked_to_what_the_program_needs() {
    let read = |path: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it is in the project")
    };
    let manifest = read("Cargo.toml");
    let needed: BTreeSet<&str> = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.contains("optional = true"))
        .filter_map(|line| Some(line.split_once(" = ")?.0))
        .collect();
    let lock = read("fuzz/Cargo.lock");
    let package = lock.split("[[package]]").find(|package| package.contains("\nname = \"redpencil\"\n"));
    let locked: BTreeSet<&str> = package
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","))
        .collect();
    assert!(needed.len() > 10, "the manifest lists its dependencies");
    assert_eq!(
        needed, locked,
        "run `cargo metadata --manifest-path fuzz/Cargo.toml` and keep what it writes"
    );
}
