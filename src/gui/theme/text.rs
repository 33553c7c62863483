//! The sizes of words around the article, in points: one short scale, so that a glance tells what ranks above what.
//!
//! The article's own sizes follow the reader's settings and are no part of it.

/// What stands beside something larger: captions over fields, keys, places, days.
pub const CAPTION: f32 = 12.0;
/// Words of bars, tabs, tables and lists.
pub const SMALL: f32 = 13.0;
/// Words of fields, menus, buttons and sentences.
pub const BODY: f32 = 14.0;
/// What a page or an empty state is called.
pub const TITLE: f32 = 16.0;
/// What a sheet over the window is called.
pub const HEADING: f32 = 18.0;
/// An icon beside words.
pub const SIGN: f32 = 16.0;
/// An icon that is a button.
pub const ICON: f32 = 18.0;
