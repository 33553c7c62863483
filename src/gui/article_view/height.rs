//! Heights of the pieces of a text and the sums over them, as a Fenwick tree.
//!
//! Knows nothing of text or screens: it adds numbers. Ten megabytes of text stand more than a million points
//! high, so sums are `f64`.

/// Keeps one height per piece; changes one, sums a prefix and finds a depth in O(log n).
///
/// Method: P. M. Fenwick, "A new data structure for cumulative frequency tables", 1994.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    each: Vec<f32>,
    /// `tree[i - 1]` sums the `i & -i` heights that end with the one numbered `i - 1`.
    tree: Vec<f64>,
    /// The sum of all corrections, up and down alike.
    drift: f64,
}

impl Heights {
    /// Builds the tree over these heights in O(n).
    pub fn new(each: Vec<f32>) -> Self {
        let mut tree: Vec<f64> = each.iter().map(|height| f64::from(*height)).collect();
        for index in 1..=tree.len() {
            let parent = index + lowest_bit(index);
            if parent <= tree.len() {
                tree[parent - 1] += tree[index - 1];
            }
        }
        Self { each, tree, drift: 0.0 }
    }

    /// Returns the height of one piece.
    pub fn height(&self, piece: usize) -> f32 {
        self.each[piece]
    }

    /// Corrects the height of one piece.
    pub fn set(&mut self, piece: usize, height: f32) {
        let change = f64::from(height) - f64::from(self.each[piece]);
        if change == 0.0 {
            return;
        }
        self.each[piece] = height;
        self.drift += change.abs();
        let mut index = piece + 1;
        while index <= self.tree.len() {
            self.tree[index - 1] += change;
            index += lowest_bit(index);
        }
    }

    /// Returns how much was corrected since the heights were guessed, up and down alike.
    pub fn drift(&self) -> f64 {
        self.drift
    }

    /// Sums the heights of all pieces before this one.
    pub fn above(&self, piece: usize) -> f64 {
        let mut sum = 0.0;
        let mut index = piece;
        while index > 0 {
            sum += self.tree[index - 1];
            index -= lowest_bit(index);
        }
        sum
    }

    /// Sums all heights.
    pub fn total(&self) -> f64 {
        self.above(self.each.len())
    }

    /// Finds the piece that stands at this depth, and how far below the piece's top the depth is.
    ///
    /// A depth above the first piece gives the first, one below the last gives the last.
    pub fn find(&self, depth: f64) -> (usize, f64) {
        let count = self.each.len();
        if count == 0 {
            return (0, 0.0);
        }
        let mut piece = 0;
        let mut rest = depth.max(0.0);
        let mut step = count.checked_ilog2().map_or(0, |log| 1_usize << log);
        while step > 0 {
            let next = piece + step;
            if next <= count && self.tree[next - 1] <= rest {
                piece = next;
                rest -= self.tree[next - 1];
            }
            step /= 2;
        }
        if piece == count { (count - 1, rest + f64::from(self.each[count - 1])) } else { (piece, rest) }
    }
}

fn lowest_bit(index: usize) -> usize {
    index & index.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tree_without_pieces_is_flat() {
        let heights = Heights::new(Vec::new());
        assert_eq!(heights.find(3.0), (0, 0.0));
        assert!(heights.total().abs() < f64::EPSILON);
    }

    #[test]
    fn a_depth_below_the_last_piece_is_reported_from_its_top() {
        let heights = Heights::new(vec![10.0, 20.0]);
        assert_eq!(heights.find(50.0), (1, 40.0));
    }

    proptest! {
        /// Whole numbers keep the sums exact, so that equality may be asked for.
        #[test]
        fn sums_follow_every_change(
            mut plain in prop::collection::vec(0_u8..50, 1..200),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..50), 0..50),
        ) {
            let mut heights = Heights::new(plain.iter().map(|h| f32::from(*h)).collect());
            for (at, height) in changes {
                let piece = at.index(plain.len());
                plain[piece] = height;
                heights.set(piece, f32::from(height));
            }
            let mut sum = 0.0;
            for (piece, height) in plain.iter().enumerate() {
                prop_assert!((heights.above(piece) - sum).abs() < 1e-9);
                if *height > 0 {
                    let middle = sum + f64::from(*height) / 2.0;
                    prop_assert_eq!(heights.find(middle), (piece, f64::from(*height) / 2.0));
                }
                sum += f64::from(*height);
            }
            prop_assert!((heights.total() - sum).abs() < 1e-9);
        }
    }
}
