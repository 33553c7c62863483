//! The context of a session in the window: the world's clock and randomness, and the checker's name as the
//! settings have it now.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::Moment;
use crate::session::Context;

/// A name that can change while a session lasts.
#[derive(Clone, Debug, Default)]
pub struct Name(Arc<Mutex<String>>);

impl Name {
    /// Signs with this name from now on.
    pub fn set(&self, name: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = name;
    }

    fn read(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A context whose name follows the settings.
pub struct Signing {
    world: Box<dyn Context>,
    name: Name,
}

impl Signing {
    /// Takes time and randomness from `world`.
    pub fn new(world: Box<dyn Context>, name: Name) -> Self {
        Self { world, name }
    }
}

impl Context for Signing {
    fn now(&self) -> Moment {
        self.world.now()
    }

    fn bits(&mut self) -> u64 {
        self.world.bits()
    }

    fn who(&self) -> String {
        self.name.read()
    }
}
