//! The order in which log records of several logs are told: each after all that its writer had seen; of those that had
//! not seen one another the earlier by the clock, then by the writer's name. It never depends on the order of files.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use crate::model::Moment;
use crate::session::chronicle::Deed;
use crate::store::replay::Sight;

/// A deed with what its writer had seen.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub deed: Arc<Deed>,
    /// The last record seen of every other log.
    pub seen: Sight,
}

/// Puts deeds in order. Each log's deeds come in the order of their numbers.
pub(super) fn in_order(placed: Vec<Placed>) -> Vec<Placed> {
    let count = placed.len();
    let mut logs: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
    for one in placed {
        logs.entry(one.deed.point.writer.clone()).or_default().push(one);
    }
    let mut queues: BTreeMap<String, Queue> = logs
        .into_iter()
        .map(|(writer, mut deeds)| {
            deeds.sort_by_key(|one| one.deed.point.sequence);
            (writer, Queue { deeds, next: 0, waiting: Vec::new() })
        })
        .collect();
    let mut ready: BinaryHeap<Reverse<(Moment, String)>> = BinaryHeap::new();
    let writers: Vec<String> = queues.keys().cloned().collect();
    for writer in &writers {
        offer(&mut queues, &mut ready, writer);
    }
    let mut order = Vec::with_capacity(count);
    while order.len() < count {
        let writer = match ready.pop() {
            Some(Reverse((_, writer))) => writer,
            // Two that claim to have seen one another: only a log that was tampered with does. The earlier goes first.
            None => match earliest(&queues) {
                Some(writer) => writer,
                None => break,
            },
        };
        let Some(queue) = queues.get_mut(&writer) else { continue };
        let Some(one) = queue.deeds.get(queue.next).cloned() else { continue };
        queue.next += 1;
        order.push(one);
        let waiting = std::mem::take(&mut queue.waiting);
        for waiting in waiting.into_iter().chain([writer]) {
            offer(&mut queues, &mut ready, &waiting);
        }
    }
    order
}

/// One log on its way.
struct Queue {
    deeds: Vec<Placed>,
    next: usize,
    /// The logs whose next deed waits for something of this one.
    waiting: Vec<String>,
}

impl Queue {
    /// Tells whether everything up to a number was told, or is not there to be told.
    fn is_past(&self, sequence: u64) -> bool {
        self.deeds.get(self.next).is_none_or(|next| next.deed.point.sequence > sequence)
    }
}

/// Puts a log's next deed among those that can be told, or has it wait for what it has seen.
fn offer(
    queues: &mut BTreeMap<String, Queue>,
    ready: &mut BinaryHeap<Reverse<(Moment, String)>>,
    writer: &str,
) {
    let Some(one) = queues.get(writer).and_then(|queue| queue.deeds.get(queue.next)).cloned() else { return };
    let awaited = one.seen.iter().find(|(other, sequence)| {
        other.as_str() != writer && queues.get(*other).is_some_and(|queue| !queue.is_past(**sequence))
    });
    match awaited.and_then(|(other, _)| queues.get_mut(other)) {
        Some(queue) => queue.waiting.push(writer.to_owned()),
        None => ready.push(Reverse((one.deed.at, writer.to_owned()))),
    }
}

fn earliest(queues: &BTreeMap<String, Queue>) -> Option<String> {
    let heads = queues.iter().filter_map(|(writer, queue)| Some((queue.deeds.get(queue.next)?, writer)));
    heads.min_by_key(|(one, writer)| (one.deed.at, (*writer).clone())).map(|(_, writer)| writer.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::chronicle::Point;
    use proptest::prelude::*;

    fn placed(writer: &str, sequence: u64, at: i64, seen: &[(&str, u64)]) -> Placed {
        let deed = Deed {
            point: Point { writer: writer.into(), sequence },
            by: String::new(),
            at: Moment(at),
            local: jiff::civil::DateTime::default(),
            did: String::new(),
            edits: 0,
            changes: Vec::new(),
            records: Vec::new(),
        };
        let seen = seen.iter().map(|(writer, sequence)| ((*writer).to_owned(), *sequence)).collect();
        Placed { deed: Arc::new(deed), seen }
    }

    fn written(order: &[Placed]) -> Vec<String> {
        order.iter().map(|one| format!("{}{}", one.deed.point.writer, one.deed.point.sequence)).collect()
    }

    #[test]
    fn what_was_seen_comes_before_whatever_the_clocks_say() {
        let records = vec![
            placed("a", 1, 100, &[]),
            placed("a", 2, 90, &[("b", 1)]),
            placed("b", 1, 500, &[("a", 1)]),
            placed("c", 1, 200, &[]),
        ];
        assert_eq!(written(&in_order(records)), ["a1", "c1", "b1", "a2"]);
    }

    #[test]
    fn what_is_missing_is_not_waited_for_and_a_circle_is_cut() {
        let missing = vec![placed("a", 1, 1, &[("z", 9), ("b", 7)]), placed("b", 3, 2, &[])];
        assert_eq!(written(&in_order(missing)), ["b3", "a1"]);
        let circle = vec![placed("a", 1, 5, &[("b", 1)]), placed("b", 1, 4, &[("a", 1)])];
        assert_eq!(written(&in_order(circle)), ["b1", "a1"]);
    }

    /// A history of up to four writers, each of whom sees some of what the others did before.
    fn history() -> impl Strategy<Value = Vec<Placed>> {
        proptest::collection::vec((0_usize..4, 0_i64..50, any::<u8>()), 1..60).prop_map(|wishes| {
            let names = ["a", "b", "c", "d"];
            let mut ends = [0_u64; 4];
            let mut seen = [[0_u64; 4]; 4];
            let mut records = Vec::new();
            for (writer, at, looks) in wishes {
                for other in (0..4).filter(|other| looks >> other & 1 == 1) {
                    // Whoever sees a record has seen all that its writer had seen.
                    let theirs = seen[other];
                    for (mine, theirs) in seen[writer].iter_mut().zip(theirs) {
                        *mine = theirs.max(*mine);
                    }
                    seen[writer][other] = ends[other];
                }
                ends[writer] += 1;
                let others: Vec<(&str, u64)> = (0..4)
                    .filter(|other| *other != writer && seen[writer][*other] > 0)
                    .map(|other| (names[other], seen[writer][other]))
                    .collect();
                records.push(placed(names[writer], ends[writer], at, &others));
            }
            records
        })
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_seeing_and_does_not_depend_on_how_logs_are_read(
            records in history(),
            shuffle in any::<u64>(),
        ) {
            let order = in_order(records.clone());
            prop_assert_eq!(order.len(), records.len());
            let place = |writer: &str, sequence: u64| {
                order.iter().position(|one| {
                    one.deed.point == Point { writer: writer.into(), sequence }
                })
            };
            for (at, one) in order.iter().enumerate() {
                for (writer, sequence) in &one.seen {
                    prop_assert!(place(writer, *sequence).is_some_and(|seen| seen < at));
                }
                let before = one.deed.point.sequence - 1;
                prop_assert!(before == 0 || place(&one.deed.point.writer, before).is_some_and(|seen| seen < at));
            }
            let mut shuffled = records;
            let mut state = shuffle;
            for at in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                shuffled.swap(at, (state >> 33) as usize % (at + 1));
            }
            prop_assert_eq!(written(&in_order(shuffled)), written(&order));
        }
    }
}
