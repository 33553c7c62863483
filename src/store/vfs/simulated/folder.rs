//! A simulated folder: its names as they are, and as a power cut may leave them.
//!
//! Knows nothing of what is in the files.

use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// A file, by its number.
    File(u64),
    /// A folder; its names are kept under its path.
    Folder,
}

/// Names and what they stand for.
pub(super) type Names = BTreeMap<String, Node>;

/// One step that changes names all at once or not at all.
pub(super) type Step = Vec<(String, Option<Node>)>;

/// The names of one folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    durable: Names,
    pub(super) names: Names,
    /// Steps that are not durable, and whether a sync has failed on them: then no later one helps.
    steps: Vec<(Step, bool)>,
}

impl Folder {
    pub(super) fn durable(names: Names) -> Self {
        Self { durable: names.clone(), names, steps: Vec::new() }
    }

    pub(super) fn take(&mut self, step: Step) {
        apply(&mut self.names, &step);
        self.steps.push((step, false));
    }

    pub(super) fn sync(&mut self) {
        // A step in doubt stays in doubt; those after it that are synced hold whatever became of it.
        let mut kept: Vec<(Step, bool)> = Vec::new();
        for (step, doubtful) in std::mem::take(&mut self.steps) {
            if doubtful {
                kept.push((step, true));
                continue;
            }
            apply(&mut self.durable, &step);
            for (earlier, _) in &mut kept {
                earlier.retain(|(name, _)| step.iter().all(|(settled, _)| settled != name));
            }
        }
        kept.retain(|(step, _)| !step.is_empty());
        self.steps = kept;
    }

    /// Puts the steps in doubt that give a file a name. Others cannot be done once more (a folder made, a name taken
    /// away): a later sync takes them along.
    pub(super) fn fail_sync(&mut self) {
        for (step, doubtful) in &mut self.steps {
            *doubtful |= step.iter().any(|(_, node)| matches!(node, Some(Node::File(_))));
        }
    }

    /// How many steps a power cut may or may not leave.
    pub(super) fn unsure_steps(&self) -> usize {
        self.steps.len()
    }

    /// The names after a power cut that leaves the steps for which `survives` says so.
    pub(super) fn after_power_cut(&self, survives: impl Fn(usize) -> bool) -> Names {
        let mut names = self.durable.clone();
        for (at, (step, _)) in self.steps.iter().enumerate() {
            if survives(at) {
                apply(&mut names, step);
            }
        }
        names
    }
}

fn apply(names: &mut Names, step: &Step) {
    for (name, node) in step {
        match node {
            Some(node) => names.insert(name.clone(), *node),
            None => names.remove(name),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_survives_whole_or_not_at_all() {
        let mut folder =
            Folder::durable(Names::from([("a".into(), Node::File(1)), ("b".into(), Node::File(2))]));
        folder.take(vec![("a".into(), Some(Node::File(2))), ("b".into(), Some(Node::File(1)))]);
        let both = |names: Names| (names["a"], names["b"]);
        assert_eq!(both(folder.after_power_cut(|_| false)), (Node::File(1), Node::File(2)));
        assert_eq!(both(folder.after_power_cut(|_| true)), (Node::File(2), Node::File(1)));
        folder.sync();
        assert_eq!(both(folder.after_power_cut(|_| false)), (Node::File(2), Node::File(1)));
    }

    #[test]
    fn a_step_whose_sync_failed_stays_in_doubt_but_a_later_one_settles_its_name() {
        let mut folder = Folder::default();
        folder.take(vec![("a".into(), Some(Node::File(1)))]);
        folder.fail_sync();
        folder.sync();
        assert!(folder.after_power_cut(|_| false).is_empty());
        folder.take(vec![("a".into(), Some(Node::File(2)))]);
        folder.sync();
        assert_eq!(folder.after_power_cut(|_| true)["a"], Node::File(2));
        assert_eq!(folder.unsure_steps(), 0);
    }
}
