//! Bibliographies of others: BibTeX, RIS and CSL-JSON of real libraries and of the test suites of other programs.
//!
//! Counts what is read and what is reported, and holds that nothing is lost: in and out again, by way of a source, is
//! the same in every format. Fields are compared with what Zotero makes of the same files.

use std::collections::BTreeMap;
use std::path::Path;

use redpencil::cite::{self, Datum, Entry, Format, source, style};
use serde_json::Value as Json;

/// A file of the collection.
struct File {
    name: String,
    format: &'static dyn Format,
    bytes: Vec<u8>,
    /// What Zotero makes of it.
    expected: Vec<Json>,
}

fn list(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn files(root: &Path) -> Vec<File> {
    let mut files = Vec::new();
    let named = |id: &str| cite::named(id).unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    for folder in ["biber-bib", "biblatex-bib", "hayagriva/data"] {
        for path in
            list(&root.join(folder)).iter().filter(|path| path.extension().is_some_and(|end| end == "bib"))
        {
            let bytes = std::fs::read(path).unwrap();
            files.push(File { name: name(path), format: named("bibtex"), bytes, expected: Vec::new() });
        }
    }
    for path in list(&root.join("zotero-import")) {
        let name = name(&path);
        let format = match name.rsplit_once('-').map(|(format, _)| format) {
            Some("BibTeX") => named("bibtex"),
            Some("RIS") => named("ris"),
            Some("CSL_JSON") => named("csl-json"),
            _ => continue,
        };
        let json: Json = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let bytes = json["input"].as_str().unwrap().as_bytes().to_vec();
        let expected = json["items"].as_array().cloned().unwrap_or_default();
        files.push(File { name, format, bytes, expected });
    }
    for folder in ["csl-test-suite", "hayagriva/local"] {
        for path in list(&root.join(folder)) {
            let text = std::fs::read_to_string(&path).unwrap();
            let Some((_, rest)) =
                text.split_once("== INPUT ==").and_then(|(_, rest)| rest.split_once(">>\n"))
            else {
                continue;
            };
            let input = rest.split("<<=").next().unwrap_or_default().as_bytes().to_vec();
            files.push(File {
                name: name(&path),
                format: named("csl-json"),
                bytes: input,
                expected: Vec::new(),
            });
        }
    }
    files
}

/// Counts what a file plainly holds.
fn heads(file: &File) -> usize {
    let text = String::from_utf8_lossy(&file.bytes);
    match file.format.id() {
        "bibtex" => text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix('@'))
            .map(|head| head.split(['{', '(']).next().unwrap_or_default().trim().to_lowercase())
            .filter(|kind| !matches!(kind.as_str(), "string" | "comment" | "preamble" | ""))
            .count(),
        "ris" => text.lines().filter(|line| line.starts_with("TY  - ")).count(),
        _ => serde_json::from_str::<Json>(&text).map_or(0, |json| json.as_array().map_or(0, Vec::len)),
    }
}

#[derive(Default)]
struct Figures {
    files: usize,
    heads: usize,
    entries: usize,
    left_out: usize,
    problems: usize,
    equal: usize,
    by_source: usize,
}

/// Compares an entry with what Zotero has; returns the fields that differ.
fn differences(entry: &Entry, item: &Json) -> Vec<String> {
    let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let mut wrong = Vec::new();
    let plain = |words: &str| {
        let mut words = words.replace("\u{a0}", " ").replace('–', "-");
        for tag in ["<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>"] {
            words = words.replace(tag, "");
        }
        words.trim().to_owned()
    };
    let mut same = |what: &str, ours: &str, theirs: &str| {
        if !theirs.is_empty() && plain(ours) != plain(theirs) {
            wrong.push(format!("{what}: {ours:?} for {theirs:?}"));
        }
    };
    same("title", entry.text("title"), &text("title"));
    let whole = ["publicationTitle", "bookTitle", "proceedingsTitle"].map(text).concat();
    same("container", entry.text("container-title"), &whole);
    same("volume", entry.text("volume"), &text("volume"));
    same("pages", entry.text("page"), &text("pages"));
    same("DOI", entry.text("DOI"), &text("DOI"));
    same("URL", entry.text("URL"), &text("url"));
    let year = |words: &str| {
        let digits =
            words.split(|sign: char| !sign.is_ascii_digit()).find(|part| part.len() == 4 && *part != "0000");
        digits.unwrap_or_default().to_owned()
    };
    let ours = entry.date("issued").map_or_else(String::new, cite::date::Date::to_words);
    same("year", &year(&ours), &year(&text("date")));
    let creators: Vec<String> = item["creators"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|creator| {
            let part = |key: &str| creator[key].as_str().unwrap_or_default();
            format!("{} {}", part("firstName"), part("lastName")).replace(',', "").trim().to_owned()
        })
        .collect();
    let mut people: Vec<String> = Vec::new();
    for (_, datum) in &entry.fields {
        if let Datum::Names(names) = datum {
            people.extend(names.iter().map(|name| {
                let given = [name.given.as_str(), &name.suffix].join(" ");
                let family = name.family_name();
                format!("{} {family}", given.trim()).trim().to_owned()
            }));
        }
    }
    let (mut ours, mut theirs) = (people.clone(), creators.clone());
    ours.sort();
    theirs.sort();
    if !theirs.is_empty() && ours != theirs {
        wrong.push(format!("creators: {people:?} for {creators:?}"));
    }
    wrong
}

