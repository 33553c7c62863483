//! Faults of the program itself: a report of each stays on this machine, and the next start tells of it once.
//!
//! *Invariant:* a report holds nothing of anybody's work. It says when and where in the source, and names functions; the
//! fault's own words are left out, because they quote what was being worked on, and so is every path but those of
//! source files within their own packages.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};

use super::vfs::{self, Access, Vfs, VfsError};
use super::{Place, place, system};

/// The folder of the reports, in the machine's state folder.
const FOLDER: &str = "faults";
/// What the name of a report begins with until somebody was told of it, and afterwards.
const NEW: &str = "new-";
const TOLD: &str = "told-";
/// How many reports are kept.
const KEPT: usize = 20;

/// Faults that nobody has been told of yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The folder that the reports stand in.
    pub folder: PathBuf,
    /// The reports, by their names, oldest first.
    reports: Vec<String>,
}

/// Has every fault from now on reported, and said in one sentence.
pub fn report_all(place: Place) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |fault| {
        let said = match keep(&place, &report(fault)) {
            Ok(path) => format!("A report without any of your text is in {}.", path.display()),
            Err(error) => format!("No report could be kept: {error}."),
        };
        // Where nobody can be told, nobody is.
        drop(writeln!(
            std::io::stderr(),
            "redpencil met a fault of its own. What was saved is safe in the project’s log. {said}"
        ));
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            // Whoever looks for faults wants all of it, on the screen alone.
            before(fault);
        }
    }));
}

/// Returns the folder that the reports stand in, made or not.
pub fn folder(place: &Place) -> PathBuf {
    place.state_folder().join(FOLDER)
}

/// Looks for faults that nobody has been told of.
pub fn news(place: &Place) -> Option<News> {
    let folder = folder(place);
    let entries = place.vfs.list(&folder).ok()?;
    let names = entries.into_iter().filter_map(|entry| entry.name.into_string().ok());
    let reports: Vec<String> = names.filter(|name| name.starts_with(NEW)).collect();
    (!reports.is_empty()).then_some(News { folder, reports })
}

impl News {
    /// Says it in one sentence.
    pub fn sentence(&self) -> String {
        let times = match self.reports.len() {
            1 => "a fault".to_owned(),
            several => format!("{several} faults"),
        };
        format!("redpencil met {times} of its own last time; what was saved is safe.")
    }

    /// Notes that somebody was told, so that nobody is told again.
    pub fn note_told(&self, place: &Place) {
        for name in &self.reports {
            let told = name.replacen(NEW, TOLD, 1);
            // Where that cannot be noted, it is told again.
            drop(place.vfs.rename_over(&self.folder.join(name), &self.folder.join(told)));
        }
    }
}

