//! Small parts that panels are made of. They must not know any panel.

pub mod card;
pub mod choice;
pub mod field;
pub mod people;
pub mod picker;
pub mod row;
pub mod sealed;
pub mod section;
pub mod sign;
pub mod status;
pub mod toast;
