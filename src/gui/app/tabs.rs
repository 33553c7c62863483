//! The tabs of the window: their order, which one is in front, and who comes to the front when it goes.
//!
//! It must not know what a tab holds.

/// The number of a tab: given once, never again, so that late news of a closed one is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId(u64);

/// One way along the tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the right.
    Onward,
    /// To the left.
    Back,
}

/// Tabs in their order; unless there is none, one is in front.
#[derive(Debug)]
pub struct Tabs<T> {
    row: Vec<(TabId, T)>,
    /// *Invariant:* less than the number of tabs, or 0.
    front: usize,
    given: u64,
}

impl<T> Default for Tabs<T> {
    fn default() -> Self {
        Self { row: Vec::new(), front: 0, given: 0 }
    }
}

impl<T> Tabs<T> {
    /// Adds a tab at the end and brings it to the front.
    pub fn add(&mut self, content: T) -> TabId {
        let id = self.add_behind(content);
        self.front = self.row.len() - 1;
        id
    }

    /// Adds a tab at the end; where another one is in front, it stays there.
    pub fn add_behind(&mut self, content: T) -> TabId {
        self.given += 1;
        let id = TabId(self.given);
        self.row.push((id, content));
        id
    }

    /// Takes a tab out and tells where it stood. Its neighbour at the right comes to the front, else that at the left.
    pub fn take(&mut self, id: TabId) -> Option<(usize, T)> {
        let at = self.at(id)?;
        let (_, content) = self.row.remove(at);
        if at < self.front {
            self.front -= 1;
        }
        self.front = self.front.min(self.row.len().saturating_sub(1));
        Some((at, content))
    }

    /// Puts a tab that was taken out back where it stood, in front of the others.
    pub fn put_back(&mut self, at: usize, id: TabId, content: T) {
        let at = at.min(self.row.len());
        self.row.insert(at, (id, content));
        self.front = at;
    }

    /// Brings a tab to the front; tells whether it is there.
    pub fn go_to(&mut self, id: TabId) -> bool {
        let at = self.at(id);
        self.front = at.unwrap_or(self.front);
        at.is_some()
    }

    /// Returns the tab beside the one in front; behind the last one comes the first.
    pub fn beside(&self, way: Way) -> Option<TabId> {
        let count = self.row.len();
        let at = match way {
            Way::Onward => self.front + 1,
            Way::Back => self.front + count.checked_sub(1)?,
        };
        self.row.get(at.checked_rem(count)?).map(|(id, _)| *id)
    }

    /// Puts a tab elsewhere in the row; the one in front stays there.
    pub fn shift(&mut self, id: TabId, to: usize) {
        let (Some(at), Some(front)) = (self.at(id), self.front_id()) else { return };
        let tab = self.row.remove(at);
        self.row.insert(to.min(self.row.len()), tab);
        self.go_to(front);
    }

    /// Returns where a tab stands, from 0.
    pub fn at(&self, id: TabId) -> Option<usize> {
        self.row.iter().position(|(other, _)| *other == id)
    }

    /// Returns which tab is in front.
    pub fn front_id(&self) -> Option<TabId> {
        self.row.get(self.front).map(|(id, _)| *id)
    }

    /// Returns what the tab in front holds.
    pub fn front(&self) -> Option<&T> {
        self.row.get(self.front).map(|(_, content)| content)
    }

