//! Places that refuse: a full disk, one that can only be read, a folder behind a link, one that is copied meanwhile.

use std::path::PathBuf;
use std::process::Command;

use super::tally::Tally;
use super::workshop::Workshop;

/// A small disk of its own, for as long as this lives.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts one in the workshop; says so where that is not allowed.
    fn mount(workshop: &Workshop, size: &str) -> Option<Self> {
        let place = workshop.path("disk");
        std::fs::create_dir(&place).unwrap();
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "redpencil-test"])
            .arg(&place)
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(place));
        }
        eprintln!("skipped: no disk can be mounted here, that takes root");
        None
    }

    /// Takes all the room that is left.
    fn fill(&self) {
        let ballast =
            "dd if=/dev/zero of=\"$0\" bs=4096; dd if=/dev/zero of=\"$0\" bs=1 oflag=append conv=notrunc";
        let ended = Command::new("sh").args(["-c", ballast]).arg(self.0.join("ballast")).output().unwrap();
        assert!(!ended.status.success(), "there is still room");
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("ballast")).unwrap();
    }

    /// Mounts it anew with other options, as soon as nobody has a file open for writing.
    fn remount(&self, how: &str) {
        let tried = || {
            let mut command = Command::new("mount");
            command.args(["-o", &format!("remount,{how}")]).arg(&self.0);
            command.output().unwrap().status.success()
        };
        assert!((0..2_000).any(|_| tried()), "the disk is busy");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

#[test]
fn on_a_full_disk_work_goes_on_and_saves_itself_once_there_is_room() {
    let workshop = Workshop::new();
    let Some(disk) = SmallDisk::mount(&workshop, "2m") else { return };
    workshop.begin("disk/p");
    let mut tally = Tally::default();
    let running = workshop.start_loop("machine", "disk/p", &["--checkpoint", "3", "--pause", "2"]);
    for _ in 0..3 {
        running.wait_for("ack ", |line| tally.hear(line));
    }
    disk.fill();
    let words = running.wait_for("unsaved ", |line| tally.hear(line));
    assert!(words.contains("the disk is full"), "{words}");
    // It goes on working while nothing can be saved.
    let before = tally.acknowledged();
    for _ in 0..5 {
        running.wait_for("doing ", |line| tally.hear(line));
    }
    assert_eq!(tally.acknowledged(), before, "nothing counts as saved on a full disk");
    // A command is told in words, and what was there before opens.
    let output = workshop.run(&["annotate", "disk/p", "--kind", "claim", "--range", "0..9"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("Make room and try again"), "{told}");
    tally.check(&workshop, "disk/p");
    disk.make_room();
    running.wait_for("saved", |line| tally.hear(line));
    for _ in 0..10 {
        running.wait_for("ack ", |line| tally.hear(line));
    }
    running.kill(|line| tally.hear(line));
    tally.check(&workshop, "disk/p");
    eprintln!(
        "full disk: {} actions acknowledged, {} before it was full; nothing lost",
        tally.acknowledged(),
        before
    );
}

#[test]
fn a_disk_that_becomes_read_only_is_told_in_words_and_saved_to_once_it_is_writable_again() {
    let workshop = Workshop::new();
    let Some(disk) = SmallDisk::mount(&workshop, "2m") else { return };
    workshop.begin("disk/p");
    let mut tally = Tally::default();
    let running = workshop.start_loop("machine", "disk/p", &["--pause", "2"]);
    running.wait_for("ack ", |line| tally.hear(line));
    // A log that is open for writing keeps a disk from being made read-only; on a full one it is given up.
    disk.fill();
    running.wait_for("unsaved ", |line| tally.hear(line));
    disk.remount("ro");
    let words = running.wait_for("unsaved ", |line| tally.hear(line));
    assert!(words.contains("can only be read"), "{words}");
    for arguments in [
        &["annotate", "disk/p", "--kind", "claim", "--range", "0..9"][..],
        &["save-loop", "disk/p", "--count", "1"],
    ] {
        let output = workshop.run(arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains("open for reading only") && told.contains("Save a copy"), "{told}");
    }
    // Looking at it works, without a remark.
    tally.check(&workshop, "disk/p");
    disk.remount("rw");
    disk.make_room();
    running.wait_for("saved", |line| tally.hear(line));
    running.kill(|line| tally.hear(line));
    tally.check(&workshop, "disk/p");
}

#[test]
fn a_project_behind_a_link_is_the_same_project() {
    let workshop = Workshop::with_project("real");
    std::os::unix::fs::symlink("real", workshop.path("link")).unwrap();
    let mut tally = Tally::default();
    let both = [
        workshop.start_loop("machine", "link", &["--writer-name", "ann", "--count", "20"]),
        workshop.start_loop("machine", "real/project.ron", &["--writer-name", "ben", "--count", "20"]),
    ];
    for running in both {
        running.end(|line| tally.hear(line));
    }
    let killed = workshop.start_loop("machine", "link", &["--checkpoint", "2"]);
    for _ in 0..10 {
        killed.wait_for("ack ", |line| tally.hear(line));
    }
    killed.kill(|line| tally.hear(line));
    tally.check(&workshop, "link");
    tally.check(&workshop, "real");
    let still_a_link = std::fs::symlink_metadata(workshop.path("link")).unwrap().file_type().is_symlink();
    assert!(still_a_link);
}

#[test]
fn a_folder_copied_while_it_is_written_opens_with_all_that_was_acknowledged_before() {
    let workshop = Workshop::with_project("p");
    let mut tally = Tally::default();
    let running = workshop.start_loop("machine", "p", &["--checkpoint", "3"]);
    let (copies, mut behind) = (12, 0);
    for copy in 0..copies {
        for _ in 0..4 {
            running.wait_for("ack ", |line| tally.hear(line));
        }
        let name = format!("copy-{copy}");
        // What was acknowledged before the copying began has to be there; what comes while it goes on may be.
        let so_far = tally.clone();
        let output =
            Command::new("cp").arg("-a").arg(workshop.path("p")).arg(workshop.path(&name)).output().unwrap();
        // A temporary file may be gone by the time it is its turn.
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.lines().all(|line| line.contains("/.redpencil-")), "{told}");
        let output = workshop.run(&["show", &name, "--json"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let shown = serde_json::from_slice(&output.stdout).unwrap();
        while let Ok(line) = running.lines.try_recv() {
            tally.hear(&line);
        }
        let missing = so_far.or_later(&tally).missing(&shown, &workshop.logs(&name));
        assert!(missing.is_empty(), "{}", missing.join("\n"));
        behind += usize::from(workshop.verified(&name).is_err());
        // Whoever goes on in it can.
        workshop.said(&["annotate", &name, "--kind", "claim", "--range", "3..17"]);
    }
    running.kill(|line| tally.hear(line));
    tally.check(&workshop, "p");
    eprintln!(
        "copies by cp -a while a loop was writing: {copies}, all open with everything acknowledged before; of {behind} \
         verify says that a log or a file lags behind project.ron"
    );
}
