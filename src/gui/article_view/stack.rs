//! Where cards stand beside the text: each at its line where it can, none over another, and smaller where it is crowded.
//!
//! Knows heights and places only: neither marks nor the screen. Lengths are points.

use egui::Rangef;

/// The room between two cards.
pub const GAP: f32 = 4.0;
/// Where a card is further than this from its line, those that push it become smaller.
const FAR: f32 = 96.0;
/// Two things this near one another touch.
const TOUCH: f32 = 0.5;

/// How much of the marks that begin on one line is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A card for each: number, status, words, evidence.
    Full,
    /// One line for each.
    Line,
    /// Their numbers in one row.
    Numbers,
    /// Nothing: they are counted at the edge.
    Counted,
}

impl Level {
    /// All but the last, from the highest.
    pub const SHOWN: [Self; 3] = [Self::Full, Self::Line, Self::Numbers];

    fn lower(self) -> Self {
        match self {
            Self::Full => Self::Line,
            Self::Line => Self::Numbers,
            Self::Numbers | Self::Counted => Self::Counted,
        }
    }
}

/// What begins on one line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// The top it has beside its line.
    pub wanted: f32,
    /// How high it is at each level that is shown; none is higher than the one before.
    pub heights: [f32; 3],
    /// How it stands to what is on screen.
    pub standing: Standing,
    /// Whether something of it is still to be done: what is settled gives way first.
    pub is_open: bool,
}

/// Whether a group has to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its line is on screen: it has to be shown, or counted.
    Seen,
    /// It is the selected mark: it stands beside its line, and the others make way.
    Selected,
    /// Its line was scrolled out above: it only pushes down what follows.
    Passed,
}

impl Group {
    fn height(&self, level: Level) -> f32 {
        match level {
            Level::Full => self.heights[0],
            Level::Line => self.heights[1],
            Level::Numbers => self.heights[2],
            Level::Counted => 0.0,
        }
    }
}

/// Where a group stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// How much of it is shown.
    pub level: Level,
    /// Its top; of no matter where it is counted.
    pub top: f32,
}

/// Places groups, which come in order from above, within a room.
///
/// Each stands at its line or is pushed down by the one above; a selected one stands at its line and pushes those above
/// it up. What is too crowded, or leaves the room, becomes smaller, and is counted at last.
pub fn stack(groups: &[Group], room: Rangef) -> Vec<Spot> {
    let mut levels = vec![Level::Full; groups.len()];
    // Each round makes at least one group smaller.
    for _ in 0..=groups.len() * Level::SHOWN.len() {
        let spots = settle(groups, &levels, room);
        let wrong = (0..groups.len()).find(|index| is_wrong(groups, &spots, room, *index));
        let Some(wrong) = wrong else { break };
        lower(groups, &spots, &mut levels, room, wrong);
    }
    grow(groups, &mut levels, room);
    settle(groups, &levels, room)
}

/// Lets what has become smaller than it had to become larger again, what is open first.
fn grow(groups: &[Group], levels: &mut [Level], room: Rangef) {
    let mut spots = settle(groups, levels, room);
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|index| !groups[*index].is_open);
    for larger in [Level::Line, Level::Full] {
        for index in order.iter().copied() {
            let before = levels[index];
            if larger.lower() != before {
                continue;
            }
            levels[index] = larger;
            let tried = settle(groups, levels, room);
            let is_fine = groups.iter().zip(spots.iter().zip(&tried)).all(|(group, (was, is))| {
                let (far_before, far) = ((was.top - group.wanted).abs(), (is.top - group.wanted).abs());
                let is_inside = is.top >= room.min && is.top + group.height(is.level) <= room.max;
                let is_free = is.level == Level::Counted || group.standing != Standing::Seen;
                is_free || (is_inside && (far <= FAR || far <= far_before + TOUCH))
            });
            if is_fine {
                spots = tried;
            } else {
                levels[index] = before;
            }
        }
    }
}

