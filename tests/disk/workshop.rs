//! A place of its own with an article, the real program, and what to ask about the projects in it.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};

use serde_json::Value as Json;
use tempfile::TempDir;

/// How long anything may take before it counts as hung.
pub const LONGEST: std::time::Duration = std::time::Duration::from_mins(2);

/// A folder with an article in it, and the program.
pub struct Workshop {
    folder: TempDir,
}

impl Workshop {
    pub fn new() -> Self {
        let workshop = Self { folder: tempfile::tempdir().unwrap() };
        let paragraph =
            "The committee met on 12 March, and “the members” said 📰 the plan would cost 4 million.\n\n";
        std::fs::write(workshop.path("article.txt"), paragraph.repeat(40)).unwrap();
        workshop
    }

    /// Begins with a project of the article.
    pub fn with_project(name: &str) -> Self {
        let workshop = Self::new();
        workshop.begin(name);
        workshop
    }

    /// Makes a project of the article.
    pub fn begin(&self, name: &str) {
        self.said(&["new", "article.txt", "-o", name]);
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Prepares the program to be called in this folder, on a machine of that name.
    pub fn on(&self, machine: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redpencil"));
        command.args(arguments);
        self.settle_in(&mut command, machine);
        command
    }

    /// Puts any command into this folder and onto a machine of that name.
    pub fn settle_in(&self, command: &mut Command, machine: &str) {
        command.current_dir(self.folder.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"] {
            command.env(name, self.path(machine));
        }
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(name);
        }
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.on("machine", arguments).output().unwrap()
    }

    /// Runs a command that has to end well, and returns what it printed.
    pub fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Shows a project, which has to open without a remark: no repair was needed.
    pub fn show(&self, project: &str) -> Json {
        self.opened(project).unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// Shows a project, or tells what is wrong with it.
    pub fn opened(&self, project: &str) -> Result<Json, String> {
        let output = self.run(&["show", project, "--json"]);
        let remarks = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || !remarks.is_empty() {
            return Err(format!("{project} opens with a remark: {remarks}"));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
    }

    /// Verifies a project: nothing may be damaged.
    pub fn expect_whole(&self, project: &str) {
        self.verified(project).unwrap_or_else(|fault| panic!("{fault}"));
    }

    /// Verifies a project, or tells what is wrong with it.
    pub fn verified(&self, project: &str) -> Result<(), String> {
        let output = self.run(&["verify", project]);
        let said = [output.stdout, output.stderr].concat();
        if output.status.success() {
            Ok(())
        } else {
            Err(format!("{project}: {}", String::from_utf8_lossy(&said)))
        }
    }

    /// Reads all logs, and the large transactions beside them.
    pub fn logs(&self, project: &str) -> String {
        let mut logs = String::new();
        for entry in std::fs::read_dir(self.path(project).join("log")).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            logs.push_str(&String::from_utf8_lossy(&bytes));
            logs.push('\n');
        }
        logs
    }

    /// Begins a process and listens to what it prints.
    pub fn start(mut command: Command) -> Running {
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        Running::of(command.spawn().unwrap())
    }

    /// Begins a save loop.
    pub fn start_loop(&self, machine: &str, project: &str, more: &[&str]) -> Running {
        Self::start(self.on(machine, &[&["save-loop", project], more].concat()))
    }
}

/// A process at work, with the lines that it prints.
pub struct Running {
    pub child: Child,
    pub lines: Receiver<String>,
}

impl Running {
    fn of(mut child: Child) -> Self {
        let (told, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        let aside = BufReader::new(child.stderr.take().unwrap());
        let also = told.clone();
        std::thread::spawn(move || {
            // A line without its end was cut off by the kill: nobody has heard it.
            let mut out = out;
            let mut line = String::new();
            while out.read_line(&mut line).is_ok_and(|count| count > 0) && line.ends_with('\n') {
                if told.send(line.trim_end().to_owned()).is_err() {
                    return;
                }
                line.clear();
            }
        });
        std::thread::spawn(move || {
            for line in aside.lines().map_while(Result::ok) {
                if also.send(format!("stderr {line}")).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for a line that begins so, handing every line on.
    pub fn wait_for(&self, beginning: &str, mut hear: impl FnMut(&str)) -> String {
        loop {
            let line =
                self.lines.recv_timeout(LONGEST).unwrap_or_else(|_| panic!("it never said “{beginning}”"));
            hear(&line);
            if line.starts_with(beginning) {
                return line;
            }
        }
    }

    /// Kills it, and hands on what it had printed.
    pub fn kill(mut self, hear: impl FnMut(&str)) {
        // One that has ended already cannot be killed any more.
        drop(self.child.kill());
        self.child.wait().unwrap();
        self.hear_out(hear);
    }

    /// Lets it end by itself, well, and hands on what it printed.
    pub fn end(mut self, mut hear: impl FnMut(&str)) {
        let mut said = Vec::new();
        self.hear_out(|line| {
            hear(line);
            said.push(line.to_owned());
        });
        assert!(self.child.wait().unwrap().success(), "{said:?}");
    }

    fn hear_out(&self, mut hear: impl FnMut(&str)) {
        while let Ok(line) = self.lines.recv_timeout(LONGEST) {
            hear(&line);
        }
    }
}

/// Runs one of the system's own commands, which has to end well.
pub fn system(words: &[&str]) {
    let output = Command::new(words[0]).args(&words[1..]).output().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
}
