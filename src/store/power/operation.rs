//! Everything that the store does to a disk, one operation each.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::super::checkpoint::{self, Expected};
use super::super::hash::Sha256;
use super::super::pack::Packing;
use super::super::vfs::{self, Fault, Simulated, Vfs as _};
use super::super::{log, opening};
use super::desk::{self, Desk, Done, PROJECT, Told};
use super::script::{self, ATTACH, LONG, MARK, MORE, PURGE, REMOVE, SEAL, SOURCE, TYPE, WORDS};

/// One thing that the store does.
pub(super) struct Operation {
    /// What it is.
    pub name: &'static str,
    /// What the disk lacks.
    disk: fn(Simulated) -> Simulated,
    /// How many entries the closed project holds before; nothing where there is none.
    base: Option<usize>,
    /// What is done before, on a disk that is well.
    before: fn(&mut Desk) -> Done,
    /// The operation.
    pub act: fn(&mut Desk) -> Done,
    /// Tells that somebody else may save at the same moment, and nothing is lost.
    pub is_shared: bool,
}

impl Operation {
    const fn new(name: &'static str, base: Option<usize>, act: fn(&mut Desk) -> Done) -> Self {
        Self { name, disk: whole, base, before: Desk::open, act, is_shared: false }
    }

    const fn after(self, before: fn(&mut Desk) -> Done) -> Self {
        Self { before, ..self }
    }

    const fn shared(self) -> Self {
        Self { is_shared: true, ..self }
    }

    const fn on(self, disk: fn(Simulated) -> Simulated) -> Self {
        Self { disk, ..self }
    }

    /// Makes the disk that every run of the operation begins with.
    pub fn base(&self) -> (Simulated, Told) {
        let disk = (self.disk)(Simulated::with_folder(Path::new("/w")));
        let told = desk::closed(&disk, self.base);
        (disk, told)
    }

    /// Comes to the point where the operation begins, on a disk of its own.
    pub fn ready(&self, base: &(Simulated, Told)) -> Desk {
        let mut desk = Desk::at(&base.0.fork(), base.1.clone());
        (self.before)(&mut desk).unwrap();
        desk
    }
}

fn whole(disk: Simulated) -> Simulated {
    disk
}

fn links(disk: Simulated) -> Simulated {
    disk.without_exchange()
}

fn fat(disk: Simulated) -> Simulated {
    disk.without_links()
}

#[expect(clippy::unnecessary_wraps, reason = "operations may fail")]
fn nothing(_: &mut Desk) -> Done {
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "operations may fail")]
fn one_more(desk: &mut Desk) -> Done {
    desk.take();
    desk.pause();
    Ok(())
}

/// In the middle of a turn: a log is begun or continued, and something is saved in it.
fn in_a_turn(desk: &mut Desk) -> Done {
    desk.open()?;
    one_more(desk)
}

fn with_a_checkpoint(desk: &mut Desk) -> Done {
    in_a_turn(desk)?;
    desk.checkpoint()?;
    one_more(desk)
}

fn aside_early(desk: &mut Desk) -> Done {
    desk.set_aside_early();
    desk.open()
}

/// Somebody else opens, fills a field in, and saves.
pub(super) fn others_save(desk: &Desk, field: &'static str) -> Done {
    let mut other = desk.somebody_else();
    other.open()?;
    other.fill_in(field);
    other.close()
}

