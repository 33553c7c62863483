//! The integration tests, in one binary: a module for each door into the program.