/// Places groups of known sizes.
fn settle(groups: &[Group], levels: &[Level], room: Rangef) -> Vec<Spot> {
    let mut spots: Vec<Spot> =
        groups.iter().zip(levels).map(|(group, level)| Spot { level: *level, top: group.wanted }).collect();
    let selected = groups.iter().position(|group| group.standing == Standing::Selected);
    let mut free = f32::NEG_INFINITY;
    for (index, group) in groups.iter().enumerate() {
        let spot = &mut spots[index];
        if spot.level == Level::Counted {
            continue;
        }
        if selected == Some(index) {
            let lowest = (room.max - group.height(spot.level)).max(room.min);
            spot.top = group.wanted.clamp(room.min, lowest);
        } else {
            spot.top = group.wanted.max(free);
        }
        free = spot.top + group.height(spot.level) + GAP;
    }
    let Some(selected) = selected else { return spots };
    let mut limit = spots[selected].top;
    for index in (0..selected).rev() {
        let spot = &mut spots[index];
        if spot.level != Level::Counted {
            spot.top = spot.top.min(limit - GAP - groups[index].height(spot.level));
            limit = spot.top;
        }
    }
    spots
}

/// Tells whether a group that has to be seen leaves the room, or is too far from its line while something could give way.
fn is_wrong(groups: &[Group], spots: &[Spot], room: Rangef, index: usize) -> bool {
    let (group, spot) = (&groups[index], &spots[index]);
    if spot.level == Level::Counted || group.standing != Standing::Seen {
        return false;
    }
    let bottom = spot.top + group.height(spot.level);
    if spot.top < room.min || bottom > room.max {
        return true;
    }
    (spot.top - group.wanted).abs() > FAR && yielding(groups, spots, index).is_some()
}

/// Makes smaller what gives way for a group, or counts the group itself.
fn lower(groups: &[Group], spots: &[Spot], levels: &mut [Level], room: Rangef, wrong: usize) {
    let (group, spot) = (&groups[wrong], &spots[wrong]);
    let is_moved = (spot.top - group.wanted).abs() > TOUCH;
    let yields = if is_moved { yielding(groups, spots, wrong) } else { None };
    if let Some(index) = yields {
        levels[index] = levels[index].lower();
        return;
    }
    // It stands at its line, or nothing in its way can become smaller: it shrinks until it fits.
    let next = levels[wrong].lower();
    let fits = |level: Level| spot.top >= room.min && spot.top + group.height(level) <= room.max;
    let smaller = [next, next.lower()].into_iter().find(|level| *level == Level::Counted || fits(*level));
    levels[wrong] = smaller.unwrap_or(Level::Counted);
}