#[test]
fn nothing_of_real_bibliographies_is_lost_on_the_way_in_and_out_again() {
    let Some(root) = crate::collection("13-citations") else { return };
    let files = files(&root);
    assert!(!files.is_empty());
    let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
    let (mut compared, mut agreeing, mut set) = (0, 0, 0_usize);
    for file in &files {
        let figure = figures.entry(file.format.id()).or_default();
        let library = cite::read(file.format, &file.bytes);
        figure.files += 1;
        figure.heads += heads(file);
        figure.entries += library.entries.len();
        figure.left_out += library.left_out;
        figure.problems += library.problems.len();
        for problem in &library.problems {
            println!("{}: {}", file.name, problem.words());
        }
        let found = cite::format_of(&file.bytes, "refs").map(Format::id);
        if found != Some(file.format.id()) {
            println!("{}: taken for {found:?}", file.name);
        }
        let out = file.format.write(&library.entries);
        let again = cite::read(file.format, out.as_bytes());
        let mut ids = std::collections::BTreeSet::new();
        assert_eq!(again.entries.len(), library.entries.len(), "{}:\n{out}", file.name);
        for (before, after) in library.entries.iter().zip(&again.entries) {
            // An entry without a name of its own, or with that of another one, is given one.
            let (mut before, mut after) = (before.clone(), after.clone());
            if before.text("id").is_empty() || !ids.insert(before.text("id").to_owned()) {
                before.fields.retain(|(name, _)| name != "id");
                after.fields.retain(|(name, _)| name != "id" && !name.ends_with("@key"));
            }
            if before == after {
                figure.equal += 1;
            } else {
                println!("{}: {before:#?}\n--- comes back as\n{after:#?}", file.name);
            }
        }
        for entry in &library.entries {
            let fields = source::of_entry(entry);
            let back = source::to_entry(&fields.typed, &fields.citation);
            if back == *entry {
                figure.by_source += 1;
            } else {
                println!("{}: {entry:#?}\n--- is as a source\n{fields:#?}", file.name);
            }
            // One style after the other, so that each meets a share of them.
            set += 1;
            let style = &style::ALL[set % style::ALL.len()];
            if set.is_multiple_of(5) {
                assert!(!style::faults(style.id, entry), "{}: {} {entry:?}", file.name, style.id);
            }
        }
        for (entry, item) in library.entries.iter().zip(&file.expected) {
            let wrong = differences(entry, item);
            compared += 1;
            agreeing += usize::from(wrong.is_empty());
            for wrong in wrong {
                println!("{}: {} {wrong}", file.name, entry.text("id"));
            }
        }
    }
    for (format, figure) in &figures {
        println!(
            "{format}: {} files, {} heads, {} entries read, {} left out, {} problems, {} come back equal, {} by way of a source",
            figure.files,
            figure.heads,
            figure.entries,
            figure.left_out,
            figure.problems,
            figure.equal,
            figure.by_source
        );
    }
    println!("as Zotero reads them: {agreeing} of {compared}");
    for (format, figure) in &figures {
        assert_eq!((figure.equal, figure.by_source), (figure.entries, figure.entries), "{format}");
        assert!(figure.entries * 100 >= figure.heads * 98, "{format}");
    }
}
