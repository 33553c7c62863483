//! What the program itself says of damaged projects: the words, and the exit codes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{copy, files};

/// A project that commands have made and closed.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(bench.path("a.txt"), "He took bribes in May.\n\nShe saw it.\n").unwrap();
        std::fs::write(bench.path("page.txt"), "a page").unwrap();
        assert_eq!(bench.code(&["new", "a.txt", "-o", "p"]), 0);
        assert_eq!(bench.code(&["add", "p", "source", "--title", "Page", "--file", "page.txt"]), 0);
        assert_eq!(bench.code(&["annotate", "p", "--kind", "claim", "--quote", "took bribes"]), 0);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redpencil"));
        command.args(arguments).current_dir(self.folder.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"] {
            command.env(name, self.path("machine"));
        }
        command.output().unwrap()
    }

    fn code(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).status.code().unwrap()
    }

    /// Returns standard output, whatever the exit code.
    fn said(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.run(arguments).stdout).unwrap()
    }

    fn change(&self, place: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let path = self.path("p").join(place);
        let mut bytes = std::fs::read(&path).unwrap();
        change(&mut bytes);
        std::fs::write(path, bytes).unwrap();
    }

    fn log(&self) -> String {
        let logs = files(&self.path("p/log"));
        format!("log/{}", logs.first().unwrap().display())
    }
}

fn places(project: &Path) -> Vec<String> {
    files(project).iter().map(|path| path.display().to_string()).collect()
}

#[test]
fn the_program_tells_flips_and_truncations_by_its_exit_code() {
    let bench = Bench::new();
    assert_eq!(bench.code(&["verify", "p"]), 0);
    let whole = bench.path("whole");
    copy(&bench.path("p"), &whole);
    let mut count = 0;
    for place in places(&whole) {
        let bytes = std::fs::read(whole.join(&place)).unwrap();
        for at in [0, bytes.len() / 3, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            for changed in [flipped, bytes[..at].to_vec()] {
                std::fs::write(bench.path("p").join(&place), &changed).unwrap();
                let lacks_line_end = changed.len() + 1 == bytes.len()
                    && bytes.last() == Some(&b'\n')
                    && (place.contains("log/") || place.contains(".git"));
                let expected = i32::from(!lacks_line_end);
                assert_eq!(bench.code(&["verify", "p"]), expected, "{at} of {place}");
                count += 1;
            }
        }
        std::fs::write(bench.path("p").join(&place), &bytes).unwrap();
    }
    println!("changes told by the program: {count}");
    assert_eq!(bench.code(&["verify", "p"]), 0);
}

#[test]
fn recover_makes_a_whole_project_and_says_what_was_lost() {
    let bench = Bench::new();
    bench.change("project.ron", |bytes| bytes.truncate(300));
    let log = bench.log();
    bench.change(&log, |bytes| {
        let at = bytes.windows(12).position(|window| window == b"open article").unwrap();
        bytes[at] = b'O';
    });
    let before: Vec<_> = files(&bench.path("p"))
        .iter()
        .map(|file| std::fs::read(bench.path("p").join(file)).unwrap())
        .collect();
    assert_eq!(bench.code(&["verify", "p"]), 1);
    assert_eq!(bench.code(&["recover", "p"]), 1);
    assert_eq!(bench.code(&["verify", "p-recovered"]), 0);
    let after: Vec<_> = files(&bench.path("p"))
        .iter()
        .map(|file| std::fs::read(bench.path("p").join(file)).unwrap())
        .collect();
    assert!(before == after, "the original was touched");
    let json: serde_json::Value =
        serde_json::from_str(&bench.said(&["recover", "p", "-o", "q", "--json"])).unwrap();
    assert_eq!((json["folder"].as_str(), json["complete"].as_bool()), (Some("q"), Some(false)));
    assert!(json["said"].as_array().unwrap().len() > 2, "{json}");
    assert!(bench.said(&["show", "q"]).contains("took bribes"));
    // A folder that is taken is not touched.
    assert_eq!(bench.code(&["recover", "p"]), 3);
}

#[test]
fn a_whole_project_is_recovered_whole() {
    let bench = Bench::new();
    let output = bench.run(&["recover", "p", "-o", "q"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(bench.code(&["verify", "q"]), 0);
    assert_eq!(bench.said(&["show", "p", "--json"]), bench.said(&["show", "q", "--json"]));
}

#[test]
fn what_was_edited_by_hand_is_taken_over_as_one_step() {
    let bench = Bench::new();
    assert_eq!(bench.code(&["recover", "p", "--take-over"]), 2, "there is nothing to take over");
    bench.change("project.ron", |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replacen("title: \"Page\"", "title: \"Minutes\"", 1).into_bytes();
    });
    assert!(!bench.said(&["show", "p"]).contains("Minutes"), "the logs count");
    assert!(bench.said(&["recover", "p", "--take-over"]).contains("title"));
    assert!(bench.said(&["show", "p"]).contains("Minutes"));
}

#[test]
fn of_a_newer_project_nothing_is_changed() {
    let bench = Bench::new();
    bench.change("project.ron", |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap().replacen("format 1\n", "format 9\n", 1);
        *bytes = text.into_bytes();
    });
    // Its checksum does not fit: that is a changed number, not a newer program.
    assert_eq!(bench.code(&["verify", "p"]), 1);
    let log = bench.log();
    bench.change(&log, |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (header, rest) = text.split_once('\n').unwrap();
        let header = header.split(" - sha-256").next().unwrap().replacen("log 1", "log 9", 1);
        *bytes = format!("{header}\n{rest}").into_bytes();
    });
    let output = bench.run(&["annotate", "p", "--kind", "claim", "--quote", "She saw"]);
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("newer redpencil") && told.contains("Update the program"), "{told}");
    assert_eq!(bench.code(&["recover", "p"]), 3);
    assert!(bench.said(&["show", "p"]).contains("took bribes"));
}
