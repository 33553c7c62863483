//! The states that a power cut may leave of a simulated disk, all of them or a seeded sample.
//!
//! Knows nothing of what is being tested.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::content::Content;
use super::folder::{Folder, Names, Node};
use super::{Inode, State};

/// One thing that a cut decides: which content a file has, or whether a step in a folder survives.
enum Choice {
    Content { inode: u64, states: Vec<Arc<[u8]>> },
    Step { folder: PathBuf, at: usize },
}

impl Choice {
    fn len(&self) -> usize {
        match self {
            Self::Content { states, .. } => states.len(),
            Self::Step { .. } => 2,
        }
    }
}

/// What a power cut may leave.
pub(super) struct Left {
    /// The disks, each once.
    pub(super) states: Vec<State>,
    /// Tells that these are all there are.
    pub(super) is_all: bool,
}

/// All states if there are at most `limit` combinations; else everything-there, nothing-there and a sample.
pub(super) fn states(state: &State, limit: usize, seed: u64) -> Left {
    let choices = choices(state);
    let total = choices.iter().try_fold(1_usize, |total, choice| total.checked_mul(choice.len()));
    let is_all = total.is_some_and(|total| total <= limit);
    let mut random = SplitMix(seed);
    let picks: Vec<Vec<usize>> = match total {
        Some(total) if is_all => (0..total).map(|number| digits(number, &choices)).collect(),
        _ => {
            let nothing = choices.iter().map(|choice| match choice {
                Choice::Content { states, .. } => shortest(states),
                Choice::Step { .. } => 1,
            });
            let mut picks = vec![vec![0; choices.len()], nothing.collect()];
            picks.extend(
                (2..limit).map(|_| choices.iter().map(|choice| random.below(choice.len())).collect()),
            );
            picks
        }
    };
    let mut known = BTreeSet::new();
    let cut = picks.iter().map(|pick| after(state, &choices, pick));
    Left { states: cut.filter(|state| known.insert(fingerprint(state))).collect(), is_all }
}

fn choices(state: &State) -> Vec<Choice> {
    let mut choices = Vec::new();
    for (number, inode) in &state.inodes {
        let states = inode.content.after_power_cut();
        if states.len() > 1 {
            choices.push(Choice::Content { inode: *number, states });
        }
    }
    for (path, folder) in &state.folders {
        choices.extend((0..folder.unsure_steps()).map(|at| Choice::Step { folder: path.clone(), at }));
    }
    choices
}

fn digits(mut number: usize, choices: &[Choice]) -> Vec<usize> {
    let next = |choice: &Choice| {
        let digit = number % choice.len();
        number /= choice.len();
        digit
    };
    choices.iter().map(next).collect()
}

fn shortest(states: &[Arc<[u8]>]) -> usize {
    (0..states.len()).min_by_key(|at| states[*at].len()).unwrap_or(0)
}

/// The disk after the cut: everything on it is durable, locks and faults are gone.
fn after(state: &State, choices: &[Choice], pick: &[usize]) -> State {
    let mut contents: BTreeMap<u64, &Arc<[u8]>> = BTreeMap::new();
    let mut lost: BTreeSet<(&Path, usize)> = BTreeSet::new();
    for (choice, chosen) in choices.iter().zip(pick) {
        match choice {
            Choice::Content { inode, states } => {
                contents.insert(*inode, &states[*chosen]);
            }
            Choice::Step { folder, at } if *chosen == 1 => {
                lost.insert((folder, *at));
            }
            Choice::Step { .. } => {}
        }
    }
    let mut left = State { support: state.support, next_inode: state.next_inode, ..State::default() };
    let mut waiting = vec![PathBuf::from("/")];
    while let Some(path) = waiting.pop() {
        let standing = state.standing(&path);
        let before = &state.folders[standing];
        let names: Names = before.after_power_cut(|at| !lost.contains(&(standing, at)));
        for (name, node) in &names {
            match node {
                Node::Folder => waiting.push(path.join(name)),
                Node::File(number) => {
                    let inode = &state.inodes[number];
                    let content = match contents.get(number) {
                        Some(bytes) => Content::durable(Arc::clone(bytes)),
                        None => Content::durable(inode.content.bytes()),
                    };
                    left.inodes.insert(*number, Inode { content, mode: inode.mode });
                }
            }
        }
        left.folders.insert(path, Folder::durable(names));
    }
    left
}

/// A hash of all names, bytes and modes as they may be read; which file has which number does not matter, but
/// which names share one does.
pub(super) fn fingerprint(state: &State) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut order: BTreeMap<u64, usize> = BTreeMap::new();
    for (path, folder) in &state.folders {
        path.hash(&mut hasher);
        folder.names.len().hash(&mut hasher);
        for (name, node) in &folder.names {
            name.hash(&mut hasher);
            let Node::File(number) = node else { continue };
            let next = order.len();
            let at = *order.entry(*number).or_insert(next);
            at.hash(&mut hasher);
            if at == next {
                let inode = &state.inodes[number];
                inode.mode.hash(&mut hasher);
                inode.content.bytes().hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}

/// The generator by Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix(u64);

impl SplitMix {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % limit
    }
}
