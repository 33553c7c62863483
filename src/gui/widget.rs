//! Small parts that panels are made of. They must not know any panel.

pub mod attempt_list;
pub mod calendar;
pub mod card;
pub mod chip;
pub mod choice;
pub mod citation;
pub mod conflict;
pub mod day;
pub mod field;
pub mod file;
pub mod keyboard;
pub mod linked;
pub mod menu;
pub mod names;
pub mod pairs;
pub mod picker;
pub mod popup;
pub mod rating;
pub mod row;
pub mod sealed;
pub mod section;
pub mod sign;
pub mod status;
pub mod text;
pub mod toast;
pub mod words;
