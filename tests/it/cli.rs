//! The command line: the real program, run in folders of its own, away from this machine's settings.
#![expect(clippy::disallowed_methods, reason = "tests look at the files that the program made")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;

mod check_many;
mod desk_settings;
mod fields;
mod history;
mod join;
mod merge;
mod pack;
mod sample;
mod search;
mod sign_off;
mod source;

const ARTICLE: &str =
    "The 📰 vote\n\n“We won,” the mayor said on Friday. “Big.” Critics said on Friday he took bribes.\n";

/// A folder with an article in it, and the program.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(bench.path("vote.txt"), ARTICLE).unwrap();
        bench
    }

    /// With a project `p` of the article.
    fn with_project() -> Self {
        let bench = Self::new();
        assert_eq!(bench.line(&["new", "vote.txt", "-o", "p"]), "p");
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redpencil"));
        command.args(arguments).current_dir(self.folder.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"] {
            command.env(name, self.path("machine"));
        }
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that has to end well, and returns what it printed.
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that prints one line.
    fn line(&self, arguments: &[&str]) -> String {
        let said = self.said(arguments);
        let line = said.strip_suffix('\n').unwrap();
        assert!(!line.contains('\n'), "{said}");
        line.to_owned()
    }

    fn json(&self, arguments: &[&str]) -> Json {
        let output = self.run(arguments);
        assert!(output.status.code().unwrap() <= 1, "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn show(&self, project: &str) -> Json {
        self.json(&["show", project, "--json"])
    }

    /// Runs a command that has to end well, with something on its standard input.
    fn said_with(&self, arguments: &[&str], input: &str) -> String {
        let output = self.run_with(arguments, input);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that has to fail, with something on its standard input, and returns its words.
    fn refused_with(&self, code: i32, arguments: &[&str], input: &str) -> String {
        let output = self.run_with(arguments, input);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Who takes no more than it can use closes it before the end.
        drop(std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()));
        child.wait_with_output().unwrap()
    }

    /// Runs a command that has to fail, and returns its one sentence.
    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {words}");
        assert!(output.stdout.is_empty(), "{arguments:?} printed a result");
        assert_eq!(words.lines().count(), 1, "{words}");
        assert!(words.trim_end().ends_with(['.', '?']), "{words}");
        words
    }

    fn claim(&self, quote: &str) -> String {
        self.line(&["annotate", "p", "--kind", "claim", "--quote", quote])
    }
}

fn slice(text: &str, place: &Json) -> String {
    let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// Tells a file of the project from a lock beside it.
fn is_kept(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending != "lock")
}

#[test]
fn text_prints_the_article_as_it_is_read() {
    let bench = Bench::new();
    assert!(bench.said(&["text", "vote.txt"]).contains("“We won,” the mayor said"));
    let json = bench.json(&["text", "vote.txt", "--json"]);
    for key in ["title", "byline", "published", "site", "language", "text", "blocks", "warnings"] {
        assert!(json.get(key).is_some(), "{key} is missing");
    }
    let text = json["text"].as_str().unwrap();
    let blocks = json["blocks"].as_array().unwrap();
    assert_eq!(slice(text, &blocks[0]), "The 📰 vote");
    let last = slice(text, blocks.last().unwrap());
    assert!(last.starts_with("“We won,”") && last.ends_with("bribes."), "{last}");
    assert!(blocks.iter().all(|block| block["kind"].is_string()));
}