/// Everything that the store does.
pub(super) const ALL: &[Operation] = &[
    Operation::new("create", None, Desk::create).after(nothing),
    Operation::new("begin with an article", None, |desk| desk.work(MARK)).after(Desk::create),
    Operation::new("first action of a turn", Some(MARK), one_more),
    Operation::new("action", Some(MARK), one_more).after(in_a_turn).shared(),
    Operation::new("actions at once", Some(MARK), |desk| {
        desk.take();
        desk.take();
        desk.take();
        desk.pause();
        Ok(())
    })
    .after(in_a_turn),
    Operation::new("a field typed in", Some(TYPE - 1), |desk| {
        one_more(desk)?;
        desk.take();
        desk.flush()
    })
    .after(in_a_turn),
    Operation::new("first checkpoint", None, Desk::checkpoint).after(|desk| {
        desk.create()?;
        desk.work(MARK)
    }),
    Operation::new("checkpoint", Some(TYPE), Desk::checkpoint).after(in_a_turn).shared(),
    Operation::new("checkpoint without exchange", Some(TYPE), Desk::checkpoint)
        .after(in_a_turn)
        .on(links)
        .shared(),
    Operation::new("checkpoint without links", Some(TYPE), Desk::checkpoint)
        .after(in_a_turn)
        .on(fat)
        .shared(),
    Operation::new("second checkpoint", Some(TYPE), Desk::checkpoint).after(with_a_checkpoint),
    Operation::new("a state that is there already", Some(MARK), |desk| {
        let (folder, name) = (Path::new(PROJECT), opening::STATE);
        let bytes = desk.disk.read(&folder.join(name), checkpoint::CAP)?;
        let expected = Expected::Saved(Sha256::of(&bytes));
        checkpoint::replace(&desk.disk, folder, name, expected, &bytes, &vfs::temporary_name("same"))?;
        desk.told().kept.push((folder.join(name), bytes.into()));
        Ok(())
    })
    .after(|desk| {
        // Somebody has put the same bytes there, and has not waited for the disk.
        let path = Path::new(PROJECT).join(opening::STATE);
        let bytes = desk.disk.read(&path, checkpoint::CAP)?;
        desk.disk.remove(&path)?;
        desk.disk.create_new(&path)?.write_all(&bytes)?;
        desk.told().is_tampered_with = true;
        Ok(())
    }),
    Operation::new("checkpoint over somebody else's", Some(TYPE), Desk::checkpoint).after(|desk| {
        in_a_turn(desk)?;
        others_save(desk, "editor")
    }),
    Operation::new("evidence", Some(SOURCE), |desk| desk.work(ATTACH + 1)).after(in_a_turn),
    Operation::new("evidence without links", Some(SOURCE), |desk| desk.work(ATTACH + 1))
        .after(in_a_turn)
        .on(fat),
    Operation::new("evidence that is there already", Some(ATTACH), |desk| desk.work(ATTACH + 1)).after(
        |desk| {
            desk.open()?;
            desk.keep_evidence()
        },
    ),
    Operation::new("edits set aside", Some(LONG), one_more).after(aside_early),
    Operation::new("edits set aside again", Some(LONG), one_more).after(|desk| {
        aside_early(desk)?;
        one_more(desk)
    }),
    Operation::new("seal", Some(SEAL - 1), one_more).after(in_a_turn),
    Operation::new("seal anew", Some(SEAL), one_more).after(in_a_turn),
    Operation::new("seal and purge at once", Some(SEAL), |desk| {
        desk.take();
        desk.take();
        desk.flush()
    })
    .after(in_a_turn),
    Operation::new("purge", Some(PURGE - 1), |desk| {
        desk.take();
        desk.flush()
    })
    .after(in_a_turn),
    Operation::new("a source's text", Some(WORDS), one_more),
    Operation::new("a source's text that is there already", Some(WORDS), |desk| {
        desk.take();
        desk.flush()?;
        desk.told().kept.push((said(), script::SAID.as_bytes().into()));
        Ok(())
    })
    .after(|desk| {
        desk.open()?;
        let folder = Path::new(PROJECT).join(opening::TEXTS);
        desk.disk.create_folder(&folder, vfs::Access::Usual)?;
        desk.disk.sync_folder(Path::new(PROJECT))?;
        // Somebody has put the same there, and has not waited for the disk.
        desk.disk.create_new(&said())?.write_all(script::SAID.as_bytes())?;
        desk.told().is_tampered_with = true;
        Ok(())
    }),
    Operation::new("remove a file for good", Some(REMOVE - 1), |desk| {
        desk.take();
        desk.flush()
    })
    .after(in_a_turn),
    Operation::new("a text and its removal at once", Some(REMOVE), Desk::close).after(|desk| {
        desk.open()?;
        desk.take();
        Ok(())
    }),
    Operation::new("remove what a crash has left", Some(REMOVE), |desk| {
        desk.open()?;
        desk.flush()
    })
    .after(left_behind),
    Operation::new("close", Some(MARK), Desk::close).after(in_a_turn).shared(),
    Operation::new("close at once", Some(MARK), |desk| {
        desk.take();
        desk.close()
    }),
    Operation::new("open, work and close", Some(TYPE), |desk| {
        desk.open()?;
        one_more(desk)?;
        desk.close()
    })
    .after(nothing)
    .shared(),
    Operation::new("a log that was put back", Some(MARK), |desk| {
        one_more(desk)?;
        desk.pause();
        Ok(())
    })
    .after(put_log_back),
    Operation::new("a log that was taken away", Some(MARK), |desk| {
        one_more(desk)?;
        desk.pause();
        Ok(())
    })
    .after(take_log_away),
    Operation::new("copy with all that a project may hold", Some(SEAL - 1), Desk::copy).after(|desk| {
        aside_early(desk)?;
        one_more(desk)?;
        desk.take();
        Ok(())
    }),
    Operation::new("copy without history", Some(SEAL), Desk::copy_bare).after(in_a_turn),
    Operation::new("pack", Some(ATTACH + 1), Desk::pack).after(in_a_turn),
    Operation::new("pack for others", Some(ATTACH + 1), |desk| desk.pack_as(Packing::ForOthers))
        .after(in_a_turn),
    Operation::new("recover a whole project", Some(SEAL), Desk::recover).after(nothing),
    Operation::new("recover what the state alone holds", Some(SEAL), Desk::recover).after(|desk| {
        take_log_away(desk)?;
        desk.vanish();
        Ok(())
    }),
    Operation::new("recover what the logs alone hold", Some(SEAL), Desk::recover).after(take_state_away),
    Operation::new("go on in what the first builds wrote", Some(TYPE), |desk| {
        desk.open()?;
        one_more(desk)?;
        desk.close()
    })
    .after(as_the_first_builds_wrote),
    Operation::new("unpack", Some(ATTACH + 1), Desk::unpack).after(|desk| {
        in_a_turn(desk)?;
        desk.pack()
    }),
    Operation::new("merge", Some(ATTACH + 1), Desk::merge).after(|desk| {
        in_a_turn(desk)?;
        desk.pack()?;
        one_more(desk)
    }),
    Operation::new("join what somebody else wrote", Some(MARK), |desk| {
        desk.look_around()?;
        one_more(desk)?;
        desk.close()
    })
    .after(|desk| {
        in_a_turn(desk)?;
        others_save(desk, "editor")
    }),
    Operation::new("join what somebody left who was killed", Some(MARK), |desk| {
        desk.look_around()?;
        one_more(desk)?;
        desk.checkpoint()
    })
    .after(|desk| {
        in_a_turn(desk)?;
        let mut other = desk.somebody_else();
        other.open()?;
        other.fill_in("editor");
        other.vanish();
        Ok(())
    }),
    Operation::new("checkpoint that names files by others", Some(WORDS + 1), |desk| {
        desk.checkpoint()?;
        for (path, bytes) in named(desk) {
            let mut calls = desk.disk.calls().into_iter();
            let synced = calls.rfind(|call| call.method == "sync_file" && call.path == path);
            if synced.is_some_and(|call| call.fault.is_none_or(|fault| !Fault::REPORTED.contains(&fault))) {
                desk.told().kept.push((path, bytes.into()));
            }
        }
        Ok(())
    })
    .after(|desk| {
        desk.open()?;
        // They came by another way, which has not waited for the disk.
        for (path, bytes) in named(desk) {
            desk.disk.remove(&path)?;
            desk.disk.create_new(&path)?.write_all(&bytes)?;
        }
        desk.told().kept.clear();
        desk.take();
        desk.pause();
        let mut told = desk.told();
        // Until the checkpoint has made them durable nobody vouches for anything that hangs on them.
        told.saved = 0;
        told.is_tampered_with = true;
        Ok(())
    }),
    Operation::new("open after a power cut", Some(MARK), |desk| {
        desk.open()?;
        one_more(desk)?;
        desk.close()
    })
    .after(torn),
    Operation::new("go on after a crash", Some(MORE), |desk| {
        desk.open()?;
        one_more(desk)?;
        one_more(desk)?;
        desk.close()
    })
    .after(|desk| {
        in_a_turn(desk)?;
        desk.take();
        desk.vanish();
        Ok(())
    }),
];

