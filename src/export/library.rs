//! The sources as a bibliography, in whichever format.
//!
//! Knows no format of bibliographies: their text stands in the handout, made of what the audience may see.

use super::{Handout, Stopped, Watch};

/// Writes the bibliography of that name; a file without a source holds an empty line.
pub(super) fn write(format: &str, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
    watch.begin(handout.sources.len() + 1)?;
    let text =
        handout.libraries.iter().find(|(known, _)| *known == format).map_or("", |(_, text)| text.as_str());
    for _ in &handout.sources {
        watch.step()?;
    }
    watch.step()?;
    Ok(if text.is_empty() { b"\n".to_vec() } else { text.as_bytes().to_vec() })
}
