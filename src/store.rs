//! Projects on disk: the only module that may touch files.

pub mod blob;
pub mod checkpoint;
pub mod hash;
pub mod lock;
mod replay;
pub mod schema;
pub mod state;
pub mod vfs;
pub mod vocabulary;
