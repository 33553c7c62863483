//! Checks one file by what it says of itself: its checksum, its name, or the lines that have to stand in it.
//!
//! Knows a file's place in the project and its bytes; what other files say of it is looked at elsewhere.

use super::super::hash::Sha256;
use super::super::opening::{EVIDENCE, LOGS, ORIGINALS, STATE, TEXTS};
use super::super::problem::Problem;
use super::super::{FORMER_GIT_IGNORE, GIT_ATTRIBUTES, GIT_IGNORE, checkpoint, log, sealed, state};

/// The folders whose files are named by their hash.
pub(super) const NAMED_BY_HASH: [&str; 4] = [EVIDENCE, ORIGINALS, TEXTS, LOGS];
const IGNORE: &str = ".gitignore";
const ATTRIBUTES: &str = ".gitattributes";
/// The small files of every project that nothing else names.
pub(super) const FENCES: [&str; 3] = [IGNORE, ATTRIBUTES, "sealed/.gitignore"];

/// Tells what is wrong with the bytes of a file at a place within the project.
pub(super) fn look_at(place: &str, bytes: &[u8]) -> Vec<Problem> {
    if place == STATE {
        return state_problems(
            place,
            bytes,
            "The logs count where they are whole. Or run redpencil recover.",
        );
    }
    if place == checkpoint::previous_name(STATE) {
        let repair =
            "Nothing has to be done: project.ron and the logs do not need it, and a later save replaces it.";
        return state_problems(place, bytes, repair);
    }
    match place {
        IGNORE => {
            let former = lines(place, bytes, FORMER_GIT_IGNORE);
            let is_former = former.iter().all(|problem| !problem.damage);
            return if is_former { former } else { lines(place, bytes, GIT_IGNORE) };
        }
        ATTRIBUTES => return lines(place, bytes, GIT_ATTRIBUTES),
        "sealed/.gitignore" => return lines(place, bytes, sealed::IGNORE_ALL),
        _ => {}
    }
    let Some((folder, name)) = place.split_once('/') else { return Vec::new() };
    if let Some(sha256) = hash_in(folder, name) {
        return named_by_hash(place, sha256, Sha256::of(bytes)).into_iter().collect();
    }
    match (folder, name.strip_suffix(".ron")) {
        (LOGS, Some(writer)) if writer.starts_with("w-") => {
            let problems = log::parse(bytes).problems;
            let was_reset =
                bytes.starts_with(b"\xef\xbb\xbf") || bytes.windows(2).any(|pair| pair == b"\r\n");
            let line_ends = was_reset.then(|| Problem::line_ends(place));
            problems.iter().map(|problem| Problem::in_log(writer, problem)).chain(line_ends).collect()
        }
        (sealed::FOLDER, Some(_)) if !sealed::is_whole(bytes) => {
            vec![Problem::damage(place, "It was changed after it was sealed.", "Put it back from a backup.")]
        }
        _ => Vec::new(),
    }
}

/// Returns the hash that a file's name promises, where its folder has such names.
pub(super) fn hash_in(folder: &str, name: &str) -> Option<Sha256> {
    if !NAMED_BY_HASH.contains(&folder) {
        return None;
    }
    let (stem, ending) = name.split_once('.')?;
    let is_plain = !ending.contains('.') && !ending.is_empty();
    stem.parse().ok().filter(|_| is_plain)
}

/// Compares the hash that a file's name promises with the one that it has.
pub(super) fn named_by_hash(place: &str, promised: Sha256, found: Sha256) -> Option<Problem> {
    (promised != found).then(|| {
        Problem::damage(
            place,
            "The file was changed after it was put there.",
            "Put the file back from a backup.",
        )
    })
}

fn state_problems(place: &str, bytes: &[u8], repair: &str) -> Vec<Problem> {
    let damage = |what: &str| vec![Problem::damage(place, what, repair)];
    let Ok(text) = std::str::from_utf8(bytes) else { return damage("It is not UTF-8 text.") };
    match state::framed(text) {
        Err(error) => damage(&format!("It cannot be read: {error}.")),
        Ok(framed) if framed.edited => {
            damage("Its checksum does not fit: it was edited by hand or is damaged.")
        }
        Ok(framed) if framed.reset => vec![Problem::line_ends(place)],
        Ok(_) => Vec::new(),
    }
}

/// Tells which of our lines are missing. What people have added is theirs.
fn lines(place: &str, bytes: &[u8], ours: &str) -> Vec<Problem> {
    let text = String::from_utf8_lossy(bytes);
    let there: Vec<&str> = text.lines().collect();
    let missing: Vec<&str> = ours.lines().filter(|line| !there.contains(line)).collect();
    if !missing.is_empty() {
        let what = format!("The line “{}” is missing.", missing.join("”, “"));
        let repair = "Put it back: without it, git may take in or change what it must not.";
        return vec![Problem::damage(place, &what, repair)];
    }
    if bytes.last() != Some(&b'\n') {
        let what = "Its last line lacks its line end.";
        return vec![Problem::note(place, what, "Nothing has to be done.")];
    }
    Vec::new()
}
