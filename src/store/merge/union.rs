//! All files of several copies of a project, each once; where two say different things under one name, both stay.
//!
//! Knows logs as lines, not what is in them. The order of the copies decides nothing.

use std::path::Path;

use crate::store::bare::{Content, Members};
use crate::store::blob;
use crate::store::log::{self, ParsedLog};
use crate::store::pack::name::Name;
use crate::store::vfs::Vfs;
use crate::store::{StoreError, pack};

/// How two versions of one log stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinship {
    /// They hold the same records.
    Same,
    /// The first goes on where the second ends.
    Longer,
    /// The second goes on where the first ends.
    Shorter,
    /// Each has records that the other has not.
    Forked,
}

/// Compares two versions of a log by their records.
pub(super) fn kinship(one: &ParsedLog, other: &ParsedLog) -> Kinship {
    let hashes =
        |log: &ParsedLog| -> Vec<_> { log.lines.iter().map(|line| (line.sequence, line.hash)).collect() };
    let (one, other) = (hashes(one), hashes(other));
    match (one.starts_with(&other), other.starts_with(&one)) {
        (true, true) => Kinship::Same,
        (true, false) => Kinship::Longer,
        (false, true) => Kinship::Shorter,
        (false, false) => Kinship::Forked,
    }
}

/// Lists all files of the folders but the state and what belongs to git.
pub(super) fn of(vfs: &dyn Vfs, folders: &[&Path], notes: &mut Vec<String>) -> Result<Members, StoreError> {
    let mut union = Members::new();
    for folder in folders {
        let mut strangers = Vec::new();
        let members = pack::whole(vfs, folder, &mut strangers)?;
        if !strangers.is_empty() {
            let told = pack::few(strangers.iter().map(String::as_str));
            notes.push(format!(
                "Left in {}, because a project knows nothing of it: {told}.",
                folder.display()
            ));
        }
        for (name, content) in members {
            if !matches!(name, Name::State | Name::GitAttributes | Name::GitIgnore) {
                add(vfs, &mut union, name, content)?;
            }
        }
    }
    Ok(union)
}

fn add(vfs: &dyn Vfs, union: &mut Members, name: Name, content: Content) -> Result<(), StoreError> {
    let Some(known) = union.get(&name) else {
        union.insert(name, content);
        return Ok(());
    };
    match &name {
        Name::Log(writer) => {
            let (one, other) = (bytes(vfs, known)?, bytes(vfs, &content)?);
            let (kept, aside) = of_two_logs(one, other);
            let aside =
                aside.and_then(|bytes| Some((Name::other_log(writer, &bytes)?, Content::Bytes(bytes))));
            union.extend(aside);
            union.insert(name, Content::Bytes(kept));
        }
        Name::Draft(draft) => {
            let (one, other) = (bytes(vfs, known)?, bytes(vfs, &content)?);
            if one != other {
                let (kept, aside) = if one < other { (one, other) } else { (other, one) };
                union.insert(Name::other_draft(*draft, &aside), Content::Bytes(aside));
                union.insert(name, Content::Bytes(kept));
            }
        }
        Name::Desk => {
            // Nobody's settings are more right than another's: the fuller ones, then those that sort first.
            let (one, other) = (bytes(vfs, known)?, bytes(vfs, &content)?);
            let key = |bytes: &[u8]| (std::cmp::Reverse(bytes.len()), bytes.to_vec());
            let kept = if key(&one) <= key(&other) { one } else { other };
            union.insert(name, Content::Bytes(kept));
        }
        _ if name.hash().is_some() && !is_whole(vfs, &name, known)? => {
            union.insert(name, content);
        }
        _ => {}
    }
    Ok(())
}

/// Takes the log that goes on furthest; where they forked, the other one as well.
fn of_two_logs(one: Vec<u8>, other: Vec<u8>) -> (Vec<u8>, Option<Vec<u8>>) {
    let (first, second) = (log::parse(&one), log::parse(&other));
    match kinship(&first, &second) {
        Kinship::Longer => (one, None),
        Kinship::Shorter => (other, None),
        // The one with nothing to say of it, then the one that sorts first: the order of the sides decides nothing.
        Kinship::Same => {
            let key = |log: &ParsedLog, bytes: &[u8]| (log.problems.len(), bytes.to_vec());
            (if key(&first, &one) <= key(&second, &other) { one } else { other }, None)
        }
        Kinship::Forked => {
            let (kept, aside) = if one <= other { (one, other) } else { (other, one) };
            (kept, Some(aside))
        }
    }
}

fn is_whole(vfs: &dyn Vfs, name: &Name, content: &Content) -> Result<bool, StoreError> {
    Ok(match content {
        Content::Bytes(bytes) => name.hash() == Some(crate::store::hash::Sha256::of(bytes)),
        Content::File(path, _) => name.hash() == Some(blob::hash_of(vfs, path)?),
    })
}

fn bytes(vfs: &dyn Vfs, content: &Content) -> Result<Vec<u8>, StoreError> {
    Ok(match content {
        Content::Bytes(bytes) => bytes.clone(),
        Content::File(path, _) => vfs.read(path, log::CAP)?,
    })
}