/// Finds the group that becomes smaller so that this one comes nearer to its line: of those that push it the largest,
/// settled ones first, then the one that gives most room, then the nearest.
fn yielding(groups: &[Group], spots: &[Spot], index: usize) -> Option<usize> {
    let touches = |above: usize, below: usize| {
        let bottom = spots[above].top + groups[above].height(spots[above].level);
        spots[below].top - bottom <= GAP + TOUCH
    };
    let is_shown = |other: &usize| spots[*other].level != Level::Counted;
    let is_pushed_down = spots[index].top > groups[index].wanted;
    let mut pushing = Vec::new();
    let mut last = index;
    if is_pushed_down {
        while let Some(above) = (0..last).rev().find(is_shown).filter(|above| touches(*above, last)) {
            pushing.push(above);
            last = above;
        }
    } else {
        // Up: it can become smaller itself, as its foot is what is pushed.
        pushing.push(index);
        while let Some(below) = (last + 1..groups.len()).find(is_shown).filter(|below| touches(last, *below))
        {
            pushing.push(below);
            last = below;
        }
    }
    let gain = |other: usize| {
        let level = spots[other].level;
        groups[other].height(level) - groups[other].height(level.lower())
    };
    let can_yield =
        |other: &usize| groups[*other].standing != Standing::Selected && spots[*other].level < Level::Numbers;
    pushing.into_iter().filter(can_yield).reduce(|best, other| {
        let key = |index: usize| (spots[index].level, groups[index].is_open);
        let is_better = match key(other).cmp(&key(best)) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => gain(other) > gain(best) + TOUCH,
            std::cmp::Ordering::Greater => false,
        };
        if is_better { other } else { best }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ROOM: Rangef = Rangef { min: 100.0, max: 800.0 };

    fn group(wanted: f32, count: u8) -> Group {
        let count = f32::from(count);
        let heights = [count * 70.0 - GAP, count * 26.0 - GAP, 22.0];
        Group { wanted, heights, standing: Standing::Seen, is_open: true }
    }

    #[test]
    fn cards_with_room_stand_whole_at_their_lines() {
        let groups = [group(120.0, 1), group(300.0, 1), group(600.0, 2)];
        let spots = stack(&groups, ROOM);
        for (group, spot) in groups.iter().zip(&spots) {
            assert_eq!(*spot, Spot { level: Level::Full, top: group.wanted });
        }
    }

    #[test]
    fn a_card_is_pushed_down_by_the_one_above() {
        let spots = stack(&[group(120.0, 1), group(150.0, 1)], ROOM);
        assert_eq!(spots[1], Spot { level: Level::Full, top: 190.0 });
    }

    #[test]
    fn the_selected_card_stands_at_its_line_and_the_one_above_makes_way() {
        let mut groups = [group(320.0, 1), group(350.0, 1), group(380.0, 1)];
        groups[1].standing = Standing::Selected;
        let spots = stack(&groups, ROOM);
        assert_eq!(spots.iter().map(|spot| spot.top).collect::<Vec<_>>(), [280.0, 350.0, 420.0]);
    }

    #[test]
    fn in_a_crowd_some_cards_become_lines_and_settled_ones_first() {
        let mut groups: Vec<Group> = (0..4_u8).map(|line| group(200.0 + f32::from(line) * 29.0, 1)).collect();
        groups[0].is_open = false;
        let levels: Vec<Level> = stack(&groups, ROOM).iter().map(|spot| spot.level).collect();
        assert_eq!(levels, [Level::Line, Level::Full, Level::Full, Level::Full]);
    }

    #[test]
    fn in_a_great_crowd_every_card_is_still_near_its_line() {
        let dense: Vec<Group> = (0..12_u8).map(|line| group(200.0 + f32::from(line) * 29.0, 3)).collect();
        let spots = stack(&dense, ROOM);
        assert!(spots.iter().any(|spot| spot.level == Level::Numbers));
        assert!(dense.iter().zip(&spots).all(|(group, spot)| (spot.top - group.wanted).abs() <= FAR));
    }

    #[test]
    fn a_card_at_the_lower_edge_becomes_smaller_as_it_leaves() {
        let level = |wanted| stack(&[group(wanted, 1)], ROOM)[0].level;
        let levels = [720.0, 760.0, 779.0].map(level);
        assert_eq!(levels, [Level::Full, Level::Line, Level::Counted]);
    }

    proptest! {
        #[test]
        fn cards_never_overlap_keep_their_order_and_are_in_the_room_or_counted(
            lines in prop::collection::vec((0_u16..40, 1_u8..5), 0..40),
            selected in proptest::option::of(any::<prop::sample::Index>()),
            passed in 0_u8..4,
        ) {
            let mut at = ROOM.min - f32::from(passed) * 29.0;
            let mut groups = Vec::new();
            for (step, count) in lines {
                at += f32::from(step);
                if at > ROOM.max {
                    break;
                }
                let standing = if at < ROOM.min { Standing::Passed } else { Standing::Seen };
                groups.push(Group { standing, ..group(at, count) });
            }
            let mut chosen = None;
            if let Some(index) = selected.filter(|_| !groups.is_empty()) {
                let index = index.index(groups.len());
                if groups[index].standing == Standing::Seen {
                    groups[index] = Group { standing: Standing::Selected, ..group(groups[index].wanted, 1) };
                    chosen = Some(index);
                }
            }
            let spots = stack(&groups, ROOM);
            prop_assert_eq!(spots.len(), groups.len());
            let mut free = f32::NEG_INFINITY;
            for (group, spot) in groups.iter().zip(&spots) {
                if spot.level == Level::Counted {
                    prop_assert!(group.standing == Standing::Seen);
                    continue;
                }
                prop_assert!(spot.top >= free - 0.01, "{} {}", spot.top, free);
                free = spot.top + group.height(spot.level) + GAP;
                if group.standing == Standing::Seen {
                    prop_assert!(spot.top >= ROOM.min && free - GAP <= ROOM.max + 0.01);
                }
            }
            if let Some(index) = chosen {
                let whole = groups[index].heights[0];
                prop_assert_eq!(spots[index].level, Level::Full);
                prop_assert!((spots[index].top - groups[index].wanted.min(ROOM.max - whole)).abs() < 0.01);
            }
        }
    }
}
