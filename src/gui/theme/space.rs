//! The gaps between things, in points: one short scale on a grid of 4.

use egui::Margin;

/// Between lines that belong together.
pub const HAIR: f32 = 2.0;
/// Between a caption and its field, between buttons of a row.
pub const TIGHT: f32 = 4.0;
/// Between things that stand side by side.
pub const NEAR: f32 = 8.0;
/// Between a heading and what it is over.
pub const STEP: f32 = 12.0;
/// Between groups, and from the edge of a panel to its content.
pub const APART: f32 = 16.0;
/// Between parts of a page.
pub const WIDE: f32 = 24.0;
/// Above and below what stands alone.
pub const VAST: f32 = 32.0;

/// From the edge of a bar or panel to its words, on the left and on the right.
pub const EDGE: i8 = 16;
/// From the edge of a text field to its words.
pub const FIELD: Margin = Margin::symmetric(8, 6);
/// From the edge of the one field of a sheet to its words.
pub const SEARCH: Margin = Margin::symmetric(8, 8);

/// The height of a button, a tab or a row of a list.
pub const CONTROL: f32 = 28.0;
