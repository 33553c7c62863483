//! The window: panels that read the project and push actions. It knows no files and makes no edits.

pub mod article_view;
pub mod highlight;
pub mod theme;
