//! The states that a power cut may leave of a simulated disk, all of them or a seeded sample.
//!
//! Knows nothing of what is being tested.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::content::Content;
use super::folder::{Folder, Names, Node};
use super::{Inode, State};

/// One thing that a cut decides: which content a file has, or whether a step in a folder survives.
enum Choice {
    Content { inode: u64, states: Vec<Vec<u8>> },
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

/// All states if there are at most `limit` combinations; else everything-there, nothing-there and a sample.
pub(super) fn states(state: &State, limit: usize, seed: u64) -> Vec<State> {
    let choices = choices(state);
    let total = choices.iter().try_fold(1_usize, |total, choice| total.checked_mul(choice.len()));
    let mut random = SplitMix(seed);
    let picks: Vec<Vec<usize>> = match total {
        Some(total) if total <= limit => (0..total).map(|number| digits(number, &choices)).collect(),
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
    cut.filter(|state| known.insert(fingerprint(state))).collect()
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

fn shortest(states: &[Vec<u8>]) -> usize {
    (0..states.len()).min_by_key(|at| states[*at].len()).unwrap_or(0)
}

/// The disk after the cut: everything on it is durable, locks and faults are gone.
fn after(state: &State, choices: &[Choice], pick: &[usize]) -> State {
    let mut contents: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    let mut lost: BTreeSet<(&Path, usize)> = BTreeSet::new();
    for (choice, chosen) in choices.iter().zip(pick) {
        match choice {
            Choice::Content { inode, states } => {
                contents.insert(*inode, states[*chosen].clone());
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
                    let bytes = contents.get(number).cloned().unwrap_or_else(|| inode.content.bytes());
                    let content = Content::durable(bytes);
                    left.inodes.insert(*number, Inode { content, mode: inode.mode });
                }
            }
        }
        left.folders.insert(path, Folder::durable(names));
    }
    left
}

type Fingerprint = (Vec<(PathBuf, Vec<(String, Node)>)>, Vec<(u64, Vec<u8>)>);

fn fingerprint(state: &State) -> Fingerprint {
    let names = |folder: &Folder| folder.names.iter().map(|(name, node)| (name.clone(), *node)).collect();
    let folders = state.folders.iter().map(|(path, folder)| (path.clone(), names(folder)));
    let contents = state.inodes.iter().map(|(number, inode)| (*number, inode.content.bytes()));
    (folders.collect(), contents.collect())
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