#[test]
fn what_cannot_be_read_is_told_apart_from_what_is_not_there() {
    let bench = Bench::new();
    std::fs::write(bench.path("empty.txt"), "").unwrap();
    std::fs::write(bench.path("blank.txt"), " \n\n").unwrap();
    std::fs::write(bench.path("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08")
        .unwrap();
    for name in ["empty.txt", "blank.txt", "picture.txt"] {
        bench.refused(4, &["text", name]);
        bench.refused(4, &["new", name, "-o", "p"]);
    }
    bench.refused(3, &["text", "missing.txt"]);
    bench.refused(3, &["new", "missing.txt", "-o", "p"]);
    assert!(!bench.path("p").exists(), "a failure leaves no project behind");
}

#[test]
fn a_project_is_not_made_in_a_folder_that_holds_something() {
    let bench = Bench::with_project();
    bench.refused(3, &["new", "vote.txt", "-o", "p"]);
    bench.refused(3, &["show", "missing"]);
    bench.refused(3, &["verify", "missing"]);
    bench.refused(3, &["verify", "."]);
    bench.refused(3, &["check", "vote.txt"]);
}

#[test]
fn a_wrong_call_is_told_in_one_sentence() {
    let bench = Bench::with_project();
    bench.refused(2, &["new", "vote.txt"]);
    bench.refused(2, &["annotate", "p", "--kind", "claim"]);
    bench.refused(2, &["annotate", "p", "--kind", "claim", "--quote", "Big", "--range", "1..2"]);
    bench.refused(2, &["annotate", "p", "--kind", "wish", "--quote", "Big"]);
    bench.refused(2, &["export", "p", "--format", "scroll", "-o", "x"]);
    bench.refused(2, &["frobnicate", "p", "--hard"]);
    bench.refused(2, &["chekc"]);
    assert!(bench.said(&["--help"]).contains("annotate"));
    let help = bench.said(&["annotate", "--help"]);
    assert!(help.starts_with("Marks words") && help.contains("--category"), "{help}");
}

#[test]
fn a_mark_is_made_by_its_words_with_the_fields_of_its_record() {
    let bench = Bench::with_project();
    let mark = bench.line(&[
        "annotate",
        "p",
        "--kind",
        "claim",
        "--quote",
        "he took bribes",
        "--category",
        "event",
        "--status",
        "in-progress",
        "--statement",
        "The mayor took bribes.",
        "--note",
        "Ask.",
        "--set",
        "materiality=defamatory",
        "--by",
        "Jo Roe",
    ]);
    let shown = bench.show("p");
    let annotation = &shown["annotations"][0];
    assert_eq!(annotation["id"], mark);
    for (key, value) in [
        ("kind", "claim"),
        ("quote", "he took bribes"),
        ("category", "event"),
        ("status", "in-progress"),
        ("note", "Ask."),
        ("statement", "The mayor took bribes."),
        ("state", "intact"),
    ] {
        assert_eq!(annotation[key], value, "{key}");
    }
    assert_eq!(annotation["number"], 1);
    assert_eq!(annotation["mentions"], serde_json::json!([mark]));
    let text = shown["text"].as_str().unwrap();
    assert_eq!(slice(text, annotation), "he took bribes");
    assert_eq!(slice(text, &annotation["ranges"][0]), "he took bribes");
    let claim = &shown["claims"][0];
    assert_eq!(claim["id"], annotation["record"]);
    assert_eq!(claim["statement"], "The mayor took bribes.");
    assert_eq!(claim["materiality"], "defamatory");
    assert_eq!(claim["status_by"], "Jo Roe");
    assert_eq!(claim["annotations"], serde_json::json!([mark]));
}

#[test]
fn a_mark_is_made_by_code_points_and_taken_as_given() {
    let bench = Bench::with_project();
    let mark = bench.line(&["annotate", "p", "--kind", "claim", "--range", "4..10", "--range", "12..20"]);
    let shown = bench.show("p");
    let annotation = &shown["annotations"][0];
    assert_eq!(annotation["id"], mark);
    assert_eq!((annotation["start"].as_u64(), annotation["end"].as_u64()), (Some(4), Some(20)));
    let text = shown["text"].as_str().unwrap();
    assert_eq!(slice(text, &annotation["ranges"][0]), "📰 vote");
    assert_eq!(slice(text, &annotation["ranges"][1]), "“We won,");
    let length = text.chars().count();
    for wrong in [format!("0..{}", length + 1), "9..9".into(), "9..4".into(), "a..b".into(), "7".into()] {
        bench.refused(2, &["annotate", "p", "--kind", "claim", "--range", &wrong]);
    }
    assert_eq!(bench.show("p")["annotations"].as_array().unwrap().len(), 1);
}

#[test]
fn words_in_several_places_need_context() {
    let bench = Bench::with_project();
    let refusal = bench.refused(2, &["annotate", "p", "--kind", "claim", "--quote", "on Friday"]);
    assert!(refusal.contains("2 places") && refusal.contains(".."), "{refusal}");
    let annotate = ["annotate", "p", "--kind", "claim", "--quote", "on Friday"];
    bench.line(&[&annotate[..], &["--suffix", " he took"]].concat());
    bench.line(&[&annotate[..], &["--prefix", "mayor said "]].concat());
    let shown = bench.show("p");
    let starts: Vec<u64> = shown["annotations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|annotation| annotation["start"].as_u64().unwrap())
        .collect();
    assert_eq!(starts.len(), 2);
    assert!(starts[0] < starts[1]);
    bench.refused(2, &[&annotate[..], &["--prefix", "nobody said"]].concat());
}

#[test]
fn words_that_stand_nowhere_are_refused_with_the_nearest() {
    let bench = Bench::with_project();
    let refusal = bench.refused(2, &["annotate", "p", "--kind", "claim", "--quote", "he took the bribes"]);
    assert!(refusal.contains("he took bribes"), "{refusal}");
    bench.refused(2, &["annotate", "p", "--kind", "claim", "--quote", "zebras in the harbour"]);
}

#[test]
fn the_same_words_twice_are_one_mark() {
    let bench = Bench::with_project();
    let mark = bench.claim("he took bribes");
    assert_eq!(bench.claim("he took bribes"), mark);
    bench.refused(
        2,
        &["annotate", "p", "--kind", "claim", "--quote", "he took bribes", "--statement", "Another."],
    );
    let other = bench.line(&["annotate", "p", "--kind", "opinion", "--quote", "he took bribes"]);
    assert_ne!(other, mark);
}

#[test]
fn a_broken_quotation_is_one_mark_and_a_record_has_several_mentions() {
    let bench = Bench::with_project();
    bench.line(&["add", "p", "person", "--name", "The Mayor", "--aliases", "mayor"]);
    let mark = bench.line(&[
        "annotate",
        "p",
        "--kind",
        "quote",
        "--quote",
        "“We won,”",
        "--quote",
        "“Big.”",
        "--speaker",
        "mayor",
        "--cue",
        "said",
    ]);
    let shown = bench.show("p");
    assert_eq!(shown["annotations"][0]["ranges"].as_array().unwrap().len(), 2);
    assert_eq!(shown["quotations"][0]["speaker"], shown["people"][0]["id"]);
    let record = shown["annotations"][0]["record"].as_str().unwrap().to_owned();
    let mention = bench.line(&["annotate", "p", "--kind", "quote", "--quote", "Big", "--record", &record]);
    let shown = bench.show("p");
    assert_eq!(shown["quotations"].as_array().unwrap().len(), 1);
    assert_eq!(shown["quotations"][0]["annotations"], serde_json::json!([mark, mention]));
    bench.refused(2, &["annotate", "p", "--kind", "claim", "--quote", "Big", "--record", &record]);
    bench.refused(2, &["annotate", "p", "--kind", "quote", "--quote", "Big", "--record", "t-0000000000"]);
}

#[test]
fn an_allegation_knows_its_parties_and_the_response_to_it() {
    let bench = Bench::with_project();
    let mayor = bench.line(&["add", "p", "person", "--name", "The mayor"]);
    bench.line(&[
        "annotate",
        "p",
        "--kind",
        "allegation",
        "--quote",
        "he took bribes",
        "--gist",
        "Bribery",
        "--accused",
        "The mayor",
        "--accuser-note",
        "unnamed critics",
        "--stage",
        "alleged",
    ]);
    bench.line(&["annotate", "p", "--kind", "response", "--quote", "We won", "--answers", "Bribery"]);
    let shown = bench.show("p");
    let allegation = &shown["allegations"][0];
    assert_eq!(allegation["accused"], serde_json::json!([mayor]));
    assert_eq!(allegation["accuser_note"], "unnamed critics");
    assert_eq!(allegation["responses"].as_array().unwrap().len(), 1);
    bench.refused(2, &["annotate", "p", "--kind", "claim", "--quote", "Big", "--stage", "alleged"]);
    bench.refused(2, &["annotate", "p", "--kind", "allegation", "--quote", "Big", "--stage", "guilty"]);
    bench.refused(2, &["annotate", "p", "--kind", "allegation", "--quote", "Big", "--accused", "Nobody"]);
}

#[test]
fn evidence_comes_with_a_new_source_or_one_that_is_there() {
    let bench = Bench::with_project();
    bench.claim("he took bribes");
    let record = bench.show("p")["claims"][0]["id"].as_str().unwrap().to_owned();
    std::fs::write(bench.path("scan.pdf"), b"%PDF-1.4 minutes").unwrap();
    let attach = ["attach", "p", "--record", &record];
    let first = bench.line(
        &[
            &attach[..],
            &[
                "--title",
                "Minutes",
                "--kind",
                "document",
                "--file",
                "scan.pdf",
                "--source-note",
                "From the clerk",
            ],
            &["--locator", "p. 3", "--excerpt", "He was paid.", "--stance", "contradicts", "--note", "Thin"],
        ]
        .concat(),
    );
    bench.line(&[&attach[..], &["--source", "Minutes", "--locator", "p. 4"]].concat());
    let shown = bench.show("p");
    assert_eq!(shown["sources"].as_array().unwrap().len(), 1);
    let source = &shown["sources"][0];
    assert_eq!(
        (source["title"].as_str(), source["note"].as_str()),
        (Some("Minutes"), Some("From the clerk"))
    );
    let kept = format!("p/evidence/{}.pdf", source["file"]["sha256"].as_str().unwrap());
    assert_eq!(std::fs::read(bench.path(&kept)).unwrap(), b"%PDF-1.4 minutes");
    let evidence =
        shown["evidence"].as_array().unwrap().iter().find(|evidence| evidence["id"] == first).unwrap();
    assert_eq!(evidence["locator"], "p. 3");
    assert_eq!((evidence["stance"].as_str(), evidence["note"].as_str()), (Some("contradicts"), Some("Thin")));
    assert_eq!(shown["annotations"][0]["evidence"].as_array().unwrap().len(), 2);
    bench.refused(2, &attach);
    bench.refused(2, &[&attach[..], &["--source", "Minutes", "--title", "Other"]].concat());
    bench.refused(2, &["attach", "p", "--record", "c-0000000000", "--title", "Minutes"]);
    bench.refused(3, &[&attach[..], &["--title", "Lost", "--file", "missing.pdf"]].concat());
}

#[test]
fn fields_are_set_emptied_and_guarded() {
    let bench = Bench::with_project();
    bench.claim("he took bribes");
    let record = bench.show("p")["claims"][0]["id"].as_str().unwrap().to_owned();
    bench.said(&["set", "p", &record, "status=needs-fix", "replacement=he was paid", "note=a=b"]);
    bench.said(&["set", "p", "article", "slug=vote", "title=Vote"]);
    let shown = bench.show("p");
    let claim = &shown["claims"][0];
    assert_eq!(claim["status"], "needs-fix");
    assert_eq!((claim["replacement"].as_str(), claim["note"].as_str()), (Some("he was paid"), Some("a=b")));
    assert_eq!((shown["title"].as_str(), shown["article"]["slug"].as_str()), (Some("Vote"), Some("vote")));
    bench.said(&["set", "p", &record, "note="]);
    assert!(bench.show("p")["claims"][0]["note"].is_null());
    for wrong in ["colour=red", "status=sure", "created=now", "note"] {
        bench.refused(2, &["set", "p", &record, wrong]);
    }
}

#[test]
fn checking_ends_with_one_until_nothing_blocks() {
    let bench = Bench::with_project();
    assert_eq!(bench.run(&["check", "p"]).status.code(), Some(1));
    let findings = bench.json(&["check", "p", "--json"]);
    let finding = &findings[0];
    for key in ["rule", "level", "message", "annotation", "start", "end", "waived"] {
        assert!(finding.get(key).is_some(), "{key} is missing");
    }
    assert_eq!(finding["waived"], false);
    let text = bench.show("p")["text"].as_str().unwrap().to_owned();
    assert!(slice(&text, finding).starts_with("Critics said"), "{finding}");
    let end = text.chars().count().to_string();
    bench.line(&["annotate", "p", "--kind", "nocheck", "--range", &format!("0..{end}")]);
    assert_eq!(bench.run(&["check", "p"]).status.code(), Some(0));
    let left = bench.json(&["check", "p", "--json"]);
    assert!(left.as_array().unwrap().iter().all(|finding| finding["level"] != "blocking"), "{left}");
}

#[test]
fn marks_go_out_and_in_again_unchanged() {
    let bench = Bench::with_project();
    bench.line(&[
        "annotate",
        "p",
        "--kind",
        "claim",
        "--quote",
        "he took bribes",
        "--note",
        "📰",
        "--status",
        "disputed",
    ]);
    bench.line(&["annotate", "p", "--kind", "quote", "--quote", "“We won,”", "--quote", "“Big.”"]);
    bench.line(&["annotate", "p", "--kind", "query", "--quote", "mayor", "--question", "Which one?"]);
    let export = |project: &str, to: &str| {
        assert_eq!(bench.line(&["export", project, "--format", "web-annotation", "-o", to]), to);
        std::fs::read_to_string(bench.path(to)).unwrap()
    };
    let out = export("p", "out.json");
    bench.line(&["new", "vote.txt", "-o", "fresh"]);
    assert_eq!(
        bench.line(&["import", "fresh", "--format", "web-annotation", "out.json"]),
        "3 marks imported."
    );
    assert_eq!(export("fresh", "again.json"), out);
    assert_eq!(bench.line(&["import", "fresh", "--format", "web-annotation", "out.json"]), "No new marks.");
    assert_eq!(bench.show("fresh")["annotations"], bench.show("p")["annotations"]);
    bench.refused(4, &["import", "p", "--format", "web-annotation", "vote.txt"]);
    bench.refused(3, &["import", "p", "--format", "web-annotation", "missing.json"]);
}

#[test]
fn the_report_is_one_file_and_goes_only_where_there_is_a_folder() {
    let bench = Bench::with_project();
    bench.claim("he took bribes");
    bench.line(&["export", "p", "--format", "html", "--audience", "internal", "-o", "report.html"]);
    let report = std::fs::read_to_string(bench.path("report.html")).unwrap();
    assert!(report.contains("he took bribes") && !report.contains("<script"));
    bench.refused(3, &["export", "p", "--format", "html", "-o", "missing/report.html"]);
    bench.refused(2, &["export", "p", "--format", "html", "--audience", "martians", "-o", "x.html"]);
}

#[test]
fn commands_in_a_row_continue_one_log() {
    let bench = Bench::with_project();
    bench.claim("he took bribes");
    bench.claim("Critics");
    let logs: Vec<String> = files(&bench.path("p/log")).into_iter().filter(|name| is_kept(name)).collect();
    assert_eq!(logs.len(), 1, "{logs:?}");
    let verified = bench.json(&["verify", "p", "--json"]);
    assert_eq!(verified, serde_json::json!({ "ok": true, "problems": [] }));
}

#[test]
fn two_people_who_set_one_field_apart_leave_a_conflict_that_a_third_step_settles() {
    let bench = Bench::with_project();
    bench.claim("Critics");
    let record = bench.show("p")["claims"][0]["id"].as_str().unwrap().to_owned();
    copy(&bench.path("p"), &bench.path("q"));
    bench.line(&["annotate", "p", "--kind", "nocheck", "--range", "0..94"]);
    bench.said(&["set", "p", &record, "statement=One."]);
    bench.said(&["set", "q", &record, "statement=Other."]);
    for name in files(&bench.path("q/log")) {
        if !bench.path("p/log").join(&name).exists() {
            std::fs::copy(bench.path("q/log").join(&name), bench.path("p/log").join(&name)).unwrap();
        }
    }
    let output = bench.run(&["check", "p", "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    let conflict = &bench.show("p")["conflicts"][0];
    assert_eq!(
        (conflict["record"].as_str(), conflict["field"].as_str()),
        (Some(&*record), Some("statement"))
    );
    assert_eq!(conflict["values"].as_array().unwrap().len(), 2);
    copy(&bench.path("p"), &bench.path("r"));
    let listed =
        [bench.said(&["show", "p"]), String::from_utf8_lossy(&bench.run(&["check", "p"]).stdout).into()];
    for listed in listed {
        for words in
            ["statement of claim 2", "  One.  [", "  Other.  [", "set PROJECT ID --keep FIELD=NUMBER"]
        {
            assert!(listed.contains(words), "{words} is missing in {listed}");
        }
    }
    bench.refused(2, &["set", "r", &record, "--keep", "statement=3"]);
    bench.refused(2, &["set", "r", &record, "--keep", "note=1"]);
    bench.refused(2, &["set", "r", &record, "--keep", "record=1"]);
    let values = bench.show("r")["conflicts"][0]["values"].as_array().unwrap().clone();
    let number = values.iter().position(|value| value == "One.").unwrap() + 1;
    bench.said(&["set", "r", &record, "--keep", &format!("statement={number}")]);
    assert_eq!(bench.show("r")["claims"][0]["statement"], "One.");
    assert_eq!(bench.show("r")["conflicts"], serde_json::json!([]));
    bench.said(&["set", "p", &record, "statement=Both."]);
    assert_eq!(bench.show("p")["conflicts"], serde_json::json!([]));
    assert_eq!(bench.run(&["check", "p"]).status.code(), Some(0));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn looking_changes_nothing() {
    let bench = Bench::with_project();
    bench.claim("Critics");
    let state = |name: &str| std::fs::read(bench.path(name)).unwrap();
    let (before, listed) = (state("p/project.ron"), files(&bench.path("p/log")));
    bench.show("p");
    bench.json(&["check", "p", "--json"]);
    bench.said(&["verify", "p"]);
    bench.said(&["show", "p/project.ron"]);
    assert_eq!((state("p/project.ron"), files(&bench.path("p/log"))), (before, listed));
}

#[test]
fn one_flipped_bit_is_found() {
    let bench = Bench::with_project();
    bench.claim("Critics");
    for folder in ["p/drafts", "p/log", "p/originals"] {
        let name = files(&bench.path(folder)).into_iter().find(|name| is_kept(name)).unwrap();
        let path = bench.path(folder).join(name);
        let whole = std::fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        std::fs::write(&path, &flipped).unwrap();
        let output = bench.run(&["verify", "p", "--json"]);
        assert_eq!(output.status.code(), Some(1), "{folder}");
        let found: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(found["ok"], false);
        for key in ["what", "where", "repair"] {
            assert!(found["problems"][0][key].is_string(), "{found}");
        }
        assert_eq!(bench.run(&["verify", "p"]).status.code(), Some(1));
        std::fs::write(&path, &whole).unwrap();
    }
    assert_eq!(bench.run(&["verify", "p"]).status.code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let bench = Bench::with_project();
    let mut child = bench
        .command(&["show", "p", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn without_a_display_the_sample_is_checked_and_reported() {
    let bench = Bench::new();
    for arguments in [&[][..], &["vote.txt"]] {
        let output = bench.run(arguments);
        assert_eq!(output.status.code(), Some(0));
        let reason = String::from_utf8(output.stderr).unwrap();
        assert_eq!(reason.lines().count(), 1, "{reason}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("blocking") && said.contains("annotate"), "{said}");
        let path = said.lines().find_map(|line| line.split_once("report: ")).unwrap().1;
        let report = std::fs::read_to_string(path).unwrap();
        assert!(report.contains("investiagtion"));
        assert!(Path::new(path).starts_with(bench.path("machine")));
    }
}

#[test]
fn sealed_words_come_from_standard_input_alone_and_are_shown_nowhere() {
    let bench = Bench::with_project();
    let source = bench.line(&["add", "p", "source", "--title", "A clerk"]);
    let refusal = bench.refused(2, &["set", "p", &source, "contact=555-0142"]);
    assert!(refusal.contains("--seal contact") && !refusal.contains("555"), "{refusal}");
    let refusal = bench.refused(2, &["add", "p", "source", "--title", "B", "--contact", "555-0142"]);
    assert!(refusal.contains("--contact") && !refusal.contains("555"), "{refusal}");
    assert_eq!(bench.said_with(&["set", "p", &source, "--seal", "contact", "note=n"], "555-0142\n"), "");
    let shown = bench.show("p");
    assert_eq!(shown["sources"][0]["contact"], serde_json::json!({ "sealed": true }));
    assert_eq!(shown["sources"][0]["note"], "n");
    assert!(!shown.to_string().contains("555") && !bench.said(&["show", "p"]).contains("555"));
    let sealed: Vec<_> = std::fs::read_dir(bench.path("p/sealed")).unwrap().flatten().collect();
    let file = sealed.iter().find(|file| file.file_name() != ".gitignore").unwrap().path();
    assert!(std::fs::read_to_string(&file).unwrap().contains("words: \"555-0142\""));
    for (count, told) in [(70_000, "70000"), (2 << 20, "1048576 bytes or more")] {
        let refusal = bench.refused_with(2, &["set", "p", &source, "--seal", "contact"], &"x".repeat(count));
        assert!(refusal.contains(told) && refusal.contains("65536") && !refusal.contains("xx"), "{refusal}");
    }
    std::fs::remove_file(&file).unwrap();
    assert!(bench.said(&["verify", "p"]).contains("was purged or is not on this machine"));
    bench.said_with(&["set", "p", &source, "--seal", "contact"], "555-0143");
    assert_eq!(bench.said(&["set", "p", &source, "--purge", "contact"]), "");
    assert_eq!(bench.show("p")["sources"][0]["contact"], Json::Null);
    assert_eq!(std::fs::read_dir(bench.path("p/sealed")).unwrap().count(), 1);
    assert!(bench.refused(2, &["set", "p", &source, "--purge", "note"]).contains("is not sealed"));
    assert!(bench.refused(2, &["set", "p", &source, "--seal", "nonsense"]).contains("no field"));
}

#[test]
fn the_checklist_is_answered_by_the_question_s_name_and_shown() {
    let bench = Bench::with_project();
    assert!(bench.said(&["show", "p"]).contains("Checklist: 0 of "));
    bench.said(&["set", "p", "headline", "state=done", "note=Seen by two", "--by", "Ann"]);
    bench.said(&["set", "p", "captions", "state=Does not apply"]);
    let shown = bench.said(&["show", "p"]);
    assert!(shown.contains("Checklist: 2 of ") && shown.contains("Seen by two"), "{shown}");
    let json = bench.show("p");
    let headline = &json["checklist"][0];
    assert_eq!((&headline["row"], &headline["state"]), (&"headline".into(), &"done".into()));
    assert_eq!(headline["signed"]["by"], "Ann");
    assert_eq!(json["checklist"][1]["state"], Json::Null);
    for (format, audience, told) in [
        ("html", "internal", true),
        ("markdown", "internal", true),
        ("html", "public", false),
        ("csv", "public", false),
    ] {
        bench.line(&["export", "p", "--format", format, "--audience", audience, "--anyway", "-o", "out"]);
        let report = std::fs::read_to_string(bench.path("out")).unwrap();
        let tells = |words: &str| report.contains(words);
        assert_eq!(tells("Seen by two") && tells("bear out the headline"), told, "{format} for {audience}");
        assert!(told || !tells("Seen by two"), "{format} for {audience}");
    }
    assert!(bench.refused(2, &["set", "p", "headline", "state=perhaps"]).contains("not-applicable"));
    assert!(bench.refused(2, &["set", "p", "headlines", "state=done"]).contains("is no id"));
}

#[test]
fn a_finding_is_waived_with_a_reason_and_the_waiver_taken_back() {
    let bench = Bench::with_project();
    let finding = bench.json(&["check", "p", "--json"])[0].clone();
    let (rule, subject) = (finding["rule"].as_str().unwrap(), finding["subject"].as_str().unwrap());
    assert!(bench.refused(2, &["waive", "p", "nonsense", subject, "Fine"]).contains(rule));
    assert!(bench.refused(2, &["waive", "p", rule, "nonsense", "Fine"]).contains("found nothing about"));
    bench.refused(2, &["waive", "p", rule, subject]);
    bench.said(&["waive", "p", rule, subject, "Counsel has seen it", "--by", "Ann"]);
    let waived = bench.json(&["check", "p", "--json"]);
    let waived =
        waived.as_array().unwrap().iter().find(|one| one["subject"] == subject && one["rule"] == rule);
    assert_eq!(waived.unwrap()["reason"], "Counsel has seen it");
    bench.said(&["waive", "p", rule, subject, "--take-back"]);
    assert!(bench.refused(2, &["waive", "p", rule, subject, "--take-back"]).contains("is not waived"));
}

#[test]
fn all_that_a_rule_found_is_waived_for_one_reason_and_taken_back() {
    let bench = Bench::with_project();
    let rule = bench.json(&["check", "p", "--json"])[0]["rule"].as_str().unwrap().to_owned();
    let waived = || -> Vec<bool> {
        let findings = bench.json(&["check", "p", "--json"]);
        let those = findings.as_array().unwrap().iter().filter(|one| one["rule"] == rule.as_str());
        those.map(|one| one["waived"] == true && one["waived_by"] == "Ann").collect()
    };
    assert!(!waived().is_empty());
    bench.refused(2, &["waive", "p", &rule, "--all"]);
    bench.refused(2, &["waive", "p", &rule, "--all", "--with", "no such words", "Fine"]);
    bench.run(&["waive", "p", &rule, "--all", "Counsel has seen it", "--by", "Ann"]);
    assert!(waived().iter().all(|is_waived| *is_waived));
    assert!(bench.refused(2, &["waive", "p", &rule, "--all", "Again"]).contains("not waived already"));
    bench.run(&["waive", "p", &rule, "--all", "--take-back"]);
    assert!(waived().iter().all(|is_waived| !is_waived));
}

#[test]
fn a_fault_of_the_last_time_is_told_once() {
    let bench = Bench::with_project();
    let reports = bench.path("machine").join("redpencil/faults");
    std::fs::create_dir_all(&reports).unwrap();
    std::fs::write(reports.join("new-2026-11-22T10-00-00Z-1.txt"), "where: src/gui/app.rs, line 1\n")
        .unwrap();
    let told = |output: Output| String::from_utf8(output.stderr).unwrap();
    let first = told(bench.run(&["show", "p"]));
    assert!(
        first.contains("met a fault of its own last time; what was saved is safe. The report is in "),
        "{first}"
    );
    assert_eq!(first.lines().count(), 1);
    assert_eq!(told(bench.run(&["show", "p"])), "");
}
