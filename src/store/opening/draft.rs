//! The drafts' texts: where one is missing or damaged, what is left of it stands in for it, so that every record that
//! speaks of it can be read.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::super::StoreError;
use super::super::problem::Problem;
use super::super::schema::v1::Texts;
use super::super::state;
use super::super::vfs::Vfs;
use super::{Closed, DRAFT_CAP, DRAFTS, Found, files};
use crate::model::{Edit, Id, Prose};
use crate::text::boundary::paragraphs;
use crate::text::{Block, BlockKind};

/// Reads every draft's text, by its SHA-256.
pub(super) fn drafts(vfs: &dyn Vfs, folder: &Path) -> Result<Texts, StoreError> {
    let mut texts = Texts::new();
    for path in files(vfs, &folder.join(DRAFTS), ".txt")? {
        if let Ok(text) = String::from_utf8(vfs.read(&path, DRAFT_CAP)?) {
            // An editor or git may have changed its line ends: the text is one of the two.
            let plain = state::plain(&text).into_owned();
            for text in std::iter::once(plain.clone()).chain((plain != text).then_some(text)) {
                let prose = Prose::new(text);
                texts.insert(prose.sha256().to_owned(), prose);
            }
        }
    }
    Ok(texts)
}

/// A draft whose text is not what its record says.
pub(super) struct Unread {
    draft: String,
    sha256: String,
    is_there: bool,
}

/// Puts what is left of each missing text in its place: the file as it is, or no text at all.
pub(super) fn stand_in(
    vfs: &dyn Vfs,
    folder: &Path,
    texts: &mut Texts,
    missing: &BTreeMap<String, String>,
) -> Vec<Unread> {
    let mut unread = Vec::new();
    for (sha256, draft) in missing {
        // Only an id becomes part of a path.
        let name = Id::parse(draft).map(|id| format!("{id}.txt"));
        let bytes = name.and_then(|name| vfs.read(&folder.join(DRAFTS).join(name), DRAFT_CAP).ok());
        let text = bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let prose = Prose::damaged(text.unwrap_or_default(), sha256.as_str());
        texts.insert(sha256.clone(), prose);
        unread.push(Unread { draft: draft.clone(), sha256: sha256.clone(), is_there: bytes.is_some() });
    }
    unread
}

/// Says which texts are damaged. Nobody works on the wrong text: where it is that of the current draft, nothing can be
/// changed.
pub(super) fn close(found: &mut Found, unread: &[Unread]) {
    let current = found.project.draft_id();
    for Unread { draft, sha256, is_there } in unread {
        let id = Id::parse(draft);
        let holds = |id: &Id| {
            let text = found.project.drafts().get(id).and_then(|draft| draft.text.as_ref());
            text.is_some_and(|text| text.sha256() == sha256)
        };
        if !id.as_ref().is_some_and(holds) {
            continue;
        }
        let place = format!("{DRAFTS}/{draft}.txt");
        let (what, shown) = if *is_there {
            ("was changed after it was put there", "shown as it is now")
        } else {
            ("is missing", "shown without it")
        };
        let what = format!("The draft’s text {what}. It is {shown}, with every mark.");
        let repair = format!(
            "Put the file back from a backup, or wait until it has come; its SHA-256 is {sha256}. Then open the project \
             again."
        );
        found.problems.push(Problem::damage(&place, &what, &repair));
        if id == current && !matches!(found.closed, Some(Closed::Newer(_))) {
            let reason = format!(
                "The text in {place} is not the one that was marked, so the project is open for reading only. Put the \
                 file back and open the project again, or save a copy to go on with the text as it is."
            );
            found.closed = Some(Closed::Damaged(reason));
        }
    }
}

/// Blocks that do not fit their text (a file was tampered with, or is damaged) become plain paragraphs.
pub(super) fn set_unfit_blocks_anew(found: &mut Found) {
    let mut edits = Vec::new();
    for (id, draft) in found.project.drafts() {
        let text = draft.text.as_ref().map_or("", Prose::as_str);
        let whole = |block: &Block| !block.range.is_empty() && block.range.of(text).is_some();
        let fit = draft.blocks.iter().all(whole)
            && draft.blocks.is_sorted_by(|one, next| one.range.end <= next.range.start);
        if !fit {
            let paragraphs = paragraphs(text).into_iter();
            let blocks = paragraphs.map(|range| Block { kind: BlockKind::Paragraph, range }).collect();
            edits.push(Edit::new(*id, "blocks", Arc::new(blocks)));
        }
    }
    if !edits.is_empty() {
        found.project.apply(&edits);
        let what = "A draft's blocks do not fit its text.";
        found.problems.push(Problem::damage(DRAFTS, what, "It is shown as plain paragraphs."));
    }
}
