//! The integration tests, in one binary: a module for each door into the program.

#[cfg(feature = "gui")]
mod article_view;
mod canary;
mod checks;
mod cli;
mod export;
#[cfg(feature = "gui")]
mod fields;
mod fixture;
#[cfg(feature = "gui")]
mod gui;
#[cfg(feature = "gui")]
mod raster;
mod readme;
mod store;
#[cfg(feature = "gui")]
mod theme;
mod tidy;
#[cfg(feature = "gui")]
mod typesetting;