/// Writes down what is known of a fault.
fn report(fault: &PanicHookInfo<'_>) -> String {
    let mut report = format!("redpencil {} met a fault of its own.\n", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(report, "when: {}", system::now());
    let _ = writeln!(report, "system: {} {}", std::env::consts::OS, std::env::consts::ARCH);
    let _ = writeln!(report, "thread: {}", std::thread::current().name().unwrap_or("without a name"));
    if let Some(place) = fault.location() {
        let _ = writeln!(report, "where: {}, line {}", within_package(place.file()), place.line());
    }
    report.push_str("functions, the last one called first:\n");
    for name in functions(&Backtrace::force_capture().to_string()) {
        let _ = writeln!(report, "    {name}");
    }
    report
}

/// Cuts off what stands before a source file's own package: where it was built is nobody's business.
fn within_package(file: &str) -> String {
    let file = file.replace('\\', "/");
    let after = |mark: &str| file.rfind(mark).map(|at| &file[at + mark.len()..]);
    // Packages stand in a folder named by their registry; the standard library in one named by its commit.
    let package = after("/registry/src/").and_then(|rest| rest.split_once('/')).map(|(_, rest)| rest);
    let own = file.find("src/").map(|at| &file[at..]);
    package.or_else(|| after("/library/")).or(own).unwrap_or("elsewhere").to_owned()
}

/// Picks the functions' names out of a printed backtrace.
fn functions(backtrace: &str) -> impl Iterator<Item = &str> {
    backtrace.lines().filter_map(|line| {
        let (number, name) = line.trim_start().split_once(": ")?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
    })
}

fn keep(place: &Place, report: &str) -> Result<PathBuf, VfsError> {
    let (vfs, folder) = (place.vfs.as_ref(), folder(place));
    place::ensure_all(vfs, place.state_folder())?;
    vfs::ensure_folder(vfs, &folder, Access::OwnerOnly)?;
    drop(make_room(vfs, &folder));
    let when = system::now().to_string().replace(':', "-");
    let path = folder.join(format!("{NEW}{when}-{}.txt", system::random_name()));
    vfs::write_new(vfs, &path, report.as_bytes(), None)?;
    vfs.sync_folder(&folder)?;
    Ok(path)
}

/// Removes the oldest reports, those that somebody was told of first.
fn make_room(vfs: &dyn Vfs, folder: &Path) -> Result<(), VfsError> {
    let mut names: Vec<_> = vfs.list(folder)?.into_iter().map(|entry| entry.name).collect();
    names.sort_by_key(|name| (name.to_string_lossy().starts_with(NEW), name.clone()));
    for name in names.iter().take((names.len() + 1).saturating_sub(KEPT)) {
        vfs.remove(&folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const CANARY: &str = "Marlowe took the envelope";
    const STAGE: &str = "REDPENCIL_FAULT_STAGE";

    fn everything(folder: &Path, place: &Place) -> String {
        let names: Vec<_> = place.vfs.list(folder).unwrap().into_iter().map(|entry| entry.name).collect();
        let texts = names.iter().map(|name| place.vfs.read(&folder.join(name), 1 << 20).unwrap());
        texts.map(|text| String::from_utf8(text).unwrap()).collect()
    }

    /// Plays the part of a program that meets a fault whose words quote the article, in this very process.
    fn meet_a_fault(stage: &str) {
        let place = Place::within(Path::new(stage));
        report_all(place);
        let article = CANARY.to_owned();
        let quoted = std::thread::Builder::new().name("reader".into()).spawn(move || {
            panic!("byte index 5 is not a char boundary; it is inside of `{article}`");
        });
        assert!(quoted.unwrap().join().is_err());
    }

    #[test]
    fn a_report_says_where_and_nothing_of_anybody_s_text() {
        if let Ok(stage) = std::env::var(STAGE) {
            return meet_a_fault(&stage);
        }
        let machine = tempfile::tempdir().unwrap();
        let me = std::env::current_exe().unwrap();
        let child = Command::new(me)
            .args([
                "--exact",
                "store::fault::tests::a_report_says_where_and_nothing_of_anybody_s_text",
                "--nocapture",
            ])
            .env(STAGE, machine.path())
            .env_remove("RUST_BACKTRACE")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success(), "{said}");
        assert!(said.contains("met a fault of its own") && !said.contains("Marlowe"), "{said}");
        let place = Place::within(machine.path());
        let news = news(&place).expect("there is news");
        let report = everything(&news.folder, &place);
        for part in
            ["thread: reader", "where: src/store/fault.rs, line ", "store::fault::tests::meet_a_fault"]
        {
            assert!(report.contains(part), "{report}");
        }
        let home = std::env::var("HOME").unwrap_or_else(|_| "/home/".into());
        for leak in
            ["Marlowe", "envelope", "char boundary", machine.path().to_str().unwrap(), &format!("{home}/")]
        {
            assert!(!report.contains(leak), "{leak} stands in the report: {report}");
        }
        assert_eq!(news.sentence(), "redpencil met a fault of its own last time; what was saved is safe.");
        news.note_told(&place);
        assert_eq!(super::news(&place), None);
        assert_eq!(everything(&news.folder, &place), report, "the report stays");
    }

    #[test]
    fn a_source_file_is_named_from_its_package_on() {
        let registry = "/home/jo/.cargo/registry/src/index.crates.io-1949/egui-0.37.0/src/ui.rs";
        assert_eq!(within_package(registry), "egui-0.37.0/src/ui.rs");
        assert_eq!(within_package("/rustc/5980/library/core/src/str/mod.rs"), "core/src/str/mod.rs");
        assert_eq!(within_package("/home/jo/redpencil/src/gui/app.rs"), "src/gui/app.rs");
        assert_eq!(within_package("C:\\Users\\jo\\build.rs"), "elsewhere");
    }

    #[test]
    fn only_the_newest_reports_are_kept() {
        let machine = tempfile::tempdir().unwrap();
        let place = Place::within(machine.path());
        for number in 0..30 {
            keep(&place, &format!("fault {number}\n")).unwrap();
            if number == 4 {
                news(&place).unwrap().note_told(&place);
            }
        }
        let news = news(&place).unwrap();
        assert_eq!(news.reports.len(), KEPT);
        assert!(everything(&news.folder, &place).contains("fault 29\n"));
    }
}
