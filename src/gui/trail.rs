//! The places one has been at, to go back to and forward again, as a browser does.
//!
//! Jumps are places; scrolling and clicking are not. It must not know how a place is shown.

use crate::model::Id;

/// How many places are remembered.
const MOST: usize = 200;
/// Two places that show the same record are one if their carets are so near, in bytes.
const NEAR: usize = 120;

/// A place in a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The caret, in bytes of the text.
    pub caret: usize,
    /// The first byte that was on screen, where one has looked around there.
    pub top: Option<usize>,
    /// The chosen mark.
    pub mark: Option<Id>,
    /// The record that was open without a mark.
    pub opened: Option<Id>,
}

impl Place {
    fn is_near(&self, other: &Self) -> bool {
        (self.mark, self.opened) == (other.mark, other.opened) && self.caret.abs_diff(other.caret) <= NEAR
    }
}

/// The places visited, and which of them one is at.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    places: Vec<Place>,
    at: usize,
}

impl Trail {
    /// Notes a jump. What lay ahead is forgotten.
    pub fn visit(&mut self, from: Place, to: Place) {
        if from.is_near(&to) {
            self.settle(from, to);
            return;
        }
        self.settle(from, from);
        self.places.push(to);
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.at = self.places.len() - 1;
    }

    /// Returns the place before, for one who is `here`; nothing where there is none.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        let current = *self.places.get(self.at)?;
        if !current.is_near(&here) {
            // One has wandered off: back is where one wandered from, and forward leads here again.
            self.places.truncate(self.at + 1);
            self.places.push(here);
            return Some(current);
        }
        self.at = self.at.checked_sub(1)?;
        self.places[self.at + 1] = here;
        self.places.get(self.at).copied()
    }

    /// Returns the place after, for one who is `here`; nothing where there is none.
    pub fn forward(&mut self, here: Place) -> Option<Place> {
        let next = *self.places.get(self.at + 1)?;
        if self.places[self.at].is_near(&here) {
            self.places[self.at] = here;
        }
        self.at += 1;
        Some(next)
    }

    /// Tells whether there is a place before, for one who is `here`.
    pub fn has_behind(&self, here: &Place) -> bool {
        self.at > 0 || self.places.get(self.at).is_some_and(|place| !place.is_near(here))
    }

    /// Tells whether there is a place after.
    pub fn has_ahead(&self) -> bool {
        self.at + 1 < self.places.len()
    }

    /// Makes `now` the place one is at, having come from `here`.
    fn settle(&mut self, here: Place, now: Place) {
        self.places.truncate(self.at + 1);
        match self.places.last_mut() {
            Some(last) if last.is_near(&here) => *last = now,
            _ => self.places.push(now),
        }
        self.at = self.places.len() - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Table;

    fn at(caret: usize) -> Place {
        Place { caret, ..Place::default() }
    }

    /// Jumps from each place to the next.
    fn trail(carets: &[usize]) -> Trail {
        let mut trail = Trail::default();
        for pair in carets.windows(2) {
            trail.visit(at(pair[0]), at(pair[1]));
        }
        trail
    }

    #[test]
    fn back_and_forward_lead_through_the_jumps() {
        let mut trail = trail(&[0, 1000, 5000]);
        assert!(trail.has_behind(&at(5000)) && !trail.has_ahead());
        assert_eq!(trail.back(at(5000)), Some(at(1000)));
        assert_eq!(trail.back(at(1000)), Some(at(0)));
        assert_eq!(trail.back(at(0)), None);
        assert_eq!(trail.forward(at(0)), Some(at(1000)));
        assert_eq!(trail.forward(at(1000)), Some(at(5000)));
        assert_eq!(trail.forward(at(5000)), None);
    }

    #[test]
    fn a_jump_forgets_what_lay_ahead() {
        let mut trail = trail(&[0, 1000, 5000]);
        trail.back(at(5000));
        trail.visit(at(1000), at(9000));
        assert!(!trail.has_ahead());
        assert_eq!(trail.back(at(9000)), Some(at(1000)));
    }

    #[test]
    fn who_wandered_off_comes_back_to_where_it_began_and_forward_again() {
        let mut trail = trail(&[0, 1000]);
        assert_eq!(trail.back(at(7000)), Some(at(1000)));
        assert_eq!(trail.forward(at(1000)), Some(at(7000)));
        assert_eq!(trail.back(at(7000)), Some(at(1000)));
        assert_eq!(trail.back(at(1000)), Some(at(0)));
    }

    #[test]
    fn steps_within_a_sentence_are_one_place() {
        let mut trail = trail(&[0, 1000, 1020, 1050]);
        assert_eq!(trail.back(at(1050)), Some(at(0)));
        assert!(!Trail::default().has_behind(&at(9)));
    }

    #[test]
    fn another_mark_is_another_place_even_over_the_same_words() {
        let mark = |number| Place { mark: Some(Id::new(Table::Annotation, number)), ..at(10) };
        let mut trail = Trail::default();
        trail.visit(mark(1), mark(2));
        assert_eq!(trail.back(mark(2)), Some(mark(1)));
    }

    #[test]
    fn the_place_left_is_remembered_as_it_was_seen() {
        let mut trail = trail(&[0, 1000]);
        let seen = Place { top: Some(900), ..at(1010) };
        trail.visit(seen, at(5000));
        assert_eq!(trail.back(at(5000)), Some(seen));
    }

    #[test]
    fn a_long_day_keeps_the_last_places_only() {
        let carets: Vec<usize> = (0..1000).map(|jump| jump * 1000).collect();
        let mut trail = trail(&carets);
        let mut here = at(999_000);
        let mut steps = 0;
        while let Some(place) = trail.back(here) {
            here = place;
            steps += 1;
        }
        assert_eq!(steps, MOST - 1);
    }
}