/// The files that records name, with what is to be in them.
fn named(desk: &Desk) -> Vec<(PathBuf, Vec<u8>)> {
    let files_of = desk.disk.fork();
    let files = |folder: &str| {
        opening::files(&files_of, &Path::new(PROJECT).join(folder), ".txt").unwrap_or_default()
    };
    let read = |path: PathBuf| files_of.read(&path, log::CAP).ok().map(|bytes| (path, bytes));
    let mut named: Vec<_> = [opening::DRAFTS, opening::ORIGINALS, opening::TEXTS]
        .into_iter()
        .flat_map(files)
        .filter_map(read)
        .collect();
    named.push((attached(), script::EVIDENCE.to_vec()));
    named
}

/// The power goes between the record of a removal and the removal.
fn left_behind(desk: &mut Desk) -> Done {
    in_a_turn(desk)?;
    for (path, bytes) in [(attached(), script::EVIDENCE), (said(), script::SAID.as_bytes())] {
        let mut file = desk.disk.create_new(&path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        desk.disk.sync_folder(path.parent().unwrap_or(&path))?;
    }
    desk.vanish();
    // Nobody was told of it yet.
    desk.told().saved = REMOVE;
    Ok(())
}

/// Where the source's text stands.
fn said() -> PathBuf {
    let name = format!("{}.txt", Sha256::of(script::SAID.as_bytes()));
    Path::new(PROJECT).join(opening::TEXTS).join(name)
}

/// Where the file of evidence stands.
fn attached() -> PathBuf {
    let name = format!("{}.pdf", Sha256::of(script::EVIDENCE));
    Path::new(PROJECT).join(opening::EVIDENCE).join(name)
}

/// An older copy of the log is put in its place, as a synchronised folder or a checkout does.
fn put_log_back(desk: &mut Desk) -> Done {
    in_a_turn(desk)?;
    let path = desk.log().unwrap_or_default();
    let older = desk.disk.read(&path, log::CAP)?;
    one_more(desk)?;
    desk.disk.put(Path::new("/w/older"), &older);
    desk.disk.rename_over(Path::new("/w/older"), &path)?;
    desk.disk.sync_folder(Path::new("/w"))?;
    desk.disk.sync_folder(&Path::new(PROJECT).join("log"))?;
    let mut told = desk.told();
    told.saved -= 1;
    told.is_tampered_with = true;
    Ok(())
}

fn take_log_away(desk: &mut Desk) -> Done {
    in_a_turn(desk)?;
    // What project.ron holds is all that is left.
    desk.checkpoint()?;
    let path = desk.log().unwrap_or_default();
    desk.disk.remove(&path)?;
    desk.disk.sync_folder(&Path::new(PROJECT).join("log"))?;
    desk.told().is_tampered_with = true;
    Ok(())
}

/// Puts the log back into the form without checksums over its numbers, and takes away the state that names its hashes.
fn as_the_first_builds_wrote(desk: &mut Desk) -> Done {
    let folder = Path::new(PROJECT);
    for path in opening::files(&desk.disk, &folder.join(opening::LOGS), ".ron")? {
        let log = log::parse(&desk.disk.read(&path, log::CAP)?);
        let (writer, machine) = log.header.map(|header| (header.writer, header.machine)).unwrap_or_default();
        let mut text = format!("// redpencil log 1 - writer {writer} - machine {machine}\n");
        let mut names: Option<(Sha256, Sha256)> = None;
        for line in log.lines {
            let record = match names {
                Some((newer, older)) => line.text.replacen(&newer.to_string(), &older.to_string(), 1),
                None => line.text,
            };
            let hash = Sha256::of(record.as_bytes());
            writeln!(text, "{record} // {} {} {} {hash}", line.sequence, line.durable, record.len()).unwrap();
            names = Some((line.hash, hash));
        }
        desk.disk.remove(&path)?;
        let mut file = desk.disk.create_new(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    desk.disk.sync_folder(&folder.join(opening::LOGS))?;
    take_state_away(desk)
}

fn take_state_away(desk: &mut Desk) -> Done {
    let folder = Path::new(PROJECT);
    for name in [opening::STATE.to_owned(), checkpoint::previous_name(opening::STATE)] {
        let path = folder.join(name);
        if desk.disk.look(&path)?.is_some() {
            desk.disk.remove(&path)?;
        }
    }
    desk.disk.sync_folder(folder)?;
    Ok(())
}

/// The power goes while a record and a checkpoint are under way; of all that may be left, the oddest is taken.
fn torn(desk: &mut Desk) -> Done {
    in_a_turn(desk)?;
    desk.take();
    let cuts = desk.disk.power_cut_states(64, 1);
    let log = desk.log().unwrap_or_default();
    let is_torn = |cut: &&Simulated| {
        let lines = cut.read(&log, log::CAP).map(|bytes| log::parse(&bytes).problems.len());
        lines.is_ok_and(|problems| problems > 0)
    };
    let torn = cuts.iter().find(is_torn).unwrap_or(&cuts[0]);
    let told = desk.told().clone();
    *desk = Desk::at(torn, told);
    Ok(())
}