    /// Returns what the tab in front holds, to be changed.
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.row.get_mut(self.front).map(|(_, content)| content)
    }

    /// Returns what a tab holds.
    pub fn of(&self, id: TabId) -> Option<&T> {
        self.row.iter().find(|(other, _)| *other == id).map(|(_, content)| content)
    }

    /// Returns what a tab holds, to be changed.
    pub fn of_mut(&mut self, id: TabId) -> Option<&mut T> {
        self.row.iter_mut().find(|(other, _)| *other == id).map(|(_, content)| content)
    }

    /// Walks along the tabs in their order.
    pub fn iter(&self) -> impl Iterator<Item = (TabId, &T)> {
        self.row.iter().map(|(id, content)| (*id, content))
    }

    /// Walks along the tabs in their order, to change what they hold.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (TabId, &mut T)> {
        self.row.iter_mut().map(|(id, content)| (*id, content))
    }

    /// Lists the tabs in their order.
    pub fn ids(&self) -> Vec<TabId> {
        self.row.iter().map(|(id, _)| *id).collect()
    }

    /// Counts the tabs.
    pub fn len(&self) -> usize {
        self.row.len()
    }

    /// Tells whether no tab is open.
    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes tabs of letters, with this one in front.
    fn tabs(letters: &str, front: char) -> Tabs<char> {
        let mut tabs = Tabs::default();
        for letter in letters.chars() {
            tabs.add(letter);
        }
        assert!(tabs.go_to(id(&tabs, front)));
        tabs
    }

    fn id(tabs: &Tabs<char>, letter: char) -> TabId {
        tabs.iter().find(|(_, other)| **other == letter).map(|(id, _)| id).unwrap()
    }

    /// Writes the tabs down, the one in front as a capital letter.
    fn written(tabs: &Tabs<char>) -> String {
        let front = tabs.front_id();
        tabs.iter()
            .map(|(id, letter)| if Some(id) == front { letter.to_ascii_uppercase() } else { *letter })
            .collect()
    }

    fn closed(mut tabs: Tabs<char>, letter: char) -> String {
        assert!(tabs.take(id(&tabs, letter)).is_some());
        written(&tabs)
    }

    #[test]
    fn a_new_tab_stands_at_the_end_and_comes_to_the_front_unless_it_is_to_wait() {
        let mut tabs = tabs("abc", 'a');
        tabs.add('d');
        tabs.add_behind('e');
        assert_eq!(written(&tabs), "abcDe");
    }

    #[test]
    fn the_neighbour_at_the_right_comes_to_the_front_else_that_at_the_left() {
        assert_eq!(closed(tabs("abc", 'b'), 'b'), "aC");
        assert_eq!(closed(tabs("abc", 'c'), 'c'), "aB");
        assert_eq!(closed(tabs("a", 'a'), 'a'), "");
    }

    #[test]
    fn a_tab_behind_goes_without_a_change_in_front() {
        assert_eq!(closed(tabs("abc", 'b'), 'a'), "Bc");
        assert_eq!(closed(tabs("abc", 'b'), 'c'), "aB");
    }

    #[test]
    fn a_tab_that_comes_back_stands_where_it_stood() {
        let mut tabs = tabs("abc", 'a');
        let b = id(&tabs, 'b');
        let (at, content) = tabs.take(b).unwrap();
        tabs.put_back(at, b, content);
        assert_eq!(written(&tabs), "aBc");
        assert_eq!(tabs.of(b), Some(&'b'));
    }

    #[test]
    fn one_goes_round_in_both_ways() {
        let mut tabs = tabs("abc", 'c');
        for (way, expected) in
            [(Way::Onward, "Abc"), (Way::Onward, "aBc"), (Way::Back, "Abc"), (Way::Back, "abC")]
        {
            let next = tabs.beside(way).unwrap();
            tabs.go_to(next);
            assert_eq!(written(&tabs), expected);
        }
        assert_eq!(Tabs::<char>::default().beside(Way::Back), None);
    }

    #[test]
    fn a_tab_that_is_put_elsewhere_leaves_the_front_as_it_is() {
        let mut tabs = tabs("abc", 'b');
        tabs.shift(id(&tabs, 'a'), 2);
        assert_eq!(written(&tabs), "Bca");
        tabs.shift(id(&tabs, 'b'), 9);
        assert_eq!(written(&tabs), "caB");
    }

    #[test]
    fn a_number_is_never_given_twice() {
        let mut tabs = tabs("a", 'a');
        let first = id(&tabs, 'a');
        tabs.take(first);
        assert_ne!(tabs.add('b'), first);
        assert!(!tabs.go_to(first));
        assert_eq!(written(&tabs), "B");
    }
}
